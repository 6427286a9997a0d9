// Decides who acts in a request: whom sign-in found; nobody is nobody, and a program does only the acts it was given.
import type { Context } from 'hono';
import type { Actor } from '../kernel/actor.ts';
import { Fault } from '../kernel/fault.ts';
import type { RequestEnv } from './surface.ts';

/** The actor of a request, for the act of that name. Faults: unauthenticated `sign-in-needed`, forbidden `act-not-granted`. */
export function actorOf(c: Context<RequestEnv>, act?: string): Actor {
  const caller = c.get('caller');
  if (caller === undefined) throw signInNeeded();
  if (caller.acts === null || (act !== undefined && caller.acts.includes(act))) return caller.actor;
  throw new Fault('forbidden', 'act-not-granted', {
    id: 'Program ini tidak diberi wewenang untuk perbuatan itu. Mintalah administrator menambahkannya.',
    en: 'This program was not given that act. Ask an administrator to add it.',
  });
}

/** Who comes with a request, whatever he asks; what he is limited to is asked where the act is known. Fault: unauthenticated `sign-in-needed`. */
export function comerOf(c: Context<RequestEnv>): Actor {
  const caller = c.get('caller');
  if (caller === undefined) throw signInNeeded();
  return caller.actor;
}

/** Nobody is signed in, or the session or token is over. */
export const signInNeeded = (): Fault =>
  new Fault('unauthenticated', 'sign-in-needed', {
    id: 'Masuk dahulu; sesi yang lama mungkin sudah berakhir.',
    en: 'Sign in first; an older session may be over.',
  });
