// Decides where secret keys live (files only their owner can read), that each is made once, and that a database is never written under a wrong one.
import { createHmac, randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import path from 'node:path';
import { Fault } from '../kernel/fault.ts';
import { errorCode, ownerSession } from './connection.ts';

const keyBytes = 32;

/** The secret keys of an installation. */
export interface KeyFiles {
  /** The key of 32 bytes with this name (kebab-case); made on first use, and refused when the database was written under another. */
  key(name: string): Promise<Buffer>;
}

/** Keys in `<folder>/<name>.key`; `given` keys (hex or base64, from the configuration) stand in for files. */
export function openKeyFiles(folder: string, url: string, given: Readonly<Record<string, string>> = {}): KeyFiles {
  const loaded = new Map<string, Promise<Buffer>>();
  const load = async (name: string): Promise<Buffer> => {
    const file = path.join(folder, `${name}.key`);
    const text = given[name];
    return ownerSession(url, async (client) => {
      const query = 'select fingerprint from platform.key_fingerprint where name = $1';
      const known = async (): Promise<string | undefined> => (await client.query<{ fingerprint: string }>(query, [name])).rows[0]?.fingerprint;
      // asked before the file is read: another process may be making both now, and makes the file first
      const expected = await known();
      let key = text === undefined ? await readKey(file) : parseKey(name, text);
      if (key === null && expected !== undefined) throw keyMissing(name, file);
      key ??= await makeKey(file);
      const fingerprint = fingerprintOf(name, key);
      if (expected === undefined) {
        await client.query('insert into platform.key_fingerprint (name, fingerprint) values ($1, $2) on conflict do nothing', [name, fingerprint]);
      }
      if ((await known()) !== fingerprint) throw keyWrong(name, file);
      return key;
    });
  };
  return {
    key: (name) => {
      const loading = loaded.get(name) ?? load(name);
      loaded.set(name, loading);
      loading.catch(() => loaded.delete(name));
      return loading;
    },
  };
}

/** What may be written down of a key: enough to tell it from another, nothing to guess it by. */
export const fingerprintOf = (name: string, key: Buffer): string => createHmac('sha256', key).update(`payung key ${name}`).digest('hex').slice(0, 32);

function parseKey(name: string, text: string): Buffer {
  const key = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64');
  if (key.length === keyBytes) return key;
  throw new Fault('bad-input', 'key-not-32-bytes', {
    id: `Kunci "${name}" dalam konfigurasi harus 32 byte, ditulis sebagai 64 angka heksadesimal atau base64.`,
    en: `The key "${name}" in the configuration must be 32 bytes, written as 64 hexadecimal digits or base64.`,
  });
}

async function readKey(file: string): Promise<Buffer | null> {
  try {
    return parseKey(path.basename(file, '.key'), (await readFile(file, 'utf8')).trim());
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** A whole file appears or none: it is written aside and linked in; of two processes the first wins and both read its key. */
async function makeKey(file: string): Promise<Buffer> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const aside = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const handle = await open(aside, 'wx', 0o600);
  try {
    await handle.writeFile(`${randomBytes(keyBytes).toString('hex')}\n`);
    await handle.sync();
    await link(aside, file);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  } finally {
    await handle.close();
    await unlink(aside);
  }
  const key = await readKey(file);
  if (key === null) throw keyMissing(path.basename(file, '.key'), file);
  return key;
}

const keyMissing = (name: string, file: string): Fault =>
  new Fault(
    'conflict',
    'key-missing',
    {
      id: `Basis data ini ditulis dengan kunci "${name}", tetapi berkas ${path.basename(file)} tidak ada. Pulihkan dari cadangan; kunci baru tidak akan membuka data lama.`,
      en: `This database was written under the key "${name}", but the file ${path.basename(file)} is missing. Restore it from a backup; a new key would not open the old data.`,
    },
    { file },
  );

const keyWrong = (name: string, file: string): Fault =>
  new Fault(
    'conflict',
    'key-of-another-database',
    {
      id: `Kunci "${name}" bukan kunci yang dipakai menulis basis data ini. Pakai kunci yang benar (${path.basename(file)}) sebelum melanjutkan.`,
      en: `The key "${name}" is not the one this database was written under. Use the right key (${path.basename(file)}) before going on.`,
    },
    { file },
  );
