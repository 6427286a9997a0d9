// Decides how assessment is started and what its newest run says: outcomes that sum to the rows, and every reason counted with its words.
import { Hono } from 'hono';
import { Fault } from '../kernel/fault.ts';
import { type Page, takeForm } from '../web/act.ts';
import { ActionForm } from '../web/action-form.tsx';
import { FigureCard, FigureCards } from '../web/figure-card.tsx';
import { countText, shareText } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { look, lookRemembered } from '../web/look.ts';
import { Counting, Facts, FilterChoice, FilterForm, ObjectionWay, OutcomeMark, Pager } from '../web/parts.tsx';
import { programmeFrame } from '../web/programme-nav.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { Table } from '../web/table.tsx';
import { frameWords, outcomeWords, speaker } from '../web/words.ts';
import { eligibilityOperations } from './eligibility-routes.ts';
import { findingOf } from './told-row.ts';

const words = {
  title: { id: 'Penilaian calon', en: 'Assessment of candidates' },
  lead: {
    id: 'Setiap calon dinilai terhadap register dan kebijakan program, dengan semua alasannya.',
    en: "Every candidate is judged against the registers and the programme's policy, with all reasons.",
  },
  start: { id: 'Nilai semua calon', en: 'Assess every candidate' },
  startLead: {
    id: 'Masukan yang sama memberi hasil yang sama: daftar, register, kebijakan dan aturan yang tidak berubah tidak dinilai dua kali.',
    en: 'The same inputs give the same result: lists, registers, policy and law that did not change are not judged twice.',
  },
  done: {
    id: '{rows} baris dinilai: {accept} diterima, {reject} ditolak, {review} diperiksa.',
    en: '{rows} rows assessed: {accept} accepted, {reject} refused, {review} to review.',
  },
  repeated: { id: 'Sudah dinilai sebelumnya; hasilnya sama.', en: 'Assessed before; the result is the same.' },
  nothing: { id: 'Program ini belum dinilai.', en: 'This programme is not assessed yet.' },
  newest: { id: 'Penilaian terbaru', en: 'The newest assessment' },
  rows: { id: 'Baris dinilai', en: 'Rows assessed' },
  accept: { id: 'Diterima', en: 'Accepted' },
  reject: { id: 'Ditolak', en: 'Refused' },
  review: { id: 'Diperiksa', en: 'To review' },
  reasons: { id: 'Alasan, dihitung', en: 'Reasons, counted' },
  reasonsNote: {
    id: 'Satu baris dapat mempunyai beberapa alasan; karena itu jumlahnya dapat melebihi baris.',
    en: 'A row may have several reasons, so they may sum to more than the rows.',
  },
  reason: { id: 'Alasan', en: 'Reason' },
  remedy: { id: 'Yang dapat dilakukan', en: 'What can be done' },
  outcome: { id: 'Hasil', en: 'Outcome' },
  number: { id: 'Baris', en: 'Rows' },
  share: { id: 'Bagian', en: 'Share' },
  run: { id: 'Run', en: 'Run' },
  runHash: { id: 'Hash run', en: 'Run hash' },
  everyRow: { id: 'Setiap baris dengan alasannya', en: 'Every row with its reasons' },
  rowsLead: {
    id: 'Baris demi baris, berkas demi berkas: apa hasilnya, mengapa, dan apa yang dapat dilakukan.',
    en: 'Row by row, file by file: what came of it, why, and what can be done.',
  },
  everyOutcome: { id: 'semua hasil', en: 'every outcome' },
  file: { id: 'Berkas', en: 'File' },
  row: { id: 'Baris', en: 'Row' },
  name: { id: 'Nama', en: 'Name' },
  noRows: { id: 'Tidak ada baris seperti itu.', en: 'There are no such rows.' },
} as const;

export function eligibilityPages(surface: Surface): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  const { assess, show, rows: rowsOf } = eligibilityOperations;

  const page: Page = async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const programme = c.req.param('programme') ?? '';
    const answer = await lookRemembered(surface, c, show).catch((error: unknown) => {
      if (error instanceof Fault && error.code === 'nothing-assessed') return null;
      throw error;
    });
    const count = (value: number): string => countText(value, locale);
    return c.render(
      <article>
        <h1>{say(words.title)}</h1>
        <p class="lead">{say(words.lead)}</p>
        <ActionForm c={c} operation={assess} action={`/programmes/${programme}/assessment`} lead={words.startLead} submit={words.start} />
        {answer === undefined ? <Counting c={c} /> : null}
        {answer === null ? <p class="empty">{say(words.nothing)}</p> : null}
        {answer === undefined || answer === null ? null : (
          <>
            <h2>{say(words.newest)}</h2>
            <FigureCards>
              <FigureCard label={say(words.rows)} value={count(answer.rows)} />
              <FigureCard
                label={say(words.accept)}
                value={count(answer.accept)}
                note={shareText(answer.accept, answer.rows, locale)}
                share={answer.accept / answer.rows}
                main
              />
              <FigureCard
                label={say(words.reject)}
                value={count(answer.reject)}
                note={shareText(answer.reject, answer.rows, locale)}
                share={answer.reject / answer.rows}
              />
              <FigureCard
                label={say(words.review)}
                value={count(answer.review)}
                note={shareText(answer.review, answer.rows, locale)}
                share={answer.review / answer.rows}
              />
            </FigureCards>
            <h2>{say(words.reasons)}</h2>
            <Table
              caption={say(words.reasons)}
              hideCaption
              scrollLabel={say(frameWords.scrollable)}
              columns={[
                { title: say(words.reason) },
                { title: say(words.number), numeric: true },
                { title: say(words.share), numeric: true },
                { title: say(words.outcome) },
                { title: say(words.remedy) },
              ]}
              rows={Object.entries(answer.reasons)
                .sort(([, one], [, other]) => other - one)
                .map(([code, rows]) => {
                  const finding = findingOf(code);
                  return [
                    finding?.[locale] ?? code,
                    count(rows),
                    shareText(rows, answer.rows, locale),
                    finding === null ? '' : <OutcomeMark outcome={finding.outcome} locale={locale} />,
                    (locale === 'id' ? finding?.remedyId : finding?.remedyEn) ?? '',
                  ];
                })}
            />
            <p class="note-box">{say(words.reasonsNote)}</p>
            <p>
              <a href={`/assessments/${answer.runId}`}>{say(words.everyRow)}</a>
            </p>
            <Facts
              locale={locale}
              facts={[
                [
                  words.run,
                  <a href={`/runs/${answer.runId}`}>
                    <code>{answer.runId}</code>
                  </a>,
                ],
                [words.runHash, <code>{answer.runHash}</code>],
              ]}
            />
          </>
        )}
      </article>,
      { ...programmeFrame(say(words.title), programme, 'assessment'), ...(answer === undefined ? { refresh: 3 } : {}) },
    );
  };
  pages.get('/programmes/:programme/assessment', page);
  takeForm(pages, surface, {
    operation: assess,
    at: '/programmes/:programme/assessment',
    page,
    told: ({ rows, accept, reject, review, repeated }, locale) => {
      const say = speaker(locale);
      const [r, a, x, v] = [rows, accept, reject, review].map((value) => countText(value, locale));
      return { text: `${say(words.done, { rows: r ?? '', accept: a ?? '', reject: x ?? '', review: v ?? '' })}${repeated ? ` ${say(words.repeated)}` : ''}` };
    },
    next: (_, { programme }) => `/programmes/${programme}/assessment`,
  });

  const rowsPage: Page = async (c) => {
    c.header('cache-control', 'no-store, no-transform');
    const locale = localeOf(c);
    const say = speaker(locale);
    const answer = await look(surface, c, rowsOf);
    return c.render(
      <article>
        <h1>{say(words.everyRow)}</h1>
        <p class="lead">{say(words.rowsLead)}</p>
        <FilterForm c={c}>
          <FilterChoice
            name="outcome"
            label={say(words.outcome)}
            value={c.req.query('outcome') ?? ''}
            choices={[['', say(words.everyOutcome)], ...Object.entries(outcomeWords).map(([code, word]) => [code, say(word)] as const)]}
          />
        </FilterForm>
        {answer.rows.length === 0 ? (
          <p class="empty">{say(words.noRows)}</p>
        ) : (
          <Table
            stacked
            caption={say(words.everyRow)}
            hideCaption
            scrollLabel={say(frameWords.scrollable)}
            columns={[
              { title: say(words.file) },
              { title: say(words.row), numeric: true },
              { title: say(words.name) },
              { title: say(words.outcome) },
              { title: say(words.reason) },
            ]}
            rows={answer.rows.map((row) => [
              <a href={`/lists/${row.listId}`}>{row.fileName}</a>,
              countText(row.row, locale),
              row.name ?? '',
              <OutcomeMark outcome={row.outcome} locale={locale} />,
              <>
                {[...row.reasons, ...row.notes].map((one) => (
                  <span class="roomy">
                    {one[locale]} {locale === 'id' ? one.remedyId : one.remedyEn}
                  </span>
                ))}
                <ObjectionWay c={c} programme={answer.programme} row={{ ...row, runId: c.req.param('run') ?? '' }} />
              </>,
            ])}
          />
        )}
        <Pager c={c} page={answer.page} pages={answer.pages} />
      </article>,
      { title: say(words.everyRow), audience: 'office', here: 'programmes' },
    );
  };
  pages.get('/assessments/:run', rowsPage);
  return pages;
}
