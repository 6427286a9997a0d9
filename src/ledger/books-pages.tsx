// Decides how the books look: the trial balance as of any time, an account line by line with the month each came of, the auditor's file, closing a year.
import { Hono } from 'hono';
import { ActionForm } from '../web/action-form.tsx';
import { type Page, takeForm } from '../web/act.ts';
import { countText, dateText, monthText, rupiahFigure, whenText } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { look } from '../web/look.ts';
import { Doable, FilterDay, FilterForm, Pager } from '../web/parts.tsx';
import { programmeFrame } from '../web/programme-nav.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { Table } from '../web/table.tsx';
import { frameWords, speaker } from '../web/words.ts';
import type { BooksOperations } from './books-routes.ts';

const words = {
  title: { id: 'Buku besar', en: 'The books' },
  lead: {
    id: 'Saldo dihitung ulang dari setiap pemindahbukuan, pada hari dan saat mana pun.',
    en: 'Balances are made again from every transfer, as of any day and instant.',
  },
  on: { id: 'Sampai tanggal', en: 'Up to' },
  account: { id: 'Akun', en: 'Account' },
  number: { id: 'Nomor', en: 'Number' },
  debit: { id: 'Debit', en: 'Debit' },
  credit: { id: 'Kredit', en: 'Credit' },
  balance: { id: 'Saldo', en: 'Balance' },
  total: { id: 'Jumlah', en: 'Total' },
  none: { id: 'Belum ada pembukuan.', en: 'No books yet.' },
  date: { id: 'Tanggal', en: 'Date' },
  fact: { id: 'Fakta', en: 'Fact' },
  reference: { id: 'Rujukan', en: 'Reference' },
  cause: { id: 'Asal', en: 'Cause' },
  other: { id: 'Akun lawan', en: 'Other account' },
  closedYears: { id: 'Tahun yang ditutup', en: 'Years closed' },
  year: { id: 'Tahun', en: 'Year' },
  transfers: { id: 'Pemindahbukuan', en: 'Transfers' },
  moved: { id: 'Rupiah', en: 'Rupiah' },
  closedAt: { id: 'Ditutup', en: 'Closed' },
  digest: { id: 'Sidik', en: 'Digest' },
  export: { id: 'Tulis berkas untuk pemeriksa', en: 'Write the auditor’s file' },
  exportLead: { id: 'Semua pemindahbukuan sebagai CSV; diambil di halaman Berkas.', en: 'Every transfer as CSV; fetched on the page Files.' },
  yearHint: { id: 'Bila kosong: semua tahun', en: 'Left empty: every year' },
  exported: { id: '{name}: {rows} baris.', en: '{name}: {rows} rows.' },
  close: { id: 'Tutup tahun', en: 'Close a year' },
  closeLead: {
    id: 'Sesudah ditutup, tahun itu tidak menerima pemindahbukuan lagi; pembetulan dibukukan sebagai pembalikan di tahun yang terbuka. Tidak dapat dibuka kembali.',
    en: 'Once closed, the year takes no further transfer; corrections are reversals in an open year. It cannot be opened again.',
  },
  closed: { id: 'Tahun {year} ditutup.', en: 'The year {year} is closed.' },
  back: { id: 'Kembali ke buku besar', en: 'Back to the books' },
} as const;

export function booksPages(surface: Surface, operations: BooksOperations): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();

  const page: Page = async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const programme = c.req.param('programme') ?? '';
    const found = await look(surface, c, operations.balance);
    const money = (amount: number): string => rupiahFigure(amount, locale);
    return c.render(
      <article>
        <h1>{say(words.title)}</h1>
        <p class="lead">{say(words.lead)}</p>
        <FilterForm c={c}>
          <FilterDay label={say(words.on)} value={c.req.query('on')} />
        </FilterForm>
        {found.rows.length === 0 ? (
          <p class="empty">{say(words.none)}</p>
        ) : (
          <Table
            caption={say(words.title)}
            hideCaption
            scrollLabel={say(frameWords.scrollable)}
            columns={[
              { title: say(words.account) },
              { title: say(words.number) },
              ...[words.debit, words.credit, words.balance].map((word) => ({ title: say(word), numeric: true })),
            ]}
            rows={found.rows.map((row) => [
              <>
                <a href={`/programmes/${programme}/books/statement?account=${encodeURIComponent(row.account)}`}>{row[locale]}</a>
                <code class="under">{row.account}</code>
              </>,
              row.number,
              money(row.debits),
              money(row.credits),
              money(row.balance),
            ])}
            total={[say(words.total), '', money(found.debits), money(found.credits), '']}
          />
        )}
        {found.closed.length === 0 ? null : (
          <Table
            caption={say(words.closedYears)}
            scrollLabel={say(frameWords.scrollable)}
            columns={[
              { title: say(words.year) },
              { title: say(words.transfers), numeric: true },
              { title: say(words.moved), numeric: true },
              { title: say(words.closedAt) },
              { title: say(words.digest) },
            ]}
            rows={found.closed.map((one) => [
              String(one.year),
              countText(one.transfers, locale),
              money(one.moved),
              whenText(one.recordedAt, surface.timeZone, locale),
              <code>{one.digest.slice(0, 16)}</code>,
            ])}
          />
        )}
        <Doable id="ekspor" title={say(words.export)} open={c.get('refusal')?.operation === operations.export.id}>
          <ActionForm
            c={c}
            operation={operations.export}
            action={`/programmes/${programme}/books/exports`}
            lead={words.exportLead}
            fields={[{ name: 'year', label: words.year, hint: words.yearHint, kind: 'whole', optional: true }]}
            submit={words.export}
          />
        </Doable>
        <Doable id="tutup" title={say(words.close)} open={c.get('refusal')?.operation === operations.close.id}>
          <ActionForm
            c={c}
            operation={operations.close}
            action={`/programmes/${programme}/books/closings`}
            lead={words.closeLead}
            fields={[{ name: 'year', label: words.year, kind: 'whole' }]}
            submit={words.close}
          />
        </Doable>
      </article>,
      programmeFrame(say(words.title), programme, 'books'),
    );
  };
  pages.get('/programmes/:programme/books', page);
  takeForm(pages, surface, {
    operation: operations.export,
    at: '/programmes/:programme/books/exports',
    page,
    told: ({ name, rows }, locale) => ({ text: speaker(locale)(words.exported, { name, rows: countText(rows, locale) }), problems: [] }),
    next: (_, { programme }) => `/programmes/${programme}/files`,
  });
  takeForm(pages, surface, {
    operation: operations.close,
    at: '/programmes/:programme/books/closings',
    page,
    told: ({ year }, locale) => ({ text: speaker(locale)(words.closed, { year }), problems: [] }),
    next: (_, { programme }) => `/programmes/${programme}/books`,
  });

  pages.get('/programmes/:programme/books/statement', async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const programme = c.req.param('programme');
    const found = await look(surface, c, operations.statement);
    const money = (amount: number): string => (amount === 0 ? '' : rupiahFigure(amount, locale));
    const title = `${found.sort.number} ${found.sort[locale]}`;
    return c.render(
      <article>
        <h1>{title}</h1>
        <p>
          <code>{found.account}</code>
        </p>
        <Table
          caption={title}
          hideCaption
          scrollLabel={say(frameWords.scrollable)}
          columns={[
            { title: say(words.date) },
            { title: say(words.fact) },
            { title: say(words.reference) },
            { title: say(words.cause) },
            { title: say(words.other) },
            ...[words.debit, words.credit, words.balance].map((word) => ({ title: say(word), numeric: true })),
          ]}
          rows={found.lines.map((line) => [
            dateText(line.occurredOn, locale),
            line.title[locale],
            line.reference,
            line.cause === null ? (
              ''
            ) : (
              <a href={`/programmes/${programme}/months/${line.cause.month}`}>{`${monthText(line.cause.month, locale)}, ${line.cause.branch}`}</a>
            ),
            <code>{line.other}</code>,
            money(line.debit),
            money(line.credit),
            rupiahFigure(line.balance, locale),
          ])}
        />
        <Pager c={c} page={found.page} pages={found.pages} />
        <p class="links">
          <a href={`/programmes/${programme}/books`}>{say(words.back)}</a>
        </p>
      </article>,
      programmeFrame(title, programme, 'books'),
    );
  });
  return pages;
}
