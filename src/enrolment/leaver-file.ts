// Decides what the file of a village's report of leavers holds: its columns, the words allowed for what happened, and how a wrong cell is answered.
import { parseDate, type CivilDate } from '../kernel/date.ts';
import { hideLongNumbers } from '../kernel/long-number.ts';
import { type Nik, readNik } from '../kernel/nik.ts';
import type { Bilingual } from '../law/parameter.ts';

/** The columns. */
export const leaverColumns = ['nik', 'kode_desa', 'perbuatan', 'tanggal', 'alasan'] as const;

/** What a village may say of somebody, and the cause it records. Deaths come by another way: they open a claim. */
export const leaverActs: ReadonlyMap<string, 'moved' | 'withdrawn'> = new Map([
  ['PINDAH', 'moved'],
  ['MENGUNDURKAN DIRI', 'withdrawn'],
]);

const allowed = (or: string): string => [...leaverActs.keys()].join(` ${or} `);

/** What stands in each column, for the help of the command and the form of the page. */
export const leaverFileHelp: Bilingual = {
  id: `Kolom CSV: nik (16 angka), kode_desa, perbuatan (${allowed('atau')}), tanggal (TTTT-BB-HH), alasan. Kematian tidak ditulis di sini: payung claims report.`,
  en: `Columns of the CSV: nik (16 digits), kode_desa (village), perbuatan (${allowed('or')}), tanggal (YYYY-MM-DD), alasan (why). Deaths are not written here: payung claims report.`,
};

/** A row as understood. */
export interface Leaver {
  readonly nik: Nik;
  readonly cause: 'moved' | 'withdrawn';
  readonly happenedOn: CivilDate;
}

/** What is wrong in a row, by its column, with what may stand there. */
export interface LeaverWrong extends Bilingual {
  readonly column: (typeof leaverColumns)[number];
}

/** Reads what identifies a leaver in a row. What is written where a word belongs is told back without long numbers. */
export function readLeaver(row: { readonly nik: string; readonly perbuatan: string; readonly tanggal: string }): Leaver | LeaverWrong {
  const { nik } = readNik(row.nik);
  if (nik === null) return { column: 'nik', id: 'tulis NIK 16 angka.', en: 'write a NIK of 16 digits.' };
  const cause = leaverActs.get(row.perbuatan.trim().replaceAll(/\s+/g, ' ').toUpperCase());
  if (cause === undefined) {
    const written = hideLongNumbers(row.perbuatan.trim()).slice(0, 40);
    return {
      column: 'perbuatan',
      id: `perbuatan "${written}" tidak dikenal; tulis ${allowed('atau')}. Kematian dilaporkan dengan: payung claims report.`,
      en: `perbuatan "${written}" is not known; write ${allowed('or')}. A death is reported by: payung claims report.`,
    };
  }
  const happenedOn = parseDate(row.tanggal);
  if (happenedOn === null)
    return { column: 'tanggal', id: 'tulis tanggal TTTT-BB-HH, misalnya 2025-08-03.', en: 'write a date YYYY-MM-DD, such as 2025-08-03.' };
  return { nik, cause, happenedOn };
}
