// Decides what the files of a past programme say against each other about one person: paid twice, by two payers, not posted, for the dead, and so on.
import { coverage, coverageRule, standing } from '../coverage/coverage.ts';
import type { CivilDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import { type Instant, instant } from '../kernel/clock.ts';
import type { Rupiah } from '../kernel/money.ts';
import { type Month, firstDayOf, monthOf, monthsFrom } from '../kernel/month.ts';
import { deathBenefit } from '../law/death-benefit.ts';
import type { Law } from '../law/law.ts';
import type { AuditClass, AuditCode, AuditFinding, Trace } from './audit-classes.ts';

/** One row of one person. `amount` null where the file does not say. */
export interface PersonRow {
  readonly at: Trace;
  readonly kind: 'promise' | 'payment' | 'posting' | 'death' | 'claim';
  readonly payer: string | null;
  readonly first: Month | null;
  readonly last: Month | null;
  readonly amount: Rupiah | null;
  readonly reference: string | null;
  readonly code: string | null;
  readonly dated: CivilDate | null;
}

/** What is known of the files as a whole: nothing is held against a person for a month whose list is not there. */
export interface AuditContext {
  readonly law: Law;
  readonly timeZone: string;
  readonly knownAt: Instant;
  /** Whether a payment row counts as paid: an SP2D or receipt stands behind it, or the folder has none at all. */
  readonly isPaid: (row: PersonRow, month: Month) => boolean;
  /** Whether a month of a payer was paid by an SP2D without names, so that the decree's names are taken. */
  readonly paidByDecree: (payer: string | null, month: Month) => boolean;
  readonly postingsKnown: (payer: string | null, month: Month) => boolean;
  readonly paymentsKnown: (payer: string | null, month: Month) => boolean;
  readonly hasDecrees: boolean;
}

interface PaidMonth {
  readonly month: Month;
  readonly payer: string | null;
  readonly amount: Rupiah | null;
  readonly at: Trace;
  readonly assumed: boolean;
}

/** Every finding about one person, in the order of classes and months. */
export function auditPerson(token: string, rows: readonly PersonRow[], context: AuditContext): readonly AuditFinding[] {
  const of = <K extends PersonRow['kind']>(kind: K): readonly PersonRow[] => rows.filter((row) => row.kind === kind);
  const monthsOf = ({ first, last }: PersonRow): readonly Month[] => (first === null || last === null ? [] : monthsFrom(first, last));
  const each = (row: PersonRow): readonly PaidMonth[] => {
    const months = monthsOf(row);
    // One amount for several months is theirs together, told per month only where it divides; of a decree nobody knows whether it is for one month or all.
    const share =
      row.amount === null || row.kind === 'promise' || months.length === 0 || row.amount % BigInt(months.length) !== 0n
        ? null
        : row.amount / BigInt(months.length);
    return months.map((month) => ({ month, payer: row.payer, amount: months.length === 1 ? row.amount : share, at: row.at, assumed: false }));
  };
  const promised = of('promise').flatMap(each);
  const listed = of('payment').flatMap((row) => each(row).filter(({ month }) => context.isPaid(row, month)));
  const assumed = promised
    .filter(({ month, payer }) => context.paidByDecree(payer, month))
    .map((one) => ({ ...one, assumed: true }))
    .filter((one, place, all) => all.findIndex((other) => other.month === one.month && other.payer === one.payer) === place);
  const paid = inOrder([...listed, ...assumed]);
  const posted = inOrder(of('posting').flatMap(each));
  const findings: AuditFinding[] = [];
  const add = (kind: AuditClass, code: AuditCode, one: Omit<PaidMonth, 'assumed'>, other: Trace | null, amount: Rupiah | null = one.amount): void => {
    findings.push({ class: kind, code, token, payer: one.payer, first: one.month, last: one.month, personMonths: 1, amount, at: one.at, other });
  };

  const againOf = (months: readonly PaidMonth[], code: AuditCode): void => {
    for (const [, same] of grouped(months, ({ month, payer }) => `${month} ${payer ?? ''}`))
      for (const again of same.slice(1)) add('paid-twice', code, again, same[0]?.at ?? null);
  };
  againOf(listed, 'paid-twice-by-payer');
  // A month paid twice is usually posted twice as well; told once.
  const paidTwice = new Set(findings.map(({ first }) => first));
  againOf(
    posted.filter(({ month }) => !paidTwice.has(month)),
    'posted-twice',
  );

  const twoPayers = new Set<Month>();
  const payersOf = (months: readonly PaidMonth[], code: AuditCode): void => {
    for (const [month, same] of grouped(months, (one) => one.month)) {
      const [first] = same;
      const other = same.find(({ payer }) => payer !== null && first?.payer !== null && payer !== first?.payer);
      if (first === undefined || other === undefined || twoPayers.has(month)) continue;
      twoPayers.add(month);
      add('paid-by-two-payers', code, other, first.at);
    }
  };
  payersOf(paid, 'two-payers-paid');
  payersOf(posted, 'two-payers-posted');

  const postedMonths = new Set(posted.map(({ month }) => month));
  const paidMonths = new Set(paid.map(({ month }) => month));
  for (const [month, [one]] of grouped(paid, (paidMonth) => paidMonth.month))
    if (one !== undefined && !postedMonths.has(month) && context.postingsKnown(one.payer, month))
      add('paid-not-posted', one.assumed ? 'assumed-paid-not-posted' : 'paid-not-posted', one, null);
  for (const [month, [one]] of grouped(posted, (postedMonth) => postedMonth.month))
    if (one !== undefined && !paidMonths.has(month) && context.paymentsKnown(one.payer, month)) add('posted-not-paid', 'posted-not-paid', one, null);

  const death = of('death').find(({ dated }) => dated !== null);
  if (death !== undefined) findings.push(...ofDeath(token, death, { promised, paid, posted, rows, context, claimed: of('claim').length > 0 }));

  findings.push(...ofPromise(token, promised, postedMonths, context));
  const onNoList = context.hasDecrees && promised.length === 0 ? (paid[0] ?? posted[0]) : undefined;
  if (onNoList !== undefined) {
    const months = new Set([...paidMonths, ...postedMonths]);
    const sums = [...(paid.length > 0 ? paid : posted)].map(({ amount }) => amount);
    findings.push({
      class: 'evidence-missing',
      code: 'not-on-any-decree',
      token,
      payer: onNoList.payer,
      first: [...months].sort()[0] ?? null,
      last: [...months].sort().at(-1) ?? null,
      personMonths: months.size,
      amount: sumOf(sums),
      at: onNoList.at,
      other: null,
    });
  }
  return findings;
}

const sumOf = (amounts: readonly (Rupiah | null)[]): Rupiah | null =>
  amounts.some((amount) => amount !== null) ? amounts.reduce<Rupiah>((sum, amount) => sum + (amount ?? 0n), 0n) : null;

const inOrder = (months: readonly PaidMonth[]): readonly PaidMonth[] =>
  [...months].sort((a, b) => (a.month === b.month ? a.at.source - b.at.source || a.at.row - b.at.row : a.month < b.month ? -1 : 1));

function grouped<T, K>(all: readonly T[], key: (one: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const one of all) {
    const group = groups.get(key(one));
    if (group === undefined) groups.set(key(one), [one]);
    else group.push(one);
  }
  return groups;
}

/** Months promised against months posted, of those months whose posting list is there; one line a person. */
function ofPromise(token: string, promised: readonly PaidMonth[], postedMonths: ReadonlySet<Month>, context: AuditContext): readonly AuditFinding[] {
  const known = inOrder(promised).filter(({ month, payer }) => context.postingsKnown(payer, month));
  const months = [...new Set(known.map(({ month }) => month))];
  const missing = months.filter((month) => !postedMonths.has(month));
  const [one] = known.filter(({ month }) => month === missing[0]);
  if (one === undefined) return [];
  const code = missing.length === months.length ? 'never-protected' : 'partly-protected';
  return [
    {
      class: 'promised-not-protected',
      code,
      token,
      payer: one.payer,
      first: missing[0] ?? null,
      last: missing.at(-1) ?? null,
      personMonths: missing.length,
      amount: null,
      at: one.at,
      other: null,
    },
  ];
}

interface Life {
  readonly promised: readonly PaidMonth[];
  readonly paid: readonly PaidMonth[];
  readonly posted: readonly PaidMonth[];
  readonly rows: readonly PersonRow[];
  readonly context: AuditContext;
  readonly claimed: boolean;
}

function ofDeath(token: string, death: PersonRow, { promised, paid, posted, rows, context, claimed }: Life): readonly AuditFinding[] {
  const on = death.dated as CivilDate;
  const died = monthOf(on);
  const findings: AuditFinding[] = [];
  const line = (kind: AuditClass, code: AuditCode, month: Month, one: { payer: string | null; at: Trace }, amount: Rupiah | null): AuditFinding => ({
    class: kind,
    code,
    token,
    payer: one.payer,
    first: month,
    last: month,
    personMonths: 1,
    amount,
    at: one.at,
    other: one.at === death.at ? null : death.at,
  });
  const after = grouped(
    [...paid, ...posted.filter(({ month }) => !paid.some((one) => one.month === month))].filter(({ month }) => month > died),
    ({ month }) => month,
  );
  for (const [month, same] of after)
    for (const one of same) findings.push(line('paid-for-the-dead', paid.includes(one) ? 'paid-after-death' : 'posted-after-death', month, one, one.amount));
  if (claimed) return findings;
  const at = { payer: promised[0]?.payer ?? paid[0]?.payer ?? posted[0]?.payer ?? null, at: death.at };
  const state = stateAtDeath(on, rows, context);
  if (state === 'protected' || state === 'arrears-unsettled')
    findings.push(line('death-without-claim', state === 'protected' ? 'protected-at-death' : 'in-arrears-at-death', died, at, benefitAt(on, rows, context)));
  else if (promised.some(({ month }) => month === died) && context.postingsKnown(at.payer, died))
    findings.push(line('death-without-claim', 'promised-at-death', died, at, null));
  return findings;
}

/** What the rule of coverage takes of a posting row; a row that does not say when it was paid counts from the first day of its month. */
function factsOf(rows: readonly PersonRow[], context: AuditContext) {
  const postings = rows
    .filter(({ kind }) => kind === 'posting')
    .flatMap(({ first, last, dated }) =>
      first === null || last === null
        ? []
        : monthsFrom(first, last).map((month) => ({
            month,
            jkk: 1n,
            jkm: 1n,
            bankValueOn: dated ?? firstDayOf(month),
            postedAt: instant(`${dated ?? firstDayOf(month)}T00:00:00Z`),
            recordedAt: context.knownAt,
          })),
    );
  return { registrations: [], postings };
}

const stateAtDeath = (on: CivilDate, rows: readonly PersonRow[], context: AuditContext) =>
  standing(coverageRule({ law: context.law, on, knownAt: context.knownAt, timeZone: context.timeZone }), factsOf(rows, context), 'jkm').state;

/** The JKM of the death in rupiah; null for a day the law files do not reach. */
function benefitAt(on: CivilDate, rows: readonly PersonRow[], context: AuditContext): Rupiah | null {
  try {
    const { law } = context;
    const { fullBenefit, posted } = coverage(coverageRule({ law, on, knownAt: context.knownAt, timeZone: context.timeZone }), factsOf(rows, context));
    return deathBenefit({ law, on, minimum: fullBenefit, paidMonths: new Set(posted.filter(({ counts }) => counts).map(({ month }) => month)).size }).total;
  } catch (error) {
    if (error instanceof Fault && error.kind === 'not-found') return null;
    throw error;
  }
}
