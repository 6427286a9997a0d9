// Decides how lists are signed in the demonstration, sent to the branches, and changed by replacements.
import path from 'node:path';
import { type CivilDate, addDays, civilDate } from '../src/kernel/date.ts';
import { type InstrumentRow, instrumentsOf, proposeEstablishment, proposeReplacements, signInstrument } from '../src/enrolment/instrument-steps.ts';
import { basesRecorded, recordBasis, reviewInstrument } from '../src/enrolment/grounds-steps.ts';
import { approveLateAdditions, secondApprovalOf } from '../src/enrolment/second-approval-steps.ts';
import { exportEnrolment, readEnrolmentAnswers } from '../src/enrolment/registration-steps.ts';
import { assert } from '../src/kernel/fault.ts';
import { heldUnder } from '../src/roster/roster-steps.ts';
import { type Case, people, programme } from './demo-cast.ts';
import { count } from './demo-steps.ts';
import type { Outside } from './outside.ts';

/** An instrument as it stands, so that an interrupted act is taken up and not done twice. */
async function standing(of: Case, name: string, number: string): Promise<InstrumentRow | undefined> {
  return (await of.workplace.database.read(people.office, async (tx) => instrumentsOf(tx, name))).find((instrument) => instrument.number === number);
}

/** Signs what is not signed yet, and answers the instrument. */
async function sign(of: Case, name: string, number: string): Promise<InstrumentRow> {
  const proposed = await standing(of, name, number);
  assert(proposed !== undefined, `${number} was proposed`);
  of.steps.record.digests.push(proposed.listDigest);
  if (proposed.signedBy === null && proposed.lateAdditions > 0) await approvedBesides(of, proposed.instrumentId);
  if (proposed.signedBy === null) await signInstrument(of.workplace, people.secretary, proposed.instrumentId);
  return proposed;
}

/** The invented regulation and agreement a programme's lists rest on, recorded once. */
async function recordBases(of: Case, name: string, made: CivilDate, effectiveOn: CivilDate): Promise<void> {
  const { database } = of.workplace;
  if ((await database.read(people.office, async (tx) => basesRecorded(tx, name))).length > 0) return;
  const year = effectiveOn.slice(0, 4);
  await database.transact(people.office, async (tx) => {
    for (const [kind, number, title] of [
      ['regulation', `Pergub ${year}/12 (rekaan)`, 'Perlindungan pekerja rentan'],
      ['agreement', `PKS ${year}/41 (rekaan)`, 'Kerja sama dengan BPJS Ketenagakerjaan'],
    ] as const)
      await recordBasis(tx, { programme: name, kind, number, title, datedOn: made, validFrom: made, validTo: civilDate(`${year}-12-31`) });
  });
}

/** The legal office looks at a proposal before it is signed. */
async function reviewed(of: Case, instrumentId: string, on: CivilDate): Promise<void> {
  await of.workplace.database.transact(people.secretary, (tx) =>
    reviewInstrument(tx, { instrumentId, verdict: 'no-objection', remark: 'Tidak ada keberatan biro hukum (rekaan).', reviewedOn: on }),
  );
}

/** The head of the office approves late additions, once. */
async function approvedBesides(of: Case, instrumentId: string): Promise<void> {
  await of.workplace.database.transact(people.head, async (tx) => {
    if ((await secondApprovalOf(tx, instrumentId)) !== undefined) return;
    await approveLateAdditions(tx, { instrumentId, remark: 'Tempat yang kosong diisi dari cadangan; keluarganya diberi tahu (rekaan).' });
  });
}

/** A programme's first list: its number, the day it is signed, and the day it takes effect. */
export interface Establishment {
  readonly name: string;
  readonly number: string;
  readonly day: CivilDate;
  readonly effectiveOn: CivilDate;
}

/** Proposes and signs a programme's list. */
export async function signEstablishment(of: Case, { name, number, day, effectiveOn }: Establishment): Promise<void> {
  const { workplace, steps } = of;
  const { database } = workplace;
  steps.day(day);
  await steps.step(
    'determine',
    `SK ${number}`,
    async () => {
      await recordBases(of, name, addDays(day, -30), effectiveOn);
      if ((await standing(of, name, number)) === undefined) {
        const { instrumentId } = await proposeEstablishment(workplace, people.office, { programme: name, number, effectiveOn });
        await reviewed(of, instrumentId, day);
      }
      const { instrumentId, additions } = await sign(of, name, number);
      return { additions, ...(await database.read(people.office, async (tx) => heldUnder(tx, instrumentId))) };
    },
    ({ additions, personMonths, amount }) => `${count(additions)} orang, ${count(personMonths)} bulan-orang, Rp${count(amount)} terikat`,
  );
}

/** Has everybody on a programme's list registered, from two days after it was signed. */
export async function registerEstablishment(of: Case, outside: Outside, { name, number, day }: Establishment): Promise<void> {
  await of.steps.step(
    'enrol',
    `Pendaftaran / enrolment ${day.slice(0, 4)}`,
    async () => {
      const signed = await standing(of, name, number);
      assert(signed !== undefined, `${number} was signed`);
      return register(of, outside, name, signed.instrumentId, addDays(day, 2));
    },
    ({ registered, refused }) => `${count(registered)} terdaftar, ${count(refused)} ditolak`,
  );
}

interface Answered {
  readonly registered: number;
  readonly refused: number;
}

/** Sends an instrument's additions to the branches and reads their answers two days later; nothing to do when all are registered. */
async function register(of: Case, outside: Outside, name: string, instrumentId: string, on: CivilDate): Promise<Answered> {
  const { workplace, steps, folder } = of;
  steps.day(on);
  const files = await exportEnrolment(workplace, people.office, { instrumentId, folder: path.join(folder, 'enrolment'), on });
  if (files.length === 0) return { registered: 0, refused: 0 };
  const answeredOn = addDays(on, 2);
  steps.day(answeredOn);
  const rowsOf = (branch: string): number => files.reduce((sum, file) => sum + (file.branch === branch ? file.rows : 0), 0);
  // The largest branch first: it takes longest to answer and to be read.
  const branches = [...new Set(files.map(({ branch }) => branch))].sort((one, other) => rowsOf(other) - rowsOf(one));
  const answers = await Promise.all(
    branches.map(async (branch) => {
      const file = path.join(folder, 'enrolment', `jawaban-${branch}-${instrumentId.slice(-12)}.csv`);
      await outside.act('registration', { files: files.filter((one) => one.branch === branch).map((one) => one.path), answerPath: file });
      return readEnrolmentAnswers(workplace, people.office, { programme: name, file, answeredOn });
    }),
  );
  return { registered: answers.reduce((sum, { registered }) => sum + registered, 0), refused: answers.reduce((sum, { refused }) => sum + refused, 0) };
}

/** Replaces whoever left since the last time, from the first month still open. */
export async function replace(of: Case, outside: Outside, number: string, on: CivilDate): Promise<{ readonly left: number; readonly joined: number }> {
  const { workplace, steps } = of;
  steps.day(on);
  if ((await standing(of, programme, number)) === undefined) {
    const proposal = await proposeReplacements(workplace, people.office, { programme, number, effectiveOn: on });
    if (proposal === null) return { left: 0, joined: 0 };
  }
  const { instrumentId, removals, additions } = await sign(of, programme, number);
  await register(of, outside, programme, instrumentId, on);
  return { left: removals, joined: additions };
}
