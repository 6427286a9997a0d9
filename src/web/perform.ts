// Decides how an operation is carried out for whoever asks: once for each idempotency key, and few long ones at a time.
import { createHmac } from 'node:crypto';
import path from 'node:path';
import type { z } from '@hono/zod-openapi';
import { type Disclosure, type Through, disclosedBeside } from '../permission/reveal-steps.ts';
import type { Actor } from '../kernel/actor.ts';
import type { Look, Statement } from '../platform/database.ts';
import { once } from '../platform/once.ts';
import { type Doing, type Operation, answerOf } from './operation.ts';
import { actOf, permitOperation } from './permit.ts';
import type { Surface } from './surface.ts';
import type { ReceivedFile } from './upload.ts';

/** Where what is uploaded waits until its operation ends. */
export const incomingFolder = ({ workplace }: Surface): string => path.join(workplace.dataDir, 'incoming');

/** Who asks for an operation, with what. `key` makes it happen once; asking for something that changes nothing needs none. */
export interface Asked {
  readonly actor: Actor;
  readonly files?: readonly ReceivedFile[];
  readonly key?: string;
  readonly progress?: Doing['progress'];
  /** `api` unless a page asks. */
  readonly through?: Through;
}

/** Carries an operation out for whom the permission table permits it. Faults: the operation's, forbidden, and conflict `idempotency-key-reused`. */
export async function perform<Input extends z.ZodObject, Answer extends z.ZodType>(
  surface: Surface,
  of: Operation<Input, Answer>,
  input: z.output<Input>,
  asked: Asked,
): Promise<{ readonly answer: z.output<Answer>; readonly repeated: boolean }> {
  const { workplace } = surface;
  const { database } = workplace;
  const { files = [], key, progress = () => {}, through = 'api' } = asked;
  const actor = await permitOperation(surface, asked.actor, of, input);
  const doing: Doing = {
    workplace,
    actor,
    timeZone: surface.timeZone,
    files,
    through,
    transact: (work) => database.transact(actor, work),
    read: (work) => database.read(actor, work),
    look: (statement) => database.look(actor, statement),
    scopeKnown: surface.scopeKnown,
    progress,
  };
  const inTurn = of.long === true ? surface.inTurn : async <T>(work: () => Promise<T>): Promise<T> => work();
  if (of.method === 'get' || of.personal === true || key === undefined)
    return inTurn(async () => {
      const disclosed = of.discloses?.(input, workplace);
      // What is no NIK is a search for nobody.
      if (disclosed === undefined || disclosed.token === null) return { answer: await answerOf(of, doing, input), repeated: false };
      return {
        answer: await disclosing(surface, doing, { ...disclosed, act: actOf(of), through, subject: null, author: actor.id }, (looking) =>
          answerOf(of, looking, input),
        ),
        repeated: false,
      };
    });
  const { vault } = workplace;
  const requested = JSON.stringify([of.id, input, files.map(({ name, digest }) => [name, digest])]);
  const requestHash = createHmac('sha256', vault.derive('request', Buffer.alloc(0)))
    .update(requested)
    .digest('hex');
  return inTurn(() => once(database, actor, { key, requestHash, vault }, (tx) => answerOf(of, { ...doing, transact: (work) => work(tx) }, input)));
}

/** Finds an answer and records of whom it speaks, in the statement that finds it where that can be: neither the answer nor that nothing is known leaves before it stands. */
async function disclosing<T>({ disclose }: Surface, doing: Doing, row: Disclosure, find: (doing: Doing) => Promise<T>): Promise<T> {
  let recorded: Promise<unknown> | undefined;
  const look: Look = <Row>(statement: Statement) => {
    const beside = recorded === undefined ? disclosedBeside(statement, row) : undefined;
    const looked = doing.look<Row>(beside ?? statement);
    if (beside !== undefined) recorded = looked;
    return looked;
  };
  const [found] = await Promise.allSettled([find({ ...doing, look })]);
  await (recorded ?? disclose(row));
  if (found.status === 'rejected') throw found.reason;
  return found.value;
}
