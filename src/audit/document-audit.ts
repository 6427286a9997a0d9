// Decides what the papers of a past programme as a whole prove: which SP2D paid which roster, which months have lists at all, and which evidence is missing.
import type { CivilDate } from '../kernel/date.ts';
import type { Rupiah } from '../kernel/money.ts';
import { type Month, monthsFrom } from '../kernel/month.ts';
import type { AuditCode, AuditFinding, Trace } from './audit-classes.ts';
import type { AuditContext } from './person-audit.ts';

/** An SP2D or receipt. */
export interface Paper {
  readonly kind: 'sp2d' | 'receipt';
  readonly at: Trace;
  readonly payer: string | null;
  readonly first: Month | null;
  readonly last: Month | null;
  readonly amount: Rupiah;
  readonly reference: string | null;
  readonly code: string | null;
  readonly dated: CivilDate | null;
}

/** Rows of people of one kind that share payer, months and papers, as counted. */
export interface RowGroup {
  readonly kind: 'promise' | 'payment' | 'posting';
  readonly payer: string | null;
  readonly first: Month;
  readonly last: Month;
  readonly reference: string | null;
  readonly code: string | null;
  readonly persons: number;
  readonly amount: Rupiah;
  /** The first row of the group. */
  readonly at: Trace;
}

/** The context people are audited in, and what is missing of the papers themselves. */
export interface DocumentAudit {
  readonly context: Pick<AuditContext, 'isPaid' | 'paidByDecree' | 'postingsKnown' | 'paymentsKnown' | 'hasDecrees'>;
  readonly findings: readonly AuditFinding[];
}

interface Pays {
  readonly payer: string | null;
  readonly first: Month | null;
  readonly last: Month | null;
  readonly reference: string | null;
  readonly code: string | null;
}

const samePayer = (one: string | null, other: string | null): boolean => one === null || other === null || one === other;
const overlaps = (one: Pays, other: Pays): boolean =>
  one.first !== null && one.last !== null && other.first !== null && other.last !== null && one.first <= other.last && other.first <= one.last;

/** Whether two papers speak of the same payment: by a number both carry, else by payer and months. */
export function belongTogether(one: Pays, other: Pays): boolean {
  if (one.reference !== null && other.reference !== null) return one.reference === other.reference;
  if (one.code !== null && other.code !== null) return one.code === other.code;
  return samePayer(one.payer, other.payer) && overlaps(one, other);
}

const keyOf = (payer: string | null, month: Month): string => `${payer ?? ''}|${month}`;

/** Months a kind of list is there for, asked by payer; a list that names no payer stands for any. */
function known(groups: readonly RowGroup[]): { readonly has: (payer: string | null, month: Month) => boolean; readonly anyOf: (month: Month) => boolean } {
  const keys = new Set<string>();
  const months = new Set<Month>();
  for (const { payer, first, last } of groups)
    for (const month of monthsFrom(first, last)) {
      keys.add(keyOf(payer, month));
      months.add(month);
    }
  return {
    has: (payer, month) => (payer === null ? months.has(month) : keys.has(keyOf(payer, month)) || keys.has(keyOf(null, month))),
    anyOf: (month) => months.has(month),
  };
}

/** Reads the papers against the lists. `decreeless`: sheets of decree lists without the number of a decree, with their first row. */
export function auditDocuments(
  papers: readonly Paper[],
  groups: readonly RowGroup[],
  decreeless: readonly (Trace & { readonly persons: number })[],
): DocumentAudit {
  const sp2ds = papers.filter(({ kind }) => kind === 'sp2d');
  const receipts = papers.filter(({ kind }) => kind === 'receipt');
  const of = (kind: RowGroup['kind']): readonly RowGroup[] => groups.filter((group) => group.kind === kind);
  const [promises, payments, postings] = [of('promise'), of('payment'), of('posting')];
  const findings: AuditFinding[] = [];
  const add = (code: AuditCode, one: Pays & { readonly at: Trace }, amount: Rupiah | null, personMonths = 0, other: Trace | null = null): void => {
    const { payer, first, last, at } = one;
    findings.push({ class: 'evidence-missing', code, token: null, payer, first, last, personMonths, amount, at, other });
  };

  const byDecree = new Set<string>();
  for (const paper of sp2ds) {
    const rosters = payments.filter((group) => belongTogether(paper, group));
    if (rosters.length === 0) {
      const decree = promises.find((group) => samePayer(paper.payer, group.payer) && overlaps(paper, group));
      if (decree !== undefined && paper.first !== null && paper.last !== null)
        for (const month of monthsFrom(paper.first, paper.last)) byDecree.add(keyOf(paper.payer, month));
      add(decree === undefined ? 'sp2d-without-roster' : 'sp2d-roster-assumed', paper, paper.amount, 0, decree?.at ?? null);
    } else {
      // Several SP2Ds may pay one roster and one SP2D several: the sums of what hangs together are compared, once.
      const together = sp2ds.filter((one) => rosters.some((group) => belongTogether(one, group)));
      const [ordered, listed] = [sum(together), sum(rosters)];
      if (together[0] === paper && listed > 0n && ordered !== listed)
        add('sp2d-differs-from-roster', paper, ordered > listed ? ordered - listed : listed - ordered, 0, rosters[0]?.at ?? null);
    }
    if (!receipts.some((receipt) => belongTogether(paper, receipt))) add('sp2d-without-receipt', paper, paper.amount);
  }
  for (const receipt of receipts) if (!sp2ds.some((paper) => belongTogether(paper, receipt))) add('receipt-without-sp2d', receipt, receipt.amount);

  const isPaidGroup = (group: Pays): boolean => papers.length === 0 || papers.some((paper) => belongTogether(paper, group));
  for (const group of payments)
    if (!sp2ds.some((paper) => belongTogether(paper, group))) add('roster-without-sp2d', group, group.amount === 0n ? null : group.amount, group.persons);

  const [postingsOf, paymentsOf] = [known(postings), known(payments)];
  const told = new Set<string>();
  for (const group of [...payments, ...promises])
    for (const month of monthsFrom(group.first, group.last)) {
      if (postingsOf.has(group.payer, month) || told.has(keyOf(group.payer, month))) continue;
      told.add(keyOf(group.payer, month));
      add('month-without-postings', { ...group, first: month, last: month }, null, group.persons);
    }
  for (const { source, row, persons } of decreeless)
    add('list-without-decree-number', { payer: null, first: null, last: null, reference: null, code: null, at: { source, row } }, null, persons);

  const paidByDecree = (payer: string | null, month: Month): boolean => byDecree.has(keyOf(payer, month)) || byDecree.has(keyOf(null, month));
  return {
    context: {
      isPaid: (row) => isPaidGroup(row),
      paidByDecree,
      postingsKnown: postingsOf.has,
      paymentsKnown: (payer, month) => paymentsOf.has(payer, month) || paidByDecree(payer, month),
      hasDecrees: promises.length > 0,
    },
    findings,
  };
}

const sum = (all: readonly { readonly amount: Rupiah }[]): Rupiah => all.reduce<Rupiah>((amount, one) => amount + one.amount, 0n);
