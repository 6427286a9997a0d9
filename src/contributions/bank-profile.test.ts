// Tests the profiles of banks/ against statements as those banks' customers get them: header found, days and amounts read, rows that are no lines passed.
import { expect, test } from 'vitest';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { banksFolder } from '../platform/workplace.ts';
import { periodOf, readBankRow, readProfile, recognise } from './bank-profile.ts';
import { isRead, marksOf } from './statement-line.ts';

const profiles = readdirSync(banksFolder).map((name) => readProfile(name, parse(readFileSync(path.join(banksFolder, name), 'utf8'))));

/** Rows as text: cells by `|`. */
function read(text: string) {
  const rows = text
    .trim()
    .split('\n')
    .map((row) => row.split('|').map((cell) => cell.trim()));
  const found = recognise(profiles, rows);
  if (found === null) return null;
  const { profile, header } = found;
  const lines = rows.slice(header + 1).flatMap((cells, place) => readBankRow(profile, rows[header] ?? [], cells, header + 2 + place, periodOf(rows)) ?? []);
  return { bank: profile.bank, lines: lines.map((line) => [line.line, line.on, line.direction, line.amount, line.reference, line.description]) };
}

test('the plain form', () => {
  expect(
    read(`
tanggal|uraian|debit|kredit|saldo|referensi
2025-07-08|SALDO AWAL|0|0|1000000|
2025-07-09|SP2D 0012|84.000|0|916000|TRF1
10/07/2025|RETUR SP2D 0012|-|84000|1000000|TRF2
11 Juli|RUSAK|5|0|1|TRF3
2025-07-11|RUSAK|lima|0|1|TRF4`),
  ).toEqual({
    bank: 'payung',
    lines: [
      [3, '2025-07-09', 'debit', 84_000n, 'TRF1', 'SP2D 0012'],
      [4, '2025-07-10', 'credit', 84_000n, 'TRF2', 'RETUR SP2D 0012'],
      [5, null, 'debit', 5n, 'TRF3', 'RUSAK'],
      [6, '2025-07-11', 'debit', null, 'TRF4', 'RUSAK'],
    ],
  });
});

test('Mandiri: two columns of one name, ".00" for nothing', () => {
  expect(
    read(`
Account No|Date|Val. Date|Transaction Code|Description|Description|Reference No.|Debit|Credit
0001|09/07/25|09/07/25|6902|SP2D 0012|BPJS KETENAGAKERJAAN|R-1|84,000.00|.00
0001|10/07/25|10/07/25|6902|RETUR|SP2D 0012||.00|84,000.00`)?.lines,
  ).toEqual([
    [2, '2025-07-09', 'debit', 84_000n, 'R-1', 'SP2D 0012 BPJS KETENAGAKERJAAN'],
    [3, '2025-07-10', 'credit', 84_000n, '', 'RETUR SP2D 0012'],
  ]);
});

test('BCA: days without a year over the turn of one, DB and CR behind the amount, nothing pending', () => {
  expect(
    read(`
Informasi Rekening - Mutasi Rekening
No. rekening : 1234567890
Periode : 20/12/2025 - 10/01/2026

Tanggal Transaksi|Keterangan|Cabang|Jumlah||Saldo
'30/12|'SP2D 0012|'0000|84,000.00|DB|916,000.00
'05/01|RETUR SP2D 0012|'0000|84,000.00 CR||1,000,000.00
PEND|BIAYA ADM|'0000|15,000.00|DB|985,000.00
Saldo Awal|:|1,000,000.00`),
  ).toEqual({
    bank: 'bca',
    lines: [
      [6, '2025-12-30', 'debit', 84_000n, '', 'SP2D 0012'],
      [7, '2026-01-05', 'credit', 84_000n, '', 'RETUR SP2D 0012'],
    ],
  });
});

test('BNI and BRI', () => {
  expect(read('Post Date|Value Date|Branch|Journal No.|Description|Debit|Credit\n09/07/25 10:00|09/07/25|001|J1|SP2D 0012|84000|')?.lines).toEqual([
    [2, '2025-07-09', 'debit', 84_000n, 'J1', 'SP2D 0012'],
  ]);
  const bri = `ID|NOREK|TGL_TRAN|TGL_EFEKTIF|JAM_TRAN|SEQ|DESK_TRAN|SALDO_AWAL_MUTASI|MUTASI_DEBET|MUTASI_KREDIT|SALDO_AKHIR_MUTASI\n1|2|2025-07-09 00:00:00|x|1|77|SP2D 0012|0.00|84000.00|0.00|0.00`;
  expect(read(bri)).toEqual({ bank: 'bri', lines: [[2, '2025-07-09', 'debit', 84_000n, '77', 'SP2D 0012']] });
});

test('a file of other columns is told, not guessed; a wrong profile names its field', () => {
  expect(read('kolom|lain\n1|2')).toBeNull();
  expect(() => readProfile('x.yaml', { bank: 'x' })).toThrow(
    expect.objectContaining({ code: 'bank-profile-wrong', place: { file: 'x.yaml', column: 'title' } }),
  );
  const both = {
    bank: 'x',
    title: { id: 'x', en: 'x' },
    source: 'x',
    confidence: 'secondary',
    days: ['dd/mm'],
    columns: { day: 'a', description: ['b'], debit: 'c', amount: 'd' },
  };
  expect(() => readProfile('x.yaml', both)).toThrow(expect.objectContaining({ place: { file: 'x.yaml', column: 'columns' } }));
});

test('a line keeps its mark in any order and file; two equal transfers of a day are two', () => {
  const line = (on: string, description: string) => ({ line: 1, on, direction: 'debit', amount: 5n, reference: 'r', description }) as never;
  const [one, other] = [line('2025-07-09', 'SP2D 1'), line('2025-07-10', 'SP2D  2 ')];
  const marks = marksOf([one, one, other]);
  expect(new Set(marks).size).toBe(3);
  expect([...marksOf([other, { ...(one as object), line: 9 } as never, one])].sort()).toEqual([...marks].sort());
  expect(marksOf([line('2025-07-10', 'sp2d 2')])).toEqual([marks[2]]);
  expect(isRead(one)).toBe(true);
});
