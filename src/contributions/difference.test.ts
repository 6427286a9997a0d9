// Tests every class of difference by table, and that a month agrees only when nothing is wrong.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { civilDate } from '../kernel/date.ts';
import { monthFrom } from '../kernel/month.ts';
import { type PersonMonthFacts, countedUnder, differencesOf } from './difference.ts';

const month = monthFrom('2025-08');
const agreed: PersonMonthFacts = { charged: true, paid: true, posted: true, postingsCame: true, diedOn: null, otherPayer: null, repeated: 0, otherName: false };
const died = (on: string) => ({ diedOn: civilDate(on) });

test.each<[Partial<PersonMonthFacts>, string]>([
  [{}, ''],
  [{ posted: false }, 'paid-not-posted'],
  [{ posted: false, postingsCame: false }, ''],
  [{ paid: false }, 'posted-not-paid'],
  [{ charged: false }, 'posted-not-paid'],
  [{ paid: false, posted: false }, ''],
  [died('2025-07-31'), 'paid-for-the-dead'],
  [died('2025-08-01'), ''],
  [{ ...died('2025-07-31'), paid: false, posted: false }, ''],
  [{ ...died('2025-07-31'), posted: false }, 'paid-not-posted paid-for-the-dead'],
  [{ repeated: 1 }, 'paid-twice'],
  [{ otherPayer: 'PT CONTOH' }, 'paid-by-two-payers'],
  [{ otherName: true }, 'posted-under-another-name'],
  [{ otherName: true, posted: false }, 'paid-not-posted'],
])('%o: %s', (facts, expected) => {
  expect(differencesOf({ ...agreed, ...facts }, month).join(' ')).toBe(expected);
});

test('a person-month is counted once: as agreed exactly when it is paid, posted and nothing differs', () => {
  const facts = fc.record<PersonMonthFacts>({
    charged: fc.boolean(),
    paid: fc.boolean(),
    posted: fc.boolean(),
    postingsCame: fc.boolean(),
    diedOn: fc.constantFrom(null, civilDate('2025-07-01'), civilDate('2025-08-31')),
    otherPayer: fc.constantFrom(null, 'PT CONTOH'),
    repeated: fc.nat({ max: 2 }),
    otherName: fc.boolean(),
  });
  fc.assert(
    fc.property(facts, (one) => {
      const found = differencesOf(one, month);
      const counted = countedUnder(one, month);
      expect(counted === 'agreed').toBe(one.charged && one.paid && one.posted && found.length === 0);
      if (found.length > 0) expect(found).toContain(counted);
      // Nothing paid or posted cannot be wrong.
      if (!one.paid && !one.posted) expect(found).toEqual([]);
    }),
  );
});
