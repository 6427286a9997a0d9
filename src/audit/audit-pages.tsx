// Decides how the files of a past programme are handed in on a page, and how the report is shown and fetched.
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { Hono } from 'hono';
import type { z } from '@hono/zod-openapi';
import { openOutboxFile } from '../platform/outbox-files.ts';
import { ActionForm } from '../web/action-form.tsx';
import { type Page, answerShown, takeForm } from '../web/act.ts';
import { countText, rupiahFigure } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { Table } from '../web/table.tsx';
import { type Locale, frameWords, speaker } from '../web/words.ts';
import { auditClassWords, auditCodes } from './audit-classes.ts';
import { auditOperations } from './audit-routes.ts';
import { sourceKindWords } from './source-kind.ts';

const words = {
  title: { id: 'Periksa program yang lalu', en: 'Audit a past programme' },
  lead: {
    id: 'Unggah berkas apa adanya: daftar SK, daftar posting BPJS, lampiran pembayaran, SP2D, bukti terima, daftar kematian dan klaim (.xlsx atau .csv). Berkas saling dibandingkan, baris demi baris. Tidak ada yang diubah, dan nama tidak disimpan.',
    en: 'Upload the files as they are: decree lists, posting lists of BPJS, payment rosters, SP2Ds, receipts, deaths and claims (.xlsx or .csv). They are compared with each other, row by row. Nothing is changed, and no names are kept.',
  },
  files: { id: 'Berkas', en: 'Files' },
  filesHint: {
    id: 'Sekaligus semua. Bulan dibaca dari kolom, judul, lembar atau nama berkas (misalnya "Juli 2025").',
    en: 'All at once. Months are read from columns, titles, sheets or file names (for example "Juli 2025").',
  },
  payer: { id: 'Pembayar', en: 'Payer' },
  payerHint: { id: 'Bila berkas tidak menyebutnya, misalnya "Pemkab Kupang"', en: 'Where the files do not say it, for example "Pemkab Kupang"' },
  start: { id: 'Periksa', en: 'Audit' },
  done: { id: 'Pemeriksaan selesai: {rows} baris, {people} orang.', en: 'Audit done: {rows} rows, {people} people.' },
  found: { id: 'Yang ditemukan', en: 'What was found' },
  finding: { id: 'Temuan', en: 'Finding' },
  lines: { id: 'Baris', en: 'Lines' },
  people: { id: 'Orang', en: 'People' },
  months: { id: 'Bulan-orang', en: 'Person-months' },
  report: { id: 'Laporan', en: 'Report' },
  reportHint: {
    id: 'Tiap baris menyebut berkas, lembar dan baris asalnya; NIK ditutup.',
    en: 'Every line names the file, sheet and row it comes from; NIKs are masked.',
  },
  read: { id: 'Berkas yang dibaca', en: 'Files read' },
  sheet: { id: 'Lembar', en: 'Sheet' },
  content: { id: 'Isi', en: 'Content' },
  rows: { id: 'Baris', en: 'Rows' },
  unread: { id: 'Tidak terbaca', en: 'Unread' },
  note: { id: 'Catatan', en: 'Note' },
  copy: { id: 'salinan dari nomor {number}', en: 'a copy of number {number}' },
} as const;

type Answer = z.output<typeof auditOperations.audit.answer>;

const Found = ({ answer, locale }: { answer: Answer; locale: Locale }) => {
  const say = speaker(locale);
  const count = (value: number): string => countText(value, locale);
  return (
    <>
      <h2 id="hasil">{say(words.found)}</h2>
      <Table
        caption={say(words.found)}
        hideCaption
        scrollLabel={say(frameWords.scrollable)}
        columns={[
          { title: say(words.finding) },
          ...[words.lines, words.people, words.months].map((word) => ({ title: say(word), numeric: true })),
          { title: 'Rp', numeric: true },
        ]}
        rows={answer.classes.map((one) => [
          <>
            {one[locale]}
            {one.codes.map(({ code, lines }) => (
              <span class="note">{`${count(lines)} × ${auditCodes[code as keyof typeof auditCodes]?.[locale] ?? code}`}</span>
            ))}
            {one.lines === 0 ? null : <span class="note">{auditClassWords[one.class].remedy[locale]}</span>}
          </>,
          count(one.lines),
          count(one.persons),
          count(one.personMonths),
          rupiahFigure(one.amount, locale),
        ])}
      />
      <h2>{say(words.report)}</h2>
      <p>{say(words.reportHint)}</p>
      <p class="links">
        {answer.files.map(({ name, address }) => (
          <a href={address} download>
            {name}
          </a>
        ))}
      </p>
      <h2>{say(words.read)}</h2>
      <Table
        caption={say(words.read)}
        hideCaption
        scrollLabel={say(frameWords.scrollable)}
        columns={[
          { title: say(words.files) },
          { title: say(words.sheet) },
          { title: say(words.content) },
          { title: say(words.rows), numeric: true },
          { title: say(words.unread), numeric: true },
          { title: say(words.note) },
        ]}
        rows={answer.sources.map((source) => [
          source.file,
          source.sheet ?? '',
          sourceKindWords[source.kind][locale],
          count(source.rows),
          count(source.unread),
          source.fault?.[locale] ?? (source.copyOf === null ? '' : say(words.copy, { number: source.copyOf })),
        ])}
      />
    </>
  );
};

export function auditPages(surface: Surface): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  const { audit } = auditOperations;
  const page: Page = (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const answer = answerShown(surface, c, audit);
    return c.render(
      <article>
        <h1>{say(words.title)}</h1>
        <p class="lead">{say(words.lead)}</p>
        <ActionForm
          c={c}
          operation={audit}
          action="/audits"
          fields={[
            { name: 'file', label: words.files, hint: words.filesHint, kind: 'files', accept: '.xlsx,.csv' },
            { name: 'payer', label: words.payer, hint: words.payerHint, optional: true },
          ]}
          submit={words.start}
        />
        {answer === undefined ? null : <Found answer={answer} locale={locale} />}
      </article>,
      { title: say(words.title), audience: 'office' },
    );
  };
  pages.get('/audits', page);
  takeForm(pages, surface, {
    operation: audit,
    at: '/audits',
    page,
    told: ({ rows, people, sources }, locale) => ({
      text: speaker(locale)(words.done, { rows: countText(rows, locale), people: countText(people, locale) }),
      problems: sources.flatMap(({ file, fault }) => (fault === null ? [] : [`${file}: ${fault[locale]} (${fault.code})`])),
    }),
    next: () => '/audits#hasil',
  });
  pages.get('/audits/:audit/:name', async (c) => {
    const { audit: id, name } = c.req.param();
    const { bytes, path } = await openOutboxFile(surface.workplace.dataDir, 'audit', id, name);
    return c.body(Readable.toWeb(createReadStream(path)) as ReadableStream, 200, {
      'cache-control': 'no-store, no-transform',
      'content-type': name.endsWith('.pdf') ? 'application/pdf' : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-length': String(bytes),
      'content-disposition': `attachment; filename="${name}"`,
    });
  });
  return pages;
}
