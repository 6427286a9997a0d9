// Decides what is known of who a request comes from once sign-in has found him: the actor he is, the duties he may take, and the acts he is limited to.
import type { Actor } from './actor.ts';

/** A scope somebody may act in, with its roles. */
export interface CallerDuty {
  readonly key: string;
  readonly roles: readonly string[];
}

export interface Caller {
  readonly actor: Actor;
  /** What people call him, for the foot of a page. */
  readonly name: string;
  /** A person's session; absent for a program. */
  readonly session?: {
    readonly sessionId: string;
    readonly accountId: string;
    readonly duties: readonly CallerDuty[];
    /** The duty he acts under; null until he has chosen one. */
    readonly duty: string | null;
  };
  /** Names of the operations a program is limited to; null without a limit. */
  readonly acts: readonly string[] | null;
}
