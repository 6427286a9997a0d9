// Which tables are spread, by what, beside which; and what stands otherwise.
import { describe, expect, test } from 'vitest';
import { type PlacedTable, placement, shardCount } from './placement.ts';

/** `name class[:key] standing[:key]`, one table a line. */
const tables = (text: string): readonly PlacedTable[] =>
  text
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', declared = '', found = 'local'] = line.trim().split(/\s+/);
      const [kind, key = null] = declared.split(':');
      const [standing, standingKey = null] = found.split(':');
      return { name, class: kind as PlacedTable['class'], key, standing: standing as PlacedTable['standing'], standingKey };
    });

const plan = (text: string): readonly string[] =>
  placement(tables(text)).map(({ name, key, beside }) => `${name} ${key === null ? 'everywhere' : `by ${key}${beside === null ? '' : ` beside ${beside}`}`}`);

test('copies come first; tables of one key stand beside its first, and keys apart from each other', () => {
  expect(
    plan(`
      registry.identifier  bulk:token
      registry.population  bulk:person_key
      ledger.transfer      case
      platform.run         reference
      intake.candidate     bulk:list_id
      roster.person_month  bulk:person_key`),
  ).toEqual([
    'platform.run everywhere',
    'registry.identifier by token',
    'registry.population by person_key',
    'intake.candidate by list_id',
    'roster.person_month by person_key beside registry.population',
  ]);
});

test('what stands already is left, and a new table stands beside it', () => {
  expect(
    plan(`
      registry.death       bulk:person_key
      registry.population  bulk:person_key distributed:person_key
      platform.run         reference       reference
      ledger.transfer      case            local`),
  ).toEqual(['registry.death by person_key beside registry.population']);
});

test('a case table that statements join with bulk tables is copied too; money is not', () => {
  expect(plan('intake.list case\nledger.transfer case\nprogramme.budget_line case')).toEqual(['intake.list everywhere']);
});

describe('a table that stands otherwise than declared is a conflict that names both', () => {
  test.each([
    ['roster.share bulk:person_key distributed:month', 'Table roster.share is declared bulk (person_key) but stands on the cluster as distributed (month).'],
    ['roster.share bulk:person_key reference', 'is declared bulk (person_key) but stands on the cluster as reference.'],
    ['ledger.transfer case reference', 'Table ledger.transfer is declared case but stands on the cluster as reference.'],
    ['platform.run reference distributed:run_id', 'is declared reference but stands on the cluster as distributed (run_id).'],
  ])('%s', (line, says) => {
    expect(() => placement(tables(line))).toThrow(says);
  });
});

test.each(['0', '1025', '2.5', '', 'many'])('%j is no number of shards', (text) => {
  expect(() => shardCount(text)).toThrow('shards-not-a-number');
});
test('1 to 1024 are', () => {
  expect([shardCount('1'), shardCount('1024')]).toEqual([1, 1024]);
});
