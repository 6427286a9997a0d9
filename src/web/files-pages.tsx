// Decides how files written for others are fetched: by owner, folder and exact name; what holds NIKs is kept by nobody on the way.
import path from 'node:path';
import { Readable } from 'node:stream';
import { OpenAPIHono, z } from '@hono/zod-openapi';
import { type Context, Hono } from 'hono';
import type { Actor } from '../kernel/actor.ts';
import { Fault } from '../kernel/fault.ts';
import { markOf, reasonGiven, recordFileCopy } from '../permission/reveal-steps.ts';
import { digestOfFile } from '../platform/file-digest.ts';
import { type OutboxFile, openOutboxFile, outboxFiles } from '../platform/outbox-files.ts';
import { countText, whenText } from './figures.ts';
import { localeOf } from './locale.ts';
import { inputOf } from './operation.ts';
import { permittedActor } from './permit.ts';
import type { RequestEnv, Surface } from './surface.ts';
import { answers } from './api.ts';
import { programmeFrame } from './programme-nav.ts';
import { programmeName, when, whole } from './shapes.ts';
import { Table } from './table.tsx';
import { type Locale, frameWords, speaker } from './words.ts';

const words = {
  title: { id: 'Berkas', en: 'Files' },
  lead: {
    id: 'Berkas yang ditulis untuk cabang BPJS Ketenagakerjaan dan pemegang register. Sebagian berisi NIK: kirim hanya kepada penerimanya.',
    en: 'Files written for the branches of BPJS Ketenagakerjaan and for holders of registers. Some hold NIKs: send them to their addressee only.',
  },
  none: { id: 'Belum ada berkas.', en: 'No files yet.' },
  file: { id: 'Berkas', en: 'File' },
  folder: { id: 'Untuk', en: 'For' },
  size: { id: 'Ukuran (byte)', en: 'Size (bytes)' },
  written: { id: 'Ditulis', en: 'Written' },
} as const;

const programmeOnly = { input: z.object({ programme: programmeName }) };

export const FileTable = ({ files, owner, locale, timeZone }: { files: readonly OutboxFile[]; owner: string; locale: Locale; timeZone: string }) => {
  const say = speaker(locale);
  return (
    <Table
      caption={say(words.title)}
      hideCaption
      scrollLabel={say(frameWords.scrollable)}
      columns={[{ title: say(words.file) }, { title: say(words.folder) }, { title: say(words.size), numeric: true }, { title: say(words.written) }]}
      rows={files.map((file) => [
        <a href={`/files/${owner}/${file.folder}/${file.name}`} download>
          {file.name}
        </a>,
        file.folder,
        countText(file.bytes, locale),
        whenText(file.writtenAt, timeZone, locale),
      ])}
    />
  );
};

export function filesPages(surface: Surface): Hono<RequestEnv> {
  const { dataDir } = surface.workplace;
  const pages = new Hono<RequestEnv>();
  pages.get('/programmes/:programme/files', async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const { programme } = inputOf(programmeOnly, c.req.param());
    await requireOwn(surface, permittedActor(c), programme);
    const files = await outboxFiles(dataDir, programme);
    return c.render(
      <article>
        <h1>{say(words.title)}</h1>
        <p class="lead">{say(words.lead)}</p>
        {files.length === 0 ? (
          <p class="empty">{say(words.none)}</p>
        ) : (
          <FileTable files={files.slice(0, 200)} owner={programme} locale={locale} timeZone={surface.timeZone} />
        )}
      </article>,
      programmeFrame(say(words.title), programme, 'files'),
    );
  });
  pages.get('/files/:owner/:folder/:name', (c) => sendFile(c, surface, 'page'));
  return pages;
}

/** Refuses files of a programme or sponsor that is not the actor's own; what belongs to neither is the installation's. Fault: not-found `file-missing`. */
async function requireOwn({ workplace, permits }: Surface, actor: Actor, owner: string): Promise<void> {
  if (actor.sponsor === '*') return;
  const found = await workplace.database.read(
    actor,
    async (tx) => (await permits.regionOf(tx, { programme: owner })) ?? (await permits.regionOf(tx, { sponsor: owner })),
  );
  if (found?.sponsor === actor.sponsor) return;
  throw new Fault('not-found', 'file-missing', { id: 'Berkas itu tidak ada.', en: 'There is no such file.' });
}

/** Under which name a program says what it takes a file for; without it the file's addressee counts. */
const reasonHeader = 'payung-reason';

/**
 * Hands a copy out once it is recorded. The branch and the bank read these files by their form, so nothing is added inside: the mark is in the name a
 * copy is saved under, and its digest in the record.
 */
async function sendFile(c: Context<RequestEnv>, surface: Surface, through: 'page' | 'api'): Promise<Response> {
  const { workplace } = surface;
  const { owner = '', folder = '', name = '' } = c.req.param() as Record<string, string>;
  const actor = permittedActor(c);
  await requireOwn(surface, actor, owner);
  const { bytes, path: file, stream } = await openOutboxFile(workplace.dataDir, owner, folder, name);
  const digest = await digestOfFile(file);
  const given = c.req.header(reasonHeader);
  const { exportId, mark } = markOf(actor.id, workplace.clock.now());
  await workplace.database.transact(actor, (tx) =>
    recordFileCopy(tx, exportId, {
      act: 'file fetch',
      owner,
      folder,
      fileName: name,
      digest,
      bytes,
      people: null,
      reason: given === undefined ? `untuk penerimanya / for its addressee: ${owner}/${folder}` : reasonGiven(given),
      mark,
      subject: null,
      through,
    }),
  );
  return c.body(Readable.toWeb(stream() as Readable) as ReadableStream, 200, {
    'cache-control': 'no-store, no-transform',
    'content-type': 'application/octet-stream',
    'content-length': String(bytes),
    'content-disposition': `attachment; filename="${markedName(name, exportId)}"`,
    'payung-export': exportId,
  });
}

const written = z.object({ file: z.string().openapi({ description: 'Its address under /v1/files.' }), bytes: whole, writtenAt: when });

/** `a~0190f3c2.csv`: which copy it is, at the end of its name. */
function markedName(name: string, exportId: string): string {
  const { name: stem, ext } = path.parse(name);
  return `${stem}~${exportId.slice(-8)}${ext}`;
}

/** The files as JSON, and each by its address. */
export function filesRoutes(surface: Surface): OpenAPIHono<RequestEnv> {
  const { dataDir } = surface.workplace;
  const routes = new OpenAPIHono<RequestEnv>();
  const tags = ['files'];
  routes.openAPIRegistry.registerPath({
    method: 'get',
    path: '/files/{owner}',
    operationId: 'listFiles',
    summary: 'Files written for others: of a programme, or of a sponsor (lists to be asked about), newest first',
    tags,
    request: { params: z.object({ owner: programmeName }) },
    responses: answers({ schema: z.object({ files: z.array(written) }), description: 'The files' }, 404),
  });
  routes.get('/files/:owner', async (c) => {
    surface.actor(c, 'listFiles');
    const owner = c.req.param('owner');
    await requireOwn(surface, permittedActor(c), owner);
    return c.json({
      files: (await outboxFiles(dataDir, owner)).map(({ folder, name, bytes, writtenAt }) => ({ file: `${owner}/${folder}/${name}`, bytes, writtenAt })),
    });
  });
  routes.openAPIRegistry.registerPath({
    method: 'get',
    path: '/files/{owner}/{folder}/{name}',
    operationId: 'fetchFile',
    summary: 'One file; some hold NIKs, so nobody on the way may keep it',
    tags,
    request: { params: z.object({ owner: z.string(), folder: z.string(), name: z.string() }) },
    responses: {
      ...answers({ schema: written, description: 'Replaced below' }, 404),
      200: { description: 'The file', content: { 'application/octet-stream': { schema: z.any().openapi({ type: 'string', format: 'binary' }) } } },
    },
  });
  routes.get('/files/:owner/:folder/:name', (c) => {
    surface.actor(c, 'fetchFile');
    return sendFile(c, surface, 'api');
  });
  return routes;
}
