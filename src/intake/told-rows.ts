// Decides how a list is told to a machine: one object a row with every code, or one object for a file that is refused whole.
import type { Fault } from '../kernel/fault.ts';
import type { Outcome } from '../kernel/outcome.ts';
import { intakeFindings } from './findings.ts';
import { placeOf } from './list.ts';

/** One row of a file, for machines. `row` is the number a person sees; `sheet` is null for CSV; `person` is whom it means, null until matching knows (and for a file not handed in). */
export interface RowObject {
  readonly file: string;
  readonly sheet: string | null;
  readonly row: number;
  readonly outcome: Outcome;
  readonly codes: readonly string[];
  readonly nik: string | null;
  readonly person: string | null;
  readonly findings: readonly {
    readonly code: string;
    readonly outcome: Outcome;
    readonly field: string;
    readonly id: string;
    readonly en: string;
    readonly remedyId: string;
    readonly remedyEn: string;
  }[];
}

/** The object of a row. `nik` is masked. */
export function rowObject(
  file: string,
  row: { readonly sheet: string; readonly rowNo: number; readonly outcome: Outcome; readonly findings: readonly string[] },
  nik: string | null,
): RowObject {
  return {
    file,
    sheet: row.sheet === '' ? null : row.sheet,
    row: placeOf(row.rowNo).row,
    outcome: row.outcome,
    codes: row.findings,
    nik,
    person: null,
    findings: row.findings.flatMap((code) => {
      const found = intakeFindings.find(code);
      if (found === null) return [];
      const { outcome, field, id, en, remedyId, remedyEn } = found;
      return [{ code, outcome, field, id, en, remedyId, remedyEn }];
    }),
  };
}

/** The object of a file that is refused whole. */
export const refusalObject = (file: string, fault: Fault) => ({
  file,
  sheet: null,
  row: fault.place.row ?? null,
  outcome: 'reject' as const,
  codes: [fault.code],
  refused: true,
  fault: { code: fault.code, ...fault.text },
});
