// Decides how it is told what a number of places came of: the basis is recorded as one line, and read in the reader's language.
import type { Bilingual } from '../law/parameter.ts';
import type { SharingMethod } from './sharing.ts';

/** The methods by which places are shared. */
export const sharingWords: Readonly<Record<SharingMethod, Bilingual>> = {
  'largest-remainder': { id: 'sisa terbesar', en: 'largest remainder' },
  'sainte-lague': { id: 'Sainte-Laguë', en: 'Sainte-Laguë' },
};

/** What places are shared over. */
export const sharedOverWords = {
  villages: { id: 'jumlah desa dan kelurahan', en: 'the number of villages' },
  'eligible-people': { id: 'orang yang memenuhi syarat', en: 'eligible people' },
  'poor-workers': { id: 'pekerja miskin', en: 'poor workers' },
} as const satisfies Record<string, Bilingual>;

const over = (name: string): Bilingual => sharedOverWords[name as keyof typeof sharedOverWords] ?? asWritten(name);
const method = (name: string): Bilingual => sharingWords[name as SharingMethod] ?? asWritten(name);
const asWritten = (text: string): Bilingual => ({ id: text, en: text });

/** One part of a basis, as it is recorded, and its words. */
const parts: readonly (readonly [written: RegExp, words: (...found: string[]) => Bilingual])[] = [
  [
    /^(largest-remainder|sainte-lague) over (.+)$/,
    (name = '', base = '') => {
      const [by, of] = [method(name), partOf(base)];
      return { id: `${by.id} menurut ${of.id}`, en: `${by.en} over ${of.en}` };
    },
  ],
  [
    /^villages, provisionally: until ([a-z-]+) are counted$/,
    (base = '') => ({
      id: `${sharedOverWords.villages.id}, untuk sementara sampai ${over(base).id} dihitung`,
      en: `${sharedOverWords.villages.en}, provisionally until ${over(base).en} are counted`,
    }),
  ],
  [/^places of (.+)$/, (programme = '') => ({ id: `tempat program ${programme}`, en: `the places of ${programme}` })],
  [/^eligible people$/, () => sharedOverWords['eligible-people']],
  [
    /^eligible people up to decile (\d+)$/,
    (decile = '') => ({ id: `orang yang memenuhi syarat sampai desil ${decile}`, en: `eligible people up to decile ${decile}` }),
  ],
  [
    /^([+-]\d+) unused places reallocated by ([a-z-]+)$/,
    (moved = '', name = '') => ({
      id: `${moved} tempat kosong dipindahkan (${method(name).id})`,
      en: `${moved} unused places moved (${method(name).en})`,
    }),
  ],
  [/^(\+\d+) of places freed elsewhere$/, (more = '') => ({ id: `${more} tempat yang dibebaskan di tempat lain`, en: `${more} of places freed elsewhere` })],
  [/^(-\d+) freed, nobody waits here$/, (less = '') => ({ id: `${less} dibebaskan, di sini tidak ada yang menunggu`, en: `${less} freed, nobody waits here` })],
];

function partOf(written: string): Bilingual {
  for (const [pattern, words] of parts) {
    const found = pattern.exec(written);
    if (found !== null) return words(...found.slice(1));
  }
  return over(written);
}

/** The basis of a number of places in words; what a programme file itself says of it (the source of a published number) stays as written. */
export function basisWords(basis: string): Bilingual {
  const told = basis.split('; ').map(partOf);
  return { id: told.map(({ id }) => id).join('; '), en: told.map(({ en }) => en).join('; ') };
}
