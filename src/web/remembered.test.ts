// Decides that counted figures are remembered, that only whoever begins a count waits for it, and that a failed count is told once and tried again.
import { expect, test } from 'vitest';
import { remembered } from './remembered.ts';

/** A count that ends when told. */
function counting() {
  let end = (_value: number): void => {};
  let fail = (_error: Error): void => {};
  let begun = 0;
  return {
    count: () => {
      begun += 1;
      return new Promise<number>((resolve, reject) => {
        [end, fail] = [resolve, reject];
      });
    },
    end: (value: number) => end(value),
    fail: (error: Error) => fail(error),
    begun: () => begun,
  };
}

test('a quick count is shown to whoever begins it, and not counted again', async () => {
  const kept = remembered();
  expect(await kept.look('a', async () => 1)).toBe(1);
  expect(await kept.look('a', async () => 2)).toBe(1);
  expect(await kept.look('b', async () => 3)).toBe(3);
});

test('a slow count is begun once; who comes meanwhile does not wait for it, and who comes later sees it', async () => {
  const [kept, slow] = [remembered(), counting()];
  const first = kept.look('a', slow.count);
  expect(await kept.look('a', slow.count)).toBeUndefined();
  expect(await first).toBeUndefined();
  slow.end(7);
  await Promise.resolve();
  expect(await kept.look('a', slow.count)).toBe(7);
  expect(slow.begun()).toBe(1);
});

test('a count that fails after everybody left is told to the next, once, and then tried again', async () => {
  const [kept, slow] = [remembered(), counting()];
  expect(await kept.look('a', slow.count)).toBeUndefined();
  slow.fail(new Error('the database went away'));
  await new Promise(setImmediate);
  await expect(kept.look('a', slow.count)).rejects.toThrow('the database went away');
  expect(await kept.look('a', async () => 5)).toBe(5);
});

test('what is known in a moment is waited for by all who ask, counted once, and a failure told to each of them and tried again', async () => {
  const [kept, slow] = [remembered(), counting()];
  const both = [kept.know('a', slow.count), kept.know('a', slow.count)];
  slow.end(4);
  expect(await Promise.all(both)).toEqual([4, 4]);
  expect(await kept.know('a', slow.count)).toBe(4);
  expect(slow.begun()).toBe(1);
  const failing = [kept.know('b', slow.count), kept.know('b', slow.count)];
  slow.fail(new Error('the database went away'));
  expect((await Promise.allSettled(failing)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await kept.know('b', async () => 5)).toBe(5);
});
