// Decides which month a word names: Indonesian and English, short or long, Roman, and misspelt where only one month is near.
import { slips } from './label.ts';

const names: readonly (readonly string[])[] = [
  ['JANUARI', 'JANUARY', 'JAN', 'I'],
  ['FEBRUARI', 'PEBRUARI', 'FEBRUARY', 'FEB', 'PEB', 'FEBR', 'PEBR', 'II'],
  ['MARET', 'MARCH', 'MAR', 'MRT', 'III'],
  ['APRIL', 'APR', 'IV'],
  ['MEI', 'MAY', 'V'],
  ['JUNI', 'JUNE', 'JUN', 'VI'],
  ['JULI', 'JULY', 'JUL', 'VII'],
  ['AGUSTUS', 'AUGUST', 'AGU', 'AGT', 'AGS', 'AGUST', 'AUG', 'AGST', 'AGTS', 'VIII'],
  ['SEPTEMBER', 'SEP', 'SEPT', 'IX'],
  ['OKTOBER', 'OCTOBER', 'OKT', 'OCT', 'X'],
  ['NOVEMBER', 'NOPEMBER', 'NOV', 'NOP', 'XI'],
  ['DESEMBER', 'DECEMBER', 'DES', 'DEC', 'XII'],
];

const months: ReadonlyMap<string, number> = new Map(names.flatMap((words, index) => words.map((word) => [word, index + 1] as const)));
/** Months by every name that is no Roman number (`TAHAP I 2025` names none). */
export const monthNumbers: ReadonlyMap<string, number> = new Map([...months].filter(([word]) => !/^[IVX]+$/.test(word)));
const long: readonly (readonly [string, number])[] = [...months].filter(([word]) => word.length >= 4);

/** The month (1 to 12) of a word in capitals and whether it had to be guessed at; null where it names none, or two as nearly. */
export function monthOf(word: string): { readonly month: number; readonly guessed: boolean } | null {
  const month = months.get(word);
  if (month !== undefined) return { month, guessed: false };
  if (word.length < 4) return null;
  const begun = new Set(long.filter(([name]) => name.startsWith(word)).map(([, number]) => number));
  if (begun.size === 1) return { month: [...begun][0] as number, guessed: false };
  for (let most = 1; most <= (word.length < 6 ? 1 : 2); most += 1) {
    const near = new Set(long.filter(([name]) => slips(word, name, most) <= most).map(([, number]) => number));
    if (near.size === 1) return { month: [...near][0] as number, guessed: true };
    if (near.size > 1) return null;
  }
  return null;
}
