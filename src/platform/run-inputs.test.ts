// What differs between two inputs is named, and nothing else is.
import { expect, test } from 'vitest';
import { inputDifferences } from './run-inputs.ts';

const recorded = {
  lists: ['aa', 'bb'],
  decisions: [],
  registers: { population: [{ asOf: '2025-06-15', basis: 'snapshot', digest: 'd1' }], deaths: [] },
  policy: 'p1',
  quotas: [
    ['5311', 4],
    ['5303', 2],
  ],
};

test.each<[string, unknown, ReturnType<typeof inputDifferences>]>([
  ['nothing', structuredClone(recorded), []],
  ['keys in another order', Object.fromEntries(Object.entries(recorded).reverse()), []],
  ['a list more and one less', { ...recorded, lists: ['bb', 'cc'] }, [{ input: 'lists', recorded: ['aa'], current: ['cc'] }]],
  ['the order of a list', { ...recorded, lists: ['bb', 'aa'] }, [{ input: 'lists', recorded: ['aa', 'bb'], current: ['bb', 'aa'] }]],
  [
    'one register of two',
    { ...recorded, registers: { ...recorded.registers, population: [{ basis: 'snapshot', asOf: '2025-09-30', digest: 'd2' }] } },
    [{ input: 'registers.population', recorded: ['asOf 2025-06-15, basis snapshot, digest d1'], current: ['basis snapshot, asOf 2025-09-30, digest d2'] }],
  ],
  ['a word', { ...recorded, policy: 'p2' }, [{ input: 'policy', recorded: ['p1'], current: ['p2'] }]],
  [
    'a pair',
    {
      ...recorded,
      quotas: [
        ['5311', 5],
        ['5303', 2],
      ],
    },
    [{ input: 'quotas', recorded: ['5311 4'], current: ['5311 5'] }],
  ],
  ['an input that was not asked for', { ...recorded, weather: 'rain' }, [{ input: 'weather', recorded: [], current: ['rain'] }]],
])('%s', (_, current, expected) => {
  expect(inputDifferences(recorded, current)).toEqual(expected);
});
