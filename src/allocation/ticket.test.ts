// The draw anyone can repeat.
import { expect, test } from 'vitest';
import type { Nik } from '../kernel/nik.ts';
import { drawOf, ticketOf } from './ticket.ts';

const secret = new Uint8Array(32).fill(7);
const nik = '5311015203850001' as Nik;

test('the same secret, NIK and seed give the same place; another secret or seed another', () => {
  const ticket = ticketOf(secret, nik);
  expect(ticket).toMatch(/^[0-9a-f]{64}$/);
  expect(drawOf('seed', ticket)).toBe(drawOf('seed', ticketOf(secret, nik)));
  expect(drawOf('other', ticket)).not.toBe(drawOf('seed', ticket));
  expect(ticketOf(new Uint8Array(32).fill(8), nik)).not.toBe(ticket);
});

test('RFC 4231 test case 2 holds for the HMAC', () => {
  expect(ticketOf(new TextEncoder().encode('Jefe'), 'what do ya want for nothing?' as Nik)).toBe(
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  );
});
