// Tests how families, children and events are read from the words of a form; a word nobody knows is told, never guessed.
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { civilDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import { loadLaw } from '../law/law-store.ts';
import { baseBehind, childrenFrom, eventOf, familyFrom, supposedMonths } from './estimate-question.ts';

const law = loadLaw(fileURLToPath(new URL('../../law', import.meta.url)));
const codeOf = (work: () => unknown): string => {
  try {
    return JSON.stringify(work());
  } catch (error) {
    return error instanceof Fault ? error.code : String(error);
  }
};

describe('a family', () => {
  it.each([
    ['spouse', '[{"relation":"spouse"}]'],
    ['Spouse; child 2015-03-02', '[{"relation":"spouse"},{"relation":"child","birth":"2015-03-02"}]'],
    ['child 2003-02-01 missing', '[{"relation":"child","birth":"2003-02-01","missing":true}]'],
    ['who-buried;', '[{"relation":"who-buried"}]'],
    ['', '[]'],
    ['village-head', 'family-not-readable'],
    ['child 2015-13-02', 'family-not-readable'],
    ['spouse of the agent', 'family-not-readable'],
  ])('%s', (text, expected) => expect(codeOf(() => familyFrom(text))).toBe(expected));
});

describe('children', () => {
  it.each([
    ['sd 2 2018-05-01', '[{"level":"sd","year":2,"birth":"2018-05-01"}]'],
    ['sma 1 2009-05-01 married', '[{"level":"sma","year":1,"birth":"2009-05-01","married":true}]'],
    ['sd second 2018-05-01', 'children-not-readable'],
    ['sd 2 2018-02-30', 'children-not-readable'],
  ])('%s', (text, expected) => expect(codeOf(() => childrenFrom(text))).toBe(expected));
});

it('a base is told from a contribution only where the law has such a base', () => {
  const on = civilDate('2025-08-01');
  expect([10_000n, 12_000n, 11_111n].map((jkk) => baseBehind(law, jkk, on))).toEqual([1_000_000n, 1_200_000n, null]);
});

it('an accident takes the base given, else the one posted, else the least of the law', () => {
  const base = (given: number | undefined, posted: bigint | null) => {
    const event = eventOf(law, { event: 'accident', on: '2025-08-01', outcome: 'death', base: given }, posted);
    return event.kind === 'accident' ? event.base : null;
  };
  expect([base(2_000_000, 1_200_000n), base(undefined, 1_200_000n), base(undefined, null)]).toEqual([2_000_000n, 1_200_000n, 1_000_000n]);
});

it('supposed months follow each other over the new year', () => {
  expect(supposedMonths('2025-11', 3).map(({ month, postedOn }) => `${month} ${postedOn}`)).toEqual([
    '2025-11 2025-11-01',
    '2025-12 2025-12-01',
    '2026-01 2026-01-01',
  ]);
});
