// Decides the page of cards: how many came to their villages and are with their members, where they are late against the target, and why they were not received.
import { z } from '@hono/zod-openapi';
import { Hono } from 'hono';
import { type Page, takeForm } from '../web/act.ts';
import { ActionForm } from '../web/action-form.tsx';
import { FigureCard, FigureCards } from '../web/figure-card.tsx';
import { countText, dateText } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { look } from '../web/look.ts';
import { inputOf } from '../web/operation.ts';
import { Doable, Pager } from '../web/parts.tsx';
import { programmeFrame } from '../web/programme-nav.ts';
import { pageNumber, pagesFor, rowsAPage } from '../web/shapes.ts';
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
  arrived: { id: 'Tiba di desa', en: 'Come to the village' },
  late: { id: 'Terlambat', en: 'Late' },
  villages: { id: 'Kartu menurut desa', en: 'Cards by village' },
  villagesLead: {
    id: 'Yang paling banyak terlambat dahulu; paling banyak 100 desa. Terlambat: terdaftar lebih dari {days} hari yang lalu dan kartunya belum diterima.',
    en: 'Those with the most late cards first; at most 100 villages. Late: registered more than {days} days ago and the card not received.',
  },
  noneLate: { id: 'Tidak ada desa yang terlambat.', en: 'No village is late.' },
  village: { id: 'Desa', en: 'Village' },
  since: { id: 'Menunggu sejak', en: 'Waiting since' },
  reasons: { id: 'Mengapa belum diterima', en: 'Why not received' },
  reason: { id: 'Alasan', en: 'Reason' },
  people: { id: 'Orang', en: 'People' },
  came: { id: 'Kartu tiba di desa', en: 'Cards that came to the village' },
  cameFile: { id: 'Baca berkas kartu yang tiba', en: 'Read a file of cards that came' },
  cameFileLead: {
    id: 'Kolom: nik, tanggal, penerima (yang menerimanya di desa), tempat (tempat mengambil).',
    en: 'Columns: nik, tanggal, penerima (who took it in the village), tempat (where it can be fetched).',
  },
  cameVillage: { id: 'Semua kartu satu desa tiba', en: 'Every card of one village came' },
  cameVillageLead: {
    id: 'Jumlahnya harus sama dengan yang ditunggu desa itu; bila hanya sebagian yang tiba, pakai berkas. Tempatnya disebut dalam pesan kepada peserta.',
    en: 'The number must be what the village waits for; where only some came, use the file. The place stands in the message to members.',
  },
  code: { id: 'Kode desa', en: 'Code of the village' },
  codeHint: { id: '10 angka', en: '10 digits' },
  cards: { id: 'Jumlah kartu', en: 'How many cards' },
  receivedBy: { id: 'Yang menerimanya di desa', en: 'Who took them in the village' },
  place: { id: 'Tempat mengambil', en: 'Where they can be fetched' },
  placeHint: { id: 'Paling banyak 60 huruf, misalnya Kantor Desa Oebelo', en: 'At most 60 letters, such as Kantor Desa Oebelo' },
  on: { id: 'Tanggal tiba', en: 'Day they came' },
  onHint: { id: 'Kosong: hari ini', en: 'Empty: today' },
  doneCame: { id: '{recorded} kartu tiba di desa.', en: '{recorded} cards came to the village.' },
  read: { id: 'Baca laporan kartu', en: 'Read reports of cards' },
  readLead: {
    id: 'Kolom: nik, tanggal, hasil (DITERIMA atau TIDAK DITERIMA), penerima, bukti, alasan.',
    en: 'Columns: nik, tanggal, hasil (DITERIMA or TIDAK DITERIMA), penerima, bukti, alasan.',
  },
  file: { id: 'Berkas laporan (.csv)', en: 'Report file (.csv)' },
  done: { id: '{rows} laporan dibaca, {recorded} baru.', en: '{rows} reports read, {recorded} new.' },
} as const satisfies Record<string, Bilingual>;

export function cardPages(surface: Surface): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  const { cards, deliver, arrive, arriveVillage } = cardOperations;
  const cardsOf = (_: unknown, { programme }: { readonly programme: string }): string => `/programmes/${programme}/cards`;
  const page: Page = async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const programme = c.req.param('programme') ?? '';
    const told = await look(surface, c, cards);
    const { page: shown } = inputOf({ input: z.object({ page: pageNumber }) }, c.req.query());
    return c.render(
      <article>
        <h1>{say(words.title)}</h1>
        <p class="lead">{say(words.lead, { days: countText(told.targetDays, locale) })}</p>
        <FigureCards>
          <FigureCard label={say(words.registered)} value={countText(told.registered, locale)} />
          <FigureCard label={say(words.arrived)} value={countText(told.arrived, locale)} />
          <FigureCard
            label={say(words.delivered)}
            value={countText(told.delivered, locale)}
            share={told.registered === 0 ? 0 : told.delivered / told.registered}
            main
          />
          <FigureCard label={say(words.undelivered)} value={countText(told.undelivered, locale)} />
          <FigureCard label={say(words.late)} value={countText(told.late, locale)} />
        </FigureCards>
        <h2>{say(words.villages)}</h2>
        {told.late === 0 ? <p class="empty">{say(words.noneLate)}</p> : null}
        {told.villages.length === 0 ? null : (
          <>
            <p>{say(words.villagesLead, { days: countText(told.targetDays, locale) })}</p>
            <Table
              caption={say(words.villages)}
              hideCaption
              scrollLabel={say(frameWords.scrollable)}
              columns={[
                { title: say(words.village) },
                ...[words.registered, words.arrived, words.delivered, words.late].map((title) => ({ title: say(title), numeric: true })),
                { title: say(words.since) },
              ]}
              rows={told.villages
                .slice((shown - 1) * rowsAPage, shown * rowsAPage)
                .map((village) => [
                  `${village.name} (${village.area})`,
                  ...[village.registered, village.arrived, village.delivered, village.late].map((count) => countText(count, locale)),
                  village.oldest === null ? '–' : dateText(village.oldest, locale),
                ])}
            />
            <Pager c={c} page={shown} pages={pagesFor(told.villages.length)} />
          </>
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
        <Doable id="tiba" title={say(words.came)} open={c.get('refusal')?.operation === arrive.id || c.get('refusal')?.operation === arriveVillage.id}>
          <ActionForm
            c={c}
            operation={arriveVillage}
            action={`/programmes/${programme}/village-card-arrivals`}
            lead={words.cameVillageLead}
            fields={[
              { name: 'village', label: words.code, hint: words.codeHint },
              { name: 'cards', label: words.cards, kind: 'whole' },
              { name: 'receivedBy', label: words.receivedBy },
              { name: 'place', label: words.place, hint: words.placeHint },
              { name: 'on', label: words.on, hint: words.onHint, kind: 'date', optional: true },
            ]}
            submit={words.cameVillage}
          />
          <ActionForm
            c={c}
            operation={arrive}
            action={`/programmes/${programme}/card-arrivals`}
            lead={words.cameFileLead}
            fields={[{ name: 'file', label: words.file, kind: 'file', accept: '.csv' }]}
            submit={words.cameFile}
          />
        </Doable>
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
      programmeFrame(say(words.title), programme, 'cards'),
    );
  };
  pages.get('/programmes/:programme/cards', page);
  takeForm(pages, surface, {
    operation: deliver,
    at: '/programmes/:programme/card-deliveries',
    page,
    told: ({ rows, recorded }, locale) => ({ text: speaker(locale)(words.done, { rows: countText(rows, locale), recorded: countText(recorded, locale) }) }),
    next: cardsOf,
  });
  takeForm(pages, surface, {
    operation: arrive,
    at: '/programmes/:programme/card-arrivals',
    page,
    told: ({ rows, recorded }, locale) => ({ text: speaker(locale)(words.done, { rows: countText(rows, locale), recorded: countText(recorded, locale) }) }),
    next: cardsOf,
  });
  takeForm(pages, surface, {
    operation: arriveVillage,
    at: '/programmes/:programme/village-card-arrivals',
    page,
    told: ({ recorded }, locale) => ({ text: speaker(locale)(words.doneCame, { recorded: countText(recorded, locale) }) }),
    next: cardsOf,
  });
  return pages;
}
