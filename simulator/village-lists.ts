// Decides what every village hands in: enough people who pass for the places of its kabupaten, and the failures that real lists have.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert } from '../src/kernel/fault.ts';
import { CsvFile } from './csv-file.ts';
import { fillLists, planOf, type VillageList } from './list-fill.ts';
import { renderList, styleOf } from './list-format.ts';
import { failureKinds, failures, type RowKind } from './list-kinds.ts';
import { cellsOf } from './list-rows.ts';
import { nikOf } from './people.ts';
import type { InhabitedVillage, World } from './population.ts';

export interface VillageListOptions {
  /** Places by kabupaten code; the world must have been made for at least these. */
  readonly places: ReadonlyMap<string, number>;
  /** Rows over all lists, default 1.4 × places; a kabupaten with few places gets somewhat more. */
  readonly candidates?: number;
  /** Where to write what is wrong with every row (`berkas,baris,jenis,nik`); outside the folder of the lists. */
  readonly truthPath?: string;
}

export interface RegencyTruth {
  readonly places: number;
  readonly rows: number;
  /** Rows that fail. */
  readonly failing: number;
  /** People who pass and are written without any slip. At least places × 1.02 + 3. */
  readonly certain: number;
}

/** What is really in the lists, for tests and the demo. */
export interface ListTruth {
  readonly files: number;
  readonly workbooks: number;
  /** Inhabited villages that sent nothing. */
  readonly silent: number;
  readonly rows: number;
  readonly kinds: Readonly<Record<RowKind, number>>;
  readonly regencies: ReadonlyMap<string, RegencyTruth>;
  readonly villages: readonly { readonly file: string; readonly rows: number; readonly failing: number }[];
}

const slug = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

/** Writes one file per answering village, `<kode_desa>-<name>.csv` or `.xlsx`, into `folder` (made if missing). */
export function writeVillageLists(world: World, folder: string, options: VillageListOptions): ListTruth {
  mkdirSync(folder, { recursive: true });
  const total = [...options.places.values()].reduce((a, b) => a + b, 0);
  const candidates = options.candidates ?? Math.round(total * 1.4);
  const kinds = Object.fromEntries([...failureKinds, 'clean', 'small-spelling', 'former-member'].map((kind) => [kind, 0])) as Record<RowKind, number>;
  const regencies = new Map<string, RegencyTruth>();
  const villages: { file: string; rows: number; failing: number }[] = [];
  const truth = options.truthPath === undefined ? null : new CsvFile(options.truthPath, 'berkas,baris,jenis,nik');
  let workbooks = 0;
  let silent = 0;

  world.regions.regencies.forEach((regency, number) => {
    const places = options.places.get(regency.code) ?? 0;
    const inhabited = world.villages.flatMap((village, at) => (village.regency === number ? [at] : []));
    const lists = places === 0 ? [] : fillLists(world, inhabited, planOf(places, (candidates * places) / total));
    silent += inhabited.length - lists.length;
    let rows = 0;
    let failing = 0;
    for (const list of lists) {
      const village = world.villages[list.village] as InhabitedVillage;
      const style = styleOf(world.seed, list.village);
      const file = `${village.code}-${slug(village.name)}.${style.workbook ? 'xlsx' : 'csv'}`;
      writeFileSync(
        join(folder, file),
        renderList(
          style,
          list.rows.map((row, at) => cellsOf(world, row, style, at + 1)),
        ),
      );
      if (style.workbook) workbooks += 1;
      let wrong = 0;
      list.rows.forEach((row, at) => {
        kinds[row.kind] += 1;
        if (row.kind in failures) wrong += 1;
        truth?.write(`${file},${at + 2},${row.kind},${nikOf(world, row.person)}`);
      });
      rows += list.rows.length;
      failing += wrong;
      villages.push({ file, rows: list.rows.length, failing: wrong });
    }
    if (places === 0) return;
    const certain = certainIn(lists);
    assert(certain >= places * 1.02 + 3, `kabupaten ${regency.code} has too few eligible people for ${places} places: make the world for these places`);
    regencies.set(regency.code, { places, rows, failing, certain });
  });
  truth?.end();
  return { files: villages.length, workbooks, silent, rows: villages.reduce((sum, list) => sum + list.rows, 0), kinds, regencies, villages };
}

const certainIn = (lists: readonly VillageList[]): number => lists.reduce((sum, list) => sum + list.rows.filter((row) => row.kind === 'clean').length, 0);
