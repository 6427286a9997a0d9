// Decides how numbers, money, shares and dates are written for readers, and what stands where a figure is withheld.
import { dateIn, instant, timeIn } from '../kernel/clock.ts';
import { type Locale, frameWords } from './words.ts';

export { areaName } from '../kernel/area-name.ts';

/** A figure as published: the number, or withheld because so few people could be named by it. */
export type Figure = number | 'withheld';

const tags: Readonly<Record<Locale, string>> = { id: 'id-ID', en: 'en-GB' };
const numbers = new Map<string, Intl.NumberFormat>();

function written(locale: Locale, value: number, digits = 0): string {
  const key = `${locale}${digits}`;
  let format = numbers.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(tags[locale], { maximumFractionDigits: digits, roundingMode: 'trunc' });
    numbers.set(key, format);
  }
  return format.format(value);
}

/** `100.000` in Indonesian, `100,000` in English; `disembunyikan` where withheld. */
export const countText = (count: Figure, locale: Locale): string => (count === 'withheld' ? frameWords.withheld[locale] : written(locale, count));

/** `Rp10.080.000.000`: whole rupiah. */
export const rupiahFigure = (amount: Figure, locale: Locale): string => (amount === 'withheld' ? frameWords.withheld[locale] : `Rp${written(locale, amount)}`);

const scales: readonly { readonly from: number; readonly id: string; readonly en: string }[] = [
  { from: 1e12, id: 'triliun', en: 'trillion' },
  { from: 1e9, id: 'miliar', en: 'billion' },
  { from: 1e6, id: 'juta', en: 'million' },
];

/** `Rp10,08 miliar`: for a heading; cut, never rounded up, and the whole figure stands beside it. */
export function rupiahShort(amount: Figure, locale: Locale): string {
  if (amount === 'withheld') return rupiahFigure(amount, locale);
  const scale = scales.find(({ from }) => amount >= from);
  return scale === undefined ? rupiahFigure(amount, locale) : `Rp${written(locale, amount / scale.from, 2)} ${scale[locale]}`;
}

/** `68,4%`, cut to one digit so that 100% is said only of the whole; a dash when there is nothing to take a share of. */
export function shareText(part: number, whole: number, locale: Locale): string {
  return whole === 0 ? '–' : `${written(locale, (part * 100) / whole, 1)}%`;
}

const forms = { day: { day: 'numeric', month: 'long', year: 'numeric' }, month: { month: 'long', year: 'numeric' } } as const;
/** Made once: making one for every date took two thirds of the page of claims. */
const calendars = new Map<string, Intl.DateTimeFormat>();

function dated(text: string, locale: Locale, form: keyof typeof forms): string {
  const key = `${locale} ${form}`;
  const calendar = calendars.get(key) ?? new Intl.DateTimeFormat(tags[locale], { ...forms[form], timeZone: 'UTC' });
  calendars.set(key, calendar);
  return calendar.format(new Date(`${text}T00:00:00Z`));
}

/** `1 Agustus 2025` for a date YYYY-MM-DD; anything else as it stands. */
export const dateText = (date: string, locale: Locale): string => (/^\d{4}-\d{2}-\d{2}$/.test(date) ? dated(date, locale, 'day') : date);

/** `Juli 2025` for a month YYYY-MM or any day in it. */
export const monthText = (month: string, locale: Locale): string => (/^\d{4}-\d{2}/.test(month) ? dated(`${month.slice(0, 7)}-01`, locale, 'month') : month);

/** The day of a date or of an instant (in the given time zone), written out; a dash where no day is known. */
export function whenText(when: string, timeZone: string, locale: Locale): string {
  if (when === '') return '–';
  return dateText(/^\d{4}-\d{2}-\d{2}[T ]\d/.test(when) ? dateIn(timeZone, instant(when)) : when, locale);
}

/** The day and the minute of an instant in a time zone. */
export const momentText = (when: string, timeZone: string, locale: Locale): string =>
  `${whenText(when, timeZone, locale)}, ${timeIn(timeZone, instant(when)).slice(11, 16)}`;
