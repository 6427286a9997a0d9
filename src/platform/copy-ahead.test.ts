// Work ahead of its taker: in order, no further than allowed, ended with him.
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { madeAhead } from './copy-ahead.ts';

/** Counts to `last`, then ends or throws; says what it has made and whether it was closed. */
function counter(last: number, failure?: Error) {
  const seen = { made: 0, closed: false };
  async function* count(): AsyncGenerator<number, void, undefined> {
    try {
      while (seen.made < last) {
        await turn();
        yield (seen.made += 1);
      }
      if (failure !== undefined) throw failure;
    } finally {
      seen.closed = true;
    }
  }
  return { seen, count: count() };
}
const settled = async (): Promise<void> => {
  for (let turns = 0; turns < 50; turns += 1) await turn();
};

test('everything arrives in order, whatever is made ahead', async () => {
  for (const most of [1, 3, 100]) {
    const { seen, count } = counter(20);
    const taken: number[] = [];
    for await (const number of madeAhead(count, most)) taken.push(number);
    expect(taken).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    expect(seen.closed).toBe(true);
  }
});

test('while the taker is busy, as many are made as he allows and no more', async () => {
  const { seen, count } = counter(20);
  const ahead = madeAhead(count, 4);
  expect((await ahead.next()).value).toBe(1);
  await settled();
  expect(seen.made).toBe(4);
  await ahead.next();
  await settled();
  expect(seen.made).toBe(5);
  await ahead.return();
  expect(seen.closed).toBe(true);
});

test('what weighs more leaves room for fewer, and what weighs more than is allowed still comes', async () => {
  const { seen, count } = counter(6);
  const ahead = madeAhead(count, 6, (number) => number);
  expect((await ahead.next()).value).toBe(1);
  await settled();
  expect(seen.made).toBe(3); // 1 + 2 + 3
  await ahead.next();
  await settled();
  expect(seen.made).toBe(4); // 2 + 3, and 4 beyond
  const others: number[] = [];
  for await (const number of ahead) others.push(number);
  expect(others).toEqual([3, 4, 5, 6]);
  const alone: number[] = [];
  for await (const number of madeAhead(counter(3).count, 1, () => 100)) alone.push(number);
  expect(alone).toEqual([1, 2, 3]);
});

test('a weight that is none fails at once, after what was made before it', async () => {
  for (const weight of [Number.NaN, Infinity, -1]) {
    const { seen, count } = counter(3);
    const ahead = madeAhead(count, 10, (number) => (number === 2 ? weight : 1));
    expect((await ahead.next()).value).toBe(1);
    await expect(ahead.next()).rejects.toThrow('a weight is a number of something');
    expect(seen.closed).toBe(true);
  }
});

test('an error arrives after what was made before it', async () => {
  const ahead = madeAhead(counter(2, new Error('third')).count, 10);
  await settled();
  expect([(await ahead.next()).value, (await ahead.next()).value]).toEqual([1, 2]);
  await expect(ahead.next()).rejects.toThrow('third');
});
