// Tells probable claims for their pages: a page of them with the sums, and one with its calculation.
import { Fault } from '../kernel/fault.ts';
import type { Law } from '../law/law.ts';
import type { Tx } from '../platform/database.ts';
import { currentPolicy } from '../programme/programme-steps.ts';
import { caseShown } from './case-steps.ts';
import { type ChecklistPaper, missingPapers } from './checklist.ts';
import { claimById, claimPlace, claimsPage } from './claim-page-store.ts';
import { type ClaimRow, type ClaimTotals, claimTotals } from './claims-store.ts';

/** One page of a programme's claims and the sums over all. Fault: not-found `programme-unknown`. */
export async function claimsShown(
  tx: Tx,
  programme: string,
  { page, rowsAPage }: { readonly page: number; readonly rowsAPage: number },
): Promise<{ readonly totals: ClaimTotals; readonly claims: readonly Omit<ClaimRow, 'calculation'>[] }> {
  await currentPolicy(tx, programme);
  return { totals: await claimTotals(tx, programme), claims: await claimsPage(tx, programme, { limit: rowsAPage, offset: (page - 1) * rowsAPage }) };
}

/** Where a claim stands, or null where the actor sees none. */
export const placeOfClaim = async (tx: Tx, claimId: string): Promise<{ readonly sponsor: string; readonly area: string } | null> =>
  (await claimPlace(tx, claimId)) ?? null;

/** One claim, with the papers missing as the case stands now. Fault: not-found `claim-unknown`. */
export async function claimShown(tx: Tx, law: Law, claimId: string): Promise<ClaimRow & { readonly missingPapers: readonly ChecklistPaper[] }> {
  const claim = await claimById(tx, claimId);
  if (claim !== undefined) {
    const missing = missingPapers((await caseShown(tx, law, claimId)).papers);
    return { ...claim, missingDocuments: missing.map(({ code }) => code), missingPapers: missing };
  }
  throw new Fault('not-found', 'claim-unknown', { id: 'Klaim itu tidak ada.', en: 'There is no such claim.' });
}
