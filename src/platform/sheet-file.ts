// Decides how an exported file comes into being: whole or not at all, with its hash and size known.
import { createHash } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What came to rest on disk: SHA-256 of the bytes (lower-case hex) and their number. */
export interface WrittenBytes {
  readonly sha256: string;
  readonly bytes: number;
}

const syncFolder = async (path: string): Promise<void> => {
  const folder = await open(dirname(path), 'r').catch(() => null);
  if (folder === null) return;
  await folder.sync().catch(() => undefined); // not every system can sync a folder; the file itself is synced
  await folder.close();
};

/**
 * Writes the chunks to `path` + `.part`, then renames: a reader sees the old file or the whole new one. With `durable` the bytes
 * and the name are on disk before this returns (fsync). When the source throws, the part is removed and the error passed on.
 */
export const writeWhole = async (path: string, chunks: AsyncIterable<Uint8Array>, durable: boolean): Promise<WrittenBytes> => {
  const part = `${path}.part`;
  const hash = createHash('sha256');
  let bytes = 0;
  const file = await open(part, 'w', 0o600); // what is exported names people
  try {
    for await (const chunk of chunks) {
      hash.update(chunk);
      bytes += chunk.length;
      for (let done = 0; done < chunk.length;) done += (await file.write(chunk, done)).bytesWritten;
    }
    if (durable) await file.sync();
    await file.close();
    await rename(part, path);
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(part, { force: true });
    throw error;
  }
  if (durable) await syncFolder(path);
  return { sha256: hash.digest('hex'), bytes };
};
