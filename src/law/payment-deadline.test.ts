// Tests the deadlines of PP 44/2015 art. 37 and 40 and the penalty of 1% a day.
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { civilDate } from '../kernel/date.ts';
import { loadLaw } from './law-store.ts';
import { paymentDeadline } from './payment-deadline.ts';

const law = loadLaw(fileURLToPath(new URL('../../law', import.meta.url)));

describe('payment deadline', () => {
  const cases = `
    programme  complete    paid        deadline    late  penalty
    jkm        2025-10-06  2025-10-09  2025-10-09  0     0
    jkm        2025-10-06  2025-10-10  2025-10-09  1     420000
    jkm        2025-10-09  2025-10-20  2025-10-14  6     2520000
    jkk        2025-10-06  2025-10-15  2025-10-15  0     0
    jkk        2025-10-06  2025-10-16  2025-10-15  1     420000`;
  it.each(
    cases
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/)),
  )('%s complete %s paid %s', (programme, complete, paid, deadline, late, penalty) => {
    const found = paymentDeadline({
      law,
      programme: programme as 'jkm',
      completeOn: civilDate(complete ?? ''),
      amount: 42_000_000n,
      asOf: civilDate(paid ?? ''),
    });
    expect([found.deadline, String(found.daysLate), String(found.penalty)]).toEqual([deadline, late, penalty]);
    expect(found.citations[0]?.confidence).toBe('statute');
  });
});
