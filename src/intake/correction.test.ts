// Which earlier row each row of a correction stands for, as a table; and that no row is lost or taken twice, whatever is sent.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type IncomingRow, type StandingRow, compare } from './correction.ts';
import { readReference, referenceText } from './row-reference.ts';

const list = '01890000-0000-7000-8000-000000000001';
/** `4 N1 ANA 1985 x` is row 4: NIK, name, year of birth, content; `-` for none; `@2` at the end: refers to row 2. */
function row(text: string): StandingRow & IncomingRow {
  const [no = '', token = '-', name = '-', year = '-', content = '', reference] = text.trim().split(/\s+/);
  return {
    listId: list,
    rowNo: Number(no),
    token: token === '-' ? null : token,
    name: name === '-' ? null : name,
    birthDate: year === '-' ? null : `${year}-03-14`,
    outcome: 'accept',
    content: `${token} ${name} ${year} ${content}`,
    reference: reference === undefined ? null : { listId: list, rowNo: Number(reference.slice(1)) },
  };
}
const rows = (text: string) =>
  text
    .split('|')
    .filter((one) => one.trim() !== '')
    .map(row);

test.each`
  what                                                         | standing                             | incoming                                   | expected
  ${'nothing changed'}                                         | ${'2 A ANA 1985 x'}                  | ${'2 A ANA 1985 x'}                        | ${'2 unchanged 2'}
  ${'rows in another order'}                                   | ${'2 A ANA 1985 x | 3 B BEN 1970 y'} | ${'2 B BEN 1970 y | 3 A ANA 1985 x'}       | ${'2 unchanged 3, 3 unchanged 2'}
  ${'a NIK put right is found by name and birth date'}         | ${'2 X ANA 1985 x'}                  | ${'2 A ANA 1985 x'}                        | ${'2 corrected 2'}
  ${'a name put right is found by NIK'}                        | ${'2 A ANNA 1985 x'}                 | ${'2 A ANA 1985 x'}                        | ${'2 corrected 2'}
  ${'both put right: by the reference'}                        | ${'2 X ANNA 1985 x'}                 | ${'9 A ANA 1986 x @2'}                     | ${'9 corrected 2'}
  ${'both put right without a reference: a new row'}           | ${'2 X ANNA 1985 x'}                 | ${'9 A ANA 1986 x'}                        | ${'9 new -'}
  ${'the NIK goes before a reference that was copied'}         | ${'2 A ANA 1985 x | 3 B BEN 1970 y'} | ${'2 B BEN 1970 z @2'}                     | ${'2 corrected 3'}
  ${'a NIK twice: each keeps its own row'}                     | ${'2 B ANA 1985 x | 3 B BEN 1970 y'} | ${'2 A ANA 1985 x @2 | 3 B BEN 1970 y @3'} | ${'2 corrected 2, 3 unchanged 3'}
  ${'the same NIK by mistake: the row that had it goes first'} | ${'2 A ANA 1985 x | 3 B BEN 1970 y'} | ${'2 B ANA 1985 x @2 | 3 B BEN 1970 y @3'} | ${'2 corrected 2, 3 unchanged 3'}
  ${'spaces and signs in a name are no difference'}            | ${'2 - A.NA 1985 x'}                 | ${'2 A ANA 1985 x'}                        | ${'2 corrected 2'}
  ${'without NIK, name and date nothing is guessed'}           | ${'2 - ANA - x'}                     | ${'2 - ANA - y'}                           | ${'2 new -'}
  ${'a row that is not there any more'}                        | ${'2 A ANA 1985 x | 3 B BEN 1970 y'} | ${'2 A ANA 1985 x'}                        | ${'2 unchanged 2'}
`('$what', ({ standing, incoming, expected }: Record<string, string>) => {
  const { changes } = compare(rows(standing ?? ''), rows(incoming ?? ''));
  expect(changes.map(({ rowNo, kind, stands }) => `${rowNo} ${kind} ${stands?.rowNo ?? '-'}`).join(', ')).toBe(expected);
});

describe('whatever is sent', () => {
  const letter = fc.constantFrom('A', 'B', 'C', '-');
  const any = fc.tuple(
    letter,
    fc.constantFrom('ANA', 'BEN', '-'),
    fc.constantFrom('1985', '1970', '-'),
    fc.constantFrom('x', 'y'),
    fc.option(fc.integer({ min: 1, max: 8 })),
  );
  const many = fc
    .array(any, { maxLength: 8 })
    .map((all) => all.map(([token, name, year, content, to], index) => row(`${index + 1} ${token} ${name} ${year} ${content}${to === null ? '' : ` @${to}`}`)));

  test('every row of the file is told once, and every standing row is taken at most once or left out', () => {
    fc.assert(
      fc.property(many, many, (standing, incoming) => {
        const { changes, leftOut } = compare(standing, incoming);
        expect(changes.map(({ rowNo }) => rowNo)).toEqual(incoming.map(({ rowNo }) => rowNo));
        const taken = changes.flatMap(({ stands }) => (stands === null ? [] : [stands.rowNo]));
        expect([...taken, ...leftOut.map(({ rowNo }) => rowNo)].sort()).toEqual(standing.map(({ rowNo }) => rowNo).sort());
      }),
    );
  });

  test('the same rows again are all unchanged', () => {
    fc.assert(
      fc.property(many, (standing) => {
        expect(compare(standing, standing).changes.every(({ kind }) => kind === 'unchanged')).toBe(true);
      }),
    );
  });
});

test('a reference reads back as it was written, and nothing else does', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.integer({ min: 1, max: 2_000_000_000 }), (listId, rowNo) => {
      expect(readReference(referenceText({ listId, rowNo }))).toEqual({ listId, rowNo });
    }),
  );
  for (const text of ['', 'P', 'P1', '5311012345678901', 'Pzzzzzzzzzzzzzzzzzzzzzzzzz-1', 'P1-99999999999']) expect(readReference(text)).toBeNull();
});
