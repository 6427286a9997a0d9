// What must hold of work gathered: everyone's own answer, nothing begun before it was asked, nobody failing for another.
import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gathered } from './gathered.ts';

test('each is answered with its own answer, in batches no larger than allowed, one batch at a time', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer(), { maxLength: 40 }), fc.integer({ min: 1, max: 7 }), async (asked, most) => {
      let [atOnce, largest] = [0, 0];
      const doubled = gathered<number, number>(
        async (batch) => {
          atOnce += 1;
          expect(atOnce).toBe(1);
          largest = Math.max(largest, batch.length);
          await pause(0);
          atOnce -= 1;
          return batch.map((one) => one * 2);
        },
        { most },
      );
      expect(await Promise.all(asked.map((one) => doubled(one)))).toEqual(asked.map((one) => one * 2));
      expect(largest).toBeLessThanOrEqual(most);
    }),
    { numRuns: 50 },
  );
});

/** As many turns of the event loop as a batch takes to begin, and more. */
const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate);
};

test('what is asked while a batch is under way is answered by the next, begun after it', async () => {
  let [begun, end] = [0, () => {}];
  const ended = new Promise<void>((resolve) => (end = resolve));
  const turn = gathered<string, number>(async (batch) => {
    begun += 1;
    const mine = begun;
    await ended;
    return batch.map(() => mine);
  });
  const first = turn('a');
  await turns();
  const others = [turn('b'), turn('c')];
  end();
  expect([await first, ...(await Promise.all(others))]).toEqual([1, 2, 2]);
});

test('what comes in the same turn, or in the next ones without a gap, is one batch', async () => {
  const together = gathered<number, number>(async (batch) => batch.map(() => batch.length));
  const first = [together(1), together(2)];
  await new Promise(setImmediate);
  const others = [together(3), together(4)];
  expect(await Promise.all([...first, ...others])).toEqual([4, 4, 4, 4]);
});

test('one that fails fails alone', async () => {
  const checked = gathered<number, number>(async (batch) => {
    await pause(1);
    if (batch.includes(3)) throw new Error('three');
    return batch;
  });
  const told = await Promise.allSettled([1, 2, 3, 4].map((one) => checked(one)));
  expect(told.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
});

test('only what is alike goes together, and as many batches at a time as there are lanes', async () => {
  const batches: string[] = [];
  let [atOnce, most, end] = [0, 0, () => {}];
  const ended = new Promise<void>((resolve) => (end = resolve));
  const told = gathered<string, string>(
    async (batch) => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      batches.push(batch.join(''));
      await ended;
      atOnce -= 1;
      return batch;
    },
    { alike: (asked) => asked.toLowerCase(), lanes: 2 },
  );
  const answers: Promise<string>[] = [];
  for (const moment of ['aAb', 'aB', 'aA']) {
    answers.push(...[...moment].map((one) => told(one)));
    await turns();
  }
  end();
  expect(await Promise.all(answers)).toEqual([...'aAbaBaA']);
  expect(batches.sort()).toEqual(['B', 'a', 'aA', 'aA', 'b']);
  expect(most).toBe(4);
});
