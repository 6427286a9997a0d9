// Decides which village a place told in words means: its name as people write it, within what is known of where; several or none is said, never guessed.
import { wordLikeness } from '../matching/word-likeness.ts';

/** Where somebody lived, as whoever tells it wrote it; null is what he did not know. */
export interface PlaceTold {
  readonly kabupaten: string | null;
  readonly district: string | null;
  readonly village: string | null;
}

/** Where a report is from, of its fields: the code of a village, or what was written. */
export function placeOf(fields: Partial<Record<'area' | 'kabupaten' | 'district' | 'village', string | undefined>>): {
  readonly area: string | null;
  readonly place: PlaceTold | null;
} {
  const { area, kabupaten, district, village } = fields;
  const silent = kabupaten === undefined && district === undefined && village === undefined;
  return { area: area ?? null, place: silent ? null : { kabupaten: kabupaten ?? null, district: district ?? null, village: village ?? null } };
}

/** Names of regions by their code, as the code list has them. */
export type RegionNames = ReadonlyMap<string, string>;

/** The narrowest region that is certain, and every village the words may mean: one where it is certain, none where no name is near. */
export interface PlaceFound {
  readonly area: string;
  readonly villages: readonly string[];
}

const villageDigits = 10; // not law: digits of a village code
const districtDigits = 6; // not law: digits of a kecamatan code
/** From here on one name of a village is the other misspelt. */
const alike = 0.92;

/** A name without the word for what it names, marks, blanks and old spelling: `Desa Oe'ekam` and `OE EKAM` are one. */
function folded(name: string): string {
  return name
    .normalize('NFKD')
    .toUpperCase()
    .replace(/^\s*(DESA\s*\/\s*KELURAHAN|DESA|KELURAHAN|KEL|DS|KECAMATAN|KEC|KABUPATEN|KAB)\b[.\s]*/, '')
    .replace(/[^A-Z0-9]/g, '')
    .replaceAll('DJ', 'J')
    .replaceAll('TJ', 'C');
}

/** The codes of a name: those written alike but for spelling habits, else those one slip away (`sure` false). */
function named(regions: RegionNames, written: string): { readonly codes: readonly string[]; readonly sure: boolean } {
  const wanted = folded(written);
  if (wanted === '') return { codes: [], sure: false };
  const all = [...regions].map(([code, name]) => [code, folded(name)] as const);
  const same = all.filter(([, name]) => name === wanted);
  if (same.length > 0) return { codes: same.map(([code]) => code), sure: true };
  return { codes: all.filter(([, name]) => wordLikeness(name, wanted) >= alike).map(([code]) => code), sure: false };
}

/** The kabupaten meant by a code or a name; undefined where none is. */
export function kabupatenMeant(kabupaten: RegionNames, written: string): string | undefined {
  if (kabupaten.has(written)) return written;
  const { codes, sure } = named(kabupaten, written);
  return sure && codes.length === 1 ? codes[0] : undefined;
}

/** What the words for district and village mean among the regions that lie within `within`. A name that fits several, or none, leaves the region as wide as it is known. */
export function placeFound(
  told: Pick<PlaceTold, 'district' | 'village'>,
  known: { readonly districts: RegionNames; readonly villages: RegionNames },
  within: string,
): PlaceFound {
  if (within.length >= villageDigits) return { area: within, villages: [within] };
  const districts = told.district === null ? { codes: [], sure: false } : named(known.districts, told.district);
  const [onlyDistrict] = districts.codes;
  const inDistrict = (code: string): boolean => districts.codes.some((district) => code.startsWith(district));
  const sureDistrict = districts.sure && districts.codes.length === 1 && onlyDistrict !== undefined ? onlyDistrict : null;
  if (told.village === null) return { area: sureDistrict ?? within, villages: [] };
  const { codes, sure } = named(known.villages, told.village);
  const narrowed = codes.filter(inDistrict);
  // A district that has no such village speaks against the name, or is itself mistaken: then nothing is certain but what holds both.
  const contradicted = districts.codes.length > 0 && codes.length > 0 && narrowed.length === 0;
  const villages = narrowed.length > 0 ? narrowed : codes;
  const [only] = villages;
  if (sure && !contradicted && villages.length === 1 && only !== undefined) return { area: only, villages };
  return { area: contradicted ? within : (sureDistrict ?? within), villages };
}

/** The kecamatan a village lies in. */
export const districtOf = (village: string): string => village.slice(0, districtDigits);
