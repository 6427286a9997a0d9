// How a judged row is told: every reason in words, and that it is one of several rows with its NIK.
import { expect, test } from 'vitest';
import { type JudgedRowRead, toldVerdict, verdictText } from './told-row.ts';

const row: JudgedRowRead = {
  listId: '0197a5c2-0000-7000-8000-000000000001',
  rowNo: 3,
  fileName: 'hambala.csv',
  sheet: '',
  name: 'Maria Bere',
  outcome: 'reject',
  reasons: ['decile-above-bound'],
  notes: [],
  repeats: 0,
};

test.each<[string, Partial<JudgedRowRead>, boolean]>([
  ['alone', {}, false],
  ['refused, and one of three', { repeats: 2 }, true],
  ['waiting, and one of two', { outcome: 'review', repeats: 1 }, true],
  ['told already that it repeats another', { reasons: ['twice-in-list', 'decile-above-bound'], repeats: 1 }, false],
  ['accepted: it is the one that counts', { outcome: 'accept', reasons: [], repeats: 1 }, false],
])('%s', (_, change, says) => {
  expect(toldVerdict({ ...row, ...change }).notes.some(({ code }) => code === 'nik-in-other-rows')).toBe(says);
});

test('every reason is told in both languages, a code nobody knows by itself', () => {
  const told = toldVerdict({ ...row, reasons: ['nik-unreadable', 'decile-above-bound', 'of-an-older-program'], repeats: 1 });
  expect(told.reasons.map(({ code }) => code)).toEqual(['nik-unreadable', 'decile-above-bound', 'of-an-older-program']);
  const text = verdictText(told);
  for (const part of [
    'hambala.csv baris',
    'Maria Bere',
    'ditolak / refused',
    'NIK tidak terbaca',
    'The NIK cannot be read',
    'of-an-older-program',
    '1 baris lain',
  ])
    expect(text).toContain(part);
});
