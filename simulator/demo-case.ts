// Decides how the case of Nusa Tenggara Timur is played: who does what on which day, from the registers of June 2025 to the first payment of 2026.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { type CivilDate, addDays, civilDate, weekday } from '../src/kernel/date.ts';
import { type Month, addMonths, dayIn, monthFrom } from '../src/kernel/month.ts';
import { allocate, drawSecret } from '../src/allocation/allocation-steps.ts';
import { findDeaths } from '../src/claims/claims-steps.ts';
import { acceptContributionCode, finaliseMonth, invoiceMonth, openMonth } from '../src/contributions/contributions-steps.ts';
import { importBankStatement, recordPayment } from '../src/contributions/payment-steps.ts';
import { importPostings } from '../src/contributions/posting-steps.ts';
import { assess, rowWithReason } from '../src/eligibility/eligibility-steps.ts';
import { proposeEstablishment, proposeReplacements, signInstrument } from '../src/enrolment/instrument-steps.ts';
import { readLeavers } from '../src/enrolment/leavers-steps.ts';
import { exportEnrolment, readEnrolmentAnswers } from '../src/enrolment/registration-steps.ts';
import { fileObjection, resolveObjection } from '../src/grievance/grievance-steps.ts';
import { areaOfFile } from '../src/intake/area-of-file.ts';
import { filesIn, submitLists } from '../src/intake/intake-steps.ts';
import { programmesFolder } from '../src/platform/workplace.ts';
import { readProgrammeFile, recordProgramme } from '../src/programme/programme-steps.ts';
import type { Register } from '../src/registry/registers.ts';
import { loadRegister, recordAgreement } from '../src/registry/registry-steps.ts';
import { publishAccount } from '../src/reporting/reporting-steps.ts';
import { payOrder } from './bank.ts';
import { answerEnrolment, issueContributionCode, postContributions } from './bpjs-branch.ts';
import { type Case, people, programme } from './demo-cast.ts';
import { exchange } from './demo-exchange.ts';
import { count } from './demo-steps.ts';
import { writeVillageActs } from './events.ts';
import { writeDeaths, writeMembership, writePopulation, writeServants, writeDtsen } from './registers.ts';
import { writeVillageLists } from './village-lists.ts';
import { createWorld, type World } from './world.ts';

export { type Case, people, programme } from './demo-cast.ts';

const registerFiles = {
  population: 'penduduk.csv',
  'social-register': 'dtsen.csv',
  membership: 'kepesertaan.csv',
  'public-servants': 'asn.csv',
  deaths: 'kematian.csv',
} as const;

const nextProgramme = 'ntt-2026';
const seedOf2025 = 'undian-2025-06-28';

/** Writes the programme file at the demonstration's size: places and money shrink together. */
async function scaledProgramme(of: Case, name: string): Promise<string> {
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

/** June 2025: the programme, the world and its registers. */
export async function prepare(of: Case): Promise<World> {
  const { workplace, steps, folder } = of;
  const { database } = workplace;
  await mkdir(folder, { recursive: true });
  steps.day('2025-06-16');
  const policy = await steps.step(
    'programme',
    'Program dicatat / programme',
    async () => {
      const file = await readProgrammeFile(await scaledProgramme(of, programme));
      return database.transact(people.office, async (tx) => recordProgramme(tx, file));
    },
    (recorded) => `${recorded.quotas.length} kabupaten/kota, ${count(recorded.policy.places.total)} tempat`,
  );
  const places = new Map(policy.quotas.map(({ area, places: number }) => [area, number]));
  const registers = path.join(folder, 'registers');
  await mkdir(registers, { recursive: true });
  const world = await steps.step(
    'generate',
    'Dunia buatan / invented world',
    async () => {
      const made = createWorld({ seed: of.seed, people: of.people, places });
      if (!of.exchange) {
        writePopulation(made, path.join(registers, registerFiles.population), '2025-06-15');
        writeMembership(made, path.join(registers, registerFiles.membership), '2025-06-15');
      }
      writeDtsen(made, path.join(registers, registerFiles['social-register']));
      writeServants(made, path.join(registers, registerFiles['public-servants']));
      writeDeaths(made, path.join(registers, registerFiles.deaths), '2025-06-15');
      return made;
    },
    (made) => `${count(made.people)} orang / people`,
  );
  await agreements(of);
  await steps.step(
    'registers',
    'Register dimuat / registers loaded',
    async () => {
      let rows = 0;
      for (const register of Object.keys(registerFiles) as Register[]) {
        if (of.exchange && (register === 'population' || register === 'membership')) continue;
        rows += (await load(of, register, civilDate('2025-06-15'), path.join(registers, registerFiles[register]))).rows;
      }
      return rows;
    },
    (rows) => `${count(rows)} baris${of.exchange ? '; penduduk dan kepesertaan lewat pertukaran' : ''}`,
  );
  await steps.step(
    'lists',
    'Daftar desa dibuat / village lists',
    () =>
      Promise.resolve(
        writeVillageLists(world, path.join(folder, 'lists'), {
          places,
          candidates: Math.round(140_000 * of.scale),
          truthPath: path.join(folder, 'truth.csv'),
        }),
      ),
    (truth) => `${count(truth.files)} berkas (${count(truth.workbooks)} xlsx), ${count(truth.rows)} baris; ${count(truth.silent)} desa diam`,
  );
  return world;
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

const load = (of: Case, register: Register, asOf: CivilDate, file: string) =>
  loadRegister(of.workplace, people.office, { register, file, sponsor: 'ntt', area: '53', agreement: agreementName(register), asOf });

/** Late June 2025: lists in, judged, one refusal objected to and reopened, places given, the list signed. */
export async function select(
  of: Case,
  world: World,
): Promise<{ readonly accepted: number; readonly rejected: number; readonly review: number; readonly rows: number; readonly assessment: string }> {
  const { workplace, steps, folder } = of;
  const { database } = workplace;
  const receivedAt = steps.day('2025-06-23');
  const submitted = await steps.step(
    'intake',
    'Daftar diterima / lists received',
    async () => {
      const files = (await filesIn(path.join(folder, 'lists'))).map((file) => ({ path: file, area: areaOfFile(path.basename(file)) ?? '' }));
      return submitLists(workplace, people.villages, { programme, sponsor: 'ntt', files, sender: 'kabupaten', receivedAt });
    },
    (result) => `${count(result.lists.length)} daftar, ${count(result.rows)} baris terbaca; ${result.refusedFiles.length} berkas ditolak`,
  );
  if (of.exchange) await exchange(of, world);
  steps.day('2025-06-25');
  const first = await steps.step(
    'assess',
    'Calon dinilai / candidates judged',
    () => assess(workplace, people.office, programme),
    ({ counts }) =>
      `${count(counts['accept'] ?? 0)} terima + ${count(counts['reject'] ?? 0)} tolak + ${count(counts['review'] ?? 0)} periksa = ${count(counts['rows'] ?? 0)}`,
  );
  await steps.step(
    'objection',
    'Keberatan dijawab / objection',
    async () => {
      steps.day('2025-06-26');
      const doubtful = await database.read(people.office, async (tx) => rowWithReason(tx, first.runId, 'name-differs'));
      if (doubtful === undefined) return null;
      const objectionId = await database.transact(people.villages, async (tx) =>
        fileObjection(tx, {
          listId: doubtful.listId,
          rowNo: doubtful.rowNo,
          runId: first.runId,
          channel: 'village',
          statement: 'Nama pada daftar adalah nama panggilan; KTP dan KK dibawa ke kantor desa.',
          receivedOn: civilDate('2025-06-26'),
        }),
      );
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
      return doubtful.rowNo;
    },
    (row) => (row === null ? 'tidak ada yang berbeda nama' : 'satu baris berbeda nama dibuka kembali'),
  );
  const second = await steps.step(
    'assess',
    'Dinilai kembali / judged again',
    () => assess(workplace, people.office, programme),
    ({ counts }) => `${count(counts['accept'] ?? 0)} diterima`,
  );
  steps.day('2025-06-28');
  const allocation = await steps.step(
    'allocate',
    'Tempat dibagi / places given',
    async () => {
      await drawSecret(workplace, people.office, programme, Buffer.alloc(32, of.seed));
      return allocate(workplace, people.office, { programme, seed: seedOf2025 });
    },
    ({ counts }) => `${count(counts['placed'] ?? 0)} tempat, ${count(counts['reserve'] ?? 0)} cadangan`,
  );
  of.digests.push(first.runHash, second.runHash, allocation.runHash);
  await signEstablishment(of, programme, '188.44/NTT/2025', '2025-06-30', civilDate('2025-07-01'));
  return {
    accepted: second.counts['accept'] ?? 0,
    rejected: second.counts['reject'] ?? 0,
    review: second.counts['review'] ?? 0,
    rows: submitted.rows,
    assessment: second.runId,
  };
}

async function signEstablishment(of: Case, name: string, number: string, day: string, effectiveOn: CivilDate): Promise<void> {
  const { workplace, steps } = of;
  steps.day(day);
  await steps.step(
    'determine',
    `SK ${number}`,
    async () => {
      const proposal = await proposeEstablishment(workplace, people.office, { programme: name, number, effectiveOn });
      of.digests.push(proposal.listDigest);
      const signed = await signInstrument(workplace, people.secretary, proposal.instrumentId);
      await register(of, name, proposal.instrumentId, addDays(civilDate(day), 2));
      return signed;
    },
    ({ instrument, personMonths, amount }) => `${count(instrument.additions)} orang, ${count(personMonths)} bulan-orang, Rp${count(amount)} terikat`,
  );
}

/** Sends an instrument's additions to the branches and reads their answers two days later; nothing to do when all are registered. */
async function register(of: Case, name: string, instrumentId: string, on: CivilDate): Promise<void> {
  const { workplace, steps, folder } = of;
  steps.day(on);
  const files = await exportEnrolment(workplace, people.office, { instrumentId, folder: path.join(folder, 'enrolment'), on });
  if (files.length === 0) return;
  const answerPath = path.join(folder, 'enrolment', `jawaban-${instrumentId.slice(-12)}.csv`);
  answerEnrolment({ seed: of.seed, files: files.map((file) => file.path), answerPath });
  const answeredOn = addDays(on, 2);
  steps.day(answeredOn);
  await readEnrolmentAnswers(workplace, people.office, { programme: name, file: answerPath, answeredOn });
}

/** Replaces whoever left since the last time, from the first month still open. */
async function replace(of: Case, number: string, on: CivilDate): Promise<{ readonly left: number; readonly joined: number }> {
  const { workplace, steps } = of;
  steps.day(on);
  const proposal = await proposeReplacements(workplace, people.office, { programme, number, effectiveOn: on });
  if (proposal === null) return { left: 0, joined: 0 };
  of.digests.push(proposal.listDigest);
  await signInstrument(workplace, people.secretary, proposal.instrumentId);
  await register(of, programme, proposal.instrumentId, on);
  return { left: proposal.removals, joined: proposal.additions };
}

const workingDay = (date: CivilDate): CivilDate => (weekday(date) > 5 ? workingDay(addDays(date, 1)) : date);

/** Loads the deaths known on a day and opens the claims they give rise to. */
export async function lookForDeaths(of: Case, world: World, name: string, on: CivilDate): Promise<Awaited<ReturnType<typeof findDeaths>>> {
  of.steps.day(on);
  const file = path.join(of.folder, 'registers', `kematian-${on}.csv`);
  writeDeaths(world, file, on);
  await load(of, 'deaths', on, file);
  const found = await findDeaths(of.workplace, people.cases, name);
  of.deathsCovered.push(found.covered);
  return found;
}

/** One contribution month: deaths and leavers known, replaced; opened, finalised, coded, invoiced, paid, posted. */
export async function playMonth(of: Case, world: World, name: string, month: Month): Promise<void> {
  const { workplace, steps, folder } = of;
  await steps.step(
    'months',
    `Bulan / month ${month}`,
    async () => {
      const begins = dayIn(month, 2);
      let changes = { left: 0, joined: 0 };
      let deaths = 0;
      if (name === programme) {
        if (month !== '2025-07') {
          deaths = (await lookForDeaths(of, world, name, begins)).deaths;
          const acts = path.join(folder, 'lists', '..', `laporan-desa-${addMonths(month, -1)}.csv`);
          writeVillageActs(world, acts, addMonths(month, -1));
          await readLeavers(workplace, people.villages, { programme, file: acts });
        }
        changes = await replace(of, `188.44/NTT/${month}/perubahan`, begins);
      }
      const people_ = await payMonth(of, name, month);
      return { ...changes, deaths, people: people_ };
    },
    ({ left, joined, deaths, people: number }) => `${count(number)} orang dibayar dan dibukukan; ${left} keluar (${deaths} meninggal), ${joined} menggantikan`,
  );
}

/** A branch's month on its way through the files of the branch and the bank. */
interface BranchMonth {
  readonly branch: string;
  readonly npp: string;
  readonly roster: string;
  readonly persons: number;
  readonly digest: string;
}

/** The branches work side by side, each day's acts before the next day's. */
async function payMonth(of: Case, name: string, month: Month): Promise<number> {
  const { workplace, steps, folder } = of;
  const { database, law } = workplace;
  const directory = path.join(folder, 'months', month);
  await mkdir(directory, { recursive: true });
  steps.day(dayIn(month, 6));
  const { periods } = await database.transact(people.finance, async (tx) => openMonth(tx, { law, programme: name, month }));
  const finalised = await Promise.all(
    periods.map(async ({ branch, npp }): Promise<BranchMonth> => {
      const { file, persons, rosterDigest } = await database.transact(people.office, async (tx) =>
        finaliseMonth(tx, { programme: name, branch, month, directory }),
      );
      return { branch, npp, roster: file, persons, digest: rosterDigest };
    }),
  );
  of.digests.push(...finalised.map(({ digest }) => digest));
  of.rosters.push(...finalised.map(({ roster }) => ({ month, path: roster })));
  const orderedOn = workingDay(dayIn(month, 8));
  steps.day(orderedOn);
  const paid = await Promise.all(finalised.map((one) => orderPayment(of, name, month, one, directory, orderedOn)));
  const [valueDate] = paid.map((one) => one.valueDate);
  if (valueDate === undefined) return 0;
  steps.day(valueDate, '14:00:00');
  for (const { statement, receipt, invoice } of paid) {
    await database.transact(people.finance, async (tx) => {
      await importBankStatement(tx, { programme: name, file: statement });
      await recordPayment(tx, { invoice: invoice.number, fact: 'administrator-received', reference: receipt, amount: invoice.amount, occurredOn: valueDate });
    });
  }
  const posted = finalised.map(({ branch, roster }, place) => {
    const [firstPath, secondPath] = [path.join(directory, `posting-${branch}-1.csv`), path.join(directory, `posting-${branch}-2.csv`)];
    return { ...postContributions({ rosterPath: roster, code: paid[place]?.code ?? '', valueDate, firstPath, secondPath }), firstPath, secondPath };
  });
  steps.day(valueDate, '16:00:00');
  const post = (file: string) => database.transact(people.finance, async (tx) => importPostings(tx, { programme: name, file }));
  await Promise.all(posted.map(({ firstPath }) => post(firstPath)));
  for (const { second, secondPath, secondAt } of posted) {
    if (second === 0) continue;
    steps.day(secondAt.slice(0, 10), '10:00:00');
    await post(secondPath);
  }
  return finalised.reduce((sum, { persons }) => sum + persons, 0);
}

/** The branch gives its code, the province invoices and orders, and the bank pays on its value date. */
async function orderPayment(of: Case, name: string, month: Month, { branch, npp, roster }: BranchMonth, directory: string, orderedOn: CivilDate) {
  const { database } = of.workplace;
  const answerPath = path.join(directory, `kode-${branch}.csv`);
  issueContributionCode({ rosterPath: roster, answerPath, npp, issuedOn: dayIn(month, 7) });
  const sp2d = `SP2D/${name}/${month}/${branch}`;
  const invoice = await database.transact(people.finance, async (tx) => {
    await acceptContributionCode(tx, { programme: name, file: answerPath, branch });
    const made = await invoiceMonth(tx, { programme: name, branch, month });
    await recordPayment(tx, { invoice: made.number, fact: 'sp2d-issued', reference: sp2d, amount: made.amount, occurredOn: orderedOn });
    return made;
  });
  const statement = path.join(directory, `rekening-koran-${branch}.csv`);
  const { receipt, valueDate } = payOrder({
    sp2d,
    code: invoice.code,
    npp,
    amount: invoice.amount,
    orderedOn,
    balance: invoice.amount * 2n,
    statementPath: statement,
    receiptPath: path.join(directory, `bukti-${branch}.csv`),
  });
  return { invoice, code: invoice.code, statement, receipt, valueDate: civilDate(valueDate) };
}

/** January 2026: the province's own 50,000, ranked again from the same candidates, and their first month. */
export async function nextYear(of: Case, world: World): Promise<void> {
  const { workplace, steps } = of;
  steps.day('2026-01-02');
  await steps.step(
    'next-year',
    'Program 2026',
    async () => {
      const file = await readProgrammeFile(await scaledProgramme(of, nextProgramme));
      await workplace.database.transact(people.office, async (tx) => recordProgramme(tx, file));
      const deathsFile = path.join(of.folder, 'registers', 'kematian-2026-01-01.csv');
      writeDeaths(world, deathsFile, '2026-01-01');
      await load(of, 'deaths', civilDate('2026-01-01'), deathsFile);
      const assessed = await assess(workplace, people.office, nextProgramme);
      await drawSecret(workplace, people.office, nextProgramme, Buffer.alloc(32, of.seed));
      const allocated = await allocate(workplace, people.office, { programme: nextProgramme, seed: 'undian-2026-01-02' });
      of.digests.push(assessed.runHash, allocated.runHash);
      return allocated;
    },
    ({ counts }) => `${count(counts['placed'] ?? 0)} tempat, ${count(counts['reserve'] ?? 0)} cadangan`,
  );
  await signEstablishment(of, nextProgramme, '188.44/NTT/2026', '2026-01-02', civilDate('2026-01-01'));
  await playMonth(of, world, nextProgramme, monthFrom('2026-01'));
}

/** Publishes the account of 2025 as of its last day; answers how many were protected on it. */
export async function publish(of: Case): Promise<number> {
  of.steps.day('2026-01-20');
  const { account } = await of.steps.step(
    'publish',
    'Akun publik / public account',
    () => publishAccount(of.workplace, people.office, programme, civilDate('2025-12-31')),
    ({ account }) => `${count(account.totals.protectedPeople)} terlindungi pada 31 Desember 2025`,
  );
  return account.totals.protectedPeople;
}
