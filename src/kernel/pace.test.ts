// How fast work goes and how long it still takes, as a table.
import { expect, test } from 'vitest';
import { clockText, paceOf } from './pace.ts';

test.each`
  seconds | done   | of     | rows    | rate    | left
  ${0.5}  | ${10}  | ${100} | ${0}    | ${null} | ${null}
  ${10}   | ${0}   | ${100} | ${0}    | ${null} | ${null}
  ${10}   | ${25}  | ${100} | ${0}    | ${3}    | ${30}
  ${10}   | ${25}  | ${100} | ${5000} | ${500}  | ${30}
  ${10}   | ${25}  | ${0}   | ${5000} | ${500}  | ${null}
  ${10}   | ${100} | ${100} | ${0}    | ${10}   | ${0}
`('$done of $of ($rows rows) after $seconds s: $rate a second, $left s left', ({ seconds, done, of, rows, rate, left }: Record<string, number>) => {
  expect(paceOf({ seconds: seconds ?? 0, done: done ?? 0, of: of ?? 0, rows: rows ?? 0 })).toEqual({ rate, secondsLeft: left });
});

test.each([
  [0, '0:00'],
  [42.7, '0:42'],
  [725, '12:05'],
  [3727, '1:02:07'],
])('%s seconds are %s', (seconds, text) => expect(clockText(seconds)).toBe(text));
