// Decides how the work on claims is shown: who must move and what nobody opened, reports to decide, scholarships due, facts for an auditor.
import { Hono } from 'hono';
import { type Page, takeForm } from '../web/act.ts';
import { ActionForm, type Field } from '../web/action-form.tsx';
import { FigureCard, FigureCards } from '../web/figure-card.tsx';
import { countText, dateText, rupiahFigure } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { look, lookRemembered } from '../web/look.ts';
import { Confidence, Counting, Doable } from '../web/parts.tsx';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { Table } from '../web/table.tsx';
import { frameWords, speaker } from '../web/words.ts';
import { caseWords as words } from './case-words.ts';
import { reportOperations } from './report-routes.ts';

/** What a report asks for, here and on the public page. */
export const reportFormFields: readonly Field[] = [
  {
    name: 'event',
    label: words.event,
    kind: 'choice',
    choices: [
      ['death', words.events.death],
      ['accident', words.events.accident],
    ],
  },
  { name: 'on', label: words.on, kind: 'date' },
  { name: 'name', label: words.name },
  { name: 'birth', label: words.birth, kind: 'date', optional: true },
  { name: 'area', label: words.village, hint: words.villageHint },
  { name: 'nik', label: words.nik, kind: 'secret', optional: true },
  { name: 'words', label: words.told, kind: 'text', optional: true },
  { name: 'reporter', label: words.reporter, optional: true },
  { name: 'phone', label: words.phone, optional: true },
];

export function workPages(surface: Surface): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  const { work, report, reports, decide, scholarships, expected, patterns } = reportOperations;
  const frame = (programme: string) => ({ audience: 'office', here: 'programmes', programme: { name: programme, page: 'claims' } }) as const;

  pages.get('/programmes/:programme/claim-work', async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const programme = c.req.param('programme');
    const answer = await lookRemembered(surface, c, work);
    const nameOf = await surface.namesOf(answer?.rows.flatMap(({ standing }) => (standing.account === null ? [] : [standing.account])) ?? []);
    return c.render(
      <article>
        <h1>{say(words.work)}</h1>
        <p class="lead">{say(words.workLead)}</p>
        {answer === undefined ? (
          <Counting c={c} />
        ) : (
          <>
            <FigureCards>
              <FigureCard label={say(words.neverOpened)} value={countText(answer.neverOpened.claims, locale)} main />
              <FigureCard label={say(words.amount)} value={rupiahFigure(answer.neverOpened.amount, locale)} />
              <FigureCard label={say(words.lateClaims)} value={countText(answer.late, locale)} />
              <FigureCard label={say(words.penalty)} value={rupiahFigure(answer.penalty, locale)} />
            </FigureCards>
            <p>{say(words.ageing, { under30: answer.neverOpened.under30, to90: answer.neverOpened.to90, over90: answer.neverOpened.over90 })}</p>
            {answer.rows.length === 0 ? (
              <p class="empty">{say(words.none)}</p>
            ) : (
              <Table
                caption={say(words.work)}
                hideCaption
                scrollLabel={say(frameWords.scrollable)}
                columns={[words.claim, words.area, words.state, words.ball, words.due, words.age].map((title) => ({ title: say(title) }))}
                rows={answer.rows.map(({ claim, standing }) => [
                  <a href={`/claims/${claim.claimId}/case`}>{dateText(claim.happenedOn, locale)}</a>,
                  claim.area,
                  words.states[standing.state as keyof typeof words.states][locale],
                  `${words.holders[standing.holder][locale]}${standing.account === null ? '' : ` (${nameOf(standing.account)})`}`,
                  standing.dueOn === null ? '–' : dateText(standing.dueOn, locale),
                  say(words.days, { days: countText(standing.age, locale) }),
                ])}
              />
            )}
          </>
        )}
        <p class="links">
          <a href={`/programmes/${programme}/claim-reports`}>{say(words.reports)}</a>{' '}
          <a href={`/programmes/${programme}/scholarships`}>{say(words.scholarships)}</a>{' '}
          <a href={`/programmes/${programme}/expected-deaths`}>{say(words.expected)}</a>{' '}
          <a href={`/programmes/${programme}/claim-patterns`}>{say(words.patterns)}</a>
        </p>
      </article>,
      { title: say(words.work), ...frame(programme), ...(answer === undefined ? { refresh: 3 } : {}) },
    );
  });

  const reportsPage: Page = async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const programme = c.req.param('programme') ?? '';
    const waiting = (await look(surface, c, reports)).reports;
    return c.render(
      <article>
        <h1>{say(words.reports)}</h1>
        <p class="lead">{say(words.reportsLead)}</p>
        <Doable id="laporan" title={say(words.report)} open={c.get('refusal') !== undefined}>
          <ActionForm
            c={c}
            operation={report}
            action={`/programmes/${programme}/claim-reports`}
            fields={[
              {
                name: 'source',
                label: words.source,
                kind: 'choice',
                choices: [
                  ['village-report', words.sources['village-report']],
                  ['family-call', words.sources['family-call']],
                ],
              },
              ...reportFormFields,
            ]}
            submit={words.report}
          />
        </Doable>
        {waiting.length === 0 ? <p class="empty">{say(words.none)}</p> : null}
        {waiting.map((one) => (
          <section>
            <h2>{`${one.name}, ${dateText(one.report.happenedOn, locale)}`}</h2>
            <p>{[one.report.area, one.birth, one.words].filter((part) => part !== null).join(' · ')}</p>
            {one.likely.length === 0 ? null : (
              <Table
                caption={say(words.likely)}
                scrollLabel={say(frameWords.scrollable)}
                columns={[
                  { title: say(words.person) },
                  { title: say(words.name) },
                  { title: say(words.birth) },
                  { title: say(words.area) },
                  { title: '0–100', numeric: true },
                ]}
                rows={one.likely.map((person) => [
                  <code>{person.personKey}</code>,
                  person.name,
                  person.birth === null ? '–' : dateText(person.birth, locale),
                  person.area,
                  String(person.score),
                ])}
              />
            )}
          </section>
        ))}
        <Doable id="putuskan" title={say(words.decide)} open={waiting.length > 0}>
          <ActionForm
            c={c}
            operation={decide}
            action={`/programmes/${programme}/report-decisions`}
            fields={[
              {
                name: 'report',
                label: words.reportId,
                kind: 'choice',
                choices: waiting.map(
                  (one) => [one.report.reportId, { id: `${one.name} ${one.report.receipt}`, en: `${one.name} ${one.report.receipt}` }] as const,
                ),
              },
              {
                name: 'person',
                label: words.person,
                hint: words.personHint,
                kind: 'choice',
                optional: true,
                choices: [
                  ['', { id: '–', en: '–' }] as const,
                  ...waiting.flatMap((one) =>
                    one.likely.map(
                      (person) =>
                        [
                          person.personKey,
                          { id: `${person.name} ${person.birth ?? ''} ${person.area}`, en: `${person.name} ${person.birth ?? ''} ${person.area}` },
                        ] as const,
                    ),
                  ),
                ],
              },
              { name: 'evidence', label: words.evidence, kind: 'text' },
            ]}
            submit={words.decide}
          />
        </Doable>
      </article>,
      { title: say(words.reports), ...frame(programme) },
    );
  };
  pages.get('/programmes/:programme/claim-reports', reportsPage);
  const next = (_: unknown, { programme }: { programme: string }) => `/programmes/${programme}/claim-reports`;
  takeForm(pages, surface, {
    operation: report,
    at: '/programmes/:programme/claim-reports',
    page: reportsPage,
    told: ({ receipt }, locale) => ({ text: speaker(locale)(words.taken, { receipt }) }),
    next,
  });
  takeForm(pages, surface, {
    operation: decide,
    at: '/programmes/:programme/report-decisions',
    page: reportsPage,
    told: (_, locale) => ({ text: words.decided[locale] }),
    next,
  });

  pages.get('/programmes/:programme/scholarships', async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const { due, notEntitled } = await look(surface, c, scholarships);
    return c.render(
      <article>
        <h1>{say(words.scholarships)}</h1>
        {due.length === 0 ? (
          <p class="empty">{say(words.none)}</p>
        ) : (
          <Table
            caption={say(words.scholarships)}
            hideCaption
            scrollLabel={say(frameWords.scrollable)}
            columns={[{ title: say(words.from) }, { title: say(words.childId) }, { title: say(words.amount), numeric: true }, { title: say(words.lapses) }]}
            rows={due.map((one) => [
              <a href={`/claims/${one.claimId}/case`}>{dateText(one.from, locale)}</a>,
              <code>{one.childId}</code>,
              rupiahFigure(one.amount, locale),
              dateText(one.lapsesOn, locale),
            ])}
          />
        )}
        {notEntitled.length === 0 ? null : (
          <>
            <h2>{say(words.notEntitled)}</h2>
            <ul class="plain-list">
              {notEntitled.map((one) => (
                <li>
                  <a href={`/claims/${one.claimId}/case`}>{`${say(words.claim)} ${one.claimId.slice(-8).toUpperCase()}`}</a>
                  {`: ${one.text[locale]} ${one.article} `}
                  <Confidence confidence={one.confidence} locale={locale} />
                </li>
              ))}
            </ul>
          </>
        )}
      </article>,
      { title: say(words.scholarships), ...frame(c.req.param('programme')) },
    );
  });

  pages.get('/programmes/:programme/expected-deaths', async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const programme = c.req.param('programme');
    const answer = await lookRemembered(surface, c, expected);
    return c.render(
      <article>
        <h1>{say(words.expected)}</h1>
        <p class="lead">{say(words.expectedLead)}</p>
        {answer === undefined ? (
          <Counting c={c} />
        ) : (
          <>
            <FigureCards>
              <FigureCard
                label={say(words.expectedCount)}
                value={`${countText(answer.low, locale)} – ${countText(answer.high, locale)}`}
                note={answer.expected.toFixed(1)}
                main
              />
              <FigureCard label={say(words.deathsFound)} value={countText(answer.found, locale)} />
              <FigureCard label={say(words.claim)} value={countText(answer.claims, locale)} />
            </FigureCards>
            <p>{words.verdicts[answer.verdict][locale]}</p>
            <p>
              <a href="/law/mortality">{say(words.table)}</a> <Confidence confidence={answer.confidence} locale={locale} />
            </p>
          </>
        )}
      </article>,
      { title: say(words.expected), ...frame(programme), ...(answer === undefined ? { refresh: 3 } : {}) },
    );
  });

  pages.get('/programmes/:programme/claim-patterns', async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const found = await look(surface, c, patterns);
    return c.render(
      <article>
        <h1>{say(words.patterns)}</h1>
        <p class="lead">{say(words.patternsLead)}</p>
        <h2>{say(words.shared)}</h2>
        {found.shared.length === 0 ? (
          <p class="empty">{say(words.none)}</p>
        ) : (
          <ul class="plain-list">
            {found.shared.map((one) => (
              <li>
                {`${words.sharedKinds[one.kind][locale]}: `}
                {one.claims.map((claim, place) => (
                  <>
                    {place === 0 ? '' : ', '}
                    <a href={`/claims/${claim}`}>{String(place + 1)}</a>
                  </>
                ))}
              </li>
            ))}
          </ul>
        )}
        <h2>{say(words.senders)}</h2>
        {found.senders.length === 0 ? (
          <p class="empty">{say(words.none)}</p>
        ) : (
          <Table
            caption={say(words.senders)}
            hideCaption
            scrollLabel={say(frameWords.scrollable)}
            columns={[
              { title: say(words.sender) },
              { title: say(words.people), numeric: true },
              { title: say(words.deaths), numeric: true },
              { title: say(words.early, { days: found.earlyDays }), numeric: true },
              { title: say(words.addedLate), numeric: true },
              { title: say(words.earlyLate), numeric: true },
            ]}
            rows={found.senders.map((one) => [one.sender, ...[one.people, one.deaths, one.early, one.late, one.earlyLate].map((n) => countText(n, locale))])}
          />
        )}
      </article>,
      { title: say(words.patterns), ...frame(c.req.param('programme')) },
    );
  });
  return pages;
}
