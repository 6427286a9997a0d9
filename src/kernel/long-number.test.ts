// Numbers as long as a NIK are seen however they are written, and nothing else is.
import { expect, test } from 'vitest';
import { Fault } from './fault.ts';
import { hideLongNumbers, holdsLongNumber, refuseLongNumber } from './long-number.ts';

test.each([
  ['5301042807750001', true],
  ['NIK 5301 0428 0775 0001', true],
  ['530104-280775-0001', true],
  ['5301/0428/0775/0001', true],
  ['5301_0428_0775_0001', true],
  ['530104;280775;0001', true],
  ['530104–280775·0001', true],
  ['５３０１０４２８０７７５０００１', true],
  ['٥٣٠١٠٤٢٨٠٧٧٥٠٠٠١', true],
  ['5 3 0 1 0 4 2 8 0 7 7 5 0 0 0 1', true],
  ['081234567890, 081345678901', false],
  ['0812-3456-7890', false],
  ['RT 001/RW 002, Jl. Timor 12, 85111', false],
  ['SP2D/ntt-2025/2025-07/kupang', false],
  ['188.44/NTT/2025', false],
])('%s: %s', (text, long) => {
  expect(holdsLongNumber(text)).toBe(long);
  expect(hideLongNumbers(text) === text).toBe(!long);
});

test('a number is hidden but for its ends, and refused without being told', () => {
  expect(hideLongNumbers('NIK 5301/0428/0775/0001 salah')).toBe('NIK 53**********0001 salah');
  expect(() => refuseLongNumber('salah NIK 5301042807750001', 'reason')).toThrow(Fault);
  expect(() => refuseLongNumber('salah NIK 5301042807750001', 'reason')).toThrow(expect.objectContaining({ message: expect.not.stringContaining('5301') }));
});
