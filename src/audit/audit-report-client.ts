// Decides how the report of an audit is written: a workbook with one sheet for each class, and the same as PDF; every line names file, sheet and row, every NIK is masked.
import path from 'node:path';
import type { CivilDate } from '../kernel/date.ts';
import type { FaultMessage } from '../kernel/fault.ts';
import { rupiahText } from '../kernel/money.ts';
import type { Month } from '../kernel/month.ts';
import { type Nik, maskNik } from '../kernel/nik.ts';
import { type PdfPart, writePdf } from '../platform/pdf-report.ts';
import type { WrittenBytes } from '../platform/sheet-file.ts';
import { type XlsxRow, writeXlsx } from '../platform/xlsx-write.ts';
import { type AuditClass, type AuditFinding, type Trace, auditClassWords, auditClasses, auditCodes } from './audit-classes.ts';
import { type RowProblem, problemWords } from './audit-row.ts';
import type { ClassSum } from './audit-store.ts';
import { type SourceKind, sourceKindWords } from './source-kind.ts';
import type { Months } from './written-month.ts';

/** One sheet of one file, as it was read. `rows` = `used` + `unread` + `passed` (totals and repeated titles). */
export interface Source {
  readonly number: number;
  readonly file: string;
  readonly sheet: string | null;
  kind: SourceKind;
  payer: string | null;
  months: Months | null;
  rows: number;
  used: number;
  unread: number;
  passed: number;
  fault: (FaultMessage & { readonly code: string }) | null;
  /** The number of the source whose file has the very same bytes; not read again. */
  copyOf: number | null;
  readonly digest: string;
  readonly on: CivilDate;
}

export interface AuditReport {
  readonly on: CivilDate;
  readonly madeAt: string;
  readonly lawVersion: string;
  readonly sources: readonly Source[];
  readonly rows: number;
  readonly used: number;
  readonly people: number;
  readonly sums: readonly ClassSum[];
  readonly findings: (of: AuditClass, most?: number) => AsyncIterable<readonly AuditFinding[]>;
  readonly problems: () => AsyncIterable<readonly { readonly source: number; readonly row: number; readonly problem: RowProblem }[]>;
  readonly maskAll: (tokens: readonly string[]) => readonly Nik[];
}

export interface WrittenReport {
  readonly xlsx: WrittenBytes & { readonly path: string };
  readonly pdf: WrittenBytes & { readonly path: string };
}

/** Lines of each class shown in print; the workbook has them all. */
const printed = 40;

const monthsText = (first: Month | null, last: Month | null): string => (first === null ? '' : last === null || last === first ? first : `${first} – ${last}`);

/** Writes both files into a folder. */
export async function writeReport(folder: string, report: AuditReport): Promise<WrittenReport> {
  const at = ({ source, row }: Trace): readonly string[] => {
    const found = report.sources[source - 1];
    return [found?.file ?? '', found?.sheet ?? '', String(row)];
  };
  async function* lines(of: AuditClass, most?: number): AsyncGenerator<{ readonly one: AuditFinding; readonly nik: string }> {
    for await (const chunk of report.findings(of, most)) {
      const named = chunk.filter(({ token }) => token !== null);
      const niks = report.maskAll(named.map(({ token }) => token ?? ''));
      const masked = new Map(named.map((one, place) => [one, maskNik(niks[place] as Nik)]));
      for (const one of chunk) yield { one, nik: masked.get(one) ?? '' };
    }
  }
  async function* sheetRows(of: AuditClass): AsyncGenerator<XlsxRow> {
    for await (const { one, nik } of lines(of)) {
      yield [
        nik,
        one.payer,
        monthsText(one.first, one.last),
        String(one.personMonths),
        one.amount === null ? null : one.amount.toString(),
        auditCodes[one.code].id,
        auditCodes[one.code].en,
        ...at(one.at),
        ...(one.other === null ? [] : at(one.other)),
      ];
    }
  }
  async function* problemRows(): AsyncGenerator<XlsxRow> {
    for await (const chunk of report.problems())
      for (const { source, row, problem } of chunk) yield [...at({ source, row }), problemWords[problem].id, problemWords[problem].en];
  }
  const header = [
    'NIK',
    'Pembayar / payer',
    'Bulan / months',
    'Bulan-orang / person-months',
    'Rupiah',
    'Temuan',
    'Finding',
    'Berkas / file',
    'Lembar / sheet',
    'Baris / row',
    'Berkas lain / other file',
    'Lembar / sheet',
    'Baris / row',
  ];
  const xlsx = path.join(folder, 'audit.xlsx');
  const pdf = path.join(folder, 'audit.pdf');
  const book = await writeXlsx(xlsx, [
    {
      name: 'Ringkasan',
      header: ['Temuan', 'Finding', 'Baris / lines', 'Orang / people', 'Bulan-orang / person-months', 'Rupiah', 'Tindakan', 'What to do'],
      rows: summaryRows(report),
    },
    ...auditClasses.map((of) => ({ name: sheetName(of), header, rows: sheetRows(of) })),
    {
      name: 'Berkas',
      header: [
        'No',
        'Berkas / file',
        'Lembar / sheet',
        'Isi',
        'Content',
        'Pembayar / payer',
        'Bulan / months',
        'Baris / rows',
        'Terpakai / used',
        'Tidak terbaca / unread',
        'Baris jumlah / totals',
        'Catatan / note',
        'SHA-256',
      ],
      rows: report.sources.map(sourceRow),
    },
    { name: 'Baris tidak terbaca', header: ['Berkas / file', 'Lembar / sheet', 'Baris / row', 'Sebab', 'Reason'], rows: problemRows() },
  ]);
  const print = await writePdf(pdf, {
    title: 'Pemeriksaan program yang lalu',
    author: 'Payung',
    madeAt: report.madeAt,
    footer: `Payung · ${report.on} · ${book.sha256.slice(0, 16)}`,
    language: 'id-ID',
    parts: printParts(report, lines, at),
  });
  return { xlsx: { path: xlsx, sha256: book.sha256, bytes: book.bytes }, pdf: { path: pdf, ...print } };
}

const sheetName = (of: AuditClass): string => auditClassWords[of].id.replace(/^./, (letter) => letter.toUpperCase()).slice(0, 31);

function summaryRows({ sums, rows, used, people, sources, on, lawVersion }: AuditReport): readonly XlsxRow[] {
  return [
    ...auditClasses.flatMap((of) => {
      const whole = sums.find((sum) => sum.class === of && sum.code === null);
      const parts = sums.filter((sum) => sum.class === of && sum.code !== null);
      const { id, en, remedy } = auditClassWords[of];
      const figures = (sum: ClassSum | undefined): readonly string[] =>
        [sum?.lines ?? 0, sum?.persons ?? 0, sum?.personMonths ?? 0, sum?.amount ?? 0n].map(String);
      return [
        [id.toUpperCase(), en, ...figures(whole), remedy.id, remedy.en],
        ...parts.map((part) => [
          `  ${part.code === null ? '' : auditCodes[part.code].id}`,
          part.code === null ? '' : auditCodes[part.code].en,
          ...figures(part),
        ]),
      ];
    }),
    [],
    ['Berkas dan lembar dibaca', 'Files and sheets read', String(sources.length)],
    ['Baris dibaca', 'Rows read', String(rows)],
    ['Baris terpakai', 'Rows used', String(used)],
    ['Orang (NIK berbeda)', 'People (different NIKs)', String(people)],
    ['Tanggal pemeriksaan', 'Day of the audit', on],
    ['Versi aturan', 'Version of the law files', lawVersion],
  ];
}

function noteOf({ fault, copyOf }: Source): string {
  if (fault !== null) return `${fault.id} / ${fault.en} (${fault.code})`;
  return copyOf === null ? '' : `salinan dari nomor ${copyOf}, tidak dibaca lagi / copy of number ${copyOf}, not read again`;
}

const sourceRow = (source: Source): XlsxRow => [
  String(source.number),
  source.file,
  source.sheet,
  sourceKindWords[source.kind].id,
  sourceKindWords[source.kind].en,
  source.payer,
  source.months === null ? null : monthsText(source.months.first, source.months.last),
  ...[source.rows, source.used, source.unread, source.passed].map(String),
  noteOf(source),
  source.digest,
];

async function* printParts(
  report: AuditReport,
  lines: (of: AuditClass, most?: number) => AsyncIterable<{ readonly one: AuditFinding; readonly nik: string }>,
  at: (trace: Trace) => readonly string[],
): AsyncGenerator<PdfPart> {
  yield { kind: 'title', text: 'Pemeriksaan program yang lalu' };
  yield { kind: 'text', text: 'Audit of a past programme' };
  yield {
    kind: 'text',
    text: `Dibuat dari ${report.sources.length} lembar, ${report.rows} baris (${report.used} terpakai), ${report.people} orang, pada ${report.on}. Berkas saling dibandingkan; tidak ada berkas yang diubah. Yang tidak ada berkasnya tidak dituduhkan kepada siapa pun: lihat "${auditClassWords['evidence-missing'].id}".`,
  };
  yield {
    kind: 'small',
    text: `Made from ${report.sources.length} sheets, ${report.rows} rows (${report.used} used), ${report.people} people, on ${report.on}. Files were compared with each other, none was changed. NIKs are masked; every line names file, sheet and row. All lines stand in audit.xlsx.`,
  };
  yield {
    kind: 'table',
    columns: [
      { title: 'Temuan / finding', share: 5 },
      ...['Baris / lines', 'Orang / people', 'Bulan-orang', 'Rupiah'].map((title) => ({ title, share: 2, numeric: true })),
    ],
    rows: auditClasses.map((of) => {
      const sum = report.sums.find((one) => one.class === of && one.code === null);
      return [
        `${auditClassWords[of].id} / ${auditClassWords[of].en}`,
        String(sum?.lines ?? 0),
        String(sum?.persons ?? 0),
        String(sum?.personMonths ?? 0),
        rupiahText(sum?.amount ?? 0n),
      ];
    }),
  };
  for (const of of auditClasses) {
    const sum = report.sums.find((one) => one.class === of && one.code === null);
    if (sum === undefined) continue;
    yield { kind: 'heading', text: `${sheetName(of)} / ${auditClassWords[of].en}: ${sum.lines}` };
    yield { kind: 'text', text: auditClassWords[of].remedy.id };
    yield { kind: 'small', text: auditClassWords[of].remedy.en };
    for (const { code, lines: count } of report.sums.filter((one) => one.class === of))
      if (code !== null) yield { kind: 'small', text: `${count} × ${auditCodes[code].id} / ${auditCodes[code].en}` };
    yield {
      kind: 'table',
      columns: [
        { title: 'NIK', share: 3.9 },
        { title: 'Bulan', share: 2.6 },
        { title: 'Rupiah', share: 2, numeric: true },
        { title: 'Temuan', share: 5 },
        { title: 'Berkas, lembar, baris', share: 5 },
        { title: 'dan', share: 5 },
      ],
      rows: printedRows(lines(of, printed), at),
    };
    if (sum.lines > printed)
      yield { kind: 'small', text: `… dan ${sum.lines - printed} baris lagi dalam audit.xlsx / and ${sum.lines - printed} more lines in audit.xlsx` };
  }
  yield { kind: 'heading', text: 'Berkas yang dibaca / files read' };
  yield {
    kind: 'table',
    columns: [
      { title: 'No', share: 1 },
      { title: 'Berkas / file', share: 6 },
      { title: 'Lembar / sheet', share: 3 },
      { title: 'Isi / content', share: 3 },
      { title: 'Baris / rows', share: 1.5, numeric: true },
      { title: 'Tidak terbaca', share: 1.5, numeric: true },
      { title: 'Catatan / note', share: 4 },
    ],
    rows: report.sources.map((source) => [
      String(source.number),
      source.file,
      source.sheet ?? '',
      sourceKindWords[source.kind].id,
      String(source.rows),
      String(source.unread),
      noteOf(source),
    ]),
  };
}

async function* printedRows(
  lines: AsyncIterable<{ readonly one: AuditFinding; readonly nik: string }>,
  at: (trace: Trace) => readonly string[],
): AsyncGenerator<readonly string[]> {
  const place = (trace: Trace | null): string =>
    trace === null
      ? ''
      : at(trace)
          .filter((part) => part !== '')
          .join(', ');
  for await (const { one, nik } of lines)
    yield [nik, monthsText(one.first, one.last), one.amount === null ? '' : rupiahText(one.amount), auditCodes[one.code].id, place(one.at), place(one.other)];
}
