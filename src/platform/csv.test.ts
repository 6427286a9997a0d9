// Decides whether CSV files are read as written, and every unusable one is refused with its line.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Fault } from '../kernel/fault.ts';
import { RecordSplitter } from './csv-records.ts';
import { type CsvColumns, type CsvTableOptions, readCsvSheet, readCsvTable } from './csv.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'csv-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

const columns: CsvColumns = { required: ['nik', 'nama lengkap'], optional: ['desil'] };

const table = async (content: string | Buffer, options: CsvTableOptions = {}, wanted: CsvColumns = columns) => {
  const path = join(folder, 'register.csv');
  await writeFile(path, content);
  const rows: (readonly string[])[] = [];
  const lines: number[] = [];
  let absent: readonly string[] = [];
  for await (const batch of readCsvTable(path, wanted, options)) {
    rows.push(...batch.rows);
    lines.push(...batch.lines);
    absent = batch.absent;
  }
  return { rows, lines, absent };
};

const sheet = async (content: string | Buffer, options = {}) => {
  const rows = [];
  for await (const row of readCsvSheet(Buffer.from(content as string), options)) rows.push(row);
  return rows;
};

const faultOf = async (work: Promise<unknown>): Promise<Fault> => {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Fault);
  return error as Fault;
};

describe('register files', () => {
  test.each([
    ['commas', 'nik,nama_lengkap,desil\n1,Ani,2\n'],
    ['semicolons, BOM, CRLF, no last line end', '\ufeffNIK;Nama Lengkap;DESIL\r\n1;Ani;2'],
    ['other order, other columns, quotes', 'Desil,x,NAMA  LENGKAP,Nik\n"2",,"Ani",1\n\n'],
    ['all quoted', '"nik","nama-lengkap","desil"\n"1","Ani","2"\n'],
  ])('%s', async (_, content) => {
    expect((await table(content)).rows).toEqual([['1', 'Ani', '2']]);
  });

  test('an absent optional column is empty and named; a header alone has no rows', async () => {
    expect(await table('nik,nama lengkap\n1,Ani\n')).toEqual({ rows: [['1', 'Ani', '']], lines: [2], absent: ['desil'] });
    expect((await table('nik,nama lengkap\n')).rows).toEqual([]);
  });

  test('records keep the line they begin on, over quoted line ends, blank lines and block borders', async () => {
    const content = 'nik,nama lengkap\n1,"Ani\nMaria"\n\n2,"Bé ""B"""\n"3","é,é"\n4,Do\'a\n';
    for (const blockBytes of [1, 7, 64, 4096]) {
      const read = await table(content, { blockBytes });
      expect(read.rows.map((row) => row[1])).toEqual(['Ani\nMaria', 'Bé "B"', 'é,é', "Do'a"]);
      expect(read.lines).toEqual([2, 5, 6, 7]);
    }
  });

  test.each([
    ['Windows-1252', Buffer.from('NIK;Nama\n1;Jos\xe9 \x80\n', 'latin1'), 'José €'],
    ['UTF-16', Buffer.from('\ufeffNIK\tNama\n1\tJosé €\n', 'utf16le'), 'José €'],
    ['UTF-16 without its mark', Buffer.from('NIK\tNama\n1\tJose\n', 'utf16le'), 'Jose'],
    ['returns alone', Buffer.from('NIK;Nama\r1;Jose\r'), 'Jose'],
    ['both in one file', Buffer.concat([Buffer.from('NIK;Nama é\n'), Buffer.from('1;Jos\xe9\n', 'latin1')]), 'José'],
  ])('%s is read', async (_, bytes, name) => {
    const rows: (string | undefined)[] = [];
    for await (const row of readCsvSheet(bytes)) rows.push(row.cells[1]?.text);
    expect(rows[1]).toBe(name);
  });

  test('an open quotation mark swallows no row', async () => {
    const rows = await sheet('a,b,c\n1,"2,3\n4,5,6\n7,"8,9\n10,11,12\n');
    expect(rows.map((row) => [row.rowNumber, row.mended ?? false, ...row.cells.map((cell) => cell?.text)])).toEqual([
      [1, false, 'a', 'b', 'c'],
      [2, true, '1', '2', '3'],
      [3, false, '4', '5', '6'],
      [4, true, '7', '8', '9'],
      [5, false, '10', '11', '12'],
    ]);
  });

  test.each([
    ['file-empty', '', undefined],
    ['file-empty', '\n\n', undefined],
    ['missing-columns', 'nik,nama,desil\n', 1],
    ['wrong-file', 'kpj,tanggal\n1,2\n', 1],
    ['duplicate-column', 'nik,NIK,nama lengkap\n', 1],
    ['too-few-cells', 'nik,nama lengkap\n1,Ani\n2\n', 3],
    ['too-many-cells', 'nik,nama lengkap\n1,Ani\n2,"B",c\n', 3],
    ['bad-quotes', 'nik,nama lengkap\n1,Ani\n2,B"u"di\n3,C\n', 3],
    ['bad-quotes', 'nik,nama lengkap\n1,"Ani"x\n', 2],
    ['quote-not-closed', 'nik,nama lengkap\n1,"Ani\n2,B\n', 2],
    ['nul-character', 'nik,nama lengkap\n1,A\u0000ni\n', 2],
    ['not-utf8', Buffer.from('nik,nama lengkap\n1,Ani\n2,Jos\xe9\n3,C\n', 'latin1'), 3],
    ['not-utf8', Buffer.from('\ufeffnik,nama lengkap\n1,Ani\n', 'utf16le'), undefined],
    ['workbook-named-csv', Buffer.from('PK\u0003\u0004....'), undefined],
    ['not-a-table', '<!DOCTYPE html><table>', undefined],
  ])('%s (%#)', async (code, content, row) => {
    const fault = await faultOf(table(content));
    expect([fault.code, fault.place.row, fault.place.file]).toEqual([code, row, 'register.csv']);
  });

  test('a missing file is not found, and no message holds its folder', async () => {
    const fault = await faultOf(readCsvTable(join(folder, 'none.csv'), columns).next());
    expect([fault.kind, fault.code, fault.text.en.includes(folder)]).toEqual(['not-found', 'file-missing', false]);
  });

  test('a wrong file is named when its columns are known', async () => {
    const known = [{ id: 'berkas kepesertaan', en: 'the membership file', columns: ['kpj', 'tanggal', 'npp'] }];
    expect((await faultOf(table('KPJ,Tanggal\n1,2\n', { known }))).text).toMatchObject({
      en: expect.stringContaining('the membership file'),
      id: expect.stringContaining('berkas kepesertaan'),
    });
  });

  test('the fast way splits every text as csv-parse does, or both refuse it', () => {
    const token = fc.constantFrom('a', 'é', ',', '"', '""', '"a"', '","', '\n', '\r\n', ' ');
    const files = fc.tuple(fc.array(token, { maxLength: 40 }), fc.array(fc.nat(40), { maxLength: 4 }));
    fc.assert(
      fc.property(files, ([tokens, cuts]) => {
        const text = tokens.join('');
        const whole = (): unknown => parse(text, { record_delimiter: ['\r\n', '\n'], relax_column_count: true, skip_empty_lines: true });
        const blocks = (): unknown => {
          const splitter = new RecordSplitter(',', 'x');
          const rows: string[][] = [];
          let from = 0;
          for (const cut of [...cuts].sort((a, b) => a - b)) {
            const to = text.indexOf('\n', cut) + 1;
            if (to <= from) continue;
            rows.push(...splitter.split(text.slice(from, to)).rows);
            from = to;
          }
          rows.push(...splitter.split(text.slice(from)).rows);
          splitter.finish();
          return rows;
        };
        const attempt = (read: () => unknown): unknown => {
          try {
            return read();
          } catch {
            return 'refused';
          }
        };
        expect(attempt(blocks)).toEqual(attempt(whole));
      }),
      { numRuns: 3000 },
    );
  });
});

describe('village lists', () => {
  test.each([
    ['comma', 'NIK,Nama\n1,Ani\n'],
    ['semicolon beside commas in addresses', 'NIK;Nama\n1;Ani\n'],
    ['tab', '\ufeffNIK\tNama\r\n1\tAni\r\n'],
    ['bar', 'NIK|Nama\n1|Ani'],
    ['told', 'sep=;\r\nNIK;Nama\r\n1;Ani\r\n'],
  ])('%s', async (name, content) => {
    const first = name === 'told' ? 2 : 1;
    expect((await sheet(content)).map((row) => [row.rowNumber, ...row.cells.map((cell) => cell?.text)])).toEqual([
      [first, 'NIK', 'Nama'],
      [first + 1, '1', 'Ani'],
    ]);
  });

  test('a delimiter that agrees over the lines wins over one that is more frequent in one', async () => {
    const rows = await sheet('Daftar warga, Desa A, Kec. B, Kab. C, NTT\nNIK;Nama;Alamat\n1;Ani;"Jl. A, RT 1, RW 2"\n2;Budi;Jl. B\n');
    expect(rows.map((row) => row.cells.length)).toEqual([1, 3, 3, 3]);
  });

  test('ragged, quoted, empty: rows have the number a spreadsheet shows and cells are text or null', async () => {
    const rows = await sheet('a,b\n\n"x\ny",2\n,,\n,3\n4 "empat",5\n');
    expect(rows.map((row) => [row.rowNumber, ...row.cells.map((cell) => cell?.text ?? null)])).toEqual([
      [1, 'a', 'b'],
      [3, 'x\ny', '2'],
      [5, null, '3'],
      [6, '4 "empat"', '5'],
    ]);
    expect(rows[0]).toEqual({
      rowNumber: 1,
      sheet: null,
      cells: [
        { text: 'a', kind: 'text' },
        { text: 'b', kind: 'text' },
      ],
    });
  });

  test.each([
    ['file-empty', '', {}, undefined],
    ['nul-character', 'a,b\nJo\0s,2\n', {}, 2],
    [
      'not-a-table',
      Buffer.from(Array.from({ length: 99 }, (_, n) => n % 9))
        .fill(1, 0, 20)
        .fill(2, 80),
      {},
      undefined,
    ],
    ['cell-too-long', `a,b\n1,${'x'.repeat(10_000)}\n`, {}, 2],
    ['too-many-columns', 'a,b,c\n', { limits: { columns: 2 } }, 1],
    ['too-many-rows', 'a\nb\nc\n', { limits: { rows: 2 } }, 3],
    ['file-too-large', 'a\nb\nc\n', { limits: { fileBytes: 2 } }, undefined],
    ['workbook-named-csv', Buffer.from('d0cf11e0a1b11ae1', 'hex'), {}, undefined],
  ])('%s', async (code, content, options, row) => {
    const fault = await faultOf(readAll(content, options));
    expect([fault.code, fault.place.row]).toEqual([code, row]);
  });
});

const readAll = async (content: string | Buffer, options: object): Promise<void> => {
  for await (const _ of readCsvSheet(Buffer.from(content as string), options));
};
