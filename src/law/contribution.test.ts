// Tests the income table, both reliefs and their exclusions, month by month.
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { monthFrom } from '../kernel/month.ts';
import { contribution, payers, sectors } from './contribution.ts';
import { loadLaw } from './law-store.ts';

const law = loadLaw(fileURLToPath(new URL('../../law', import.meta.url)));
const owed = (income: bigint, month = '2025-07', payer: (typeof payers)[number] = 'apbd', sector: (typeof sectors)[number] = 'other') =>
  contribution({ law, income, month: monthFrom(month), payer, sector });

describe('income base table (PP 44/2015 Lampiran II)', () => {
  const bands = `
    from      to        base      jkk     total
    0         1099000   1000000   10000   16800
    1100000   1299000   1200000   12000   18800
    1300000   1499000   1400000   14000   20800
    1500000   1699000   1600000   16000   22800
    1700000   1899000   1800000   18000   24800
    1900000   2099000   2000000   20000   26800
    2100000   2299000   2200000   22000   28800
    2300000   2499000   2400000   24000   30800
    2500000   2699000   2600000   26000   32800
    2700000   3199000   2950000   29500   36300
    3200000   3699000   3450000   34500   41300
    3700000   4199000   3950000   39500   46300
    4200000   4699000   4450000   44500   51300
    4700000   5199000   4950000   49500   56300
    5200000   5699000   5450000   54500   61300
    5700000   6199000   5950000   59500   66300
    6200000   6699000   6450000   64500   71300
    6700000   7199000   6950000   69500   76300
    7200000   7699000   7450000   74500   81300
    7700000   8199000   7950000   79500   86300
    8200000   9199000   8700000   87000   93800
    9200000   10199000  9700000   97000   103800
    10200000  11199000  10700000  107000  113800
    11200000  12199000  11700000  117000  123800
    12200000  13199000  12700000  127000  133800
    13200000  14199000  13700000  137000  143800
    14200000  15199000  14700000  147000  153800
    15200000  16199000  15700000  157000  163800
    16200000  17199000  16700000  167000  173800
    17200000  18199000  17700000  177000  183800
    18200000  19199000  18700000  187000  193800
    19200000  20199000  19700000  197000  203800
    20200000  999999999 20700000  207000  213800`;
  const rows = bands
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/).map(BigInt));

  it.each(rows.map((row) => [row.join(' '), row] as const))('%s', (_, [from, to, base, jkk, total]) => {
    for (const income of [from, to]) expect(owed(income ?? -1n)).toMatchObject({ base, jkk, jkm: 6800n, total, relief: null });
  });

  it('has exactly these bands', () => {
    expect(law.parameters.get('income-base-table')?.values[0]?.value).toHaveLength(rows.length);
  });

  it('puts an income in a hole of the printed table in the band below', () => {
    expect(owed(1_099_001n).base).toBe(1_000_000n);
    expect(owed(1_099_999n).base).toBe(1_000_000n);
  });

  it('refuses a negative income', () => {
    expect(() => owed(-1n)).toThrow('income-below-table');
  });
});

describe('relief (PP 50/2025)', () => {
  const cases = `
    month    payer         sector     total  percent  excluded
    2025-12  self          transport  16800  -        -
    2026-01  self          transport  8400   50       -
    2026-01  self          other      16800  -        -
    2026-03  self          other      16800  -        -
    2026-04  self          other      8400   50       -
    2026-04  employer      other      8400   50       -
    2026-04  donor         other      8400   50       -
    2026-12  self          other      8400   50       -
    2027-01  self          other      16800  -        -
    2027-03  self          transport  8400   50       -
    2027-04  self          transport  16800  -        -
    2026-01  apbd          transport  16800  -        payer-is-government
    2026-01  apbn          transport  16800  -        payer-is-government
    2026-06  apbd          other      16800  -        payer-is-government
    2026-06  apbn          other      16800  -        payer-is-government
    2026-06  village-fund  other      16800  -        payer-is-government
    2025-07  apbd          other      16800  -        -`;
  it.each(
    cases
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/)),
  )('%s %s %s: %s', (month, payer, sector, total, percent, excluded) => {
    const found = owed(900_000n, month, payer as 'self', sector as 'other');
    expect(found.total).toBe(BigInt(total ?? '0'));
    expect(found.relief?.percent ?? '-').toBe(percent === '-' ? '-' : Number(percent));
    expect(found.excluded ?? '-').toBe(excluded);
  });

  it('cites what it used and says that village money is unverified', () => {
    expect(owed(900_000n, '2026-06', 'self').citations.map((cited) => cited.parameter)).toEqual([
      'income-base-table',
      'jkk-rate',
      'jkm-amount',
      'relief-other',
      'relief-excluded-payers',
      'relief-programmes',
    ]);
    expect(owed(900_000n, '2026-06', 'village-fund').citations.at(-1)).toMatchObject({ parameter: 'relief-village-fund', confidence: 'unverified' });
    expect(owed(2_700_000n, '2026-06', 'self').relief).toEqual({
      parameter: 'relief-other',
      percent: 50,
      jkkBefore: 29_500n,
      jkmBefore: 6_800n,
      saved: 18_150n,
    });
  });

  it('has no value before the law, nor for the unresearched span of the pandemic', () => {
    expect(() => owed(1n, '2015-06')).toThrow('law-has-no-value-yet');
    expect(owed(1n, '2015-07').total).toBe(16_800n);
    expect(() => owed(1n, '2020-12')).toThrow('law-has-no-value-on-date');
  });
});

describe('properties', () => {
  const income = fc.bigInt({ min: 0n, max: 40_000_000n });
  const month = fc.constantFrom('2025-01', '2025-07', '2025-12', '2026-01', '2026-04', '2026-12', '2027-01', '2027-06');
  const payer = fc.constantFrom(...payers);
  const sector = fc.constantFrom(...sectors);

  it('never falls as income rises, sums up, keeps base and band, relieves no government payer', () => {
    fc.assert(
      fc.property(income, income, month, payer, sector, (one, other, when, who, where) => {
        const [low, high] = one < other ? [one, other] : [other, one];
        const [less, more] = [owed(low, when, who, where), owed(high, when, who, where)];
        expect(more.total >= less.total).toBe(true);
        for (const found of [less, more]) {
          expect(found.total).toBe(found.jkk + found.jkm);
          expect(found.base >= 1_000_000n && found.base <= 20_700_000n).toBe(true);
          const relieved = found.relief !== null;
          expect(relieved && ['apbn', 'apbd', 'village-fund'].includes(who)).toBe(false);
          if (found.relief !== null) expect(found.relief.saved).toBe(found.total);
        }
        if (low < 20_200_000n) expect(less.base * 2n >= low).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
