// Decides how places are shared out and shown: quota, places given and reserve of each kabupaten.
import { Hono } from 'hono';
import { Fault } from '../kernel/fault.ts';
import { type Page, takeForm } from '../web/act.ts';
import { ActionForm } from '../web/action-form.tsx';
import { FigureCard, FigureCards } from '../web/figure-card.tsx';
import { areaName, countText } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { lookRemembered } from '../web/look.ts';
import { Counting, Facts } from '../web/parts.tsx';
import { programmeFrame } from '../web/programme-nav.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { Table } from '../web/table.tsx';
import { frameWords, speaker } from '../web/words.ts';
import type { allocationOperations } from './allocation-routes.ts';

const words = {
  title: { id: 'Pembagian tempat', en: 'Places' },
  lead: {
    id: 'Calon yang diterima diurutkan menurut kebutuhan di kabupatennya; yang sama diputus dengan undian. Sisanya menunggu dalam daftar cadangan.',
    en: 'The accepted are ranked by need within their kabupaten; a draw breaks ties. The others wait in the reserve.',
  },
  start: { id: 'Bagi tempat', en: 'Share out the places' },
  startLead: {
    id: 'Benih undian harus sudah diumumkan sebelum pembagian, supaya siapa pun dapat mengulangnya. Masukan dan benih yang sama memberi hasil yang sama.',
    en: 'The seed of the draw must have been announced before, so that anybody can repeat it. The same inputs and seed give the same result.',
  },
  publishTickets: { id: 'Umumkan akar tiket', en: 'Publish the root of the tickets' },
  ticketsLead: {
    id: 'Sebelum benih diketahui: akar semua tiket dicatat dalam catatan transparansi, sehingga tidak ada tiket yang dapat ditambah atau dihilangkan sesudahnya.',
    en: 'Before the seed is known: the root of all tickets goes into the log, so that no ticket can be added or left out afterwards.',
  },
  ticketsDone: { id: 'Akar {tickets} tiket: {root}', en: 'Root of {tickets} tickets: {root}' },
  seed: { id: 'Benih undian yang diumumkan', en: 'The announced seed of the draw' },
  done: { id: '{placed} tempat terisi, {reserve} dalam daftar cadangan.', en: '{placed} places given, {reserve} in the reserve.' },
  repeated: { id: 'Sudah dibagi sebelumnya; hasilnya sama.', en: 'Shared out before; the result is the same.' },
  nothing: { id: 'Belum ada pembagian tempat.', en: 'No places have been shared out yet.' },
  newest: { id: 'Pembagian terbaru', en: 'The newest allocation' },
  candidates: { id: 'Calon diterima', en: 'Accepted candidates' },
  placed: { id: 'Mendapat tempat', en: 'Given a place' },
  reserve: { id: 'Cadangan', en: 'Reserve' },
  empty: { id: 'Tempat kosong', en: 'Empty places' },
  area: { id: 'Kabupaten/kota', en: 'Kabupaten/kota' },
  quota: { id: 'Kuota', en: 'Quota' },
  total: { id: 'Jumlah', en: 'Total' },
  run: { id: 'Run', en: 'Run' },
  runHash: { id: 'Hash run', en: 'Run hash' },
} as const;

export function allocationPages(surface: Surface, { allocate, show, tickets }: ReturnType<typeof allocationOperations>): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();

  const page: Page = async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const programme = c.req.param('programme') ?? '';
    const answer = await lookRemembered(surface, c, show).catch((error: unknown) => {
      if (error instanceof Fault && error.code === 'nothing-allocated') return null;
      throw error;
    });
    const count = (value: number): string => countText(value, locale);
    const quota = (answer?.areas ?? []).reduce((sum, row) => sum + row.quota, 0);
    return c.render(
      <article>
        <h1>{say(words.title)}</h1>
        <p class="lead">{say(words.lead)}</p>
        <ActionForm
          c={c}
          operation={allocate}
          action={`/programmes/${programme}/allocation`}
          lead={words.startLead}
          fields={[{ name: 'seed', label: words.seed }]}
          submit={words.start}
        />
        <ActionForm c={c} operation={tickets} action={`/programmes/${programme}/tickets`} lead={words.ticketsLead} submit={words.publishTickets} />
        {answer === undefined ? <Counting c={c} /> : null}
        {answer === null ? <p class="empty">{say(words.nothing)}</p> : null}
        {answer === undefined || answer === null ? null : (
          <>
            <h2>{say(words.newest)}</h2>
            <FigureCards>
              <FigureCard label={say(words.candidates)} value={count(answer.candidates)} />
              <FigureCard label={say(words.placed)} value={count(answer.placed)} share={quota === 0 ? 0 : answer.placed / quota} main />
              <FigureCard label={say(words.reserve)} value={count(answer.reserve)} />
              <FigureCard label={say(words.empty)} value={count(Math.max(0, quota - answer.placed))} />
            </FigureCards>
            <h2>{say(words.area)}</h2>
            <Table
              caption={say(words.area)}
              hideCaption
              scrollLabel={say(frameWords.scrollable)}
              columns={[
                { title: say(words.area) },
                ...[words.quota, words.placed, words.empty, words.reserve].map((word) => ({ title: say(word), numeric: true })),
              ]}
              rows={answer.areas.map((row) => [areaName(row.name), count(row.quota), count(row.placed), count(row.quota - row.placed), count(row.reserve)])}
              total={[say(words.total), count(quota), count(answer.placed), count(quota - answer.placed), count(answer.reserve)]}
            />
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
      { ...programmeFrame(say(words.title), programme, 'allocation'), ...(answer === undefined ? { refresh: 3 } : {}) },
    );
  };
  pages.get('/programmes/:programme/allocation', page);
  takeForm(pages, surface, {
    operation: tickets,
    at: '/programmes/:programme/tickets',
    page,
    told: (root, locale) => ({ text: speaker(locale)(words.ticketsDone, { tickets: countText(root.tickets, locale), root: root.root }) }),
    next: (_, { programme }) => `/programmes/${programme}/allocation`,
  });
  takeForm(pages, surface, {
    operation: allocate,
    at: '/programmes/:programme/allocation',
    page,
    told: ({ placed, reserve, repeated }, locale) => {
      const say = speaker(locale);
      return {
        text: `${say(words.done, { placed: countText(placed, locale), reserve: countText(reserve, locale) })}${repeated ? ` ${say(words.repeated)}` : ''}`,
      };
    },
    next: (_, { programme }) => `/programmes/${programme}/allocation`,
  });
  return pages;
}
