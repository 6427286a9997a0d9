// Tests that every rule the domain research asks for stands in the law files with its number, and is never surer than the research.
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { civilDate } from '../kernel/date.ts';
import { jsonValue } from './law.ts';
import { loadLaw } from './law-store.ts';
import { valueOn } from './parameter.ts';

const law = loadLaw(fileURLToPath(new URL('../../law', import.meta.url)));
const held = (name: string, on: string) => {
  const parameter = law.parameters.get(name);
  if (parameter === undefined) throw new Error(`no law file for ${name}`);
  return valueOn(parameter, civilDate(on));
};

describe('rules for an effective-dated table (research section 9)', () => {
  const rows = `
    key                      parameter                       on          value                                                                confidence
    jkk_rate                 jkk-rate                        2015-07-01  1                                                                    secondary
    jkm_amount               jkm-amount                      2015-07-01  6800                                                                 secondary
    relief_transport_first   relief-transport                2026-01-01  50                                                                   secondary
    relief_transport_last    relief-transport                2027-03-31  50                                                                   secondary
    relief_other_first       relief-other                    2026-04-01  50                                                                   secondary
    relief_other_last        relief-other                    2026-12-31  50                                                                   secondary
    relief_payers            relief-excluded-payers          2026-01-01  ["apbn","apbd"]                                                      secondary
    due_day                  due-day                         2025-07-01  {"day":15,"months-later":0,"if-not-a-working-day":"next-working-day"} secondary
    max_arrears_months       max-arrears-months              2025-07-01  3                                                                    secondary
    reg_age_max              registration-age-below          2025-07-01  65                                                                   secondary
    jkm_full_min_months      jkm-full-minimum-months         2025-02-01  3                                                                    secondary
    jkm_full_min_counting    jkm-full-minimum-counting       2025-02-01  "consecutive-months"                                                 unverified
    jkm_before_min           jkm-before-minimum              2025-02-01  10000000                                                             secondary
    jkm_total                jkm-total                       2019-12-02  42000000                                                             secondary
    scholarship_jkm_min      jkm-scholarship-minimum-months  2019-12-02  36                                                                   secondary
    scholarship_continuity   jkm-scholarship-continuity      2019-12-02  "total-paid-months"                                                  unverified
    pay_sla_jkm              jkm-payment-days                2015-07-01  3                                                                    statute
    pay_sla_jkk              jkk-payment-days                2015-07-01  7                                                                    statute
    pay_sla_penalty          late-payment-penalty            2015-07-01  1                                                                    statute
    jkk_timebar              jkk-time-bar                    2019-12-02  5                                                                    secondary
    jkk_timebar_before       jkk-time-bar                    2019-12-01  2                                                                    secondary`;
  it.each(
    rows
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/)),
  )('%s', (_, name, on, value, confidence) => {
    const found = held(name ?? '', on ?? '');
    expect([JSON.stringify(jsonValue(found.value)), found.confidence]).toEqual([value, confidence]);
  });

  it('begins where the research says: nothing a day earlier', () => {
    for (const [name, day] of [
      ['jkk-rate', '2015-06-30'],
      ['jkm-amount', '2015-06-30'],
      ['jkm-full-minimum-months', '2025-01-31'],
      ['jkm-before-minimum', '2025-01-31'],
      ['jkm-total', '2019-12-01'],
    ] as const) {
      expect(() => held(name, day)).toThrow('law-has-no-value-yet');
    }
  });
});

describe('numbers of the benefits (research section 2)', () => {
  const rows = `
    jkm-lump-sum 20000000 | jkm-periodic 12000000 | jkm-funeral 10000000 | jkm-periodic-months 24 | jkm-periodic-monthly 500000
    jkk-transport-land 5000000 | jkk-transport-sea 2000000 | jkk-transport-air 10000000
    jkk-stmb-first-percent 100 | jkk-stmb-first-months 12 | jkk-stmb-later-percent 50
    jkk-partial-disability-months 80 | jkk-total-disability-percent 70 | jkk-total-disability-months 56 | jkk-death-months 48
    jkk-funeral 10000000 | jkk-periodic 12000000 | jkk-periodic-months 24 | jkk-periodic-monthly 500000
    jkk-home-care-maximum 20000000 | jkk-home-care-years 1 | jkk-dentures 5000000 | jkk-hearing-aid 2500000 | jkk-glasses 1000000
    jkk-prosthesis-surcharge 40 | jkk-waiting-months 0 | jkk-scholarship-minimum-months 0 | jkk-disease-after-work 3
    scholarship-max-children 2 | scholarship-maximum 174000000 | scholarship-age-limit 23 | scholarship-back-years 3
    accident-report-hours 48 | upload-max-megabytes 6 | npwp-threshold 50000000 | bulk-file-max-rows 10000 | max-jobs 2
    income-base-minimum 1000000 | jht-rate 2 | bpu-late-fine 0 | review-age 65 | registration-processing-hours 24 | jkm-full-minimum-days 90`;
  it.each(
    rows
      .trim()
      .split(/[\n|]/)
      .map((cell) => cell.trim().split(' ')),
  )('%s is %s', (name, value) => {
    expect(JSON.stringify(jsonValue(held(name ?? '', '2025-10-01').value))).toBe(value);
  });

  it('agrees with itself', () => {
    const amount = (name: string) => held(name, '2025-10-01').value as bigint;
    const count = (name: string) => BigInt(held(name, '2025-10-01').value as number);
    expect(amount('jkm-lump-sum') + amount('jkm-periodic') + amount('jkm-funeral')).toBe(amount('jkm-total'));
    for (const programme of ['jkm', 'jkk'])
      expect(amount(`${programme}-periodic-monthly`) * count(`${programme}-periodic-months`)).toBe(amount(`${programme}-periodic`));
    expect(count('jkk-partial-disability-months') * count('jkk-total-disability-percent')).toBe(count('jkk-total-disability-months') * 100n);
    const levels = held('scholarship-levels', '2025-10-01').value as readonly { yearly: bigint; years: number }[];
    expect(levels.reduce((sum, level) => sum + level.yearly * BigInt(level.years), 0n) * count('scholarship-max-children')).toBe(amount('scholarship-maximum'));
  });
});

describe('certainty', () => {
  it('is statute only where the research read the statute', () => {
    const sure = [...law.parameters.values()].filter((one) => one.values.some((dated) => dated.confidence === 'statute')).map((one) => one.name);
    expect(sure).toEqual(['heir-order', 'jkk-payment-days', 'jkm-payment-days', 'late-payment-penalty']);
  });

  it('is unverified for every open question but the periodic money after a work death, which two sources settle', () => {
    const open = [...law.parameters.values()]
      .filter((one) => one.alternatives !== null && one.values.at(-1)?.confidence !== 'unverified')
      .map((one) => one.name);
    expect(open).toEqual(['jkk-periodic-with-death']);
  });

  it('has the alternatives the code knows by name', () => {
    const names = (name: string) => law.parameters.get(name)?.alternatives?.choices.map((choice) => choice.name);
    expect(names('jkm-full-minimum-counting')).toEqual(['posted-months', 'consecutive-months', 'ninety-days']);
    expect(names('jkm-full-minimum-after-break')).toEqual(['continues', 'restarts-after-lapse', 'restarts-after-any-gap']);
    expect(names('jkm-prepaid-months')).toEqual(['counts-when-it-begins', 'counts-at-once']);
  });

  it('lists holidays inside their own year, in order, none twice', () => {
    for (const name of ['public-holidays', 'collective-leave-days']) {
      for (const dated of law.parameters.get(name)?.values ?? []) {
        const days = (dated.value as readonly { date: string }[]).map((day) => day.date);
        expect(days).toEqual([...new Set(days)].sort());
        expect(days.every((day) => day >= dated.from && day <= (dated.to ?? ''))).toBe(true);
      }
    }
  });
});
