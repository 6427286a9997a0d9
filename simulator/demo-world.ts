// Decides how the world outside is opened for the demonstration: at the size of the programme's places, its offices writing their registers from the first moment on.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { programmesFolder } from '../src/platform/workplace.ts';
import { quotasOver, readProgrammeFile } from '../src/programme/programme-steps.ts';
import type { ProgrammeFile } from '../src/programme/policy-schema.ts';
import type { Register } from '../src/registry/registers.ts';
import { type Case, programme } from './demo-cast.ts';
import type { Outside } from './outside.ts';
import { nttRegions } from './regions.ts';
import type { WorldPlan } from './world.ts';

/** The file each office writes, in the order they are loaded. */
export const registerFiles = {
  population: 'penduduk.csv',
  'social-register': 'dtsen.csv',
  membership: 'kepesertaan.csv',
  'public-servants': 'asn.csv',
  deaths: 'kematian.csv',
} as const satisfies Partial<Record<Register, string>>;

/** A register an office has been asked for. `written` ends when its file is there. */
export interface AskedRegister {
  readonly register: Register;
  readonly file: string;
  readonly written: Promise<unknown>;
}

/** The world outside, made for the places of a policy, with the registers its offices write. */
export interface DemoWorld {
  readonly outside: Outside;
  readonly policy: ProgrammeFile;
  readonly places: ReadonlyMap<string, number>;
  readonly registers: readonly AskedRegister[];
}

/** Opens the world by `open`. It needs no database: the offices write while ours is made. */
export async function openDemoWorld(
  of: Pick<Case, 'folder' | 'seed' | 'scale' | 'people' | 'exchange'>,
  open: (plan: WorldPlan) => Outside,
): Promise<DemoWorld> {
  await mkdir(of.folder, { recursive: true });
  const policy = await readProgrammeFile(await scaledProgramme(of, programme));
  const weights = new Map(nttRegions().regencies.map(({ code, villages: [first, end] }) => [code, end - first]));
  const quotas = quotasOver(policy, { weights, base: 'villages' });
  const places = new Map(quotas.map((quota) => [quota.area, quota.places]));
  const outside = open({ seed: of.seed, people: of.people, places });
  const registers = (Object.keys(registerFiles) as (keyof typeof registerFiles)[])
    .filter((register) => !of.exchange || (register !== 'population' && register !== 'membership'))
    .map((register) => {
      const file = path.join(of.folder, 'registers', registerFiles[register]);
      const written = outside.act(register, { path: file, asOf: '2025-06-15' });
      written.catch(() => {}); // whoever loads it is told
      return { register, file, written };
    });
  return { outside, policy, places, registers };
}

/** Writes the programme file at the demonstration's size: places and money shrink together. */
export async function scaledProgramme(of: Pick<Case, 'folder' | 'scale'>, name: string): Promise<string> {
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
