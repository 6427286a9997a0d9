// Decides how an event, a family and its children are read from the words of a form or command, so that the law can be asked what they would get.
import { type CivilDate, civilDate, parseDate } from '../kernel/date.ts';
import type { CoverState } from '../coverage/coverage.ts';
import { Fault } from '../kernel/fault.ts';
import type { Rupiah } from '../kernel/money.ts';
import { type Month, addMonths, firstDayOf, monthFrom } from '../kernel/month.ts';
import { type AccidentAid, type AccidentFacts, type AccidentOutcome } from '../law/accident-benefit.ts';
import type { Child } from '../law/child-scholarship.ts';
import type { ClaimEvent, Estimate } from '../law/estimate.ts';
import type { PostedMonth } from '../law/full-benefit.ts';
import { type Relative, relations } from '../law/heirs.ts';
import { type Law, LawReading } from '../law/law.ts';

/** Of a person: how the day is covered, and the estimate where it may be; of nobody in particular: `covered` is null. `supposed`: the months were not looked up. */
export interface EstimateAnswer {
  readonly on: CivilDate;
  readonly covered: CoverState | null;
  readonly estimate: Estimate | null;
}

/** An event as a form or command gives it; amounts in whole rupiah. */
export interface EventFields {
  readonly event: 'death' | 'accident';
  readonly on: string;
  readonly outcome?: AccidentOutcome | undefined;
  readonly base?: number | undefined;
  readonly land?: number | undefined;
  readonly sea?: number | undefined;
  readonly air?: number | undefined;
  readonly medical?: number | undefined;
  readonly incapacityMonths?: number | undefined;
  readonly homeCare?: number | undefined;
  readonly dentures?: number | undefined;
  readonly hearingAid?: number | undefined;
  readonly glasses?: number | undefined;
  readonly prosthesis?: number | undefined;
  readonly disabilityPercent?: number | undefined;
  readonly functionLossPercent?: number | undefined;
}

/** The event to ask the law about. `postedBase`: the income base behind the last month posted; the law's minimum when nobody gave one. */
export function eventOf(law: Law, of: EventFields, postedBase: Rupiah | null): ClaimEvent {
  const on = civilDate(of.on);
  if (of.event === 'death') return { kind: 'death', on };
  const base = of.base === undefined ? (postedBase ?? new LawReading(law, on).take('income-base-minimum', 'rupiah')) : BigInt(of.base);
  const some = <K extends string>(named: Readonly<Record<K, number | undefined>>): Partial<Record<K, Rupiah>> =>
    Object.fromEntries(Object.entries(named).flatMap(([name, amount]) => (amount === undefined ? [] : [[name, BigInt(amount as number)]]))) as Partial<
      Record<K, Rupiah>
    >;
  const aids: Record<AccidentAid, number | undefined> = { dentures: of.dentures, 'hearing-aid': of.hearingAid, glasses: of.glasses };
  const facts: AccidentFacts = {
    on,
    base,
    outcome: of.outcome ?? 'recovered',
    transport: some({ land: of.land, sea: of.sea, air: of.air }),
    aids: some(aids),
    ...some({ medical: of.medical, homeCare: of.homeCare, prosthesis: of.prosthesis }),
    ...(of.incapacityMonths === undefined ? {} : { incapacityMonths: of.incapacityMonths }),
    ...(of.disabilityPercent === undefined ? {} : { disabilityPercent: of.disabilityPercent }),
    ...(of.functionLossPercent === undefined ? {} : { functionLossPercent: of.functionLossPercent }),
  };
  return { kind: 'accident', ...facts };
}

/** The income base a JKK contribution was paid on: the one base of the law's table it is the rate of; null when it is none. */
export function baseBehind(law: Law, jkk: Rupiah, on: CivilDate): Rupiah | null {
  const reading = new LawReading(law, on);
  const base = (jkk * 100n) / BigInt(reading.take('jkk-rate', 'percent'));
  return reading.take('income-base-table', 'income-bands').some((band) => band.base === base) ? base : null;
}

/** Months supposed to be paid, each on its first day: for whoever asks about nobody in particular. */
export function supposedMonths(first: string, count: number): readonly PostedMonth[] {
  const month = monthFrom(first);
  return Array.from({ length: count }, (_, later): Month => addMonths(month, later)).map((one) => ({ month: one, postedOn: firstDayOf(one) }));
}

const entries = (text: string | undefined): readonly string[] =>
  (text ?? '')
    .split(/[;\n]/)
    .map((part) => part.trim().toLowerCase())
    .filter((part) => part !== '');

function notReadable(column: string, part: string, form: string): Fault {
  return new Fault(
    'bad-input',
    `${column}-not-readable`,
    {
      id: `"${part}" tidak dapat dibaca. Tulis tiap orang: ${form}; pisahkan dengan titik koma.`,
      en: `"${part}" cannot be read. Write each person: ${form}; separate by semicolons.`,
    },
    { column },
  );
}

/** A family as `spouse; child 2015-03-02; child 2003-02-01 missing`. Fault: bad-input `family-not-readable`. */
export function familyFrom(text: string | undefined): readonly Relative[] {
  return entries(text).map((part) => {
    const [word = '', ...more] = part.split(/\s+/);
    const relation = relations.find((known) => known === word);
    const birth = more.map(parseDate).find((date) => date !== null);
    const missing = more.includes('missing');
    if (relation === undefined || more.length !== (birth === undefined ? 0 : 1) + (missing ? 1 : 0)) {
      throw notReadable('family', part, `${relations.join(' | ')} [YYYY-MM-DD] [missing]`);
    }
    return { relation, ...(birth === undefined ? {} : { birth }), ...(missing ? { missing } : {}) };
  });
}

/** Children as `sd 2 2018-05-01; smp 1 2012-05-01 married`. Fault: bad-input `children-not-readable`. */
export function childrenFrom(text: string | undefined): readonly Child[] {
  return entries(text).map((part) => {
    const [, level, year, born = '', more = ''] = /^([a-z-]+) (\d) (\d{4}-\d{2}-\d{2})((?: (?:married|working))*)$/.exec(part.replace(/\s+/g, ' ')) ?? [];
    const birth = parseDate(born);
    if (level === undefined || birth === null)
      throw notReadable('children', part, 'tk | sd | smp | sma | perguruan-tinggi, tahun ke-, YYYY-MM-DD [married] [working]');
    return { level, year: Number(year), birth, ...(more.includes('married') ? { married: true } : {}), ...(more.includes('working') ? { working: true } : {}) };
  });
}
