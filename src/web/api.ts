// Decides what every JSON operation shares: which answers OpenAPI tells of, what a problem looks like, and that an unreadable request is a fault.
import type { Hook } from '@hono/zod-openapi';
import { z } from '@hono/zod-openapi';
import { Fault } from '../kernel/fault.ts';
import type { RequestEnv } from './surface.ts';

/** Problem details (RFC 9457) as OpenAPI tells them. */
const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.string(),
    place: z.object({ file: z.string().optional(), row: z.number().int().optional(), column: z.string().optional() }).optional(),
  })
  .openapi('Problem');

const meanings = {
  400: 'The input cannot be accepted',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  409: 'In conflict with what stands',
  500: 'A fault of the program',
  503: 'Cannot be reached',
} as const;

/** The good answer as JSON, and the problems an operation may answer with. Operations throw faults; the server renders them. */
export function answers<Schema extends z.ZodType>(good: { schema: Schema; description: string }, ...problems: readonly (keyof typeof meanings)[]) {
  const answered = { 200: { description: good.description, content: { 'application/json': { schema: good.schema } } } };
  for (const status of problems) {
    Object.assign(answered, { [status]: { description: meanings[status], content: { 'application/problem+json': { schema: problem } } } });
  }
  // Handlers return only the good answer, so only that one is in the type.
  return answered;
}

/** Turns a request that does not have the told shape into a fault that names where, never what was written. */
export const refuseUnreadable: Hook<unknown, RequestEnv, string, unknown> = (result) => {
  if (result.success) return;
  const column = result.error.issues.map((issue) => issue.path.join('.')).find((path) => path !== '');
  throw new Fault(
    'bad-input',
    'request-not-readable',
    { id: 'Permintaan tidak berbentuk seperti yang diterangkan di /v1/openapi.json.', en: 'The request does not have the shape told in /v1/openapi.json.' },
    column === undefined ? {} : { column },
  );
};
