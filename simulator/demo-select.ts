// Decides how people are chosen in the demonstration: lists judged, one refusal objected to and reopened, places given, the list signed; and again for 2026.
import path from 'node:path';
import { civilDate } from '../src/kernel/date.ts';
import { allocate, drawSecret } from '../src/allocation/allocation-steps.ts';
import { assess, rowWithReason } from '../src/eligibility/eligibility-steps.ts';
import { listedDraw } from '../src/enrolment/instrument-steps.ts';
import { fileObjection, objectionsAbout, resolveObjection } from '../src/grievance/grievance-steps.ts';
import { latestRun } from '../src/platform/run.ts';
import { readProgrammeFile, recordProgramme } from '../src/programme/programme-steps.ts';
import { type Case, nextProgramme, people, programme } from './demo-cast.ts';
import { exchange } from './demo-exchange.ts';
import type { Establishment } from './demo-instruments.ts';
import { loadRegisterOf } from './demo-prepare.ts';
import { count } from './demo-steps.ts';
import { scaledProgramme } from './demo-world.ts';
import type { Outside } from './outside.ts';

const seedOf2025 = 'undian-2025-06-28';

/** How many rows were handed in, and what the assessment made of them. */
export interface Selection {
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly review: number;
}

/** Late June 2025: the lists judged, one refusal objected to and reopened, judged again, places given. */
export async function select(of: Case, outside: Outside): Promise<Selection> {
  const { steps } = of;
  if (of.exchange) await exchange(of, outside);
  steps.day('2025-06-25');
  await steps.step(
    'assess',
    'Calon dinilai / candidates judged',
    () => judge(of, programme),
    ({ accepted, rejected, review, rows }) => `${count(accepted)} terima + ${count(rejected)} tolak + ${count(review)} periksa = ${count(rows)}`,
  );
  await steps.step(
    'objection',
    'Keberatan dijawab / objection',
    () => objectOnce(of),
    (answered) => (answered ? 'satu baris berbeda nama dibuka kembali' : 'tidak ada yang berbeda nama'),
  );
  const judged = await steps.step(
    'assess',
    'Dinilai kembali / judged again',
    () => judge(of, programme),
    ({ accepted }) => `${count(accepted)} diterima`,
  );
  steps.day('2025-06-28');
  await steps.step(
    'allocate',
    'Tempat dibagi / places given',
    () => draw(of, programme, seedOf2025),
    ({ placed, reserve }) => `${count(placed)} tempat, ${count(reserve)} cadangan`,
  );
  return judged;
}

/** The end of June 2025: the first list. */
export const firstList: Establishment = { name: programme, number: '188.44/NTT/2025', day: civilDate('2025-06-30'), effectiveOn: civilDate('2025-07-01') };

async function judge(of: Case, name: string): Promise<Selection> {
  const { counts, runHash } = await assess(of.workplace, people.office, name);
  of.steps.record.digests.push(runHash);
  return { rows: counts['rows'] ?? 0, accepted: counts['accept'] ?? 0, rejected: counts['reject'] ?? 0, review: counts['review'] ?? 0 };
}

async function draw(of: Case, name: string, seed: string): Promise<{ readonly placed: number; readonly reserve: number }> {
  await drawSecret(of.workplace, people.office, name, Buffer.alloc(32, of.seed));
  const { counts, runHash } = await allocate(of.workplace, people.office, { programme: name, seed, listedDraw });
  of.steps.record.digests.push(runHash);
  return { placed: counts['placed'] ?? 0, reserve: counts['reserve'] ?? 0 };
}

/** One village objects to a refusal because of a nickname, and is answered; false when nobody was refused for his name. */
async function objectOnce(of: Case): Promise<boolean> {
  const { workplace, steps } = of;
  const { database } = workplace;
  steps.day('2025-06-26');
  const doubtful = await database.read(people.office, async (tx) => {
    const run = await latestRun(tx, programme, 'assessment');
    if (run === undefined) return undefined;
    const row = await rowWithReason(tx, run.runId, 'name-differs');
    return row === undefined ? undefined : { ...row, runId: run.runId };
  });
  if (doubtful === undefined) return false;
  const [filed] = await database.read(people.cases, async (tx) => objectionsAbout(tx, doubtful.listId, doubtful.rowNo));
  if (filed !== undefined && filed.outcome !== null) return true;
  const objectionId =
    filed?.objectionId ??
    (
      await database.transact(people.villages, async (tx) =>
        fileObjection(tx, {
          law: workplace.law,
          listId: doubtful.listId,
          rowNo: doubtful.rowNo,
          runId: doubtful.runId,
          channel: 'village',
          statement: 'Nama pada daftar adalah nama panggilan; KTP dan KK dibawa ke kantor desa.',
          receivedOn: civilDate('2025-06-26'),
        }),
      )
    ).objectionId;
  steps.day('2025-06-27');
  await database.transact(people.cases, async (tx) =>
    resolveObjection(tx, {
      objectionId,
      resolvedOn: civilDate('2025-06-27'),
      answer: {
        outcome: 'reopened',
        explanation: 'Orang yang sama menurut KTP dan KK asli.',
        personKey: doubtful.personKey,
        evidence: 'KTP dan KK asli dilihat di kantor desa',
      },
    }),
  );
  return true;
}

/** The province's own 50,000 for 2026, ranked again from the same candidates by the registers of its first day. */
export async function drawNextYear(of: Case, outside: Outside): Promise<void> {
  const { workplace, steps } = of;
  steps.day('2026-01-02');
  await steps.step(
    'next-year',
    'Program 2026',
    async () => {
      const file = await readProgrammeFile(await scaledProgramme(of, nextProgramme));
      await workplace.database.transact(people.office, async (tx) => recordProgramme(tx, file));
      const deathsFile = path.join(of.folder, 'registers', 'kematian-2026-01-01.csv');
      await outside.act('deaths', { path: deathsFile, asOf: '2026-01-01' });
      await loadRegisterOf(of, 'deaths', civilDate('2026-01-01'), deathsFile);
      await judge(of, nextProgramme);
      return draw(of, nextProgramme, 'undian-2026-01-02');
    },
    ({ placed, reserve }) => `${count(placed)} tempat, ${count(reserve)} cadangan`,
  );
}

/** January 2026: the list of the new year. */
export const nextList: Establishment = { name: nextProgramme, number: '188.44/NTT/2026', day: civilDate('2026-01-02'), effectiveOn: civilDate('2026-01-01') };
