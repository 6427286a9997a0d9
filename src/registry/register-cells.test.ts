// Proves how cells of register files are read: what is stored, what is empty (null), what is wrong (undefined).
import { describe, expect, it } from 'vitest';
import {
  type CellForm,
  dateCell,
  householdCell,
  membershipNumberCell,
  nikCell,
  numberCell,
  textCell,
  villageCell,
  wordCell,
  yesCell,
} from './register-cells.ts';

const cases: readonly (readonly [string, CellForm, readonly (readonly [string, unknown])[]])[] = [
  [
    'text',
    textCell,
    [
      ['Maria', 'Maria'],
      ['  Maria  Rambu ', 'Maria  Rambu'],
      ['', null],
      ['  ', null],
      ['x'.repeat(500), 'x'.repeat(500)],
      ['x'.repeat(501), undefined],
    ],
  ],
  [
    'NIK',
    nikCell,
    [
      ['5311015012850001', '5311015012850001'],
      [" '5311 0150 1285 0001", '5311015012850001'],
      ['', null],
      ['5.31101E+15', undefined],
      ['531101501285000', undefined],
      ['5311015012850000', undefined],
      ['1111111111111111', undefined],
    ],
  ],
  [
    'household',
    householdCell,
    [
      ['5311010101200001', '5311010101200001'],
      [' 5311010101200001 ', '5311010101200001'],
      ['', null],
      ['53110101012000', undefined],
    ],
  ],
  [
    'date',
    dateCell,
    [
      ['1985-12-10', '1985-12-10'],
      ['10-12-1985', '1985-12-10'],
      ['10/12/1985', '1985-12-10'],
      [' 1985-12-10 ', '1985-12-10'],
      ['', null],
      ['1985-02-30', undefined],
      ['12/31/1985', undefined],
      ['10-12-85', undefined],
      ['0000-00-00', undefined],
    ],
  ],
  [
    'village',
    villageCell,
    [
      ['5311012001', '5311012001'],
      ['53.11.01.2001', '5311012001'],
      ['', null],
      ['531101', undefined],
    ],
  ],
  [
    'membership number',
    membershipNumberCell,
    [
      ['00123456789', '00123456789'],
      ['', null],
      ['1234567', undefined],
      ['00 123456789', undefined],
      ['12345678901234', undefined],
    ],
  ],
  [
    'decile',
    numberCell(1, 10),
    [
      ['1', 1],
      ['10', 10],
      [' 4 ', 4],
      ['', null],
      ['0', undefined],
      ['11', undefined],
      ['4.5', undefined],
      ['-1', undefined],
    ],
  ],
  [
    'word',
    wordCell({ PU: 'pu', BPU: 'bpu' }),
    [
      ['PU', 'pu'],
      ['bpu ', 'bpu'],
      ['', null],
      ['XX', undefined],
      ['toString', undefined],
    ],
  ],
  [
    'yes',
    yesCell,
    [
      ['YA', true],
      ['tidak', false],
      ['1', true],
      ['0', false],
      ['', null],
      ['Y', undefined],
    ],
  ],
];

describe.each(cases)('%s', (_, form, rows) => {
  it.each(rows)('%j', (cell, value) => {
    expect(form.read(cell)).toBe(value);
  });
});
