// Decides how files reach a step: streamed to a folder of their own on disk, each within its limit, never held in memory, gone when the step ends.
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyFileStream } from '@fastify/busboy';
import { Fault } from '../kernel/fault.ts';
import { plainFileName } from '../kernel/file-name.ts';
import { withoutNik } from '../platform/rendering.ts';

/** A file as it came. */
export interface ReceivedFile {
  readonly path: string;
  readonly name: string;
  readonly digest: string;
}

export interface Received {
  /** By name; one sent several times (boxes that were ticked) with commas between its values. */
  readonly fields: Readonly<Record<string, string>>;
  readonly files: readonly ReceivedFile[];
  /** Where they rest; null where nothing was received. */
  readonly folder: string | null;
  /** Removes the files. */
  readonly discard: () => Promise<void>;
}

const megabyte = 1024 * 1024;
/** A list of a kabupaten is a few megabytes; what is larger was not meant. */
export const largestFile = 64 * megabyte;
const mostFiles = 5000;
const mostFields = 100;
const largestField = 64 * 1024;
const forgottenAfter = 24 * 60 * 60 * 1000;

export const isMultipart = (contentType: string | undefined): boolean => /^multipart\/form-data\b/i.test(contentType ?? '');

/** Reads a multipart request into a fresh folder under `folder`. Faults (bad-input): `file-too-large`, `too-many-files`, `request-not-readable`. */
export async function receive(request: Request, of: { readonly folder: string; readonly largest?: number }): Promise<Received> {
  const { largest = largestFile } = of;
  await mkdir(of.folder, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(path.join(of.folder, 'in-'));
  const discard = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    return { ...(await readParts(request, folder, largest)), folder, discard };
  } catch (error) {
    await discard();
    throw error;
  }
}

async function readParts(request: Request, folder: string, largest: number): Promise<Omit<Received, 'discard' | 'folder'>> {
  if (request.body === null) throw unreadable();
  const fields = Object.create(null) as Record<string, string>; // whatever a field is called
  const writing: Promise<ReceivedFile | null>[] = [];
  const broken = new AbortController();
  let parser: InstanceType<typeof Busboy>;
  try {
    parser = new Busboy({
      headers: { 'content-type': request.headers.get('content-type') ?? '' },
      limits: { fileSize: largest, files: mostFiles, fields: mostFields, fieldSize: largestField, fieldNameSize: 100 },
    });
  } catch {
    throw unreadable();
  }
  const refuse = (fault: Fault): void => void parser.destroy(fault);
  parser.on('field', (name: string, value: string) => {
    const before = Object.hasOwn(fields, name) ? fields[name] : undefined;
    fields[name] = before === undefined ? value : `${before},${value}`;
  });
  parser.on('filesLimit', () => refuse(tooMany()));
  parser.on('file', (_: string, stream: BusboyFileStream, written: string) => {
    stream.on('error', () => {}); // told by the parser, maybe before anything is written
    stream.on('limit', () => refuse(tooLarge(nameOf(written, writing.length), largest)));
    const one = writeOne(stream, folder, written, writing.length, broken.signal);
    one.catch(() => {}); // told below, or by the parser
    writing.push(one);
  });
  try {
    await pipeline(Readable.fromWeb(request.body as ReadableStream<Uint8Array>), parser);
  } catch (error) {
    broken.abort();
    await Promise.allSettled(writing);
    if (error instanceof Fault) throw error;
    throw unreadable();
  }
  const files = await Promise.all(writing);
  return { fields, files: files.filter((file) => file !== null) };
}

/** A browser names an empty file field too: a file without name and bytes is none. */
async function writeOne(stream: BusboyFileStream, folder: string, written: string, index: number, signal: AbortSignal): Promise<ReceivedFile | null> {
  const name = nameOf(written, index);
  const own = path.join(folder, String(index));
  await mkdir(own, { mode: 0o700 });
  const target = path.join(own, name);
  const hash = createHash('sha256');
  let bytes = 0;
  stream.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    hash.update(chunk);
  });
  await pipeline(stream, createWriteStream(target, { mode: 0o600 }), { signal });
  return (written ?? '') === '' && bytes === 0 ? null : { path: target, name, digest: hash.digest('hex') };
}

/** What a sender calls a file may be a path, may hold what no file name may, and may hold a NIK. */
function nameOf(written: string | undefined, index: number): string {
  const bare = plainFileName(withoutNik((written ?? '').split(/[/\\]/).at(-1) ?? ''))
    .replace(/[<>:"|?]/g, '_')
    .slice(-150);
  return bare === '' || bare === '.' || bare === '..' ? `file-${index + 1}` : bare;
}

/** Removes what a server that was killed left behind. */
export async function removeForgotten(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const found = await stat(path.join(folder, name)).catch(() => null);
    if (found !== null && Date.now() - found.mtimeMs > forgottenAfter) await rm(path.join(folder, name), { recursive: true, force: true });
  }
}

const tooLarge = (file: string, largest: number): Fault =>
  new Fault(
    'bad-input',
    'file-too-large',
    {
      id: `Berkas lebih besar dari ${Math.floor(largest / megabyte)} MB. Bagi menjadi beberapa berkas.`,
      en: `The file is larger than ${Math.floor(largest / megabyte)} MB. Divide it into several.`,
    },
    { file },
  );

const tooMany = (): Fault =>
  new Fault('bad-input', 'too-many-files', { id: `Paling banyak ${mostFiles} berkas sekali kirim.`, en: `At most ${mostFiles} files at a time.` });

const unreadable = (): Fault =>
  new Fault('bad-input', 'request-not-readable', {
    id: 'Kiriman tidak dapat dibaca sampai selesai. Kirim lagi.',
    en: 'What was sent cannot be read to its end. Send it again.',
  });
