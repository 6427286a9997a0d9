// Programme files whose fields are well formed and which still say what cannot be: one a row, the field named, and what a person reads, with its line.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { programmesFolder } from '../../test/law-folder.ts';
import { Fault } from '../kernel/fault.ts';
import { readProgrammeFile } from './programme-steps.ts';

const folder = await mkdtemp(path.join(tmpdir(), 'payung-policy-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const source = await readFile(path.join(programmesFolder, 'ntt-2025.yaml'), 'utf8');
const grounds = 'basis: Pergub, confidence: unverified';
const conditions = (...said: readonly string[]): string =>
  source.replace(/^conditions:\n(  - .*\n)+/m, `conditions:\n${said.map((one) => `  - { ${one}, ${grounds} }\n`).join('')}`);
const places = (said: string): string => source.replace(/^  share: .*\n/m, said);

/** What is told of a file: `field @ line: words`, or `none`. */
async function toldOf(text: string): Promise<{ readonly where: string; readonly id: string; readonly en: string }> {
  const file = path.join(folder, 'berkas.yaml');
  await writeFile(file, text);
  try {
    await readProgrammeFile(file);
    return { where: 'none', id: '', en: '' };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { where: `${error.place.column ?? ''} @ ${text.split('\n')[(error.place.row ?? 0) - 1]?.trim().slice(0, 30) ?? ''}`, ...error.text };
  }
}

test.each<[string, string, string, string]>([
  // what is wrong                        | the file                                                             | field @ its line                                       | what the message says
  ['nothing', source, 'none', ''],
  [
    'old and young at once',
    conditions('code: age-minimum, years: 40', 'code: age-maximum, years: 30'),
    'conditions.1.years @ - { code: age-maximum, years: ',
    'Nobody is both 40 or older and 30 or younger',
  ],
  ['one age exactly', conditions('code: age-minimum, years: 40', 'code: age-maximum, years: 40'), 'none', ''],
  [
    'a condition said twice',
    conditions('code: age-minimum, years: 18', 'code: age-minimum, years: 20'),
    'conditions.1.code @ - { code: age-minimum, years: ',
    'said already',
  ],
  [
    'fishers, but no fishers',
    conditions('code: occupation-among, occupations: [NELAYAN]', 'code: occupation-not-among, occupations: [nelayan]'),
    'conditions.1.occupations @ - { code: occupation-not-among',
    'nobody can be accepted',
  ],
  [
    'residence in another province',
    conditions('code: residence, region: "73"'),
    'conditions.0.region @ - { code: residence, region: "',
    'nobody can be accepted',
  ],
  [
    'a lottery in the middle',
    source.replace('ranking: [extreme-poverty,', 'ranking: [lottery, extreme-poverty,').replace(', lottery]', ']'),
    'ranking.0 @ ranking: [lottery, extreme-pov',
    'stands last',
  ],
  [
    'a key named twice',
    source.replace('ranking: [extreme-poverty,', 'ranking: [decile, extreme-poverty,'),
    'ranking.2 @ ranking: [decile, extreme-pove',
    'named twice',
  ],
  ['a quota elsewhere', source.replace('"5303": {', '"7303": {'), 'places.fixed.7303 @ "7303": { places: 1174, source', 'outside the region 53'],
  [
    'poor by no decile',
    places('  share: { method: sainte-lague, base: poor-workers }\n'),
    'places.share.decile @ share: { method: sainte-lague,',
    'up to which decile',
  ],
  [
    'given numbers of nobody',
    places('  share: { method: sainte-lague, base: given, weights: { "5301": 4 } }\n'),
    'places.share.source @ share: { method: sainte-lague,',
    'and its source',
  ],
  [
    'shares of more than all',
    places(
      `  share: { method: sainte-lague, base: villages }\n  reserved:\n    - { code: disabled, group: disability, share: 2/3, ${grounds} }\n    - { code: women, group: woman-headed-household, share: 1/2, ${grounds} }\n`,
    ),
    'places.reserved @ - { code: disabled, group: dis',
    'exceed all places',
  ],
  [
    'fishers without their occupations',
    places(`  share: { method: sainte-lague, base: villages }\n  reserved: [{ code: fishers, group: occupation, share: 1/20, ${grounds} }]\n`),
    'places.reserved.0.occupations @ reserved: [{ code: fishers, gr',
    'names its occupations',
  ],
  [
    'a field nobody knows',
    places('  share: { method: sainte-lague, base: villages, bases: villages }\n'),
    'places.share @ share: { method: sainte-lague,',
    'Not known: "bases". Delete it or mend its name. Known here: method, base, programme, decile, weights, source, floor.',
  ],
  [
    'a method nobody knows',
    places('  share: { method: by-hand, base: villages }\n'),
    'places.share.method @ share: { method: by-hand, base',
    'Choose one of: largest-remainder, sainte-lague.',
  ],
  ['a condition nobody knows', conditions('code: is-friendly'), 'conditions.0.code @ - { code: is-friendly, basis: ', 'Choose one of: residence, age-minimum'],
  ['a field left out', source.replace('conditionsOn: "2025-07-01"\n', ''), 'conditionsOn @ ', 'Missing. Fill in a text'],
])('%s', async (_, text, where, words) => {
  const told = await toldOf(text);
  expect(told.where).toBe(where);
  expect(told.en).toContain(words);
  if (where !== 'none') expect(told.id).toMatch(/^berkas\.yaml: isian ".*" salah\. \S/);
});

test('every wrong field of a file is told at once, each with its line', async () => {
  const told = await toldOf(source.replace('decile: 4', 'decile: 11').replace('years: 18', 'years: 0'));
  expect(told.where).toContain('conditions.1.years');
  expect(told.id).toMatch(/Harus lebih dari 0\. Baris \d+, "conditions\.2\.decile": Paling banyak 10\./);
});

test('what becomes of the enrolled is a review where the file does not say', async () => {
  await writeFile(path.join(folder, 'silent.yaml'), source.replace(/^leavers:\n.*\n.*\n/m, ''));
  expect((await readProgrammeFile(path.join(folder, 'silent.yaml'))).leavers).toEqual({ 'changed-decile': 'review', 'turned-65': 'review' });
});
