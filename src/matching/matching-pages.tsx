// Decides how doubtful rows are shown beside the persons proposed for them, why each is proposed, and how somebody decides.
import { Hono } from 'hono';
import { type Page, takeForm } from '../web/act.ts';
import { ActionForm } from '../web/action-form.tsx';
import { countText, dateText } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { look } from '../web/look.ts';
import { Doable, Pager } from '../web/parts.tsx';
import { programmeFrame } from '../web/programme-nav.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { Table } from '../web/table.tsx';
import { type Bilingual, frameWords, speaker } from '../web/words.ts';
import { matchFindings } from './findings.ts';
import { reasonText } from './linkage-words.ts';
import { matchingOperations } from './matching-routes.ts';
import { likelihood, personWords, statuses } from './person-words.ts';

const words = {
  ...personWords,
  title: { id: 'Siapa orangnya', en: 'Who it is' },
  lead: {
    id: 'Baris yang NIK-nya rusak, tidak dikenal atau milik orang lain, di sebelah orang dari data kependudukan yang mungkin dimaksud. Sistem hanya mengusulkan; petugas yang melihat KTP memutuskan, lalu barisnya dinilai lagi.',
    en: 'Rows whose NIK is damaged, unknown or somebody else’s, beside the people of the population register they may mean. The system only proposes; an officer who sees the card decides, and the row is then judged again.',
  },
  propose: { id: 'Cari orang', en: 'Search for persons' },
  proposeLead: {
    id: 'Mencari untuk semua baris meragukan dari penilaian terbaru yang belum diputuskan.',
    en: 'Searches for every doubtful row of the newest assessment that nobody decided yet.',
  },
  proposed: { id: '{rows} baris meragukan, {proposed} dengan usulan.', en: '{rows} doubtful rows, {proposed} with somebody proposed.' },
  weigh: { id: 'Hitung bobot dari data sendiri', en: 'Estimate the weights from own data' },
  weighLead: {
    id: 'Bobot kemiripan dihitung ulang dari daftar dan register program ini, dicatat dengan tanggal dan datanya.',
    en: 'The weights of likeness are estimated anew from this programme’s lists and registers, recorded with date and data.',
  },
  weighed: { id: 'Bobot dihitung dari {rows} baris dan {pairs} pasang.', en: 'Weights estimated from {rows} rows and {pairs} pairs.' },
  none: { id: 'Belum ada pencarian.', en: 'No search yet.' },
  empty: { id: 'Tidak ada baris dengan usulan yang menunggu.', en: 'No rows with proposals are waiting.' },
  count: { id: '{all} baris dengan usulan, {open} belum diputuskan', en: '{all} rows with proposals, {open} not decided' },
  searched: { id: 'Dicari {on}, bobot: {weights}', en: 'Searched {on}, weights: {weights}' },
  row: { id: 'baris {row}', en: 'row {row}' },
  listed: { id: 'Di daftar', en: 'In the list' },
  probability: { id: 'Peluang di antara yang diusulkan', en: 'Likelihood among those proposed' },
  why: { id: 'Alasan (bobot)', en: 'Reasons (weight)' },
  decided: { id: 'Putusan', en: 'Decided' },
  decide: { id: 'Putuskan', en: 'Decide' },
  decideLead: { id: 'Tulis yang diperiksa; jangan tulis NIK atau nomor KK.', en: 'Write what was looked at; no NIK or family card number.' },
  which: { id: 'Orang', en: 'Person' },
  verdict: { id: 'Putusan', en: 'Verdict' },
  verdicts: {
    'same-person': { id: 'memang orang ini', en: 'it is this person' },
    'different-person': { id: 'bukan orang ini', en: 'it is not this person' },
  },
  evidence: { id: 'Yang diperiksa', en: 'What was looked at' },
  recorded: { id: 'Keputusan dicatat. Nilai lagi supaya berlaku.', en: 'The decision is recorded. Assess again for it to count.' },
} as const;

export function matchingPages(surface: Surface): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  const { propose, show, decide, weigh } = matchingOperations;

  const page: Page = async (c) => {
    c.header('cache-control', 'no-store, no-transform');
    const locale = localeOf(c);
    const say = speaker(locale);
    const programme = c.req.param('programme') ?? '';
    const shown = await look(surface, c, show);
    const refusal = c.get('refusal');
    const count = (value: number): string => countText(value, locale);
    const day = (date: string | null): string => (date === null ? '' : dateText(date, locale));
    return c.render(
      <article>
        <h1>{say(words.title)}</h1>
        <p class="lead">{say(words.lead)}</p>
        <ActionForm c={c} operation={propose} action={`/programmes/${programme}/identity`} lead={words.proposeLead} submit={words.propose} />
        <Doable id="bobot" title={say(words.weigh)} open={refusal?.operation === weigh.id}>
          <ActionForm c={c} operation={weigh} action={`/programmes/${programme}/linkage-weights`} lead={words.weighLead} submit={words.weigh} />
        </Doable>
        {shown.proposing === null ? (
          <p class="empty">{say(words.none)}</p>
        ) : (
          <>
            <h2>{say(words.count, { all: count(shown.withPersons), open: count(shown.open) })}</h2>
            <p>{say(words.searched, { on: dateText(shown.proposing.recordedAt.slice(0, 10), locale), weights: shown.proposing.weights })}</p>
            <p>
              <a href="?all=yes">{say(words.all)}</a>
            </p>
          </>
        )}
        {shown.proposing !== null && shown.rows.length === 0 ? <p class="empty">{say(words.empty)}</p> : null}
        {shown.rows.map(({ listId, rowNo, fileName, row, reasons, persons }) => {
          const title = `${fileName}, ${say(words.row, { row: rowNo })}`;
          const line = (label: Bilingual, of: (one: (typeof persons)[number] | typeof row) => string | null) => [
            say(label),
            of(row) ?? '',
            ...persons.map((one) => of(one) ?? ''),
          ];
          return (
            <section id={`${listId}-${rowNo}`}>
              <h3>
                <a href={`/lists/${listId}`}>{title}</a>
              </h3>
              <p>{reasons.map((code) => matchFindings.find(code)?.[locale] ?? code).join(' ')}</p>
              <Table
                caption={title}
                hideCaption
                scrollLabel={say(frameWords.scrollable)}
                columns={[{ title: say(words.field) }, { title: say(words.listed) }, ...persons.map(({ place }) => ({ title: say(words.person, { place }) }))]}
                rows={[
                  line(words.nik, ({ nik }) => nik),
                  line(words.name, ({ name }) => name),
                  line(words.birthDate, ({ birthDate }) => day(birthDate)),
                  line(words.sex, ({ sex }) => sex),
                  line(words.birthPlace, ({ birthPlace }) => birthPlace),
                  line(words.motherName, ({ motherName }) => motherName),
                  line(words.area, ({ area }) => area),
                  [say(words.status), '', ...persons.map(({ status }) => statuses[status ?? '']?.[locale] ?? '')],
                  [say(words.probability), '', ...persons.map(({ probability }) => likelihood(probability, locale))],
                  [
                    say(words.why),
                    '',
                    ...persons.map(({ weights }) => (
                      <>
                        {weights
                          .flatMap((reason) => reasonText(reason, locale) ?? [])
                          .map((text) => (
                            <span class="roomy">{text}</span>
                          ))}
                      </>
                    )),
                  ],
                  ...(persons.some(({ verdict }) => verdict !== null)
                    ? [
                        [
                          say(words.decided),
                          '',
                          ...persons.map(({ verdict }) => (verdict === null ? '' : say(words.verdicts[verdict as keyof typeof words.verdicts]))),
                        ],
                      ]
                    : []),
                ]}
              />
              <Doable
                id={`putuskan-${listId}-${rowNo}`}
                title={`${say(words.decide)}: ${title}`}
                open={refusal?.values['list'] === listId && refusal.values['row'] === String(rowNo)}
              >
                <ActionForm
                  c={c}
                  operation={decide}
                  action={`/programmes/${programme}/identity-decisions`}
                  hidden={{ list: listId, row: String(rowNo) }}
                  part={`${listId}-${rowNo}`}
                  lead={words.decideLead}
                  fields={[
                    {
                      name: 'person',
                      label: words.which,
                      kind: 'choice',
                      choices: persons.map(({ personKey, place, name }) => [
                        personKey,
                        {
                          id: `${words.person.id.replace('{place}', String(place))}: ${name ?? ''}`,
                          en: `${words.person.en.replace('{place}', String(place))}: ${name ?? ''}`,
                        },
                      ]),
                    },
                    {
                      name: 'verdict',
                      label: words.verdict,
                      kind: 'choice',
                      choices: (['same-person', 'different-person'] as const).map((one) => [one, words.verdicts[one]] as const),
                    },
                    { name: 'evidence', label: words.evidence, kind: 'text' },
                  ]}
                  submit={words.decide}
                />
              </Doable>
            </section>
          );
        })}
        <Pager c={c} page={shown.page} pages={shown.pages} />
      </article>,
      programmeFrame(say(words.title), programme, 'identity'),
    );
  };
  pages.get('/programmes/:programme/identity', page);
  takeForm(pages, surface, {
    operation: propose,
    at: '/programmes/:programme/identity',
    page,
    told: ({ rows, proposed }, locale) => ({ text: speaker(locale)(words.proposed, { rows: countText(rows, locale), proposed: countText(proposed, locale) }) }),
    next: (_, { programme }) => `/programmes/${programme}/identity`,
  });
  takeForm(pages, surface, {
    operation: weigh,
    at: '/programmes/:programme/linkage-weights',
    page,
    told: ({ estimatedFrom: { rows, pairs } }, locale) => ({
      text: speaker(locale)(words.weighed, { rows: countText(rows, locale), pairs: countText(pairs, locale) }),
    }),
    next: (_, { programme }) => `/programmes/${programme}/identity`,
  });
  takeForm(pages, surface, {
    operation: decide,
    at: '/programmes/:programme/identity-decisions',
    page,
    told: (_, locale) => ({ text: speaker(locale)(words.recorded) }),
    next: (_, { programme }) => `/programmes/${programme}/identity`,
  });
  return pages;
}
