// Conditions as a table an official can read: what is so of a person, and every reason that follows.
import { expect, test } from 'vitest';
import { civilDate } from '../kernel/date.ts';
import { loadLaw } from '../law/law-store.ts';
import { lawFolder } from '../../test/law-folder.ts';
import { readPolicyFixture } from '../../test/policy.ts';
import type { Condition } from '../programme/policy.ts';
import { type PersonFacts, conditionsOf, judge } from './conditions.ts';

const conditions = conditionsOf(readPolicyFixture(), loadLaw(lawFolder));
const poor = { decile: 2, disabled: false, womanHeaded: false, dependants: 2 };
const farmer: PersonFacts = {
  birthDate: civilDate('1985-03-14'),
  status: 'resident',
  residence: '5311012001',
  proposedFor: '5311012001',
  occupation: 'PETANI',
  social: poor,
  membership: 'none',
  publicServant: 'none',
  death: 'none',
  sponsored: false,
  nikRegion: '5311',
  nikDate: civilDate('1985-03-14'),
};

test.each<[string, Partial<PersonFacts>, string, string]>([
  // what is so                                   | difference                                         | outcome  | reasons + notes
  ['a poor farmer of the village', {}, 'accept', ''],
  ['dead in the register of deaths', { death: civilDate('2025-05-01') }, 'reject', 'deceased'],
  ['dead in the population register', { status: 'deceased' }, 'reject', 'deceased'],
  ['moved away', { status: 'moved' }, 'reject', 'moved-out'],
  ['lives in another province', { residence: '7371012001', nikRegion: '7371' }, 'reject', 'not-resident resident-elsewhere'],
  ['64 on the day', { birthDate: civilDate('1960-07-02'), nikDate: civilDate('1960-07-02') }, 'accept', ''],
  ['65 on the day', { birthDate: civilDate('1960-07-01'), nikDate: civilDate('1960-07-01') }, 'reject', 'too-old-to-register'],
  ['18 on the day', { birthDate: civilDate('2007-07-01'), nikDate: civilDate('2007-07-01') }, 'accept', ''],
  ['17 on the day', { birthDate: civilDate('2007-07-02'), nikDate: civilDate('2007-07-02') }, 'reject', 'below-minimum-age'],
  ['a public servant', { publicServant: 'yes' }, 'reject', 'public-servant'],
  ['an employer pays', { membership: 'employer' }, 'reject', 'already-covered-by-employer'],
  ['pays himself', { membership: 'self' }, 'reject', 'already-covered-by-self'],
  ['another government pays', { membership: 'government' }, 'reject', 'already-covered-by-government'],
  ['this sponsor pays already', { membership: 'own' }, 'accept', ''],
  ['held by another programme', { sponsored: true }, 'reject', 'already-sponsored'],
  ['decile 4', { social: { ...poor, decile: 4 } }, 'accept', ''],
  ['decile 5', { social: { ...poor, decile: 5 } }, 'reject', 'decile-above-bound'],
  ['not in the social register', { social: 'none' }, 'review', 'not-in-social-register'],
  [
    'nothing answered yet',
    { social: 'unknown', membership: 'unknown', publicServant: 'unknown', death: 'unknown' },
    'review',
    'membership-not-answered social-register-not-answered public-servants-not-answered deaths-not-answered',
  ],
  [
    'NIK issued before the district split, with another date',
    { nikRegion: '5312', nikDate: civilDate('1985-03-15') },
    'accept',
    'nik-registered-elsewhere nik-date-differs',
  ],
  [
    'everything wrong at once keeps every reason',
    { status: 'deceased', membership: 'employer', social: { ...poor, decile: 9 }, publicServant: 'yes' },
    'reject',
    'deceased public-servant already-covered-by-employer decile-above-bound',
  ],
])('%s', (_, difference, outcome, said) => {
  const verdict = judge(conditions, { ...farmer, ...difference });
  expect([verdict.outcome, [...verdict.reasons, ...verdict.notes].join(' ')]).toEqual([outcome, said]);
});

const grounds = { basis: 'Peraturan Gubernur, pasal contoh', confidence: 'unverified' } as const;
const asking = (...asked: readonly Condition[]) => conditionsOf({ ...readPolicyFixture(), conditions: [...asked] }, loadLaw(lawFolder));

test.each<[string, Condition, Partial<PersonFacts>, string]>([
  // what is so                             | condition asked                                                              | difference                            | reasons
  ['60, at most 60', { code: 'age-maximum', years: 60, ...grounds }, { birthDate: civilDate('1964-07-02') }, ''],
  ['61, at most 60', { code: 'age-maximum', years: 60, ...grounds }, { birthDate: civilDate('1964-07-01') }, 'above-maximum-age'],
  ['decile 1, the extremely poor', { code: 'extreme-poverty', ...grounds }, { social: { ...poor, decile: 1 } }, ''],
  ['decile 2, the extremely poor', { code: 'extreme-poverty', ...grounds }, {}, 'not-extremely-poor'],
  ['no register, the extremely poor', { code: 'extreme-poverty', ...grounds }, { social: 'none' }, 'not-in-social-register'],
  ['not answered, the extremely poor', { code: 'extreme-poverty', ...grounds }, { social: 'unknown' }, 'social-register-not-answered'],
  ['a fisher, fishers', { code: 'occupation-among', occupations: ['Nelayan'], ...grounds }, { occupation: 'NELAYAN/PERIKANAN' }, ''],
  ['a farmer, fishers', { code: 'occupation-among', occupations: ['Nelayan'], ...grounds }, {}, 'occupation-outside-programme'],
  ['no occupation, fishers', { code: 'occupation-among', occupations: ['Nelayan'], ...grounds }, { occupation: '' }, 'occupation-not-stated'],
  ['a farmer, no farmers', { code: 'occupation-not-among', occupations: ['PETANI'], ...grounds }, {}, 'occupation-excluded'],
  ['a fisher, no farmers', { code: 'occupation-not-among', occupations: ['PETANI'], ...grounds }, { occupation: 'nelayan' }, ''],
  ['pays himself, only employers refuse', { code: 'not-already-covered', by: ['employer'], ...grounds }, { membership: 'self' }, ''],
  [
    'an employer pays, only employers refuse',
    { code: 'not-already-covered', by: ['employer'], ...grounds },
    { membership: 'employer' },
    'already-covered-by-employer',
  ],
])('%s', (_, condition, difference, reasons) => {
  const facts = { ...farmer, ...difference };
  expect(judge(asking(condition), { ...facts, nikDate: facts.birthDate }).reasons.join(' ')).toBe(reasons);
});
