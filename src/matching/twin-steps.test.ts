// Tries the way of one person under two NIKs: the pair is proposed and nobody else, somebody decides once, and one key means the person from then on.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { actors, programme, smallProgramme, villages, villagers } from '../../test/fixtures/small-programme.ts';
import { assess } from '../eligibility/eligibility-steps.ts';
import { submitLists } from '../intake/intake-steps.ts';
import { instant } from '../kernel/clock.ts';
import { civilDate } from '../kernel/date.ts';
import type { Nik } from '../kernel/nik.ts';
import { hold } from '../roster/roster-steps.ts';
import { settleTwins } from './twin-decision-steps.ts';
import { searchTwins, twinsShown } from './twin-steps.ts';

let small: Awaited<ReturnType<typeof smallProgramme>>;
const row = (nik: string, name: string, born: string, mother: string, village: string, card = '5311010101200001') =>
  `${nik},${card},${name},WAINGAPU,${born},L,KAWIN,${mother},RT 01,${village},PETANI,AKTIF`;
// nik | name | born | mother | village: the second of each of the first two pairs is the first again
const register = [
  row('5311011507790001', 'FRANSISKUS NGONGO', '1979-07-15', 'MARTHA', villages.timur),
  row('5311011507790011', 'FRANSISCUS NGONGO', '1979-07-15', 'MARTHA', villages.timur, '5311010101200009'), // one digit off
  row('5311012002700002', 'DOMINGGUS KAKA', '1970-02-20', 'ROSA', villages.timur, '5311010101200010'),
  row('5315012002700007', 'DOMINGGUS KAKA', '1970-02-20', 'ROSA', villages.barat, '5315010101200011'), // moved, a second NIK where he came to
  row('5311010505950001', 'YOSEP MALO', '1995-05-05', 'YULIANA', villages.timur, '5311010101200012'), // twins: two people
  row('5311010505950002', 'YULIUS MALO', '1995-05-05', 'YULIANA', villages.timur, '5311010101200012'),
];
const keyOf = async (nik: string): Promise<string> =>
  (
    await small.owner<{ person_key: string }>('select person_key from registry.identifier where token = $1 and valid_to is null', [
      small.workplace.niks.seal(nik as Nik),
    ])
  )[0]?.person_key ?? '';
const search = (scope: 'programme' | 'register') => small.database.transact(actors.office, (tx) => searchTwins(tx, small.workplace.niks, { programme, scope }));
const shown = (open = true) => small.database.read(actors.office, (tx) => twinsShown(tx, small.workplace.niks, programme, { open, limit: 20, offset: 0 }));
const settle = (one: string, other: string, keep: string | null, replaces: string | null = null) =>
  small.database.transact(actors.office, (tx) =>
    settleTwins(tx, { one, other, verdict: keep === null ? 'different-person' : 'same-person', keep, evidence: 'KTP dan KK dilihat', replaces }),
  );
const refused = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error: unknown) => (error as { code: string }).code,
  );

let [fransiskus, fransiscus, dominggus, dominggusToo] = ['', '', '', ''];

beforeAll(async () => {
  small = await smallProgramme({ villagers: villagers('timur', 1, 2), places: { timur: 5, barat: 0 } });
  const people = small.people.map(({ nik, name, village }) => row(nik, name, '1985-03-14', 'ANA', villages[village]));
  await small.load('population', civilDate('2025-06-20'), [...people, ...register]);
  await small.load(
    'social-register',
    civilDate('2025-06-20'),
    [...small.people.map(({ nik }) => nik as string), ...register.map((line) => line.slice(0, 16))].map((nik) => `${nik},1,0,0,2`),
  );
  await submitLists(small.workplace, actors.villages, {
    programme,
    sponsor: 'ntt',
    sender: 'kabupaten',
    receivedAt: instant('2025-06-24T09:00:00+08:00'),
    files: [
      {
        path: await small.write('dua.csv', [
          'NO,NIK,NAMA,TANGGAL LAHIR,PEKERJAAN',
          '1,5311011507790001,FRANSISKUS NGONGO,15-07-1979,PETANI',
          '2,5311011507790011,FRANSISCUS NGONGO,15-07-1979,PETANI',
          '3,5311012002700002,DOMINGGUS KAKA,20-02-1970,PETANI',
          '4,5311010505950001,YOSEP MALO,05-05-1995,PETANI',
          '5,5311010505950002,YULIUS MALO,05-05-1995,PETANI',
        ]),
        area: villages.timur,
      },
    ],
  });
  [fransiskus, fransiscus] = [await keyOf('5311011507790001'), await keyOf('5311011507790011')];
  [dominggus, dominggusToo] = [await keyOf('5311012002700002'), await keyOf('5315012002700007')];
});
afterAll(() => small.drop());

const verdicts = async (): Promise<readonly string[]> => {
  const run = await assess(small.workplace, actors.office, programme);
  const rows = await small.owner<{ row_no: number; outcome: string; reasons: string[]; person_key: string }>(
    `select v.row_no, v.outcome, v.reasons, v.person_key from eligibility.verdict v join intake.list l using (list_id)
     where v.run_id = $1 and l.file_name = 'dua.csv' order by v.row_no`,
    [run.runId],
  );
  return rows.map((one) => [one.row_no, one.outcome, one.reasons.join(' '), one.person_key === fransiskus ? 'F' : ''].join(' ').trim());
};

it('proposes exactly the pairs that are one person, by either scope, and not twins of one family', async () => {
  for (const scope of ['register', 'programme'] as const) {
    expect(await search(scope)).toMatchObject({ scope, found: 2, leftOut: 0 });
    const { rows, pairs, open } = await shown();
    expect([pairs, open]).toEqual([2, 2]);
    expect(rows.map(({ one, other }) => [one.personKey, other.personKey].sort())).toEqual(
      expect.arrayContaining([[fransiskus, fransiscus].sort(), [dominggus, dominggusToo].sort()]),
    );
    expect(JSON.stringify(rows)).not.toMatch(/\d{14}/); // no NIK in clear
    const near = rows.find(({ one, other }) => [one.personKey, other.personKey].includes(fransiskus));
    expect(near?.weights.find(({ comparison }) => comparison === 'nik')).toMatchObject({ level: 'one-slip' });
  }
});

it('decides nothing by itself: both rows count as two people', async () => {
  expect((await verdicts()).slice(0, 2)).toEqual(['2 accept  F', '3 accept']);
});

it('is refused without a kept key, for a pair nobody proposed, and without evidence', async () => {
  const [first = '', second = ''] = [await small.keyOf(0), await small.keyOf(1)];
  expect(await refused(settle(first, second, first))).toBe('pair-not-proposed');
  expect(await refused(settle(fransiskus, fransiscus, first))).toBe('keep-missing');
});

it('of two officers who decide at once one is first and the other is refused', async () => {
  const outcomes = await Promise.all([
    refused(settle(fransiskus, fransiscus, fransiskus)),
    refused(settle(fransiscus, fransiskus, fransiscus)),
    refused(settle(fransiskus, fransiscus, null)),
  ]);
  expect(outcomes.filter((one) => one === 'done')).toHaveLength(1);
  expect(outcomes.filter((one) => one === 'pair-decided-already')).toHaveLength(2);
  expect(await small.count('matching.twin_decision')).toBe(1);
  // Whatever came first, from here on Fransiskus is the one kept.
  const standing = async () => (await shown(false)).rows.find(({ decisionId }) => decisionId !== null);
  if ((await standing())?.keptKey !== null) await settle(fransiskus, fransiscus, null, (await standing())?.decisionId ?? null);
  await settle(fransiskus, fransiscus, fransiskus, (await standing())?.decisionId ?? null);
  expect(await keyOf('5311011507790011')).toBe(fransiskus);
});

it('the next assessment sees one person: the second row repeats the first', async () => {
  expect((await verdicts()).slice(0, 2)).toEqual(['2 accept  F', '3 reject twice-in-list F']);
});

it('a decided pair is not proposed again, and the history of the NIK stays as dated rows', async () => {
  expect(await search('register')).toMatchObject({ found: 1 });
  const rows = await small.owner<{ person_key: string; open: boolean; source: string }>(
    'select person_key, valid_to is null as open, source from registry.identifier where token = $1 order by valid_from',
    [small.workplace.niks.seal('5311011507790011' as Nik)],
  );
  expect(rows[0]).toMatchObject({ person_key: fransiscus, open: false, source: 'population' });
  expect(rows.at(-1)).toMatchObject({ person_key: fransiskus, open: true, source: 'same-person' });
});

it('a register that holds both NIKs is loaded as one row of the person, that of the NIK kept; one that holds only the other is his as well', async () => {
  const names = async (): Promise<unknown> =>
    small.owner('select name from registry.population p join registry.snapshot s using (snapshot_id) where p.person_key = $1 order by s.as_of desc limit 1', [
      fransiskus,
    ]);
  await small.load('population', civilDate('2025-06-21'), [...register.slice(0, 2)].reverse());
  expect(await names()).toEqual([{ name: 'FRANSISKUS NGONGO' }]);
  await small.load('population', civilDate('2025-06-22'), register.slice(1, 2));
  expect(await names()).toEqual([{ name: 'FRANSISCUS NGONGO' }]);
  expect(
    await small.count(
      'registry.population',
      `person_key = '${fransiscus}' and snapshot_id in (select snapshot_id from registry.snapshot where as_of > '2025-06-20')`,
    ),
  ).toBe(0);
});

it('months paid for under both keys are told, stay as they are, and stop a third; other sponsors’ months are his from then on', async () => {
  await small.load('population', civilDate('2025-06-23'), [
    ...small.people.map(({ nik, name, village }) => row(nik, name, '1985-03-14', 'ANA', villages[village])),
    ...register,
  ]);
  const held = (key: string, of: string, months: readonly string[]) =>
    small.owner(
      `insert into roster.person_month (person_key, month, cover, sponsor, area, programme, instrument_id, amount)
       select $1, m::date, 'jkk', 'ntt', '5311012001', $2, '01990000-0000-7000-8000-000000000000', 10000 from unnest($3::text[]) m`,
      [key, of, months],
    );
  await held(dominggusToo, 'lain-2025', ['2025-07-01', '2025-08-01']);
  expect(await refused(settle(dominggus, dominggusToo, dominggus))).toBe('kept-key-holds-nothing');
  await held(dominggus, programme, ['2025-07-01']);
  expect((await verdicts())[2]).toBe('4 accept');
  expect(await settle(dominggus, dominggusToo, dominggus)).toMatchObject({ keptKey: dominggus, monthsUnderBoth: ['2025-07'] });
  expect(await small.count('roster.person_month', `person_key in ('${dominggus}', '${dominggusToo}')`)).toBe(3);
  expect((await verdicts())[2]).toBe('4 reject already-sponsored');
  const august = (key: string) =>
    small.database.transact(actors.office, async (tx) => {
      await tx.client.query(`create temporary table people on commit drop as
        select '${key}'::uuid as person_key, '5311012001' as area, '2025-08-01'::date as first_month, '2025-08-01'::date as last_month`);
      return hold(tx, {
        instrumentId: '01990000-0000-7000-8000-000000000001',
        programme,
        sponsor: 'ntt',
        people: 'people',
        covers: [{ cover: 'jkk', amount: 10_000n, shares: [{ payer: 'ntt', line: 'kecil-2025-apbd', amount: 10_000n }] }],
      });
    });
  expect(await refused(august(dominggus))).toBe('person-month-already-held');
  expect(await refused(august(await small.keyOf(0)))).toBe('done');
});

it('a decision can be taken back by naming it: each NIK means its own person again', async () => {
  const { rows } = await small.database.read(actors.office, (tx) =>
    tx.client.query<{ decision_id: string }>('select decision_id from matching.standing_twin_decision where kept_key = $1', [fransiskus]),
  );
  expect(await refused(settle(fransiskus, fransiscus, null))).toBe('pair-decided-already');
  await settle(fransiskus, fransiscus, null, rows[0]?.decision_id ?? null);
  expect([await keyOf('5311011507790001'), await keyOf('5311011507790011')]).toEqual([fransiskus, fransiscus]);
  // The register was last loaded while they were one, with one row: the other NIK waits for the next snapshot, and is not taken for anybody meanwhile.
  expect((await verdicts()).slice(0, 2)).toEqual(['2 accept  F', '3 reject nik-not-in-population']);
  await small.load('population', civilDate('2025-06-24'), [
    ...small.people.map(({ nik, name, village }) => row(nik, name, '1985-03-14', 'ANA', villages[village])),
    ...register,
  ]);
  expect((await verdicts()).slice(0, 2)).toEqual(['2 accept  F', '3 accept']);
});
