// Decides how reports to decide are shown: whom each may mean, a search of the lists where nobody is likely, and the decision.
import { Hono } from 'hono';
import { reasonText } from '../matching/linkage-words.ts';
import { type Page, takeForm } from '../web/act.ts';
import { ActionForm, type Field } from '../web/action-form.tsx';
import { areaName, dateText } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { look } from '../web/look.ts';
import { Doable, Facts } from '../web/parts.tsx';
import { takePersonal } from '../web/personal.ts';
import { programmeFrame } from '../web/programme-nav.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { Table } from '../web/table.tsx';
import { frameWords, speaker } from '../web/words.ts';
import { caseWords as words } from './case-words.ts';
import type { RegionNames } from './place-told.ts';
import { placeText } from './place-words.ts';
import { kabupatenToChoose } from './report-place-steps.ts';
import { reportOperations } from './report-routes.ts';
import { reportSearchOperations } from './report-search-routes.ts';

const kabupatenDigits = 4; // not law: digits of a kabupaten code

/** Where: chosen and named as people know it, never a code they would have to look up. */
const placeFields = (kabupaten: RegionNames, chosen = '', village?: string): readonly Field[] => [
  {
    name: 'kabupaten',
    label: words.kabupaten,
    kind: 'choice',
    optional: true,
    value: chosen,
    choices: [['', words.unknown], ...[...kabupaten].map(([code, name]) => [code, { id: areaName(name), en: areaName(name) }] as const)],
  },
  { name: 'village', label: words.village, hint: words.villageHint, optional: true, ...(village === undefined ? {} : { value: village }) },
  { name: 'district', label: words.district, optional: true },
];

/** What a report asks for, here and on the public page: where, by choosing and by name, as people know it. */
export const reportFormFields = (kabupaten: RegionNames): readonly Field[] => [
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
  ...placeFields(kabupaten),
  { name: 'nik', label: words.nik, kind: 'secret', optional: true },
  { name: 'words', label: words.told, kind: 'text', optional: true },
  { name: 'reporter', label: words.reporter, optional: true },
  { name: 'phone', label: words.phone, optional: true },
];

export function reportPages(surface: Surface): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  const { report, reports, decide } = reportOperations;
  const { search } = reportSearchOperations;

  const reportsPage: Page = async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const programme = c.req.param('programme') ?? '';
    const { reports: waiting, waiting: all } = await look(surface, c, reports);
    const kabupaten = await surface.workplace.database.read(surface.actor(c), (tx) => kabupatenToChoose(tx, programme));
    return c.render(
      <article>
        <h1>{say(words.reports)}</h1>
        <p class="lead">{say(words.reportsLead)}</p>
        <Doable id="laporan" title={say(words.report)} open={c.get('refusal')?.operation === report.id}>
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
              ...reportFormFields(kabupaten),
            ]}
            submit={words.report}
          />
        </Doable>
        {waiting.length === 0 ? <p class="empty">{say(words.none)}</p> : null}
        {all > waiting.length ? <p class="note-box">{say(words.oldestOf, { shown: waiting.length, all })}</p> : null}
        {waiting.map((one) => (
          <section>
            <h2>{`${one.name}, ${dateText(one.report.happenedOn, locale)}`}</h2>
            <p>{[placeText(one.report.area, one.place, locale), one.birth, one.words].filter((part) => part !== null).join(' · ')}</p>
            {one.place === null || one.place.village === null ? null : (
              <p class="hint">
                {one.villages.length === 0
                  ? say(words.villageUnknown)
                  : `${say(words.villagesMeant)}: ${one.villages.map((village) => `${village.name}, ${village.district} (${village.code})`).join('; ')}`}
              </p>
            )}
            {one.likely.length === 0 ? (
              <p class="empty">{say(words.nobodyLikely)}</p>
            ) : (
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
            <Doable id={`cari-${one.report.receipt}`} title={say(words.search)} open={c.get('refusal')?.values['report'] === one.report.reportId}>
              <ActionForm
                c={c}
                operation={search}
                action={`/programmes/${programme}/report-searches`}
                part={one.report.receipt}
                hidden={{ report: one.report.reportId }}
                lead={words.searchLead}
                fields={[
                  { name: 'name', label: words.name, value: one.name },
                  { name: 'birthYear', label: words.birthYear, kind: 'whole', optional: true, ...(one.birth === null ? {} : { value: one.birth.slice(0, 4) }) },
                  ...placeFields(kabupaten, one.report.area.slice(0, kabupatenDigits), one.place?.village ?? undefined),
                  { name: 'nik', label: words.nik, kind: 'secret', optional: true },
                  { name: 'reason', label: words.reason, optional: true },
                ]}
                submit={words.search}
              />
            </Doable>
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
      programmeFrame(say(words.reports), programme, 'claims'),
    );
  };
  pages.get('/programmes/:programme/claim-reports', reportsPage);
  // Where a search is sent also answers who opens or reloads that address.
  pages.get('/programmes/:programme/report-searches', reportsPage);
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
  takePersonal(pages, surface, {
    operation: search,
    at: '/programmes/:programme/report-searches',
    page: reportsPage,
    secrets: ['nik'],
    shown: (c, { reportId, receipt, people }) => {
      const locale = localeOf(c);
      const say = speaker(locale);
      const programme = c.req.param('programme') ?? '';
      return c.render(
        <article>
          <h1>{say(words.found)}</h1>
          <p class="lead">{say(words.foundFor, { receipt })}</p>
          {people.length === 0 ? <p class="empty">{say(words.foundNobody)}</p> : null}
          {people.map((one, place) => (
            <section>
              <h2>{`${one.name ?? '–'}, ${one.birthYear ?? '–'}`}</h2>
              <Facts
                locale={locale}
                facts={[
                  [words.village, one.village === '' ? one.area : `${one.village} (${one.area})`],
                  [words.nikMasked, one.nik ?? '–'],
                  [
                    words.why,
                    one.reasons
                      .map((reason) => reasonText(reason, locale))
                      .filter((text) => text !== null)
                      .join('; '),
                  ],
                ]}
              />
              <ActionForm
                c={c}
                operation={decide}
                action={`/programmes/${programme}/report-decisions`}
                part={String(place + 1)}
                hidden={{ report: reportId, person: one.personKey }}
                fields={[{ name: 'evidence', label: words.evidence, kind: 'text' }]}
                submit={words.decideThis}
              />
            </section>
          ))}
          <p class="links">
            <a href={`/programmes/${programme}/claim-reports`}>{say(words.reports)}</a>
          </p>
        </article>,
        programmeFrame(say(words.found), programme, 'claims'),
      );
    },
  });
  return pages;
}
