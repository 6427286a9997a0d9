// Decides how the people of the demonstration sign in: invented accounts for its cast, made before anything is done, each with a link that opens once and no password at all.
import type { Actor } from '../src/kernel/actor.ts';
import { caseOf } from '../src/case-places.ts';
import { type CaseKind, assignCase } from '../src/permission/case-steps.ts';
import { cast } from './demo-cast.ts';
import type { Workplace } from '../src/platform/workplace.ts';
import { enterLinkFor, grantRole, accountsShown, addAccount } from '../src/access/account-steps.ts';
import { linkAddress } from '../src/access/link-steps.ts';
import { mapSystemUser } from '../src/access/system-user-steps.ts';

const keeper = { id: 'local:demo', roles: ['administrator'], sponsor: '*', area: '*' } as const;

/** One person of the cast with a fresh link. */
export interface CastLink {
  readonly displayName: string;
  readonly token: string;
}

/** Makes the accounts where they are missing, and lets the operating-system user act as each of them (`--as`) at the command line. */
export async function accountsOfCast(workplace: Workplace, user: string): Promise<void> {
  const standing = new Map((await accountsShown(workplace, keeper)).map((account) => [account.accountId, account]));
  for (const { accountId, name, displayName, roles, sponsor, area, posts } of Object.values(cast)) {
    const held = new Set(standing.get(accountId)?.grants.map(({ role }) => role));
    // The first account of an installation is its administrator by that.
    if (!standing.has(accountId) && (await addAccount(workplace, keeper, { accountId, name, displayName, language: 'id' })).first) held.add('administrator');
    const scope = { sponsor, area, branch: posts?.branch ?? null, sender: posts?.sender ?? null };
    for (const role of roles) if (!held.has(role)) await grantRole(workplace, keeper, { account: name, role, ...scope });
    await mapSystemUser(workplace, keeper, { user, account: name, remove: false });
  }
}

/** A fresh link for each of the cast. */
export async function linksOfCast(workplace: Workplace): Promise<readonly CastLink[]> {
  const links: CastLink[] = [];
  for (const { name, displayName } of Object.values(cast)) links.push({ displayName, token: await enterLinkFor(workplace, keeper, name) });
  return links;
}

/** Gives the case worker every claim, objection and complaint that nobody has yet: he sees no others. */
export async function casesOfCast(workplace: Workplace): Promise<void> {
  const approver: Actor = { id: `account:${cast.secretary.accountId}`, roles: cast.secretary.roles, sponsor: 'ntt', area: '53' };
  await workplace.database.transact(approver, async (tx) => {
    const { rows } = await tx.client.query<{ kind: CaseKind; caseId: string }>(
      `select 'claim' as kind, claim_id as "caseId" from claims.probable_claim union all select 'objection', objection_id from grievance.objection
        union all select 'complaint', complaint_id from grievance.complaint`,
    );
    for (const { kind, caseId } of rows) await assignCase(tx, { kind, caseId, to: `account:${cast.cases.accountId}`, caseOf });
  });
}

/** What the console says of them. */
export const castTold = (links: readonly CastLink[], origin: string): string =>
  `\nMasuk sebagai (buka satu tautan; tiap tautan sekali pakai, 24 jam) / sign in as (open one link; each opens once, 24 hours):\n${links
    .map(({ displayName, token }) => `  ${displayName.padEnd(24)} ${linkAddress(origin, token)}`)
    .join('\n')}\n`;
