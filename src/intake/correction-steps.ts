// Turns a file handed in again into a correction: only rows that changed or are new become candidates; what they replace is recorded row by row.
import { Fault } from '../kernel/fault.ts';
import type { Outcome } from '../kernel/outcome.ts';
import type { Tx } from '../platform/database.ts';
import { compare } from './correction.ts';
import { type CorrectionRow, type ReplacedRow, contentOf, insertCorrection, lineageOf, standingRows } from './correction-store.ts';
import type { Handover, SealedList } from './intake-store.ts';
import type { RowReference } from './row-reference.ts';

/** How a file is to correct: which list (else the one its references name), and whether rows it leaves out are removed. */
export interface CorrectionRequest {
  readonly list?: string | undefined;
  readonly missing?: 'keep' | 'remove' | undefined;
}

/** A correction as planned: the list with the rows it brings, its counts, and what it says of earlier rows. */
export interface PlannedCorrection {
  readonly list: SealedList;
  readonly correction: CorrectionRow;
  readonly rows: readonly ReplacedRow[];
  /** Rows of the lineage that the file leaves out and that go on counting. */
  readonly leftOut: number;
}

/** The list most of the references name, or null. */
function listNamedBy(references: Iterable<RowReference>): string | null {
  const counts = new Map<string, number>();
  for (const { listId } of references) counts.set(listId, (counts.get(listId) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0] ?? null;
}

/**
 * What a file corrects; null when it is a list of its own (it names no list, or one that was withdrawn). Faults: `correction-of-unknown-list` (not-found),
 * `correction-by-another-sender`, `correction-of-another-area` (conflict).
 */
export async function planCorrection(tx: Tx, handover: Handover, list: SealedList, request: CorrectionRequest): Promise<PlannedCorrection | null> {
  const asked = request.list ?? null;
  const named = asked ?? listNamedBy(list.references?.values() ?? []);
  if (named === null) return null;
  const lineage = await lineageOf(tx, named);
  if (lineage === null || lineage.withdrawn || lineage.programme !== handover.programme) {
    if (asked === null) return null;
    throw new Fault(
      'not-found',
      'correction-of-unknown-list',
      {
        id: `Daftar yang hendak diperbaiki oleh ${list.fileName} tidak ditemukan dalam program ini, atau sudah ditarik.`,
        en: `The list that ${list.fileName} is to correct is not in this programme, or was withdrawn.`,
      },
      { file: list.fileName },
    );
  }
  if (lineage.sender !== handover.sender) throw otherSender(list.fileName, lineage.sender);
  if (lineage.area !== list.area) throw otherArea(list.fileName, lineage.area);
  const standing = await standingRows(tx, lineage.root);
  const incoming = list.rows.map((row) => ({
    rowNo: row.rowNo,
    token: row.token,
    name: row.name,
    birthDate: row.birthDate,
    content: contentOf(row),
    reference: list.references?.get(row.rowNo) ?? null,
  }));
  const { changes, leftOut } = compare(standing, incoming);
  const brought = new Set(changes.filter(({ kind }) => kind !== 'unchanged').map(({ rowNo }) => rowNo));
  const rows = list.rows.filter(({ rowNo }) => brought.has(rowNo));
  const count = (outcome: Outcome): number => rows.filter((row) => row.outcome === outcome).length;
  const removed = request.missing === 'remove' ? leftOut : [];
  const corrected = changes.filter(({ kind }) => kind === 'corrected');
  const replaced: Record<Outcome, number> = { accept: 0, reject: 0, review: 0 };
  for (const { outcome } of [...corrected.flatMap(({ stands }) => stands ?? []), ...removed]) replaced[outcome] += 1;
  const of = (kind: string): number => changes.filter((change) => change.kind === kind).length;
  return {
    list: { ...list, rows, accepted: count('accept'), rejected: count('reject'), inReview: count('review') },
    correction: {
      listId: list.listId,
      root: lineage.root,
      generation: lineage.next,
      missing: request.missing ?? 'keep',
      fileRows: list.rows.length,
      corrected: corrected.length,
      unchanged: of('unchanged'),
      added: of('new'),
      removed: removed.length,
      replaced,
    },
    rows: [
      ...changes.flatMap(({ rowNo, kind, stands }): ReplacedRow[] =>
        stands === null ? [] : [{ listId: stands.listId, rowNo: stands.rowNo, byRow: rowNo, kind: kind as 'corrected' | 'unchanged' }],
      ),
      ...removed.map(({ listId, rowNo }): ReplacedRow => ({ listId, rowNo, byRow: null, kind: 'removed' })),
    ],
    leftOut: leftOut.length - removed.length,
  };
}

/** Writes what a list that is written replaces. Fault: conflict `corrected-meanwhile`. */
export async function saveCorrection(tx: Tx, handover: Handover, { list, correction, rows }: PlannedCorrection): Promise<void> {
  if (await insertCorrection(tx, { ...correction, sponsor: handover.sponsor, area: list.area }, rows)) return;
  throw new Fault(
    'conflict',
    'corrected-meanwhile',
    {
      id: `Daftar yang diperbaiki oleh ${list.fileName} baru saja diperbaiki oleh berkas lain. Unduh lagi, lalu kirim perbaikan Anda.`,
      en: `The list that ${list.fileName} corrects was corrected by another file just now. Download it again, then send your correction.`,
    },
    { file: list.fileName },
  );
}

const otherSender = (file: string, sender: string): Fault =>
  new Fault(
    'conflict',
    'correction-by-another-sender',
    {
      id: `Daftar yang diperbaiki oleh ${file} diserahkan oleh ${sender}; hanya kantor itu yang memperbaikinya.`,
      en: `The list that ${file} corrects was handed in by ${sender}; only that office corrects it.`,
    },
    { file },
  );

const otherArea = (file: string, area: string): Fault =>
  new Fault(
    'conflict',
    'correction-of-another-area',
    {
      id: `Daftar yang diperbaiki oleh ${file} adalah untuk wilayah ${area}. Kirim perbaikannya dengan wilayah yang sama.`,
      en: `The list that ${file} corrects is for area ${area}. Send the correction for the same area.`,
    },
    { file },
  );
