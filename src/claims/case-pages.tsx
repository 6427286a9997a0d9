// Decides how a claim's case is shown and moved on a page: state and ball, papers, payees, and what is opened for a reason, shown once.
import { Hono } from 'hono';
import { relations } from '../law/heirs.ts';
import { type Page, type PageContext, takeForm } from '../web/act.ts';
import { ActionForm } from '../web/action-form.tsx';
import { countText, dateText, rupiahFigure } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { look } from '../web/look.ts';
import { Doable, Facts, Way } from '../web/parts.tsx';
import { takePersonal } from '../web/personal.ts';
import { programmeFrame } from '../web/programme-nav.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { Table } from '../web/table.tsx';
import { confidenceWords, frameWords, speaker, wordsOf } from '../web/words.ts';
import { caseOfClaimOperations } from './case-routes.ts';
import { stepKinds } from './case-state.ts';
import { caseWords as words } from './case-words.ts';

const levels = ['tk', 'sd', 'smp', 'sma', 'perguruan-tinggi'] as const;

/** A file shown once to who asked, under no address of its own. */
const sent = (c: PageContext, content: string, media: string, fileName: string): Response =>
  c.body(new Uint8Array(Buffer.from(content, 'base64')), 200, {
    'cache-control': 'no-store, no-transform',
    'content-type': media,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
  });

export function caseOfClaimPages(surface: Surface): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  const { show, step, payee, child, scholarship, paper, open, bundle, reveal } = caseOfClaimOperations;
  const reason = { name: 'reason', label: words.reason, kind: 'text' } as const;

  const page: Page = async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const shown = await look(surface, c, show);
    const { claim, standing } = shown;
    const nameOf = await surface.namesOf(standing.account === null ? [] : [standing.account]);
    const at = `/claims/${claim.claimId}`;
    const scanNo = (paperId: string): number => shown.received.findIndex((one) => one.paperId === paperId) + 1;
    const scanName = (paperId: string): string => say(words.scan, { number: scanNo(paperId) });
    const scanText = ({ paperId, codes }: (typeof shown.received)[number], of: 'id' | 'en'): string =>
      `${speaker(of)(words.scan, { number: scanNo(paperId) })}: ${codes.map((code) => shown.papers.find((one) => one.code === code)?.[of] ?? code).join(' + ')}`;
    const state = words.states[standing.state as keyof typeof words.states];
    return c.render(
      <article>
        <p class="kicker">{say(words.title)}</p>
        <h1>{state[locale]}</h1>
        <Facts
          locale={locale}
          facts={[
            [words.ball, `${words.holders[standing.holder][locale]}${standing.account === null ? '' : ` (${nameOf(standing.account)})`}`],
            [words.since, dateText(standing.since, locale)],
            [words.age, say(words.days, { days: countText(standing.age, locale) })],
            ...(standing.dueOn === null
              ? []
              : [
                  [
                    words.due,
                    `${dateText(standing.dueOn, locale)}${standing.daysLate === 0 ? '' : ` · ${say(words.late, { days: countText(standing.daysLate, locale) })}`}`,
                  ] as const,
                ]),
            ...(standing.difference === null
              ? []
              : ([
                  [words.paidSum, rupiahFigure(standing.difference.paid, locale)],
                  [words.arrivedSum, rupiahFigure(standing.difference.arrived, locale)],
                  [
                    words.answer,
                    standing.difference.answer === null
                      ? '–'
                      : `${words.kinds[standing.difference.answer][locale]}, ${dateText(standing.difference.answeredOn ?? standing.since, locale)}`,
                  ],
                ] as const)),
            ...(standing.payment === null ? [] : [[words.penalty, rupiahFigure(standing.payment.penalty, locale)] as const]),
          ]}
        />
        {standing.difference === null || standing.state !== 'differs' ? null : (
          <div class="note-box">
            <p>
              {say(words.toAnswer, {
                paid: rupiahFigure(standing.difference.paid, locale),
                arrived: rupiahFigure(standing.difference.arrived, locale),
              })}{' '}
              <Way c={c} href={`/programmes/${claim.programme}/complaints`}>
                {say(words.complain)}
              </Way>
            </p>
          </div>
        )}
        <Doable id="langkah" title={say(words.step)} open>
          <ActionForm
            c={c}
            operation={step}
            action={`${at}/steps`}
            lead={words.stepLead}
            fields={[
              {
                name: 'kind',
                label: words.kind,
                kind: 'choice',
                choices: (shown.possible.length === 0 ? stepKinds : shown.possible).map((one) => [one, words.kinds[one]] as const),
              },
              { name: 'on', label: words.on, hint: words.onHint, kind: 'date', optional: true },
              { name: 'amount', label: words.amount, hint: words.amountHint, kind: 'whole', optional: true },
              { name: 'remark', label: words.remark, hint: words.remarkHint, optional: true },
            ]}
            submit={words.step}
          />
        </Doable>
        <h2>{say(words.papers)}</h2>
        <ul class="plain-list">
          {shown.papers.map((one) => (
            <li>{`${one[locale]}: ${say(one.there ? words.there : one.needed ? words.missing : words.onDemand)}${one.scans.map((scan) => `, ${scanName(scan)}`).join('')}`}</li>
          ))}
        </ul>
        <Doable id="dokumen" title={say(words.addPaper)}>
          <ActionForm
            c={c}
            operation={paper}
            action={`${at}/papers`}
            fields={[
              {
                name: 'paper',
                label: words.papersInScan,
                hint: words.papersInScanHint,
                kind: 'boxes',
                choices: shown.papers.map((one) => [one.code, one] as const),
              },
              { name: 'file', label: words.file, kind: 'file', accept: '.jpg,.jpeg,.png,.pdf' },
            ]}
            submit={words.addPaper}
          />
        </Doable>
        <Doable id="buka" title={say(words.open)}>
          <ActionForm
            c={c}
            operation={open}
            action={`${at}/papers/opening`}
            lead={words.openLead}
            fields={[
              {
                name: 'paper',
                label: words.paper,
                kind: 'choice',
                choices: shown.received.map((one) => [one.paperId, { id: scanText(one, 'id'), en: scanText(one, 'en') }] as const),
              },
              reason,
            ]}
            submit={words.open}
          />
        </Doable>
        <h2>{say(words.payees)}</h2>
        {shown.payees.length === 0 ? (
          <p class="empty">{say(words.none)}</p>
        ) : (
          <ul class="plain-list">
            {shown.payees.map((one) => (
              <li>{`${words.relations[one.relation as keyof typeof words.relations][locale]}: ${words.through[one.through as keyof typeof words.through][locale]}`}</li>
            ))}
          </ul>
        )}
        <Doable id="penerima" title={say(words.payee)}>
          <ActionForm
            c={c}
            operation={payee}
            action={`${at}/payees`}
            lead={words.payeeLead}
            fields={[
              { name: 'relation', label: words.relation, kind: 'choice', choices: relations.map((one) => [one, words.relations[one]] as const) },
              { name: 'name', label: words.name },
              { name: 'bank', label: words.bank },
              { name: 'account', label: words.account, kind: 'secret' },
              { name: 'accountName', label: words.accountName },
              { name: 'phone', label: words.phone, optional: true },
              { name: 'guardianOf', label: words.guardianOf, optional: true },
              { name: 'agent', label: words.agent, optional: true },
            ]}
            submit={words.payee}
          />
        </Doable>
        <Doable id="nama" title={say(words.reveal)}>
          <ActionForm c={c} operation={reveal} action={`${at}/family`} lead={words.openLead} fields={[reason]} submit={words.reveal} />
        </Doable>
        <Doable id="berkas" title={say(words.bundle)}>
          <ActionForm c={c} operation={bundle} action={`${at}/bundle`} lead={words.openLead} fields={[reason]} submit={words.bundle} />
        </Doable>
        <Doable id="anak" title={say(words.child)}>
          <ActionForm
            c={c}
            operation={child}
            action={`${at}/children`}
            fields={[
              { name: 'name', label: words.name },
              { name: 'birth', label: words.birth, kind: 'date' },
              { name: 'level', label: words.level, kind: 'choice', choices: levels.map((one) => [one, words.levels[one]] as const) },
              { name: 'year', label: words.year, kind: 'whole' },
              { name: 'school', label: words.school, optional: true },
            ]}
            submit={words.child}
          />
          <ActionForm
            c={c}
            operation={scholarship}
            action={`${at}/scholarships`}
            fields={[
              { name: 'child', label: words.childId },
              { name: 'from', label: words.from, kind: 'date' },
            ]}
            submit={words.scholarship}
          />
        </Doable>
        <h2>{say(words.steps)}</h2>
        {shown.steps.length === 0 ? (
          <p class="empty">{say(words.none)}</p>
        ) : (
          <Table
            caption={say(words.steps)}
            hideCaption
            scrollLabel={say(frameWords.scrollable)}
            columns={[{ title: say(words.on) }, { title: say(words.kind) }, { title: say(words.amount), numeric: true }, { title: say(words.remark) }]}
            rows={shown.steps.map((one) => [
              dateText(one.happenedOn, locale),
              words.kinds[one.kind as keyof typeof words.kinds][locale],
              one.amount === null ? '–' : rupiahFigure(one.amount, locale),
              one.remark ?? '–',
            ])}
          />
        )}
        <p class="links">
          <a href={at}>{say(words.claim)}</a> <a href={`/programmes/${claim.programme}/claim-work`}>{say(words.work)}</a>
        </p>
      </article>,
      programmeFrame(say(words.title), claim.programme, 'claims'),
    );
  };
  pages.get('/claims/:claim/case', page);
  const next = (_: unknown, input: { claim: string }) => `/claims/${input.claim}/case`;
  takeForm(pages, surface, {
    operation: step,
    at: '/claims/:claim/steps',
    page,
    told: ({ gap, back }, locale) => {
      const say = speaker(locale);
      const told =
        gap === null
          ? ''
          : ` ${say(words.gap, { months: gap.months, contributions: rupiahFigure(gap.contributions, locale), atStake: rupiahFigure(gap.atStake, locale) })}`;
      return { text: `${say(words.done)}${told}${back === false ? ` ${say(words.notBack)}` : ''}` };
    },
    next,
  });
  const told = (_: unknown, locale: 'id' | 'en') => ({ text: words.done[locale] });
  takeForm(pages, surface, { operation: payee, at: '/claims/:claim/payees', page, told, next });
  takeForm(pages, surface, {
    operation: child,
    at: '/claims/:claim/children',
    page,
    told: ({ right }, locale) => ({
      text: right.entitled
        ? words.done[locale]
        : `${words.done[locale]} ${right.text[locale]} (${right.article}, ${confidenceWords[right.confidence]?.[locale] ?? right.confidence})`,
    }),
    next,
  });
  takeForm(pages, surface, { operation: scholarship, at: '/claims/:claim/scholarships', page, told, next });
  takeForm(pages, surface, { operation: paper, at: '/claims/:claim/papers', page, told, next });
  takePersonal(pages, surface, {
    operation: open,
    at: '/claims/:claim/papers/opening',
    page,
    secrets: [],
    shown: (c, { content, media, codes }) => sent(c, content, media, `${codes.join('+')}.${media.split('/')[1] ?? ''}`),
  });
  takePersonal(pages, surface, {
    operation: bundle,
    at: '/claims/:claim/bundle',
    page,
    secrets: [],
    shown: (c, { content, fileName }) => sent(c, content, 'application/pdf', fileName),
  });
  takePersonal(pages, surface, {
    operation: reveal,
    at: '/claims/:claim/family',
    page,
    secrets: [],
    shown: (c, family) => {
      const locale = localeOf(c);
      const say = speaker(locale);
      return c.render(
        <article>
          <h1>{say(words.payees)}</h1>
          <Table
            caption={say(words.payees)}
            hideCaption
            scrollLabel={say(frameWords.scrollable)}
            columns={[words.relation, words.name, words.bank, words.account, words.accountName, words.phone].map((title) => ({ title: say(title) }))}
            rows={family.payees.map((one) => [
              words.relations[one.relation as keyof typeof words.relations][locale],
              one.name,
              one.bank,
              one.account,
              one.accountName,
              one.phone ?? '–',
            ])}
          />
          <ul class="plain-list">
            {family.children.map((one) => (
              <li>{`${one.name}, ${dateText(one.birth, locale)}, ${wordsOf(words.levels, one.level)[locale]} ${one.year}`}</li>
            ))}
          </ul>
          <p class="links">
            <a href={`/claims/${c.req.param('claim') ?? ''}/case`}>{say(words.title)}</a>
          </p>
        </article>,
        { title: say(words.payees), audience: 'office' },
      );
    },
  });
  return pages;
}
