// Decides how objections are filed and answered on a page: the waiting first, each with the row it is about.
import { Hono } from 'hono';
import { findingOf } from '../eligibility/told-row.ts';
import { type Page, takeForm } from '../web/act.ts';
import { ActionForm } from '../web/action-form.tsx';
import { countText, dateText } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { look } from '../web/look.ts';
import { Doable, Facts } from '../web/parts.tsx';
import { programmeFrame } from '../web/programme-nav.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { speaker, wordsOf } from '../web/words.ts';
import { channels } from './complaint.ts';
import { complaintWords, resolutionWords } from './complaint-words.ts';
import { grievanceOperations } from './grievance-routes.ts';

const words = {
  title: { id: 'Keberatan', en: 'Objections' },
  lead: {
    id: 'Keberatan atas baris yang ditolak atau menunggu. Dijawab petugas lain dari yang menerimanya, dengan penjelasan; bila benar, barisnya dinilai lagi.',
    en: 'Objections to rows refused or waiting. Answered by another officer than who received them, with an explanation; where right, the row is judged again.',
  },
  file: { id: 'Catat keberatan', en: 'Record an objection' },
  fileLead: { id: 'Jangan tulis NIK atau nomor KK di dalam uraian.', en: 'Do not write a NIK or family card number in the text.' },
  list: { id: 'Nomor daftar', en: 'List' },
  listHint: {
    id: 'Terisi sendiri bila Anda datang dari barisnya di halaman daftar',
    en: 'Filled in when you come from the row on the page of the list',
  },
  row: { id: 'Baris', en: 'Row' },
  run: { id: 'Run penilaian', en: 'Assessment run' },
  runHint: { id: 'Bila kosong: penilaian terakhir yang menilai baris ini', en: 'Left empty: the latest assessment that judged this row' },
  statement: { id: 'Isi keberatan', en: 'What it says' },
  channel: { id: 'Disampaikan lewat', en: 'Received by' },
  on: { id: 'Tanggal diterima', en: 'Date received' },
  filed: {
    id: 'Keberatan dicatat. Berikan nomor tanda terima ini kepada orangnya: {receipt}. Dijawab paling lambat {due}.',
    en: 'The objection is recorded. Give this receipt number to the person: {receipt}. Answered by {due}.',
  },
  due: { id: 'Dijawab paling lambat', en: 'To be answered by' },
  decision: { id: 'Alasan keputusan', en: 'Reasons of the decision' },
  none: { id: 'Belum ada keberatan.', en: 'No objections yet.' },
  waiting: { id: 'menunggu jawaban', en: 'waiting for an answer' },
  received: { id: 'Diterima', en: 'Received' },
  receivedBy: { id: 'Diterima oleh', en: 'Received by' },
  about: { id: 'Tentang', en: 'About' },
  rowOf: { id: 'baris {row} sebuah daftar', en: 'row {row} of a list' },
  explanation: { id: 'Penjelasan', en: 'Explanation' },
  resolve: { id: 'Jawab', en: 'Answer' },
  resolveLead: {
    id: 'Isi kunci orang hanya bila baris ini ternyata memang orang itu; barisnya lalu dinilai lagi.',
    en: 'Fill in a person key only where the row turned out to mean that person; the row is then judged again.',
  },
  samePerson: { id: 'Kunci orang', en: 'Person key' },
  evidence: { id: 'Yang diperiksa', en: 'What was looked at' },
  resolved: { id: 'Keberatan dijawab.', en: 'The objection is answered.' },
  shown: { id: '{number} keberatan, {open} menunggu', en: '{number} objections, {open} waiting' },
} as const;

const mostShown = 100;

export function grievancePages(surface: Surface): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  const { list, file, resolve } = grievanceOperations;

  const page: Page = async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const refusal = c.get('refusal');
    const programme = c.req.param('programme') ?? '';
    const { objections } = await look(surface, c, list);
    const nameOf = await surface.namesOf(objections.map(({ receivedBy }) => receivedBy));
    const waitingFirst = [...objections].sort((one, other) => Number(one.outcome !== null) - Number(other.outcome !== null));
    return c.render(
      <article>
        <h1>{say(words.title)}</h1>
        <p class="lead">{say(words.lead)}</p>
        <Doable id="catat" title={say(words.file)} open={refusal?.operation === file.id || c.req.query('list') !== undefined}>
          <ActionForm
            c={c}
            operation={file}
            action={`/programmes/${programme}/objections`}
            lead={words.fileLead}
            fields={[
              { name: 'list', label: words.list, hint: words.listHint, value: c.req.query('list') ?? '' },
              { name: 'row', label: words.row, kind: 'whole', value: c.req.query('row') ?? '' },
              { name: 'run', label: words.run, hint: words.runHint, value: c.req.query('run') ?? '', optional: true },
              { name: 'statement', label: words.statement, kind: 'text' },
              {
                name: 'channel',
                label: words.channel,
                kind: 'choice',
                value: 'village',
                choices: channels.map((one) => [one, complaintWords.channels[one]] as const),
              },
              { name: 'on', label: words.on, kind: 'date', optional: true },
            ]}
            submit={words.file}
          />
        </Doable>
        {objections.length === 0 ? (
          <p class="empty">{say(words.none)}</p>
        ) : (
          <h2>
            {say(words.shown, {
              number: countText(objections.length, locale),
              open: countText(objections.filter(({ outcome }) => outcome === null).length, locale),
            })}
          </h2>
        )}
        <ul class="records records-wide">
          {waitingFirst.slice(0, mostShown).map((one) => (
            <li id={one.objectionId}>
              <p>
                <span class={one.outcome === null ? 'outcome outcome-review' : 'outcome outcome-accept'}>
                  {one.outcome === null ? say(words.waiting) : wordsOf(resolutionWords, one.outcome)[locale]}
                </span>
              </p>
              <p class="statement">{one.statement}</p>
              <Facts
                locale={locale}
                facts={[
                  [words.about, <a href={`/lists/${one.listId}`}>{say(words.rowOf, { row: one.rowNo })}</a>],
                  [words.received, `${dateText(one.receivedOn, locale)}, ${wordsOf(complaintWords.channels, one.channel)[locale]}`],
                  [words.decision, one.reasons.length === 0 ? undefined : one.reasons.map((code) => findingOf(code)?.[locale] ?? code).join('; ')],
                  [words.due, one.outcome !== null || one.dueOn === null ? undefined : dateText(one.dueOn, locale)],
                  [words.receivedBy, nameOf(one.receivedBy)],
                  [words.explanation, one.explanation ?? undefined],
                ]}
              />
              {one.outcome === null ? (
                <Doable id={`jawab-${one.objectionId}`} title={say(words.resolve)} open={refusal?.values['objection'] === one.objectionId}>
                  <ActionForm
                    c={c}
                    operation={resolve}
                    action={`/programmes/${programme}/objections/${one.objectionId}/resolution`}
                    hidden={{ objection: one.objectionId }}
                    part={one.objectionId}
                    lead={words.resolveLead}
                    fields={[
                      { name: 'explanation', label: words.explanation, kind: 'text' },
                      { name: 'samePerson', label: words.samePerson, optional: true },
                      { name: 'evidence', label: words.evidence, optional: true },
                    ]}
                    submit={words.resolve}
                  />
                </Doable>
              ) : null}
            </li>
          ))}
        </ul>
      </article>,
      programmeFrame(say(words.title), programme, 'objections'),
    );
  };
  pages.get('/programmes/:programme/objections', page);
  takeForm(pages, surface, {
    operation: file,
    at: '/programmes/:programme/objections',
    page,
    told: ({ receipt, dueOn }, locale) => ({ text: speaker(locale)(words.filed, { receipt, due: dateText(dueOn, locale) }) }),
    next: (_, { programme }) => `/programmes/${programme}/objections`,
  });
  takeForm(pages, surface, {
    operation: resolve,
    at: '/programmes/:programme/objections/:objection/resolution',
    page,
    told: (_, locale) => ({ text: speaker(locale)(words.resolved) }),
    next: (_, { programme }) => `/programmes/${programme}/objections`,
  });
  return pages;
}
