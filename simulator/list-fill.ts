// Decides which people stand on which list of a kabupaten, and which row fails for what.
import { fraction, roll } from './chance.ts';
import { failureKinds, failures, type FailureKind } from './list-kinds.ts';
import { poolsOf, shuffle, type Pools } from './list-pools.ts';
import type { ListRow } from './list-rows.ts';
import type { InhabitedVillage, World } from './population.ts';
import { wholes } from './shares.ts';
import { why } from './why.ts';

const wantedFailing = 0.23;
const misspeltShare = 0.036;
const weightOf = failureKinds.map((kind) => failures[kind]);
const weightSum = weightOf.reduce((a, b) => a + b, 0);

/** People without any slip a kabupaten's lists must hold. */
export const certainFor = (places: number): number => Math.ceil(places * 1.02) + 4;

/** Rows of a kabupaten: those that pass (with the former members and the misspelt among them) and those that fail. */
export interface ListPlan {
  readonly passing: number;
  readonly former: number;
  readonly misspelt: number;
  readonly failing: number;
}

/** How many rows of which sort, for the places and the share of all candidates. The promise holds without the misspelt, and it holds without those whose row is copied. */
export function planOf(places: number, share: number): ListPlan {
  const certain = certainFor(places);
  const rows = Math.max(Math.round(share), Math.ceil(certain / (1 - wantedFailing - misspeltShare)));
  const misspelt = Math.round(rows * misspeltShare);
  const copied = Math.ceil((rows * wantedFailing * (failures['twice-in-list'] + failures['in-two-lists'])) / weightSum);
  const passing = Math.max(Math.round(rows * (1 - wantedFailing)), certain + Math.max(misspelt, copied));
  return {
    passing,
    misspelt,
    former: Math.max(0, Math.min(passing - certain - Math.max(misspelt, copied), Math.floor(rows * 0.01))),
    failing: Math.max(0, rows - passing),
  };
}

/** The list of one village (its number in the world), in the order of its rows. */
export interface VillageList {
  readonly village: number;
  readonly rows: readonly ListRow[];
}

// Some villages stay silent, as long as the others have enough people.
function answeringIn(world: World, inhabited: readonly number[], needed: number): { readonly answering: readonly number[]; readonly pools: readonly Pools[] } {
  const all = inhabited.map((village) => poolsOf(world, world.villages[village] as InhabitedVillage));
  let eligible = all.reduce((sum, pool) => sum + pool.eligible.length, 0);
  const kept = inhabited.map((village, at) => {
    const own = all[at]?.eligible.length ?? 0;
    if (roll(world.seed, village, why.silent) % 1000 >= 35 || eligible - own < needed) return true;
    eligible -= own;
    return false;
  });
  return { answering: inhabited.filter((_, at) => kept[at]), pools: all.filter((_, at) => kept[at]) };
}

/** Fills the lists of the inhabited villages of one kabupaten. */
export function fillLists(world: World, inhabited: readonly number[], plan: ListPlan): readonly VillageList[] {
  const { answering, pools } = answeringIn(world, inhabited, Math.ceil(plan.passing * 1.1));
  const clean = wholes(
    pools.map((pool) => pool.eligible.length),
    plan.passing - plan.former,
  );
  // Each village fails in its own measure, 15 to 33 per cent.
  const wrong = wholes(
    clean.map((rows, at) => {
      const share = 0.16 + 0.14 * fraction(roll(world.seed, answering[at] as number, why.listShare));
      return (rows * share) / (1 - share);
    }),
    plan.failing,
  );
  const misspelt = wholes(clean, plan.misspelt);
  const former = wholes(
    pools.map((pool) => pool['former-member'].length),
    plan.former,
  );
  const deck = deckOf(world, inhabited[0] as number, plan.failing);
  let neighbours: readonly number[] = [];
  let set = 0;
  const waiting: FailureKind[] = [];

  return answering.flatMap((village, at): VillageList[] => {
    const pool = pools[at] as Pools;
    const good = pool.eligible.splice(-(clean[at] as number) || pool.eligible.length);
    const rows: ListRow[] = good.map((person, place) => ({ person, kind: place < (misspelt[at] as number) ? 'small-spelling' : 'clean' }));
    for (const person of pool['former-member'].splice(-(former[at] as number) || pool['former-member'].length)) rows.push({ person, kind: 'former-member' });
    const copies = [...good];
    const others = [...neighbours];
    const draw = (kind: FailureKind): ListRow | null => rowFor(kind, pool, copies, others);
    for (let left = wrong[at] as number; left > 0; left -= 1) {
      const kept = waiting.findIndex((kind) => available(kind, pool, copies, others));
      let row: ListRow | null = kept < 0 ? null : draw(waiting.splice(kept, 1)[0] as FailureKind);
      while (row === null && set < deck.length) {
        const kind = deck[set++] as FailureKind;
        row = draw(kind);
        if (row === null) waiting.push(kind);
      }
      rows.push(row ?? { person: (world.villages[village] as InhabitedVillage).first + left, kind: 'nik-unknown' });
    }
    if (rows.length === 0) return [];
    neighbours = good;
    const order = rows.map((_, index) => index);
    shuffle(order, world.seed ^ village, why.order);
    return [{ village, rows: secondsLast(order.map((index) => rows[index] as ListRow)) }];
  });
}

// Of two rows of one person the later is the copy.
function secondsLast(rows: readonly ListRow[]): readonly ListRow[] {
  const result = [...rows];
  rows.forEach((row, at) => {
    if (row.kind !== 'twice-in-list') return;
    const original = result.findIndex((other) => other.person === row.person && other.kind !== 'twice-in-list');
    if (original > at) [result[at], result[original]] = [result[original] as ListRow, row];
  });
  return result;
}

function deckOf(world: World, salt: number, count: number): readonly FailureKind[] {
  const numbers = wholes(weightOf, count).flatMap((times, kind) => Array.from({ length: times }, () => kind));
  shuffle(numbers, world.seed ^ salt, why.deck);
  return numbers.map((kind) => failureKinds[kind] as FailureKind);
}

const sourceOf = (kind: FailureKind, pool: Pools, copies: number[], others: number[]): number[] => {
  switch (kind) {
    case 'twice-in-list':
      return copies;
    case 'in-two-lists':
      return others;
    case 'nik-malformed':
    case 'nik-unknown':
    case 'name-of-another':
    case 'birth-date-differs':
    case 'name-or-nik-empty':
    case 'family-card-as-nik':
      return pool.eligible.length > 0 ? pool.eligible : pool['decile-above-four'];
    default:
      return pool[kind];
  }
};

const available = (kind: FailureKind, pool: Pools, copies: number[], others: number[]): boolean => sourceOf(kind, pool, copies, others).length > 0;

function rowFor(kind: FailureKind, pool: Pools, copies: number[], others: number[]): ListRow | null {
  const person = sourceOf(kind, pool, copies, others).pop();
  return person === undefined ? null : { person, kind };
}
