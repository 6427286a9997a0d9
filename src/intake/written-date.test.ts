// Tries the dates villages write.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { civilDate, dateOfDayNumber, dayNumber } from '../kernel/date.ts';
import { readWrittenDate, splitBirth } from './written-date.ts';

const on = civilDate('2025-07-01');

const written = `
31-07-1985            1985-07-31
1/7/1985              1985-07-01
31.07.1985            1985-07-31
31 07 1985            1985-07-31
1985-07-31            1985-07-31
1985/7/1              1985-07-01
1985-07-31T00:00:00   1985-07-31
31 Juli 1985          1985-07-31
1 PEBRUARI 1990       1990-02-01
12-Nop-1978           1978-11-12
5 Agt 1980            1980-08-05
17 agustus 1945       1945-08-17
29-02-1984            1984-02-29
07/25/1985            1985-07-25   birth-date-month-first
31-07-85              1985-07-31   birth-date-year-of-two-digits
31-07-05              2005-07-31   birth-date-year-of-two-digits
1 Mei 26              1926-05-01   birth-date-year-of-two-digits
30-02-1985            -            birth-date-not-real
29-02-1985            -            birth-date-not-real
32-01-1985            -            birth-date-not-real
13-13-1985            -            birth-date-not-real
1985                  -            birth-date-only-a-year
sekitar 1985          -            birth-date-not-real
12 Foo 1985           -            birth-date-not-real
01-01-1085            -            birth-date-not-real
02-07-2025            -            birth-date-in-future
`;

describe('a written birth date', () => {
  it.each(
    written
      .trim()
      .split('\n')
      .map((line) => line.split(/ {2,}/)),
  )('%s is %s', (text, date, code) => {
    const reading = readWrittenDate({ kind: 'text' }, text, on, 'day');
    expect([reading.date ?? '-', ...reading.codes]).toEqual([date, ...(code === undefined ? [] : [code])]);
  });

  it('is any day in each of its forms', () => {
    const names = ['Januari', 'Februari', 'Maret', 'April', 'Mei', 'Juni', 'Juli', 'Agustus', 'September', 'Oktober', 'November', 'Desember'];
    fc.assert(
      fc.property(fc.integer({ min: dayNumber(civilDate('1900-01-01')), max: dayNumber(on) }), (days) => {
        const date = dateOfDayNumber(days);
        const [year, month, day] = date.split('-') as [string, string, string];
        for (const text of [date, `${day}-${month}-${year}`, `${Number(day)}/${Number(month)}/${year}`, `${Number(day)} ${names[Number(month) - 1]} ${year}`]) {
          expect(readWrittenDate({ kind: 'text' }, text, on, 'day')).toEqual({ date, codes: [] });
        }
      }),
    );
  });

  it('in a number cell is a spreadsheet day number, and never a year', () => {
    expect(readWrittenDate({ kind: 'number' }, '31259', on, 'day')).toEqual({ date: '1985-07-31', codes: ['birth-date-as-serial-number'] });
    expect(readWrittenDate({ kind: 'number' }, '1985', on, 'day')).toEqual({ date: null, codes: ['birth-date-only-a-year'] });
    expect(readWrittenDate({ kind: 'number' }, '31071985', on, 'day')).toEqual({ date: '1985-07-31', codes: [] });
    expect(readWrittenDate({ kind: 'number' }, '7071985', on, 'day')).toEqual({ date: null, codes: ['birth-date-not-real'] });
  });

  it('is ambiguous only where the file mixes orders and both readings are dates', () => {
    expect(readWrittenDate({ kind: 'text' }, '05-07-1985', on, 'mixed')).toEqual({ date: '1985-07-05', codes: ['birth-date-ambiguous'] });
    expect(readWrittenDate({ kind: 'text' }, '25-07-1985', on, 'mixed')).toEqual({ date: '1985-07-25', codes: [] });
    expect(readWrittenDate({ kind: 'text' }, '07-07-1985', on, 'mixed')).toEqual({ date: '1985-07-07', codes: [] });
    expect(readWrittenDate({ kind: 'date' }, '1985-05-07', on, 'mixed')).toEqual({ date: '1985-05-07', codes: ['birth-date-ambiguous'] });
    expect(readWrittenDate({ kind: 'text' }, '1985-05-07', on, 'mixed')).toEqual({ date: '1985-05-07', codes: [] });
  });
});

describe('place and date in one cell', () => {
  it.each([
    ['Waingapu, 31-07-1985', 'Waingapu', '31-07-1985'],
    ['WAINGAPU 31 Juli 1985', 'WAINGAPU', '31 Juli 1985'],
    ['Kota Kupang / 1-1-1980', 'Kota Kupang', '1-1-1980'],
    ['31-07-1985', null, '31-07-1985'],
    ['Waingapu', 'Waingapu', null],
  ])('%s', (text, place, date) => {
    expect(splitBirth(text)).toEqual({ place, date });
  });
});

it('reads a date typed behind an apostrophe, as it is typed to stay text', () => {
  expect(readWrittenDate({ kind: 'text' }, "'21/12/1981", civilDate('2025-06-25'), 'day')).toMatchObject({ date: '1981-12-21', codes: [] });
});
