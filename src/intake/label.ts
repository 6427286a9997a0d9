// Decides which column a label names: by the labels of the Table Schema whatever their case, spaces and dots, by its words, or by a slip of one or two letters.
import { type Column, labelsOf } from './table-schema.ts';

/** How a column came to be understood: `label` as listed, `similar` to one, `remembered` from a correction of its sender, `content` by what stands below. */
export type How = 'label' | 'similar' | 'remembered' | 'content';

/** Nothing but its letters, in capitals: what labels are compared by. */
export const letters = (label: string): string => label.toUpperCase().replace(/[^A-Z]/g, '');

/** Named only in the second of two header rows, below a group; elsewhere TGL or TAHUN may mean anything. */
const onlyGrouped: ReadonlySet<Column> = new Set(['birth-day', 'birth-month', 'birth-year']);

const columnOfLabel: ReadonlyMap<string, Column> = new Map(
  [...labelsOf].flatMap(([column, labels]) => (onlyGrouped.has(column) ? [] : labels.map((label) => [letters(label), column] as const))),
);
const grouped: ReadonlyMap<string, Column> = new Map(
  [...labelsOf].flatMap(([column, labels]) => (onlyGrouped.has(column) ? labels.map((label) => [letters(label), column] as const) : [])),
);

/** Longer than any label, or with a number in it that no label has: content, not a title. */
const isNoLabel = (label: string): boolean => label.length > 80 || /\d{5}/.test(label);

/** The column a label names exactly, or null. What stands in brackets is an explanation: `TANGGAL LAHIR (DD-MM-YYYY)`. */
export function columnOf(label: string): Column | null {
  if (isNoLabel(label)) return null;
  return columnOfLabel.get(letters(label.replace(/\([^)]*\)/g, ''))) ?? columnOfLabel.get(letters(label)) ?? null;
}

/** Part of a date or place below a group such as TEMPAT/TANGGAL LAHIR, or L and P below JENIS KELAMIN. */
export function columnBelow(group: Column | null, label: string): Column | null {
  const key = letters(label);
  if (group === 'sex') return key === 'L' || key === 'LK' ? 'sex-l' : key === 'P' || key === 'PR' ? 'sex-p' : null;
  if (group !== 'birth' && group !== 'birth-date') return null;
  return /^(TEMPAT|TMP|TMPT|TPT|KOTA)/.test(key) ? 'birth-place' : (grouped.get(key) ?? null);
}

const others =
  /\b(DESA|KELURAHAN|DUSUN|KECAMATAN|KEC|KABUPATEN|KAB|KAMPUNG|KELOMPOK|USAHA|BANK|REKENING|PERUSAHAAN|PEMBERI|SEKOLAH|INSTANSI|PROGRAM|PANGGILAN|ALIAS|DEPAN|TENGAH|BELAKANG)\b/;
const relatives = /\b(AYAH|BAPAK|SUAMI|ISTRI|ISTERI|PASANGAN|KEPALA|KRT|WARIS|ANAK|WALI|PENANGGUNG|PENDAMPING|SAUDARA)\b/;
const mother = /\bIBU\b/;

/** Whether a label, or the group above it, speaks of somebody else than the person of the row: his wife, his heir, the head of his family. */
export const namesRelative = (label: string): boolean => relatives.test(wordsOf(label)) || mother.test(wordsOf(label));

const wordsOf = (label: string): string =>
  label
    .toUpperCase()
    .replace(/[^A-Z]+/g, ' ')
    .trim();
const place = /\b(TEMPAT|TMP|TMPT|TPT)\b/;
const day = /\b(TANGGAL|TGL)\b/;

/** The rules by which a label with further words is understood, the first that fits. */
const rules: readonly (readonly [Column, (words: string) => boolean])[] = [
  ['mother-name', (words) => mother.test(words) && !/\b(NIK|KTP|ALAMAT|HP|RUMAH)\b/.test(words)],
  ['household', (words) => (/\bN?KK\b/.test(words) || /KARTU KELUARGA/.test(words)) && !/\b(NAMA|NIK|ALAMAT|STATUS|JUMLAH|TANGGAL)\b/.test(words)],
  [
    'nik',
    (words) =>
      (/\b(NIK|KTP)\b/.test(words) || /INDUK KEPENDUDUKAN/.test(words)) &&
      !/\b(NAMA|ALAMAT|STATUS|KET|TANGGAL|FOTO|IBU)\b/.test(words) &&
      !/^(NO(MOR)? )?NIK KK$/.test(words) &&
      !others.test(words),
  ],
  ['birth', (words) => /\bLAHIR\b/.test(words) && place.test(words) && day.test(words)],
  ['birth-place', (words) => /\bLAHIR\b/.test(words) && place.test(words)],
  ['birth-date', (words) => /\bLAHIR\b/.test(words) && day.test(words)],
  ['sex', (words) => /\b(KELAMIN|JENKEL|GENDER)\b/.test(words)],
  ['name', (words) => /\bNAMA\b/.test(words) && !others.test(words)],
  ['occupation', (words) => /\b(PEKERJAAN|PROFESI|PENCAHARIAN)\b/.test(words) && !/\b(LOKASI|ALAMAT|TEMPAT|LAMA|JAM|KODE|STATUS)\b/.test(words)],
  ['address', (words) => /\bALAMAT\b/.test(words) && !/\b(KERJA|PEKERJAAN|USAHA|EMAIL|KANTOR)\b/.test(words)],
  ['phone', (words) => /\b(HP|TELP|TELEPON|HANDPHONE|WHATSAPP)\b/.test(words)],
  ['note', (words) => /\b(KET|KETERANGAN|CATATAN)\b/.test(words)],
];

/** Letters changed, left out or added between two words, as far as `most`. */
export function slips(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const now = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      let best = Math.min((before[j] as number) + 1, (now[j - 1] as number) + 1, (before[j - 1] as number) + same);
      // two letters exchanged are one slip: AKP for KAP
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) best = Math.min(best, (before[j - 1] as number) + same);
      now.push(best);
    }
    before = now;
  }
  return before[other.length] as number;
}

/** Whether a label may stand above the day, month or year of a date in three columns. */
export const datePart = (label: string): 'birth-day' | 'birth-month' | 'birth-year' | null => {
  const words = wordsOf(label).replace(/ ?(LAHIR|LHR)$/, '');
  const column = grouped.get(letters(words));
  return column === undefined ? null : (column as 'birth-day' | 'birth-month' | 'birth-year');
};

function misspelt(key: string): Column | null {
  if (key.length < 5) return null;
  const most = key.length < 8 ? 1 : 2;
  const near = new Set<Column>();
  for (const [label, column] of columnOfLabel) if (label.length >= 5 && slips(key, label, most) <= most) near.add(column);
  return near.size === 1 ? ([...near][0] as Column) : null;
}

/** The column a label resembles, by its words or but for a slip; null where it resembles none or two. */
export function columnLike(label: string): Column | null {
  if (isNoLabel(label)) return null;
  const words = wordsOf(label);
  if (words.length < 3 || relatives.test(words)) return null;
  return rules.find(([, fits]) => fits(words))?.[0] ?? misspelt(letters(label));
}
