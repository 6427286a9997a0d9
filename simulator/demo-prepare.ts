// Decides June 2025 of the demonstration: the programme recorded, the registers loaded, and the villages' lists written and handed in.
import path from 'node:path';
import { type CivilDate, civilDate } from '../src/kernel/date.ts';
import { assert } from '../src/kernel/fault.ts';
import { areaOfFile } from '../src/intake/area-of-file.ts';
import { filesIn, submitLists } from '../src/intake/intake-steps.ts';
import { recordProgramme } from '../src/programme/programme-steps.ts';
import type { Register } from '../src/registry/registers.ts';
import { loadRegister, recordAgreement } from '../src/registry/registry-steps.ts';
import { type Case, people, programme } from './demo-cast.ts';
import { count } from './demo-steps.ts';
import { Happening, beside, together } from './demo-strand.ts';
import { type AskedRegister, type DemoWorld, registerFiles } from './demo-world.ts';
import type { Outside } from './outside.ts';

/** June 2025: the programme, the registers and the villages' lists. */
export async function prepare(of: Case, world: DemoWorld): Promise<void> {
  const { steps } = of;
  const { database } = of.workplace;
  steps.day('2025-06-16');
  await steps.step(
    'programme',
    'Program dicatat / programme',
    async () => {
      const { quotas, policy } = await database.transact(people.office, async (tx) => recordProgramme(tx, world.policy));
      assert(
        quotas.every(({ area, places }) => world.places.get(area) === places),
        'the world is made for the places recorded',
      );
      return { kabupaten: quotas.length, places: policy.places.total };
    },
    ({ kabupaten, places }) => `${kabupaten} kabupaten/kota, ${count(places)} tempat`,
  );
  // The lists come in while the registers are still being written to their tables.
  const first = new Happening();
  await together(
    first.within(
      steps.step(
        'registers',
        'Register dimuat / registers loaded',
        () => loadRegisters(of, world.registers, first.happened),
        (rows) => `${count(of.people)} penduduk; ${count(rows)} baris${of.exchange ? '; penduduk dan kepesertaan lewat pertukaran' : ''}`,
      ),
    ),
    beside(of, 'lists', async (strand) => {
      await writeLists(strand, world.outside);
      await first.awaited;
      await handIn(strand);
    }),
  );
}

/** The villages write their lists. */
async function writeLists({ steps, folder, scale }: Case, outside: Outside): Promise<void> {
  await steps.step(
    'lists',
    'Daftar desa dibuat / village lists',
    () => outside.act('lists', { folder: path.join(folder, 'lists'), candidates: Math.round(140_000 * scale), truthPath: path.join(folder, 'truth.csv') }),
    (truth) => `${count(truth.files)} berkas (${count(truth.workbooks)} xlsx), ${count(truth.rows)} baris; ${count(truth.silent)} desa diam`,
  );
}

/** The lists are handed in. */
async function handIn({ workplace, steps, folder }: Case): Promise<void> {
  const receivedAt = steps.day('2025-06-23');
  await steps.step(
    'intake',
    'Daftar diterima / lists received',
    async () => {
      const files = (await filesIn(path.join(folder, 'lists'))).map((file) => ({ path: file, area: areaOfFile(path.basename(file)) ?? '' }));
      const { lists, rows, refusedFiles } = await submitLists(workplace, people.villages, {
        programme,
        sponsor: 'ntt',
        files,
        sender: 'kabupaten',
        receivedAt,
      });
      return { lists: lists.length, rows, refused: refusedFiles.length };
    },
    ({ lists, rows, refused }) => `${count(lists)} daftar, ${count(rows)} baris terbaca; ${refused} berkas ditolak`,
  );
}

/** A register of which so much is read is as good as read: what remains is the database's work, and the next may be read. */
const nearly = 0.98;

/** Each register is loaded as soon as its office has written it. `begun` hears when the first is as good as read. */
async function loadRegisters(of: Case, registers: readonly AskedRegister[], begun: () => void): Promise<number> {
  await agreements(of);
  let rows = 0;
  const load = async ({ register, file, written }: AskedRegister, reading?: (rows: number) => void): Promise<void> => {
    await written;
    const loaded = await loadRegisterOf(of, register, civilDate('2025-06-15'), file, reading);
    rows += loaded.rows;
  };
  // The second largest is read beside the others, and enters its table when its turn comes. Persons are made by the first: it begins alone.
  const [first, second, ...others] = registers;
  if (first === undefined || second === undefined) return rows;
  let beside: Promise<void> | undefined;
  await load(first, (read) => {
    beside ??= load(second);
    beside.catch(() => {}); // awaited below
    if (read >= of.people * nearly) begun();
  });
  begun();
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
export const loadRegisterOf = (of: Case, register: Register, asOf: CivilDate, file: string, onProgress: (rows: number) => void = () => {}) =>
  loadRegister(of.workplace, people.office, { register, file, sponsor: 'ntt', area: '53', agreement: agreementName(register), asOf, onProgress });
