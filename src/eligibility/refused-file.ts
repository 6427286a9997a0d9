// Decides how a file that was refused whole is told: one object with its fault, where a list would have one a row.
import type { RefusedFileRecord } from '../intake/refused-file.ts';

/** One object for a refused file, beside the objects of rows. */
export interface RefusedTold {
  readonly file: string;
  readonly sheet: null;
  /** Where in the file the fault lies, or null. */
  readonly row: number | null;
  readonly outcome: 'reject';
  readonly codes: readonly [string];
  readonly person: null;
  readonly fault: { readonly code: string; readonly id: string; readonly en: string; readonly refusalId: string; readonly receivedAt: string };
}

/** The refusal as an object. */
export const refusedTold = ({ fileName, row, code, id, en, refusalId, receivedAt }: RefusedFileRecord): RefusedTold => ({
  file: fileName,
  sheet: null,
  row,
  outcome: 'reject',
  codes: [code],
  person: null,
  fault: { code, id, en, refusalId, receivedAt },
});

/** The refusal for a terminal. */
export const refusedText = ({ file, row, fault }: RefusedTold): string =>
  `${file}${row === null ? '' : ` baris / row ${row}`}  [tolak / refused]  ${fault.code}\n    ${fault.id}\n    ${fault.en}`;
