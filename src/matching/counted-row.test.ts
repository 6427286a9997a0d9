// Tries which of a person's rows counts, one stream a row of the table: people by letter, what each row would be for itself by its first letter.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../kernel/outcome.ts';
import { CountedRow } from './counted-row.ts';

const outcomes: Readonly<Record<string, Outcome>> = { a: 'accept', r: 'reject', w: 'review' };

/** Per row of the stream: the number of the row that counts in its place, or `-`. A repeat is rejected, whatever it would be for itself. */
function countedIn(stream: readonly (readonly [person: string | null, alone: Outcome])[]): readonly string[] {
  const rows = new CountedRow();
  return stream.map(([person, alone], index) => {
    const counted = rows.before(person);
    rows.judged({ listId: 'list', fileDigest: 'file', rowNo: index + 1 }, counted === null ? alone : 'reject');
    return counted === null ? '-' : String(counted.rowNo);
  });
}

// rows in the order received         | repeats row
const cases = `
A:a                                    | -
A:a A:a A:a                            | - 1 1
A:r A:a A:a                            | - - 2
A:r A:r A:w A:a                        | - - - 3
A:w A:a                                | - 1
A:r A:r                                | - -
A:a B:a A2:a                           | - - -
A:a B:r B:a C:a C:a                    | - - - - 4
0:a 0:a                                | - -
A:a 0:r A:a                            | - - -
`;

describe('of the rows of one person', () => {
  it.each(
    cases
      .trim()
      .split('\n')
      .map((line) => line.split('|').map((part) => part.trim())),
  )('%s: %s', (stream = '', expected = '') => {
    const rows = stream.split(' ').map((one) => {
      const [person = '', outcome = ''] = one.split(':');
      return [person === '0' ? null : person, outcomes[outcome] as Outcome] as const;
    });
    expect(countedIn(rows).join(' ')).toBe(expected);
  });

  it('one counts at most, and it is the first that is not rejected for itself', () => {
    const alone = fc.constantFrom<Outcome>('accept', 'reject', 'review');
    fc.assert(
      fc.property(fc.array(fc.array(alone, { minLength: 1, maxLength: 5 })), (people) => {
        const stream = people.flatMap((rows, person) => rows.map((outcome) => [`person ${person}`, outcome] as const));
        let before = 0;
        const expected = people.flatMap((rows) => {
          const first = rows.findIndex((outcome) => outcome !== 'reject');
          const place = before + first + 1;
          before += rows.length;
          return rows.map((_, index) => (first === -1 || index <= first ? '-' : String(place)));
        });
        expect(countedIn(stream)).toEqual(expected);
      }),
    );
  });
});
