// States what is said of messages prepared, and that nothing to prepare is said too.
import { expect, test } from 'vitest';
import { preparedText } from './member-notice-words.ts';

const one = (people: number, withoutContact: number, queued: number) => ({ people, withoutContact, queued });

test.each([
  ['some wait', [one(3, 1, 2), one(0, 0, 0)], '2 pesan disiapkan'],
  ['the term is over', [], 'masa program sudah berakhir'],
  ['nobody', [one(0, 0, 0), one(0, 0, 0)], 'tidak ada yang perlu diberi tahu'],
  ['all told before', [one(3, 0, 0)], 'sudah diberi tahu.'],
  ['some without a number', [one(3, 2, 0)], 'tidak mempunyai nomor (2)'],
])('%s', (_, told, said) => {
  expect(preparedText({ told }).id).toContain(said);
});
