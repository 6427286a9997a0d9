// Tests how faults, wrong use and bugs are told on a terminal and as problem details.
import { Command } from 'commander';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fault, type FaultKind } from '../kernel/fault.ts';
import { faultToExit, faultToProblem, placeText, withoutNik } from './rendering.ts';

const missing = new Fault(
  'bad-input',
  'column-missing',
  { id: 'Kolom NIK tidak ada.', en: 'The NIK column is missing.' },
  { file: 'desa-oebelo.xlsx', row: 3, column: 'B' },
);
const held = new Fault('conflict', 'person-month-already-held', { id: 'Sudah ditanggung.', en: 'Already paid for.' });

describe('on a terminal', () => {
  it('says a fault in Indonesian, then English, then its code, with the place', () => {
    expect(faultToExit(missing)).toEqual({
      code: 1,
      text: 'desa-oebelo.xlsx, baris 3, kolom B: Kolom NIK tidak ada.\ndesa-oebelo.xlsx, row 3, column B: The NIK column is missing.\n(column-missing)',
    });
    expect(faultToExit(held).text).toBe('Sudah ditanggung.\nAlready paid for.\n(person-month-already-held)');
  });

  it('leaves wrong use to the words the parser has printed', () => {
    const parse = () =>
      new Command()
        .exitOverride()
        .configureOutput({ writeErr: () => {} })
        .parse(['node', 'payung', '--unknown']);
    let thrown: unknown;
    try {
      parse();
    } catch (error) {
      thrown = error;
    }
    expect(faultToExit(thrown)).toEqual({ code: 2, text: '' });
  });

  it.each([[new Error('assertion failed: rows in = rows out')], ['a thrown text'], [undefined], [null], [{ code: 'commander.looks-like-it' }]])(
    'takes the blame for a bug (%s)',
    (error) => {
      const { code, text } = faultToExit(error);
      expect(code).toBe(3);
      expect(text).toContain('Ini kesalahan program');
      expect(text).toContain('This is a bug of the program');
    },
  );

  it('shows where a bug is', () => {
    expect(faultToExit(new Error('row lost')).text).toMatch(/row lost[\s\S]*rendering\.test\.ts/);
  });
});

describe('as problem details', () => {
  it.each<[FaultKind, number]>([
    ['bad-input', 400],
    ['forbidden', 403],
    ['not-found', 404],
    ['conflict', 409],
    ['unreachable', 503],
  ])('%s is %d', (kind, status) => {
    const problem = faultToProblem(new Fault(kind, 'a-code', { id: 'a', en: 'b' }), 'en');
    expect(problem.status).toBe(status);
    expect(problem.body.status).toBe(status);
  });

  it('holds what RFC 9457 asks for, in the language asked for', () => {
    expect(faultToProblem(missing, 'id').body).toEqual({
      type: '/problems/column-missing',
      title: 'Isian tidak dapat diterima',
      status: 400,
      detail: 'Kolom NIK tidak ada.',
      code: 'column-missing',
      place: { file: 'desa-oebelo.xlsx', row: 3, column: 'B' },
    });
    expect(faultToProblem(held, 'en').body).toMatchObject({ title: 'In conflict with what already stands', detail: 'Already paid for.' });
    expect(faultToProblem(held, 'en').body).not.toHaveProperty('place');
  });

  it('says nothing of the inside of a bug', () => {
    const { status, body } = faultToProblem(new Error('password of the database'), 'en');
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toContain('password');
    expect(body.type).toBe('about:blank');
  });
});

describe('a NIK', () => {
  const nik = '5371012508900001';

  it.each([
    [`NIK ${nik} sudah ada`, 'NIK 53**********0001 sudah ada'],
    ['53 7101 250890 0001', '53**********0001'],
    ['537101-250890-0001', '53**********0001'],
    ['5371 0125 0890 0001', '53**********0001'],
    ['53.7101.250890.0001,', '53**********0001,'],
    ['12345678901234567', '12345678901234567'],
    ['Rp10.080.000.000', 'Rp10.080.000.000'],
    ['2025-07-31 2025-12-31', '2025-07-31 2025-12-31'],
  ])('%s → %s', (text, masked) => {
    expect(withoutNik(text)).toBe(masked);
  });

  it('is never told, whatever is wrong', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[1-9]\d{15}$/), fc.stringMatching(/^[a-z ,:"(]*$/), (digits, around) => {
        const message = { id: `${around}${digits}`, en: `${digits}${around}` };
        for (const error of [new Fault('conflict', 'a-code', message), new Error(message.id), message.en]) {
          expect(faultToExit(error).text).not.toContain(digits);
          expect(JSON.stringify(faultToProblem(error, 'id'))).not.toContain(digits);
        }
      }),
    );
  });
});

it.each([
  [{}, ''],
  [{ file: 'a.csv' }, 'a.csv'],
  [{ file: 'a.csv', row: 2 }, 'a.csv, baris 2'],
  [{ column: 'NIK' }, 'kolom NIK'],
])('place %j is "%s"', (place, text) => {
  expect(placeText(place, 'id')).toBe(text);
});
