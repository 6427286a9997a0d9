// NIKs sealed and opened again.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Nik } from '../kernel/nik.ts';
import { createNikSealer } from './nik-token.ts';

const nik = fc.stringMatching(/^\d{16}$/).map((digits) => digits as Nik);
const key = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes));

test('what is sealed opens again, always to the same token, which is a uuid and shows nothing of the NIK', () => {
  fc.assert(
    fc.property(key, nik, (bytes, digits) => {
      const niks = createNikSealer(bytes);
      const token = niks.seal(digits);
      expect(token).toMatch(/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/);
      expect(niks.seal(digits)).toBe(token);
      expect(createNikSealer(bytes).open(token)).toBe(digits);
    }),
  );
});

test('many at once are sealed as one by one', () => {
  fc.assert(
    fc.property(fc.array(nik), (many) => {
      const niks = createNikSealer(Buffer.alloc(32, 1));
      expect(niks.sealAll(many)).toEqual(many.map((digits) => niks.seal(digits)));
      expect(niks.openAll(niks.sealAll(many))).toEqual(many);
    }),
  );
});

test('it is AES-256 of the digits (computed with OpenSSL)', () => {
  expect(createNikSealer(Buffer.alloc(32, 7)).seal('5311014107900001' as Nik)).toBe('5f779178-9709-983d-64b8-749dee40bec4');
});

test('a token of another key is refused, and so is what is no NIK', () => {
  const token = createNikSealer(Buffer.alloc(32, 1)).seal('5311014107900001' as Nik);
  expect(() => createNikSealer(Buffer.alloc(32, 2)).open(token)).toThrow('sealed with');
  expect(() => createNikSealer(Buffer.alloc(32, 1)).seal('531101' as Nik)).toThrow('16 digits');
  expect(() => createNikSealer(Buffer.alloc(32, 1)).sealAll(['531101' as Nik, '53110141079000015311014107' as Nik])).toThrow('16 digits');
  expect(() => createNikSealer(Buffer.alloc(16))).toThrow('32 bytes');
});
