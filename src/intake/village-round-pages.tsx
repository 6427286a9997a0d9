// Decides the page of village meetings: the list printed, the minutes keyed back under their totals, and the tasks of the population office.
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { Hono } from 'hono';
import { type Page, takeForm } from '../web/act.ts';
import { ActionForm } from '../web/action-form.tsx';
import { countText, dateText, whenText } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { look } from '../web/look.ts';
import { Doable } from '../web/parts.tsx';
import { incomingFolder } from '../web/perform.ts';
import { permittedActor } from '../web/permit.ts';
import { programmeFrame } from '../web/programme-nav.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { Table } from '../web/table.tsx';
import { frameWords, speaker } from '../web/words.ts';
import { villageRoundOperations as operations } from './village-round-routes.ts';
import { writeRound } from './village-round-steps.ts';

const words = {
  title: { id: 'Musyawarah desa', en: 'Village meetings' },
  lead: {
    id: 'Daftar dicetak dan dibacakan di desa, tanpa sinyal pun. Hasilnya diketik kembali; bila jumlahnya tidak cocok dengan kertas, tidak ada yang dicatat.',
    en: 'The list is printed and read out in the village, without any signal. What was found is keyed back; where its totals disagree with the paper, nothing is taken.',
  },
  print: { id: 'Siapkan daftar untuk dicetak', en: 'Prepare a list to print' },
  printLead: {
    id: 'Semua calon dari desa itu, sekali tiap orang, dengan NIK disamarkan.',
    en: 'Everybody listed for the village, each once, with the NIK masked.',
  },
  area: { id: 'Kode desa', en: 'Code of the village' },
  areaHint: { id: '10 angka Kemendagri', en: '10 digits of Kemendagri' },
  printed: { id: '{number} siap dicetak: {lines} baris.', en: '{number} is ready to print: {lines} lines.' },
  minutes: { id: 'Catat hasil musyawarah', en: 'Take the minutes' },
  minutesLead: {
    id: 'Ketik dari kertas ke formulir XLSX-nya, lalu kirim bersama jumlah yang tertulis di kertas.',
    en: 'Key the paper into its XLSX form, then send it with the totals written on the paper.',
  },
  file: { id: 'Formulir yang sudah diketik', en: 'The keyed form' },
  number: { id: 'Nomor di kertas', en: 'Number on the paper' },
  heldOn: { id: 'Tanggal musyawarah', en: 'Day of the meeting' },
  objections: { id: 'Jumlah keberatan', en: 'Objections' },
  absent: { id: 'Jumlah tidak hadir', en: 'Absent' },
  attested: { id: 'Jumlah dinyatakan bekerja', en: 'Attested to work' },
  civilData: { id: 'Jumlah data kependudukan salah', en: 'Civil data wrong' },
  lineSum: { id: 'Jumlah nomor baris yang ditandai', en: 'Sum of the marked line numbers' },
  owner: { id: 'Siapa yang membetulkan data', en: 'Who puts the data right' },
  dueOn: { id: 'Sampai kapan', en: 'By when' },
  taken: {
    id: '{number}: {marks} baris dicatat, {tasks} tugas untuk Dukcapil.',
    en: '{number}: {marks} lines taken, {tasks} tasks for the population office.',
  },
  none: { id: 'Belum ada musyawarah.', en: 'No meeting yet.' },
  village: { id: 'Desa', en: 'Village' },
  lines: { id: 'Baris', en: 'Lines' },
  printedOn: { id: 'Dicetak', en: 'Printed' },
  held: { id: 'Diadakan', en: 'Held' },
  fetch: { id: 'Unduh', en: 'Fetch' },
  paper: { id: 'kertas (PDF)', en: 'paper (PDF)' },
  form: { id: 'formulir (XLSX)', en: 'form (XLSX)' },
  tasks: { id: 'Tugas Dukcapil', en: 'Tasks of the population office' },
  line: { id: 'Baris', en: 'Line' },
  name: { id: 'Nama', en: 'Name' },
  wrong: { id: 'Yang salah', en: 'What is wrong' },
  by: { id: 'Oleh', en: 'By whom' },
  end: { id: 'Selesai', en: 'Done' },
  result: { id: 'Hasilnya', en: 'Its result' },
  ended: { id: 'Tugas selesai.', en: 'The task is done.' },
} as const;

const mediaTypes = { paper: 'application/pdf', form: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' } as const;

/** The pages of village meetings. */
export function villageRoundPages(surface: Surface): Hono<RequestEnv> {
  const { workplace } = surface;
  const pages = new Hono<RequestEnv>();
  const page: Page = async (c) => {
    c.header('cache-control', 'no-store, no-transform');
    const locale = localeOf(c);
    const say = speaker(locale);
    const programme = c.req.param('programme') ?? c.req.query('programme') ?? '';
    const { rounds, tasks } = await look(surface, c, operations.rounds, { programme });
    const count = (value: number | null): string => (value === null ? '–' : countText(value, locale));
    const refused = c.get('refusal')?.operation;
    return c.render(
      <article>
        <h1>{say(words.title)}</h1>
        <p class="lead">{say(words.lead)}</p>
        <Doable id="cetak" title={say(words.print)} open={refused === operations.print.id || rounds.length === 0}>
          <ActionForm
            c={c}
            operation={operations.print}
            action={`/programmes/${programme}/rounds`}
            lead={words.printLead}
            fields={[{ name: 'area', label: words.area, hint: words.areaHint }]}
            submit={words.print}
          />
        </Doable>
        <Doable id="hasil" title={say(words.minutes)} open={refused === operations.minutes.id}>
          <ActionForm
            c={c}
            operation={operations.minutes}
            action={`/programmes/${programme}/round-minutes`}
            lead={words.minutesLead}
            fields={[
              { name: 'file', label: words.file, kind: 'file', accept: '.xlsx,.csv' },
              { name: 'number', label: words.number },
              { name: 'heldOn', label: words.heldOn, kind: 'date' },
              { name: 'objections', label: words.objections, kind: 'whole' },
              { name: 'absent', label: words.absent, kind: 'whole' },
              { name: 'attested', label: words.attested, kind: 'whole' },
              { name: 'civilData', label: words.civilData, kind: 'whole' },
              { name: 'lineSum', label: words.lineSum, kind: 'whole' },
              { name: 'owner', label: words.owner, optional: true },
              { name: 'dueOn', label: words.dueOn, kind: 'date', optional: true },
            ]}
            submit={words.minutes}
          />
        </Doable>
        {rounds.length === 0 ? (
          <p class="empty">{say(words.none)}</p>
        ) : (
          <Table
            caption={say(words.title)}
            scrollLabel={say(frameWords.scrollable)}
            columns={[
              { title: say(words.number) },
              { title: say(words.village) },
              { title: say(words.lines), numeric: true },
              { title: say(words.printedOn) },
              { title: say(words.held) },
              ...[words.objections, words.absent, words.attested, words.civilData].map((word) => ({ title: say(word), numeric: true })),
              { title: say(words.fetch) },
            ]}
            rows={rounds.map((one) => [
              one.number,
              one.village === '' ? one.area : one.village,
              count(one.lines),
              whenText(one.printedAt, surface.timeZone, locale),
              one.heldOn === null ? '–' : dateText(one.heldOn, locale),
              ...[one.objections, one.absent, one.attested, one.civilData].map(count),
              <>
                <a href={`/programmes/${programme}/rounds/${one.number}/paper`} download>
                  {say(words.paper)}
                </a>{' '}
                <a href={`/programmes/${programme}/rounds/${one.number}/form`} download>
                  {say(words.form)}
                </a>
              </>,
            ])}
          />
        )}
        {tasks.length === 0 ? null : (
          <>
            <h2>{say(words.tasks)}</h2>
            <Table
              caption={say(words.tasks)}
              hideCaption
              scrollLabel={say(frameWords.scrollable)}
              columns={[
                { title: say(words.number) },
                { title: say(words.line), numeric: true },
                { title: say(words.name) },
                { title: say(words.wrong) },
                { title: say(words.by) },
                { title: say(words.dueOn) },
                { title: say(words.end) },
              ]}
              rows={tasks.map((one) => [
                one.number,
                count(one.line),
                one.name ?? '–',
                one.wrong,
                one.owner,
                dateText(one.dueOn, locale),
                one.endedOn === null ? (
                  <ActionForm
                    c={c}
                    operation={operations.task}
                    action={`/civil-tasks/${one.taskId}/end`}
                    hidden={{ seenIn: programme }}
                    part={one.taskId}
                    fields={[{ name: 'result', label: words.result }]}
                    submit={words.end}
                    plain
                  />
                ) : (
                  `${dateText(one.endedOn, locale)}: ${one.result ?? ''}`
                ),
              ])}
            />
          </>
        )}
      </article>,
      programmeFrame(say(words.title), programme, 'rounds'),
    );
  };
  pages.get('/programmes/:programme/rounds', page);
  takeForm(pages, surface, {
    operation: operations.print,
    at: '/programmes/:programme/rounds',
    page,
    told: ({ number, lines }, locale) => ({ text: speaker(locale)(words.printed, { number, lines: countText(lines, locale) }) }),
    next: ({ programme }) => `/programmes/${programme}/rounds`,
  });
  takeForm(pages, surface, {
    operation: operations.minutes,
    at: '/programmes/:programme/round-minutes',
    page,
    told: ({ number, marks, tasks }, locale) => ({
      text: speaker(locale)(words.taken, { number, marks: countText(marks, locale), tasks: countText(tasks, locale) }),
    }),
    next: (_, { programme }) => `/programmes/${programme}/rounds`,
  });
  takeForm(pages, surface, {
    operation: operations.task,
    at: '/civil-tasks/:task/end',
    page,
    told: (_, locale) => ({ text: words.ended[locale] }),
    next: (_, { seenIn }) => (seenIn === undefined ? '/' : `/programmes/${seenIn}/rounds`),
  });

  for (const [prefix, through] of [
    ['', 'page'],
    ['/v1', 'api'],
  ] as const) {
    for (const what of ['paper', 'form'] as const) {
      pages.get(`${prefix}/programmes/:programme/rounds/:number/${what}`, async (c) => {
        const { programme, number } = c.req.param();
        await mkdir(incomingFolder(surface), { recursive: true, mode: 0o700 });
        const folder = await mkdtemp(path.join(incomingFolder(surface), 'out-'));
        try {
          const written = await writeRound(workplace, permittedActor(c), { programme, number, what, folder, at: workplace.clock.now(), through });
          const stream = createReadStream(written.target);
          stream.once('close', () => void rm(folder, { recursive: true, force: true }));
          return c.body(Readable.toWeb(stream) as ReadableStream, 200, {
            'cache-control': 'no-store, no-transform',
            'content-type': mediaTypes[what],
            'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(written.fileName)}`,
          });
        } catch (error) {
          await rm(folder, { recursive: true, force: true });
          throw error;
        }
      });
    }
  }
  return pages;
}
