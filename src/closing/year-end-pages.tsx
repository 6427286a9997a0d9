// Decides how the end of a programme's term looks: whose cover ends, what late money does, the choices with their prices, and the forms to decide and carry out.
import { Hono } from 'hono';
import { ActionForm } from '../web/action-form.tsx';
import { type Page, takeForm } from '../web/act.ts';
import { FigureCard, FigureCards } from '../web/figure-card.tsx';
import { areaName, countText, dateText, monthText, rupiahFigure } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { lookRemembered } from '../web/look.ts';
import { Confidence, Counting, Doable } from '../web/parts.tsx';
import { programmeFrame } from '../web/programme-nav.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { Table } from '../web/table.tsx';
import { frameWords, speaker } from '../web/words.ts';
import { choiceWords, yearEndChoices } from './year-end.ts';
import { yearEndOperations as operations } from './year-end-routes.ts';

const words = {
  title: { id: 'Akhir masa program', en: 'The end of the term' },
  lead: {
    id: 'Perlindungan berakhir bersama bulan terakhir yang dibayar. Putuskan sebelum itu bagaimana tiap kabupaten dilanjutkan.',
    en: 'Cover ends with the last month paid. Decide before that how each kabupaten goes on.',
  },
  fallsOff: { id: 'Berakhir {date}', en: 'Ends on {date}' },
  people: { id: 'Orang', en: 'People' },
  perMonth: { id: 'Melanjutkan, sebulan', en: 'Going on, a month' },
  perYear: { id: 'Melanjutkan, setahun', en: 'Going on, a year' },
  due: { id: 'Iuran {month} jatuh tempo {date}', en: 'The contribution for {month} is due on {date}' },
  late: { id: 'Bila anggaran berikutnya baru membayar', en: 'If the next budget pays later' },
  lateHint: {
    id: 'Dihitung dengan aturan perlindungan yang sama seperti sehari-hari.',
    en: 'Counted by the same rule of coverage as every day.',
  },
  opens: { id: 'Membayar pada', en: 'Pays on' },
  arrears: { id: 'Hari menunggak (belum pasti dijamin)', en: 'Days in arrears (cover unsettled)' },
  unprotected: { id: 'Hari tidak terlindungi', en: 'Days unprotected' },
  lapsed: { id: 'Kepesertaan nonaktif', en: 'Membership lapsed' },
  toPay: { id: 'Bulan yang dibayar saat itu', en: 'Months paid then' },
  yes: { id: 'ya', en: 'yes' },
  no: { id: 'tidak', en: 'no' },
  wait: {
    id: 'Bila masa tunggu tiga bulan mulai lagi, satu kematian di dalamnya merugikan keluarga {amount}. Apakah mulai lagi, belum dipastikan.',
    en: 'If the wait of three months begins anew, one death within it costs the family {amount}. Whether it does is not settled.',
  },
  prices: { id: 'Pilihan dan harganya', en: 'Choices and their prices' },
  choice: { id: 'Pilihan', en: 'Choice' },
  price: { id: 'Harga', en: 'Price' },
  bears: { id: 'Catatan', en: 'Note' },
  inAdvance: { id: 'bayar di muka {months} bulan', en: 'pay {months} months in advance' },
  affordable: { id: 'dari pagu yang belum terikat ({amount})', en: 'out of money not committed ({amount})' },
  beyond: { id: 'melebihi pagu yang belum terikat ({amount})', en: 'beyond the money not committed ({amount})' },
  handOver: { id: 'ditanggung pembayar berikutnya; daftarnya dibuat', en: 'borne by the next payer; the list is made' },
  self: { id: 'seorang sebulan, {sector}: {prices}', en: 'a person and month, {sector}: {prices}' },
  sectors: { transport: { id: 'transportasi', en: 'transport' }, other: { id: 'lainnya', en: 'other' } },
  remind: { id: 'ingatkan {dates}', en: 'remind on {dates}' },
  nothing: { id: 'tidak ada; tiap kematian sesudahnya tanpa santunan', en: 'none; every death afterwards is without a benefit' },
  groups: { id: 'Kabupaten/kota', en: 'Kabupaten' },
  area: { id: 'Wilayah', en: 'Area' },
  goesOn: { id: 'Sudah lanjut', en: 'Goes on already' },
  ends: { id: 'Berakhir', en: 'Ends' },
  chosen: { id: 'Dipilih', en: 'Chosen' },
  carried: { id: 'Dijalankan', en: 'Carried out' },
  decide: { id: 'Putuskan', en: 'Decide' },
  kabupaten: { id: 'Kode kabupaten/kota', en: 'Code of the kabupaten' },
  kabupatenHint: { id: 'Bila kosong: semua yang berakhir', en: 'Left empty: all that end' },
  months: { id: 'Berapa bulan (bayar di muka)', en: 'How many months (in advance)' },
  nextPayer: { id: 'Pembayar berikutnya (serah terima)', en: 'Next payer (hand-over)' },
  reason: { id: 'Alasan', en: 'Reason' },
  carry: { id: 'Jalankan pilihan', en: 'Carry the choices out' },
  carryLead: {
    id: 'Menanggung bulan yang dibayar di muka dan mengikat uangnya, dan menulis daftar untuk cabang, pembayar berikutnya, atau yang akan membayar sendiri. Sekali tiap pilihan.',
    en: 'Holds months paid in advance and commits their money, and writes the lists for the branch, the next payer, or those who will pay themselves. Once each choice.',
  },
  nextPayerHint: { id: 'Nama program bila ada di sini, selain itu nama pembayarnya', en: "Its programme's name where it is here, else the payer's name" },
  seam: { id: 'Serahkan daftar, dan sambungan dua pembayar', en: 'Hand the lists over, and the seam between two payers' },
  files: { id: 'Berkas program ini', en: 'Files of this programme' },
  decided: { id: 'Pilihan dicatat untuk {count} kabupaten/kota.', en: 'Choice recorded for {count} kabupaten.' },
  undecided: { id: 'belum diputuskan', en: 'nothing is decided' },
  done: { id: '{count} pilihan dijalankan.', en: '{count} choices carried out.' },
} as const;

export function yearEndPages(surface: Surface): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  const page: Page = async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const programme = c.req.param('programme') ?? '';
    const found = await lookRemembered(surface, c, operations.show);
    const money = (amount: number): string => rupiahFigure(amount, locale);
    const dates = (some: readonly string[]): string => some.map((one) => dateText(one, locale)).join(', ');
    const shown = { hideCaption: true, scrollLabel: say(frameWords.scrollable) };
    const frame = programmeFrame(say(words.title), programme, 'year-end');
    if (found === undefined)
      return c.render(
        <article>
          <h1>{say(words.title)}</h1>
          <Counting c={c} />
        </article>,
        { ...frame, refresh: 3 },
      );
    const prices = (sector: 'transport' | 'other'): string =>
      say(words.self, {
        sector: say(words.sectors[sector]),
        prices: found.selfPayment[sector]
          .map(({ first, last, amount }) => `${monthText(first, locale)} – ${monthText(last, locale)} ${money(amount)}`)
          .join('; '),
      });
    return c.render(
      <article>
        <h1>{say(words.title)}</h1>
        <p class="lead">{say(words.lead)}</p>
        <FigureCards>
          <FigureCard
            label={say(words.fallsOff, { date: dateText(found.endsOn, locale) })}
            value={countText(found.fallsOff, locale)}
            note={say(words.people)}
          />
          <FigureCard
            label={say(words.perMonth)}
            value={money(found.perMonth)}
            note={say(words.due, { month: monthText(found.next, locale), date: dateText(found.dueOn, locale) })}
          />
          <FigureCard label={say(words.perYear)} value={money(found.perYear)} />
        </FigureCards>
        <h2>{say(words.late)}</h2>
        <p class="hint">{say(words.lateHint)}</p>
        <Table
          caption={say(words.late)}
          {...shown}
          columns={[
            { title: say(words.opens) },
            { title: say(words.arrears), numeric: true },
            { title: say(words.unprotected), numeric: true },
            { title: say(words.lapsed) },
            { title: say(words.toPay), numeric: true },
          ]}
          rows={found.openings.map((one) => [
            dateText(one.opensOn, locale),
            countText(one.daysInArrears, locale),
            countText(one.daysUnprotected, locale),
            say(one.lapsed ? words.yes : words.no),
            countText(one.months, locale),
          ])}
        />
        <p>
          {say(words.wait, { amount: money(found.perDeathIfWaitBegins) })} <Confidence confidence="unverified" locale={locale} />
        </p>
        <h2>{say(words.prices)}</h2>
        <Table
          stacked
          caption={say(words.prices)}
          {...shown}
          columns={[{ title: say(words.choice) }, { title: say(words.price) }, { title: say(words.bears) }]}
          rows={[
            ...found.prepay.map(({ months, amount, affordable }) => [
              say(words.inAdvance, { months }),
              money(amount),
              say(affordable ? words.affordable : words.beyond, { amount: money(found.uncommitted) }),
            ]),
            [choiceWords['hand-over'][locale], money(found.perYear), say(words.handOver)],
            [choiceWords['announce-self-payment'][locale], `${prices('other')}. ${prices('transport')}`, say(words.remind, { dates: dates(found.reminders) })],
            [choiceWords['let-end'][locale], money(0), say(words.nothing)],
          ]}
        />
        <h2>{say(words.groups)}</h2>
        <Table
          caption={say(words.groups)}
          {...shown}
          columns={[
            { title: say(words.area) },
            ...[words.people, words.goesOn, words.ends, words.perMonth, words.perYear].map((word) => ({ title: say(word), numeric: true })),
            { title: say(words.chosen) },
            { title: say(words.carried) },
          ]}
          rows={found.groups.map((one) => [
            areaName(one.name),
            countText(one.people, locale),
            countText(one.goesOn, locale),
            countText(one.fallsOff, locale),
            money(one.perMonth),
            money(one.perYear),
            one.choice === null ? '' : `${choiceWords[one.choice.choice][locale]}${one.choice.nextPayer === null ? '' : `: ${one.choice.nextPayer}`}`,
            one.choice === null || one.choice.persons === null ? '' : countText(one.choice.persons, locale),
          ])}
        />
        <Doable id="putuskan" title={say(words.decide)} open={c.get('refusal')?.operation === operations.choose.id}>
          <ActionForm
            c={c}
            operation={operations.choose}
            action={`/programmes/${programme}/year-end/choices`}
            fields={[
              { name: 'choice', label: words.choice, kind: 'choice', choices: yearEndChoices.map((one) => [one, choiceWords[one]] as const) },
              { name: 'kabupaten', label: words.kabupaten, hint: words.kabupatenHint, optional: true },
              { name: 'months', label: words.months, kind: 'whole', optional: true },
              { name: 'nextPayer', label: words.nextPayer, hint: words.nextPayerHint, optional: true },
              { name: 'reason', label: words.reason },
            ]}
            submit={words.decide}
          />
        </Doable>
        <Doable id="jalankan" title={say(words.carry)} open={c.get('refusal')?.operation === operations.carry.id}>
          <ActionForm c={c} operation={operations.carry} action={`/programmes/${programme}/year-end/carrying`} lead={words.carryLead} submit={words.carry} />
        </Doable>
        <p class="links">
          <a href={`/programmes/${programme}/seam`}>{say(words.seam)}</a> <a href={`/programmes/${programme}/files`}>{say(words.files)}</a>
        </p>
      </article>,
      frame,
    );
  };
  pages.get('/programmes/:programme/year-end', page);
  takeForm(pages, surface, {
    operation: operations.choose,
    at: '/programmes/:programme/year-end/choices',
    page,
    told: ({ choices }, locale) => ({ text: speaker(locale)(words.decided, { count: choices.length }), problems: [] }),
    next: (_, { programme }) => `/programmes/${programme}/year-end`,
  });
  takeForm(pages, surface, {
    operation: operations.carry,
    at: '/programmes/:programme/year-end/carrying',
    page,
    told: ({ carried, open }, locale) => ({
      text: speaker(locale)(words.done, { count: carried.length }),
      problems: open.map(({ name }) => `${areaName(name)}: ${words.undecided[locale]}`),
    }),
    next: (_, { programme }) => `/programmes/${programme}/year-end`,
  });
  return pages;
}
