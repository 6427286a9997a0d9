// Decides whether written CSV says what was meant, is whole or absent, and runs no formula.
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCsvTable } from './csv.ts';
import { writeCsv } from './csv-write.ts';

let folder = '';
let path = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'csv-write-'));
  path = join(folder, 'out.csv');
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

test('quotes what needs quoting and reports what it wrote', async () => {
  const written = await writeCsv(
    path,
    ['nik', 'nama'],
    [
      ['1', 'Ani, S.Pd'],
      [2n, 'B "C"'],
      [3, null],
      ['4', 'a\nb'],
    ],
  );
  const bytes = await readFile(path);
  expect(bytes.toString()).toBe('nik,nama\r\n1,"Ani, S.Pd"\r\n2,"B ""C"""\r\n3,\r\n4,"a\nb"\r\n');
  expect(written).toEqual({ rows: 4, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
});

test.each([
  ['=1+1', "'=1+1"],
  ['+62812', "'+62812"],
  ['-5', "'-5"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\tx', "'\tx"],
  ['a=b', 'a=b'],
])('guards %j', async (text, wanted) => {
  await writeCsv(path, ['a', 'b'], [[text, -5]], { guardFormulas: true, delimiter: ';', bom: true });
  expect(await readFile(path, 'utf8')).toBe(`\ufeffa;b\r\n${wanted};-5\r\n`);
});

test('what the source throws leaves the old file and no part', async () => {
  await writeCsv(path, ['a'], [['old']]);
  async function* broken(): AsyncGenerator<string[]> {
    yield ['new'];
    throw new Error('source broke');
  }
  await expect(writeCsv(path, ['a'], broken())).rejects.toThrow('source broke');
  expect([await readdir(folder), await readFile(path, 'utf8')]).toEqual([['out.csv'], 'a\r\nold\r\n']);
});

test('what is written is read back', async () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'é', '😀', ',', ';', '"', '\n', '\r\n', ' ', "'"), maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(cell, cell), { maxLength: 12 }),
      fc.constantFrom(',' as const, ';' as const),
      fc.integer({ min: 1, max: 64 }),
      async (rows, delimiter, blockBytes) => {
        await writeCsv(path, ['a', 'b'], rows, { delimiter, durable: false });
        const back: (readonly string[])[] = [];
        for await (const batch of readCsvTable(path, { required: ['a', 'b'] }, { blockBytes })) back.push(...batch.rows);
        expect(back).toEqual(rows);
      },
    ),
    { numRuns: 150 },
  );
});
