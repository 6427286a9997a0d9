// Tests JKM in full and before the minimum, the scholarship's condition, and the sums of JKK.
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { civilDate } from '../kernel/date.ts';
import { monthFrom } from '../kernel/month.ts';
import { deathBenefit } from './death-benefit.ts';
import { fullBenefit } from './full-benefit.ts';
import { loadLaw } from './law-store.ts';
import { scholarship } from './scholarship.ts';
import { workAccidentBenefit } from './work-accident-benefit.ts';

const law = loadLaw(fileURLToPath(new URL('../../law', import.meta.url)));
const on = civilDate('2025-10-20');

describe('JKM', () => {
  it('pays 42 million in three parts once the minimum is met', () => {
    const found = deathBenefit({ law, on, minimum: { met: true }, paidMonths: 4 });
    expect(found.full).toBe(true);
    expect(found.components.map((part) => [part.parameter, part.amount])).toEqual([
      ['jkm-lump-sum', 20_000_000n],
      ['jkm-periodic', 12_000_000n],
      ['jkm-funeral', 10_000_000n],
    ]);
    expect(found.total).toBe(42_000_000n);
    expect(found.documents.map((one) => one.code)).toContain('heir-letter');
    expect(found.heirs[0]?.code).toBe('spouse-or-child');
    expect(found.npwpAbove).toBe(50_000_000n);
  });

  it('pays funeral money alone before it', () => {
    const found = deathBenefit({ law, on, minimum: { met: false }, paidMonths: 2 });
    expect([found.full, found.total, found.components.length]).toEqual([false, 10_000_000n, 1]);
    expect(found.unsettled.map((open) => open.parameter)).toContain('jkm-before-minimum-split');
  });

  it('carries the citations and the doubts of the minimum with it', () => {
    const minimum = fullBenefit({ law, posted: [{ month: monthFrom('2025-07'), postedOn: civilDate('2025-07-10') }], event: on });
    const found = deathBenefit({ law, on, minimum, paidMonths: 1 });
    expect(found.citations.map((cited) => cited.parameter)).toEqual(
      expect.arrayContaining(['jkm-full-minimum-months', 'jkm-before-minimum', 'documents-jkm', 'heir-order']),
    );
    expect(new Set(found.citations.map((cited) => cited.parameter)).size).toBe(found.citations.length);
    expect(found.confidence).toBe('unverified');
    expect(found.unsettled.map((open) => open.parameter)).toEqual(
      expect.arrayContaining(['jkm-full-minimum-counting', 'jkm-full-minimum-after-break', 'jkm-prepaid-months']),
    );
  });

  it('has no value before PP 82/2019', () => {
    expect(() => deathBenefit({ law, on: civilDate('2019-12-01'), minimum: { met: true }, paidMonths: 4 })).toThrow('law-has-no-value-yet');
  });
});

describe('scholarship', () => {
  const cases = `
    programme  months  entitled
    jkm        6       false
    jkm        35      false
    jkm        36      true
    jkk        0       true
    jkk        1       true`;
  it.each(
    cases
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/)),
  )('%s with %s months: %s', (programme, months, entitled) => {
    const found = scholarship({ law, programme: programme as 'jkm', on, paidMonths: Number(months) });
    expect(String(found.entitled)).toBe(entitled);
    expect([found.perChild, found.maximum, found.maxChildren]).toEqual([87_000_000n, 174_000_000n, 2]);
    expect(found.text.id).toContain(found.entitled ? 'Rp174.000.000' : 'Tidak ada beasiswa');
  });
});

describe('JKK', () => {
  it('pays 70 million for a work death at the lowest base', () => {
    const found = workAccidentBenefit({ law, on, outcome: 'death', base: 1_000_000n, paidMonths: 1 });
    expect(found.components.map((part) => part.amount)).toEqual([48_000_000n, 10_000_000n, 12_000_000n]);
    expect([found.total, found.totalWithoutPeriodic, found.scholarship.entitled]).toEqual([70_000_000n, 58_000_000n, true]);
  });

  it('pays 56 times the base for total disability, and says that the periodic money is unsettled', () => {
    const found = workAccidentBenefit({ law, on, outcome: 'total-disability', base: 1_000_000n, paidMonths: 1 });
    expect([found.total, found.totalWithoutPeriodic]).toEqual([56_000_000n, 56_000_000n]);
    expect(found.unsettled.map((open) => open.parameter)).toContain('jkk-periodic-with-total-disability');
  });

  it('grows with the base', () => {
    expect(workAccidentBenefit({ law, on, outcome: 'death', base: 2_000_000n, paidMonths: 1 }).total).toBe(118_000_000n);
  });
});
