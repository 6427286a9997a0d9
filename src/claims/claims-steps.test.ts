// Deaths on a real database: which open a claim, of how much, once, and that nobody goes on paying for the dead.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SmallProgramme, actors, programme, smallProgramme, together, villagers } from '../../test/fixtures/small-programme.ts';
import { departuresOf } from '../enrolment/registration-steps.ts';
import { civilDate } from '../kernel/date.ts';
import { monthFrom } from '../kernel/month.ts';
import { claimTotals, claimsOf, findDeaths } from './claims-steps.ts';

let small: SmallProgramme;
/** Who dies when: after four paid months, after one, before the first contribution arrived, in a month not paid yet, and somebody nobody pays for. */
const [long, short, before, unpaid, alive, unlisted] = [0, 1, 2, 3, 4, 5];

beforeAll(async () => {
  small = await smallProgramme({ villagers: villagers('timur', 1, 1, 1, 1, 1, 8), places: { timur: 5 } });
  await small.allocated();
  await small.established();
  for (const month of ['2025-07', '2025-08', '2025-09', '2025-10']) await small.pay(monthFrom(month));
});
afterAll(() => small.drop());

const died = (who: number, on: string, reported: string): string => `${small.people[who]?.nik},${on},${reported},DUKCAPIL`;
const find = () => findDeaths(small.workplace, actors.cases, programme);
const claims = () => small.database.read(actors.cases, (tx) => claimsOf(tx, { programme }));

test('the months were paid and posted for everybody', async () => {
  expect(await small.count('contributions.posting')).toBe(20);
});

test('nobody died: nothing is opened', async () => {
  expect(await find()).toEqual({ deaths: 0, covered: 0, unsettled: 0, opened: 0, departed: 0 });
});

test('each death that was covered, or that the law leaves unsettled, opens one claim; every one found leaves the list', async () => {
  await small.load('deaths', civilDate('2025-11-10'), [
    died(long, '2025-10-20', '2025-10-28'),
    died(short, '2025-07-25', '2025-08-20'),
    died(before, '2025-07-03', '2025-11-01'),
    died(unpaid, '2025-11-05', '2025-11-08'),
    died(unlisted, '2025-10-01', '2025-10-02'),
  ]);
  small.day('2025-11-10');
  expect(await find()).toEqual({ deaths: 4, covered: 3, unsettled: 1, opened: 3, departed: 4 });
  const opened = new Map(await Promise.all((await claims()).map(async (claim) => [await small.indexOf(claim.personKey), claim] as const)));
  expect([...opened.keys()].sort()).toEqual([long, short, unpaid]);

  expect(opened.get(long)).toMatchObject({
    benefit: 'full',
    amount: '42000000',
    happenedOn: '2025-10-20',
    knownOn: '2025-11-10',
    conditions: expect.arrayContaining(['death-outside-work']),
  });
  expect(opened.get(short)).toMatchObject({ benefit: 'funeral-only', amount: '10000000' });
  expect(opened.get(unpaid)).toMatchObject({ confidence: 'unverified', conditions: expect.arrayContaining(['month-of-death-not-yet-paid']) });
  expect(opened.get(long)?.conditions).not.toContain('month-of-death-not-yet-paid');
  for (const claim of opened.values()) {
    const { components, citations } = claim.calculation as { components: { amount: number }[]; citations: { article: string }[] };
    expect(components.reduce((sum, { amount }) => sum + amount, 0)).toBe(Number(claim.amount));
    expect(citations.every(({ article }) => article !== '')).toBe(true);
    expect(claim.missingDocuments.length).toBeGreaterThan(0);
  }
  expect(await small.database.read(actors.cases, (tx) => claimTotals(tx, programme))).toMatchObject({ opened: 3 });
  expect(await small.count('platform.act', `kind = 'probable-claim-opened'`)).toBe(3);
});

test('the dead leave the list on the day they died, the living stay', async () => {
  const departures = (who: number) => small.database.read(actors.cases, async (tx) => departuresOf(tx, await small.keyOf(who)));
  expect(await departures(before)).toEqual([{ programme, cause: 'death', happenedOn: '2025-07-03', evidence: 'dukcapil 2025-11-01' }]);
  for (const who of [alive, unlisted]) expect(await departures(who)).toEqual([]);
});

test('asked again, or told again in a newer register, it opens nothing new', async () => {
  const first = await claims();
  await find();
  await small.load('deaths', civilDate('2025-11-11'), [died(long, '2025-10-20', '2025-10-28'), died(short, '2025-07-25', '2025-08-20')]);
  small.day('2025-11-11');
  expect(await find()).toMatchObject({ opened: 0, departed: 0 });
  expect(await claims()).toEqual(first);
  expect(await small.count('platform.act', `kind = 'probable-claim-opened'`)).toBe(3);
});

test('several who look at the same time open each claim once', async () => {
  await small.load('deaths', civilDate('2025-11-12'), [died(alive, '2025-10-30', '2025-11-11')]);
  small.day('2025-11-12');
  const searches = await together(small, 'claims.probable_claim', [find, find, find]);
  expect(searches.map((settled) => (settled.status === 'fulfilled' ? settled.value.opened : settled.reason)).sort()).toEqual([0, 0, 1]);
  expect(await small.count('claims.probable_claim')).toBe(4);
  expect(await small.count('platform.act', `kind = 'probable-claim-opened'`)).toBe(4);
});

test('a person has one claim for his death, whatever is written past the program', async () => {
  const again = small.database.transact(actors.cases, (tx) =>
    tx.client.query(
      'insert into claims.probable_claim select gen_random_uuid(), person_key, programme, sponsor, area, event, happened_on, known_on, benefit, amount, confidence, calculation, conditions, missing_documents, recorded_at, author from claims.probable_claim limit 1',
    ),
  );
  await expect(again).rejects.toMatchObject({ code: '23505' });
});
