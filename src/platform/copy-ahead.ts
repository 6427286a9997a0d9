// Decides how far work runs ahead of whoever takes its results: the next ones are made while he is busy, and no more than he allows.

import { assert } from '../kernel/fault.ts';

/**
 * The results of `source` in order, made before they are asked for while those made, with the one in his hands, weigh less than `most` (each 1 unless `weigh`
 * says otherwise). An error arrives after the results before it.
 */
export async function* madeAhead<Result>(
  source: AsyncGenerator<Result, void, undefined>,
  most: number,
  weigh: (result: Result) => number = () => 1,
): AsyncGenerator<Result, void, undefined> {
  assert(most > 0, 'something is made ahead');
  const made: { readonly result: Result; readonly weight: number }[] = [];
  const ahead = { weight: 0, ended: false, failures: [] as unknown[] };
  let making: Promise<void> | null = null;
  let told = (): void => {};
  const make = async (): Promise<void> => {
    try {
      while (!ahead.ended && ahead.weight < most) {
        const next = await source.next();
        if (next.done === true) ahead.ended = true;
        else {
          const weight = weigh(next.value);
          assert(weight >= 0 && weight < Infinity, 'a weight is a number of something');
          made.push({ result: next.value, weight });
          ahead.weight += weight;
        }
        told();
      }
    } catch (error) {
      ahead.ended = true;
      ahead.failures.push(error);
      told();
    }
    making = null;
  };
  try {
    for (;;) {
      if (!ahead.ended && ahead.weight < most) making ??= make();
      while (made.length === 0 && !ahead.ended) await new Promise<void>((resolve) => (told = resolve));
      const [next] = made.splice(0, 1);
      if (next === undefined) {
        if (ahead.failures.length > 0) throw ahead.failures[0];
        return;
      }
      yield next.result;
      ahead.weight -= next.weight;
    }
  } finally {
    await source.return();
  }
}
