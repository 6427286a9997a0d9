// Tells whoever reported or receives how a claim stands, by the number he gave: a claim may be there, a paper is missing, it was paid; nobody is named.
import { type NoticeKind } from '../notice/notice.ts';
import { queueNotice } from '../notice/notice-steps.ts';
import type { Tx } from '../platform/database.ts';
import type { Vault } from '../platform/vault.ts';
import { currentPolicy } from '../programme/programme-steps.ts';
import type { CasePlace, PayeeRow } from './case-store.ts';
import { openWords } from './family-vault-client.ts';
import type { PayeeWords, ReportWords } from './family-words.ts';
import { reportsOfClaims } from './report-store.ts';

type Claim = CasePlace & { readonly programme: string };

/** A number to ask under that fits a short message; the end of an id differs between claims of one day, its beginning does not. */
export const claimNumber = (claimId: string): string => claimId.slice(-8).toUpperCase(); // not law: characters of a number

/** Whoever gave a number: under which id, and the number as written. */
interface Told {
  readonly id: string;
  readonly to: string;
}

/**
 * Tells those who reported that a claim may be there, each once. Whoever wrote on the public page is told only where an officer decided whom he means: else
 * anybody could have a stranger told of a death.
 */
export async function tellReporters(tx: Tx, vault: Pick<Vault, 'open' | 'seal'>, claims: readonly Claim[]): Promise<void> {
  const byId = new Map(claims.map((claim) => [claim.claimId, claim]));
  for (const { claimId, reportId, source, evidence, sealed } of await reportsOfClaims(tx, [...byId.keys()])) {
    const claim = byId.get(claimId);
    const { phone } = openWords<ReportWords>(vault, sealed);
    if (claim === undefined || phone === null || (source === 'public-page' && evidence === byNikAlone)) continue;
    await tell(tx, vault, claim, 'possible-claim', `${claimId} ${reportId}`, phone);
  }
}

/** The evidence of a report that met its person by the NIK written in it, without an officer. */
export const byNikAlone = 'NIK';

/** Tells the payees, or where none gave a number those who reported, once for each step. */
export async function tellFamily(
  tx: Tx,
  vault: Pick<Vault, 'open' | 'seal'>,
  of: { readonly claim: Claim; readonly payees: readonly PayeeRow[]; readonly kind: 'document-missing' | 'claim-paid'; readonly stepNo: number },
): Promise<void> {
  const { claim, kind, stepNo } = of;
  const payees = of.payees.flatMap<Told>(({ payeeId, sealed }) => numbered(payeeId, openWords<PayeeWords>(vault, sealed).phone));
  const reporters = async () =>
    (await reportsOfClaims(tx, [claim.claimId]))
      .filter(({ source, evidence }) => source !== 'public-page' || evidence !== byNikAlone)
      .flatMap<Told>(({ reportId, sealed }) => numbered(reportId, openWords<ReportWords>(vault, sealed).phone));
  for (const { id, to } of payees.length > 0 ? payees : await reporters()) await tell(tx, vault, claim, kind, `${claim.claimId} ${stepNo} ${id}`, to);
}

const numbered = (id: string, to: string | null): readonly Told[] => (to === null ? [] : [{ id, to }]);

async function tell(tx: Tx, vault: Pick<Vault, 'seal'>, claim: Claim, kind: NoticeKind, reason: string, to: string): Promise<void> {
  const { policy } = await currentPolicy(tx, claim.programme);
  const { claimId, sponsor, area } = claim;
  await queueNotice(tx, vault, { kind, reason, subject: claimId, sponsor, area, to, fields: { office: policy.sponsor.name, number: claimNumber(claimId) } });
}
