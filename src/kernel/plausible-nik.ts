// Decides what is plausibly a NIK or family card number in a text: sixteen digits that begin with a province and hold a birth date. Other long numbers (a bank's reference) are none.
import { Fault } from './fault.ts';

// People write separators between the digits.
const separator = `[ .''-]{0,3}`;
const digits = (count: number): string => `${separator}\\d`.repeat(count);
const pair = (choices: readonly string[]): string => `(?:${choices.map((choice) => choice.replace(' ', separator)).join('|')})`;
const province = pair(['1 [1-9]', '2 1', '3 [1-6]', '5 [1-3]', '6 [1-5]', '7 [1-6]', '8 [12]', '9 [1-7]']);
const day = pair(['0 [1-9]', '[12] \\d', '3 [01]', '4 [1-9]', '[56] \\d', '7 [01]']);
const month = pair(['0 [1-9]', '1 [0-2]']);
/** A plausible NIK, as a pattern that PostgreSQL and JavaScript both read. */
export const plausibleNik = `(?<!\\d)${province}${digits(4)}${separator}${day}${separator}${month}${digits(6)}(?!\\d)`;
/** Digests and keys hold long runs of digits by chance. */
export const randomDigits = '[0-9a-f]{64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

const [nik, random] = [new RegExp(plausibleNik), new RegExp(randomDigits, 'g')];

/** Whether a text holds a plausible NIK, written in digits of any width. */
export const holdsNik = (text: string): boolean => text.length >= 16 && nik.test(text.normalize('NFKC').replace(random, ''));

/** Refuses a text with a plausible NIK in it. Fault: bad-input `nik-in-text`, naming the field and never the text. */
export function refuseNik(text: string, field: string): void {
  if (!holdsNik(text)) return;
  throw new Fault(
    'bad-input',
    'nik-in-text',
    {
      id: `Isian "${field}" memuat NIK atau nomor KK. Hapus nomor itu, lalu kirim lagi.`,
      en: `The field "${field}" holds a NIK or family card number. Take it out and send it again.`,
    },
    { column: field },
  );
}
