// Decides what of a cell may rest in the database: clean text, and never a number as long as a NIK (design, invariant 10).
import type { Cell } from './sheet-row.ts';

const unwanted = /[\u0000-\u001f\u007f-\u00a0\u200b-\u200f\u2028-\u202f\u2060\ufeff]/;
const everyUnwanted = new RegExp(unwanted, 'g');
const invisible = /[\u200b-\u200f\u2060\ufeff]/g;
const surrogateAlone = /\p{Surrogate}/u;
const everySurrogate = /\p{Surrogate}/gu;

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
