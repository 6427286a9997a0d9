// Decides who stands on the lists of the corpus: invented people, each with a NIK that carries birth date and sex, and a family card.

/** One invented person; `birth` is `dd-mm-yyyy`. */
export interface Person {
  readonly nik: string;
  readonly kk: string;
  readonly name: string;
  readonly place: string;
  readonly birth: string;
  readonly sex: 'L' | 'P';
}

const women = ['Maria Bere', 'Yosefina Taek', 'Kornelia Abuk', 'Rosalinda Nahak', 'Yuliana Seran', 'Adolfina Lake', 'Bernadeta Kolo', 'Dorthea Hoar'];
const men = ['Petrus Bria', 'Yohanes Klau', 'Fransiskus Mau', 'Gregorius Leki', 'Markus Tefa', 'Agustinus Un', 'Blasius Fahik', 'Kanisius Berek'];
const places = ['Waingapu', 'Atambua', 'Kefamenanu', 'Soe', 'Ende', 'Ruteng', 'Maumere', 'Kalabahi'];

const two = (value: number): string => String(value).padStart(2, '0');

/** The person of a number, always the same. */
export function person(number: number): Person {
  const woman = number % 2 === 1;
  const [day, month, year] = [13 + ((number * 5) % 15), 1 + ((number * 7) % 12), 1965 + ((number * 3) % 38)];
  const region = `5311${two(1 + (number % 9))}`;
  const serial = String(1 + ((number * 13) % 8000))
    .padStart(4, '0')
    .replace(/0$/, '7');
  return {
    nik: `${region}${two(day + (woman ? 40 : 0))}${two(month)}${two(year % 100)}${serial}`,
    kk: `${region}${two(1 + (number % 28))}${two(1 + (number % 12))}${two(8 + (number % 12))}${String(101 + number).padStart(4, '0')}`,
    name: ((woman ? women : men)[(number >> 1) % 8] as string) + (number > 15 ? ` ${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.charAt(number % 26)}.` : ''),
    place: places[number % 8] as string,
    birth: `${two(day)}-${two(month)}-${year}`,
    sex: woman ? 'P' : 'L',
  };
}

const months = ['Januari', 'Februari', 'Maret', 'April', 'Mei', 'Juni', 'Juli', 'Agustus', 'September', 'Oktober', 'November', 'Desember'];

/** The birth date with its month in words: `13 Mei 1985`. */
export const inWords = ({ birth }: Person): string => `${Number(birth.slice(0, 2))} ${months[Number(birth.slice(3, 5)) - 1] ?? ''} ${birth.slice(6)}`;

/** The day number a spreadsheet keeps for the birth date, in the calendar of 1900 or of 1904. */
export const serialOf = ({ birth }: Person, from1904 = false): number =>
  Date.UTC(Number(birth.slice(6)), Number(birth.slice(3, 5)) - 1, Number(birth.slice(0, 2))) / 86_400_000 + (from1904 ? 24_107 : 25_569);
