// Decides what an officer is told of how a list was read that no row can tell: hidden sheets and columns, tables side by side, rows that are nobody's.
import type { SheetReading } from './list.ts';
import { columnNames } from './table-schema.ts';

/** One thing to know about the reading of a list, in both languages. */
export interface ReadingNote {
  readonly id: string;
  readonly en: string;
}

/** The notes on a list, sheet by sheet. Titles and headers are no news; sums, signatures and other rows that are nobody's are named. */
export function readingNotes(sheets: readonly SheetReading[]): readonly ReadingNote[] {
  return sheets.flatMap((sheet, at) => [...hiddenSheet(sheet), ...beside(sheets, at), ...hiddenColumns(sheet), ...nobody(sheet)]);
}

const inSheet = (sheet: string): readonly [string, string] => (sheet === '' ? ['', ''] : [` di lembar "${sheet}"`, ` on sheet "${sheet}"`]);

function hiddenSheet({ sheet, hiddenRows }: SheetReading): readonly ReadingNote[] {
  if (hiddenRows === undefined) return [];
  if (hiddenRows === 0) {
    return [
      { id: `Lembar tersembunyi "${sheet}" tidak dibaca; tidak ada orang di dalamnya.`, en: `The hidden sheet "${sheet}" was not read; nobody stands on it.` },
    ];
  }
  return [
    {
      id: `Lembar tersembunyi "${sheet}" tidak dibaca; di dalamnya ada ${hiddenRows} baris orang. Bila mereka diusulkan, tampilkan lembar itu lalu kirim lagi.`,
      en: `The hidden sheet "${sheet}" was not read; it holds ${hiddenRows} rows of people. If they are proposed, unhide the sheet and send the file again.`,
    },
  ];
}

/** Said once, of the first table. */
function beside(sheets: readonly SheetReading[], at: number): readonly ReadingNote[] {
  const { sheet, hiddenRows } = sheets[at] as SheetReading;
  const tables = sheets.filter((one) => one.sheet === sheet && one.hiddenRows === undefined);
  if (hiddenRows !== undefined || tables.length < 2 || tables[0] !== sheets[at]) return [];
  const [id, en] = inSheet(sheet);
  return [{ id: `Ada ${tables.length} tabel berdampingan${id}; semuanya dibaca.`, en: `There are ${tables.length} tables side by side${en}; all were read.` }];
}

function hiddenColumns({ sheet, columns }: SheetReading): readonly ReadingNote[] {
  const hidden = columns.filter((one) => one.hidden === true && one.column !== null);
  if (hidden.length === 0) return [];
  const [id, en] = inSheet(sheet);
  const named = hidden.map(({ letter, label, column }) => `${letter} (${label ?? columnNames.get(column as never) ?? ''})`).join(', ');
  return [{ id: `Kolom tersembunyi ${named}${id} ikut dibaca.`, en: `The hidden columns ${named}${en} were read as well.` }];
}

function nobody({ sheet, passedOver }: SheetReading): readonly ReadingNote[] {
  const rows = passedOver.filter(({ why }) => why === 'sum' || why === 'heading' || why === 'signature' || why === 'nobody').map(({ row }) => row);
  if (rows.length === 0) return [];
  const [id, en] = inSheet(sheet);
  const named = spans(rows);
  return [
    {
      id: `Baris ${named}${id} tidak dihitung: jumlah, judul kelompok, tanda tangan, atau tidak memuat orang.`,
      en: `Rows ${named}${en} were not counted: sums, headings, signatures, or nobody in them.`,
    },
  ];
}

/** Row numbers as people write them: 5, 9–12. */
function spans(rows: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const row of rows) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === row - 1) last[1] = row;
    else runs.push([row, row]);
  }
  const named = runs.slice(0, mostRuns).map(([from, to]) => (from === to ? String(from) : `${from}–${to}`));
  return `${named.join(', ')}${runs.length > mostRuns ? ', …' : ''}`;
}
const mostRuns = 20;
