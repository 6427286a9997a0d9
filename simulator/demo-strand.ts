// Decides how a part of the demonstration goes on beside the rest: other people, on days of their own, at the same installation.
import { openDatabase } from '../src/platform/database.ts';
import { fixedClock } from '../src/platform/system-clock.ts';
import type { Case } from './demo-cast.ts';

/**
 * Plays a part beside whatever goes on meanwhile. Its record comes back with what came of it, to be joined where the story has it: so the order in
 * which things happened to be done changes nothing.
 */
export async function beside<T>(
  of: Case,
  strand: string,
  part: (of: Case) => Promise<T>,
): Promise<{ readonly result: T; readonly digests: readonly string[] }> {
  const clock = fixedClock(of.workplace.clock.now());
  const database = openDatabase({ url: of.workplace.url, clock });
  const steps = of.steps.beside(strand, clock);
  try {
    const result = await part({ ...of, workplace: { ...of.workplace, clock, database }, steps });
    return { result, digests: steps.record.digests };
  } finally {
    await database.close();
  }
}
