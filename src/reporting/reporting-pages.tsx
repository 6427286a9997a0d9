// Decides which pages reporting serves: the programmes, one programme's state, its public account, and one person's story.
import { type Context, Hono } from 'hono';
import type { CivilDate } from '../kernel/date.ts';
import { dateIn } from '../kernel/clock.ts';
import { Fault } from '../kernel/fault.ts';
import { lastDayOf, monthFrom } from '../kernel/month.ts';
import { readNik } from '../kernel/nik.ts';
import { programmesKnown } from '../programme/programme-steps.ts';
import { accountWords, programmeWords } from '../web/account-words.ts';
import { dateText } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { nikFaultWords, storyWords } from '../web/story-words.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { speaker } from '../web/words.ts';
import { AccountFigures, Answer, Areas, Meanings, Proof, withProtectedOf } from './account-pages.tsx';
import { EmptyInstallation, ProgrammeList, type ProgrammeRow } from './programmes-pages.tsx';
import { accountOf, newestAccount } from './reporting-steps.ts';
import { NikForm, StoryPage } from './story-pages.tsx';
import { storyOf } from './story-steps.ts';

type PageContext = Context<RequestEnv>;

/** The pages of reporting. Faults travel to whoever mounts them. */
export function reportingPages(surface: Surface): Hono<RequestEnv> {
  const { workplace } = surface;
  const pages = new Hono<RequestEnv>();

  const known = async (c: PageContext): Promise<readonly Omit<ProgrammeRow, 'account'>[]> => {
    const rows = await workplace.database.read(surface.actor(c), programmesKnown);
    return rows.map((row) => ({ programme: row.programme, title: { id: row.title_id, en: row.title_en }, first: row.first_month, last: row.last_month }));
  };

  pages.get('/', async (c) => {
    const [locale, programmes] = [localeOf(c), await known(c)];
    const rows: ProgrammeRow[] = [];
    for (const programme of programmes) rows.push({ ...programme, account: await newestAccount(workplace, surface.actor(c), programme.programme) });
    return c.render(rows.length === 0 ? <EmptyInstallation locale={locale} /> : <ProgrammeList locale={locale} programmes={rows} />, {
      title: speaker(locale)(programmeWords.heading),
      audience: 'office',
      here: 'programmes',
    });
  });

  pages.get('/programmes/:programme', async (c) => {
    const [locale, programme] = [localeOf(c), c.req.param('programme')];
    const say = speaker(locale);
    const now = await accountOf(workplace, surface.actor(c), programme);
    const last = (await known(c)).find((one) => one.programme === programme)?.last;
    const lastDay = last === undefined ? now.asOf : lastDayOf(monthFrom(last.slice(0, 7)));
    const ended = lastDay < now.asOf;
    const account = ended ? withProtectedOf(now, await accountOf(workplace, surface.actor(c), programme, lastDay)) : now;
    return c.render(
      <article>
        <p class="kicker">{say(accountWords.stateOn, { date: dateText(account.asOf, locale) })}</p>
        <h1>{account.title[locale]}</h1>
        <Answer account={account} locale={locale} on={ended ? lastDay : account.asOf} />
        {ended ? <p class="note-box">{say(accountWords.ended, { date: dateText(lastDay, locale) })}</p> : null}
        <AccountFigures account={account} locale={locale} protectedOn={ended ? 'last-day' : 'today'} />
        <Areas account={account} locale={locale} />
        <Proof account={account} locale={locale} />
        <p class="links">
          <a href={`/publik/${programme}`}>{say(accountWords.seePublic)}</a>
        </p>
      </article>,
      { title: account.title[locale], audience: 'office', here: 'programmes' },
    );
  });

  pages.get('/publik/:programme', async (c) => {
    const [locale, programme] = [localeOf(c), c.req.param('programme')];
    const say = speaker(locale);
    const account = await newestAccount(workplace, surface.actor(c), programme);
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
          <a href={`/v1/programmes/${programme}/account`}>{say(accountWords.openForm)}</a>
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
    const { nik: written } = await c.req.parseBody();
    const reading = readNik(typeof written === 'string' ? written : null);
    if (reading.nik === null) {
      c.status(400);
      return renderForm(c, nikFaultWords[reading.fault]?.[locale] ?? reading.fault);
    }
    const story = await storyOf(workplace, surface.actor(c), reading.nik);
    return c.render(<StoryPage story={story} locale={locale} today={today()} timeZone={surface.timeZone} />, titled(c));
  });

  const today = (): CivilDate => dateIn(surface.timeZone, workplace.clock.now());
  return pages;
}

const titled = (c: PageContext) => ({ title: speaker(localeOf(c))(storyWords.heading), audience: 'office', here: 'explain' }) as const;

const renderForm = (c: PageContext, fault?: string) => c.render(<NikForm locale={localeOf(c)} {...(fault === undefined ? {} : { fault })} />, titled(c));
