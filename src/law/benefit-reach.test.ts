// Tests that every rule of the benefits answers for each month from 2015 to next year, or says why it cannot: a date, a parameter, what to add.
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Fault } from '../kernel/fault.ts';
import { firstDayOf, monthFrom, monthsFrom } from '../kernel/month.ts';
import { benefitRules, reachOf } from './benefit-reach.ts';
import { loadLaw } from './law-store.ts';
import { valueOn } from './parameter.ts';

const law = loadLaw(fileURLToPath(new URL('../../law', import.meta.url)));
const [first, last] = [monthFrom('2015-01'), monthFrom('2027-12')];

describe('each rule of the benefits, month by month from 2015-01 to 2027-12; a parameter where no source reaches', () => {
  const table = `
    jkm-death                    | until 2025-01 jkm-full-minimum-months | until 2027-12 answers
    jkk-death                    | until 2019-12 jkk-waiting-months | until 2027-12 answers
    jkk-total-disability         | until 2019-12 jkk-waiting-months | until 2027-12 answers
    jkk-partial-disability       | until 2019-12 jkk-waiting-months | until 2027-12 answers
    jkk-functional-loss          | until 2019-12 jkk-waiting-months | until 2027-12 answers
    jkk-temporary-incapacity     | until 2019-12 jkk-waiting-months | until 2027-12 answers
    jkk-transport                | until 2019-12 jkk-waiting-months | until 2027-12 answers
    jkk-care-and-aids            | until 2019-12 jkk-waiting-months | until 2027-12 answers
    scholarship-after-accident   | until 2019-12 jkk-scholarship-minimum-months | until 2027-12 answers
    scholarship-after-death      | until 2015-06 jkm-scholarship-minimum-months | until 2019-12 jkm-scholarship-continuity | until 2027-12 answers
    scholarship-by-child         | until 2019-12 scholarship-levels | until 2027-12 answers
    heirs                        | until 2015-06 heir-order | until 2027-12 answers
    time-bar-jkk                 | until 2015-06 jkk-time-bar | until 2027-12 answers
    time-bar-jkm                 | until 2019-12 jkm-claim-time-bar | until 2027-12 answers
    payment-deadline-jkm         | until 2015-06 jkm-payment-days | until 2024-12 collective-leave-in-payment-deadline | until 2026-11 answers | until 2027-12 public-holidays
    payment-deadline-jkk         | until 2015-06 jkk-payment-days | until 2024-12 collective-leave-in-payment-deadline | until 2026-11 answers | until 2027-12 public-holidays`;
  const expected = new Map(
    table
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/\s*\|\s*/))
      .map(([rule = '', ...reaches]) => [rule, reaches]),
  );
  it.each(benefitRules)('%s', (rule) => {
    expect(reachOf(law, rule, first, last).map(({ to, why }) => `until ${to} ${why === null ? 'answers' : /"([^"]+)"/.exec(why.text.en)?.[1]}`)).toEqual(
      expected.get(rule),
    );
  });
});

describe('each parameter', () => {
  it.each([...law.parameters.keys()])('%s has a value for each month, or says from when it has one', (name) => {
    const parameter = law.parameters.get(name);
    if (parameter === undefined) throw new Error(name);
    for (const month of monthsFrom(first, last)) {
      try {
        expect(valueOn(parameter, firstDayOf(month)).source).not.toBe('');
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        expect([error.kind, error.text.en]).toEqual(['not-found', expect.stringContaining(`law/${name}.yaml`)]);
      }
    }
  });
});
