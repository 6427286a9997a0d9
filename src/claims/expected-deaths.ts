// Decides how many deaths to expect among the people protected, from their months by age and sex, with the interval chance alone leaves.
import type { CivilDate } from '../kernel/date.ts';
import { assert } from '../kernel/fault.ts';
import { type Citation, type Law, LawReading, weakest } from '../law/law.ts';
import type { Confidence } from '../law/parameter.ts';

/** Months under protection of one sex and completed age; null where the register does not say. */
export interface Exposure {
  readonly sex: 'L' | 'P' | null;
  readonly age: number | null;
  readonly months: number;
}

/** `low` to `high` holds 95 of 100 outcomes if deaths are independent (Poisson); months of unknown age or sex are left out and told. */
export interface ExpectedDeaths {
  readonly expected: number;
  readonly low: number;
  readonly high: number;
  readonly months: number;
  readonly unknownMonths: number;
  readonly confidence: Confidence;
  readonly citations: readonly Citation[];
}

const [perPeople, monthsAYear, tail] = [100_000, 12, 0.025]; // not law: the unit of the table, and 95 in 100

/** Deaths to expect by the table of `mortality` on a day. Faults: not-found where there is no table yet. */
export function expectedDeaths(law: Law, on: CivilDate, exposure: readonly Exposure[]): ExpectedDeaths {
  const reading = new LawReading(law, on);
  const table = reading.take('mortality', 'record');
  const rate = (sex: 'L' | 'P', age: number): number => {
    const name = sex === 'L' ? 'male' : 'female';
    const group = Object.entries(table)
      .filter(([code]) => code.startsWith(`${name}-`))
      .map(([code, deaths]) => ({ from: Number(code.slice(name.length + 1)), deaths }))
      .filter(({ from }) => from <= age)
      .sort((one, other) => other.from - one.from)[0];
    assert(group !== undefined && typeof group.deaths === 'number', 'mortality begins with age 0 of both sexes');
    return group.deaths;
  };
  let [expected, months, unknownMonths] = [0, 0, 0];
  for (const part of exposure) {
    if (part.sex === null || part.age === null) {
      unknownMonths += part.months;
      continue;
    }
    months += part.months;
    expected += (part.months * rate(part.sex, part.age)) / perPeople / monthsAYear;
  }
  const [low, high] = poissonInterval(expected);
  return { expected, low, high, months, unknownMonths, confidence: weakest(reading.citations), citations: reading.citations };
}

const exact = 700; // not law: beyond it the exponent leaves the range of a double, and the normal law is as good

/** The counts between which a Poisson variable of this mean falls 95 times of 100. */
export function poissonInterval(mean: number): readonly [low: number, high: number] {
  if (mean === 0) return [0, 0];
  const spread = 1.96;
  if (mean > exact) return [Math.floor(mean - spread * Math.sqrt(mean)), Math.ceil(mean + spread * Math.sqrt(mean))];
  let [count, chance, sum] = [0, Math.exp(-mean), 0];
  let low = -1;
  for (;;) {
    sum += chance;
    if (low === -1 && sum > tail) low = count;
    if (sum >= 1 - tail) return [low, count];
    count += 1;
    chance *= mean / count;
  }
}
