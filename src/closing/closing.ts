// Decides whether a programme may be closed, what stands in the way, and what it leaves: unspent money, credit at the administrator, open cases with their owners.
import { isSquare, type Reconciliation } from '../contributions/reconciliation.ts';
import type { CivilDate } from '../kernel/date.ts';
import { type Rupiah, total } from '../kernel/money.ts';
import type { Month } from '../kernel/month.ts';
import { lastDayOf } from '../kernel/month.ts';
import type { Bilingual } from '../law/parameter.ts';

/** What stands in the way of closing. The first four must be mended; the others may be closed over with a reason, which is recorded. */
export const obstacleCodes = ['term-not-over', 'month-not-opened', 'claim-without-owner', 'cover-undecided', 'month-not-square', 'objection-open'] as const;
export type ObstacleCode = (typeof obstacleCodes)[number];
const mayBeClosedOver: ReadonlySet<ObstacleCode> = new Set(['month-not-square', 'objection-open']);

export const obstacleWords: Readonly<Record<ObstacleCode, Bilingual>> = {
  'term-not-over': { id: 'masa program belum berakhir', en: 'the term is not over' },
  'month-not-opened': { id: 'bulan iuran belum dibuka', en: 'a contribution month was never opened' },
  'claim-without-owner': { id: 'klaim tanpa petugas yang melanjutkan', en: 'a claim nobody goes on with' },
  'cover-undecided': { id: 'kelanjutan perlindungan peserta belum dipilih', en: 'how members go on is not chosen' },
  'month-not-square': { id: 'bulan belum beres', en: 'a month is not square' },
  'objection-open': { id: 'keberatan belum dijawab', en: 'an objection is not answered' },
};

export interface Obstacle {
  readonly code: ObstacleCode;
  readonly subject: string;
  /** May be closed over with a reason. */
  readonly optional: boolean;
}

/** An open claim and who goes on with it. */
export interface OpenClaim {
  readonly claimId: string;
  readonly area: string;
  readonly happenedOn: CivilDate;
  readonly benefit: string;
  readonly amount: Rupiah;
  readonly owners: readonly string[];
}

/** Everything closing looks at. `atAdministrator`: received and not posted, or paid beyond what was owed, by account. */
export interface ClosingFacts {
  readonly today: CivilDate;
  readonly first: Month;
  readonly last: Month;
  readonly months: readonly { readonly month: Month; readonly branches: readonly Reconciliation[] }[];
  readonly lines: readonly { readonly line: string; readonly fundSource: string; readonly limit: Rupiah; readonly committed: Rupiah }[];
  readonly debited: Rupiah;
  readonly atAdministrator: readonly { readonly account: string; readonly amount: Rupiah }[];
  readonly claims: readonly OpenClaim[];
  readonly openObjections: readonly string[];
  readonly undecided: readonly string[];
}

/** One month over all branches: people and rupiah. */
export interface ClosedMonth {
  readonly month: Month;
  readonly charged: number;
  readonly posted: number;
  readonly invoiced: Rupiah;
  readonly debited: Rupiah;
  readonly postedAmount: Rupiah;
  readonly square: boolean;
}

export interface Closing {
  readonly obstacles: readonly Obstacle[];
  readonly mayClose: boolean;
  readonly months: readonly ClosedMonth[];
  readonly limit: Rupiah;
  readonly committed: Rupiah;
  readonly debited: Rupiah;
  readonly posted: Rupiah;
  /** Limit less what the bank paid: goes back to the treasury's year (SiLPA). */
  readonly unspent: Rupiah;
  /** Committed and not paid: commitments to be released. */
  readonly committedUnpaid: Rupiah;
  /** To be posted, carried forward or paid back, as the agreement says. */
  readonly refundable: Rupiah;
  readonly claimsAmount: Rupiah;
}

/** What closing means, with everything in its way in declared order. `despite`: a reason to close over what may be closed over. */
export function closingOf(facts: ClosingFacts, despite: string | null): Closing {
  const obstacles: Obstacle[] = [];
  const add = (code: ObstacleCode, subjects: readonly string[]): void => {
    for (const subject of subjects) obstacles.push({ code, subject, optional: mayBeClosedOver.has(code) });
  };
  add('term-not-over', facts.today > lastDayOf(facts.last) ? [] : [facts.last]);
  add(
    'month-not-opened',
    facts.months.filter(({ branches }) => branches.length === 0).map(({ month }) => month),
  );
  add(
    'claim-without-owner',
    facts.claims.filter(({ owners }) => owners.length === 0).map(({ claimId }) => claimId),
  );
  add('cover-undecided', facts.undecided);
  add(
    'month-not-square',
    facts.months.flatMap(({ month, branches }) => branches.filter((branch) => !isSquare(branch)).map(({ branch }) => `${month} ${branch}`)),
  );
  add('objection-open', facts.openObjections);
  const sum = (amounts: readonly Rupiah[]): Rupiah => total(amounts);
  const months = facts.months.map(({ month, branches }) => ({
    month,
    charged: branches.reduce((people, one) => people + one.charged.persons, 0),
    posted: branches.reduce((people, one) => people + one.posted.persons, 0),
    invoiced: sum(branches.map(({ invoiced }) => invoiced)),
    debited: sum(branches.map(({ debited }) => debited)),
    postedAmount: sum(branches.map(({ posted }) => posted.amount)),
    square: branches.length > 0 && branches.every(isSquare),
  }));
  const [limit, committed] = [sum(facts.lines.map((line) => line.limit)), sum(facts.lines.map((line) => line.committed))];
  return {
    obstacles,
    mayClose: obstacles.every(({ optional }) => optional && despite !== null),
    months,
    limit,
    committed,
    debited: facts.debited,
    posted: sum(months.map(({ postedAmount }) => postedAmount)),
    unspent: limit > facts.debited ? limit - facts.debited : 0n,
    committedUnpaid: committed > facts.debited ? committed - facts.debited : 0n,
    refundable: sum(facts.atAdministrator.map(({ amount }) => amount)),
    claimsAmount: sum(facts.claims.map(({ amount }) => amount)),
  };
}
