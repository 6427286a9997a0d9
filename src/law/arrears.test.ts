// Tests arrears month by month.
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { civilDate } from '../kernel/date.ts';
import { arrears } from './arrears.ts';
import { loadLaw } from './law-store.ts';

const law = loadLaw(fileURLToPath(new URL('../../law', import.meta.url)));

describe('arrears', () => {
  const cases = `
    unpaid  state       left  death
    0       paid-up     3     null
    1       in-arrears  2     held-until-settled
    2       in-arrears  1     held-until-settled
    3       in-arrears  0     held-until-settled
    4       inactive    0     not-covered`;
  it.each(
    cases
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/)),
  )('%s unpaid: %s', (unpaid, state, left, death) => {
    const found = arrears({ law, on: civilDate('2025-10-16'), unpaidMonths: Number(unpaid) });
    expect([found.state, String(found.monthsLeft), String(found.death)]).toEqual([state, left, death]);
    expect(found.unsettled.map((open) => open.parameter)).toEqual(state === 'in-arrears' ? ['death-in-arrears'] : []);
  });

  it('refuses a count that is not whole', () => {
    expect(() => arrears({ law, on: civilDate('2025-10-16'), unpaidMonths: -1 })).toThrow('unpaid-months-not-whole');
  });
});
