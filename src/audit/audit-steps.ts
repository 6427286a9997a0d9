// Audits the files of a past programme against each other: reads every file once, lets the pure rules decide person by person, and writes the report; keeps nothing.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { asFileFault, filesIn } from '../intake/list-file-client.ts';
import type { Actor } from '../kernel/actor.ts';
import { dateIn } from '../kernel/clock.ts';
import { Fault, assert } from '../kernel/fault.ts';
import { hideLongNumbers } from '../kernel/long-number.ts';
import { sha256 } from '../kernel/digest.ts';
import { recordAct } from '../platform/act.ts';
import { newKey } from '../platform/key.ts';
import { outboxFolder } from '../platform/outbox-files.ts';
import type { Tx } from '../platform/database.ts';
import type { Workplace } from '../platform/workplace.ts';
import type { AuditFinding } from './audit-classes.ts';
import { digestOf, rowsOfFile } from './audit-files-client.ts';
import { type AuditReport, type Source, type WrittenReport, writeReport } from './audit-report-client.ts';
import { type RowRead, SheetReading } from './audit-row.ts';
import { type ClassSum, type KeptRow, classSums, keepFindings, keepRows, rowGroups, streamFindings, streamPeople, streamProblems } from './audit-store.ts';
import { type Paper, auditDocuments } from './document-audit.ts';
import { auditPerson } from './person-audit.ts';

export type { ClassSum } from './audit-store.ts';
export type { Source } from './audit-report-client.ts';

/** Files with the names they came under; the folder part of a name tells payer or kind. */
export interface AuditFile {
  readonly path: string;
  readonly name: string;
  /** Who paid, where neither the file nor its folder says. */
  readonly payer?: string | undefined;
}

/** What an audit found, and where its report is. */
export interface Audit extends WrittenReport {
  readonly auditId: string;
  readonly on: string;
  readonly sources: readonly Source[];
  readonly rows: number;
  readonly used: number;
  readonly people: number;
  readonly sums: readonly ClassSum[];
}

/** The files of a folder by their names within it. Faults: `file-missing`, `audit-folder-empty`. */
export async function auditFilesIn(folder: string): Promise<readonly AuditFile[]> {
  const root = path.resolve(folder);
  const found = (await filesIn(root)).map((file) => ({
    path: file,
    name: file === root ? path.basename(file) : path.relative(root, file).split(path.sep).join('/'),
  }));
  if (found.length > 0) return found;
  throw new Fault('bad-input', 'audit-folder-empty', { id: 'Folder itu tidak berisi berkas.', en: 'There is no file in that folder.' });
}

interface Reading {
  readonly sources: Source[];
  readonly papers: Paper[];
  readonly decreeless: { source: number; row: number; persons: number }[];
}

/**
 * Reads the files, decides, writes `audit.xlsx` and `audit.pdf` (NIKs masked) into `out`, or where files for others rest. Rows and findings are in temporary
 * tables only, gone when this ends; what stays is the report and one act with its digest. Files nobody can read are told in the report.
 */
export async function auditFiles(
  workplace: Workplace,
  actor: Actor,
  of: { readonly files: readonly AuditFile[]; readonly out?: string; readonly timeZone?: string; readonly progress?: (done: number, of: number) => void },
): Promise<Audit> {
  const { database, law, niks, clock } = workplace;
  const timeZone = of.timeZone ?? 'Asia/Makassar';
  const now = clock.now();
  const on = dateIn(timeZone, now);
  const auditId = newKey();
  const out = of.out ?? outboxFolder(workplace.dataDir, 'audit', auditId);
  await mkdir(out, { recursive: true, mode: 0o700 });
  const reading: Reading = { sources: [], papers: [], decreeless: [] };

  const audit = await database.transact(actor, async (tx) => {
    const kept = await keepRows(tx, readAll(workplace, of.files, reading, { on, progress: of.progress ?? (() => {}) }));
    const groups = await rowGroups(tx);
    const { context, findings: ofPapers } = auditDocuments(reading.papers, groups, reading.decreeless);
    // A connection whose COPY is open takes no other query: findings are written on a second one while people stream from the first.
    return database.transact(actor, async (written) => {
      let people = 0;
      async function* decided(from: Tx): AsyncGenerator<AuditFinding> {
        yield* ofPapers;
        for await (const chunk of streamPeople(from))
          for (const { token, rows } of chunk) {
            people += 1;
            yield* auditPerson(token, rows, { law, timeZone, knownAt: now, ...context });
          }
      }
      await keepFindings(written, decided(tx));
      const sums = await classSums(written);
      const used = reading.sources.reduce((sum, source) => sum + source.used, 0);
      const rows = reading.sources.reduce((sum, source) => sum + source.rows, 0);
      assert(
        rows === used + reading.sources.reduce((sum, source) => sum + source.unread + source.passed, 0),
        'every row of every file is used, told or a row of totals',
      );
      assert(kept >= rows - reading.papers.length, 'every row was kept or is a paper');
      const report: AuditReport = {
        on,
        madeAt: now,
        lawVersion: law.version,
        sources: reading.sources,
        rows,
        used,
        people,
        sums,
        findings: (kind, most) => streamFindings(written, kind, most),
        problems: () => streamProblems(tx),
        maskAll: (tokens) => niks.openAll(tokens),
      };
      return { auditId, on, sources: reading.sources, rows, used, people, sums, ...(await writeReport(out, report)) };
    });
  });
  await database.transact(actor, (tx) =>
    recordAct(tx, {
      kind: 'past-programme-audited',
      subject: auditId,
      digest: sha256(`${audit.xlsx.sha256} ${audit.pdf.sha256}`),
      sponsor: actor.sponsor,
      area: actor.area === '*' ? '' : actor.area,
    }),
  );
  return audit;
}

const batchRows = 2_000; // not law: rows sealed together

/** Every row of every file, sealed; papers and what is known of each sheet go into `reading`. */
async function* readAll(
  { niks }: Workplace,
  files: readonly AuditFile[],
  reading: Reading,
  { on, progress }: { readonly on: Source['on']; readonly progress: (done: number, of: number) => void },
): AsyncGenerator<KeptRow, void, undefined> {
  const seen = new Map<string, number>();
  let batch: { read: RowRead; source: Source }[] = [];
  const sealed = (): readonly KeptRow[] => {
    const named = batch.filter(({ read }) => read.nik !== null);
    const tokens = niks.sealAll(named.map(({ read }) => read.nik as NonNullable<RowRead['nik']>));
    const tokenOf = new Map(named.map(({ read }, place) => [read, tokens[place] ?? null]));
    const rows = batch.map(({ read, source }) => ({
      at: { source: source.number, row: read.rowNumber },
      kind: read.kind,
      token: tokenOf.get(read) ?? null,
      payer: read.payer,
      first: read.first,
      last: read.last,
      amount: read.amount,
      reference: read.reference,
      code: read.code,
      dated: read.dated,
      problem: read.problem,
    }));
    batch = [];
    return rows;
  };
  for (const [place, file] of files.entries()) {
    progress(place, files.length);
    const folders = file.name.split('/');
    const name = hideLongNumbers(folders.pop() ?? '');
    const begin = (sheet: string | null, digest: string): Source => {
      const source: Source = {
        number: reading.sources.length + 1,
        file: [...folders, name].join('/'),
        sheet,
        kind: 'not-understood',
        payer: null,
        months: null,
        rows: 0,
        used: 0,
        unread: 0,
        passed: 0,
        fault: null,
        copyOf: null,
        digest,
        on,
      };
      reading.sources.push(source);
      return source;
    };
    const take = (read: RowRead, source: Source): void => {
      source.rows += 1;
      if (read.problem === 'total-row' || read.problem === 'repeated-titles') source.passed += 1;
      else if (read.problem !== null) source.unread += 1;
      else source.used += 1;
      if (read.problem === null && (read.kind === 'sp2d' || read.kind === 'receipt')) {
        const { payer, first, last, amount, reference, code, dated } = read;
        reading.papers.push({
          kind: read.kind,
          at: { source: source.number, row: read.rowNumber },
          payer,
          first,
          last,
          amount: amount ?? 0n,
          reference,
          code,
          dated,
        });
      } else batch.push({ read, source });
    };
    let digest = '';
    try {
      digest = await digestOf(file.path);
      const copyOf = seen.get(digest);
      if (copyOf !== undefined) {
        begin(null, digest).copyOf = copyOf;
        continue;
      }
      let source: Source | null = null;
      let sheet: SheetReading | null = null;
      const close = (): void => {
        if (source === null || sheet === null) return;
        for (const read of sheet.end()) take(read, source);
        Object.assign(source, { kind: sheet.kind, payer: sheet.payer, months: sheet.months });
        if (sheet.kind === 'promise' && !sheet.decree && source.used > 0) reading.decreeless.push({ source: source.number, row: 1, persons: source.used });
      };
      for await (const row of rowsOfFile(file.path, name)) {
        if (source === null || row.sheet !== source.sheet) {
          close();
          source = begin(row.sheet === null ? null : hideLongNumbers(row.sheet), digest);
          seen.set(digest, seen.get(digest) ?? source.number);
          sheet = new SheetReading({ folders, file: name, sheet: row.sheet, payer: file.payer }, on);
        }
        if (sheet === null) continue;
        for (const read of sheet.take(row)) take(read, source);
        if (batch.length >= batchRows) yield* sealed();
      }
      close();
    } catch (error) {
      const fault = asFileFault(error, name);
      begin(null, digest).fault = { code: fault.code, ...fault.text };
    }
    yield* sealed();
  }
  progress(files.length, files.length);
}
