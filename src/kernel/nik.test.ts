// Tests how the text of a NIK is read, masked and taken apart; every number here is invented.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { civilDate } from './date.ts';
import { embeddedBirth, maskNik, type Nik, readNik, registrationRegion } from './nik.ts';

const fromNumber = true;

describe('reading a cell', () => {
  it.each`
    text                              | nik                   | fault                           | why
    ${'5371012508900001'}             | ${'5371012508900001'} | ${null}                         | ${'plain'}
    ${'5371012508901000'}             | ${'5371012508901000'} | ${null}                         | ${'a serial that only ends in zeros'}
    ${' 5371012508900001 '}           | ${'5371012508900001'} | ${null}                         | ${'spaces around'}
    ${"'5371012508900001"}            | ${'5371012508900001'} | ${null}                         | ${'the apostrophe that keeps text text'}
    ${'’5371012508900001'}            | ${'5371012508900001'} | ${null}                         | ${'the same, made round by a word processor'}
    ${'53 7101 250890 0001'}          | ${'5371012508900001'} | ${null}                         | ${'grouped by spaces'}
    ${'53.7101.250890.0001'}          | ${'5371012508900001'} | ${null}                         | ${'grouped by dots'}
    ${'537101-250890-0001'}           | ${'5371012508900001'} | ${null}                         | ${'grouped by dashes'}
    ${'53\u00a07101\u00a02508900001'} | ${'5371012508900001'} | ${null}                         | ${'grouped by hard spaces'}
    ${null}                           | ${null}               | ${'nik-missing'}                | ${'empty cell'}
    ${'  '}                           | ${null}               | ${'nik-missing'}                | ${'blank'}
    ${'-'}                            | ${null}               | ${'nik-not-16-digits'}          | ${'a dash for none'}
    ${'537101250890001'}              | ${null}               | ${'nik-not-16-digits'}          | ${'15 digits'}
    ${'53710125089000012'}            | ${null}               | ${'nik-not-16-digits'}          | ${'17 digits'}
    ${'537101250890000O'}             | ${null}               | ${'nik-not-16-digits'}          | ${'the letter O for a zero'}
    ${'5.37101E+15'}                  | ${null}               | ${'nik-damaged-by-spreadsheet'} | ${'scientific notation'}
    ${'5,37101E+15'}                  | ${null}               | ${'nik-damaged-by-spreadsheet'} | ${'the same with a comma'}
    ${'5e15'}                         | ${null}               | ${'nik-damaged-by-spreadsheet'} | ${'the same, short'}
    ${'1111111111111111'}             | ${null}               | ${'nik-repeated-digit'}         | ${'filler'}
    ${'0000000000000000'}             | ${null}               | ${'nik-repeated-digit'}         | ${'filler of zeros'}
    ${'5371012508900000'}             | ${null}               | ${'nik-serial-zero'}            | ${'serial 0000 is never issued'}
  `('$why', ({ text, nik, fault }: { text: string | null; nik: string | null; fault: string | null }) => {
    expect(readNik(text)).toEqual({ nik, fault });
  });

  it('refuses every number cell, even one with sixteen digits: the sixteenth is already lost', () => {
    expect(readNik('5371012508900001', fromNumber)).toEqual({ nik: null, fault: 'nik-damaged-by-spreadsheet' });
    expect(readNik('', fromNumber)).toEqual({ nik: null, fault: 'nik-missing' });
  });

  it('reads any text without throwing, and whatever it accepts is sixteen digits found in the text in that order', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9 .'-]{14,22}$/)), (text) => {
        const { nik } = readNik(text);
        if (nik !== null) {
          expect(nik).toMatch(/^\d{16}$/);
          expect(text.replace(/\D/g, '')).toBe(nik);
        }
      }),
    );
  });
});

it('masks all but the province and the serial', () => {
  expect(maskNik('5371012508900001' as Nik)).toBe('53**********0001');
  expect(maskNik('5371012508900001' as Nik)).toHaveLength(16);
});

it('names the kabupaten of first registration', () => {
  expect(registrationRegion('5371012508900001' as Nik)).toBe('5371');
});

describe('what it says of sex and birth', () => {
  it.each`
    nik                   | on              | sex    | date            | why
    ${'5371012508900001'} | ${'2025-07-01'} | ${'L'} | ${'1990-08-25'} | ${'a man'}
    ${'5371013112650001'} | ${'2025-07-01'} | ${'L'} | ${'1965-12-31'} | ${'a man born on the 31st'}
    ${'5371016508900001'} | ${'2025-07-01'} | ${'P'} | ${'1990-08-25'} | ${'a woman: day + 40'}
    ${'5371017112650001'} | ${'2025-07-01'} | ${'P'} | ${'1965-12-31'} | ${'a woman born on the 31st'}
    ${'5371010101090001'} | ${'2025-07-01'} | ${'L'} | ${'2009-01-01'} | ${'sixteen, this century'}
    ${'5371010101110001'} | ${'2025-07-01'} | ${'L'} | ${'1911-01-01'} | ${'fourteen is no worker: the last century'}
    ${'5371013002900001'} | ${'2025-07-01'} | ${'L'} | ${null}         | ${'30 February'}
    ${'5371012513900001'} | ${'2025-07-01'} | ${'L'} | ${null}         | ${'month 13'}
    ${'5371014008900001'} | ${'2025-07-01'} | ${'L'} | ${null}         | ${'day 40 is neither'}
    ${'5371017208900001'} | ${'2025-07-01'} | ${'P'} | ${null}         | ${'day 72 is the 32nd'}
  `('$why', ({ nik, on, sex, date }: { nik: string; on: string; sex: string; date: string | null }) => {
    expect(embeddedBirth(nik as Nik, civilDate(on))).toEqual({ sex, date });
  });
});
