// Decides what is a number as long as a NIK, however it is written: nothing like it may rest in a text (design, invariant 10).
import { Fault } from './fault.ts';

// 14 digits or more with a writing habit between them: NIK and KK have 16, a telephone number at most 13.
const plain = /\d(?:[^A-Za-z\d]?\d){13,}/g;
const maybePlain = /\d(?:[^A-Za-z\d]?\d){13}/;
const anyDigits = /\p{Nd}(?:[^\p{L}\p{Nd}]?\p{Nd}){13,}/gu;
const maybeAnyDigits = /\p{Nd}(?:[^\p{L}\p{Nd}]?\p{Nd}){13}/u;
// oxlint-disable-next-line no-control-regex -- what is plain text is said by its range
const isPlain = /^[\u0000-\u007f]*$/;

/** Whether the text holds a number as long as a NIK, in digits of any script and with any single sign between them. */
export const holdsLongNumber = (text: string): boolean =>
  text.length >= 14 && (isPlain.test(text) ? maybePlain.test(text) : maybeAnyDigits.test(text.normalize('NFKC')));

/** The text with every number as long as a NIK hidden but for its first two and last four digits. */
export function hideLongNumbers(text: string): string {
  if (!holdsLongNumber(text)) return text;
  const [read, long] = isPlain.test(text) ? [text, plain] : [text.normalize('NFKC'), anyDigits];
  return read.replace(long, (found) => {
    const digits = found.match(/\p{Nd}/gu) ?? [];
    return `${digits.slice(0, 2).join('')}**********${digits.slice(-4).join('')}`;
  });
}

/** Refuses a free text with such a number in it. Fault: bad-input `long-number-in-text`, naming the field and never the text. */
export function refuseLongNumber(text: string, field: string): void {
  if (!holdsLongNumber(text)) return;
  throw new Fault(
    'bad-input',
    'long-number-in-text',
    {
      id: 'Jangan tulis NIK, nomor KK, atau nomor sepanjang itu di dalam isian ini.',
      en: 'Do not write a NIK, a family card number or a number as long as one in this field.',
    },
    { column: field },
  );
}
