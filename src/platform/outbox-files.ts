// Decides where files for others rest (branch files, enrolment files, lists to be asked about): one folder a programme or sponsor, read by exact name only.
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { Fault } from '../kernel/fault.ts';

/** A file written for somebody. `folder` and `name` are the end of its path. */
export interface OutboxFile {
  readonly folder: string;
  readonly name: string;
  readonly bytes: number;
  readonly writtenAt: string;
}

const part = /^[A-Za-z0-9][A-Za-z0-9._-]{0,180}$/;

/** The folder of files of one owner (a programme or a sponsor) and kind. */
export const outboxFolder = (dataDir: string, owner: string, kind: string): string => path.join(dataDir, 'files', checked(owner), checked(kind));

/** Everything written for an owner, newest first. */
export async function outboxFiles(dataDir: string, owner: string): Promise<readonly OutboxFile[]> {
  const root = path.join(dataDir, 'files', checked(owner));
  const files: OutboxFile[] = [];
  for (const folder of await readdir(root, { withFileTypes: true }).catch(() => [])) {
    if (!folder.isDirectory() || !part.test(folder.name)) continue;
    for (const name of await readdir(path.join(root, folder.name))) {
      if (!part.test(name) || name.endsWith('.new')) continue;
      const found = await stat(path.join(root, folder.name, name));
      if (found.isFile()) files.push({ folder: folder.name, name, bytes: found.size, writtenAt: found.mtime.toISOString() });
    }
  }
  return files.sort((one, other) => (one.writtenAt === other.writtenAt ? (one.name < other.name ? -1 : 1) : one.writtenAt < other.writtenAt ? 1 : -1));
}

/** A file of the outbox, to be read as a stream. Fault: not-found `file-missing`. */
export async function openOutboxFile(
  dataDir: string,
  owner: string,
  folder: string,
  name: string,
): Promise<{ readonly bytes: number; readonly path: string; readonly stream: () => NodeJS.ReadableStream }> {
  const file = path.join(dataDir, 'files', checked(owner), checked(folder), checked(name));
  const found = await stat(file).catch(() => null);
  if (found === null || !found.isFile()) throw missing();
  return { bytes: found.size, path: file, stream: () => createReadStream(file) };
}

function checked(name: string): string {
  if (part.test(name)) return name;
  throw missing();
}

const missing = (): Fault => new Fault('not-found', 'file-missing', { id: 'Berkas itu tidak ada.', en: 'There is no such file.' });
