// Decides what of a cell may rest in the database: clean text, and never a number as long as a NIK (design, invariant 10).
import type { Cell } from './sheet-row.ts';

const unwanted = /[\u0000-\u001f\u007f-\u00a0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u2069\ufeff]/;
const everyUnwanted = new RegExp(unwanted, 'g');
const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const turning = /[\u202a-\u202e\u2066-\u2069]/;
const hidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2060-\u2065\ufeff]/;
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

/** What a cell holds that nobody sees: signs that turn the direction of writing (so that it reads otherwise than it is), or others that are dropped. */
export function unseenIn(text: string): 'turning' | 'hidden' | null {
  return turning.test(text) ? 'turning' : hidden.test(text) ? 'hidden' : null;
}
