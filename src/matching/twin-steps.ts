// Decides how people who stand in the population register under two NIKs are searched for and shown, both records side by side. It decides about nobody.
import { sha256 } from '../kernel/digest.ts';
import { type Nik, maskNik } from '../kernel/nik.ts';
import { recordAct } from '../platform/act.ts';
import type { CopyField } from '../platform/copy.ts';
import type { Tx } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';
import type { NikSealer } from '../platform/nik-token.ts';
import { currentPolicy } from '../programme/programme-steps.ts';
import { latestSnapshots, registerRows } from '../registry/registry-steps.ts';
import { weightsFor } from './linkage-steps.ts';
import { probabilityOf } from './linkage-model.ts';
import { tokensOf } from './linkage-store.ts';
import { nearNiks } from './near-nik.ts';
import { personScorer } from './person-linkage.ts';
import { type ShownTwin, type TwinPerson, countTwins, monthsHeld, shownTwins } from './twin-decision-store.ts';
import {
  type StoredReason,
  type StoredTwin,
  type TwinSearch,
  insertTwinSearch,
  latestTwinSearch,
  listedAfter,
  nameListed,
  pairsByNik,
  pairsDecided,
  pairsInBlocks,
  saveTwins,
} from './twin-store.ts';
import { LikeliestTwins, type Pair, type Twin, commonArea, twinOf, usualTwins } from './twin.ts';

/** People whose near NIKs are looked up at a time. */
const peopleAtATime = 5_000; // not law: people at a time

/** What a search came to: pairs compared, found likely, and likely ones beyond the number kept. */
export type TwinsFound = Pick<TwinSearch, 'searchId' | 'scope' | 'weights' | 'compared' | 'found' | 'leftOut'>;

/**
 * Searches the newest population register of the programme's sponsor for people under two NIKs: with scope `programme` one of the two stands in its lists
 * and near NIKs are looked up besides; with `register` everybody is compared. Records the likeliest pairs nobody decided about yet. Fault: `programme-unknown`.
 */
export async function searchTwins(
  tx: Tx,
  niks: NikSealer,
  of: { readonly programme: string; readonly scope: 'programme' | 'register' },
  onPair: (compared: number) => void = () => {},
): Promise<TwinsFound> {
  const policy = await currentPolicy(tx, of.programme);
  const { population } = await latestSnapshots(tx, policy.sponsor, policy.policy.conditionsOn);
  const { name: weights, dated } = await weightsFor(tx, policy.sponsor);
  const [scorer, rows] = [personScorer(dated), registerRows(tx, 'population', population)];
  const decided = await pairsDecided(tx);
  const likeliest = new LikeliestTwins();
  let compared = 0;
  const take = (pairs: readonly Pair[]): void => {
    for (const pair of pairs) {
      if (decided.has(`${pair.one.personKey}/${pair.other.personKey}`)) continue;
      const twin = twinOf(scorer, pair, usualTwins.leastBits - usualTwins.nikMayAdd);
      if (twin !== null) likeliest.add(twin);
    }
    compared += pairs.length;
    onPair(compared);
  };
  const listed = of.scope === 'programme' ? await nameListed(tx, of.programme) : 0;
  for await (const pairs of pairsInBlocks(tx, rows, of.scope === 'programme')) take(pairs);
  for (let after = 0; after < listed; after += peopleAtATime) {
    const near = nearRows(niks, await listedAfter(tx, after, peopleAtATime));
    for await (const pairs of pairsByNik(tx, rows, near)) take(pairs);
  }
  const stored = await withNiks(tx, niks, likeliest.all(), (pair) => twinOf(scorer, pair));
  const searchId = newKey();
  const { sponsor, area } = policy;
  const search: TwinSearch = {
    searchId,
    programme: of.programme,
    scope: of.scope,
    sponsor,
    area,
    weights,
    snapshots: population.map(({ asOf, digest }) => ({ asOf, digest })),
    compared,
    found: stored.length,
    leftOut: likeliest.leftOut,
  };
  await insertTwinSearch(tx, search);
  await saveTwins(tx, searchId, sponsor, stored);
  await recordAct(tx, {
    kind: 'twins-searched',
    subject: searchId,
    digest: sha256([searchId, of.programme, of.scope, weights, String(compared), String(stored.length)].join('\n')),
    sponsor,
    area,
  });
  return { searchId, scope: of.scope, weights, compared, found: stored.length, leftOut: likeliest.leftOut };
}

function* nearRows(niks: NikSealer, people: readonly { readonly personKey: string; readonly token: string }[]): Generator<readonly CopyField[]> {
  const opened = niks.openAll(people.map(({ token }) => token));
  for (const [at, { personKey }] of people.entries()) {
    for (const token of niks.sealAll(nearNiks(opened[at] ?? ''))) yield [personKey, token];
  }
}

/** Weighs the kept pairs again with their NIKs, and leaves out who has none of his own any more (his key was dropped for another's). */
async function withNiks(tx: Tx, niks: NikSealer, twins: readonly Twin[], weigh: (pair: Pair) => Twin | null): Promise<readonly StoredTwin[]> {
  const tokens = await tokensOf(
    tx,
    twins.flatMap(({ one, other }) => [one.personKey, other.personKey]),
  );
  return twins.flatMap(({ one, other }) => {
    const [oneToken, otherToken] = [tokens.get(one.personKey), tokens.get(other.personKey)];
    if (oneToken === undefined || otherToken === undefined) return [];
    const twin = weigh({ one: { ...one, nik: niks.open(oneToken) as Nik }, other: { ...other, nik: niks.open(otherToken) as Nik } });
    if (twin === null) return [];
    const reasons = twin.reasons.map(({ weight, ...reason }) => ({ ...reason, weight: rounded(weight) }));
    const { personKey: oneKey, area } = one;
    return [{ oneKey, otherKey: other.personKey, area: commonArea(area, other.area), oneToken, otherToken, bits: rounded(twin.bits), reasons }];
  });
}

const rounded = (bits: number): number => Math.round(bits * 100) / 100;

/** A person of a pair as shown: NIK masked, with the months somebody pays for under this key. */
export type ShownPerson = Omit<TwinPerson, 'token'> & { readonly nik: string; readonly months: readonly string[] };

export interface TwinsShown {
  readonly search: (TwinSearch & { readonly recordedAt: string }) | null;
  readonly pairs: number;
  readonly open: number;
  readonly rows: readonly (Omit<ShownTwin, 'one' | 'other'> & {
    readonly one: ShownPerson;
    readonly other: ShownPerson;
    readonly probability: number;
    readonly weights: readonly StoredReason[];
    /** Months held under both keys: paid twice for one person, if they are one. */
    readonly monthsUnderBoth: readonly string[];
  })[];
}

/** A page of the pairs of a programme's newest search, likeliest first. Fault: `programme-unknown`. */
export async function twinsShown(
  tx: Tx,
  niks: NikSealer,
  programme: string,
  page: { readonly open: boolean; readonly limit: number; readonly offset: number },
): Promise<TwinsShown> {
  const policy = await currentPolicy(tx, programme);
  const search = await latestTwinSearch(tx, programme);
  if (search === null) return { search, pairs: 0, open: 0, rows: [] };
  const { population } = await latestSnapshots(tx, policy.sponsor, policy.policy.conditionsOn);
  const shown = await shownTwins(tx, search.searchId, registerRows(tx, 'population', population), page);
  const held = await monthsHeld(
    tx,
    shown.flatMap(({ one, other }) => [one.personKey, other.personKey]),
  );
  const person = ({ token, ...rest }: TwinPerson): ShownPerson => ({ ...rest, nik: maskNik(niks.open(token)), months: held.get(rest.personKey) ?? [] });
  return {
    search,
    ...(await countTwins(tx, search.searchId)),
    rows: shown.map((row) => {
      const [one, other] = [person(row.one), person(row.other)];
      const monthsUnderBoth = one.months.filter((month) => other.months.includes(month));
      return { ...row, one, other, probability: Number(probabilityOf(row.bits).toFixed(4)), weights: row.reasons, monthsUnderBoth };
    }),
  };
}
