// Decides which pages reporting serves: the programmes, one programme's state, its public account, and one person's story.
import { type Context, Hono } from 'hono';
import type { CivilDate } from '../kernel/date.ts';
import { dateIn } from '../kernel/clock.ts';
import { Fault } from '../kernel/fault.ts';
import { lastDayOf, monthFrom } from '../kernel/month.ts';
import { readNik } from '../kernel/nik.ts';
import { currentPolicy, programmesKnown } from '../programme/programme-steps.ts';
import { type Page, formFields, takeForm } from '../web/act.ts';
import { ActionForm } from '../web/action-form.tsx';
import { accountWords, programmeWords } from '../web/account-words.ts';
import { dateText } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { keyOf, lookRemembered } from '../web/look.ts';
import { inputOf } from '../web/operation.ts';
import { Counting, Way } from '../web/parts.tsx';
import { perform } from '../web/perform.ts';
import { opens, permittedActor } from '../web/permit.ts';
import { programmeFrame } from '../web/programme-nav.ts';
import { nikFaultWords, storyWords } from '../web/story-words.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { speaker } from '../web/words.ts';
import type { PublicAccount } from './account.ts';
import { AccountFigures, Answer, Areas, Meanings, Proof, withProtectedOf } from './account-pages.tsx';
import { Chain } from './chain-pages.tsx';
import { chainShown } from './chain-steps.ts';
import { EmptyInstallation, ProgrammeList, type ProgrammeRow } from './programmes-pages.tsx';
import { reportingOperations } from './reporting-routes.ts';
import { newestAccount } from './reporting-steps.ts';
import { NikForm, StoryPage } from './story-pages.tsx';

type PageContext = Context<RequestEnv>;

/** The pages of reporting. Faults travel to whoever mounts them. */
export function reportingPages(surface: Surface): Hono<RequestEnv> {
  const { workplace } = surface;
  const { account, publish, explain } = reportingOperations;
  const pages = new Hono<RequestEnv>();

  const known = async (c: PageContext): Promise<readonly Omit<ProgrammeRow, 'account'>[]> => {
    const rows = await workplace.database.read(permittedActor(c), programmesKnown);
    return rows.map((row) => ({ programme: row.programme, title: { id: row.title_id, en: row.title_en }, first: row.first_month, last: row.last_month }));
  };

  pages.get('/', async (c) => {
    const [locale, programmes] = [localeOf(c), await known(c)];
    const mayOpen = (address: string): boolean => opens(c, address);
    const rows: ProgrammeRow[] = [];
    for (const programme of programmes) rows.push({ ...programme, account: await newestAccount(workplace, permittedActor(c), programme.programme) });
    return c.render(
      rows.length === 0 ? <EmptyInstallation locale={locale} mayOpen={mayOpen} /> : <ProgrammeList locale={locale} programmes={rows} mayOpen={mayOpen} />,
      {
        title: speaker(locale)(programmeWords.heading),
        audience: 'office',
        here: 'programmes',
      },
    );
  });

  /** The account of today and, of a programme that has ended, the people protected on its last day. */
  const accountNow = async (c: PageContext, programme: string, lastDay: CivilDate) => {
    const on = async (day: CivilDate) => (await lookRemembered(surface, c, account, { programme, on: day })) as PublicAccount | undefined;
    const ended = lastDay < today();
    const [now, then] = await Promise.all([on(today()), ended ? on(lastDay) : undefined]);
    if (now === undefined || (ended && then === undefined)) return undefined;
    return { account: then === undefined ? now : withProtectedOf(now, then), ended };
  };

  pages.get('/programmes/:programme', async (c) => {
    const [locale, programme] = [localeOf(c), c.req.param('programme')];
    const say = speaker(locale);
    const actor = permittedActor(c);
    const { title, last, chain } = await surface.remembered.know(await keyOf(surface, actor, ['chain', programme]), () =>
      workplace.database.read(actor, (tx) => chainShown(tx, programme)),
    );
    const lastDay = lastDayOf(monthFrom(last));
    const counted = await accountNow(c, programme, lastDay);
    return c.render(
      <article>
        <p class="kicker">{say(accountWords.stateOn, { date: dateText(counted?.account.asOf ?? today(), locale) })}</p>
        <h1>{title[locale]}</h1>
        {counted === undefined ? <Counting c={c} /> : <Answer account={counted.account} locale={locale} on={counted.ended ? lastDay : counted.account.asOf} />}
        {counted?.ended === true ? <p class="note-box">{say(accountWords.ended, { date: dateText(lastDay, locale) })}</p> : null}
        <Chain c={c} programme={programme} chain={chain} locale={locale} />
        {counted === undefined ? null : (
          <>
            <AccountFigures account={counted.account} locale={locale} protectedOn={counted.ended ? 'last-day' : 'today'} />
            <Areas account={counted.account} locale={locale} />
            <Proof account={counted.account} locale={locale} />
          </>
        )}
        <p class="links">
          <Way c={c} href={`/programmes/${programme}/coverage`}>
            {say(accountWords.seeCoverage)}
          </Way>
          <a href={`/publik/${programme}`}>{say(accountWords.seePublic)}</a>
        </p>
      </article>,
      { ...programmeFrame(title[locale], programme, ''), ...(counted === undefined ? { refresh: 3 } : {}) },
    );
  });

  const publishPage: Page = async (c) => {
    const [locale, programme] = [localeOf(c), c.req.param('programme') ?? ''];
    const say = speaker(locale);
    const { policy } = await workplace.database.read(permittedActor(c), (tx) => currentPolicy(tx, programme));
    const newest = await newestAccount(workplace, permittedActor(c), programme);
    return c.render(
      <article class="narrow">
        <p class="kicker">{policy.title[locale]}</p>
        <h1>{say(accountWords.publicHeading)}</h1>
        <p class="lead">{say(accountWords.publishLead)}</p>
        <p>{newest === undefined ? say(programmeWords.notPublished) : say(programmeWords.publishedOn, { date: dateText(newest.asOf, locale) })}</p>
        {newest === undefined ? null : (
          <p class="links">
            <a href={`/publik/${programme}`}>{say(accountWords.seePublic)}</a>
          </p>
        )}
        <ActionForm
          c={c}
          operation={publish}
          action={`/programmes/${programme}/account`}
          fields={[{ name: 'on', label: accountWords.publishOn, hint: accountWords.publishOnHint, kind: 'date', optional: true }]}
          submit={accountWords.publish}
        />
      </article>,
      programmeFrame(say(accountWords.publicHeading), programme, 'account'),
    );
  };
  pages.get('/programmes/:programme/account', publishPage);
  takeForm(pages, surface, {
    operation: publish,
    at: '/programmes/:programme/account',
    page: publishPage,
    told: ({ asOf }, locale) => ({ text: speaker(locale)(accountWords.publishedNow, { date: dateText(asOf, locale) }) }),
    next: (_, { programme }) => `/programmes/${programme}/account`,
  });

  pages.get('/publik/:programme', async (c) => {
    const [locale, programme] = [localeOf(c), c.req.param('programme')];
    const say = speaker(locale);
    const account = await newestAccount(workplace, permittedActor(c), programme);
    if (account === undefined) {
      const row = (await known(c)).find((one) => one.programme === programme);
      if (row === undefined) {
        throw new Fault('not-found', 'programme-unknown', { id: 'Program ini tidak ada.', en: 'There is no such programme.' });
      }
      return c.render(
        <article class="narrow">
          <p class="kicker">{say(accountWords.publicHeading)}</p>
          <h1>{row.title[locale]}</h1>
          <p class="lead">{say(accountWords.notPublishedLead)}</p>
          <p class="links">
            <a href={`/publik/${programme}/pengaduan`}>{say(accountWords.complain)}</a>
          </p>
        </article>,
        { title: row.title[locale], audience: 'public' },
      );
    }
    return c.render(
      <article>
        <p class="kicker">{`${say(accountWords.publicHeading)} · ${say(accountWords.stateOn, { date: dateText(account.asOf, locale) })}`}</p>
        <h1>{account.title[locale]}</h1>
        <Answer account={account} locale={locale} />
        <AccountFigures account={account} locale={locale} protectedOn="that-day" />
        <Meanings locale={locale} />
        <Areas account={account} locale={locale} />
        <Proof account={account} locale={locale} />
        <p class="links">
          <a href={`/publik/${programme}/lapor`}>{say(accountWords.reportDeath)}</a>
          <a href={`/publik/${programme}/pengaduan`}>{say(accountWords.complain)}</a>
          <a href={`/v1/publik/programmes/${programme}/account`}>{say(accountWords.openData)}</a>
        </p>
      </article>,
      { title: `${say(accountWords.publicHeading)}: ${account.title[locale]}`, audience: 'public' },
    );
  });

  pages.get('/explain', (c) => renderForm(c));

  pages.post('/explain', async (c) => {
    // What is said of one person is kept by nobody on the way, and is not compressed beside what the reader typed.
    c.header('cache-control', 'no-store, no-transform');
    const locale = localeOf(c);
    const fields = await formFields(c);
    const reading = readNik(fields['nik'] ?? null);
    if (reading.nik === null) {
      c.status(400);
      return renderForm(c, nikFaultWords[reading.fault]?.[locale] ?? reading.fault);
    }
    const { answer: story } = await perform(surface, explain, inputOf(explain, fields), { actor: surface.actor(c), through: 'page' });
    return c.render(<StoryPage story={story} locale={locale} today={today()} timeZone={surface.timeZone} />, titled(c));
  });

  const today = (): CivilDate => dateIn(surface.timeZone, workplace.clock.now());
  return pages;
}

const titled = (c: PageContext) => ({ title: speaker(localeOf(c))(storyWords.heading), audience: 'office', here: 'explain' }) as const;

const renderForm = (c: PageContext, fault?: string) => c.render(<NikForm locale={localeOf(c)} {...(fault === undefined ? {} : { fault })} />, titled(c));
