// Tests what is said of growth where sizes were measured by turns.
import { describe, expect, it } from 'vitest';
import { readOptions } from './options.ts';
import { type Result, growthOf } from './result.ts';

const result = (of: Pick<Result, 'name' | 'size' | 'seconds' | 'each'>): Result => ({ ...of }) as Result;

describe('growth', () => {
  it('is the middle of the rounds where sizes were measured by turns: a slow minute counts in its round alone', () => {
    const small = result({ name: 'register-load', size: 1000, seconds: 2, each: [2, 1, 4] });
    const large = result({ name: 'register-load', size: 10_000, seconds: 20, each: [20, 10.5, 42] });
    expect(growthOf([small, large])).toEqual([{ name: 'register-load', from: 1000, to: 10_000, times: 10.5, rounds: [10, 10.5, 10.5] }]);
  });
  it('is asked of two sizes at least', () => {
    expect(readOptions(['--growth', '--size', '1000'])).toMatch('Growth is between sizes');
    expect(readOptions(['--growth', '--size', '1000,10000', '--only', 'register-load'])).toMatchObject({ growth: true, sizes: [1000, 10_000], lean: false });
  });
});
