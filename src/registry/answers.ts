// Decides how a row of an answer file is read: which row of which request it answers, whether the person was found, and what the register says.
import { Fault } from '../kernel/fault.ts';
import { type CellValue, nikCell, wordCell } from './register-cells.ts';
import { type ColumnForm, type RegisterForm, type RowContext } from './registers.ts';
import { type RowFault, isRowFault, rowReader } from './row-reader.ts';

/** The columns of a list that goes out; `nik` in clear, since its holder looks people up by it. */
export const requestColumns = ['permintaan', 'baris', 'nik'] as const;

const found = wordCell({ YA: true, TIDAK: false });

/** Reads the rows of one answer file. A read row is: found, row number in the request, line (left to the caller), then the values of `forms` (the NIK first). */
export interface AnswerReader {
  readonly headers: readonly string[];
  readonly forms: readonly ColumnForm[];
  read(cells: readonly string[]): CellValue[] | RowFault;
}

/** Where the values of the register begin in a read row. */
export const answerOffset = 3;

/** A reader of the answers to a request. Of a person who was not found, nothing but the NIK is read. */
export function answerReader(form: RegisterForm, permitted: ReadonlySet<string>, context: RowContext, requestId: string): AnswerReader {
  const reader = rowReader(form, permitted, context, answerOffset);
  const wrong = (header: string, id: string, en: string): RowFault => ({ header, expects: { id, en } });
  const lead = ['permintaan', 'baris', 'ditemukan'];
  return {
    headers: [...lead, ...reader.forms.map(({ header }) => header)],
    forms: reader.forms,
    read(cells) {
      const [request, row, answer] = cells;
      if (request?.trim().toLowerCase() !== requestId) return wrong('permintaan', `permintaan ${requestId}`, `request ${requestId}`);
      const rowNo = /^[1-9]\d{0,8}$/.test(row?.trim() ?? '') ? Number(row) : null;
      if (rowNo === null) return wrong('baris', 'nomor baris dari permintaan', 'the row number of the request');
      const said = found.read(answer ?? '');
      if (typeof said !== 'boolean') return { header: 'ditemukan', expects: found.expects };
      const values = said ? reader.read(cells, lead.length) : unfound(cells[lead.length] ?? '', reader.forms.length);
      if (isRowFault(values)) return values;
      values[0] = said;
      values[1] = rowNo;
      values[2] = 0;
      return values;
    },
  };
}

function unfound(nikText: string, width: number): CellValue[] | RowFault {
  const nik = nikCell.read(nikText);
  if (nik === undefined || nik === null) return { header: 'nik', expects: nikCell.expects };
  const values = Array.from<CellValue>({ length: width + answerOffset }).fill(null);
  values[answerOffset] = nik;
  return values;
}

/** The fault for answers about people nobody asked about, by the lines they stand on. */
export function notAskedFault(lines: readonly number[], file: string): Fault {
  const list = lines.join(', ');
  return new Fault(
    'bad-input',
    'answer-for-someone-not-asked',
    {
      id: `Berkas ${file} tidak dimuat: NIK pada baris ${list} tidak ditanyakan pada nomor "baris" itu. Hapus baris itu atau minta jawaban yang benar.`,
      en: `File ${file} was not loaded: the NIK in row ${list} was not asked about under that number ("baris"). Delete the row or ask for the right answer.`,
    },
    { file, row: lines[0] ?? 0, column: 'nik' },
  );
}

/** The fault for people of whom a file says both that they were found and that they were not, by their row numbers in the request. */
export function contradictionFault(rowNumbers: readonly number[], file: string): Fault {
  const list = rowNumbers.join(', ');
  return new Fault(
    'bad-input',
    'answer-contradicts-itself',
    {
      id: `Berkas ${file} tidak dimuat: untuk nomor "baris" ${list} tertulis YA dan TIDAK. Minta jawaban yang benar.`,
      en: `File ${file} was not loaded: for "baris" ${list} it says both YA and TIDAK. Ask for the right answer.`,
    },
    { file, column: 'ditemukan' },
  );
}
