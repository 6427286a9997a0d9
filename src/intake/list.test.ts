// Tries whole lists: sheets, headers, habits, and that no row is lost.
import { describe, expect, it } from 'vitest';
import { civilDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import { placeOf, readList } from './list.ts';
import { readingNotes } from './reading-notes.ts';
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

  it('may have two tables side by side: both are read, each row with the number people see', () => {
    const rows = sheet('A', 'NO|NIK|NAMA|TGL LAHIR||NO|NIK|NAMA|TGL LAHIR', `${maria}||2|5311014101800002|Ana|1-1-1980`, '|||||JUMLAH|2');
    const reading = readList('a.xlsx', rows, on);
    expect(reading.rows.map(({ rowNo, name }) => [rowNo, placeOf(rowNo), name])).toEqual([
      [2, { sheetNo: 1, tableNo: 1, row: 2 }, 'Maria Bere'],
      [2_000_002, { sheetNo: 1, tableNo: 2, row: 2 }, 'Ana'],
    ]);
    expect(reading.sheets.map(({ columns }) => columns.map(({ letter }) => letter).join(''))).toEqual(['ABCD', 'FGHI']);
    expect(readingNotes(reading.sheets).map(({ en }) => en)).toEqual([
      'There are 2 tables side by side on sheet "A"; all were read.',
      'Rows 3 on sheet "A" were not counted: sums, headings, signatures, or nobody in them.',
    ]);
  });

  it('on a hidden sheet alone is refused by the name of that sheet', () => {
    const hidden = { sheets: new Map([['Lama', sheet('Lama', header, maria)]]), columns: new Map() };
    expect(codeOf(() => readList('a.xlsx', sheet('Sampul', 'Kepada Yth.'), on, undefined, hidden))).toBe('list-on-hidden-sheet');
    expect(codeOf(() => readList('a.xlsx', [], on, undefined, hidden))).toBe('list-on-hidden-sheet');
    expect(readList('a.xlsx', sheet('Daftar', header, maria), on, undefined, hidden).sheets.at(-1)).toMatchObject({ sheet: 'Lama', rows: 0, hiddenRows: 1 });
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
