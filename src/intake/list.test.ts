// Tries whole lists: sheets, headers, habits, and that no row is lost.
import { describe, expect, it } from 'vitest';
import { civilDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import { placeOf, readList } from './list.ts';
import type { SheetRow } from './sheet-row.ts';

const on = civilDate('2025-07-01');
const sheet = (name: string | null, ...lines: string[]): SheetRow[] =>
  lines.flatMap((line, at) =>
    line === '' ? [] : [{ rowNumber: at + 1, sheet: name, cells: line.split('|').map((text) => (text === '' ? null : { text, kind: 'text' as const })) }],
  );
const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof Fault) return error.code;
    throw error;
  }
  return 'none';
};

const header = 'NO|NIK|NAMA|TANGGAL LAHIR';
const maria = '1|5311015012850001|Maria Bere|10-12-1985';

describe('a list', () => {
  it('counts every row below its header once', () => {
    const reading = readList('a.csv', sheet(null, 'DAFTAR', '', header, maria, '  ', '2||Ana|1-1-1980', '3|5311014101800002|Ana 2|1-1-1980'), on);
    expect(reading).toMatchObject({ accepted: 1, rejected: 1, inReview: 1 });
    expect(reading.rows.map(({ rowNo, sheet: name }) => [rowNo, name])).toEqual([
      [4, ''],
      [6, ''],
      [7, ''],
    ]);
  });

  it('may have several sheets; one without people is passed over', () => {
    const rows = [
      ...sheet('Petunjuk', 'Isi semua kolom'),
      ...sheet('Dusun 1', header, maria),
      ...sheet('Dusun 2', '', header, '1|5311014101800002|Ana|1-1-1980'),
    ];
    const reading = readList('a.xlsx', rows, on);
    expect(reading.rows.map(({ rowNo, sheet: name }) => [rowNo, placeOf(rowNo).row, name])).toEqual([
      [10_000_002, 2, 'Dusun 1'],
      [20_000_003, 3, 'Dusun 2'],
    ]);
  });

  it('is refused rather than losing people on a sheet without a header', () => {
    const unclear = '1|5311015012850001|Maria Bere|tidak jelas';
    expect(codeOf(() => readList('a.xlsx', [...sheet('Dusun 1', header, maria), ...sheet('Dusun 2', unclear)], on))).toBe('list-columns-missing');
    expect(codeOf(() => readList('a.csv', sheet(null, unclear), on))).toBe('list-columns-missing');
    expect(codeOf(() => readList('a.csv', sheet(null, header), on))).toBe('list-has-no-rows');
    expect(codeOf(() => readList('a.csv', [], on))).toBe('list-columns-missing');
  });

  it('gives away a spreadsheet that lost last digits', () => {
    const damaged = ['5311015012850010', '5311014101800020', '5311014101810030', '5311014101820040', '5311014101830050'];
    const lines = (niks: readonly string[]): string[] => niks.map((nik, at) => `${at + 1}|${nik}|Ana|1-1-1980`);
    expect(readList('a.csv', sheet(null, header, ...lines(damaged)), on).inReview).toBe(5);
    expect(readList('a.csv', sheet(null, header, ...lines(damaged.slice(1))), on).inReview).toBe(0);
    expect(readList('a.csv', sheet(null, header, ...lines([...damaged, ...damaged.map((nik) => nik.replace(/0$/, '1'))])), on).inReview).toBe(0);
  });

  it('gives away a spreadsheet that took days for months: all its date cells have small days, and the rest stayed text', () => {
    const person = (at: number, text: string, kind: 'date' | 'text'): SheetRow => ({
      rowNumber: at + 2,
      sheet: 'Daftar',
      cells: [
        { text: '1', kind: 'text' },
        { text: `531101501285000${at}`, kind: 'text' },
        { text: 'Ana', kind: 'text' },
        { text, kind },
      ],
    });
    const texts = ['25-07-1985', '30-07-1985', '13-01-1985'].map((text, at) => person(at + 1, text, 'text'));
    const dates = ['1985-05-07', '1985-12-01', '1985-03-03'].map((text, at) => person(at + 4, text, 'date'));
    const doubted = (rows: readonly SheetRow[]): number =>
      readList('a.xlsx', [...sheet('Daftar', header), ...rows], on).rows.filter(({ findings }) => findings.includes('birth-date-ambiguous')).length;
    expect(doubted([...texts, ...dates])).toBe(2);
    expect(doubted([...texts, ...dates, person(7, '1985-05-17', 'date')])).toBe(0);
    expect(doubted(dates)).toBe(0);
  });

  it('gives away dates with the month first', () => {
    const reading = readList('a.csv', sheet(null, header, '1|5311015012850001|Ana|12/25/1985', '2|5311015012850002|Ani|05/07/1985'), on);
    expect(reading.rows.map(({ birthDate, findings }) => [birthDate, findings.filter((code) => code.startsWith('birth'))])).toEqual([
      ['1985-12-25', ['birth-date-month-first']],
      ['1985-07-05', ['birth-date-ambiguous']],
    ]);
  });
});
