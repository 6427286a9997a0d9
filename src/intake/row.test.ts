// Tries what rows of village lists say, one row a case.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { civilDate } from '../kernel/date.ts';
import { intakeFindings } from './findings.ts';
import type { Habits } from './habits.ts';
import { type Columns } from './header.ts';
import { RowReader, isBlank } from './row.ts';
import type { Cell, SheetRow } from './sheet-row.ts';

const on = civilDate('2025-07-01');
const columns: Columns = { number: 0, nik: 1, household: 2, name: 3, 'birth-date': 4, sex: 5, address: 6 };
const usual: Habits = { order: 'day', endsInZero: false, shared: new Set() };

/** `n:` before a cell makes it a number, `f:` a formula, `e:` an error, `d:` a date. */
const kinds = { n: 'number', f: 'formula', e: 'error', d: 'date' } as const;
const cell = (text: string): Cell | null => {
  const mark = /^([nfed]):(.*)$/.exec(text);
  if (mark !== null) return { text: mark[2] as string, kind: kinds[mark[1] as keyof typeof kinds] };
  return text === '' ? null : { text, kind: 'text' };
};
const row = (line: string): SheetRow => ({ rowNumber: 5, sheet: null, cells: line.split('|').map((text) => cell(text.trim())) });
const read = (line: string, habits = usual) => new RowReader(columns, habits, on).read(row(line), 5);

const cases = `
1|5311015012850001|5311010101200001|Maria Bere|10-12-1985|P|Jl. Ade Irma               accept
1|'5311 0150 1285 0001||Maria Bere|10-12-1985|P|                                         accept
1|||Maria Bere|10-12-1985|P|                                                             reject   nik-missing
1|e:#N/A||Maria Bere|10-12-1985|P|                                                       reject   nik-missing
1|n:5311015012850001||Maria Bere|10-12-1985|P|                                           reject   nik-damaged-by-spreadsheet
1|5,31102E+15||Maria Bere|10-12-1985|P|                                                  reject   nik-damaged-by-spreadsheet
1|531101501285001||Maria Bere|10-12-1985|P|                                              reject   nik-not-16-digits
1|5311015012850000||Maria Bere|10-12-1985|P|                                             reject   nik-serial-zero
1|1111111111111111||Maria Bere|10-12-1985|P|                                             reject   nik-repeated-digit
1|5311010101200001|5311010101200001|Maria Bere|10-12-1985|P|                             reject   family-card-number-as-nik
1|5311015012850001|5311015012850001|Maria Bere|10-12-1985|P|                             accept   nik-as-family-card-number
1|5311015012850001|n:5311010101200001|Maria Bere|10-12-1985|P|                           accept   family-card-number-unreadable
1|5311015012850001|-|Maria Bere|10-12-1985|P|                                            accept   family-card-number-unreadable
1|f:5311015012850010||Maria Bere|10-12-1985|P|                                           review   nik-probably-damaged-by-spreadsheet value-from-formula
1|f:5311015012850011||Maria Bere|10-12-1985|P|                                           accept   value-from-formula
1|f:||Maria Bere|10-12-1985|P|                                                           reject   formula-without-value
1|5311015012850010||Maria Bere|10-12-1985|P|                                             accept
1|5311015012850001||Maria Bere|11-12-1985|P|                                             accept   nik-carries-another-birth-date
1|5311011012850001||Maria Bere|10-12-1985|P|                                             accept   nik-carries-another-sex
1|5311015012850001|||10-12-1985|P|                                                       reject   name-missing
1|5311015012850001||-|10-12-1985|P|                                                      reject   name-has-no-letters
1|5311015012850001||Maria Bere 2|10-12-1985|P|                                           review   name-has-digits
1|5311015012850001||Maria Bere||P|                                                       reject   birth-date-missing
1|5311015012850001||Maria Bere|31-02-1985|P|                                             reject   birth-date-not-real
1|5311015012850001||Maria Bere|10-12-2025|P|                                             reject   birth-date-in-future
1|5311015012850001||Maria Bere|d:1985-12-10|P|                                           accept
1|5311015012850001||Maria Bere|10-12-85|P|                                               accept   birth-date-year-of-two-digits
1|5311015012850001||Maria Bere|10-12-1985|?|                                             accept   sex-not-l-or-p
1|5311015012850001||Maria Bere|10-12-1985||                                              accept
1|5311015012850001||Maria Bere|10-12-1985|P|NIK 5311015012850001                         accept   identity-number-in-another-column
1|5311015012850001||5311015012850001|10-12-1985|P|                                       reject   name-has-no-letters identity-number-in-another-column
1||||||                                                                                  reject   row-has-only-a-number
1|||Maria||X|                                                                            reject   nik-missing birth-date-missing sex-not-l-or-p
`;

describe('a row of a village list', () => {
  it.each(
    cases
      .trim()
      .split('\n')
      .map((line) => line.split(/ {3,}/)),
  )('%s: %s %s', (line, outcome, codes) => {
    const reading = read(line);
    expect([reading.outcome, ...reading.findings]).toEqual([outcome, ...(codes?.split(' ') ?? [])]);
  });

  it('gives its fields clean', () => {
    expect(read('1|5311015012850001|5311010101200001|  Maria   Bere |10-12-1985|perempuan|Jl. A\u0000de\u200b')).toMatchObject({
      nik: '5311015012850001',
      household: '5311010101200001',
      name: 'Maria Bere',
      birthDate: '1985-12-10',
      sex: 'P',
      address: 'Jl. A de',
    });
  });

  it('leaves out a family card number that is the NIK, and half a character', () => {
    expect(read('1|5311015012850001|5311015012850001|Mar\ud800ia|10-12-1985|P|')).toMatchObject({
      nik: '5311015012850001',
      household: null,
      name: 'Mar\ufffdia',
    });
    expect(read('1|5311010101200001|5311010101200001|Maria|10-12-1985|P|')).toMatchObject({ nik: null, household: '5311010101200001' });
  });

  it('joins address, hamlet and RT/RW', () => {
    const wide: Columns = { nik: 0, name: 1, birth: 2, address: 3, hamlet: 4, rt: 5, rw: 6 };
    expect(new RowReader(wide, usual, on).read(row('5311015012850001|Maria|Waingapu, 10-12-1985|Jl. Ade|2|003|001'), 5)).toMatchObject({
      birthPlace: 'Waingapu',
      birthDate: '1985-12-10',
      address: 'Jl. Ade, Dusun 2, RT 003, RW 001',
    });
  });

  it('is doubted where most NIKs of the file end in 0', () => {
    expect(read('1|5311015012850010||Maria|10-12-1985|P|', { ...usual, endsInZero: true }).findings).toEqual(['nik-probably-damaged-by-spreadsheet']);
    expect(read('1|5311015012850011||Maria|10-12-1985|P|', { ...usual, endsInZero: true }).findings).toEqual([]);
  });

  it('puts a name of two columns together, and takes name and NIK from one cell', () => {
    const two: Columns = { nik: 0, name: 1, 'name-rest': 2, 'birth-date': 3 };
    expect(new RowReader(two, usual, on).read(row('5311015012850001|Maria|Bere|10-12-1985'), 5)).toMatchObject({ name: 'Maria Bere', findings: [] });
    expect(new RowReader(two, usual, on).read(row('5311015012850001||Bere|10-12-1985'), 5)).toMatchObject({ name: 'Bere', findings: [] });
    const one: Columns = { nik: 0, name: 0, 'birth-date': 1 };
    for (const cell of ['Maria Bere / 5311015012850001', '5311 0150 1285 0001 - Maria Bere', 'Maria Bere\nNIK: 5311015012850001']) {
      expect(new RowReader(one, usual, on).read(row(`${cell}|10-12-1985`), 5)).toMatchObject({ nik: '5311015012850001', name: 'Maria Bere', findings: [] });
    }
  });

  it('keeps no number as long as a NIK in clear but in the three fields that are sealed', { timeout: 60_000 }, () => {
    const anyCell = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.stringMatching(/^\d{16}$/),
      fc.stringMatching(/^[a-z]{0,4} ?\d{4}[ .-]\d{4}[ .-]\d{4}[ .-]\d{4,6}$/),
      fc.constant('10-12-1985'),
    );
    const readers = [columns, { nik: 0, name: 1, 'name-rest': 2, phone: 3, birth: 4, 'mother-name': 5 }, { nik: 0, name: 0, 'birth-date': 1, phone: 2 }].map(
      (of: Columns) => new RowReader(of, usual, on),
    );
    fc.assert(
      fc.property(fc.array(anyCell, { minLength: 7, maxLength: 7 }), fc.constantFrom(...readers), (texts, reader) => {
        const {
          nik: _,
          household: __,
          written: ___,
          ...kept
        } = reader.read({ rowNumber: 2, sheet: null, cells: texts.map((text) => (text === '' ? null : { text, kind: 'text' })) }, 2);
        for (const value of Object.values(kept)) {
          if (typeof value !== 'string') continue;
          expect(value).not.toMatch(/\d{14}/);
          expect(value).not.toMatch(/[\u0000-\u001f\ud800-\udfff]/u);
        }
        expect(kept.outcome).toBe(intakeFindings.outcome(kept.findings));
        expect(kept.findings).toEqual(intakeFindings.ordered(kept.findings));
      }),
    );
  });

  it('is no row when it holds nothing but blanks', () => {
    expect(isBlank(row('||'))).toBe(true);
    expect(isBlank({ rowNumber: 1, sheet: null, cells: [{ text: ' \u00a0\u200b', kind: 'text' }] })).toBe(true);
    expect(isBlank(row('|x|'))).toBe(false);
  });
});
