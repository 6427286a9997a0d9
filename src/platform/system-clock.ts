// Decides where the time comes from: the machine in service, a set instant in tests and demonstrations.
import { type Instant, instant } from '../kernel/clock.ts';

/** Says what instant it is. The only way acting code asks. */
export interface Clock {
  now(): Instant;
}

/** A clock that stands still until it is set. */
export interface FixedClock extends Clock {
  set(to: string): void;
}

export const systemClock: Clock = { now: () => new Date().toISOString() as Instant };

/** A clock that says the given instant (ISO 8601 text) until `set` moves it. */
export function fixedClock(start: string): FixedClock {
  let current = instant(start);
  return {
    now: () => current,
    set: (to) => {
      current = instant(to);
    },
  };
}
