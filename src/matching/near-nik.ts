// Decides which NIKs are one slip away from sixteen written digits: one digit wrong, two neighbours exchanged, the last lost, one left out.
import type { Nik } from '../kernel/nik.ts';

const digits = '0123456789';
const length = 16;

/** Whether sixteen digits could be a NIK at all: a day from 1 to 31 (women: from 41 to 71), a month, and a serial. Spares looking up what nobody has. */
function possible(nik: string): boolean {
  const [day, month] = [Number(nik.slice(6, 8)), Number(nik.slice(8, 10))];
  return ((day >= 1 && day <= 31) || (day >= 41 && day <= 71)) && month >= 1 && month <= 12 && !nik.endsWith('0000');
}

/** The NIKs near what was written, without itself: at most some 300, of which about half are possible. What is not 15 or 16 digits has none. */
export function nearNiks(written: string): readonly Nik[] {
  const found = new Set<string>();
  if (written.length === length) {
    for (let at = 0; at < length; at += 1) for (const digit of digits) found.add(written.slice(0, at) + digit + written.slice(at + 1));
    for (let at = 0; at < length - 1; at += 1) found.add(written.slice(0, at) + written[at + 1] + written[at] + written.slice(at + 2));
  }
  // One left out: the rest moved up, and a spreadsheet wrote 0 at the end.
  const short = written.length === length - 1 ? written : written.length === length && written.endsWith('0') ? written.slice(0, -1) : null;
  if (short !== null) {
    for (let at = 0; at < length; at += 1) for (const digit of digits) found.add(short.slice(0, at) + digit + short.slice(at));
  }
  found.delete(written);
  return [...found].filter(possible) as Nik[];
}

/** The days a birth date may stand for: itself, day and month exchanged, one digit wrong, or the day nobody knew. */
export function nearDates(date: string): readonly string[] {
  const [year = '', month = '', day = ''] = date.split('-');
  const found = new Set<string>([date, `${year}-${day}-${month}`]);
  const numbers = date.replaceAll('-', '');
  for (let at = 2; at < numbers.length; at += 1) {
    for (const digit of digits) found.add(dashed(numbers.slice(0, at) + digit + numbers.slice(at + 1)));
    const next = numbers[at + 1];
    if (next !== undefined) found.add(dashed(numbers.slice(0, at) + next + (numbers[at] ?? '') + numbers.slice(at + 2)));
  }
  return [...found].filter((one) => {
    const [m, d] = [Number(one.slice(5, 7)), Number(one.slice(8))];
    return m >= 1 && m <= 12 && d >= 1 && d <= daysOf(Number(one.slice(0, 4)), m);
  });
}

const dashed = (numbers: string): string => `${numbers.slice(0, 4)}-${numbers.slice(4, 6)}-${numbers.slice(6)}`;
const leap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const daysOf = (year: number, month: number): number => (month === 2 ? (leap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31);

/** Days written where nobody knew the day: so many share them that they alone point at nobody. */
export const saysNoDay = (date: string): boolean => ['01-01', '07-01', '12-31'].includes(date.slice(5));
