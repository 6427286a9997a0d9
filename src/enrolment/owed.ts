// Decides what one person's month costs and who carries it: the law's contribution, shared among the programme's payers exactly.
import { assert } from '../kernel/fault.ts';
import { exactShare } from '../kernel/money.ts';
import type { Month } from '../kernel/month.ts';
import { type Contribution, contribution } from '../law/contribution.ts';
import type { Law } from '../law/law.ts';
import type { ProgrammeFile } from '../programme/policy.ts';
import type { HeldCover } from '../roster/shares.ts';

/** The covers of a programme in a month with amounts (rupiah) and payers' shares, and the law they come from. */
export interface Owed {
  readonly covers: readonly HeldCover[];
  readonly contribution: Contribution;
}

/** What a month costs for one person of a programme (PP 44/2015 Lampiran II; PP 50/2025 gives government payers no relief). */
export function owedFor(policy: ProgrammeFile, law: Law, month: Month): Owed {
  const { income, sector, payers, covers } = policy.contribution;
  const [first] = payers;
  assert(first !== undefined, 'a programme has a payer');
  const due = contribution({ law, income, month, payer: first.payerKind, sector });
  for (const other of payers) {
    assert(contribution({ law, income, month, payer: other.payerKind, sector }).total === due.total, 'all payers of a programme owe by the same tariff');
  }
  return {
    contribution: due,
    covers: covers.map((cover) => ({
      cover,
      amount: due[cover],
      shares: payers.map(({ payer, line, share }) => ({ payer, line, amount: exactShare(due[cover], share.numerator, share.denominator) })),
    })),
  };
}
