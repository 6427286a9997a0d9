// Decides the page of cards: how many are with their members, which villages are late against the target, and why cards did not arrive.
import { Hono } from 'hono';
import { type Page, takeForm } from '../web/act.ts';
import { ActionForm } from '../web/action-form.tsx';
import { FigureCard, FigureCards } from '../web/figure-card.tsx';
import { countText, dateText } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { look } from '../web/look.ts';
import { Doable } from '../web/parts.tsx';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { Table } from '../web/table.tsx';
import { type Bilingual, frameWords, speaker } from '../web/words.ts';
import { cardOperations } from './card-routes.ts';

const words = {
  title: { id: 'Kartu peserta', en: 'Cards' },
  lead: {
    id: 'Keluarga yang tidak memegang kartu tidak tahu bahwa ia terlindungi. Sasaran: kartu diterima dalam {days} hari sejak terdaftar (dapat diubah; belum ada aturannya).',
    en: 'A family without the card does not know it is protected. Target: the card received within {days} days of registration (adjustable; no rule was found).',
  },
  registered: { id: 'Terdaftar', en: 'Registered' },
  delivered: { id: 'Kartu diterima', en: 'Card received' },
  undelivered: { id: 'Dicoba, belum diterima', en: 'Tried, not received' },
  late: { id: 'Terlambat', en: 'Late' },
  lateVillages: { id: 'Desa yang terlambat', en: 'Villages that are late' },
  noneLate: { id: 'Tidak ada desa yang terlambat.', en: 'No village is late.' },
  village: { id: 'Desa', en: 'Village' },
  since: { id: 'Menunggu sejak', en: 'Waiting since' },
  reasons: { id: 'Mengapa belum diterima', en: 'Why not received' },
  reason: { id: 'Alasan', en: 'Reason' },
  people: { id: 'Orang', en: 'People' },
  read: { id: 'Baca laporan kartu', en: 'Read reports of cards' },
  readLead: {
    id: 'Kolom: nik, tanggal, hasil (DITERIMA atau TIDAK DITERIMA), penerima, bukti, alasan.',
    en: 'Columns: nik, tanggal, hasil (DITERIMA or TIDAK DITERIMA), penerima, bukti, alasan.',
  },
  file: { id: 'Berkas laporan (.csv)', en: 'Report file (.csv)' },
  done: { id: '{rows} laporan dibaca, {recorded} baru.', en: '{rows} reports read, {recorded} new.' },
} as const satisfies Record<string, Bilingual>;

/** Villages shown; the whole is in the JSON. */
const most = 100;

export function cardPages(surface: Surface): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  const { cards, deliver } = cardOperations;
  const page: Page = async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const programme = c.req.param('programme') ?? '';
    const told = await look(surface, c, cards);
    const late = told.villages.filter((village) => village.late > 0);
    return c.render(
      <article>
        <h1>{say(words.title)}</h1>
        <p class="lead">{say(words.lead, { days: countText(told.targetDays, locale) })}</p>
        <FigureCards>
          <FigureCard label={say(words.registered)} value={countText(told.registered, locale)} />
          <FigureCard
            label={say(words.delivered)}
            value={countText(told.delivered, locale)}
            share={told.registered === 0 ? 0 : told.delivered / told.registered}
            main
          />
          <FigureCard label={say(words.undelivered)} value={countText(told.undelivered, locale)} />
          <FigureCard label={say(words.late)} value={countText(told.late, locale)} />
        </FigureCards>
        <h2>{say(words.lateVillages)}</h2>
        {late.length === 0 ? (
          <p class="empty">{say(words.noneLate)}</p>
        ) : (
          <Table
            caption={say(words.lateVillages)}
            hideCaption
            scrollLabel={say(frameWords.scrollable)}
            columns={[
              { title: say(words.village) },
              { title: say(words.late), numeric: true },
              { title: say(words.delivered), numeric: true },
              { title: say(words.registered), numeric: true },
              { title: say(words.since) },
            ]}
            rows={late
              .slice(0, most)
              .map((village) => [
                `${village.name} (${village.area})`,
                countText(village.late, locale),
                countText(village.delivered, locale),
                countText(village.registered, locale),
                village.oldest === null ? '–' : dateText(village.oldest, locale),
              ])}
          />
        )}
        {told.reasons.length === 0 ? null : (
          <>
            <h2>{say(words.reasons)}</h2>
            <Table
              caption={say(words.reasons)}
              hideCaption
              scrollLabel={say(frameWords.scrollable)}
              columns={[{ title: say(words.reason) }, { title: say(words.people), numeric: true }]}
              rows={told.reasons.map(({ reason, people }) => [reason, countText(people, locale)])}
            />
          </>
        )}
        <Doable id="laporan" title={say(words.read)} open={c.get('refusal')?.operation === deliver.id}>
          <ActionForm
            c={c}
            operation={deliver}
            action={`/programmes/${programme}/card-deliveries`}
            lead={words.readLead}
            fields={[{ name: 'file', label: words.file, kind: 'file', accept: '.csv' }]}
            submit={words.read}
          />
        </Doable>
      </article>,
      { title: say(words.title), audience: 'office', here: 'programmes', programme: { name: programme, page: 'cards' } },
    );
  };
  pages.get('/programmes/:programme/cards', page);
  takeForm(pages, surface, {
    operation: deliver,
    at: '/programmes/:programme/card-deliveries',
    page,
    told: ({ rows, recorded }, locale) => ({ text: speaker(locale)(words.done, { rows: countText(rows, locale), recorded: countText(recorded, locale) }) }),
    next: (_, { programme }) => `/programmes/${programme}/cards`,
  });
  return pages;
}
