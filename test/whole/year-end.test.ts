// Tests each choice at the end of a term carried out, to who is protected in January: months in advance held, paid and posted like any month, the others as they are.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerEnrolment, issueContributionCode, postContributions } from '../../simulator/bpjs-branch.ts';
import { type SmallProgramme, actors, faultOf, listedDraw, programme, sixMonths, smallProgramme, villagers, villages } from '../fixtures/small-programme.ts';
import { allocate, drawSecret } from '../../src/allocation/allocation-steps.ts';
import { acceptContributionCode } from '../../src/contributions/contribution-code-steps.ts';
import { finaliseMonth, invoiceMonth, openMonth } from '../../src/contributions/contributions-steps.ts';
import { monthsShown } from '../../src/contributions/month-page-steps.ts';
import { recordPayment } from '../../src/contributions/payment-steps.ts';
import { importPostings } from '../../src/contributions/posting-steps.ts';
import { reconcileMonth } from '../../src/contributions/reconciliation-steps.ts';
import { isSquare } from '../../src/contributions/reconciliation.ts';
import { coverageOf } from '../../src/coverage/coverage-steps.ts';
import { assess } from '../../src/eligibility/eligibility-steps.ts';
import { proposeEstablishment, signInstrument } from '../../src/enrolment/instrument-steps.ts';
import { exportEnrolment, readEnrolmentAnswers, recordDepartures } from '../../src/enrolment/registration-steps.ts';
import { listsIn } from '../../src/intake/intake-steps.ts';
import type { Actor } from '../../src/kernel/actor.ts';
import { addDays, civilDate } from '../../src/kernel/date.ts';
import { type Month, monthFrom } from '../../src/kernel/month.ts';
import { lookIn } from '../../src/platform/database.ts';
import { readPolicy } from '../../src/programme/policy.ts';
import { trailOf } from '../../src/reporting/disclosure-steps.ts';
import type { Nik } from '../../src/kernel/nik.ts';
import { recordProgramme } from '../../src/programme/programme-steps.ts';
import { loadRegister, recordAgreement } from '../../src/registry/registry-steps.ts';
import { linesOf } from '../../src/programme/budget-steps.ts';
import { checkInvariants } from '../../src/reporting/check-steps.ts';
import { monthsOf } from '../../src/roster/roster-steps.ts';
import { anyone } from '../database.ts';
import { programmesFolder } from '../law-folder.ts';
import { type SeamStage, seamStages } from '../../src/closing/seam.ts';
import { handOver } from '../../src/closing/hand-over-steps.ts';
import { seam, seamPeople } from '../../src/closing/seam-steps.ts';
import { carryYearEnd } from '../../src/closing/carry-steps.ts';
import { chooseYearEnd, yearEnd } from '../../src/closing/year-end-steps.ts';

let small: SmallProgramme;
const perPerson = 3n * 16_800n;

/** Two kabupaten: three members whose three months are paid in advance, two for whom something else is chosen. December is posted. */
beforeAll(async () => {
  small = await smallProgramme({
    villagers: [...villagers('timur', 1, 1, 2), ...villagers('barat', 1, 2)],
    places: { timur: 3, barat: 2 },
    limit: 5n * sixMonths + 3n * perPerson,
  });
  await small.allocated();
  await small.established();
  for (const month of ['2025-07', '2025-08', '2025-09', '2025-10', '2025-11', '2025-12']) await pay(monthFrom(month), `${month}-10`);
});
afterAll(() => small.drop());

const pay = (month: Month, day: string): Promise<void> => payMonth({ ...small, programme, finance: actors.finance }, month, day);

/** A programme's month opened, finalised, coded, invoiced, paid and posted with every branch on a day. */
async function payMonth(
  of: Pick<SmallProgramme, 'database' | 'workplace' | 'folder' | 'day'> & { readonly programme: string; readonly finance: Actor },
  month: Month,
  day: string,
): Promise<void> {
  const { database, workplace, programme: paying } = of;
  const folder = path.join(of.folder, `bulan-${paying}`);
  await mkdir(folder, { recursive: true });
  const act = <T>(work: Parameters<typeof database.transact<T>>[1]): Promise<T> => database.transact(of.finance, work);
  const on = civilDate(day);
  of.day(on);
  const { periods } = await act((tx) => openMonth(tx, { law: workplace.law, programme: paying, month }));
  for (const { branch, npp } of periods) {
    const { file } = await act((tx) => finaliseMonth(tx, { programme: paying, branch, month, directory: folder }));
    const answer = path.join(folder, `kode-${branch}-${month}.csv`);
    const { code } = issueContributionCode({ rosterPath: file, answerPath: answer, npp, issuedOn: on });
    await act((tx) => acceptContributionCode(tx, { programme: paying, file: answer, branch }));
    const { number } = await act((tx) => invoiceMonth(tx, { programme: paying, branch, month }));
    const { amount } = issueContributionCode({ rosterPath: file, answerPath: answer, npp, issuedOn: on });
    for (const fact of ['sp2d-issued', 'bank-debited', 'administrator-received'] as const)
      await act((tx) => recordPayment(tx, { invoice: number, fact, reference: `SP2D/${paying}/${month}/${branch}`, amount, occurredOn: on }));
    const [firstPath, secondPath] = [path.join(folder, `p1-${branch}-${month}.csv`), path.join(folder, `p2-${branch}-${month}.csv`)];
    const { first, second } = postContributions({ rosterPath: file, code, valueDate: on, postedAt: `${on}T08:00:00+08:00`, firstPath, secondPath });
    if (first > 0) await act((tx) => importPostings(tx, { programme: paying, file: firstPath }));
    if (second === 0) continue;
    of.day(addDays(on, 5));
    await act((tx) => importPostings(tx, { programme: paying, file: secondPath }));
  }
}

const cover = async (who: number, on: string): Promise<string> => {
  const personKey = await small.keyOf(who);
  const { jkm } = await small.database.read(anyone, (tx) => coverageOf(lookIn(tx), { law: small.workplace.law, personKey, on: civilDate(on) }));
  return `${jkm.state} ${jkm.reasons[0]?.code ?? ''}`;
};
const choose = (of: Omit<Parameters<typeof chooseYearEnd>[1], 'law' | 'programme' | 'reason'>) =>
  small.database.transact(actors.secretary, (tx) => chooseYearEnd(tx, { law: small.workplace.law, programme, reason: 'keputusan rapat', ...of }));
const committed = async (): Promise<bigint> => (await small.database.read(actors.finance, (tx) => linesOf(tx, programme)))[0]?.committed ?? 0n;

test('before anything is chosen nobody is held in January, and it cannot be opened', async () => {
  small.day('2025-12-11');
  expect((await small.database.read(actors.secretary, (tx) => yearEnd(tx, { law: small.workplace.law, programme }))).fallsOff).toBe(5);
  const open = small.database.transact(actors.finance, (tx) => openMonth(tx, { law: small.workplace.law, programme, month: monthFrom('2026-01') }));
  expect(await faultOf(open)).toBe('month-outside-term');
});

test('paid in advance: held by the choice, on the line within its limit, and only for its months', async () => {
  await choose({ choice: 'prepay', months: 3, area: '5311' });
  await carryYearEnd(small.workplace, actors.office, { programme });
  const { held } = await small.database.read(anyone, async (tx) => monthsOf(tx, await small.keyOf(0)));
  expect(held.filter(({ cover: of }) => of === 'jkm').map(({ month }) => month)).toEqual([
    '2025-07',
    '2025-08',
    '2025-09',
    '2025-10',
    '2025-11',
    '2025-12',
    '2026-01',
    '2026-02',
    '2026-03',
  ]);
  expect(await committed()).toBe(5n * sixMonths + 3n * perPerson);
  expect((await small.database.read(actors.secretary, (tx) => monthsShown(tx, programme))).at(-1)?.month).toBe('2026-03');
  expect((await small.database.read(actors.secretary, (tx) => yearEnd(tx, { law: small.workplace.law, programme }))).fallsOff).toBe(2);
  const april = small.database.transact(actors.finance, (tx) => openMonth(tx, { law: small.workplace.law, programme, month: monthFrom('2026-04') }));
  expect(await faultOf(april)).toBe('month-outside-term');
});

test('invoiced, paid and posted in December, January is protected from its first day; whoever is not paid for is not', async () => {
  for (const month of ['2026-01', '2026-02', '2026-03']) await pay(monthFrom(month), '2025-12-22');
  for (const month of ['2026-01', '2026-03'])
    expect((await small.database.read(actors.finance, (tx) => reconcileMonth(tx, { programme, month: monthFrom(month) }))).every(isSquare)).toBe(true);
  small.day('2026-04-20');
  for (const on of ['2025-12-31', '2026-01-01', '2026-01-15', '2026-03-31']) expect(`${on} ${await cover(0, on)}`).toBe(`${on} protected month-posted`);
  expect(await cover(3, '2025-12-31')).toBe('protected month-posted');
  expect(await cover(3, '2026-01-15')).toBe('arrears-unsettled month-not-due-yet');
});

test.each(['announce-self-payment', 'let-end', 'hand-over'] as const)('%s holds nobody and commits nothing', async (choice) => {
  await choose({ choice, area: '5315', ...(choice === 'hand-over' ? { nextPayer: 'Pemkab Manggarai Barat' } : {}) });
  if (choice !== 'hand-over') return;
  await carryYearEnd(small.workplace, actors.office, { programme });
  const { held } = await small.database.read(anyone, async (tx) => monthsOf(tx, await small.keyOf(3)));
  expect(held.at(-1)?.month).toBe('2025-12');
  expect(await committed()).toBe(5n * sixMonths + 3n * perPerson);
});

test('what must always hold, holds', async () => {
  const only = [
    'commitments-equal-held-less-released',
    'determinations-match-months',
    'charges-are-held-and-registered',
    'commitments-within-lines',
    'ledger-agrees',
  ];
  const { invariants } = await checkInvariants({ database: small.database, dataDir: small.workplace.dataDir }, anyone, { only });
  expect(invariants.flatMap(({ rows }) => rows)).toEqual([]);
});

describe('handed over to another payer', () => {
  const [next, taker] = ['barat-2026', 'manggarai-barat'];
  const there = (actor: Actor): Actor => ({ ...actor, sponsor: taker, area: '5315' });
  let two: SmallProgramme;

  /** A province's programme of three members in one kabupaten and one in another, protected until December; the first kabupaten has a programme of its own from January, with two places. */
  beforeAll(async () => {
    two = await smallProgramme({ villagers: [...villagers('barat', 1, 2, 3), ...villagers('timur', 1)], places: { barat: 3, timur: 1 } });
    await two.allocated();
    await two.established();
    await payMonth({ ...two, programme, finance: actors.finance }, monthFrom('2025-12'), '2025-12-10');
    await recordNext();
  });
  afterAll(() => two.drop());

  async function recordNext(): Promise<void> {
    const { workplace, database, people } = two;
    const file = parse(await readFile(path.join(programmesFolder, 'ntt-2025.yaml'), 'utf8')) as Record<string, unknown> & {
      sponsor: object;
      contribution: { payers: object[] };
      budget: object[];
      conditions: { code: string }[];
    };
    const line = 'barat-2026-apbd';
    const policy = readPolicy('barat-2026.yaml', {
      ...file,
      programme: next,
      sponsor: { ...file.sponsor, code: taker, name: 'Pemerintah Kabupaten Manggarai Barat', level: 'kabupaten', region: '5315' },
      term: { first: '2026-01', last: '2026-12' },
      conditionsOn: '2026-01-01',
      contribution: { ...file.contribution, payers: [{ ...file.contribution.payers[0], payer: taker, line }] },
      budget: [{ ...file.budget[0], line, payer: taker, limit: 2 * 12 * 16_800 }],
      places: { total: 2, fixed: { '5315': { places: 2, source: 'uji' } }, share: { method: 'largest-remainder', base: 'villages' } },
      conditions: file.conditions.map((one) => (one.code === 'residence' ? { ...one, region: '5315' } : one)),
      branches: [{ branch: 'labuan-bajo', name: 'BPJS Ketenagakerjaan Cabang Labuan Bajo', npp: 'MB26-LABUANBAJO', areas: ['5315'] }],
    });
    const office = there(actors.office);
    await database.transact(office, (tx) => recordProgramme(tx, policy));
    const rows = {
      population: [
        'nik,no_kk,nama,tempat_lahir,tanggal_lahir,jenis_kelamin,status_kawin,nama_ibu,alamat,kode_desa,pekerjaan,status',
        ...people
          .filter(({ village }) => village === 'barat')
          .map(({ nik, name }) => `${nik},5315010101200001,${name},LABUAN BAJO,1985-03-14,L,KAWIN,ANA,RT 01,${villages.barat},PETANI,AKTIF`),
      ],
      'social-register': [
        'nik,desil,disabilitas,perempuan_kepala_keluarga,tanggungan',
        ...people.filter(({ village }) => village === 'barat').map(({ nik, decile }) => `${nik},${decile},0,0,2`),
      ],
      membership: ['nik,kpj,segmen,status,pembayar,nama_pembayar,mulai,sampai', '5371011203700009,00000000001,PU,AKTIF,PERUSAHAAN,PT CONTOH,2020-01-01,'],
      'public-servants': ['nik,jenis', '5371011203700009,ASN'],
      deaths: ['nik,tanggal_meninggal,tanggal_lapor,sumber'],
    } as const;
    for (const [register, lines] of Object.entries(rows) as [keyof typeof rows, readonly string[]][]) {
      const agreement = `PKS-MB-${register}`;
      const of = { agreement, register, sponsor: taker };
      await database.transact(office, (tx) =>
        recordAgreement(tx, {
          ...of,
          counterpart: 'uji',
          purpose: 'uji',
          basis: 'snapshot',
          validFrom: civilDate('2025-01-01'),
          validTo: civilDate('2026-12-31'),
        }),
      );
      const source = path.join(two.folder, `mb-${register}.csv`);
      await writeFile(source, `${lines.join('\r\n')}\r\n`);
      await loadRegister(workplace, office, { ...of, area: '5315', asOf: civilDate('2025-12-10'), file: source });
    }
  }

  const watch = (actor: Actor = actors.office) => two.database.read(actor, (tx) => seam(tx, { law: two.workplace.law, programme }));
  /** Stages with people in them, and whose task it is. */
  const told = async (area: string): Promise<string> => {
    const group = (await watch()).groups.find((one) => one.area === area);
    const counted = seamStages.filter((stage) => (group?.counts[stage] ?? 0) > 0).map((stage: SeamStage) => `${group?.counts[stage] ?? 0} ${stage}`);
    const task = group?.task ?? null;
    return `${counted.join(', ')}; ${task === null ? 'no task' : `${task.owner}: ${task.people} by ${task.dueOn}${task.overdue ? ' overdue' : ''}`}`;
  };
  const covered = async (who: number, on: string): Promise<string> => {
    const personKey = await two.keyOf(who);
    return (await two.database.read(anyone, (tx) => coverageOf(lookIn(tx), { law: two.workplace.law, personKey, on: civilDate(on) }))).jkm.state;
  };
  const lists = (actor: Actor) => two.database.read(actor, (tx) => listsIn(tx, next));
  const giver = 'Pemerintah Provinsi Nusa Tenggara Timur';
  const receiver = 'Pemerintah Kabupaten Manggarai Barat';

  test('carried out, everybody is named and nobody taken: the giver has a task until January is due', async () => {
    two.day('2025-12-12');
    const chosen = (area: string, nextPayer: string) =>
      two.database.transact(actors.secretary, (tx) =>
        chooseYearEnd(tx, { law: two.workplace.law, programme, area, choice: 'hand-over', nextPayer, reason: 'keputusan rapat' }),
      );
    await chosen('5315', next);
    await chosen('5311', 'PT Mutiara Timur');
    expect(await faultOf(handOver(two.workplace, actors.office, { through: 'command', programme }))).toBe('no-hand-over-carried');
    await carryYearEnd(two.workplace, actors.office, { programme });
    expect(await told('5315')).toBe(`3 not-handed-over; ${giver}: 3 by 2026-01-15`);
    expect(await told('5311')).toBe(`1 unknown; ${giver}: 0 by 2026-01-15`);
  });

  test("handed over by one act: the list stands in the next payer's intake with whence it came; again it changes nothing", async () => {
    const refusals = [
      [{ to: programme, area: '5311' }, 'next-payer-pays-other-months'],
      [{ to: next, area: '5311' }, 'next-payer-of-another-area'],
      [{ area: '5311' }, 'next-payer-not-here'],
      [{ to: 'tidak-ada', area: '5311' }, 'programme-unknown'],
      // The approver's choice decides the payer, and a programme is named for one kabupaten at a time.
      [{ to: programme, area: '5315' }, 'next-payer-decided-otherwise'],
      [{ to: programme }, 'area-missing-with-to'],
      [{ to: next }, 'area-missing-with-to'],
    ] as const;
    for (const [refusal, code] of refusals)
      expect(await faultOf(handOver(two.workplace, actors.office, { through: 'command', programme, ...refusal }))).toBe(code);
    expect(await lists(there(actors.office))).toEqual([]);
    const handed = await handOver(two.workplace, actors.office, { through: 'command', programme });
    expect(handed).toMatchObject([{ area: '5315', to: next, persons: 3, rows: { accepted: 3, rejected: 0, review: 0 } }]);
    expect((await lists(there(actors.office))).map(({ sender, area }) => [sender, area])).toEqual([[`Serah terima ${programme}`, '5315']]);
    expect(await lists(actors.office)).toEqual([]);
    expect(await handOver(two.workplace, actors.office, { through: 'command', programme })).toMatchObject([{ rows: null }]);
    expect(await lists(there(actors.office))).toHaveLength(1);
    expect(await told('5315')).toBe(`3 handed-over; ${receiver}: 3 by 2026-01-15`);
  });

  test('whoever is in the list reads in his trail who got it: once, for it left once', async () => {
    for (const [who, receivers] of [
      [0, [`serah terima kepada / handed over to ${receiver} (${next})`]],
      [3, []],
    ] as const) {
      const { copies } = await two.database.read(actors.office, (tx) => trailOf(tx, two.workplace.niks, two.people[who]?.nik as Nik));
      expect(copies.filter(({ folder }) => folder === 'year-end').map(({ reason }) => reason)).toEqual(receivers);
    }
  });

  test('an officer of a kecamatan sees the people of his villages, and to whom they are handed', async () => {
    const seen = await watch({ ...actors.office, area: villages.barat.slice(0, 6) });
    expect([seen.people, seen.counts['handed-over'], seen.groups.map(({ area, to, people, unnamed }) => [area, to, people, unnamed])]).toEqual([
      3,
      3,
      [['5315', next, 3, 0]],
    ]);
    const beside = await watch({ ...actors.office, area: '531599' });
    expect([beside.people, beside.groups]).toEqual([0, []]);
    const named = await two.database.read(actors.office, (tx) => seamPeople(tx, { law: two.workplace.law, programme, offset: 0, limit: 10 }));
    expect(named.map(({ area }) => area).sort()).toEqual([villages.timur, villages.barat, villages.barat, villages.barat]);
  });

  test('what the next payer decides is seen at the seam: accepted, registered, paid for in January', async () => {
    const { workplace, database, folder } = two;
    const office = there(actors.office);
    await assess(workplace, office, next);
    await drawSecret(workplace, office, next, Buffer.alloc(32, 5));
    await allocate(workplace, office, { programme: next, seed: 'undian', listedDraw });
    const proposal = await proposeEstablishment(workplace, office, { programme: next, number: 'SK/MB/1', effectiveOn: civilDate('2026-01-01') });
    expect(await told('5315')).toBe(`3 handed-over; ${receiver}: 3 by 2026-01-15`);
    await signInstrument(workplace, there(actors.secretary), proposal.instrumentId);
    expect(await told('5315')).toBe(`2 accepted, 1 handed-over; ${receiver}: 1 by 2026-01-15`);
    const files = await exportEnrolment(workplace, office, {
      instrumentId: proposal.instrumentId,
      folder: path.join(folder, 'mb'),
      on: civilDate('2025-12-15'),
    });
    const answerPath = path.join(folder, 'mb-answers.csv');
    answerEnrolment({ seed: 'small', files: files.map((file) => file.path), answerPath });
    await readEnrolmentAnswers(workplace, office, { programme: next, file: answerPath, answeredOn: civilDate('2025-12-18') });
    expect(await told('5315')).toBe(`2 registered, 1 handed-over; ${receiver}: 1 by 2026-01-15`);
    await payMonth({ database, workplace, folder, day: two.day, programme: next, finance: there(actors.finance) }, monthFrom('2026-01'), '2026-01-05');
    expect(await told('5315')).toBe(`2 paid, 1 handed-over; ${receiver}: 1 by 2026-01-15`);
    // The decile decided: the first two of the village have a place.
    for (const on of ['2025-12-31', '2026-01-15', '2026-01-31'])
      expect([on, await covered(0, on), await covered(1, on)]).toEqual([on, 'protected', 'protected']);
  });

  test('past the due date whoever was not taken is in the gap, by name; of whom nothing is known it is said so', async () => {
    two.day('2026-01-16');
    expect(await told('5315')).toBe(`2 paid, 1 gap; ${receiver}: 1 by 2026-01-15 overdue`);
    expect(await told('5311')).toBe(`1 unknown; ${giver}: 0 by 2026-01-15 overdue`);
    expect(await covered(2, '2026-01-31')).not.toBe('protected');
    const named = await two.database.read(actors.office, (tx) => seamPeople(tx, { law: two.workplace.law, programme, offset: 0, limit: 10 }));
    const [one, two_, three, four] = two.people.map(({ name }) => name);
    expect(named.map(({ name, stage }) => [name, stage])).toEqual([
      [four, 'unknown'],
      [three, 'gap'],
      [two_, 'paid'],
      [one, 'paid'],
    ]);
    // Another sponsor's officer sees nothing of it.
    expect((await watch(there(actors.office))).people).toBe(0);
  });

  test('whoever died before January is no task; whoever left in January was owed it', async () => {
    const left = async (who: number, cause: 'death' | 'moved', day: string) => {
      const personKey = await two.keyOf(who);
      await two.database.transact(actors.office, (tx) =>
        recordDepartures(tx, programme, [{ personKey, cause, happenedOn: civilDate(day), evidence: 'laporan desa' }]),
      );
    };
    await left(3, 'moved', '2026-01-05');
    expect(await told('5311')).toBe(`1 unknown; ${giver}: 0 by 2026-01-15 overdue`);
    await left(2, 'death', '2025-12-20');
    expect(await told('5315')).toBe('2 paid, 1 left; no task');
  });

  test('a register of January that knows a membership since then says where the others are', async () => {
    const nik = two.people[3]?.nik ?? '';
    two.day('2026-01-20');
    await two.load('membership', civilDate('2026-01-19'), [`${nik},99000000001,PU,AKTIF,PERUSAHAAN,PT MUTIARA TIMUR,2026-01-01,`]);
    expect(await told('5311')).toBe('1 registered; no task');
  });

  test('what must always hold, holds', async () => {
    const { invariants } = await checkInvariants({ database: two.database, dataDir: two.workplace.dataDir }, anyone, {});
    expect(invariants.flatMap(({ rows }) => rows)).toEqual([]);
  });

  test("a file that names more people than are known here: the others are unknown, and the task is the giver's", async () => {
    await two.owner("delete from closing.handed_person where area like '5311%'");
    expect(await told('5311')).toBe(`1 unknown; ${giver}: 0 by 2026-01-15 overdue`);
    expect((await watch()).groups.map(({ area, people, unnamed }) => [area, people, unnamed])).toEqual([
      ['5311', 1, 1],
      ['5315', 3, 0],
    ]);
    expect((await watch()).people).toBe(4);
  });
});
