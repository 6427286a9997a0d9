// Decides which contribution months a text means: one month or a stretch, as lists, titles and file names write them.
import { monthNumbers } from '../intake/month-name.ts';
import { type Month, parseMonth } from '../kernel/month.ts';

/** Months in a row, both included. */
export interface Months {
  readonly first: Month;
  readonly last: Month;
}

const to = /\s*(?:\bs\s*[./]?\s*d\.?(?=\s|$|[A-Z])|\bSAMPAI(?:\s+DENGAN)?\b|\bHINGGA\b|[-–—~])\s*/gi;
const name = `(${[...monthNumbers.keys()].sort((one, other) => other.length - one.length).join('|')})`;
const stretch = new RegExp(`\\b${name}\\b\\.?\\s*(?:TAHUN\\s+)?(\\d{4})?~${name}\\b\\.?\\s*(?:TAHUN\\s+)?(\\d{4})`);
const single = new RegExp(`\\b${name}\\b\\.?\\s*(?:TAHUN\\s+)?(\\d{4})`);

const month = (year: string | number, number: number): Month | null => parseMonth(`${year}-${String(number).padStart(2, '0')}`);

/** The months of a cell: `2025-07`, `2025-07-01`, `07/2025`, `072025`, `202507`, `Juli 2025`, `Juli s.d. Desember 2025`; null where it is none of these. */
export function readMonths(text: string): Months | null {
  const written = text.trim();
  const [one, other, ...more] = written.split(/\s+(?:s\.?d\.?|s\/d|sampai|hingga|-|–)\s+/i);
  if (other !== undefined && more.length === 0) {
    const [first, last] = [numeric(one ?? ''), numeric(other)];
    if (first !== null && last !== null && first <= last) return { first, last };
  }
  const alone = numeric(written);
  return alone === null ? monthsIn(written) : { first: alone, last: alone };
}

function numeric(text: string): Month | null {
  const iso = /^(\d{4})[-/.](\d{1,2})(?:[-/.]\d{1,2}(?:[T ].*)?)?$/.exec(text);
  if (iso !== null) return month(iso[1] as string, Number(iso[2]));
  const local = /^(?:\d{1,2}[-/.])?(\d{1,2})[-/.](\d{4})$/.exec(text);
  if (local !== null) return month(local[2] as string, Number(local[1]));
  const short = /^(0[1-9]|1[0-2])(20\d{2})$/.exec(text);
  if (short !== null) return month(short[2] as string, Number(short[1]));
  const long = /^(20\d{2})(0[1-9]|1[0-2])$/.exec(text);
  return long === null ? null : month(long[1] as string, Number(long[2]));
}

/** The first months named anywhere in a title or file name: `SK 12 Juli - Desember 2025`; null where none is. */
export function monthsIn(text: string): Months | null {
  const clean = text.toUpperCase().replace(/_/g, ' ').replace(to, '~');
  const both = stretch.exec(clean);
  if (both !== null) {
    const [, from = '', fromYear, until = '', year = ''] = both;
    const [first, last] = [month(fromYear ?? year, monthNumbers.get(from) ?? 0), month(year, monthNumbers.get(until) ?? 0)];
    return first !== null && last !== null && first <= last ? { first, last } : null;
  }
  const one = single.exec(clean.replaceAll('~', ' '));
  if (one === null) {
    const digits = /(?<!\d)(20\d{2})[-.](0[1-9]|1[0-2])(?!\d)/.exec(text);
    const found = digits === null ? null : month(digits[1] as string, Number(digits[2]));
    return found === null ? null : { first: found, last: found };
  }
  const found = month(one[2] as string, monthNumbers.get(one[1] as string) ?? 0);
  return found === null ? null : { first: found, last: found };
}
