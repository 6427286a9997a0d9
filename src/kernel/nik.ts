// Decides what a NIK says of itself (PP 40/2019: 16 digits, region of first registration, birth date with women's day + 40, serial); never whether it is true.
import { type CivilDate, dateOf } from './date.ts';

/** A NIK of 16 digits. In clear only in memory: it is sealed into a token before it rests anywhere. */
export type Nik = string & { readonly __brand: 'Nik' };

/** What can be wrong with the text of a NIK, one code for each. */
export type NikFault = 'nik-missing' | 'nik-not-16-digits' | 'nik-damaged-by-spreadsheet' | 'nik-serial-zero' | 'nik-repeated-digit';

export type NikReading = { readonly nik: Nik; readonly fault: null } | { readonly nik: null; readonly fault: NikFault };

/**
 * Reads a NIK from cell text. Spaces, dots, dashes and a leading apostrophe are writing habits and are dropped.
 * A number cell has lost its 16th digit (spreadsheets keep 15) and is refused, never repaired.
 */
export function readNik(text: string | null, fromNumberCell = false): NikReading {
  const written = (text ?? '').trim();
  if (written === '') return { nik: null, fault: 'nik-missing' };
  if (fromNumberCell || /^\d([.,]\d+)?[eE]\+?\d+$/.test(written)) return { nik: null, fault: 'nik-damaged-by-spreadsheet' };
  const digits = written.replace(/^['’`]/, '').replace(/[\s.-]/g, '');
  if (!/^\d{16}$/.test(digits)) return { nik: null, fault: 'nik-not-16-digits' };
  if (/^(\d)\1{15}$/.test(digits)) return { nik: null, fault: 'nik-repeated-digit' };
  if (digits.endsWith('0000')) return { nik: null, fault: 'nik-serial-zero' };
  return { nik: digits as Nik, fault: null };
}

/** `53**********0001`: what a screen shows until a reason is given. */
export const maskNik = (nik: Nik): string => `${nik.slice(0, 2)}**********${nik.slice(12)}`;

/** Kemendagri code of the kabupaten of first registration (4 digits): not where the person lives. */
export const registrationRegion = (nik: Nik): string => nik.slice(0, 4);

/** Sex and birth date a NIK embeds; the date may differ from the legal one and is a note only. The century is the one that makes an age plausible on `on`. */
export function embeddedBirth(nik: Nik, on: CivilDate): { readonly sex: 'L' | 'P'; readonly date: CivilDate | null } {
  const written = Number(nik.slice(6, 8));
  const day = written > 40 ? written - 40 : written;
  const [month, short, now] = [Number(nik.slice(8, 10)), Number(nik.slice(10, 12)), Number(on.slice(0, 4))];
  const year = now - (2000 + short) >= 15 ? 2000 + short : 1900 + short;
  return { sex: written > 40 ? 'P' : 'L', date: dateOf(year, month, day) };
}
