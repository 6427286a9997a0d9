// Decides what one capability is, however it is reached: the command that does the same, its address, its fields, its answer, and the step it calls.
import type { z } from '@hono/zod-openapi';
import type { ScopeKnownOf } from '../permission/reach-steps.ts';
import type { Disclosure, Through } from '../permission/reveal-steps.ts';
import type { Actor } from '../kernel/actor.ts';
import { Fault, assert } from '../kernel/fault.ts';
import { refuseNik } from '../kernel/plausible-nik.ts';
import type { Look, Tx } from '../platform/database.ts';
import type { Workplace } from '../platform/workplace.ts';
import type { ReceivedFile } from './upload.ts';

/** What an operation works with. */
export interface Doing {
  readonly workplace: Workplace;
  readonly actor: Actor;
  /** IANA time zone of days nobody named. */
  readonly timeZone: string;
  /** The files that came with the request, on disk until the operation ends. */
  readonly files: readonly ReceivedFile[];
  /** Through what it was asked. */
  readonly through: Through;
  /** One transaction; under an idempotency key the one that keeps the answer, so that both are kept or neither. */
  readonly transact: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  readonly read: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  /** As `read` for a single statement, in one round trip. */
  readonly look: Look;
  /** What is known of the words of a scope that is granted. */
  readonly scopeKnown: ScopeKnownOf;
  /** Says how far it is; `of` 0 means that the end is not known; `rows` are rows of people. Throws where it was asked to stop: call it outside of what cannot be undone. */
  readonly progress: (done: number, of?: number, rows?: number) => void;
}

export interface Operation<Input extends z.ZodObject = z.ZodObject, Answer extends z.ZodType = z.ZodType> {
  /** The words of the command line that do the same, such as `month open`. */
  readonly command: string;
  /** Its act in the permission table; that of the command when absent. */
  readonly act?: string;
  /** Its name in OpenAPI. */
  readonly id: string;
  readonly method: 'get' | 'post';
  /** Under `/v1`; fields in braces come from the address, the others from the query or the body. */
  readonly path: string;
  readonly summary: string;
  readonly input: Input;
  /** Takes one file, or several; `largest` bytes each. */
  readonly files?: { readonly many: boolean; readonly largest?: number };
  readonly answer: Answer;
  /** Posted by another system in its own form (JSON or a form): all of it is the field `body`. The same again changes nothing, so no key is asked for. */
  readonly foreign?: boolean;
  /** Speaks of one person: the answer is kept by nobody, not even under an idempotency key. */
  readonly personal?: boolean;
  /** A search for one person: what is recorded of it before the answer leaves. */
  readonly discloses?: (input: z.output<Input>, workplace: Workplace) => Pick<Disclosure, 'kind' | 'token' | 'fields' | 'reason'>;
  /** Holds several connections for long: only a few such run at a time. */
  readonly long?: boolean;
  /** Calls one step. What it gives back is cut to the shape of `answer`, so that nothing undeclared leaves. */
  run(of: Doing, input: z.output<Input>): Promise<unknown>;
}

/** An operation with the types of its fields and answer kept. */
export const operation = <Input extends z.ZodObject, Answer extends z.ZodType>(of: Operation<Input, Answer>): Operation<Input, Answer> => of;

/** A value as JSON carries it: rupiah as numbers (all are far below 2^53), maps as objects, dates and the like as they say themselves, nothing that is not given. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') {
    assert(value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER, 'an amount that a JSON number holds exactly');
    return Number(value);
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((part: unknown) => (part === undefined ? null : plain(part)));
  if (value instanceof Map) return plain(Object.fromEntries(value));
  if ('toJSON' in value && typeof value.toJSON === 'function') return (value.toJSON as () => unknown)();
  const copy: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    const part = (value as Record<string, unknown>)[name];
    if (part !== undefined) copy[name] = plain(part);
  }
  return copy;
}

/** What an operation gives back where all but a few fields are one object for many who ask: that is cut to shape once, `own` for each. */
export class Shared {
  readonly shared: object;
  readonly own: Readonly<Record<string, unknown>>;

  constructor(shared: object, own: Readonly<Record<string, unknown>>) {
    this.shared = shared;
    this.own = own;
  }
}

interface CutToShape {
  readonly own: z.ZodType;
  readonly shared: WeakMap<object, object>;
}
const cut = new WeakMap<object, CutToShape>();

function cutShared(answer: z.ZodObject, { shared, own }: Shared): object {
  let known = cut.get(answer);
  if (known === undefined) cut.set(answer, (known = { own: answer.partial(), shared: new WeakMap() }));
  let whole = known.shared.get(shared);
  if (whole === undefined) known.shared.set(shared, (whole = answer.parse(plain({ ...shared, ...own }))));
  return { ...whole, ...(known.own.parse(plain(own)) as object) };
}

/** Runs an operation and cuts what it gives back to the declared shape. */
export async function answerOf<Input extends z.ZodObject, Answer extends z.ZodType>(
  of: Operation<Input, Answer>,
  doing: Doing,
  input: z.output<Input>,
): Promise<z.output<Answer>> {
  const given = await of.run(doing, input);
  return given instanceof Shared ? (cutShared(of.answer as unknown as z.ZodObject, given) as z.output<Answer>) : of.answer.parse(plain(given));
}

/** The fields of a request, checked. An empty field, or null, counts as not given. Only a field `nik` may hold a NIK. Faults: bad-input `field-missing`, `field-not-readable` or `nik-in-text`, naming the field and never what was written. */
export function inputOf<Input extends z.ZodObject>(of: { readonly input: Input }, fields: Readonly<Record<string, unknown>>): z.output<Input> {
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== '' && value !== undefined && value !== null));
  for (const [field, value] of Object.entries(given)) if (field !== 'nik' && typeof value === 'string') refuseNik(value, field);
  const read = of.input.safeParse(given);
  if (read.success) return read.data;
  const column = read.error.issues.map((issue) => issue.path.join('.')).find((path) => path !== '') ?? '';
  if (column !== '' && !(column in given)) {
    throw new Fault('bad-input', 'field-missing', { id: `Isian "${column}" belum diisi.`, en: `The field "${column}" is missing.` }, { column });
  }
  throw new Fault(
    'bad-input',
    'field-not-readable',
    {
      id: `Isian "${column}" tidak dapat dibaca; lihat bentuknya di /v1/openapi.json.`,
      en: `The field "${column}" cannot be read; its shape is told in /v1/openapi.json.`,
    },
    { column },
  );
}

/** The fields an address carries. */
export const addressFields = (path: string): readonly string[] => [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
