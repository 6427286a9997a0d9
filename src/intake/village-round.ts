// Decides whether what was keyed from a village meeting agrees with its paper: every line it names exists, and counts and sums are those written on it.
import { Fault } from '../kernel/fault.ts';

/** One line as keyed: what the meeting said of the person on it. Empty fields are null. */
export interface RoundMark {
  readonly line: number;
  readonly objection: string | null;
  readonly absent: boolean;
  readonly occupation: string | null;
  readonly workplace: string | null;
  /** What of the civil data is wrong. */
  readonly civilData: string | null;
}

/** The totals the chair writes at the foot of the paper. `lineSum`: the numbers of all lines on which anything is written, added up. */
export interface ControlTotals {
  readonly objections: number;
  readonly absent: number;
  readonly attested: number;
  readonly civilData: number;
  readonly lineSum: number;
}

/** The totals of what was keyed. */
export const totalsOf = (marks: readonly RoundMark[]): ControlTotals => ({
  objections: marks.filter(({ objection }) => objection !== null).length,
  absent: marks.filter(({ absent }) => absent).length,
  attested: marks.filter(({ occupation }) => occupation !== null).length,
  civilData: marks.filter(({ civilData }) => civilData !== null).length,
  lineSum: marks.reduce((sum, { line }) => sum + line, 0),
});

const names: Readonly<Record<keyof ControlTotals, { readonly id: string; readonly en: string }>> = {
  objections: { id: 'jumlah keberatan', en: 'objections' },
  absent: { id: 'jumlah tidak hadir', en: 'absent' },
  attested: { id: 'jumlah dinyatakan bekerja', en: 'attested to work' },
  civilData: { id: 'jumlah data kependudukan salah', en: 'civil data wrong' },
  lineSum: { id: 'jumlah nomor baris yang ditandai', en: 'sum of the marked line numbers' },
};

/**
 * Refuses what does not agree with the paper; nothing of it is taken then. Faults (bad-input), naming file and row: `line-not-printed`, `line-keyed-twice`,
 * `workplace-without-occupation`; conflict `control-totals-disagree`, naming each total, what the paper says and what was keyed.
 */
export function refuseDisagreement(file: string, marks: readonly RoundMark[], paper: ControlTotals, lines: number): void {
  const seen = new Set<number>();
  for (const { line, occupation, workplace } of marks) {
    if (line < 1 || line > lines)
      throw at(
        file,
        line,
        'line-not-printed',
        `Nomor ${line} tidak ada di kertas ini (1 sampai ${lines}).`,
        `Line ${line} is not on this paper (1 to ${lines}).`,
      );
    if (seen.has(line)) throw at(file, line, 'line-keyed-twice', `Nomor ${line} diketik dua kali.`, `Line ${line} was keyed twice.`);
    seen.add(line);
    if (workplace !== null && occupation === null)
      throw at(file, line, 'workplace-without-occupation', `Nomor ${line}: tempat kerja tanpa pekerjaan.`, `Line ${line}: a workplace without an occupation.`);
  }
  const keyed = totalsOf(marks);
  const wrong = (Object.keys(names) as (keyof ControlTotals)[]).filter((name) => keyed[name] !== paper[name]);
  if (wrong.length === 0) return;
  const said = (language: 'id' | 'en', [on, typed]: readonly [string, string]): string =>
    wrong.map((name) => `${names[name][language]}: ${on} ${paper[name]}, ${typed} ${keyed[name]}`).join('; ');
  throw new Fault(
    'conflict',
    'control-totals-disagree',
    {
      id: `Berkas ${file} tidak cocok dengan kertasnya (${said('id', ['di kertas', 'diketik'])}). Tidak ada yang dicatat; periksa baris demi baris.`,
      en: `File ${file} does not agree with its paper (${said('en', ['paper', 'keyed'])}). Nothing was taken; compare line by line.`,
    },
    { file },
  );
}

const at = (file: string, line: number, code: string, id: string, en: string): Fault =>
  new Fault('bad-input', code, { id: `Berkas ${file}: ${id}`, en: `File ${file}: ${en}` }, { file, column: String(line) });

/** The columns of the file that is keyed, by the letters of their titles. */
export const keyedTitles = ['NO', 'NAMA', 'KEBERATAN', 'TIDAK HADIR', 'PEKERJAAN', 'TEMPAT KERJA', 'DATA KEPENDUDUKAN SALAH'] as const;

const letters = (text: string): string => text.toUpperCase().replace(/[^A-Z]/g, '');

/**
 * The lines of a keyed file on which anything is written. Faults (bad-input): `keyed-columns-missing`, and `line-number-not-readable` naming the row.
 */
export function readMarks(
  file: string,
  rows: readonly { readonly rowNumber: number; readonly cells: readonly ({ readonly text: string } | null)[] }[],
): readonly RoundMark[] {
  const header = rows.find(({ cells }) => cells.some((cell) => letters(cell?.text ?? '') === letters('KEBERATAN')));
  const places = keyedTitles.map((title) => header?.cells.findIndex((cell) => letters(cell?.text ?? '') === letters(title)) ?? -1);
  const missing = keyedTitles.filter((title, index) => title !== 'NAMA' && places[index] === -1);
  if (header === undefined || missing.length > 0) {
    throw new Fault(
      'bad-input',
      'keyed-columns-missing',
      {
        id: `Berkas ${file} tidak memuat kolom ${missing.join(', ')}. Pakai formulir yang dicetak bersama daftarnya.`,
        en: `File ${file} has no column ${missing.join(', ')}. Use the form printed with the list.`,
      },
      { file },
    );
  }
  const marks: RoundMark[] = [];
  for (const { rowNumber, cells } of rows) {
    if (rowNumber <= header.rowNumber) continue;
    const [no, , objection, absent, occupation, workplace, civilData] = places.map((place) => cells[place]?.text.trim().replace(/\s+/g, ' ') ?? '');
    const texts = [objection, absent, occupation, workplace, civilData];
    if (texts.every((text) => (text ?? '') === '')) continue;
    if (!/^\d{1,6}$/.test(no ?? '')) {
      throw new Fault(
        'bad-input',
        'line-number-not-readable',
        { id: `Berkas ${file} baris ${rowNumber}: nomor urut tidak terbaca.`, en: `File ${file} row ${rowNumber}: the line number cannot be read.` },
        { file, row: rowNumber },
      );
    }
    const text = (value: string | undefined): string | null => (value === undefined || value === '' || value === '-' ? null : value);
    marks.push({
      line: Number(no),
      objection: text(objection),
      absent: text(absent) !== null && !/^(hadir|tidak|t|n|0)$/i.test(absent ?? ''),
      occupation: text(occupation),
      workplace: text(workplace),
      civilData: text(civilData),
    });
  }
  return marks.filter((mark) => mark.absent || mark.objection !== null || mark.occupation !== null || mark.workplace !== null || mark.civilData !== null);
}
