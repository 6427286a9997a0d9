// Decides what is said of a measured thing, and what follows from several: the database's part of a month, growth between sizes.
import { median } from './statistics.ts';

/** One measured thing at one size. `floorSeconds`, `ratio` and memory are null where there is none or it cannot be seen. */
export interface Result {
  readonly name: string;
  readonly size: number;
  readonly floorSeconds: number | null;
  readonly seconds: number;
  readonly ratio: number | null;
  readonly nodePeakMb: number | null;
  readonly postgresPeakMb: number | null;
  /** Of `postgresPeakMb`, what is no shared memory: work memory, temporary tables, caches of each process. */
  readonly postgresOwnMb: number | null;
  /** (largest − smallest) ÷ median of the real runs, and of the floor's. */
  readonly spread: number;
  readonly floorSpread: number | null;
  readonly floorNodePeakMb: number | null;
  readonly floorPostgresPeakMb: number | null;
  /** Processor time of Node and PostgreSQL together: on a busy machine it says more than the clock. */
  readonly processorSeconds: number | null;
  readonly floorProcessorSeconds: number | null;
  readonly processorRatio: number | null;
  /** The real thing with row policies switched off, when asked for; `policyCost` is the processor time (the clock's, where it cannot be seen) with them in times of that without. */
  readonly openSeconds?: number;
  readonly policyCost?: number;
  /** Rows of each table written to, after a run of the real thing and after one of its floor: equal, or the floor is none. */
  readonly rows: Readonly<Record<string, number>>;
  readonly floorRows: Readonly<Record<string, number>>;
  /** Look-ups and pages: how many were asked, how many a second, and the server time 95 of 100 stay below. */
  readonly requests?: number;
  readonly perSecond?: number;
  readonly floorPerSecond?: number;
  /** Look-ups: those of a bare handler that also finds who asks and records the look-up durably, as the product must. */
  readonly recordedPerSecond?: number;
  /** Look-ups over each number of connections; the rates above are each server's best. */
  readonly over?: readonly { readonly connections: number; readonly perSecond: number; readonly floorPerSecond: number; readonly recordedPerSecond: number }[];
  readonly p95Seconds?: number;
  /** Growth: seconds of each run, in their order. */
  readonly each?: readonly number[];
}

const rounded = (value: number): number => Number(value.toPrecision(4));

/** A result with figures a person can read. */
export const tidy = (result: Result): Result =>
  Object.fromEntries(Object.entries(result).map(([name, value]) => [name, typeof value === 'number' ? rounded(value) : value])) as unknown as Result;

/** The month without its files: the difference, since the product writes files while the database works. */
export function withoutFiles(month: Result, files: Result): Result {
  const [floorSeconds, seconds] = [(month.floorSeconds ?? 0) - (files.floorSeconds ?? 0), month.seconds - files.seconds];
  const { openSeconds: _open, policyCost: _cost, ...measured } = month;
  return {
    ...measured,
    name: 'month-database',
    floorSeconds,
    seconds,
    ratio: seconds / floorSeconds,
    processorSeconds: null,
    floorProcessorSeconds: null,
    processorRatio: null,
  };
}

/** The month from open to reconciled: both things one after the other. */
export function untilReconciled(month: Result, reconciliation: Result): Result {
  const sum = (of: (result: Result) => number | null): number | null => {
    const [one, other] = [of(month), of(reconciliation)];
    return one === null || other === null ? null : one + other;
  };
  const { openSeconds: _open, policyCost: _cost, ...measured } = month;
  const [floorSeconds, seconds] = [sum((result) => result.floorSeconds), month.seconds + reconciliation.seconds];
  const [processorSeconds, floorProcessorSeconds] = [sum((result) => result.processorSeconds), sum((result) => result.floorProcessorSeconds)];
  const most = (of: (result: Result) => number | null): number | null => {
    const seen = [of(month), of(reconciliation)].filter((value) => value !== null);
    return seen.length === 0 ? null : Math.max(...seen);
  };
  return {
    ...measured,
    name: 'month-to-reconciled',
    floorSeconds,
    seconds,
    ratio: floorSeconds === null ? null : seconds / floorSeconds,
    processorSeconds,
    floorProcessorSeconds,
    processorRatio: processorSeconds === null || floorProcessorSeconds === null ? null : processorSeconds / floorProcessorSeconds,
    nodePeakMb: most((result) => result.nodePeakMb),
    postgresPeakMb: most((result) => result.postgresPeakMb),
    postgresOwnMb: most((result) => result.postgresOwnMb),
    floorNodePeakMb: most((result) => result.floorNodePeakMb),
    floorPostgresPeakMb: most((result) => result.floorPostgresPeakMb),
  };
}

/** How many times longer the same thing takes at a size ten times as large; in the middle of the rounds, where both were measured by turns. */
export interface Growth {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly times: number;
  /** In each round. */
  readonly rounds?: readonly number[];
}

export function growthOf(results: readonly Result[]): readonly Growth[] {
  return results.flatMap((large) => {
    const small = results.find(({ name, size }) => name === large.name && size * 10 === large.size);
    if (small === undefined) return [];
    const of = { name: large.name, from: small.size, to: large.size };
    const rounds = large.each?.map((seconds, round) => rounded(seconds / (small.each?.[round] ?? Number.NaN)));
    return [rounds === undefined ? { ...of, times: rounded(large.seconds / small.seconds) } : { ...of, times: rounded(median(rounds)), rounds }];
  });
}
