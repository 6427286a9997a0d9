// Records what the administrator says it posted or took back: rows that agree with their charge protect from then on, until taken back; every other row is kept as a finding and counted.
import path from 'node:path';
import { dateIn, instant } from '../kernel/clock.ts';
import { Fault } from '../kernel/fault.ts';
import type { Rupiah } from '../kernel/money.ts';
import type { Month } from '../kernel/month.ts';
import { pairOf } from '../ledger/chart.ts';
import { transfer } from '../ledger/ledger-steps.ts';
import { recordAct } from '../platform/act.ts';
import type { CopyField } from '../platform/copy.ts';
import { readCsvTable } from '../platform/csv.ts';
import type { Tx } from '../platform/database.ts';
import { digestOfFile } from '../platform/file-digest.ts';
import { newKey } from '../platform/key.ts';
import { nameLikeness } from '../matching/name-likeness.ts';
import { currentPolicy } from '../programme/programme-steps.ts';
import { latestSnapshots } from '../registry/registry-steps.ts';
import { likeEnough } from './difference.ts';
import { type PostingFinding, type PostingTimes, findingOf, happened, postingColumns, postingTimes, readPostingRow, saysOffset } from './posting-row.ts';
import { type Turn, turnsOf } from './posting-turns.ts';
import {
  type InvoicedCode,
  type PostingFile,
  applyTurns,
  copyPostingRows,
  countFindings,
  holdCode,
  type UnlikeName,
  insertPostingFile,
  insertPostingNames,
  insertPostings,
  insertReversals,
  joinPostingRows,
  noFile,
  postingFileOf,
  streamOtherNames,
  streamTurning,
  streamUnfit,
  type TurningRow,
} from './posting-store.ts';

export { postingFilesOf } from './posting-store.ts';

export interface ImportedPostings extends PostingFile {
  readonly branch: string;
  readonly month: Month;
  /** Rows not posted, by reason. */
  readonly findings: Readonly<Record<string, number>>;
  /** True when this very file was read before; nothing changed. */
  readonly alreadyRead: boolean;
}

/**
 * Imports a posting file of one contribution code. A row becomes a posting when KPJ, month, code and both amounts agree with a charge not
 * posted before and its times can have been; a row of exactly the negative amounts takes a standing posting back; anything else is a finding, so
 * rows = posted + reversed + unmatched. Faults: not-found `contribution-code-unknown`; conflict
 * `code-not-invoiced`; bad-input `posting-file-empty`; those of reading CSV.
 */
export async function importPostings(tx: Tx, of: { readonly programme: string; readonly file: string }): Promise<ImportedPostings> {
  const { timeZone, policy } = await currentPolicy(tx, of.programme);
  const times = postingTimes({ first: policy.term.first, now: tx.at, timeZone });
  const name = path.basename(of.file);
  const code = await invoicedCode(tx, await firstCode(of.file), of.programme, name);
  const fileDigest = await digestOfFile(of.file);
  const read = await postingFileOf(tx, fileDigest);
  if (read !== null) return { ...read, branch: code.branch, month: code.month, findings: await countFindings(tx, read.fileId), alreadyRead: true };
  const rows = await copyPostingRows(tx, postingRows(of.file, times, timeZone));
  await joinPostingRows(tx, code);
  await turnRows(tx, code);
  const fileId = newKey();
  const { posted, amount, latest } = await insertPostings(tx, code, fileId);
  const back = await insertReversals(tx, code, fileId);
  const unlike = posted === 0 ? [] : await namesUnlike(tx, code);
  const findings: { rowNo: number; code: PostingFinding; kpj: string | null; amount: Rupiah | null; postedAt: string | null; fits: boolean }[] = [];
  for await (const chunk of streamUnfit(tx, code))
    for (const row of chunk)
      findings.push({ rowNo: row.rowNo, kpj: row.kpj, amount: row.amount, postedAt: row.postedAt, fits: row.fits, code: findingOf(row) });
  const reversals = { reversed: back.reversed, reversedAmount: back.amount };
  const file: PostingFile = { fileId, code: code.code, name, fileDigest, rows, posted, unmatched: findings.length, amount, ...reversals };
  await insertPostingFile(tx, code, file, findings);
  await insertPostingNames(tx, code, fileId, unlike);
  const moved = [
    { kind: 'posted', amount, latest },
    { kind: 'posting-reversed', amount: back.amount, latest: back.latest },
  ] as const;
  for (const { kind, amount: sum, latest: at } of moved) {
    if (sum === 0n || at === null) continue;
    await transfer(tx, {
      kind,
      ...pairOf(kind, code.programme, code.branch),
      amount: sum,
      reference: fileId,
      occurredOn: dateIn(timeZone, instant(at)),
      sponsor: code.sponsor,
      area: code.area,
    });
  }
  await recordAct(tx, { kind: 'postings-recorded', subject: fileId, digest: fileDigest, sponsor: code.sponsor, area: code.area });
  return { ...file, branch: code.branch, month: code.month, findings: await countFindings(tx, fileId), alreadyRead: false };
}

/** Postings whose name is unlike the name the population register has of the person; compared, and not kept. */
async function namesUnlike(tx: Tx, code: InvoicedCode): Promise<readonly UnlikeName[]> {
  const { timeZone } = await currentPolicy(tx, code.programme);
  const population = (await latestSnapshots(tx, code.sponsor, dateIn(timeZone, tx.at))).population.map(({ snapshotId }) => snapshotId);
  const unlike: UnlikeName[] = [];
  for await (const chunk of streamOtherNames(tx, population))
    for (const { posted, known, ...row } of chunk) {
      const likeness = nameLikeness(posted, known);
      if (likeness < likeEnough) unlike.push({ ...row, likeness });
    }
  return unlike;
}

async function invoicedCode(tx: Tx, code: string, programme: string, file: string): Promise<InvoicedCode> {
  const known = await holdCode(tx, code);
  if (known === null || known.programme !== programme) {
    throw new Fault(
      'not-found',
      'contribution-code-unknown',
      { id: `Kode iuran "${code}" tidak dikenal dalam program ${programme}.`, en: `The contribution code "${code}" is not known in programme ${programme}.` },
      { file },
    );
  }
  if (known.invoice !== null) return { ...known, invoice: known.invoice };
  throw new Fault(
    'conflict',
    'code-not-invoiced',
    {
      id: `Kode iuran ${code} belum ditagihkan; jalankan: payung month invoice.`,
      en: `Contribution code ${code} is not invoiced yet; run: payung month invoice.`,
    },
    { file },
  );
}

/** The code of the first row that has one. */
async function firstCode(file: string): Promise<string> {
  for await (const { rows } of readCsvTable(file, { required: ['kode_iuran'] }, { blockBytes: 64 * 1024 })) {
    const [code] = rows.map(([cell = '']) => cell.trim()).filter((cell) => cell !== '');
    if (code !== undefined) return code;
  }
  throw new Fault(
    'bad-input',
    'posting-file-empty',
    { id: 'Berkas posting tidak berisi baris dengan kode iuran.', en: 'The posting file holds no row with a contribution code.' },
    { file: path.basename(file) },
  );
}

/** Decides, person by person, what rows do to a month of which something is or was taken back. */
async function turnRows(tx: Tx, code: InvoicedCode): Promise<void> {
  const turns: { rowNo: number; turn: Turn; takes: string | null }[] = [];
  let one: TurningRow[] = [];
  const decide = (): void => {
    const rows = one.filter(({ rowNo }) => rowNo !== null);
    let stands = rows[0]?.stands ?? null;
    const decided = turnsOf({ known: one.filter(({ rowNo }) => rowNo === null), stands: stands !== null, rows });
    for (const [place, turn] of decided.entries()) {
      turns.push({ rowNo: rows[place]?.rowNo ?? 0, turn, takes: turn === 'takes-back' ? stands : null });
      if (turn === 'posts') stands = noFile;
    }
  };
  for await (const chunk of streamTurning(tx, code))
    for (const row of chunk) {
      if (one[0] !== undefined && one[0].kpj !== row.kpj) {
        decide();
        one = [];
      }
      one.push(row);
    }
  if (one.length > 0) decide();
  await applyTurns(tx, code, turns);
}

/** The rows for the join. */
async function* postingRows(file: string, times: PostingTimes, timeZone: string): AsyncGenerator<readonly CopyField[]> {
  for await (const { rows, lines } of readCsvTable(file, { required: postingColumns })) {
    for (let place = 0; place < rows.length; place += 1) {
      const row = readPostingRow(rows[place] ?? []);
      const line = lines[place] ?? 0;
      if (row === null) yield [line, null, null, null, null, null, null, null, null, null];
      else
        yield [
          line,
          row.kpj,
          `${row.month}-01`,
          row.code,
          row.jkk,
          row.jkm,
          row.bankValueOn,
          saysOffset(row.postedAt) ? row.postedAt : `${row.postedAt} ${timeZone}`,
          happened(row, times),
          row.name,
        ];
    }
  }
}
