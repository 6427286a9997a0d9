// Tries decisions about whom a row means, one case a row.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { civilDate } from '../kernel/date.ts';
import { dateLikeness } from './date-likeness.ts';
import { matchFindings } from './findings.ts';
import { type IdentityVerdict, type MatchInput, type PopulationAnswer, decideMatch } from './match.ts';

const row = { name: 'Maria Bere', birthDate: civilDate('1985-12-10'), sex: 'P', hasNik: true };

const answers: Readonly<Record<string, PopulationAnswer>> = {
  unknown: 'unknown',
  absent: 'not-found',
  same: { name: 'MARIA BERE', birthDate: civilDate('1985-12-10'), sex: 'P' },
  'other-spelling': { name: 'MARIAH BERE', birthDate: civilDate('1985-12-10'), sex: 'P' },
  'half-name': { name: 'MARIA SERAN', birthDate: civilDate('1985-12-10'), sex: 'P' },
  'other-name': { name: 'YOHANES KLAU', birthDate: civilDate('1985-12-10'), sex: 'L' },
  'other-date': { name: 'MARIA BERE', birthDate: civilDate('1979-03-22'), sex: 'P' },
  'slip-date': { name: 'MARIA BERE', birthDate: civilDate('1985-10-12'), sex: 'P' },
  'half-and-slip': { name: 'MARIA SERAN', birthDate: civilDate('1985-10-12'), sex: 'P' },
  'half-and-date': { name: 'MARIA SERAN', birthDate: civilDate('1979-03-22'), sex: 'P' },
  husband: { name: 'YOHANES KLAU', birthDate: civilDate('1979-03-22'), sex: 'L' },
  'other-and-slip': { name: 'YOHANES KLAU', birthDate: civilDate('1985-10-12'), sex: 'P' },
  nameless: { name: null, birthDate: civilDate('1985-12-10'), sex: null },
  empty: { name: null, birthDate: null, sex: null },
};

// answer | repeats a row of | decision | outcome | reasons
const cases = `
same            nothing      -         accept
other-spelling  nothing      -         accept
half-name       nothing      -         review name-differs
other-name      nothing      -         review name-differs sex-differs
other-date      nothing      -         review birth-date-differs
slip-date       nothing      -         accept birth-date-nearly-agrees
half-and-slip   nothing      -         review name-differs birth-date-differs
half-and-date   nothing      -         review name-differs birth-date-differs
husband         nothing      -         reject nik-of-another-person sex-differs
other-and-slip  nothing      -         review name-differs birth-date-differs
nameless        nothing      -         accept name-not-compared
empty           nothing      -         accept name-not-compared
unknown         nothing      -         review population-not-answered
absent          nothing      -         reject nik-not-in-population
same            same-list    -         reject twice-in-list
same            another-list -         reject twice-across-lists
unknown         same-list    -         reject twice-in-list population-not-answered
husband         another-list -         reject twice-across-lists nik-of-another-person sex-differs
half-name       nothing      same      accept identity-confirmed
other-date      nothing      same      accept identity-confirmed
husband         nothing      same      accept identity-confirmed sex-differs
same            nothing      same      accept
half-name       same-list    same      reject twice-in-list identity-confirmed
unknown         nothing      same      review population-not-answered
absent          nothing      same      reject nik-not-in-population
half-name       nothing      different reject decided-to-be-another-person name-differs
same            nothing      different reject decided-to-be-another-person
`;

describe('which person a row means', () => {
  it.each(
    cases
      .trim()
      .split('\n')
      .map((line) => line.split(/ +/)),
  )('%s, repeats %s, decided %s: %s', (answer, repeated, decided, outcome, ...reasons) => {
    const decision = decided === '-' ? null : (`${decided}-person` as IdentityVerdict);
    const input: MatchInput = {
      row,
      repeats: repeated === 'nothing' ? null : (repeated as MatchInput['repeats']),
      register: answers[answer] as PopulationAnswer,
      decision,
    };
    const match = decideMatch(input);
    expect([match.outcome, ...match.reasons]).toEqual([outcome, ...reasons.filter((reason) => reason !== undefined && reason !== '')]);
  });

  it('nobody, without a NIK that can be read', () => {
    expect(decideMatch({ row: { ...row, hasNik: false }, repeats: null, register: 'unknown', decision: null })).toEqual({
      outcome: 'reject',
      reasons: ['nik-unreadable'],
      nameLikeness: null,
    });
  });

  it('follows the thresholds of the policy', () => {
    const input: MatchInput = { row, repeats: null, register: answers['half-name'] as PopulationAnswer, decision: null };
    const likeness = decideMatch(input).nameLikeness as number;
    expect(decideMatch(input, { nameAlike: likeness, nameStrange: 0 }).outcome).toBe('accept');
    expect(decideMatch(input, { nameAlike: likeness + 1, nameStrange: 0 }).outcome).toBe('review');
  });

  it('always has its reasons once, in declared order, and the outcome they give; only `accept` is without a reason against', () => {
    const names = fc.option(fc.constantFrom('Maria Bere', 'Yohanes Klau', 'Maria Seran'));
    const dates = fc.option(fc.constantFrom(civilDate('1985-12-10'), civilDate('1985-10-12'), civilDate('1970-01-01')));
    const sexes = fc.option(fc.constantFrom('L', 'P'));
    const input = fc.record({
      row: fc.record({ name: names, birthDate: dates, sex: sexes, hasNik: fc.boolean() }),
      repeats: fc.constantFrom(null, 'same-list' as const, 'another-list' as const),
      register: fc.oneof(fc.constantFrom('unknown' as const, 'not-found' as const), fc.record({ name: names, birthDate: dates, sex: sexes })),
      decision: fc.constantFrom(null, 'same-person' as const, 'different-person' as const),
    });
    fc.assert(
      fc.property(input, (one) => {
        const match = decideMatch(one);
        expect(match.reasons).toEqual(matchFindings.ordered(match.reasons));
        expect(match.outcome).toBe(matchFindings.outcome(match.reasons));
        if (one.register === 'unknown' || one.register === 'not-found') expect(match.outcome).not.toBe('accept');
      }),
    );
  });
});

describe('two birth dates', () => {
  it.each([
    ['1985-12-10', '1985-12-10', 'same'],
    ['1985-12-10', '1985-10-12', 'slip'],
    ['1985-12-10', '1985-12-11', 'slip'],
    ['1985-12-10', '1975-12-10', 'slip'],
    ['1985-12-10', '1958-12-10', 'slip'],
    ['1985-12-10', '1985-01-01', 'slip'],
    ['1985-12-10', '1985-12-31', 'slip'],
    ['1985-12-10', '1986-12-31', 'different'],
    ['1985-12-10', '1979-03-22', 'different'],
    ['1985-12-10', '1984-12-09', 'different'],
    ['1985-01-12', '1985-02-11', 'different'],
    ['1985-01-12', '1985-10-12', 'slip'],
  ])('%s and %s: %s', (a, b, likeness) => {
    expect(dateLikeness(civilDate(a), civilDate(b))).toBe(likeness);
    expect(dateLikeness(civilDate(b), civilDate(a))).toBe(likeness);
  });
});
