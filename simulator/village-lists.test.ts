// Decides that the lists keep their promise, judged from the written files and registers alone: enough people who pass everywhere, and failures within what real lists show.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ageOn, parseDate, type CivilDate } from '../src/kernel/date.ts';
import { sha256 } from '../src/kernel/digest.ts';
import { readRecords } from './csv-file.ts';
import { headerLabels, type Column } from './list-format.ts';
import { nttRegions } from './regions.ts';
import { writeRegisters } from './registers.ts';
import { wholes } from './shares.ts';
import { writeVillageLists } from './village-lists.ts';
import { readSheet } from './workbook-read.ts';
import { createWorld } from './world.ts';

const folder = mkdtempSync(join(tmpdir(), 'simulated-lists-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const { regencies } = nttRegions();
const placesOf = (total: number): Map<string, number> => {
  const parts = wholes(
    regencies.map((regency) => regency.thousands),
    total,
  );
  return new Map(regencies.map((regency, at) => [regency.code, parts[at] as number]));
};

interface Entry {
  readonly nik: string;
  readonly name: string;
  readonly birth: string;
}

const columnOf = (label: string): Column | undefined => (Object.keys(headerLabels) as Column[]).find((column) => headerLabels[column].includes(label));

function entriesOf(path: string): readonly Entry[] {
  const rows: (readonly string[])[] = [];
  if (path.endsWith('.xlsx')) for (const sheet of ['Sheet1', 'DATA PEKERJA RENTAN', 'Data', 'Lembar1']) readSheet(path, sheet, (row) => rows.push(row.texts));
  else {
    const semicolons = readFileSync(path, 'utf8').split('\n', 1)[0]?.includes(';') === true;
    readRecords(path, (fields) => rows.push(semicolons ? fields.join(',').split(';') : fields));
  }
  const at = (rows[0] ?? []).map(columnOf);
  return rows.slice(1).map((row) => {
    const cell = (column: Column): string => row[at.indexOf(column)] ?? '';
    return { nik: cell('nik'), name: cell('name'), birth: cell('birth') };
  });
}

const registersOf = (path: string): Map<string, readonly string[]> => {
  const rows = new Map<string, readonly string[]>();
  readRecords(path, (fields) => rows.set(fields[0] as string, fields));
  return rows;
};

const scales = [
  ['ntt', 3_000, 500, 700],
  ['ntt', 30_000, 5_000, 7_000],
  ['lain', 30_000, 5_000, 7_000],
  ['ketiga', 12_000, 2_000, 2_800],
] as const;

describe.each(scales)('seed %s: %i people, %i places, %i candidates', (seed, people, places, candidates) => {
  const here = join(folder, `${seed}-${people}`);
  const wanted = placesOf(places);
  const world = createWorld({ seed, people, places: wanted });
  const truth = writeVillageLists(world, join(here, 'lists'), { places: wanted, candidates, truthPath: join(here, 'truth.csv') });
  mkdirSync(here, { recursive: true });
  writeRegisters(world, here, '2025-06-30');

  it('holds enough people who pass, in every kabupaten', () => {
    const population = registersOf(join(here, 'penduduk.csv'));
    const dtsen = registersOf(join(here, 'dtsen.csv'));
    const servants = registersOf(join(here, 'asn.csv'));
    const deaths = registersOf(join(here, 'kematian.csv'));
    const active = new Set<string>();
    readRecords(join(here, 'kepesertaan.csv'), (fields) => fields[3] === 'AKTIF' && active.add(fields[0] as string));
    const passing = new Map<string, Set<string>>();
    for (const file of readdirSync(join(here, 'lists'))) {
      const regency = file.slice(0, 4);
      for (const { nik, name, birth } of entriesOf(join(here, 'lists', file))) {
        const person = population.get(nik);
        if (person === undefined || person[11] !== 'AKTIF' || person[9]?.slice(0, 4) !== regency || person[2] !== name.toUpperCase()) continue;
        const written = parseDate(birth.replace(/^(\d\d)[-/](\d\d)[-/](\d{4})$/, '$3-$2-$1'));
        const age = ageOn(person[4] as CivilDate, '2025-07-01' as CivilDate);
        if (written !== person[4] || age < 18 || age > 64) continue;
        if (Number(dtsen.get(nik)?.[1] ?? 10) > 4 || servants.has(nik) || deaths.has(nik) || active.has(nik)) continue;
        const set = passing.get(regency) ?? new Set();
        passing.set(regency, set.add(nik));
      }
    }
    // Slightly misspelt names are left out here, and still enough remain.
    for (const [regency, count] of wanted) expect(passing.get(regency)?.size ?? 0, regency).toBeGreaterThanOrEqual(count * 1.02 + 3);
    for (const [regency, { certain, places: own }] of truth.regencies) expect(certain, regency).toBeGreaterThanOrEqual(own * 1.02 + 3);
  });

  it('fails as real lists do', () => {
    const failing = truth.villages.reduce((sum, list) => sum + list.failing, 0);
    expect(failing / truth.rows).toBeGreaterThan(0.215);
    expect(failing / truth.rows).toBeLessThan(0.255);
    const large = truth.villages.filter((list) => list.rows >= 12).map((list) => list.failing / list.rows);
    expect(large.filter((share) => share >= 0.13 && share <= 0.35).length / large.length).toBeGreaterThan(0.95);
    expect(truth.rows).toBeGreaterThanOrEqual(candidates * 0.98);
    expect(truth.kinds['already-member'] / truth.rows).toBeGreaterThan(0.05);
    expect(truth.kinds['aged-65-or-more'] / truth.rows).toBeGreaterThan(0.035);
  });

  it('loses no row between what was planned and what the files hold', () => {
    const files = readdirSync(join(here, 'lists'));
    expect(files.length).toBe(truth.files);
    expect(files.reduce((sum, file) => sum + entriesOf(join(here, 'lists', file)).length, 0)).toBe(truth.rows);
    expect(Object.values(truth.kinds).reduce((a, b) => a + b, 0)).toBe(truth.rows);
  });
});

it('writes the same bytes from the same seed, on every machine', () => {
  const wanted = placesOf(500);
  const digest = (seed: string, name: string): string => {
    const here = join(folder, name);
    const world = createWorld({ seed, people: 3_000, places: wanted });
    writeVillageLists(world, join(here, 'lists'), { places: wanted });
    writeRegisters(world, here, '2025-06-30');
    const files = [
      ...readdirSync(join(here, 'lists'))
        .sort()
        .map((file) => join('lists', file)),
      'penduduk.csv',
      'dtsen.csv',
      'kepesertaan.csv',
      'asn.csv',
      'kematian.csv',
    ];
    return sha256(files.map((file) => `${file} ${sha256(readFileSync(join(here, file)))}`).join('\n'));
  };
  const first = digest('tetap', 'one');
  expect(digest('tetap', 'two')).toBe(first);
  expect(digest('lain', 'three')).not.toBe(first);
  // Changes whenever anything of the world is changed; it must not change with the machine.
  expect(first).toBe('68836954cd8e13432deeea0b9229c0f409d7298ce8187eb00c5f9acb714ba1e9');
});
