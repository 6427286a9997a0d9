// Decides how a part of the demonstration goes on beside the rest: other people, on days of their own, at the same installation.
import { openDatabase } from '../src/platform/database.ts';
import { fixedClock } from '../src/platform/system-clock.ts';
import type { Case } from './demo-cast.ts';
import type { DemoRecord } from './demo-steps.ts';

/**
 * Plays a part beside whatever goes on meanwhile. Its record comes back with what came of it, to be joined where the story has it: so the order in
 * which things happened to be done changes nothing.
 */
export async function beside<T>(of: Case, strand: string, part: (of: Case) => Promise<T>): Promise<{ readonly result: T } & DemoRecord> {
  const clock = fixedClock(of.workplace.clock.now());
  const database = openDatabase({ url: of.workplace.url, clock });
  const steps = of.steps.beside(strand, clock);
  try {
    const result = await part({ ...of, workplace: { ...of.workplace, clock, database }, steps });
    return { result, ...steps.record };
  } finally {
    await database.close();
  }
}

/** Both, to their ends, even where one fails: nothing is left running behind the failure. */
export async function together<A, B>(one: Promise<A>, other: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([one, other]);
  return [await one, await other];
}

/** Something that happens once in one strand and is awaited in another, or fails there and then here. */
export class Happening {
  readonly awaited: Promise<void>;
  readonly happened: () => void;
  readonly #failed: (error: unknown) => void;

  constructor() {
    const { promise, resolve, reject } = withResolvers();
    promise.catch(() => {}); // whoever awaits it is told
    [this.awaited, this.happened, this.#failed] = [promise, resolve, reject];
  }

  /** What it happens in: with its end it has happened at the latest, unless that failed. */
  async within<T>(work: Promise<T>): Promise<T> {
    try {
      const result = await work;
      this.happened();
      return result;
    } catch (error) {
      this.#failed(error);
      throw error;
    }
  }
}

// Promise.withResolvers is there from Node 22 on.
function withResolvers(): { readonly promise: Promise<void>; readonly resolve: () => void; readonly reject: (error: unknown) => void } {
  let [resolve, reject] = [(): void => {}, (_: unknown): void => {}];
  const promise = new Promise<void>((...both) => {
    [resolve, reject] = both;
  });
  return { promise, resolve, reject };
}
