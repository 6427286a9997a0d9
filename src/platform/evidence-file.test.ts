// Evidence comes back as it was written, and nothing else comes back at all.
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sha256 } from '../kernel/digest.ts';
import { type WrittenEvidence, measureEvidence, readEvidence, writeEvidence } from './evidence-file.ts';
import { createVault } from './vault.ts';

const vault = createVault(Buffer.alloc(32, 7));
let folder: string;
let made = 0;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'payung-evidence-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function written(pieces: readonly Buffer[], subject = 'run'): Promise<{ readonly file: string; readonly said: WrittenEvidence }> {
  const file = path.join(folder, `${(made += 1)}.evidence`);
  const writer = await writeEvidence(file, vault, subject);
  for (const piece of pieces) await writer.write(piece);
  return { file, said: await writer.finish() };
}

async function read(file: string, under = vault, subject = 'run'): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of readEvidence(file, under, subject)) pieces.push(piece);
  return Buffer.concat(pieces);
}

// Bytes that do not pack, so that a known number of chunks comes about.
const many = Array.from({ length: 40 }, () => randomBytes(10_000));

describe('what was written', () => {
  test.each<[string, readonly Buffer[]]>([
    ['nothing', []],
    ['one byte', [Buffer.of(1)]],
    ['many chunks in small pieces', many],
    ['more than may wait', Array.from({ length: 12 }, () => Buffer.alloc(1 << 20, 'x'))],
  ])('comes back: %s', async (_, pieces) => {
    const { file, said } = await written(pieces);
    expect((await read(file)).equals(Buffer.concat(pieces))).toBe(true);
    const bytes = await readFile(file);
    expect(said).toEqual({ digest: sha256(bytes), size: bytes.length });
    expect(await measureEvidence(file)).toEqual(said);
  });

  test('is packed, and nothing of it can be read', async () => {
    const line = Buffer.from('YOHANES BERE\t1985-03-14\n'.repeat(50_000));
    const { file, said } = await written([line]);
    expect(said.size).toBeLessThan(line.length / 50);
    const bytes = await readFile(file);
    expect(bytes.includes('YOHANES')).toBe(false);
    expect(bytes.includes(gzipSync(line, { level: 1 }).subarray(0, 8))).toBe(false);
  });

  test('twice is two files, and never over another', async () => {
    const [one, other] = [await written(many), await written(many)];
    expect(one.said.digest).not.toBe(other.said.digest);
    await expect(writeEvidence(one.file, vault, 'run')).rejects.toMatchObject({ code: 'EEXIST' });
  });

  test('is nothing where there is no file', async () => {
    expect(await measureEvidence(path.join(folder, 'none'))).toBe(null);
  });
});

describe('what was changed does not come back', () => {
  const fault = async (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'read',
      (error: { code?: string; message: string }) => error.code ?? error.message,
    );

  test('one bit anywhere in it', async () => {
    const { file, said } = await written(many);
    const bytes = await readFile(file);
    for (const at of [0, 9, 25, 30, Math.floor(said.size / 2), said.size - 1]) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const copy = `${file}.${at}`;
      await writeFile(copy, changed);
      expect(await fault(read(copy)), `byte ${at}`).toMatch(/^evidence-(does-not-open|truncated)$/);
    }
  });

  test('cut anywhere, at the end of a chunk as well', async () => {
    const { file, said } = await written(many);
    const firstChunk = 24 + 4 + 64 * 1024 + 16;
    for (const length of [said.size - 1, said.size - 17, firstChunk, firstChunk + 2, 24, 10, 0]) {
      const copy = `${file}.${length}`;
      await writeFile(copy, await readFile(file));
      await truncate(copy, length);
      expect(await fault(read(copy)), `${length} bytes`).toBe('evidence-truncated');
    }
  });

  test('two chunks in each other’s place, one twice, or one more behind the last', async () => {
    const { file } = await written(many);
    const bytes = await readFile(file);
    const whole = 4 + 64 * 1024 + 16;
    const [head, one, two, rest] = [
      bytes.subarray(0, 24),
      bytes.subarray(24, 24 + whole),
      bytes.subarray(24 + whole, 24 + 2 * whole),
      bytes.subarray(24 + 2 * whole),
    ];
    for (const parts of [
      [head, two, one, rest],
      [head, one, one, two, rest],
      [head, one, two, rest, one],
    ]) {
      await writeFile(`${file}.moved`, Buffer.concat(parts));
      expect(await fault(read(`${file}.moved`))).toBe('evidence-does-not-open');
    }
  });

  test('under another key, or as the evidence of another run', async () => {
    const { file } = await written(many, 'one run');
    expect(await fault(read(file, createVault(Buffer.alloc(32, 8)), 'one run'))).toBe('evidence-does-not-open');
    expect(await fault(read(file, vault, 'another run'))).toBe('evidence-does-not-open');
    expect(await fault(read(file, vault, 'one run'))).toBe('read');
  });
});

test('a reader who leaves early leaves nothing open', async () => {
  const { file } = await written(many);
  for await (const piece of readEvidence(file, vault, 'run')) {
    expect(piece.length).toBeGreaterThan(0);
    break;
  }
  await rm(file);
});

test('a writer that is given up ends', async () => {
  const file = path.join(folder, 'given-up');
  const writer = await writeEvidence(file, vault, 'run');
  for (const piece of many) await writer.write(piece);
  await writer.abandon();
  await expect(read(file)).rejects.toMatchObject({ code: 'evidence-truncated' });
});
