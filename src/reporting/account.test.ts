// What the public account withholds of an area with few people: their months and money too.
import { expect, test } from 'vitest';
import { civilDate } from '../kernel/date.ts';
import { type AccountFigures, publicAccount } from './account.ts';

const area = (code: string, people: number, months: number): AccountFigures => ({
  area: code,
  name: code,
  places: 100,
  listed: people,
  registered: people,
  protectedPeople: people,
  personMonths: months,
  posted: BigInt(months) * 16_800n,
  deaths: 0,
  claims: 0,
  claimAmount: 0n,
});

test('months and money of few people are withheld although they are many months', () => {
  const account = publicAccount({
    programme: 'p',
    title: { id: 'P', en: 'P' },
    asOf: civilDate('2025-12-31'),
    sources: { lists: 1, rows: 1, instruments: [] },
    budget: 1n,
    figures: [area('5301', 3, 18), area('5302', 4, 24), area('5303', 50, 300)],
    threshold: 5,
  });
  expect(account.areas.map((row) => [row.area, row.listed, row.personMonths, row.posted])).toEqual([
    ['5301', 'withheld', 'withheld', 'withheld'],
    ['5302', 'withheld', 'withheld', 'withheld'],
    ['5303', 50, 300, 5_040_000],
  ]);
  expect(account.totals.personMonths).toBe(342);
});
