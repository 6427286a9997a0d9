// Decides what a sent form does: its operation runs as work; done in time it leads to the page that shows it, refused it shows its page again, else it is followed.
import { randomUUID } from 'node:crypto';
import type { Context, Hono } from 'hono';
import type { z } from '@hono/zod-openapi';
import { Fault } from '../kernel/fault.ts';
import { keyField } from './action-form.tsx';
import { localeOf } from './locale.ts';
import type { Telling } from './notice.tsx';
import { type Operation, inputOf } from './operation.ts';
import { fileMissing } from './operation-routes.ts';
import { incomingFolder, perform } from './perform.ts';
import { refuseOperationEarly } from './permit.ts';
import { faultToProblem } from '../platform/rendering.ts';
import type { WorkOrder } from '../platform/work-kept.ts';
import type { RequestEnv, Surface } from './surface.ts';
import { type Received, isMultipart, receive } from './upload.ts';
import type { Locale } from './words.ts';

export type PageContext = Context<RequestEnv>;
export type Page = (c: PageContext) => Response | Promise<Response>;

/** A form of an operation: where it is sent, the page it stands on, and what is told when it is done. */
export interface FormOf<Input extends z.ZodObject, Answer extends z.ZodType> {
  readonly operation: Operation<Input, Answer>;
  /** The address it is sent to, with `:name` for what the address carries. */
  readonly at: string;
  readonly page: Page;
  readonly told: (answer: z.output<Answer>, locale: Locale, input: z.output<Input>) => Telling;
  /** Where the result is seen. */
  readonly next: (answer: z.output<Answer>, input: z.output<Input>) => string;
}

/** What work of a form leaves behind. */
export interface FormEnd {
  readonly answer: unknown;
  readonly told: (locale: Locale) => Telling;
  readonly next: string;
}

/** How long a browser waits before it is shown that work goes on. */
const patience = 1200;

/** Takes the form. */
export function takeForm<Input extends z.ZodObject, Answer extends z.ZodType>(pages: Hono<RequestEnv>, surface: Surface, form: FormOf<Input, Answer>): void {
  surface.forms.set(form.operation.id, form);
  pages.post(form.at, (c) => act(surface, form, c));
}

async function act<Input extends z.ZodObject, Answer extends z.ZodType>(surface: Surface, form: FormOf<Input, Answer>, c: PageContext): Promise<Response> {
  let received: Received | undefined;
  const again = (error: unknown): Response | Promise<Response> => {
    if (!(error instanceof Fault)) throw error;
    c.status(faultToProblem(error, localeOf(c)).status as 400);
    c.set('refusal', { operation: form.operation.id, error, values: received?.fields ?? {} });
    return form.page(c);
  };
  try {
    const actor = surface.actor(c);
    refuseOperationEarly(surface, actor, form.operation);
    received = await receivedBy(surface, form.operation, c);
    const { fields, files, folder, discard } = received;
    const input = inputOf(form.operation, { ...fields, ...c.req.param() });
    const { files: wanted } = form.operation;
    if (wanted !== undefined && (files.length === 0 || (!wanted.many && files.length > 1))) throw fileMissing(wanted.many);
    const key = fields[keyField];
    const once = key === undefined || key === '' ? {} : { key: `form:${key}` };
    const kept = await keptWork(surface, form.operation, { actor, input, files, folder, key: once.key ?? null });
    const starting = { actor: actor.id, operation: form.operation.id, patience, discard, ...(kept === undefined ? {} : { kept }) };
    const work = await surface.works.start(starting, async (progress) => {
      const { answer } = await perform(surface, form.operation, input, { actor, files, progress, through: 'page', ...once });
      return { answer, told: (locale) => form.told(answer, locale, input), next: form.next(answer, input) } satisfies FormEnd;
    });
    if (work.end === null) return c.redirect(`/works/${work.workId}`, 303);
    if (work.end.state === 'refused') return await again(work.end.error);
    const { next } = work.end.answer as FormEnd;
    return c.redirect(withWork(next, work.workId), 303);
  } catch (error) {
    await received?.discard();
    return again(error);
  }
}

/** The id under which long work is kept, so that it survives a restart; undefined for what is short or speaks of one person. */
async function keptWork(
  surface: Surface,
  { id, long, personal }: Operation,
  of: Pick<WorkOrder, 'actor' | 'files' | 'folder' | 'key'> & { readonly input: object },
): Promise<string | undefined> {
  if (long !== true || personal === true) return undefined;
  const workId = randomUUID();
  await surface.keeper.keep({ ...of, workId, operation: id, input: of.input as WorkOrder['input'] });
  return workId;
}

/** What the form of an operation answered that led to this page; undefined on a page no such form led to, or once the server has forgotten the work. */
export function answerShown<Input extends z.ZodObject, Answer extends z.ZodType>(
  surface: Surface,
  c: PageContext,
  operation: Operation<Input, Answer>,
): z.output<Answer> | undefined {
  const work = surface.works.find(c.req.query('work') ?? '', surface.actor(c).id);
  return work?.operation === operation.id && work.end?.state === 'done' ? ((work.end.answer as FormEnd).answer as z.output<Answer>) : undefined;
}

/** The page a result is seen on, told which work led there. */
export function withWork(next: string, workId: string): string {
  const [bare = '', fragment] = next.split('#');
  return `${bare}${bare.includes('?') ? '&' : '?'}work=${workId}${fragment === undefined ? '' : `#${fragment}`}`;
}

async function receivedBy(surface: Surface, operation: Operation, c: PageContext): Promise<Received> {
  if (isMultipart(c.req.header('content-type'))) {
    const largest = operation.files?.largest;
    return receive(c.req.raw, { folder: incomingFolder(surface), ...(largest === undefined ? {} : { largest }) });
  }
  return { fields: await formFields(c), files: [], folder: null, discard: async () => {} };
}

/** The fields of a form without files; one with files is measured and streamed elsewhere, and not taken here. Fault: bad-input `request-not-readable`. */
export async function formFields(c: PageContext): Promise<Readonly<Record<string, string>>> {
  if (isMultipart(c.req.header('content-type')))
    throw new Fault('bad-input', 'request-not-readable', { id: 'Isian ini tidak menerima berkas.', en: 'This form takes no files.' });
  const body = await c.req.parseBody();
  return Object.fromEntries(Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
