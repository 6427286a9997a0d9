// Tests that a value is found by date, that a date the law does not reach is a fault, and that citations are kept.
import { describe, expect, it } from 'vitest';
import { civilDate } from '../kernel/date.ts';
import { LawReading, citationJson, jsonValue, nearNames, unsettledBehind, weakest } from './law.ts';
import { parameterSchema, valueOn } from './parameter.ts';

const said = { source: 'an act', confidence: 'secondary' };
const file = {
  name: 'made-up-amount',
  title: { id: 'Jumlah', en: 'Amount' },
  unit: 'rupiah',
  article: 'art. 1',
  values: [
    { from: '2020-01-01', to: '2020-12-31', value: 100, ...said },
    { from: '2021-03-01', to: '2021-12-31', value: 200, ...said },
    { from: '2022-01-01', value: 300, ...said },
  ],
};

describe('valueOn', () => {
  const parameter = parameterSchema.parse(file);
  const cases = `
    on          value
    2019-12-31  law-has-no-value-yet
    2020-01-01  100
    2020-12-31  100
    2021-01-01  law-has-no-value-on-date
    2021-02-28  law-has-no-value-on-date
    2021-03-01  200
    2021-12-31  200
    2022-01-01  300
    2099-01-01  300`;
  it.each(
    cases
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/)),
  )('on %s: %s', (on, value) => {
    const ask = () => JSON.stringify(jsonValue(valueOn(parameter, civilDate(on ?? '')).value));
    if (/^\d/.test(value ?? '')) expect(ask()).toBe(value);
    else expect(ask).toThrow(value);
  });
});

describe('the shape of a file', () => {
  const two = {
    default: 'yes',
    why: { id: 'a', en: 'b' },
    choices: [
      { name: 'yes', id: 'a', en: 'b' },
      { name: 'no', id: 'a', en: 'b' },
    ],
  };
  const cases: readonly (readonly [string, object, string])[] = [
    ['a float', { values: [{ from: '2020-01-01', value: 1.5, ...said }] }, 'values.0.value'],
    ['text for rupiah', { values: [{ from: '2020-01-01', value: '100', ...said }] }, 'values.0.value'],
    ['no real date', { values: [{ from: '2020-02-30', value: 1, ...said }] }, 'values.0.from'],
    ['an unquoted date made a Date', { values: [{ from: new Date(0), value: 1, ...said }] }, 'values.0.from'],
    ['an end before its start', { values: [{ from: '2020-02-01', to: '2020-01-01', value: 1, ...said }] }, 'values.0.to'],
    [
      'values that overlap',
      {
        values: [
          { from: '2020-01-01', value: 1, ...said },
          { from: '2021-01-01', value: 1, ...said },
        ],
      },
      'values.1.from',
    ],
    ['an unknown confidence', { values: [{ from: '2020-01-01', value: 1, source: 'x', confidence: 'sure' }] }, 'values.0.confidence'],
    ['no source', { values: [{ from: '2020-01-01', value: 1, source: '', confidence: 'statute' }] }, 'values.0.source'],
    ['an unknown unit', { unit: 'furlong' }, 'unit'],
    ['an unknown field', { amount: 1 }, ''],
    ['a choice without alternatives', { unit: 'choice', values: [{ from: '2020-01-01', value: 'yes', ...said }] }, 'alternatives'],
    ['a choice not among them', { unit: 'choice', values: [{ from: '2020-01-01', value: 'maybe', ...said }], alternatives: two }, 'values.0.value'],
    ['a default not in force', { unit: 'choice', values: [{ from: '2020-01-01', value: 'no', ...said }], alternatives: two }, 'alternatives.default'],
    [
      'bands that descend',
      {
        unit: 'income-bands',
        values: [
          {
            from: '2020-01-01',
            value: [
              { from: 5, base: 1 },
              { from: 1, base: 1 },
            ],
            ...said,
          },
        ],
      },
      'values.0.value',
    ],
  ];
  it.each(cases)('%s is refused', (_, change, place) => {
    const found = parameterSchema.safeParse({ ...file, ...change });
    expect(found.error?.issues[0]?.path.join('.')).toBe(place);
  });
});

describe('a reading', () => {
  const law = { parameters: new Map([['made-up-amount', parameterSchema.parse(file)]]), version: 'x' };

  it('cites each use once, with value, unit, date, article, source and confidence', () => {
    const reading = new LawReading(law, civilDate('2022-06-01'));
    expect(reading.take('made-up-amount', 'rupiah')).toBe(300n);
    reading.take('made-up-amount', 'rupiah');
    expect(reading.citations.map(citationJson)).toEqual([
      {
        parameter: 'made-up-amount',
        value: 300,
        unit: 'rupiah',
        on: '2022-06-01',
        from: '2022-01-01',
        article: 'art. 1',
        source: 'an act',
        confidence: 'secondary',
      },
    ]);
    expect(weakest(reading.citations)).toBe('secondary');
    expect(unsettledBehind(law, reading.citations)).toEqual([]);
  });

  it('holds a wrong unit for a bug and an unknown name for a fault with near names', () => {
    const reading = new LawReading(law, civilDate('2022-06-01'));
    expect(() => reading.take('made-up-amount', 'months')).toThrow('assertion failed');
    expect(() => reading.take('made-up-amont', 'rupiah')).toThrow('made-up-amount');
    expect(nearNames(law, 'amount')).toEqual(['made-up-amount']);
  });
});
