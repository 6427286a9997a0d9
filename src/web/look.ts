// Decides how a page looks something up: by the operation a program would call, with the fields of its own address.
import type { z } from '@hono/zod-openapi';
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
  const actor = surface.actor(c);
  const input = inputOf(operation, { ...c.req.query(), ...c.req.param(), ...further });
  // Permitted before it is remembered: what was counted for another is not for everybody.
  const { area, within } = await permitOperation(surface, actor, operation, input);
  const state = await surface.stateOf(actor);
  const inTurn = operation.long === true ? surface.countInTurn : async <T>(work: () => Promise<T>): Promise<T> => work();
  return surface.remembered.look(JSON.stringify([operation.id, input, actor.sponsor, area, within ?? null, state]), () =>
    inTurn(async () => (await perform(surface, operation, input, { actor })).answer),
  );
}
