// Tests what a set of runs says.
import { expect, test } from 'vitest';
import { growthOf, withoutFiles, type Result } from './result.ts';
import { likelyMedian, median, percentile, spread } from './statistics.ts';

// values | median | spread | 95 of 100 | where the median of many more lies
test.each([
  [[3], 3, 0, 3, [3, 3]],
  [[1, 9, 2], 2, 4, 9, [1, 9]],
  [[4, 1, 3, 2], 2.5, 1.2, 4, [1, 4]],
  [Array.from({ length: 100 }, (_, at) => at + 1), 50.5, 99 / 50.5, 95, [40, 61]],
])('of %j', (values, middle, apart, below, likely) => {
  expect([median(values), spread(values), percentile(values, 0.95), likelyMedian(values)]).toEqual([middle, apart, below, likely]);
});

const result = (name: string, size: number, seconds: number, floorSeconds: number): Result => ({
  ...{ name, size, seconds, floorSeconds, ratio: seconds / floorSeconds, spread: 0, floorSpread: 0, rows: {}, floorRows: {} },
  ...{
    nodePeakMb: 1,
    postgresPeakMb: 1,
    postgresOwnMb: 1,
    floorNodePeakMb: 1,
    floorPostgresPeakMb: 1,
    processorSeconds: 1,
    floorProcessorSeconds: 1,
    processorRatio: 1,
  },
});

test('growth is told where the same thing was measured at ten times the size', () => {
  expect(growthOf([result('a', 1000, 2, 1), result('b', 1000, 2, 1), result('a', 10_000, 21, 1), result('b', 50_000, 21, 1)])).toEqual([
    { name: 'a', from: 1000, to: 10_000, times: 10.5 },
  ]);
});

test('the month without its files is the difference of both sides', () => {
  expect(withoutFiles(result('month', 1000, 9, 4), result('month-files', 1000, 3, 1))).toMatchObject({
    name: 'month-database',
    seconds: 6,
    floorSeconds: 3,
    ratio: 2,
  });
});
