// Decides what the public account says: promised, protected, paid and helped, by kabupaten, with small counts withheld.
import type { CivilDate } from '../kernel/date.ts';
import { leastThreshold } from '../programme/policy.ts';
import { type PublicCount, isFew, unlessFew, withhold } from './disclosure.ts';

/** One kabupaten's figures before anything is withheld; amounts in rupiah. */
export interface AccountFigures {
  readonly area: string;
  readonly name: string;
  readonly places: number;
  readonly listed: number;
  readonly registered: number;
  readonly protectedPeople: number;
  readonly personMonths: number;
  readonly posted: bigint;
  readonly deaths: number;
  readonly claims: number;
  readonly claimAmount: bigint;
}

export interface AccountRow {
  readonly area: string;
  readonly name: string;
  readonly places: PublicCount;
  readonly listed: PublicCount;
  readonly registered: PublicCount;
  readonly protectedPeople: PublicCount;
  readonly personMonths: PublicCount;
  readonly posted: PublicCount;
  readonly claims: PublicCount;
}

/** The public account of a programme on a day: totals, and one row a kabupaten. Every amount is whole rupiah as a JSON number. */
export interface PublicAccount {
  readonly programme: string;
  readonly title: { readonly id: string; readonly en: string };
  readonly asOf: CivilDate;
  readonly sources: {
    readonly lists: number;
    readonly rows: PublicCount;
    readonly instruments: readonly { readonly number: string; readonly listDigest: string; readonly signedOn: string }[];
  };
  readonly totals: {
    readonly places: number;
    readonly listed: PublicCount;
    readonly registered: PublicCount;
    readonly protectedPeople: PublicCount;
    readonly personMonths: PublicCount;
    readonly posted: PublicCount;
    readonly budget: number;
    readonly claims: PublicCount;
    // exact: published as JSON, far below 2^53
    readonly claimAmount: PublicCount;
    readonly deaths: PublicCount;
    /** Deaths recorded for which no probable claim stood by that day: not worked out yet, or not protected on the day of death; absent in accounts published before it was told. */
    readonly deathsWithoutClaim?: PublicCount;
    /** Deaths to expect by age and sex, with the interval of 95 in 100; absent where months are withheld, which it is made of, and in accounts published before it was counted. */
    readonly expectedDeaths?: { readonly expected: number; readonly low: number; readonly high: number; readonly confidence: string };
  };
  readonly areas: readonly AccountRow[];
  readonly threshold: number;
}

const sum = (figures: readonly AccountFigures[], of: (row: AccountFigures) => number): number => figures.reduce((total, row) => total + of(row), 0);

/**
 * What is said of deaths. Deaths are claims and those without a claim, so of the three that name few people two are withheld: claims
 * stay, because the kabupaten sum up to them. Where claims are withheld, deaths are told only if so many that the rest is not few
 * whatever the claims are.
 */
function deathsTold(
  { deaths, claims }: { readonly deaths: number; readonly claims: number },
  toldClaims: PublicCount,
  threshold: number,
): { readonly deaths: PublicCount; readonly deathsWithoutClaim: PublicCount } {
  const deathsWithoutClaim = Math.max(0, deaths - claims);
  const givesAway = isFew(deaths, threshold) || (toldClaims === 'withheld' ? isFew(deaths, 2 * threshold) : isFew(deathsWithoutClaim, threshold));
  return { deaths: givesAway ? 'withheld' : deaths, deathsWithoutClaim: givesAway || toldClaims === 'withheld' ? 'withheld' : deathsWithoutClaim };
}

/**
 * Puts the account together; what is of few people is withheld so that it follows from nothing else in the account (`withhold`):
 *
 * - **Listed, registered, protected** count people of a kabupaten, and their **months** and **money** are so many times a known
 *   price: one table, a row of which is told or withheld whole. After the term few may be protected while many were paid for, so a
 *   small total of the protected does not withhold the months and money of all; a small total of the listed or registered does.
 * - **Places** are a promise of the government, not people, and told; but nobody is protected beyond them, so those of withheld
 *   kabupaten are withheld too where they are nearly full or would say which count is whose. Their total and the **budget** stay.
 * - **Claims** are families of the dead by kabupaten: a table of its own. Their **amount** goes with their total, being sums the law
 *   fixes. **Deaths** and those **without a claim**: `deathsTold`. **Expected deaths** are made of months and go with them.
 * - **Rows** of the candidate lists are people; how many lists there are, and the decrees, tell nobody.
 *
 * Not decided here: what two accounts of different days tell beside each other.
 */
export function publicAccount(of: {
  readonly programme: string;
  readonly title: { readonly id: string; readonly en: string };
  readonly asOf: CivilDate;
  readonly sources: { readonly lists: number; readonly rows: number; readonly instruments: PublicAccount['sources']['instruments'] };
  readonly budget: bigint;
  readonly figures: readonly AccountFigures[];
  readonly threshold: number;
  readonly expectedDeaths?: NonNullable<PublicAccount['totals']['expectedDeaths']>;
}): PublicAccount {
  const { figures } = of;
  const threshold = Math.max(of.threshold, leastThreshold); // programmes recorded long ago may have a smaller one
  const people = withhold(
    figures.map((row) => [row.listed, row.registered, row.protectedPeople, row.personMonths, Number(row.posted)]),
    { threshold, following: { last: 2, tellOf: 2 } },
  );
  // Where nobody is listed nobody died covered, as anybody sees: such a kabupaten hides no other.
  const withMembers = figures.flatMap((row, index) => (row.listed > 0 || row.claims > 0 ? [index] : []));
  const families = withhold(
    withMembers.map((index) => [figures[index]?.claims ?? 0]),
    { threshold },
  );
  const [listed, registered, protectedPeople, personMonths, posted] = named(people.totals);
  const [claims = 0] = families.totals;
  const placesTell = tellPeople(figures, people.withheldRows, threshold);
  return {
    programme: of.programme,
    title: of.title,
    asOf: of.asOf,
    sources: { ...of.sources, rows: unlessFew(of.sources.rows, threshold) },
    threshold,
    totals: {
      places: sum(figures, (row) => row.places),
      listed,
      registered,
      protectedPeople,
      personMonths,
      posted,
      budget: Number(of.budget),
      claims,
      // exact: published as JSON, far below 2^53
      claimAmount: claims === 'withheld' ? claims : sum(figures, (row) => Number(row.claimAmount)),
      ...deathsTold({ deaths: sum(figures, (row) => row.deaths), claims: sum(figures, (row) => row.claims) }, claims, threshold),
      ...(of.expectedDeaths === undefined || personMonths === 'withheld' ? {} : { expectedDeaths: of.expectedDeaths }),
    },
    areas: figures.map((row, index) => {
      const [listed, registered, protectedPeople, personMonths, posted] = named(people.rows[index] ?? []);
      const places = placesTell && people.withheldRows.includes(index) ? 'withheld' : row.places;
      return {
        area: row.area,
        name: row.name,
        places,
        listed,
        registered,
        protectedPeople,
        personMonths,
        posted,
        claims: families.rows[withMembers.indexOf(index)]?.[0] ?? 0,
      };
    }),
  };
}

type FiveCounts = readonly [PublicCount, PublicCount, PublicCount, PublicCount, PublicCount];
/** A row of the table of people; of a programme without kabupaten nobody is counted. */
const named = ([listed = 0, registered = 0, protectedPeople = 0, personMonths = 0, posted = 0]: readonly PublicCount[]): FiveCounts => [
  listed,
  registered,
  protectedPeople,
  personMonths,
  posted,
];

/**
 * Whether the places of withheld kabupaten would tell their people, being nearly as many, or saying which of them is the larger; of one alone its places
 * follow from their total anyhow.
 */
function tellPeople(figures: readonly AccountFigures[], withheldRows: readonly number[], threshold: number): boolean {
  const withheld = figures.filter((_, index) => withheldRows.includes(index));
  const counts = [(row: AccountFigures) => row.listed, (row: AccountFigures) => row.registered, (row: AccountFigures) => row.protectedPeople];
  const places = sum(withheld, (row) => row.places);
  const fewest = Math.min(...withheld.map((row) => row.places));
  return (
    withheld.length > 1 &&
    counts.some((count) => sum(withheld, count) > 0 && (places - sum(withheld, count) < threshold || withheld.some((row) => count(row) > fewest)))
  );
}
