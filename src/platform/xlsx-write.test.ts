// Decides whether a written workbook holds the very text it was given, for us and for SheetJS, as the same bytes every time.
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as XLSX from '@e965/xlsx';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readXlsx } from './xlsx-read.ts';
import { writeXlsx } from './xlsx-write.ts';

let folder = '';
let path = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xlsx-write-'));
  path = join(folder, 'out.xlsx');
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

const read = async (source: string | Buffer): Promise<(string | null)[][]> => {
  const rows: (string | null)[][] = [];
  for await (const { rowNumber, cells } of readXlsx(source)) {
    rows[rowNumber - 1] = cells.map((cell) => {
      if (cell !== null) expect(cell.kind).toBe('text');
      return cell?.text ?? null;
    });
  }
  return Array.from(rows, (row) => row ?? []);
};

/** Rows as they come back: empty text is null, empty cells at the end and empty rows at the end are gone. */
const shown = (rows: readonly (readonly (string | null)[])[]): (string | null)[][] => {
  const kept = rows.map((row) => {
    const cells = row.map((cell) => (cell === '' ? null : cell));
    while (cells.at(-1) === null) cells.pop();
    return cells;
  });
  while (kept.at(-1)?.length === 0) kept.pop();
  return kept;
};

const pieces = fc.constantFrom(
  'Maria',
  "D'Rosari",
  ' & ',
  '<b>',
  '"',
  '\n',
  '\r\n',
  '\r',
  '\t',
  ' ',
  'é',
  '\u0301',
  '😀',
  '\u0001',
  '\ufffe',
  '\ud800',
  '_x000D_',
  '_x',
  '_',
  ']]>',
  '5301010101000001',
  '=1+1',
  '\u00a0',
);
const text = fc.array(pieces, { maxLength: 5 }).map((parts) => parts.join(''));
const row = fc.array(fc.option(text), { maxLength: 5 });

test('what is written is read back, whatever the text', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 4 }), fc.array(row, { maxLength: 6 }), async (header, rows) => {
      await writeXlsx(path, [{ name: 'Daftar', header, rows }], { durable: false });
      expect(await read(path)).toEqual(shown([header, ...rows]));
    }),
    { numRuns: 200 },
  );
});

test('SheetJS reads the same text from our file', async () => {
  // Without what SheetJS itself changes: it turns CR into LF and drops what XML cannot hold.
  const plain = fc.string({ unit: fc.constantFrom('a', 'é', '😀', '&', '<', '>', '"', "'", ' ', '0', '1', '\n', '_'), maxLength: 9 });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(fc.option(plain), { maxLength: 5 }), { maxLength: 6 }), async (rows) => {
      await writeXlsx(path, [{ name: "Desa O'a & B", header: ['NIK', 'Nama'], rows }], { durable: false });
      const book = XLSX.read(await readFile(path));
      const sheet = book.Sheets[book.SheetNames[0] ?? ''] ?? {};
      expect(book.SheetNames).toEqual(["Desa O'a & B"]);
      const cells = Object.entries(sheet).filter(([name]) => !name.startsWith('!')) as [string, XLSX.CellObject][];
      const found = new Map(cells.filter(([, cell]) => cell.v !== '').map(([name, cell]) => [name, [cell.t, cell.v]]));
      const wanted = new Map<string, unknown>();
      shown([['NIK', 'Nama'], ...rows]).forEach((line, r) =>
        line.forEach((cell, c) => cell !== null && wanted.set(XLSX.utils.encode_cell({ r, c }), ['s', cell])),
      );
      expect(found).toEqual(wanted);
    }),
    { numRuns: 100 },
  );
});

test('sheets, counts, hash; the same bytes in every time zone', async () => {
  const write = async (): Promise<Buffer> => {
    const sheets = [
      { name: 'data_tk_baru', header: ['NIK'], widths: [20], rows: [['5301010101000001'], [null], ['3']] },
      {
        name: 'LOKASI',
        header: ['KODE', 'NAMA'],
        rows: (async function* () {
          yield ['5301', 'Kupang'];
        })(),
      },
    ];
    const written = await writeXlsx(path, sheets);
    const bytes = await readFile(path);
    expect(written).toEqual({ rows: 4, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
    return bytes;
  };
  const zone = process.env['TZ'];
  process.env['TZ'] = 'Asia/Makassar';
  const east = await write();
  process.env['TZ'] = 'America/New_York';
  const west = await write();
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
  expect(east.equals(west)).toBe(true);
  const seen: unknown[] = [];
  for await (const { sheet, rowNumber, cells } of readXlsx(east)) seen.push([sheet, rowNumber, ...cells.map((cell) => cell?.text)]);
  expect(seen).toEqual([
    ['data_tk_baru', 1, 'NIK'],
    ['data_tk_baru', 2, '5301010101000001'],
    ['data_tk_baru', 4, '3'],
    ['LOKASI', 1, 'KODE', 'NAMA'],
    ['LOKASI', 2, '5301', 'Kupang'],
  ]);
});

test('multi-byte text survives every chunk border', async () => {
  const name = 'Nguyễn Thị Hoa 😀 Do’a';
  await writeXlsx(path, [{ name: 'a', header: ['x'], rows: Array.from({ length: 40_000 }, (_, i) => [`${name}${'x'.repeat(i % 7)}`]) }], { durable: false });
  let wrong = 0;
  let count = 0;
  for await (const { cells, rowNumber } of readXlsx(path)) {
    if (rowNumber === 1) continue;
    count += 1;
    if (cells[0]?.text !== `${name}${'x'.repeat((rowNumber - 2) % 7)}`) wrong += 1;
  }
  expect([count, wrong]).toEqual([40_000, 0]);
});

test('what the source throws leaves the old file and no part', async () => {
  await writeXlsx(path, [{ name: 'a', header: ['old'], rows: [] }]);
  function* broken(): Generator<string[]> {
    for (let i = 0; i < 5000; i += 1) yield ['new row '.repeat(9)];
    throw new Error('source broke');
  }
  await expect(writeXlsx(path, [{ name: 'a', header: ['new'], rows: broken() }])).rejects.toThrow('source broke');
  expect([await readdir(folder), await read(path)]).toEqual([['out.xlsx'], [['old']]]);
});

test.each([[''], ['a/b'], ["'a"], ['x'.repeat(32)]])('no sheet is named %j', async (name) => {
  await expect(writeXlsx(path, [{ name, header: ['a'], rows: [] }])).rejects.toThrow('assertion failed');
});
