// Decides the words of comparisons and their levels, in both languages.
import type { Level } from './comparison.ts';

export const comparisonWords: Readonly<Record<string, { readonly id: string; readonly en: string }>> = {
  name: { id: 'Nama', en: 'Name' },
  'birth-date': { id: 'Tanggal lahir', en: 'Birth date' },
  sex: { id: 'Jenis kelamin', en: 'Sex' },
  area: { id: 'Wilayah', en: 'Area' },
  'mother-name': { id: 'Nama ibu', en: "Mother's name" },
  'birth-place': { id: 'Tempat lahir', en: 'Birth place' },
  household: { id: 'Kartu keluarga', en: 'Family card' },
  nik: { id: 'NIK', en: 'NIK' },
};

export const levelWords: Readonly<Record<Level, { readonly id: string; readonly en: string }>> = {
  same: { id: 'sama', en: 'the same' },
  'spelt-otherwise': { id: 'ejaan lain', en: 'spelt otherwise' },
  alike: { id: 'mirip', en: 'alike' },
  partly: { id: 'sebagian sama', en: 'partly the same' },
  different: { id: 'berbeda', en: 'different' },
  exchanged: { id: 'tertukar', en: 'exchanged' },
  'both-alike': { id: 'keduanya mirip', en: 'both alike' },
  'both-near': { id: 'keduanya hampir sama', en: 'both nearly the same' },
  'surname-alike': { id: 'nama belakang sama', en: 'surname alike' },
  'given-name-alike': { id: 'nama depan sama', en: 'given name alike' },
  'one-slip': { id: 'beda satu ketikan', en: 'one slip' },
  'two-slips': { id: 'beda dua ketikan', en: 'two slips' },
  slip: { id: 'salah tulis kecil', en: 'a slip of the pen' },
  'same-year': { id: 'tahun sama', en: 'same year' },
  'near-year': { id: 'tahun berdekatan', en: 'near years' },
  'same-village': { id: 'desa sama', en: 'same village' },
  'same-kecamatan': { id: 'kecamatan sama', en: 'same kecamatan' },
  'same-kabupaten': { id: 'kabupaten sama', en: 'same kabupaten' },
  'same-sector': { id: 'sektor sama', en: 'same sector' },
  'same-district': { id: 'distrik sama', en: 'same district' },
  'same-area': { id: 'area sama', en: 'same area' },
};

/** One reason in words: `Nama: ejaan lain +9,8`. Null where a record does not say. */
export function reasonText(
  reason: { readonly comparison: string; readonly level: string | null; readonly weight: number },
  locale: 'id' | 'en',
): string | null {
  if (reason.level === null) return null;
  const sign = reason.weight >= 0 ? '+' : '−';
  const number = Math.abs(reason.weight).toFixed(1);
  const words = levelWords[reason.level as Level]?.[locale] ?? reason.level;
  return `${comparisonWords[reason.comparison]?.[locale] ?? reason.comparison}: ${words} ${sign}${locale === 'id' ? number.replace('.', ',') : number}`;
}
