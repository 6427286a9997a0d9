// What a programme file may not say: one wrong file a row, and the field that is named.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { programmesFolder } from '../../test/law-folder.ts';
import { Fault } from '../kernel/fault.ts';
import { readPolicy, refuseBeforeRecording } from './policy.ts';

interface File {
  [field: string]: unknown;
  term: { first: string; last: string };
  contribution: { covers: string[]; income: unknown; payers: { line: string; share: string; payer: string; payerKind: string }[] };
  places: { total: number; fixed: Record<string, { places: number; source: string }>; share: Record<string, unknown> };
  budget: { line: string; limit: unknown }[];
  branches: { areas: string[] }[];
  conditions: Record<string, unknown>[];
  ranking: string[];
  leavers: Record<string, string>;
}
const file = (): File => parse(readFileSync(path.join(programmesFolder, 'ntt-2025.yaml'), 'utf8')) as File;
const payer = (of: File) => of.contribution.payers[0] ?? { line: '', share: '', payer: '', payerKind: '' };

const wrongIn = (change: (of: File) => void): string => {
  const changed = file();
  change(changed);
  try {
    readPolicy('berkas.yaml', changed);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    expect([error.kind, error.code, error.place.file]).toEqual(['bad-input', 'programme-file-wrong', 'berkas.yaml']);
    expect(error.text.id).toContain(`berkas.yaml: isian "${error.place.column}" salah.`);
    expect(error.text.en).toContain(`the field "${error.place.column}" is wrong`);
    return error.place.column ?? '';
  }
  return 'none';
};

test.each<[string, string, (of: File) => void]>([
  // what is wrong with it                                | field named               | how
  ['nothing', 'none', () => {}],
  ['a field nobody knows', '', (of) => void (of['quota'] = 5)],
  ['a field nobody knows, further in', 'term', (of) => Object.assign(of.term, { until: '2025-12' })],
  ['no title', 'title', (of) => void delete of['title']],
  ['a name with capitals', 'programme', (of) => void (of['programme'] = 'NTT-2025')],
  ['a month without quotes', 'term.first', (of) => Object.assign(of.term, { first: 2025 })],
  ['a month that is none', 'term.last', (of) => void (of.term.last = '2025-13')],
  ['an end before the beginning', 'term.last', (of) => void (of.term.last = '2025-06')],
  ['a day that is none', 'conditionsOn', (of) => void (of['conditionsOn'] = '2025-02-30')],
  ['a cover nobody pays', 'contribution.covers.1', (of) => void (of.contribution.covers = ['jkk', 'jht'])],
  ['half a rupiah of income', 'contribution.income', (of) => void (of.contribution.income = 1000.5)],
  ['a share that is no fraction', 'contribution.payers.0.share', (of) => void (payer(of).share = '100%')],
  ['a share of zero', 'contribution.payers.0.share', (of) => void (payer(of).share = '0/1')],
  ['shares of less than the whole', 'contribution.payers', (of) => void (payer(of).share = '2/3')],
  ['shares of more than the whole', 'contribution.payers', (of) => void of.contribution.payers.push({ ...payer(of), payer: 'kabupaten', share: '1/3' })],
  ['a payer on a line that is not there', 'contribution.payers', (of) => void (payer(of).line = 'another-line')],
  ['nobody who pays', 'contribution.payers', (of) => void (of.contribution.payers = [])],
  ['a negative budget', 'budget.0.limit', (of) => Object.assign(of.budget[0] ?? {}, { limit: -1 })],
  ['no places', 'places.total', (of) => void (of.places.total = 0)],
  ['more fixed places than places', 'places.fixed', (of) => void (of.places.fixed = { '5311': { places: of.places.total + 1, source: 'x' } })],
  ['places by a programme that is not named', 'places.share.programme', (of) => void (of.places.share = { method: 'largest-remainder', base: 'places-of' })],
  ['a way of sharing nobody knows', 'places.share.method', (of) => void (of.places.share['method'] = 'by-hand')],
  ['a kabupaten with dots', 'places.fixed.53.11', (of) => void (of.places.fixed = { '53.11': { places: 1, source: 'x' } })],
  ['a condition nobody knows', 'conditions.0.code', (of) => void (of.conditions[0] = { code: 'is-friendly', basis: 'x', confidence: 'statute' })],
  ['a condition without its grounds', 'conditions.0.basis', (of) => void delete of.conditions[0]?.['basis']],
  ['decile eleven', 'conditions.2.decile', (of) => Object.assign(of.conditions[2] ?? {}, { decile: 11 })],
  ['a ranking key nobody knows', 'ranking.0', (of) => void (of.ranking[0] = 'beauty')],
  ['a leaver nobody knows what to do with', 'leavers.turned-65', (of) => void (of.leavers['turned-65'] = 'shrug')],
  ['a kabupaten served by two branches', 'branches', (of) => void of.branches[1]?.areas.push('5311')],
  ['a kabupaten twice with one branch', 'branches', (of) => void of.branches[0]?.areas.push('5311')],
  ['a threshold that withholds nothing', 'publicationThreshold', (of) => void (of['publicationThreshold'] = 1)],
])('%s', (_, field, change) => {
  expect(wrongIn(change)).toBe(field);
});

test.each<[string, string, (of: File) => void]>([
  ['a budget of nothing', 'budget.0.limit', (of) => Object.assign(of.budget[0] ?? {}, { limit: 0 })],
  ['a threshold that withholds only ones', 'publicationThreshold', (of) => void (of['publicationThreshold'] = 2)],
  ['a NIK in a title', 'title.en', (of) => Object.assign(of['title'] as object, { en: 'For 5311-0141-0790-0001' })],
  ['a NIK in a key', 'places.fixed', () => {}],
])('%s is read as it was recorded once, and not recorded again', (what, field, change) => {
  const of = file();
  change(of);
  const policy = readPolicy('berkas.yaml', of);
  if (what === 'a NIK in a key') Object.assign(policy.places.fixed, { '5311014107900001': { places: 0, source: 'x' } });
  expect(() => refuseBeforeRecording(policy)).toThrow(expect.objectContaining({ kind: 'bad-input', place: expect.objectContaining({ column: field }) }));
});

test('a file as it stands is recorded', () => {
  expect(() => refuseBeforeRecording(readPolicy('berkas.yaml', file()))).not.toThrow();
});

test('two payers whose fractions differ in form may make the whole', () => {
  const of = file();
  of.contribution.payers = [
    { ...payer(of), share: '2/3' },
    { ...payer(of), payer: 'kabupaten', share: '3/9' },
  ];
  expect(readPolicy('berkas.yaml', of).contribution.payers.map(({ share }) => share)).toEqual([
    { numerator: 2n, denominator: 3n },
    { numerator: 3n, denominator: 9n },
  ]);
});
