// Decides how every row of a file is told to people and machines: its place as a person sees it, its outcome, all its codes, and the person found.
import type { Finding } from '../kernel/finding.ts';
import { type Outcome, worst } from '../kernel/outcome.ts';
import { placeOf } from '../intake/list.ts';
import { findingOf } from './told-row.ts';

/** What a row of a file says and means, before it is told. */
export interface RowFound {
  readonly rowNo: number;
  readonly sheet: string;
  readonly name: string | null;
  /** Masked, or null where none could be read. */
  readonly nik: string | null;
  readonly outcome: Outcome;
  /** Reasons, then notes, in declared order. */
  readonly codes: readonly string[];
  readonly personKey: string | null;
  readonly change: 'corrected' | 'unchanged' | 'new' | null;
  readonly replacedBy: { readonly file: string | null; readonly row: number | null } | null;
  /** Where the row of the same person stands that counts in its place. */
  readonly counted: { readonly file: string | null; readonly row: number } | null;
}

/** One object a row, as `payung list findings --json` prints it. */
export interface RowTold {
  readonly file: string;
  /** Null for CSV. */
  readonly sheet: string | null;
  /** As the spreadsheet shows it; CSV: the line. */
  readonly row: number;
  /** The row in the list, as an objection names it; of a file of one sheet the same. */
  readonly rowNo: number;
  readonly outcome: Outcome;
  readonly codes: readonly string[];
  /** The person's key, or null where the row means nobody known. */
  readonly person: string | null;
  readonly nik: string | null;
  readonly name: string | null;
  readonly change: RowFound['change'];
  readonly replacedBy: RowFound['replacedBy'];
  readonly counted: RowFound['counted'];
  readonly findings: readonly Omit<Finding, 'stage'>[];
}

const word = (code: string, outcome: Outcome, id: string, en: string): Omit<Finding, 'stage'> => ({
  code,
  outcome,
  field: 'row',
  id,
  en,
  remedyId: '',
  remedyEn: '',
});

/** What the list itself, and not the row, says of it. */
const ofTheList = new Map(
  [
    word('list-withdrawn', 'reject', 'Daftar ini sudah ditarik; barisnya tidak dihitung.', 'This list was withdrawn; its rows do not count.'),
    word(
      'replaced-by-correction',
      'reject',
      'Baris ini sudah diperbaiki dalam berkas berikutnya; baris di sana yang dihitung.',
      'This row was corrected in a later file; the row there counts.',
    ),
    word('removed-by-correction', 'reject', 'Baris ini dihapus dalam berkas perbaikan.', 'This row was removed in a correction.'),
    word(
      'not-assessed',
      'review',
      'Kebijakan program belum dicatat, jadi baris ini baru diperiksa bentuknya.',
      'The programme has no policy yet, so only the form of this row was checked.',
    ),
  ].map((finding) => [finding.code, finding]),
);

const findingIn = (code: string): Omit<Finding, 'stage'> => {
  const own = ofTheList.get(code);
  if (own !== undefined) return own;
  const found = findingOf(code);
  return found === null
    ? word(code, 'accept', code, code)
    : { code, outcome: found.outcome, field: found.field, id: found.id, en: found.en, remedyId: found.remedyId, remedyEn: found.remedyEn };
};

/** The row in words. */
export function rowTold(file: string, row: RowFound): RowTold {
  const { sheet, rowNo, outcome, codes, personKey, nik, name, change, replacedBy, counted } = row;
  return {
    file,
    sheet: sheet === '' ? null : sheet,
    row: placeOf(rowNo).row,
    rowNo,
    outcome,
    codes,
    person: personKey,
    nik,
    name,
    change,
    replacedBy,
    counted,
    findings: codes.map(findingIn),
  };
}

/** The outcome a code of the list gives a row that had one of its own. */
export const outcomeWith = (outcome: Outcome, codes: readonly string[]): Outcome =>
  worst([outcome, ...codes.map((code) => ofTheList.get(code)?.outcome ?? 'accept')]);

const outcomeWords = { accept: 'terima', reject: 'tolak', review: 'periksa' } as const;
const changeWords = { corrected: 'dibetulkan / corrected', unchanged: 'tidak berubah / unchanged', new: 'baru / new' } as const;

/** The row for a terminal: place and outcome, then each finding in Indonesian and English with what to do. */
export function rowText(row: RowTold): string {
  const change = row.change === null ? '' : `  {${changeWords[row.change]}}`;
  return [
    `${row.sheet === null ? '' : `${row.sheet} `}baris ${row.row}  [${outcomeWords[row.outcome]}]  ${row.nik ?? '-'}  ${row.name ?? '-'}${change}`,
    ...row.findings.flatMap(({ code, id, en, remedyId, remedyEn }) => [`    ${code}: ${id} ${remedyId}`.trimEnd(), `        ${en} ${remedyEn}`.trimEnd()]),
    ...(row.counted === null ? [] : [`    -> ${row.counted.file ?? '(daftar kantor lain / another office)'} baris / row ${row.counted.row}`]),
    ...(row.replacedBy === null ? [] : [`    -> ${row.replacedBy.file ?? '-'}${row.replacedBy.row === null ? '' : ` baris / row ${row.replacedBy.row}`}`]),
  ].join('\n');
}
