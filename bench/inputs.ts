// Decides which files a size is measured with: five registers and one list a village, made once by the simulator and kept.
import { mkdirSync, writeFileSync } from 'node:fs';
import { access, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { roll } from '../simulator/chance.ts';
import { renderList, styleOf } from '../simulator/list-format.ts';
import type { RowKind } from '../simulator/list-kinds.ts';
import { cellsOf } from '../simulator/list-rows.ts';
import { writeRegisters } from '../simulator/registers.ts';
import { type World, createWorld } from '../simulator/world.ts';
import { type Size, labelOf, placesOf, registersAsOf, version } from './plan.ts';

/** What goes wrong in lists and can go wrong with anybody's row, in rows of a thousand, as often as in the simulator's own lists. */
const slips: readonly (readonly [RowKind, number])[] = [
  ['nik-malformed', 12],
  ['nik-unknown', 10],
  ['name-of-another', 8],
  ['birth-date-differs', 10],
  ['name-or-nik-empty', 3],
  ['family-card-as-nik', 3],
  ['small-spelling', 36],
];

/** A purpose of chance the simulator does not use. */
const slipOf = 900;

function kindOf(world: World, person: number): RowKind {
  let left = roll(world.seed, person, slipOf) % 1000;
  for (const [kind, share] of slips) {
    if (left < share) return kind;
    left -= share;
  }
  return 'clean';
}

/** One file a village, in which this share of those who live there (everybody: 1) stands once, as the village's clerk writes. */
function writeLists(world: World, folder: string, share: number): number {
  mkdirSync(folder, { recursive: true });
  let rows = 0;
  world.villages.forEach((village, number) => {
    const style = styleOf(world.seed, number);
    const cells = [];
    const end = village.first + Math.ceil((village.end - village.first) * share);
    for (let person = village.first; person < end; person += 1) {
      cells.push(cellsOf(world, { person, kind: kindOf(world, person) }, style, cells.length + 1));
    }
    rows += cells.length;
    writeFileSync(path.join(folder, `${village.code}.${style.workbook ? 'xlsx' : 'csv'}`), renderList(style, cells));
  });
  return rows;
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

/** Makes sure the files of a size are there; returns their folder. They appear whole or not at all. */
export async function inputsOf(folder: string, size: Size, tell: (text: string) => void): Promise<string> {
  const target = path.join(folder, `inputs-${labelOf(size)}-v${version}`);
  if (await exists(target)) return target;
  tell(`making the files of ${labelOf(size)} people`);
  const aside = `${target}.new`;
  await rm(aside, { recursive: true, force: true });
  mkdirSync(aside, { recursive: true });
  const world = createWorld({ seed: 'bench', people: size.people });
  writeRegisters(world, aside, registersAsOf);
  writeLists(world, path.join(aside, 'lists'), (size.listed ?? size.people) / size.people);
  await writeFile(path.join(aside, 'places.json'), JSON.stringify([...placesOf(world)]));
  await rename(aside, target);
  return target;
}

/** The list files of a folder of inputs, by name. */
export const listFiles = async (inputs: string): Promise<readonly string[]> =>
  (await readdir(path.join(inputs, 'lists'))).sort().map((name) => path.join(inputs, 'lists', name));
