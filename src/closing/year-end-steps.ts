// Shows what the end of a programme's term means, records how each kabupaten goes on, and carries that out: money committed, files written for whoever goes on.
import { owedFor } from '../enrolment/owed.ts';
import type { CivilDate } from '../kernel/date.ts';
import { sha256 } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import type { Rupiah } from '../kernel/money.ts';
import { type Month, addMonths, firstDayOf, lastDayOf, monthsFrom } from '../kernel/month.ts';
import type { Sector } from '../law/contribution.ts';
import { dueDate } from '../law/due-date.ts';
import { type Law, LawReading } from '../law/law.ts';
import { recordAct } from '../platform/act.ts';
import type { Tx } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';
import { linesOf } from '../programme/budget-steps.ts';
import { type CurrentPolicy, currentPolicy, regionNames } from '../programme/programme-steps.ts';
import { type LateOpening, type PricedMonths, type YearEndChoice, assertChoice, lateOpening, remindersFor, selfPayment, usualOpenings } from './year-end.ts';
import { type ChoiceRow, fallingOff, saveChoices, standingChoices } from './year-end-store.ts';
import { priceOfWaiting } from '../coverage/watch.ts';

/** One kabupaten after the last month: its members, who goes on anyway, what going on costs a month and a year, and what was decided. */
export interface YearEndGroup {
  readonly area: string;
  readonly name: string;
  readonly people: number;
  readonly goesOn: number;
  readonly fallsOff: number;
  readonly perMonth: Rupiah;
  readonly perYear: Rupiah;
  readonly choice: ChoiceRow | null;
}

export interface YearEnd {
  readonly programme: string;
  readonly last: Month;
  readonly endsOn: CivilDate;
  readonly next: Month;
  /** The due date of the first month after the term. */
  readonly dueOn: CivilDate;
  readonly groups: readonly YearEndGroup[];
  readonly fallsOff: number;
  readonly perPerson: Rupiah;
  readonly perMonth: Rupiah;
  readonly perYear: Rupiah;
  /** Money of the programme's lines that nothing is committed on: out of it, at most, months are paid in advance. */
  readonly uncommitted: Rupiah;
  readonly prepay: readonly { readonly months: number; readonly amount: Rupiah; readonly affordable: boolean }[];
  readonly selfPayment: Readonly<Record<Sector, readonly PricedMonths[]>>;
  readonly reminders: readonly CivilDate[];
  readonly openings: readonly LateOpening[];
  /** What a family loses when a death falls into a wait that began anew. */
  readonly perDeathIfWaitBegins: Rupiah;
}

/** What the end of the term means. `opensOn`: the day the next budget is expected to pay. Fault: not-found `programme-unknown`. */
export async function yearEnd(tx: Tx, of: { readonly law: Law; readonly programme: string; readonly opensOn?: CivilDate }): Promise<YearEnd> {
  const { law, programme } = of;
  const current = await currentPolicy(tx, programme);
  const { last } = termOf(current);
  const next = addMonths(last, 1);
  const perPerson = owedFor(current.policy, law, next).contribution.total;
  const choices = new Map((await standingChoices(tx, programme, last)).map((choice) => [choice.area, choice]));
  const names = await regionNames(tx, 'kabupaten', current.area);
  const groups = (await fallingOff(tx, programme, last, next)).map(({ area, people, goesOn }) => {
    const fallsOff = people - goesOn;
    return {
      area,
      name: names.get(area) ?? '',
      people,
      goesOn,
      fallsOff,
      perMonth: perPerson * BigInt(fallsOff),
      perYear: perPerson * BigInt(12 * fallsOff),
      choice: choices.get(area) ?? null,
    };
  });
  const fallsOff = groups.reduce((sum, group) => sum + group.fallsOff, 0);
  const uncommitted = (await linesOf(tx, programme)).reduce<Rupiah>((sum, line) => sum + line.limit - line.committed, 0n);
  const terms = new LawReading(law, firstDayOf(next)).take('prepayment-terms', 'list').map(Number);
  const openings = of.opensOn === undefined ? usualOpenings(law, last) : [of.opensOn];
  return {
    programme,
    last,
    endsOn: lastDayOf(last),
    next,
    dueOn: dueDate({ law, month: next }).due,
    groups,
    fallsOff,
    perPerson,
    perMonth: perPerson * BigInt(fallsOff),
    perYear: perPerson * BigInt(12 * fallsOff),
    uncommitted,
    prepay: terms.map((months) => {
      const amount = prepaid(current, law, next, months) * BigInt(fallsOff);
      return { months, amount, affordable: amount <= uncommitted };
    }),
    selfPayment: selfPayment({ law, income: current.policy.contribution.income, from: next }),
    reminders: remindersFor(last),
    openings: openings.map((opensOn) => lateOpening({ law, last, opensOn, timeZone: current.timeZone })),
    perDeathIfWaitBegins: priceOfWaiting(law, lastDayOf(last)),
  };
}

const termOf = ({ policy }: CurrentPolicy): { readonly first: Month; readonly last: Month } => policy.term;

/** What so many months from one on cost a person, each by its own tariff. */
export const prepaid = ({ policy }: CurrentPolicy, law: Law, from: Month, months: number): Rupiah =>
  monthsFrom(from, addMonths(from, months - 1)).reduce<Rupiah>((sum, month) => sum + owedFor(policy, law, month).contribution.total, 0n);

/** What a choice costs for whoever falls off: months in advance the programme, a year the next payer, nothing where cover ends; null where each pays for himself. */
export function priceOfChoice(
  current: CurrentPolicy,
  of: { readonly law: Law; readonly next: Month; readonly choice: YearEndChoice; readonly months: number | null; readonly people: number },
): Rupiah | null {
  const people = BigInt(of.people);
  switch (of.choice) {
    case 'prepay':
      return prepaid(current, of.law, of.next, of.months ?? 0) * people;
    case 'hand-over':
      return owedFor(current.policy, of.law, of.next).contribution.total * 12n * people;
    case 'announce-self-payment':
      return null;
    case 'let-end':
      return 0n;
  }
}

/** A choice as recorded: for how many people of which kabupaten, at which price. */
export interface ChosenYearEnd {
  readonly choiceId: string;
  readonly area: string;
  readonly name: string;
  readonly people: number;
  /** See `priceOfChoice`. */
  readonly price: Rupiah | null;
}

/**
 * Records how a kabupaten (or every one, without `area`) goes on; a later choice replaces an earlier one that was not carried out. Faults: not-found
 * `programme-unknown`, `area-has-no-members`; bad-input `prepayment-term-not-offered`, `next-payer-missing`; conflict `year-end-choice-carried`.
 */
export async function chooseYearEnd(
  tx: Tx,
  of: {
    readonly law: Law;
    readonly programme: string;
    readonly area?: string;
    readonly choice: YearEndChoice;
    readonly months?: number;
    readonly nextPayer?: string;
    readonly reason: string;
  },
): Promise<readonly ChosenYearEnd[]> {
  const current = await currentPolicy(tx, of.programme);
  const { last } = termOf(current);
  const next = addMonths(last, 1);
  assertChoice(of.law, lastDayOf(last), of);
  const falling = new Map(
    (await fallingOff(tx, of.programme, last, next))
      .filter(({ area, people, goesOn }) => (of.area === undefined ? people > goesOn : area === of.area))
      .map(({ area, people, goesOn }) => [area, people - goesOn] as const),
  );
  const areas = [...falling.keys()];
  if (areas.length === 0)
    throw new Fault(
      'not-found',
      'area-has-no-members',
      { id: 'Tidak ada peserta di wilayah itu pada bulan terakhir.', en: 'There are no members in that area in the last month.' },
      { column: 'area' },
    );
  const carried = (await standingChoices(tx, of.programme, last)).find(({ area, persons }) => persons !== null && areas.includes(area));
  if (carried !== undefined)
    throw new Fault('conflict', 'year-end-choice-carried', {
      id: `Pilihan untuk ${carried.area} sudah dijalankan dan tidak dapat diganti.`,
      en: `The choice for ${carried.area} was carried out and cannot be replaced.`,
    });
  const choices = areas.map((area) => ({
    choiceId: newKey(),
    programme: of.programme,
    last,
    sponsor: current.sponsor,
    area,
    choice: of.choice,
    months: of.choice === 'prepay' ? (of.months ?? null) : null,
    nextPayer: of.choice === 'hand-over' ? (of.nextPayer ?? null) : null,
    reason: of.reason,
  }));
  await saveChoices(tx, choices);
  for (const { choiceId, area, choice, months, nextPayer } of choices)
    await recordAct(tx, {
      kind: 'year-end-chosen',
      subject: choiceId,
      digest: sha256(JSON.stringify([of.programme, last, area, choice, months, nextPayer])),
      sponsor: current.sponsor,
      area,
    });
  const names = await regionNames(tx, 'kabupaten', current.area);
  return choices.map(({ choiceId, area, choice, months }) => {
    const people = falling.get(area) ?? 0;
    return { choiceId, area, name: names.get(area) ?? '', people, price: priceOfChoice(current, { law: of.law, next, choice, months, people }) };
  });
}
