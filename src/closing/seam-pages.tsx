// Decides how the seam between two payers looks: where everybody handed over stands, whose task it is until when, the names behind, and the form that hands the lists over.
import { Hono } from 'hono';
import { ActionForm } from '../web/action-form.tsx';
import { type Page, takeForm } from '../web/act.ts';
import { countText, dateText, monthText } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { look, lookRemembered } from '../web/look.ts';
import { Counting, Doable, Pager } from '../web/parts.tsx';
import { programmeFrame } from '../web/programme-nav.ts';
import { rowsAPage } from '../web/shapes.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { Table } from '../web/table.tsx';
import { frameWords, speaker } from '../web/words.ts';
import { atRisk, seamStages, seamWords } from './seam.ts';
import { seamOperations as operations } from './seam-routes.ts';

const words = {
  title: { id: 'Sambungan dua pembayar', en: 'The seam between two payers' },
  lead: {
    id: 'Di mana yang diserahkan berada. Iuran {month} jatuh tempo {date}; sesudahnya hanya yang diposting yang bukan celah.',
    en: 'Where those handed over stand. The contribution for {month} is due on {date}; after that, only what is posted is no gap.',
  },
  none: { id: 'Belum ada serah terima yang dijalankan.', en: 'No hand-over was carried out yet.' },
  area: { id: 'Wilayah', en: 'Area' },
  nextPayer: { id: 'Pembayar berikutnya', en: 'Next payer' },
  outside: { id: '{payer} (di luar pemasangan ini)', en: '{payer} (outside this installation)' },
  handedOn: { id: 'Diserahkan', en: 'Handed over' },
  people: { id: 'Orang', en: 'People' },
  groups: { id: 'Kabupaten/kota', en: 'Kabupaten' },
  tasks: { id: 'Tugas', en: 'Tasks' },
  task: { id: 'Yang harus dilakukan', en: 'What is to be done' },
  owner: { id: 'Penanggung jawab', en: 'Owner' },
  due: { id: 'Paling lambat', en: 'Due' },
  overdue: { id: 'lewat', en: 'overdue' },
  risk: { id: '{people} orang tanpa pembayar untuk {month}', en: '{people} people without a payer for {month}' },
  ask: { id: '{people} orang tidak diketahui: tanyakan kepada pembayar berikutnya', en: '{people} people unknown: ask the next payer' },
  unnamed: { id: '{people} di antaranya ada di berkas, namanya tidak tercatat di sini', en: '{people} of them are in the file, their names not kept here' },
  names: { id: 'Nama-namanya', en: 'The names' },
  hand: { id: 'Serahkan daftar', en: 'Hand the lists over' },
  handLead: {
    id: 'Daftar yang ditulis saat pilihan dijalankan masuk ke penerimaan program pembayar berikutnya apa adanya. Menerima atau tidak tetap diputuskan di sana.',
    en: "The lists written when the choices were carried out enter the intake of the next payer's programme as they are. Whether the people are taken is decided there.",
  },
  to: { id: 'Program pembayar berikutnya', en: "The next payer's programme" },
  toHint: {
    id: 'Hanya bila pilihan menyebut nama pembayar, bukan programnya; isi juga kabupatennya',
    en: 'Only where the choice named a payer in words, not its programme; write the kabupaten too',
  },
  kabupaten: { id: 'Kode kabupaten/kota', en: 'Code of the kabupaten' },
  kabupatenHint: { id: 'Bila kosong: semua serah terima ke program di sini', en: 'Left empty: every hand-over to a programme here' },
  handed: { id: '{lists} daftar dengan {people} orang diserahkan.', en: '{lists} lists with {people} people were handed over.' },
  name: { id: 'Nama', en: 'Name' },
  stage: { id: 'Keadaan', en: 'State' },
  noName: { id: 'nama tidak ada di daftar', en: 'no name in the lists' },
  back: { id: 'Kembali ke sambungan', en: 'Back to the seam' },
  yearEnd: { id: 'Akhir masa program', en: 'The end of the term' },
} as const;

export function seamPages(surface: Surface): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  const page: Page = async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const programme = c.req.param('programme') ?? '';
    const found = await lookRemembered(surface, c, operations.seam);
    const shown = { hideCaption: true, scrollLabel: say(frameWords.scrollable) };
    if (found === undefined)
      return c.render(
        <article>
          <h1>{say(words.title)}</h1>
          <Counting c={c} />
        </article>,
        { ...programmeFrame(say(words.title), programme, 'year-end'), refresh: 3 },
      );
    const month = monthText(found.next, locale);
    const tasks = found.groups.flatMap(({ area, unnamed, task }) => (task === null ? [] : [{ area, unnamed, ...task }]));
    return c.render(
      <article>
        <h1>{say(words.title)}</h1>
        <p class="lead">{say(words.lead, { month, date: dateText(found.dueOn, locale) })}</p>
        {found.groups.length === 0 ? (
          <p class="empty">{say(words.none)}</p>
        ) : (
          <>
            <ul class="tally">
              {seamStages.map((stage) => (
                <li>
                  <strong>{countText(found.counts[stage], locale)}</strong> {seamWords[stage][locale]}
                </li>
              ))}
            </ul>
            {tasks.length === 0 ? null : (
              <>
                <h2>{say(words.tasks)}</h2>
                <Table
                  caption={say(words.tasks)}
                  {...shown}
                  columns={[{ title: say(words.area) }, { title: say(words.task) }, { title: say(words.owner) }, { title: say(words.due) }]}
                  rows={tasks.map((task) => [
                    task.area,
                    [
                      ...(task.people === 0 ? [] : [say(words.risk, { people: countText(task.people, locale), month })]),
                      ...(task.unknown === 0 ? [] : [say(words.ask, { people: countText(task.unknown, locale) })]),
                      ...(task.unnamed === 0 ? [] : [say(words.unnamed, { people: countText(task.unnamed, locale) })]),
                    ].join('; '),
                    task.owner,
                    <span class={task.overdue ? 'outcome outcome-reject' : ''}>
                      {dateText(task.dueOn, locale)}
                      {task.overdue ? ` (${say(words.overdue)})` : ''}
                    </span>,
                  ])}
                />
              </>
            )}
            <h2>{say(words.groups)}</h2>
            <Table
              caption={say(words.groups)}
              {...shown}
              columns={[
                { title: say(words.area) },
                { title: say(words.nextPayer) },
                { title: say(words.handedOn) },
                { title: say(words.people), numeric: true },
                ...seamStages.map((stage) => ({ title: seamWords[stage][locale], numeric: true })),
              ]}
              rows={found.groups.map((one) => [
                one.area,
                one.to === null ? say(words.outside, { payer: one.nextPayer }) : `${one.nextPayer} (${one.to})`,
                one.handedOn === null ? '' : dateText(one.handedOn, locale),
                countText(one.people, locale),
                ...seamStages.map((stage) => countText(one.counts[stage], locale)),
              ])}
            />
          </>
        )}
        <Doable id="serahkan" title={say(words.hand)} open={c.get('refusal')?.operation === operations.hand.id}>
          <ActionForm
            c={c}
            operation={operations.hand}
            action={`/programmes/${programme}/hand-over`}
            lead={words.handLead}
            fields={[
              { name: 'to', label: words.to, hint: words.toHint, optional: true },
              { name: 'kabupaten', label: words.kabupaten, hint: words.kabupatenHint, optional: true },
            ]}
            submit={words.hand}
          />
        </Doable>
        <p class="links">
          <a href={`/programmes/${programme}/seam/people`}>{say(words.names)}</a> <a href={`/programmes/${programme}/year-end`}>{say(words.yearEnd)}</a>
        </p>
      </article>,
      programmeFrame(say(words.title), programme, 'year-end'),
    );
  };
  pages.get('/programmes/:programme/seam', page);
  takeForm(pages, surface, {
    operation: operations.hand,
    at: '/programmes/:programme/hand-over',
    page,
    told: ({ handed }, locale) => ({
      text: speaker(locale)(words.handed, { lists: handed.length, people: handed.reduce((sum, { persons }) => sum + persons, 0) }),
      problems: [],
    }),
    next: (_, { programme }) => `/programmes/${programme}/seam`,
  });

  pages.get('/programmes/:programme/seam/people', async (c) => {
    c.header('cache-control', 'no-store, no-transform');
    const locale = localeOf(c);
    const say = speaker(locale);
    const programme = c.req.param('programme');
    const { page: number, people } = await look(surface, c, operations.people);
    return c.render(
      <article>
        <h1>{say(words.names)}</h1>
        {people.length === 0 ? (
          <p class="empty">{say(words.none)}</p>
        ) : (
          <Table
            caption={say(words.names)}
            hideCaption
            scrollLabel={say(frameWords.scrollable)}
            columns={[{ title: say(words.name) }, { title: 'KPJ' }, { title: say(words.area) }, { title: say(words.nextPayer) }, { title: say(words.stage) }]}
            rows={people.map((person) => [
              person.name ?? say(words.noName),
              person.kpj ?? '',
              person.area,
              person.nextPayer,
              <span class={atRisk.includes(person.stage) ? 'outcome outcome-reject' : person.stage === 'unknown' ? 'outcome outcome-review' : ''}>
                {seamWords[person.stage][locale]}
              </span>,
            ])}
          />
        )}
        <Pager c={c} page={number} pages={people.length === rowsAPage ? number + 1 : number} />
        <p class="links">
          <a href={`/programmes/${programme}/seam`}>{say(words.back)}</a>
        </p>
      </article>,
      programmeFrame(say(words.names), programme, 'year-end'),
    );
  });
  return pages;
}
