// Decides what a measured thing is: two sides, the floor and the real one, that begin in the same state and write the same rows.
import type { StateName } from './states.ts';
import type { BenchWorkplace } from './workplace.ts';

/** What a run stands on. */
export interface Ground {
  readonly workplace: BenchWorkplace;
  readonly inputs: string;
  /** What the state after this thing kept: the rows and papers of the real thing. */
  readonly added: string;
  /** An empty folder that is thrown away. */
  readonly scratch: string;
}

/** Runs one side; returns the seconds it took when it holds a stopwatch of its own. */
type Side = (ground: Ground) => Promise<unknown>;

export interface Thing {
  readonly name: string;
  /** What `--only` calls it. */
  readonly group: string;
  readonly before: StateName;
  readonly after: StateName;
  /** Whether the real side, too, reads what the state after it kept (papers that others answered). */
  readonly played?: boolean;
  readonly floor: Side;
  readonly real: Side;
}
