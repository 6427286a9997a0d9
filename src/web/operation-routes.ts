// Decides how operations are served as JSON: the address, fields and answer OpenAPI tells of are those that are checked.
import { OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { Fault } from '../kernel/fault.ts';
import { answers } from './api.ts';
import { bytesSaid } from './guard.ts';
import { type Operation, addressFields, inputOf } from './operation.ts';
import { incomingFolder, perform } from './perform.ts';
import { refuseOperationEarly } from './permit.ts';
import type { RequestEnv, Surface } from './surface.ts';
import { isMultipart, receive } from './upload.ts';

/** The language of an answer may be asked for at any address. */
const languageField = 'lang';

const keyForm = /^[A-Za-z0-9._:-]{8,200}$/;

/** Whether the same request may not be sent twice without a key: it changes something, and the answer is kept. */
const needsKey = ({ method, personal, foreign }: Operation): boolean => method === 'post' && personal !== true && foreign !== true;

/** Serves operations, to be mounted under the version. */
export function operationRoutes(surface: Surface, operations: readonly Operation[]): OpenAPIHono<RequestEnv> {
  const routes = new OpenAPIHono<RequestEnv>();
  for (const operation of operations) {
    routes.openAPIRegistry.registerPath(told(operation));
    routes.on(operation.method.toUpperCase(), operation.path.replaceAll(/\{(\w+)\}/g, ':$1'), (c) => serve(surface, operation, c));
  }
  return routes;
}

async function serve(surface: Surface, operation: Operation, c: Context<RequestEnv>): Promise<Response> {
  const actor = surface.actor(c, operation.id);
  refuseOperationEarly(surface, actor, operation);
  if (operation.personal === true) c.header('cache-control', 'no-store, no-transform');
  if (operation.method === 'get') {
    const { answer } = await perform(surface, operation, inputSent(operation, c.req.query(), c.req.param()), { actor });
    return c.json(answer as object);
  }
  if (operation.foreign !== true) refuseQuery(c);
  const key = needsKey(operation) ? keyOf(c) : undefined;
  if (operation.files === undefined) {
    const input = inputSent(operation, operation.foreign === true ? { body: await foreignBody(c) } : await jsonBody(c), c.req.param());
    const { answer, repeated } = await perform(surface, operation, input, { actor, ...(key === undefined ? {} : { key }) });
    return answered(c, answer, repeated);
  }
  if (!isMultipart(c.req.header('content-type'))) throw notMultipart();
  const { largest } = operation.files;
  const received = await receive(c.req.raw, { folder: incomingFolder(surface), ...(largest === undefined ? {} : { largest }) });
  try {
    if (received.files.length === 0 || (!operation.files.many && received.files.length > 1)) throw fileMissing(operation.files.many);
    const input = inputSent(operation, received.fields, c.req.param());
    const { answer, repeated } = await perform(surface, operation, input, { actor, files: received.files, ...(key === undefined ? {} : { key }) });
    return answered(c, answer, repeated);
  } finally {
    await received.discard();
  }
}

/** What a program sent, checked, with what its address says. A field the operation does not take is refused: one written wrongly would go unnoticed. Faults: `field-unknown`, those of `inputOf`. */
function inputSent(operation: Operation, sent: Readonly<Record<string, unknown>>, address: Readonly<Record<string, string>>): ReturnType<typeof inputOf> {
  const takes = [...Object.keys(operation.input.shape).filter((name) => !Object.hasOwn(address, name)), ...(operation.files === undefined ? [] : ['file'])];
  // What everybody may read is passed on, and whoever passes it on may write something behind it.
  const passedOn = operation.method === 'get' && operation.path.startsWith('/publik/');
  const repeats = (name: string): boolean => Object.hasOwn(address, name) && sent[name] === address[name];
  const unknown = passedOn ? undefined : Object.keys(sent).find((name) => !takes.includes(name) && name !== languageField && !repeats(name));
  if (unknown === undefined) return inputOf(operation, { ...sent, ...address });
  // A name is told where it is one: it may be anything at all.
  const column = /^[A-Za-z][A-Za-z_-]{0,59}\d{0,2}$/.test(unknown) ? unknown : '?';
  const known = takes.join(', ');
  throw new Fault(
    'bad-input',
    'field-unknown',
    known === ''
      ? { id: `Tidak ada isian "${column}": perbuatan ini tidak menerima isian.`, en: `There is no field "${column}": this operation takes none.` }
      : { id: `Tidak ada isian "${column}". Isian yang ada: ${known}.`, en: `There is no field "${column}". The fields are: ${known}.` },
    { column },
  );
}

/** A field in the address of a POST would go unnoticed, and be written down on the way. Fault: bad-input `field-in-address`. */
function refuseQuery(c: Context<RequestEnv>): void {
  if (Object.keys(c.req.query()).every((name) => name === languageField)) return;
  throw new Fault('bad-input', 'field-in-address', {
    id: 'Isian permintaan POST berada di badannya, bukan di alamatnya.',
    en: 'The fields of a POST stand in its body, not in its address.',
  });
}

function answered(c: Context<RequestEnv>, answer: unknown, repeated: boolean): Response {
  if (repeated) c.header('idempotency-replayed', 'true');
  return c.json(answer as object);
}

/** What another system posted: a form as its fields, else JSON of any shape. */
async function foreignBody(c: Context<RequestEnv>): Promise<object> {
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(c.req.header('content-type') ?? '');
  const body: unknown = isForm ? Object.fromEntries(new URLSearchParams(await c.req.text())) : await c.req.json().catch(() => null);
  if (typeof body === 'object' && body !== null) return body;
  throw notReadable();
}

async function jsonBody(c: Context<RequestEnv>): Promise<Record<string, unknown>> {
  const bytes = bytesSaid(c);
  if (bytes === 0 || (bytes === null && c.req.raw.body === null)) return {};
  const body: unknown = await c.req.json().catch(() => null);
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>;
  throw notReadable();
}

const notReadable = (): Fault =>
  new Fault('bad-input', 'request-not-readable', {
    id: 'Permintaan tidak berbentuk seperti yang diterangkan di /v1/openapi.json.',
    en: 'The request does not have the shape told in /v1/openapi.json.',
  });

function keyOf(c: Context<RequestEnv>): string {
  const key = c.req.header('idempotency-key');
  if (key !== undefined && keyForm.test(key)) return key;
  throw new Fault(
    'bad-input',
    key === undefined ? 'idempotency-key-missing' : 'idempotency-key-wrong',
    {
      id: 'Kirim kepala Idempotency-Key: 8 sampai 200 huruf, angka, titik atau garis, baru untuk setiap perbuatan.',
      en: 'Send the header Idempotency-Key: 8 to 200 letters, digits, dots or dashes, a new one for every act.',
    },
    { column: 'idempotency-key' },
  );
}

const notMultipart = (): Fault =>
  new Fault('bad-input', 'request-not-readable', { id: 'Kirim berkas sebagai multipart/form-data.', en: 'Send the file as multipart/form-data.' });

/** A file was asked for. */
export const fileMissing = (many: boolean): Fault =>
  new Fault(
    'bad-input',
    'file-missing',
    many ? { id: 'Pilih satu berkas atau lebih.', en: 'Choose one file or more.' } : { id: 'Pilih tepat satu berkas.', en: 'Choose exactly one file.' },
    { column: 'file' },
  );

/** The operation as OpenAPI tells it. */
function told(operation: Operation): Parameters<OpenAPIHono['openAPIRegistry']['registerPath']>[0] {
  const { method, path, id, summary, command, input, files, answer, personal, foreign } = operation;
  const inAddress = new Set(addressFields(path));
  const shape = input.shape as Record<string, z.ZodType>;
  const pick = (wanted: (name: string) => boolean): z.ZodObject => z.object(Object.fromEntries(Object.entries(shape).filter(([name]) => wanted(name))));
  const [params, others] = [pick((name) => inAddress.has(name)), pick((name) => !inAddress.has(name))];
  const binary = z.any().openapi({ type: 'string', format: 'binary' });
  const posted = foreign === true ? z.any().openapi({ description: 'As the other system words it.' }) : others.strict();
  const body =
    files === undefined
      ? { required: Object.keys(others.shape).length > 0, content: { 'application/json': { schema: posted } } }
      : { required: true, content: { 'multipart/form-data': { schema: others.extend({ file: files.many ? z.array(binary) : binary }).strict() } } };
  return {
    method,
    path,
    operationId: id,
    summary,
    description: `As the command \`payung ${command}\`.${personal === true ? ' Speaks of one person: the answer may not be stored on the way.' : ''}`,
    tags: [command.split(' ')[0] ?? ''],
    ...(path.startsWith('/publik/') ? { security: [] } : {}),
    request: {
      ...(inAddress.size === 0 ? {} : { params }),
      ...(method === 'get' && Object.keys(others.shape).length > 0 ? { query: others } : {}),
      ...(needsKey(operation) ? { headers: z.object({ 'Idempotency-Key': z.string().regex(keyForm) }) } : {}),
      ...(method === 'post' ? { body } : {}),
    },
    responses: answers({ schema: answer, description: 'Done' }, 400, 401, 403, 404, 409, 500, 503),
  };
}
