// Decides how a judged row is told: where it stands, its outcome, and every reason and note in words, in declared order.
import type { Finding } from '../kernel/finding.ts';
import { intakeFindings } from '../intake/findings.ts';
import { placeOf } from '../intake/list.ts';
import { matchFindings } from '../matching/findings.ts';
import { eligibilityFindings } from './findings.ts';

/** A row of a run as the store gives it. `repeats`: how many other rows of the run have the same NIK, whatever became of them. */
export interface JudgedRowRead {
  readonly listId: string;
  readonly rowNo: number;
  readonly fileName: string;
  readonly sheet: string;
  readonly name: string | null;
  readonly outcome: 'accept' | 'reject' | 'review';
  readonly reasons: readonly string[];
  readonly notes: readonly string[];
  readonly repeats: number;
}

/** One reason or note in words. */
export interface ToldReason {
  readonly code: string;
  readonly id: string;
  readonly en: string;
  readonly remedyId: string;
  readonly remedyEn: string;
}

/** A row in words; `row` is what the spreadsheet shows. */
export interface ToldVerdict extends Omit<JudgedRowRead, 'reasons' | 'notes'> {
  readonly row: number;
  readonly reasons: readonly ToldReason[];
  readonly notes: readonly ToldReason[];
}

/** What a code means, whichever stage gives it; null for a code nobody gives any more. */
export const findingOf = (code: string): Omit<Finding, 'code'> | null =>
  intakeFindings.find(code) ?? matchFindings.find(code) ?? eligibilityFindings.find(code);

const told = (code: string): ToldReason => {
  const { id, en, remedyId, remedyEn } = findingOf(code) ?? { id: code, en: code, remedyId: '', remedyEn: '' };
  return { code, id, en, remedyId, remedyEn };
};

const saysRepeated: ReadonlySet<string> = new Set(['twice-in-list', 'twice-across-lists']);

/** The row in words. A refused row whose NIK other rows have too says so even when none of them counts in its place, so that it is not corrected and sent again as one more. */
export function toldVerdict(row: JudgedRowRead): ToldVerdict {
  const repeated = row.repeats > 0 && row.outcome !== 'accept' && !row.reasons.some((code) => saysRepeated.has(code));
  const also: ToldReason = {
    code: 'nik-in-other-rows',
    id: `NIK ini juga ada di ${row.repeats} baris lain; bila barisnya dibetulkan, hanya satu yang dipakai.`,
    en: `This NIK stands in ${row.repeats} other rows too; once corrected, only one of them counts.`,
    remedyId: 'Hapus baris yang berulang sebelum mengirim lagi.',
    remedyEn: 'Delete the repeated rows before sending again.',
  };
  return { ...row, row: placeOf(row.rowNo).row, reasons: row.reasons.map(told), notes: [...row.notes.map(told), ...(repeated ? [also] : [])] };
}

const outcomeWords = { accept: 'diterima / accepted', reject: 'ditolak / refused', review: 'diperiksa / to review' } as const;

/** The row for a terminal: place and outcome, then each reason in Indonesian and English with what to do. */
export function verdictText(row: ToldVerdict): string {
  return [
    `${row.fileName}${row.sheet === '' ? '' : ` ${row.sheet}`} baris ${row.row}  ${row.name ?? '-'}  [${outcomeWords[row.outcome]}]`,
    ...[...row.reasons, ...row.notes].flatMap((one) => [`    ${one.code}: ${one.id} ${one.remedyId}`.trimEnd(), `        ${one.en} ${one.remedyEn}`.trimEnd()]),
  ].join('\n');
}
