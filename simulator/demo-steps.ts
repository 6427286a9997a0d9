// Decides how the demonstration shows its steps: one line each with its time, and the seconds for the last line.
import type { Instant } from '../src/kernel/clock.ts';
import { instant } from '../src/kernel/clock.ts';
import type { FixedClock } from '../src/platform/system-clock.ts';

export class DemoSteps {
  readonly seconds: Record<string, number> = {};
  readonly #clock: FixedClock;
  readonly #began = performance.now();

  constructor(clock: FixedClock) {
    this.#clock = clock;
  }

  /** Sets the simulated instant: 09:00 WITA on a day. */
  day(date: string, time = '09:00:00'): Instant {
    const now = instant(`${date}T${time}+08:00`);
    this.#clock.set(now);
    return now;
  }

  /** Does a step and prints what came of it. */
  async step<T>(key: string, title: string, work: () => Promise<T>, says: (result: T) => string): Promise<T> {
    const from = performance.now();
    const result = await work();
    const took = (performance.now() - from) / 1000;
    this.seconds[key] = Math.round(((this.seconds[key] ?? 0) + took) * 100) / 100;
    process.stderr.write(`${this.total().toFixed(1).padStart(6)} s  ${title.padEnd(34)} ${says(result)}\n`);
    return result;
  }

  total(): number {
    return (performance.now() - this.#began) / 1000;
  }
}

export const count = (value: number | bigint): string => value.toLocaleString('id-ID');
