// Keeps the log running beside a server: acts are numbered once a second, and what follows from their numbers is done after them.
import type { Actor } from '../kernel/actor.ts';
import { startRepeating } from '../platform/repeat.ts';
import { type LogPort, sequence } from './sequence-steps.ts';

/** What happens beside numbering. */
export interface SequencerOptions {
  readonly actor: Actor;
  readonly everyMilliseconds?: number;
  /** Done once at the start and whenever acts of `kinds` were numbered, such as writing proof files. */
  readonly afterwards: { readonly kinds: readonly string[]; readonly run: () => Promise<void> };
  /** Told of what failed; it is tried again at the next turn. */
  readonly onFailure: (error: unknown) => void;
}

/** Of so many turns one looks also for acts whose ordinals are not recent any more; the first does. */
const allEvery = 600;

/** Starts numbering; `stop` waits for the turn under way. */
export function startSequencer(port: LogPort, { actor, everyMilliseconds = 1000, afterwards, onFailure }: SequencerOptions): { stop(): Promise<void> } {
  let due = true;
  let turns = 0;
  const turn = async (): Promise<void> => {
    const { kinds } = await sequence(port, actor, { among: turns % allEvery === 0 ? 'all' : 'recent' });
    turns += 1;
    due ||= kinds.some((kind) => afterwards.kinds.includes(kind));
    if (due) await afterwards.run();
    due = false;
  };
  return startRepeating({ turn, everyMilliseconds, onFailure });
}
