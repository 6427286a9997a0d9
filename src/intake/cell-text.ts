// Decides what of a cell may rest in the database: clean text, and never a number as long as a NIK (design, invariant 10).
import type { Cell } from './sheet-row.ts';

const unwanted = /[\u0000-\u001f\u007f-\u00a0\u200b-\u200f\u2028-\u202f\u2060\ufeff]/;
const everyUnwanted = new RegExp(unwanted, 'g');
const invisible = /[\u200b-\u200f\u2060\ufeff]/g;
const surrogateAlone = /\p{Surrogate}/u;
const everySurrogate = /\p{Surrogate}/gu;
// 14 digits or more with writing habits between them: NIK and KK have 16, a telephone number at most 13.
const longNumber = /\d(?:[ .-]?\d){13,}/g;
const maybeLongNumber = /\d(?:[ .-]?\d){13}/;

/** The text of a cell without control and invisible characters, blanks collapsed; null where nothing is left, and for a formula error. */
export function cleanText(cell: Cell | null | undefined): string | null {
  if (cell === null || cell === undefined || cell.kind === 'error') return null;
  let text = cell.text;
  if (unwanted.test(text)) text = text.replace(invisible, '').replace(everyUnwanted, ' ');
  text = text.trim();
  if (text.includes('  ')) text = text.replace(/ {2,}/g, ' ');
  if (text === '') return null;
  return surrogateAlone.test(text) ? text.replace(everySurrogate, '\ufffd') : text;
}

/** Whether the text holds a number as long as a NIK. */
export const holdsLongNumber = (text: string): boolean => text.length >= 14 && maybeLongNumber.test(text);

/** The text with every number as long as a NIK hidden but for its first two and last four digits. */
export const hideLongNumbers = (text: string): string =>
  text.replace(longNumber, (found) => {
    const digits = found.replace(/\D/g, '');
    return `${digits.slice(0, 2)}**********${digits.slice(-4)}`;
  });
