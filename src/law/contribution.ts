// Decides what one BPU worker owes for one month: JKK in percent of the base of PP 44/2015 Lampiran II, JKM flat, and the temporary relief of PP 50/2025.
import { Fault } from '../kernel/fault.ts';
import { type Rupiah, exactShare } from '../kernel/money.ts';
import { type Month, firstDayOf } from '../kernel/month.ts';
import { type Citation, type Law, LawReading } from './law.ts';
import type { IncomeBand } from './parameter.ts';

/** Out of whose money a contribution is paid. Shared revenue (DBH, DBH CHT) is spent through the regional budget: `apbd`. */
export const payers = ['apbn', 'apbd', 'village-fund', 'self', 'employer', 'donor'] as const;
export type Payer = (typeof payers)[number];

/** The two sectors PP 50/2025 tells apart; `transport` is ride-hailing, motorcycle taxi, driver, courier, logistics. */
export const sectors = ['transport', 'other'] as const;
export type Sector = (typeof sectors)[number];

/** The relief that was applied: the percent taken off, and the amounts before. */
export interface Relief {
  readonly parameter: string;
  readonly percent: number;
  readonly jkkBefore: Rupiah;
  readonly jkmBefore: Rupiah;
  readonly saved: Rupiah;
}

/** A month's contribution in rupiah; `total` is `jkk + jkm`. `excluded` says why a relief in force was not given. */
export interface Contribution {
  readonly base: Rupiah;
  readonly jkk: Rupiah;
  readonly jkm: Rupiah;
  readonly total: Rupiah;
  readonly relief: Relief | null;
  readonly excluded: 'payer-is-government' | null;
  readonly citations: readonly Citation[];
}

/** The band of an income: the greatest lower bound not above it (the printed bands have holes of 999 rupiah). */
export function bandOf(bands: readonly IncomeBand[], income: Rupiah): IncomeBand {
  const band = bands.findLast((row) => row.from <= income);
  if (band !== undefined) return band;
  throw new Fault('bad-input', 'income-below-table', {
    id: `Penghasilan ${income} tidak ada dalam tabel; tulis rupiah bulat, nol atau lebih.`,
    en: `The income ${income} is not in the table; write whole rupiah, zero or more.`,
  });
}

/** The contribution of one month (PP 44/2015 art. on BPU and Lampiran II; PP 50/2025). Income is rupiah a month. Faults: `income-below-table`, and those of a date the law does not reach. */
export function contribution(of: {
  readonly law: Law;
  readonly income: Rupiah;
  readonly month: Month;
  readonly payer: Payer;
  readonly sector: Sector;
}): Contribution {
  const reading = new LawReading(of.law, firstDayOf(of.month));
  const { base } = reading.pick('income-base-table', 'income-bands', (bands) => bandOf(bands, of.income));
  const jkkBefore = percentOf(base, reading.take('jkk-rate', 'percent'));
  const jkmBefore = reading.take('jkm-amount', 'rupiah');
  const parameter = `relief-${of.sector}`;
  const percent = reading.take(parameter, 'percent');
  const excluded = percent > 0 && paidByGovernment(reading, of.payer) ? 'payer-is-government' : null;
  if (percent === 0 || excluded !== null) {
    return { base, jkk: jkkBefore, jkm: jkmBefore, total: jkkBefore + jkmBefore, relief: null, excluded, citations: reading.citations };
  }
  const relieved = reading.take('relief-programmes', 'list');
  const jkk = relieved.includes('jkk') ? jkkBefore - percentOf(jkkBefore, percent) : jkkBefore;
  const jkm = relieved.includes('jkm') ? jkmBefore - percentOf(jkmBefore, percent) : jkmBefore;
  const relief = { parameter, percent, jkkBefore, jkmBefore, saved: jkkBefore + jkmBefore - jkk - jkm };
  return { base, jkk, jkm, total: jkk + jkm, relief, excluded, citations: reading.citations };
}

/** PP 50/2025 leaves out contributions paid through APBN or APBD; whether a village's money counts as such is an open question of its own. */
function paidByGovernment(reading: LawReading, payer: Payer): boolean {
  if (payer === 'village-fund') return reading.take('relief-village-fund', 'choice') === 'excluded-as-government-money';
  return reading.take('relief-excluded-payers', 'list').includes(payer);
}

const percentOf = (amount: Rupiah, percent: number): Rupiah => exactShare(amount, BigInt(percent), 100n);
