// Places given on a real database: within the quota, by need, and by a draw anybody can repeat.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SmallProgramme, actors, faultOf, listedDraw, programme, smallProgramme, villagers } from '../../test/fixtures/small-programme.ts';
import { GrowingTree, leafHash } from '../log/tree.ts';
import { allocate, drawSecret } from './allocation-steps.ts';
import { publishTickets } from './ticket-root-steps.ts';
import { drawOf, ticketOf } from './ticket.ts';

const secret = Buffer.alloc(32, 5);
let small: SmallProgramme;
beforeAll(async () => {
  small = await smallProgramme({
    villagers: [...villagers('timur', 1, 3, 3, 2, 2, 2, 2, 2, 4, 7), ...villagers('utara', 1, 2), ...villagers('barat', 3)],
    places: { timur: 4, utara: 3, barat: 1 },
  });
  await drawSecret(small.workplace, actors.office, programme, secret);
});
afterAll(() => small.drop());

interface Ranked {
  readonly area: string;
  readonly who: number;
  readonly ranking: string;
  readonly rank: number;
  readonly placed: boolean;
}

async function ranksIn(runId: string): Promise<readonly Ranked[]> {
  const rows = await small.owner<Omit<Ranked, 'who'> & { person_key: string }>(
    `select left(area, 4) as area, person_key, ranking::text, rank, placed from allocation.ranking where run_id = $1 order by 1, rank`,
    [runId],
  );
  return Promise.all(rows.map(async ({ person_key, ...row }) => ({ ...row, who: await small.indexOf(person_key) })));
}
const inTimur = async (runId: string): Promise<readonly Ranked[]> => (await ranksIn(runId)).filter(({ area }) => area === '5311');

test('nothing is given before anybody was judged', async () => {
  expect(await faultOf(allocate(small.workplace, actors.office, { programme, seed: 'early', listedDraw }))).toBe('nothing-assessed');
});

test('the neediest of each kabupaten get its places, never more than its quota; the others wait; the refused do neither', async () => {
  const { allocated } = await small.allocated('first');
  expect(allocated).toMatchObject({ repeated: false, counts: { candidates: 12, placed: 7, reserve: 5 } });
  const ranked = await ranksIn(allocated.runId);
  const of = (area: string) => ranked.filter((row) => row.area === area);
  expect(of('5311').map(({ rank, placed }) => [rank, placed])).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9].map((rank) => [rank, rank <= 4]));
  expect(of('5311').map(({ who }) => small.people[who]?.decile)).toEqual([1, 2, 2, 2, 2, 2, 3, 3, 4]);
  expect(of('5303').map(({ placed }) => placed)).toEqual([true, true]); // three places, two people: the third stays empty
  expect(of('5315').map(({ placed }) => placed)).toEqual([true]);
  expect(await small.count('platform.act', `kind = 'allocation-published'`)).toBe(1);
});

test('the same seed is the same run, and its order is the one anybody works out from the tickets', async () => {
  const [first, again] = [
    await allocate(small.workplace, actors.office, { programme, seed: 'first', listedDraw }),
    await allocate(small.workplace, actors.office, { programme, seed: 'first', listedDraw }),
  ];
  expect([first.repeated, again.repeated, again.runId, again.runHash]).toEqual([true, true, first.runId, first.runHash]);
  const ranked = await inTimur(first.runId);
  const draw = (who: number): string => drawOf('first', ticketOf(secret, small.people[who]?.nik ?? ('' as never)));
  const byHand = [...ranked].sort((a, b) => (small.people[a.who]?.decile ?? 0) - (small.people[b.who]?.decile ?? 0) || (draw(a.who) < draw(b.who) ? -1 : 1));
  expect(ranked.map(({ who }) => who)).toEqual(byHand.map(({ who }) => who));
});

test('the root of the tickets is the one anybody works out from them in order, is published once, and says nothing of a NIK', async () => {
  const published = await publishTickets(small.workplace, actors.office, programme);
  const tree = new GrowingTree();
  for (const ticket of small.people
    .map(({ nik }) => ticketOf(secret, nik))
    .filter((_, who) => small.people[who]?.decile !== 7)
    .sort())
    tree.add(leafHash(ticket));
  expect(published).toMatchObject({ tickets: 12, root: tree.root().toString('hex'), repeated: false });
  expect(await publishTickets(small.workplace, actors.office, programme)).toMatchObject({ root: published.root, repeated: true });
  expect(await small.owner(`select digest from platform.act where kind = 'tickets-published'`)).toEqual([{ digest: published.root }]);
});

test('another seed orders anew only those who are equally in need', async () => {
  const first = await inTimur((await allocate(small.workplace, actors.office, { programme, seed: 'first', listedDraw })).runId);
  const seeds = ['second', 'third', 'fourth'];
  const others = await Promise.all(seeds.map(async (seed) => inTimur((await allocate(small.workplace, actors.office, { programme, seed, listedDraw })).runId)));
  for (const other of others) {
    expect(other.map(({ ranking }) => ranking)).toEqual(first.map(({ ranking }) => ranking));
    for (const alone of [0, 8]) expect(other[alone]?.who).toBe(first[alone]?.who); // decile 1 and decile 4 have nobody beside them
  }
  expect(others.some((other) => other.some(({ who }, at) => who !== first[at]?.who))).toBe(true);
});

test('what was drawn once stays: a second secret changes nothing', async () => {
  const before = await small.owner('select sealed_secret from allocation.lottery');
  await drawSecret(small.workplace, actors.office, programme, Buffer.alloc(32, 6));
  expect(await small.owner('select sealed_secret from allocation.lottery')).toEqual(before);
});

test('the order of the draw is no order of NIKs', async () => {
  const ranked = await inTimur((await allocate(small.workplace, actors.office, { programme, seed: 'first', listedDraw })).runId);
  const equals = ranked.filter(({ who }) => small.people[who]?.decile === 2).map(({ who }) => who);
  expect(equals).toHaveLength(5);
  expect(equals).not.toEqual([...equals].sort((a, b) => a - b));
});

test('once a list of the draw is proposed, no other seed is taken, before it is signed and after; the same one gives the same run', async () => {
  const { runId } = await allocate(small.workplace, actors.office, { programme, seed: 'last', listedDraw });
  const again = (seed: string) => allocate(small.workplace, actors.office, { programme, seed, listedDraw });
  const proposal = await small.propose();
  for (const seed of ['another', 'first']) expect(await faultOf(again(seed))).toBe('list-already-proposed');
  expect(await again('last')).toMatchObject({ runId, repeated: true });
  await small.sign(proposal);
  expect(await faultOf(again('another'))).toBe('list-already-proposed');
  expect(await small.count('platform.run', `seed = 'another'`)).toBe(0);
});

test('a list proposed while another draw is made stops that draw', async () => {
  let asked = 0;
  const proposedMeanwhile = async () => ((asked += 1) === 1 ? undefined : { number: 'SK/1', seed: 'last' });
  expect(await faultOf(allocate(small.workplace, actors.office, { programme, seed: 'meanwhile', listedDraw: proposedMeanwhile }))).toBe(
    'list-already-proposed',
  );
  expect(await small.count('platform.run', `seed = 'meanwhile'`)).toBe(0);
});
