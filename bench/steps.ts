// Decides how the product is driven: one function for each thing measured, made of public steps only.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { allocate, drawSecret } from '../src/allocation/allocation-steps.ts';
import { assess } from '../src/eligibility/eligibility-steps.ts';
import { listedDraw, proposeEstablishment, signInstrument } from '../src/enrolment/instrument-steps.ts';
import { openDifferences } from '../src/contributions/difference-steps.ts';
import { reconcileMonth } from '../src/contributions/reconciliation-steps.ts';
import { approveLateAdditions } from '../src/enrolment/second-approval-steps.ts';
import { areaOfFile } from '../src/intake/area-of-file.ts';
import { submitLists } from '../src/intake/intake-steps.ts';
import { instant } from '../src/kernel/clock.ts';
import { civilDate } from '../src/kernel/date.ts';
import { assert } from '../src/kernel/fault.ts';
import { monthFrom } from '../src/kernel/month.ts';
import { programmesFolder } from '../src/platform/workplace.ts';
import { readProgrammeFile, recordProgramme } from '../src/programme/programme-steps.ts';
import { type Register, registers } from '../src/registry/registers.ts';
import { loadRegister, recordAgreement } from '../src/registry/registry-steps.ts';
import { listFiles } from './inputs.ts';
import { month, programme, programmeAtSize, province, reconciledAt, registersAsOf, sponsor } from './plan.ts';
import { type BenchWorkplace, finance, head, office, secretary } from './workplace.ts';

export const registerFiles: Readonly<Record<Register, string>> = {
  population: 'penduduk.csv',
  'social-register': 'dtsen.csv',
  membership: 'kepesertaan.csv',
  'public-servants': 'asn.csv',
  deaths: 'kematian.csv',
};

/** Programme and agreements: what stands before any person is known. */
export async function found(workplace: BenchWorkplace, inputs: string, scratch: string): Promise<void> {
  const places = new Map(JSON.parse(await readFile(path.join(inputs, 'places.json'), 'utf8')) as [string, number][]);
  const file = path.join(scratch, `${programme}.yaml`);
  await writeFile(file, stringify(programmeAtSize(parse(await readFile(path.join(programmesFolder, `${programme}.yaml`), 'utf8')), places)));
  const policy = await readProgrammeFile(file);
  await workplace.database.transact(office, (tx) => recordProgramme(tx, policy));
  await workplace.database.transact(office, async (tx) => {
    for (const register of registers) {
      await recordAgreement(tx, {
        agreement: register,
        register,
        sponsor,
        counterpart: 'bench',
        purpose: 'bench',
        basis: 'snapshot',
        validFrom: civilDate('2025-01-01'),
        validTo: civilDate('2026-12-31'),
      });
    }
  });
}

/** One register from its file. */
export const load = (workplace: BenchWorkplace, inputs: string, register: Register) =>
  loadRegister(workplace, office, {
    register,
    file: path.join(inputs, registerFiles[register]),
    sponsor,
    area: province,
    agreement: register,
    asOf: civilDate(registersAsOf),
  });

/** Every village's list. */
export async function handIn(workplace: BenchWorkplace, inputs: string): Promise<void> {
  const files = (await listFiles(inputs)).map((file) => ({ path: file, area: areaOfFile(path.basename(file)) ?? '' }));
  const receivedAt = instant('2025-06-23T09:00:00+08:00');
  workplace.clock.set(receivedAt);
  const { refusedFiles } = await submitLists(workplace, office, { programme, sponsor, files, sender: 'bench', receivedAt });
  assert(refusedFiles.length === 0, `${refusedFiles.length} files were refused`);
}

/** Everybody listed judged, and the places given. */
export async function select(workplace: BenchWorkplace): Promise<void> {
  workplace.clock.set('2025-06-25T09:00:00+08:00');
  await assess(workplace, office, programme);
  await drawSecret(workplace, office, programme, Buffer.alloc(32, 5));
  await allocate(workplace, office, { programme, seed: 'bench', listedDraw });
}

/** The month reconciled person by person: every difference found and opened as a task, then the figures of every branch. */
export async function reconcile({ clock, database, law }: BenchWorkplace): Promise<void> {
  clock.set(reconciledAt);
  const of = { programme, month: monthFrom(month) };
  const { opened } = await database.transact(finance, (tx) => openDifferences(tx, { ...of, law }));
  const branches = await database.read(finance, (tx) => reconcileMonth(tx, of));
  const missing = branches.reduce((sum, { classes }) => sum + classes['paid-not-posted'].persons, 0);
  assert(missing > 0 && opened >= missing, `${opened} differences are open, ${missing} people are paid for and not posted`);
}

/** The list signed, which holds the months of everybody placed. */
export async function sign(workplace: BenchWorkplace): Promise<string> {
  workplace.clock.set('2025-06-30T09:00:00+08:00');
  const { instrumentId } = await proposeEstablishment(workplace, office, { programme, number: 'SK/1', effectiveOn: civilDate(`${month}-01`) });
  await workplace.database.transact(head, (tx) => approveLateAdditions(tx, { instrumentId, remark: 'bench' }));
  await signInstrument(workplace, secretary, instrumentId);
  return instrumentId;
}
