// Complaints as decisions: how one stands on a day, by when it is answered, and receipts as people write them.
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { civilDate } from '../kernel/date.ts';
import { LawReading } from '../law/law.ts';
import { loadLaw } from '../law/law-store.ts';
import { type ComplaintEvent, complaintState, dueDay, grievanceKind, grievanceKinds, readReceipt, receiptFrom } from './complaint.ts';

const law = loadLaw(fileURLToPath(new URL('../../law', import.meta.url)));
const reading = (on = '2025-07-01') => new LawReading(law, civilDate(on));

describe('how a complaint stands', () => {
  const cases = `
    events                             due         today       state
    -                                  2025-07-15  2025-07-01  waiting
    -                                  2025-07-15  2025-07-15  waiting
    -                                  2025-07-15  2025-07-16  overdue
    handed-on                          2025-07-15  2025-07-15  handed-on
    handed-on                          2025-07-15  2025-07-16  overdue
    answered                           2025-07-15  2025-08-01  answered
    answered,taken-up-again            2025-07-15  2025-07-10  waiting
    answered,taken-up-again            2025-07-15  2025-07-16  overdue
    answered,taken-up-again,answered   2025-07-15  2025-09-01  answered`;
  it.each(
    cases
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/)),
  )('%s, due %s, on %s: %s', (events = '', due = '', today = '', state) => {
    expect(complaintState(events === '-' ? [] : (events.split(',') as ComplaintEvent[]), due, today)).toBe(state);
  });
});

describe('by when it is answered', () => {
  const cases = `
    kind         received    due
    violence     2025-07-01  2025-07-04
    violence     2025-07-03  2025-07-08
    money-taken  2025-12-23  2026-01-02
    objection    2025-07-01  2025-07-15`;
  it.each(
    cases
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/)),
  )('%s received %s: %s', (kind = '', received = '', due) => {
    const asked = reading(received);
    expect(dueDay(asked, grievanceKind(asked, kind), civilDate(received))).toBe(due);
  });
});

test('a kind that is none is told with those there are', () => {
  expect(() => grievanceKind(reading(), 'gossip')).toThrow('complaint-kind-unknown');
});

test('what accuses somebody is read by named people alone', () => {
  expect(
    grievanceKinds(reading())
      .filter(({ restricted }) => restricted)
      .map(({ code }) => code),
  ).toEqual(['money-taken', 'corruption', 'violence']);
});

test('a receipt is read as it was given, however it is spaced, cased, or mistaken between O and 0, I and 1', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 12, maxLength: 12 }), (bytes) => {
      const receipt = receiptFrom(bytes);
      for (const written of [receipt, receipt.toLowerCase(), receipt.replaceAll('-', ' '), receipt.slice(4), receipt.replaceAll('0', 'O').replaceAll('1', 'l')])
        expect(readReceipt(written)).toBe(receipt);
    }),
  );
});

test.each(['', 'ADU', 'ADU-1234', 'ADU-1234-5678-90AB-C', 'ADU-UUUU-UUUU-UUUU', '5311011403850002'])('%s is no receipt', (written) => {
  expect(readReceipt(written)).toBeNull();
});
