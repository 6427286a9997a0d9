// Decides the template villages fill in: a workbook made from the Table Schema, every cell formatted as text, with a sheet of help and one of an example.
import { type XlsxSheet, writeXlsx } from '../platform/xlsx-write.ts';
import { listFields } from './table-schema.ts';

const titles = listFields.map(({ title }) => title);

const help: XlsxSheet = {
  name: 'PETUNJUK',
  header: ['KOLOM / COLUMN', 'WAJIB / REQUIRED', 'CARA MENGISI', 'HOW TO FILL IT IN'],
  widths: [22, 18, 70, 70],
  rows: [
    ...listFields.map(({ title, required, id, en }) => [title, required ? 'ya / yes' : 'tidak / no', id, en]),
    [''],
    ['Lembar ini dan lembar CONTOH tidak dibaca sebagai daftar. / This sheet and the sheet CONTOH are not read as a list.'],
  ],
};

const example: XlsxSheet = { name: 'CONTOH', header: titles, rows: [listFields.map((field) => field.example)] };

/** Writes the template to a path. */
export const writeTemplate = (target: string) => writeXlsx(target, [{ name: 'DAFTAR', header: titles, rows: [] }, help, example], { durable: false });
