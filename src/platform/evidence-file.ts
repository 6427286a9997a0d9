// Decides how evidence rests: packed by gzip, then sealed in chunks (AES-256-GCM, each with its place and whether it is the last, as STREAM does), so that a changed, swapped or missing chunk is noticed.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { type ZlibOptions, createGunzip, createGzip } from 'node:zlib';
import { Fault } from '../kernel/fault.ts';
import type { Vault } from './vault.ts';

// The file: 8 bytes of magic, 16 of salt, then frames of 4 bytes of length, ciphertext and 16 bytes of tag.
const magic = Buffer.from('PAYEVI01');
const saltBytes = 16;
const headerBytes = magic.length + saltBytes;
const tagBytes = 16;
const chunkBytes = 64 * 1024;
/** Bytes that may wait to be packed, so that whoever streams seldom waits. */
const waitingBytes = 4 * 1024 * 1024;

/** What was written: its SHA-256 in hex and its size in bytes. */
export interface WrittenEvidence {
  readonly digest: string;
  readonly size: number;
}

/** Bytes going into an evidence file that nobody sees yet. */
export interface EvidenceWriter {
  write(bytes: Buffer): Promise<void>;
  /** Ends the file and waits until it is on the disk. */
  finish(): Promise<WrittenEvidence>;
  /** Gives up writing; the file is whatever it was. */
  abandon(): Promise<void>;
}

const keyFor = (vault: Vault, subject: string, salt: Buffer): Buffer => vault.derive(`evidence ${subject}`, salt);

/** The nonce of a chunk: its place, and 1 in the last byte if no other follows. The key is the file's own, so a place is used once. */
function nonceOf(place: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(place, 7);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

function frameOf(key: Buffer, place: number, last: boolean, bytes: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(place, last));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

/** Begins an evidence file (there may be none of that name) for a subject; packing and sealing go on beside whoever writes. */
export async function writeEvidence(file: string, vault: Vault, subject: string): Promise<EvidenceWriter> {
  const handle = await open(file, 'wx', 0o600);
  const gzip = createGzip({ level: 1, chunkSize: chunkBytes, writableHighWaterMark: waitingBytes } as ZlibOptions);
  let failure: Error | undefined;
  const sealing = seal(gzip, handle, vault, subject);
  sealing.catch((error: Error) => {
    failure = error;
    gzip.destroy(error);
  });
  return {
    async write(bytes) {
      if (failure !== undefined) throw failure;
      if (!gzip.write(bytes)) await once(gzip, 'drain');
    },
    async finish() {
      if (failure !== undefined) throw failure;
      gzip.end();
      return sealing;
    },
    async abandon() {
      gzip.destroy();
      await sealing.catch(() => {});
    },
  };
}

async function seal(source: AsyncIterable<Buffer>, handle: FileHandle, vault: Vault, subject: string): Promise<WrittenEvidence> {
  try {
    const salt = randomBytes(saltBytes);
    const key = keyFor(vault, subject, salt);
    const hash = createHash('sha256');
    let size = 0;
    const put = async (bytes: Buffer): Promise<void> => {
      hash.update(bytes);
      size += bytes.length;
      await handle.writeFile(bytes);
    };
    await put(Buffer.concat([magic, salt]));
    let place = 0;
    let waiting: Buffer = Buffer.alloc(0);
    for await (const bytes of source) {
      waiting = waiting.length === 0 ? bytes : Buffer.concat([waiting, bytes]);
      // A whole chunk stays back, because the last one is sealed as the last.
      while (waiting.length > chunkBytes) {
        await put(frameOf(key, place, false, waiting.subarray(0, chunkBytes)));
        waiting = waiting.subarray(chunkBytes);
        place += 1;
      }
    }
    await put(frameOf(key, place, true, waiting));
    await handle.sync();
    return { digest: hash.digest('hex'), size };
  } finally {
    await handle.close();
  }
}

/** What a file is now; null when there is none. */
export async function measureEvidence(file: string): Promise<WrittenEvidence | null> {
  const hash = createHash('sha256');
  let size = 0;
  try {
    for await (const bytes of createReadStream(file, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
      hash.update(bytes);
      size += bytes.length;
    }
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return null;
    throw error;
  }
  return { digest: hash.digest('hex'), size };
}

/** The bytes that were written, in pieces. Conflict faults: `evidence-does-not-open` (changed, of another subject, or another key), `evidence-truncated`. */
export async function* readEvidence(file: string, vault: Vault, subject: string): AsyncGenerator<Buffer, void, undefined> {
  const gunzip = createGunzip({ chunkSize: chunkBytes });
  const feeding = pipeline(openedChunks(file, vault, subject), gunzip);
  feeding.catch(() => {}); // the loop below throws it
  for await (const bytes of gunzip as AsyncIterable<Buffer>) yield bytes;
  await feeding;
}

async function* openedChunks(file: string, vault: Vault, subject: string): AsyncGenerator<Buffer, void, undefined> {
  let waiting: Buffer = Buffer.alloc(0);
  let key: Buffer | undefined;
  let place = 0;
  let ended = false;
  for await (const bytes of createReadStream(file, { highWaterMark: 4 * chunkBytes }) as AsyncIterable<Buffer>) {
    waiting = waiting.length === 0 ? bytes : Buffer.concat([waiting, bytes]);
    if (key === undefined) {
      if (waiting.length < headerBytes) continue;
      if (!waiting.subarray(0, magic.length).equals(magic)) throw doesNotOpen();
      key = keyFor(vault, subject, waiting.subarray(magic.length, headerBytes));
      waiting = waiting.subarray(headerBytes);
    }
    while (waiting.length >= 4) {
      const length = waiting.readUInt32BE();
      if (ended || length > chunkBytes) throw doesNotOpen();
      const whole = 4 + length + tagBytes;
      if (waiting.length < whole) break;
      const chunk = openChunk(key, place, waiting.subarray(4, 4 + length), waiting.subarray(4 + length, whole));
      ended = chunk.last;
      yield chunk.bytes;
      place += 1;
      waiting = waiting.subarray(whole);
    }
  }
  if (ended && waiting.length === 0) return;
  throw new Fault('conflict', 'evidence-truncated', {
    id: 'Berkas bukti terpotong: bagian akhirnya tidak ada. Pulihkan dari cadangan.',
    en: 'The evidence file is cut short: its end is missing. Restore it from a backup.',
  });
}

function openChunk(key: Buffer, place: number, ciphertext: Buffer, tag: Buffer): { readonly bytes: Buffer; readonly last: boolean } {
  for (const last of [false, true]) {
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(place, last));
      decipher.setAuthTag(tag);
      return { bytes: Buffer.concat([decipher.update(ciphertext), decipher.final()]), last };
    } catch {
      // tried as the other sort of chunk, and refused below
    }
  }
  throw doesNotOpen();
}

const doesNotOpen = (): Fault =>
  new Fault('conflict', 'evidence-does-not-open', {
    id: 'Berkas bukti tidak dapat dibuka: isinya berubah, milik run lain, atau kuncinya bukan kunci yang menyegelnya.',
    en: 'The evidence file does not open: it was changed, belongs to another run, or the key is not the one that sealed it.',
  });
