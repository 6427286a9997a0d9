// Lets programs in by client credentials (RFC 6749, 4.4): a secret shown once, short-lived tokens, both resting as hashes; roles and scope granted as to an account, and a list of acts besides.
import type { Actor, Role } from '../kernel/actor.ts';
import { sha256 } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import { recordAct } from '../platform/act.ts';
import { newKey } from '../platform/key.ts';
import type { Workplace } from '../platform/workplace.ts';
import { attemptWasRight, countAttempt } from './attempt-steps.ts';
import { type ClientRow, allClients, clientNamed, clientOf, endClient, forgetOldTokens, saveClient, saveToken } from './client-store.ts';
import { refuseIncompatible } from '../permission/duty.ts';
import { permissions } from '../permission/permission-client.ts';
import { nobodyYet } from './gate-actors.ts';
import { type Grant, type Scope, refuseWrongScope, requireMayManage, scopeKey } from './grant.ts';
import { allGrants, grantsOf, saveGrant } from './grant-store.ts';
import { later } from './session-steps.ts';
import { settings } from './settings.ts';
import { signInName } from './sign-in-name.ts';
import { newToken } from './token-steps.ts';

export interface ClientShown extends ClientRow {
  readonly scope: string;
  readonly roles: readonly Role[];
}

/** Makes a program's account in one scope; the secret is given once. Faults: `administrator-only`, `account-beyond-scope`, `duties-incompatible`, conflict `name-taken`. */
export async function addClient(
  workplace: Workplace,
  actor: Actor,
  of: { readonly name: string; readonly roles: readonly Role[]; readonly acts: readonly string[] | null } & Pick<Scope, 'sponsor' | 'area'> & Partial<Scope>,
): Promise<{ readonly clientId: string; readonly secret: string; readonly expiresAt: string }> {
  const { sponsor, area, branch = null, sender = null } = of;
  const scope: Scope = { sponsor, area, branch, sender };
  requireMayManage(actor, [scope]);
  refuseWrongScope(scope);
  refuseIncompatible(permissions(), of.roles);
  const name = signInName(of.name);
  const { token: secret, hash } = newToken('pc');
  const clientId = newKey();
  return workplace.database.gate(actor, async (tx) => {
    const expiresAt = later(tx.at, settings.clientLifetimeDays * 86_400); // not law: seconds a day
    if (!(await saveClient(tx, { clientId, name, secretHash: hash, acts: of.acts, expiresAt }))) {
      throw new Fault('conflict', 'name-taken', { id: 'Nama itu sudah dipakai.', en: 'That name is taken.' }, { column: 'name' });
    }
    for (const role of of.roles) await saveGrant(tx, { grantId: newKey(), clientId, role, ...scope });
    await recordAct(tx, {
      kind: 'client-added',
      subject: clientId,
      digest: sha256(JSON.stringify([name, of.roles, scopeKey(scope), of.acts])),
      sponsor: '*',
      area: '*',
    });
    return { clientId, secret, expiresAt };
  });
}

/** Ends a program's account and every token of it. Faults: not-found `client-unknown`, `account-beyond-scope`. */
export async function endClientNamed(workplace: Workplace, actor: Actor, name: string): Promise<void> {
  await workplace.database.gate(actor, async (tx) => {
    const client = await clientNamed(tx, name.trim().toLowerCase());
    if (client === undefined)
      throw new Fault('not-found', 'client-unknown', { id: 'Program itu tidak ada.', en: 'There is no such program.' }, { column: 'name' });
    requireMayManage(actor, await grantsOf(tx, client));
    await endClient(tx, client.clientId);
    await recordAct(tx, { kind: 'client-ended', subject: client.clientId, digest: sha256(client.name), sponsor: '*', area: '*' });
  });
}

/** Programs an administrator looks after. */
export async function clientsShown(workplace: Workplace, actor: Actor): Promise<readonly ClientShown[]> {
  requireMayManage(actor, []);
  return workplace.database.gate(actor, async (tx) => {
    const grants = await allGrants(tx);
    return (await allClients(tx)).map((client) => {
      const own: readonly Grant[] = grants.filter(({ clientId }) => clientId === client.clientId);
      return { ...client, scope: own[0] === undefined ? '' : scopeKey(own[0]), roles: own.map(({ role }) => role) };
    });
  });
}

/** Why a program is not let in, in the words of RFC 6749, 5.2. */
export type TokenRefusal = 'invalid_client' | 'invalid_scope';

/** Gives a program a token for the acts asked for (all of its own when none). Fault: forbidden `too-many-attempts`. */
export async function tokenFor(
  workplace: Workplace,
  of: { readonly clientId: string; readonly secret: string; readonly acts: readonly string[] | null; readonly address: string },
): Promise<{ readonly token: string; readonly seconds: number; readonly acts: readonly string[] | null } | TokenRefusal> {
  const attempt = { kind: 'client', name: of.clientId, address: of.address } as const;
  await workplace.database.gate(nobodyYet, (tx) => countAttempt(tx, workplace, attempt));
  return workplace.database.gate(nobodyYet, async (tx) => {
    const client = await clientOf(tx, of.clientId);
    if (client === undefined || client.ended || client.expiresAt <= tx.at || client.secretHash !== sha256(of.secret)) return 'invalid_client';
    await attemptWasRight(tx, workplace, attempt, true);
    const { acts } = client;
    if (of.acts !== null && acts !== null && !of.acts.every((act) => acts.includes(act))) return 'invalid_scope';
    const { token, hash } = newToken('pt');
    const allowed = of.acts ?? acts;
    await forgetOldTokens(tx);
    await saveToken(tx, { tokenHash: hash, clientId: of.clientId, acts: allowed, expiresAt: later(tx.at, settings.clientTokenLifetime) });
    return { token, seconds: settings.clientTokenLifetime, acts: allowed };
  });
}
