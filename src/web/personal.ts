// Decides what a form about one person does: its answer is shown once, to who asked; no work, no address and nobody on the way keeps it.
import type { Hono } from 'hono';
import type { z } from '@hono/zod-openapi';
import { Fault } from '../kernel/fault.ts';
import { faultToProblem } from '../platform/rendering.ts';
import { type Page, type PageContext, formFields } from './act.ts';
import { localeOf } from './locale.ts';
import { type Operation, inputOf } from './operation.ts';
import { perform } from './perform.ts';
import { refuseOperationEarly } from './permit.ts';
import type { RequestEnv, Surface } from './surface.ts';

/** Takes the form; refused, its page is shown again with everything but the secrets that were written. */
export function takePersonal<Input extends z.ZodObject, Answer extends z.ZodType>(
  pages: Hono<RequestEnv>,
  surface: Surface,
  form: {
    readonly operation: Operation<Input, Answer>;
    readonly at: string;
    readonly page: Page;
    readonly secrets: readonly string[];
    readonly shown: (c: PageContext, answer: z.output<Answer>) => Response | Promise<Response>;
  },
): void {
  pages.post(form.at, async (c) => {
    c.header('cache-control', 'no-store, no-transform');
    const actor = surface.actor(c);
    refuseOperationEarly(surface, actor, form.operation);
    const fields = await formFields(c);
    try {
      const input = inputOf(form.operation, { ...fields, ...c.req.param() });
      const { answer } = await perform(surface, form.operation, input, { actor, through: 'page' });
      return await form.shown(c, answer);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      c.status(faultToProblem(error, localeOf(c)).status as 400);
      const values = Object.fromEntries(Object.entries(fields).filter(([name]) => !form.secrets.includes(name)));
      c.set('refusal', { operation: form.operation.id, error, values });
      return form.page(c);
    }
  });
}
