// Places in random worlds, by the very statement that gives them: quota sums, no better ranked equal left out, order of the reserve, more places, another order of the rows.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import { ownerSession } from '../platform/database.ts';
import { reservedPlaces } from '../programme/places.ts';
import { type PlacesOfRun, placedRows, ticketStaging } from './allocation-store.ts';
import { drawOf } from './ticket.ts';

let base: TestDatabase;
beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base.drop());

const areas = ['5301', '5302', '5303'] as const;
const groups: readonly string[] = ['disabled', 'fishers'];
interface Somebody {
  readonly area: string;
  readonly need: readonly number[];
  readonly groups: readonly string[];
}
const world = fc.record({
  people: fc.array(
    fc.record({
      area: fc.constantFrom(...areas),
      need: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 1 })),
      groups: fc.subarray([...groups]),
    }),
    { minLength: 1, maxLength: 60 },
  ),
  places: fc.tuple(fc.nat(15), fc.nat(15), fc.nat(15)),
  kept: fc.subarray([...groups]),
  seed: fc.string({ maxLength: 8 }),
});
const uuid = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;

interface Placed {
  readonly who: number;
  readonly area: string;
  readonly rank: number;
  readonly placed: boolean;
  readonly keptFor: string | null;
}

const placesOf = (counts: readonly number[], kept: readonly string[]): PlacesOfRun => {
  const places = areas.map((area, index) => [area, counts[index] ?? 0] as const);
  return {
    places,
    kept: kept.map((code) => ({ code, places: places.map(([area, all]) => [area, reservedPlaces(all, { numerator: 1n, denominator: 4n })] as const) })),
  };
};

/** Who has a place, as the database gives places; `order` is the order the rows stand in. */
async function placed(
  client: { query: (text: string, values?: unknown[]) => Promise<{ rows: unknown[] }> },
  people: readonly Somebody[],
  of: PlacesOfRun,
  seed: string,
  reversed = false,
): Promise<readonly Placed[]> {
  await client.query(`create temporary table if not exists ticket_staging (${ticketStaging})`);
  await client.query('truncate pg_temp.ticket_staging');
  const rows = people.map((one, index) => ({ index, ...one }));
  if (reversed) rows.reverse();
  for (const { index, area, need, groups: of_ } of rows) {
    await client.query('insert into pg_temp.ticket_staging values ($1, $2, $1, $3, $4, $5, $6)', [
      uuid(index),
      index,
      `${area}012001`,
      need,
      drawOf(seed, `ticket ${index}`),
      of_,
    ]);
  }
  const answer = await client.query(
    `select row_no as who, kabupaten as area, rank::int, placed, kept_for as "keptFor" from (${placedRows('pg_temp.ticket_staging', of)}) r order by row_no`,
  );
  return answer.rows as Placed[];
}

test('in any world the places are given within the quota, to the neediest, in an order nothing but need and draw decides', async () => {
  await ownerSession(base.url, async (client) => {
    await fc.assert(
      fc.asyncProperty(world, async ({ people, places, kept, seed }) => {
        const of = placesOf(places, kept);
        const result = await placed(client, people, of, seed);
        expect(result).toHaveLength(people.length);
        for (const [index, area] of areas.entries()) {
          const here = result.filter((one) => one.area === area);
          const [given, waiting] = [here.filter((one) => one.placed), here.filter((one) => !one.placed)];
          // As many as there are places or people; ranks without a gap.
          expect(given).toHaveLength(Math.min(places[index] ?? 0, here.length));
          expect(here.map(({ rank }) => rank).sort((a, b) => a - b)).toEqual(here.map((_, at) => at + 1));
          for (const chosen of given) {
            for (const left of waiting) {
              const [mine, theirs] = [people[chosen.who], people[left.who]];
              // Nobody waits while somebody worse ranked of the same groups, or with an open place, is chosen.
              if (chosen.keptFor === null || mine?.groups.join() === theirs?.groups.join()) expect(chosen.rank).toBeLessThan(left.rank);
              // And of the group a place was kept for, the neediest has it.
              else if (theirs?.groups.includes(chosen.keptFor) === true) expect(chosen.rank).toBeLessThan(left.rank);
            }
          }
          for (const { code, places: share } of of.kept) {
            const members = here.filter(({ who }) => people[who]?.groups.includes(code) === true);
            expect(members.filter((one) => one.placed).length).toBeGreaterThanOrEqual(
              Math.min(share[index]?.[1] ?? 0, members.length, given.length > 0 ? (share[index]?.[1] ?? 0) : 0),
            );
          }
        }
        // The order the rows stand in changes nothing.
        expect(await placed(client, people, of, seed, true)).toEqual(result);
        // One place more takes none away, unless it is one more kept for each of two groups (below).
        const more = await placed(
          client,
          people,
          placesOf(
            places.map((count) => count + 1),
            kept,
          ),
          seed,
        );
        if (kept.length < 2) for (const [who, one] of result.entries()) if (one.placed) expect(more[who]?.placed).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});

test('a fourth place that is one more kept for each of two groups leaves one open place fewer', async () => {
  const person = (need: number, of: readonly string[] = []): Somebody => ({ area: '5301', need: [need, 0], groups: of });
  const people = [person(1), person(2), person(3), person(4, ['disabled']), person(5, ['fishers'])];
  await ownerSession(base.url, async (client) => {
    const who = async (count: number) =>
      (await placed(client, people, placesOf([count, 0, 0], groups), 'benih')).filter((one) => one.placed).map(({ rank }) => rank);
    expect(await who(3)).toEqual([1, 2, 3]); // a quarter of three is no place
    expect(await who(4)).toEqual([1, 2, 4, 5]); // and of four one for each group
  });
});
