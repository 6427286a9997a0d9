// Answers what a family would get for any person, event and day; writes nothing. A person is asked by the sealed NIK, nobody in particular by supposed months.
import { civilDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import { coverageOf } from '../coverage/coverage-steps.ts';
import { type Estimate, type EstimateQuestion, estimate } from '../law/estimate.ts';
import type { PostedMonth } from '../law/full-benefit.ts';
import type { Law } from '../law/law.ts';
import type { Look } from '../platform/database.ts';
import { type EstimateAnswer, type EventFields, baseBehind, childrenFrom, eventOf, familyFrom, supposedMonths } from './estimate-question.ts';

export interface EstimateFields extends EventFields {
  readonly firstMonth?: string | undefined;
  readonly months?: number | undefined;
  readonly family?: string | undefined;
  readonly children?: string | undefined;
}

/** The estimate for whoever holds a sealed NIK, or for supposed months. Faults: not-found `person-unknown`, bad-input `months-missing`, those of the law. */
export async function estimateFor(
  look: Look,
  of: { readonly law: Law; readonly token: string | null; readonly fields: EstimateFields },
): Promise<EstimateAnswer> {
  const { law, token, fields } = of;
  const on = civilDate(fields.on);
  const family = { family: familyFrom(fields.family), children: childrenFrom(fields.children) };
  const ask = (posted: readonly PostedMonth[], base: bigint | null): Estimate =>
    estimate({ law, event: eventOf(law, fields, base), posted, ...family } satisfies EstimateQuestion);
  if (token === null) {
    if (fields.firstMonth === undefined || fields.months === undefined) {
      throw new Fault(
        'bad-input',
        'months-missing',
        {
          id: 'Beri NIK, atau bulan pertama dan jumlah bulan yang diandaikan dibayar.',
          en: 'Give a NIK, or the first month and how many months are supposed to be paid.',
        },
        { column: 'firstMonth' },
      );
    }
    return { on, covered: null, estimate: ask(supposedMonths(fields.firstMonth, fields.months), null) };
  }
  const coverage = await coverageOf(look, { law, token, on });
  const cover = fields.event === 'death' ? 'jkm' : 'jkk';
  const covered = coverage[cover].state;
  if (covered !== 'protected' && covered !== 'arrears-unsettled') return { on, covered, estimate: null };
  const counting = coverage.posted.filter((posting) => posting.counts && posting[cover] > 0n);
  const base = counting.at(-1)?.jkk;
  return {
    on,
    covered,
    estimate: ask(
      counting.map(({ month, bankValueOn }) => ({ month, postedOn: bankValueOn })),
      base === undefined ? null : baseBehind(law, base, on),
    ),
  };
}
