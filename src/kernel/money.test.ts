// Tests money: exact shares or a refusal, sums in any order, and the text Indonesians read.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactShare, rupiahText, total } from './money.ts';

const amount = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n });

describe('shares', () => {
  it('gives the contribution of the case: 100,000 people, six months, Rp16,800', () => {
    expect(exactShare(1_000_000n, 1n, 100n)).toBe(10_000n);
    expect(16_800n * 100_000n * 6n).toBe(10_080_000_000n);
  });

  it('comes out whole or is refused, never rounded', () => {
    fc.assert(
      fc.property(amount, fc.bigInt({ min: -1000n, max: 1000n }), fc.bigInt({ min: 1n, max: 1000n }), (whole, numerator, denominator) => {
        if ((whole * numerator) % denominator === 0n) expect(exactShare(whole, numerator, denominator) * denominator).toBe(whole * numerator);
        else expect(() => exactShare(whole, numerator, denominator)).toThrow('not whole rupiah');
      }),
    );
  });

  it.each([0n, -100n])('refuses the denominator %s', (denominator) => {
    expect(() => exactShare(100n, 1n, denominator)).toThrow('positive denominator');
  });
});

describe('text', () => {
  it.each`
    amount             | text
    ${0n}              | ${'Rp0'}
    ${999n}            | ${'Rp999'}
    ${1000n}           | ${'Rp1.000'}
    ${16_800n}         | ${'Rp16.800'}
    ${10_080_000_000n} | ${'Rp10.080.000.000'}
    ${-42_000_000n}    | ${'-Rp42.000.000'}
  `('$amount is $text', ({ amount: rupiah, text }: { amount: bigint; text: string }) => {
    expect(rupiahText(rupiah)).toBe(text);
  });

  it('writes what the Indonesian locale writes', () => {
    const locale = new Intl.NumberFormat('id-ID');
    fc.assert(
      fc.property(amount, (rupiah) => {
        expect(rupiahText(rupiah).replace('Rp', '')).toBe(locale.format(rupiah));
      }),
    );
  });
});

it('sums in any order, and nothing sums to nothing', () => {
  expect(total([])).toBe(0n);
  fc.assert(
    fc.property(fc.array(amount), (amounts) => {
      expect(total(amounts)).toBe(total([...amounts].reverse()));
    }),
  );
  expect(total(new Set([1n, 2n, 3n]))).toBe(6n);
});
