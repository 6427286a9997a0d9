// Decides how a list's findings are told: one line a finding, with row, words and what to do, in both languages.
import type { Outcome } from '../kernel/outcome.ts';
import { type IntakeCode, intakeFindings } from './findings.ts';
import { placeOf } from './list.ts';

/** One finding of one row. `nik` is masked, or null where none could be read; `row` is what the spreadsheet shows. */
export interface FindingLine {
  readonly sheet: string;
  readonly row: number;
  readonly nik: string | null;
  readonly name: string | null;
  readonly code: IntakeCode;
  readonly outcome: Outcome;
  readonly field: string;
  readonly id: string;
  readonly en: string;
  readonly remedyId: string;
  readonly remedyEn: string;
}

/** The lines of one row, in declared order. */
export function findingLines(row: {
  readonly sheet: string;
  readonly rowNo: number;
  readonly nik: string | null;
  readonly name: string | null;
  readonly findings: readonly IntakeCode[];
}): readonly FindingLine[] {
  const { sheet, nik, name } = row;
  return row.findings.map((code) => {
    const { outcome, field, id, en, remedyId, remedyEn } = intakeFindings.of(code);
    return { sheet, row: placeOf(row.rowNo).row, nik, name, code, outcome, field, id, en, remedyId, remedyEn };
  });
}

const words: Readonly<Record<Outcome, string>> = { accept: 'catatan', review: 'periksa', reject: 'tolak' };

/** The lines as a text for a terminal: Indonesian, then English, then the remedy. */
export function findingsText(lines: readonly FindingLine[]): string {
  if (lines.length === 0) return 'Tidak ada temuan. / No findings.';
  return lines
    .flatMap((line) => [
      `${line.sheet === '' ? '' : `${line.sheet} `}baris ${line.row}  [${words[line.outcome]}] ${line.code}  ${line.nik ?? '-'}  ${line.name ?? '-'}`,
      `    ${line.id} ${line.remedyId}`.trimEnd(),
      `    ${line.en} ${line.remedyEn}`.trimEnd(),
    ])
    .join('\n');
}
