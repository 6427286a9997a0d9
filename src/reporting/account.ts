// Decides what the public account says: promised, protected, paid and helped, by kabupaten, with small counts withheld.
import type { CivilDate } from '../kernel/date.ts';
import { type PublicCount, withhold } from './disclosure.ts';

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
  readonly places: number;
  readonly listed: PublicCount;
  readonly registered: PublicCount;
  readonly protectedPeople: PublicCount;
  readonly personMonths: PublicCount;
  readonly posted: number | 'withheld';
  readonly claims: PublicCount;
}

/** The public account of a programme on a day: totals, and one row a kabupaten. Every amount is whole rupiah as a JSON number. */
export interface PublicAccount {
  readonly programme: string;
  readonly title: { readonly id: string; readonly en: string };
  readonly asOf: CivilDate;
  readonly sources: {
    readonly lists: number;
    readonly rows: number;
    readonly instruments: readonly { readonly number: string; readonly listDigest: string; readonly signedOn: string }[];
  };
  readonly totals: {
    readonly places: number;
    readonly listed: number;
    readonly registered: number;
    readonly protectedPeople: number;
    readonly personMonths: number;
    readonly posted: number;
    readonly budget: number;
    readonly claims: number;
    // exact: published as JSON, far below 2^53
    readonly claimAmount: number;
    readonly deaths: number;
    /** Deaths to expect by age and sex, with the interval of 95 in 100; absent in accounts published before it was counted. */
    readonly expectedDeaths?: { readonly expected: number; readonly low: number; readonly high: number; readonly confidence: string };
  };
  readonly areas: readonly AccountRow[];
  readonly threshold: number;
}

const sum = (figures: readonly AccountFigures[], of: (row: AccountFigures) => number): number => figures.reduce((total, row) => total + of(row), 0);

/** Puts the account together. Totals are of at least a province and are published whole; area counts under the threshold are withheld. */
export function publicAccount(of: {
  readonly programme: string;
  readonly title: { readonly id: string; readonly en: string };
  readonly asOf: CivilDate;
  readonly sources: PublicAccount['sources'];
  readonly budget: bigint;
  readonly figures: readonly AccountFigures[];
  readonly threshold: number;
  readonly expectedDeaths?: NonNullable<PublicAccount['totals']['expectedDeaths']>;
}): PublicAccount {
  const { figures, threshold } = of;
  const published = (count: (row: AccountFigures) => number): readonly PublicCount[] => withhold(figures.map(count), threshold);
  const columns = {
    listed: published((row) => row.listed),
    registered: published((row) => row.registered),
    protectedPeople: published((row) => row.protectedPeople),
    personMonths: published((row) => row.personMonths),
    claims: published((row) => row.claims),
  };
  // A person's months are few and of known price: where people are withheld, their months and money would give them away.
  const monthsHidden = figures.map((_, index) =>
    [columns.listed, columns.registered, columns.protectedPeople, columns.personMonths].some((column) => column[index] === 'withheld'),
  );
  return {
    programme: of.programme,
    title: of.title,
    asOf: of.asOf,
    sources: of.sources,
    threshold,
    totals: {
      places: sum(figures, (row) => row.places),
      listed: sum(figures, (row) => row.listed),
      registered: sum(figures, (row) => row.registered),
      protectedPeople: sum(figures, (row) => row.protectedPeople),
      personMonths: sum(figures, (row) => row.personMonths),
      posted: sum(figures, (row) => Number(row.posted)),
      budget: Number(of.budget),
      claims: sum(figures, (row) => row.claims),
      // exact: published as JSON, far below 2^53
      claimAmount: sum(figures, (row) => Number(row.claimAmount)),
      deaths: sum(figures, (row) => row.deaths),
      ...(of.expectedDeaths === undefined ? {} : { expectedDeaths: of.expectedDeaths }),
    },
    areas: figures.map((row, index) => ({
      area: row.area,
      name: row.name,
      places: row.places,
      listed: columns.listed[index] ?? 'withheld',
      registered: columns.registered[index] ?? 'withheld',
      protectedPeople: columns.protectedPeople[index] ?? 'withheld',
      personMonths: monthsHidden[index] === false ? row.personMonths : 'withheld',
      posted: monthsHidden[index] === false ? Number(row.posted) : 'withheld',
      claims: columns.claims[index] ?? 'withheld',
    })),
  };
}
