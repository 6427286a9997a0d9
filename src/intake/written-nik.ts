// Decides which number a village wrote as NIK or family card number: writing habits are dropped, damage is told and never repaired (PP 40/2019: 16 digits).
import { type Nik, readNik } from '../kernel/nik.ts';
import { cleanText } from './cell-text.ts';
import type { IntakeCode } from './findings.ts';
import type { Cell } from './sheet-row.ts';

/** A number as read, or the code of what is wrong with it. */
export type WrittenNik = { readonly nik: Nik; readonly code: null } | { readonly nik: null; readonly code: IntakeCode };

const absent = /^(-+|\.+|0|N\/?A|NULL|NIHIL|KOSONG|(TIDAK|BELUM|TDK|BLM)( ADA| PUNYA| PERNAH)?( NIK| KTP| E-?KTP)?)$/i;
const scientific = /^\d(?:[.,]\d+)?\s?[eE]\s?\+?\s?\d+$/;
const withDecimals = /^\d{14,17}[.,]0+$/;
const alike: Readonly<Record<string, string>> = { O: '0', Q: '0', D: '0', I: '1', L: '1', '|': '1', Z: '2', S: '5', B: '8' };

/** Text as `="5301…"`, quotes, an apostrophe in front, a label in the cell: all habits. */
const withoutHabits = (text: string): string =>
  text
    .replace(/^=?\s*["'’‘“”`´]+|["'’‘“”`´;]+$/g, '')
    .replace(/^(NO\.?\s*)?(NIK|KTP|KK)\s*[:.]?\s*/i, '')
    .trim();

/** Reads a cell of 16 digits. A number has lost its last digit (spreadsheets keep 15), whatever it shows and whether it was typed or computed. */
export function readWrittenNik(cell: Cell | null): WrittenNik {
  const clean = cleanText(cell);
  if (cell === null || clean === null) return { nik: null, code: cell?.kind === 'formula' ? 'formula-without-value' : 'nik-missing' };
  if (cell.kind === 'number') return { nik: null, code: 'nik-damaged-by-spreadsheet' };
  const plain = /^\d{16}$/.test(clean);
  const text = plain ? clean : withoutHabits(clean.normalize('NFKC'));
  if (absent.test(text) || text === '') return { nik: null, code: 'nik-missing' };
  if (cell.number === true) return { nik: null, code: 'nik-damaged-by-spreadsheet' };
  if (scientific.test(text) || withDecimals.test(text)) return { nik: null, code: 'nik-damaged-by-spreadsheet' };
  const signs = plain ? text : text.replace(/[\s.,'’`´_/–—*()[\]-]/g, '');
  if (/[A-Za-z|]/.test(signs) && /^\d{16}$/.test(signs.toUpperCase().replace(/[OQDIL|ZSB]/g, (letter) => alike[letter] as string))) {
    return { nik: null, code: 'nik-has-letters' };
  }
  const { nik, fault } = readNik(/^\d+$/.test(signs) ? signs : 'x');
  return fault === null ? { nik, code: null } : { nik: null, code: fault };
}

const longestPair = 80;

/** The two numbers of sixteen digits a cell holds, a sign, a blank or a line end between them; empty for any other cell. */
export function numbersIn(text: string): readonly Nik[] {
  const found = text.length > longestPair ? null : /^\D*(\d{16})[^\dA-Za-z]+(?:[A-Za-z. :]*)(\d{16})\D*$/.exec(text);
  if (found === null) return [];
  const read = [found[1], found[2]].map((digits) => readNik(digits as string).nik);
  return read.every((nik) => nik !== null) ? read : [];
}

/** What stands in place of a NIK as sixteen digits: a NIK that lost its last one is filled up with the 0 that spreadsheets write. */
export function writtenDigits(cell: Cell | null): Nik | null {
  const digits = (cleanText(cell) ?? '').replace(/[^\d]/g, '');
  return /^\d{15,16}$/.test(digits) && !/^(\d)\1+$/.test(digits) ? (digits.padEnd(16, '0') as Nik) : null;
}
