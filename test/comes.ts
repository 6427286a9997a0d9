// Decides who comes with a test's request, where what accounts he has is not what is tested: the actor named in its header. No server is started so.
import type { CallerOf } from '../src/access-surfaces.ts';
import type { Actor } from '../src/kernel/actor.ts';

/** Nobody where the header is missing. */
export const comes: CallerOf = (c) => {
  const said = c.req.header('test-actor');
  return Promise.resolve(said === undefined ? undefined : { actor: JSON.parse(decodeURIComponent(said)) as Actor, name: 'uji', acts: null });
};
