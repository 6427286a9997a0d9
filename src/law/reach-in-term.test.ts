// Tests from which month of a term three paid months no longer fit, under each way of counting them, and for each first month.
import { fileURLToPath } from 'node:url';
import { describe, expect, it, test } from 'vitest';
import { addMonths, monthFrom, monthsBetween, monthsFrom } from '../kernel/month.ts';
import { loadLaw } from './law-store.ts';
import { reachInTerm, tooLateFrom } from './reach-in-term.ts';

const law = loadLaw(fileURLToPath(new URL('../../law', import.meta.url)));
const table = (text: string): readonly (readonly string[])[] =>
  text
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));

describe('full JKM within the term (Permenaker 1/2025)', () => {
  // Columns posted, consecutive (the default), days: y reached, n not. Settled: all alike.
  it.each(
    table(`
    the whole half year     | 2025-07 | 2025-12 | y y y | settled
    four months             | 2025-09 | 2025-12 | y y y | settled
    exactly three months    | 2025-10 | 2025-12 | y y n | open
    two months              | 2025-11 | 2025-12 | n n n | settled
    the last month          | 2025-12 | 2025-12 | n n n | settled
    no month at all         | 2026-01 | 2025-12 | n n n | settled
    a year with its holidays unknown | 2028-09 | 2028-12 | y y y | settled
    over the end of a year  | 2025-12 | 2026-02 | y y n | open
    a term of two months    | 2026-01 | 2026-02 | n n n | settled`),
  )('%s: %s to %s', (_, first, last, readings, settled) => {
    const found = reachInTerm(law, { first: monthFrom(first ?? ''), last: monthFrom(last ?? '') });
    expect(found.readings.map(({ reached }) => (reached ? 'y' : 'n')).join(' ')).toBe(readings);
    expect(found.reached).toBe(found.readings.find(({ isDefault }) => isDefault)?.reached);
    expect(found.settled ? 'settled' : 'open').toBe(settled);
    expect([found.months, found.article, found.confidence]).toEqual([3, 'Permenaker 1/2025', found.settled ? 'secondary' : 'unverified']);
  });

  it.each(
    table(`
    half a year        | 2025-07 | 2025-12 | 2025-11 2025-11 2025-10
    a year             | 2026-01 | 2026-12 | 2026-11 2026-11 2026-10
    three months       | 2025-10 | 2025-12 | 2025-11 2025-11 2025-10
    two months         | 2025-11 | 2025-12 | 2025-11 2025-11 2025-11
    one month          | 2025-12 | 2025-12 | 2025-12 2025-12 2025-12`),
  )('additions to %s are late from, by reading: %s to %s', (_, first, last, from) => {
    const found = tooLateFrom(law, { first: monthFrom(first ?? ''), last: monthFrom(last ?? '') });
    expect(found.readings.map((one) => one.from).join(' ')).toBe(from);
    expect(found.from).toBe(found.readings[1]?.from);
    expect(found.unsettled.map(({ parameter }) => parameter)).toContain('jkm-full-minimum-counting');
  });
});

test('who is late in a term is who does not reach it: both say the same of every month', () => {
  const first = monthFrom('2025-07');
  for (const last of monthsFrom(first, addMonths(first, 14))) {
    const { from } = tooLateFrom(law, { first, last });
    for (const month of monthsFrom(first, last))
      expect(reachInTerm(law, { first: month, last }).reached, `${month} to ${last}`).toBe(from === null || monthsBetween(month, from) > 0);
  }
});

test('a term before the rule is not answered', () => {
  expect(() => reachInTerm(law, { first: monthFrom('2024-07'), last: monthFrom('2024-12') })).toThrow('has no value yet');
});
