// The law comes back from the database's JSON as it was read from its files.
import { expect, test } from 'vitest';
import { lawFolder } from '../../test/law-folder.ts';
import { loadLaw } from './law-store.ts';
import type { Law } from './law.ts';
import { lawDifference, recordedLaw } from './recorded-law.ts';

const law = loadLaw(lawFolder);
/** As `recordLawVersion` writes it and PostgreSQL gives it back: keys of objects in another order. */
const stored = (of: Law): unknown =>
  JSON.parse(
    JSON.stringify([...of.parameters.values()], (_, part: unknown) => (typeof part === 'bigint' ? part.toString() : part)),
    (_, part: unknown) => (typeof part === 'object' && part !== null && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).reverse()) : part),
  );

test('every parameter of every unit comes back the same', () => {
  const back = recordedLaw(law.version, stored(law));
  expect(back.version).toBe(law.version);
  expect(back.parameters.size).toBe(law.parameters.size);
  for (const [name, parameter] of law.parameters) expect(back.parameters.get(name), name).toEqual(parameter);
});

test('parameters that differ are named', () => {
  expect(lawDifference(law, recordedLaw(law.version, stored(law)))).toEqual([]);
  expect(lawDifference(recordedLaw('before', stored(law)), law)).toEqual([{ input: 'law ()', recorded: ['before'], current: [law.version] }]);
  const changed = new Map(law.parameters);
  const minimum = changed.get('minimum-age');
  if (minimum !== undefined) changed.set('minimum-age', { ...minimum, article: 'another' });
  changed.delete('max-jobs');
  expect(lawDifference(law, { version: 'after', parameters: changed })).toEqual([
    { input: 'law (max-jobs, minimum-age)', recorded: [law.version], current: ['after'] },
  ]);
});

test('what is no law is refused', () => {
  expect(() => recordedLaw('x', [{ name: 'made-up', unit: 'rupiah', values: [] }])).toThrow(/values/);
});
