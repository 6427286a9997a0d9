// Deaths on a real database: which open a claim, of how much, once, and that nobody goes on paying for the dead.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SmallProgramme, actors, programme, smallProgramme, together, villagers, villages } from '../../test/fixtures/small-programme.ts';
import { departuresOf } from '../enrolment/registration-steps.ts';
import { civilDate } from '../kernel/date.ts';
import { sha256 } from '../kernel/digest.ts';
import { monthFrom } from '../kernel/month.ts';
import { type ClaimRow, claimTotals, claimsOf, findDeaths } from './claims-steps.ts';

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

interface Calculation {
  readonly components: readonly { readonly parameter: string; readonly amount: number }[];
  readonly citations: readonly { readonly parameter: string; readonly on: string; readonly article: string; readonly source: string }[];
  readonly unsettled: readonly { readonly parameter: string }[];
  readonly readings: readonly { readonly counting: string; readonly fullBenefitFrom: string | null; readonly missing: number }[];
}
/** Everything a claim says, without its keys; of the calculation, which parameters it rests on. */
const told = ({ claimId: _, personKey: __, calculation, ...claim }: ClaimRow) => {
  const { components, citations, unsettled, readings, ...more } = calculation as Calculation;
  expect(more).toEqual({});
  return {
    ...claim,
    components: components.map(({ parameter, amount }) => `${parameter} ${amount}`),
    cited: citations.map(({ parameter }) => parameter),
    unsettled: unsettled.map(({ parameter }) => parameter),
    readings: readings.map(
      ({ counting, fullBenefitFrom, missing }) => `${counting} ${fullBenefitFrom === null ? 'never' : `from ${fullBenefitFrom}`}, missing ${missing}`,
    ),
  };
};
const minimum = [
  'jkm-full-minimum-months',
  'jkm-full-minimum-days',
  'max-arrears-months',
  'jkm-full-minimum-counting',
  'jkm-full-minimum-after-break',
  'jkm-prepaid-months',
];
const scholarships = [
  'jkm-scholarship-minimum-months',
  'jkm-scholarship-continuity',
  'scholarship-max-children',
  'scholarship-levels',
  'scholarship-age-limit',
  'scholarship-conditions',
  'documents-scholarship',
  'scholarship-maximum',
];
const cited = (...amounts: readonly string[]): string[] => [...minimum, ...amounts, 'documents-jkm', 'heir-order', 'npwp-threshold', ...scholarships];
const open = ['jkm-full-minimum-days', 'jkm-full-minimum-counting', 'jkm-full-minimum-after-break', 'jkm-prepaid-months', 'jkm-scholarship-continuity'];
const fullComponents = ['jkm-lump-sum 20000000', 'jkm-periodic 12000000', 'jkm-funeral 10000000'];
/** What claims of a death have in common; nothing is surer than what it rests on. */
const same = {
  programme,
  event: 'death',
  source: 'death-register',
  knownOn: '2025-11-10',
  confidence: 'unverified',
  missingDocuments: [
    'form-f4',
    'member-card',
    'deceased-ktp-kk',
    'heir-ktp-kk',
    'death-certificate',
    'heir-letter',
    'marriage-book',
    'heir-bank-book',
    'npwp',
    'extra-on-demand',
  ],
};

test('the months were paid and posted for everybody', async () => {
  expect(await small.count('contributions.posting')).toBe(20);
});

test('nobody died: nothing is opened', async () => {
  expect(await find()).toEqual({ deaths: 0, known: 0, covered: 0, unsettled: 0, opened: 0, departed: 0 });
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
  expect(await find()).toEqual({ deaths: 4, known: 0, covered: 3, unsettled: 1, opened: 3, departed: 4 });
  const opened = new Map(await Promise.all((await claims()).map(async (claim) => [await small.indexOf(claim.personKey), claim] as const)));
  expect([...opened.keys()].sort()).toEqual([long, short, unpaid]);

  expect(Object.fromEntries([...opened].map(([who, claim]) => [who, told(claim)]))).toEqual({
    [long]: {
      ...same,
      area: villages.timur,
      happenedOn: '2025-10-20',
      benefit: 'full',
      amount: '42000000',
      conditions: ['death-outside-work'],
      components: fullComponents,
      unsettled: open,
      readings: ['posted-months from 2025-09-09, missing 0', 'consecutive-months from 2025-09-09, missing 0', 'ninety-days from 2025-10-07, missing 0'],
      cited: cited('jkm-lump-sum', 'jkm-periodic', 'jkm-funeral'),
    },
    [short]: {
      ...same,
      area: villages.timur,
      happenedOn: '2025-07-25',
      benefit: 'funeral-only',
      amount: '10000000',
      conditions: ['death-outside-work'],
      components: ['jkm-before-minimum 10000000'],
      unsettled: [...open.slice(0, -1), 'jkm-before-minimum-split', ...open.slice(-1)],
      readings: ['posted-months never, missing 2', 'consecutive-months never, missing 2', 'ninety-days from 2025-10-07, missing 74'],
      cited: cited('jkm-before-minimum', 'jkm-before-minimum-split'),
    },
    [unpaid]: {
      ...same,
      area: villages.timur,
      happenedOn: '2025-11-05',
      benefit: 'full',
      amount: '42000000',
      conditions: ['death-outside-work', 'month-of-death-not-yet-paid'],
      components: fullComponents,
      unsettled: open,
      readings: ['posted-months from 2025-09-09, missing 0', 'consecutive-months from 2025-09-09, missing 0', 'ninety-days from 2025-10-07, missing 0'],
      cited: cited('jkm-lump-sum', 'jkm-periodic', 'jkm-funeral'),
    },
  });
  for (const { calculation } of opened.values()) {
    for (const { on, article, source } of (calculation as Calculation).citations)
      expect([on !== '', article !== '', source !== '']).toEqual([true, true, true]);
  }
  for (const claim of opened.values()) {
    expect(await small.owner('select sponsor, area, digest from platform.act where subject = $1', [claim.claimId])).toEqual([
      { sponsor: 'ntt', area: claim.area, digest: sha256(`${claim.happenedOn} ${claim.amount}`) },
    ]);
  }
  expect(await small.database.read(actors.cases, (tx) => claimTotals(tx, programme))).toMatchObject({ opened: 3 });
  expect(await small.count('platform.act', `kind = 'probable-claim-opened'`)).toBe(3);
});

test('the dead leave the list on the day they died, the living stay', async () => {
  const departures = (who: number) => small.database.read(actors.cases, async (tx) => departuresOf(tx, await small.keyOf(who)));
  const dead = (happenedOn: string, reported: string) => [{ programme, cause: 'death', happenedOn, evidence: `dukcapil ${reported}` }];
  expect(await departures(before)).toEqual(dead('2025-07-03', '2025-11-01'));
  expect(await departures(long)).toEqual(dead('2025-10-20', '2025-10-28'));
  for (const who of [alive, unlisted]) expect(await departures(who)).toEqual([]);
});

test('asked again, or told again in a newer register, it opens nothing new', async () => {
  const first = await claims();
  expect(await find()).toEqual({ deaths: 0, known: 1, covered: 0, unsettled: 0, opened: 0, departed: 0 });
  await small.load('deaths', civilDate('2025-11-11'), [died(long, '2025-10-20', '2025-10-28'), died(short, '2025-07-25', '2025-08-20')]);
  small.day('2025-11-11');
  expect(await find()).toEqual({ deaths: 0, known: 0, covered: 0, unsettled: 0, opened: 0, departed: 0 });
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
