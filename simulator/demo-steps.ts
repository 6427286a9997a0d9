// Decides how the demonstration shows and remembers its steps: one line each with its time; what was done before an interruption is not done again.
import type { Instant } from '../src/kernel/clock.ts';
import { instant } from '../src/kernel/clock.ts';
import type { Month } from '../src/kernel/month.ts';
import type { FixedClock } from '../src/platform/system-clock.ts';
import type { DemoJournal } from './demo-journal.ts';

/** What the steps leave for the ending. */
export interface DemoRecord {
  /** Digests of every decision, in the order made: the run hash of the whole. */
  readonly digests: string[];
  /** Roster files by contribution month, as the branches were given them. */
  readonly rosters: { readonly month: Month; readonly path: string }[];
}

export class DemoSteps {
  readonly seconds: Record<string, number>;
  readonly record: DemoRecord = { digests: [], rosters: [] };
  readonly #clock: FixedClock;
  readonly #journal: DemoJournal | null;
  readonly #strand: string;
  /** Seconds spent before an interruption. */
  readonly #before: { seconds: number };
  readonly #began: number;
  readonly #main: DemoSteps | null;

  /** Without a journal nothing is remembered. `began` is when the clock of the whole started (performance.now()). A strand beside the first counts its time into `main`'s. */
  constructor(
    clock: FixedClock,
    journal: DemoJournal | null = null,
    began = performance.now(),
    { strand, main }: { strand: string; main: DemoSteps | null } = { strand: 'main', main: null },
  ) {
    this.#began = began;
    this.#main = main;
    this.#clock = clock;
    this.#journal = journal;
    this.#strand = strand;
    this.#before = main === null ? { seconds: 0 } : main.#before;
    this.seconds = main === null ? {} : main.seconds;
  }

  /** Steps that go on beside these, on days of their own and with a record of their own. */
  beside(strand: string, clock: FixedClock): DemoSteps {
    return new DemoSteps(clock, this.#journal, this.#began, { strand, main: this });
  }

  /** Sets the simulated instant: 09:00 WITA on a day. */
  day(date: string, time = '09:00:00'): Instant {
    const now = instant(`${date}T${time}+08:00`);
    this.#clock.set(now);
    return now;
  }

  /** Does a step, writes down what came of it (plain values, with amounts as bigint) and says it. */
  async step<T>(key: string, title: string, work: () => Promise<T>, says: (result: T) => string): Promise<T> {
    const name = `${key}: ${title}`;
    const done = this.#journal?.take(this.#strand, name);
    if (done !== undefined) {
      const added = done.added as DemoRecord;
      this.record.digests.push(...added.digests);
      this.record.rosters.push(...added.rosters);
      this.#before.seconds += done.seconds;
      this.#count(key, done.seconds);
      return done.result as T;
    }
    const { digests, rosters } = this.record;
    const from = { digests: digests.length, rosters: rosters.length, time: performance.now() };
    const result = await work();
    const seconds = (performance.now() - from.time) / 1000;
    this.#count(key, seconds);
    this.#journal?.write({
      strand: this.#strand,
      step: name,
      result,
      added: { digests: digests.slice(from.digests), rosters: rosters.slice(from.rosters) },
      seconds,
    });
    this.say(`${this.total().toFixed(1).padStart(6)} s  ${title.padEnd(34)} ${says(result)}`);
    return result;
  }

  /** Prints a line of progress. */
  say(line: string): void {
    if (this.#main === null) process.stderr.write(`${line}\n`);
    else this.#main.say(line);
  }

  /** Seconds of all steps, those before an interruption included. */
  total(): number {
    return this.#before.seconds + (performance.now() - this.#began) / 1000;
  }

  #count(key: string, seconds: number): void {
    this.seconds[key] = Math.round(((this.seconds[key] ?? 0) + seconds) * 100) / 100;
  }
}

export const count = (value: number | bigint): string => value.toLocaleString('id-ID');
