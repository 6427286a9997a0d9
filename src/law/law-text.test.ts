// Values of the law in words: no code of a rule, a choice or an item stands on a page.
import { expect, test } from 'vitest';
import { lawFolder } from '../platform/workplace.ts';
import { loadLaw } from './law-store.ts';
import { valueWords } from './law-text.ts';

const law = loadLaw(lawFolder);

test.each([...law.parameters.values()].filter(({ unit }) => ['rule', 'choice', 'items'].includes(unit)))('$name is said in words', (parameter) => {
  for (const { value } of parameter.values) {
    for (const locale of ['id', 'en'] as const) {
      for (const line of valueWords(parameter, value, locale)) expect(line).not.toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
    }
  }
});

test('a number has its unit in one language', () => {
  const hours = law.parameters.get('accident-report-hours');
  const value = hours?.values[0]?.value;
  if (hours === undefined || value === undefined) throw new Error('the parameter is there');
  expect([valueWords(hours, value, 'id'), valueWords(hours, value, 'en')]).toEqual([['48 jam'], ['48 hours']]);
});
