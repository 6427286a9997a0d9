// Decides June 2025 of the demonstration: the programme at its size, the world outside, its registers and the villages' lists.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { type CivilDate, civilDate } from '../src/kernel/date.ts';
import { programmesFolder } from '../src/platform/workplace.ts';
import { currentPolicy, readProgrammeFile, recordProgramme } from '../src/programme/programme-steps.ts';
import type { Register } from '../src/registry/registers.ts';
import { loadRegister, recordAgreement } from '../src/registry/registry-steps.ts';
import { type Case, people, programme } from './demo-cast.ts';
import { count } from './demo-steps.ts';
import type { Outside } from './outside.ts';

const registerFiles = {
  population: 'penduduk.csv',
  'social-register': 'dtsen.csv',
  membership: 'kepesertaan.csv',
  'public-servants': 'asn.csv',
  deaths: 'kematian.csv',
} as const;

/** Writes the programme file at the demonstration's size: places and money shrink together. */
export async function scaledProgramme(of: Case, name: string): Promise<string> {
  const file = parse(await readFile(path.join(programmesFolder, `${name}.yaml`), 'utf8')) as {
    places: { total: number; fixed: Record<string, { places: number }> };
    budget: { limit: number }[];
  };
  const scaled = (places: number): number => Math.max(1, Math.round(places * of.scale));
  const before = file.places.total;
  file.places.total = scaled(before);
  for (const quota of Object.values(file.places.fixed)) quota.places = Math.floor(quota.places * of.scale);
  for (const line of file.budget) line.limit = Math.round((line.limit / before) * file.places.total);
  const target = path.join(of.folder, `${name}.yaml`);
  await writeFile(target, stringify(file));
  return target;
}

/** June 2025: the programme, the world outside, its registers and the villages' lists. */
export async function prepare(of: Case): Promise<Outside> {
  const { workplace, steps, folder } = of;
  const { database } = workplace;
  await mkdir(folder, { recursive: true });
  steps.day('2025-06-16');
  await steps.step(
    'programme',
    'Program dicatat / programme',
    async () => {
      const file = await readProgrammeFile(await scaledProgramme(of, programme));
      const { quotas, policy } = await database.transact(people.office, async (tx) => recordProgramme(tx, file));
      return { kabupaten: quotas.length, places: policy.places.total };
    },
    ({ kabupaten, places }) => `${kabupaten} kabupaten/kota, ${count(places)} tempat`,
  );
  const { quotas } = await database.read(people.office, async (tx) => currentPolicy(tx, programme));
  const outside = of.openOutside({ seed: of.seed, people: of.people, places: new Map(quotas.map(({ area, places }) => [area, places])) });
  const villages = villageListsOf(of, outside);
  await steps.step(
    'registers',
    'Register dimuat / registers loaded',
    () => loadRegisters(of, outside, villages),
    (rows) => `${count(of.people)} penduduk; ${count(rows)} baris${of.exchange ? '; penduduk dan kepesertaan lewat pertukaran' : ''}`,
  );
  await steps.step(
    'lists',
    'Daftar desa dibuat / village lists',
    villages,
    (truth) => `${count(truth.files)} berkas (${count(truth.workbooks)} xlsx), ${count(truth.rows)} baris; ${count(truth.silent)} desa diam`,
  );
  return outside;
}

/** The villages write their lists once, from when they are first asked: while the registers are loaded. */
function villageListsOf({ folder, scale }: Case, outside: Outside) {
  let lists: ReturnType<typeof write> | undefined;
  const write = () =>
    outside.act('lists', { folder: path.join(folder, 'lists'), candidates: Math.round(140_000 * scale), truthPath: path.join(folder, 'truth.csv') });
  return () => {
    lists ??= write();
    lists.catch(() => {}); // whoever awaits them is told
    return lists;
  };
}

/** Each register is loaded as soon as its office has written it. */
async function loadRegisters(of: Case, outside: Outside, villages: () => Promise<unknown>): Promise<number> {
  await agreements(of);
  const asked = (Object.keys(registerFiles) as Register[])
    .filter((register) => !of.exchange || (register !== 'population' && register !== 'membership'))
    .map((register) => {
      const file = path.join(of.folder, 'registers', registerFiles[register]);
      const written = outside.act(register, { path: file, asOf: '2025-06-15' });
      written.catch(() => {}); // awaited below
      return { register, file, written };
    });
  void villages();
  let rows = 0;
  const load = async ({ register, file, written }: (typeof asked)[number], begun?: () => void): Promise<void> => {
    await written;
    const loaded = await loadRegisterOf(of, register, civilDate('2025-06-15'), file, begun);
    rows += loaded.rows;
  };
  // The second largest is read beside the others, and enters its table when its turn comes. Persons are made by the first: it begins alone.
  const [first, second, ...others] = asked;
  if (first === undefined || second === undefined) return rows;
  let beside: Promise<void> | undefined;
  await load(first, () => {
    beside ??= load(second);
    beside.catch(() => {}); // awaited below
  });
  for (const one of others) await load(one);
  await (beside ?? load(second));
  return rows;
}

const agreementName = (register: Register): string => `PKS-${register}-2025`;

async function agreements(of: Case): Promise<void> {
  await of.workplace.database.transact(people.office, async (tx) => {
    for (const register of Object.keys(registerFiles) as Register[]) {
      await recordAgreement(tx, {
        agreement: agreementName(register),
        register,
        sponsor: 'ntt',
        counterpart: register === 'membership' ? 'BPJS Ketenagakerjaan' : 'Dukcapil / Dinas Sosial / BKD',
        purpose: 'perlindungan pekerja rentan',
        basis: of.exchange && (register === 'population' || register === 'membership') ? 'exchange' : 'snapshot',
        validFrom: civilDate('2025-01-01'),
        validTo: civilDate('2026-12-31'),
      });
    }
  });
}

/** Loads a register's file as of a day. */
export const loadRegisterOf = (of: Case, register: Register, asOf: CivilDate, file: string, onProgress: () => void = () => {}) =>
  loadRegister(of.workplace, people.office, { register, file, sponsor: 'ntt', area: '53', agreement: agreementName(register), asOf, onProgress });
