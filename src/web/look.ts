// Decides how a page looks something up: by the operation a program would call, with the fields of its own address.
import type { z } from '@hono/zod-openapi';
import type { Actor } from '../kernel/actor.ts';
import type { PageContext } from './act.ts';
import { type Operation, inputOf } from './operation.ts';
import { perform } from './perform.ts';
import { permitOperation } from './permit.ts';
import type { Surface } from './surface.ts';

/** What an operation answers for the fields of a page's address (and further ones). */
export async function look<Input extends z.ZodObject, Answer extends z.ZodType>(
  surface: Surface,
  c: PageContext,
  operation: Operation<Input, Answer>,
  further: Readonly<Record<string, string>> = {},
): Promise<z.output<Answer>> {
  const input = inputOf(operation, { ...c.req.query(), ...c.req.param(), ...further });
  return (await perform(surface, operation, input, { actor: surface.actor(c), through: 'page' })).answer;
}

/** As `look` for what takes long to count: remembered until the next act is recorded; undefined while it is being counted. */
export async function lookRemembered<Input extends z.ZodObject, Answer extends z.ZodType>(
  surface: Surface,
  c: PageContext,
  operation: Operation<Input, Answer>,
  further: Readonly<Record<string, string>> = {},
): Promise<z.output<Answer> | undefined> {
  if (throughGlass(surface, c)) return look(surface, c, operation, further);
  const { key, count } = await counting(surface, c, operation, further);
  const inTurn = operation.long === true ? surface.countInTurn : async <T>(work: () => Promise<T>): Promise<T> => work();
  return surface.remembered.look(key, () => inTurn(count));
}

/** As `lookRemembered` for what is counted in a moment: whoever comes first after an act waits for it. For what discloses nobody: who looks is not recorded. */
export async function lookKnown<Input extends z.ZodObject, Answer extends z.ZodType>(
  surface: Surface,
  c: PageContext,
  operation: Operation<Input, Answer>,
  further: Readonly<Record<string, string>> = {},
): Promise<z.output<Answer>> {
  if (throughGlass(surface, c)) return look(surface, c, operation, further);
  const { key, count } = await counting(surface, c, operation, further);
  return surface.remembered.know(key, count);
}

/** Each look through a broken glass is an act itself, after which all would be counted anew: what it shows is not remembered. */
const throughGlass = (surface: Surface, c: PageContext): boolean => surface.actor(c).glass !== undefined;

/** What an operation counts for the fields of a page's address, and what it is remembered by. */
async function counting<Input extends z.ZodObject, Answer extends z.ZodType>(
  surface: Surface,
  c: PageContext,
  operation: Operation<Input, Answer>,
  further: Readonly<Record<string, string>>,
): Promise<{ readonly key: string; readonly count: () => Promise<z.output<Answer>> }> {
  const actor = surface.actor(c);
  const input = inputOf(operation, { ...c.req.query(), ...c.req.param(), ...further });
  // Permitted before it is remembered: what was counted for another is not for everybody.
  const permitted = await permitOperation(surface, actor, operation, input);
  return { key: await keyOf(surface, permitted, [operation.id, input]), count: async () => (await perform(surface, operation, input, { actor })).answer };
}

/** What `what` is remembered by: as much of the records as the actor sees, as they are now. */
export const keyOf = async (surface: Surface, actor: Actor, what: readonly unknown[]): Promise<string> =>
  JSON.stringify([...what, actor.sponsor, actor.area, actor.within ?? null, await surface.stateNow()]);
