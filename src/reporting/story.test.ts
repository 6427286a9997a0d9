// How a story is told to a terminal.
import { expect, test } from 'vitest';
import { storyText } from './story.ts';

test('days are those of the sponsor, and the zone is said', () => {
  const line = (when: string) => ({ when, stage: 'eligibility', id: 'diterima', en: 'accepted', grounds: [] });
  const text = storyText({
    nik: '53**********0099',
    known: true,
    timeZone: 'Asia/Makassar',
    area: null,
    lines: [line('2025-07-18T15:59:00.000Z'), line('2025-07-18T16:00:00.000Z'), line('2025-07-20')],
    periods: [],
    payers: [],
  });
  expect(text).toContain('Asia/Makassar');
  expect(text.match(/^\d{4}-\d{2}-\d{2}/gm)).toEqual(['2025-07-18', '2025-07-19', '2025-07-20']);
});
