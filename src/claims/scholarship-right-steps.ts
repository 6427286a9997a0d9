// Answers whether the months posted for a dead or disabled person give his children the scholarship, by the one rule of the law.
import { coverageOf } from '../coverage/coverage-steps.ts';
import type { Bilingual, Confidence } from '../law/parameter.ts';
import { type Law, weakest } from '../law/law.ts';
import { scholarship } from '../law/scholarship.ts';
import { type Tx, lookIn } from '../platform/database.ts';
import type { CaseRow } from './case-store.ts';

/** Whether the children of a claim have a right to the scholarship, with the months asked for and posted, the article and how sure it is. */
export interface ScholarshipRight {
  readonly entitled: boolean;
  readonly minimumMonths: number;
  readonly paidMonths: number;
  readonly article: string;
  readonly confidence: Confidence;
  readonly text: Bilingual;
}

/** The right of a claim's children: after a work accident under JKK, otherwise by the months of JKM posted until the death. Faults: not-found `person-unknown`, or where the law does not reach the day. */
export async function scholarshipRight(tx: Tx, law: Law, claim: Pick<CaseRow, 'personKey' | 'event' | 'happenedOn'>): Promise<ScholarshipRight> {
  const programme = claim.event === 'death' ? 'jkm' : 'jkk';
  const { posted } = await coverageOf(lookIn(tx), { law, personKey: claim.personKey, on: claim.happenedOn });
  const months = new Set(posted.filter((posting) => posting.counts && posting[programme] > 0n).map(({ month }) => month));
  const found = scholarship({ law, programme, on: claim.happenedOn, paidMonths: months.size });
  const cited = found.citations.filter(({ parameter }) => parameter.startsWith(`${programme}-scholarship-`));
  const { entitled, minimumMonths, paidMonths } = found;
  return {
    entitled,
    minimumMonths,
    paidMonths,
    article: [...new Set(cited.map(({ article }) => article))].join('; '),
    confidence: weakest(cited),
    text: entitled
      ? found.text
      : {
          id: `Belum berhak: perlu ${minimumMonths} bulan iuran, baru ${paidMonths}.`,
          en: `Not entitled: ${minimumMonths} months needed, ${paidMonths} posted.`,
        },
  };
}
