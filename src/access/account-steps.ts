// Looks after accounts: added with a welcome link, granted roles in a scope, locked and unlocked; each change an act, and none beyond the administrator's own scope.
import type { Actor, Role } from '../kernel/actor.ts';
import { sha256 } from '../kernel/digest.ts';
import { Fault, type FaultMessage } from '../kernel/fault.ts';
import { recordAct } from '../platform/act.ts';
import type { Tx } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';
import type { Workplace } from '../platform/workplace.ts';
import { accountCalled } from './account-called-steps.ts';
import { type AccountRow, allAccounts, liftLocks, saveAccount, saveLock } from './account-store.ts';
import { clientNamesIn } from './client-store.ts';
import { refuseIncompatible } from '../permission/duty.ts';
import { nobodyYet } from './gate-actors.ts';
import { type Scope, requireAdministrator, refuseWrongScope, requireMayManage, scopeKey } from './grant.ts';
import { type GrantRow, allGrants, endGrant, grantNamed, grantsOf, holdGrants, saveGrant } from './grant-store.ts';
import { grantCautions } from './grant-cautions.ts';
import { permissions } from '../permission/permission-client.ts';
import type { ScopeKnownOf } from '../permission/reach-steps.ts';
import { becomeFirst, makeLink } from './link-steps.ts';
import { endSessions } from './session-store.ts';
import { signInName } from './sign-in-name.ts';

export interface AccountShown extends AccountRow {
  readonly grants: readonly GrantRow[];
}

/** An account the actor may look after. Faults: `account-unknown`, `administrator-only`, `account-beyond-scope`. */
async function managed(tx: Tx, actor: Actor, nameOrId: string): Promise<AccountRow> {
  requireAdministrator(actor);
  const account = await accountCalled(tx, nameOrId);
  requireMayManage(actor, await grantsOf(tx, account));
  return account;
}

const act = (tx: Tx, kind: string, accountId: string, said: string): Promise<void> =>
  recordAct(tx, { kind, subject: accountId, digest: sha256(said), sponsor: '*', area: '*' });

/** Adds an account (under a new key unless one is given) and a link by which its owner sets his password. The first account of an installation is its first administrator. */
export async function addAccount(
  workplace: Workplace,
  actor: Actor,
  of: { readonly name: string; readonly displayName: string; readonly language: 'id' | 'en'; readonly accountId?: string },
): Promise<{ readonly accountId: string; readonly name: string; readonly token: string; readonly first: boolean }> {
  requireAdministrator(actor);
  const name = signInName(of.name);
  const displayName = of.displayName.trim() === '' ? name : of.displayName.trim().slice(0, 100);
  const { accountId = newKey() } = of;
  return workplace.database.gate(actor, async (tx) => {
    if (!(await saveAccount(tx, { accountId, signInName: name, displayName, language: of.language }))) {
      throw new Fault('conflict', 'name-taken', { id: 'Nama masuk itu sudah dipakai.', en: 'That sign-in name is taken.' }, { column: 'name' });
    }
    await act(tx, 'account-added', accountId, name);
    const first = await becomeFirst(tx, accountId);
    return { accountId, name, token: await makeLink(tx, 'welcome', accountId), first };
  });
}

/** Accounts with their standing grants. Fault: forbidden `administrator-only`. */
export async function accountsShown(workplace: Workplace, actor: Actor): Promise<readonly AccountShown[]> {
  requireAdministrator(actor);
  return workplace.database.gate(actor, async (tx) => {
    const grants = await allGrants(tx);
    return (await allAccounts(tx)).map((account) => ({ ...account, grants: grants.filter(({ accountId }) => accountId === account.accountId) }));
  });
}

export async function accountShown(workplace: Workplace, actor: Actor, nameOrId: string): Promise<AccountShown> {
  requireAdministrator(actor);
  return workplace.database.gate(actor, async (tx) => {
    const account = await accountCalled(tx, nameOrId);
    return { ...account, grants: await grantsOf(tx, account) };
  });
}

/** What the administrator who granted roles in a scope ought to know of it, by what is recorded now; to nobody else, so nothing is refused here. */
export const cautionsOn = async (
  { database }: Pick<Workplace, 'database'>,
  actor: Actor,
  roles: readonly Role[],
  scope: Scope,
  knownOf: ScopeKnownOf,
): Promise<readonly FaultMessage[]> => grantCautions(permissions(), roles, scope, await database.read(actor, (tx) => knownOf(tx, scope)));

/** Grants a role in a scope within the administrator's own. Gives the grant's id. Faults: `account-beyond-scope`, `duties-incompatible`, conflict `grant-already-held`, those of a scope written wrongly. */
export async function grantRole(workplace: Workplace, actor: Actor, of: { readonly account: string; readonly role: Role } & Scope): Promise<string> {
  requireMayManage(actor, [of]);
  refuseWrongScope(of);
  const grantId = newKey();
  await workplace.database.gate(actor, async (tx) => {
    await holdGrants(tx);
    const account = await accountCalled(tx, of.account);
    const held = await grantsOf(tx, account);
    if (held.some((one) => one.role === of.role && scopeKey(one) === scopeKey(of))) {
      throw new Fault('conflict', 'grant-already-held', {
        id: `Akun itu sudah punya wewenang ini: ${of.role} ${scopeKey(of)}.`,
        en: `The account holds this grant already: ${of.role} ${scopeKey(of)}.`,
      });
    }
    refuseIncompatible(permissions(), [...held.map(({ role }) => role), of.role]);
    await saveGrant(tx, { grantId, accountId: account.accountId, role: of.role, sponsor: of.sponsor, area: of.area, branch: of.branch, sender: of.sender });
    await act(tx, 'grant-given', account.accountId, JSON.stringify([grantId, of.role, of.sponsor, of.area, of.branch, of.sender]));
  });
  return grantId;
}

/** Ends a grant. Faults: not-found `grant-unknown`, `account-beyond-scope`, conflict `last-administrator`. */
export async function revokeGrant(workplace: Workplace, actor: Actor, grantId: string): Promise<void> {
  await workplace.database.gate(actor, async (tx) => {
    await holdGrants(tx);
    const grant = /^[0-9a-f-]{36}$/i.test(grantId) ? await grantNamed(tx, grantId) : undefined;
    if (grant === undefined)
      throw new Fault('not-found', 'grant-unknown', { id: 'Wewenang itu tidak ada atau sudah berakhir.', en: 'There is no such grant, or it has ended.' });
    requireMayManage(actor, [grant]);
    const ofAll = ({ role, sponsor, area, accountId }: GrantRow): boolean => accountId !== null && role === 'administrator' && sponsor === '*' && area === '*';
    if (ofAll(grant) && (await allGrants(tx)).filter(ofAll).length === 1) {
      throw new Fault('conflict', 'last-administrator', {
        id: 'Ini administrator terakhir atas semuanya. Beri wewenang itu kepada akun lain dahulu.',
        en: 'This is the last administrator of everything. Grant that to another account first.',
      });
    }
    await endGrant(tx, grantId);
    await act(tx, 'grant-ended', grant.accountId ?? grant.clientId ?? '', grantId);
  });
}

/** Locks an account and ends its sessions. Fault: conflict `own-account` for one's own. */
export async function lockAccount(workplace: Workplace, actor: Actor, of: { readonly account: string; readonly reason: string }): Promise<void> {
  await workplace.database.gate(actor, async (tx) => {
    const account = await managed(tx, actor, of.account);
    if (actor.id === `account:${account.accountId}`) {
      throw new Fault('conflict', 'own-account', { id: 'Akun sendiri tidak dapat dikunci.', en: 'Nobody locks his own account.' });
    }
    await saveLock(tx, account.accountId, of.reason);
    await endSessions(tx, account.accountId, 'locked', null);
    await act(tx, 'account-locked', account.accountId, of.reason);
  });
}

export async function unlockAccount(workplace: Workplace, actor: Actor, nameOrId: string): Promise<void> {
  await workplace.database.gate(actor, async (tx) => {
    const account = await managed(tx, actor, nameOrId);
    await liftLocks(tx, account.accountId);
    await act(tx, 'account-unlocked', account.accountId, account.accountId);
  });
}

/** A new one-time link by which the owner of an account sets password and authenticator anew; older links open no more. */
export async function linkFor(workplace: Workplace, actor: Actor, nameOrId: string): Promise<{ readonly name: string; readonly token: string }> {
  return workplace.database.gate(actor, async (tx) => {
    const account = await managed(tx, actor, nameOrId);
    return { name: account.signInName, token: await makeLink(tx, 'welcome', account.accountId) };
  });
}

/** What people call the actors of recorded acts: accounts by their names, programs by theirs; anybody else by what stands after the colon. */
export async function namesOf(workplace: Workplace, actorIds: readonly string[]): Promise<(actorId: string) => string> {
  const known = new Map<string, string>();
  if (actorIds.some((id) => /^(account|client):/.test(id))) {
    await workplace.database.gate(nobodyYet, async (tx) => {
      for (const { accountId, displayName } of await allAccounts(tx)) known.set(`account:${accountId}`, displayName);
      for (const [clientId, name] of await clientNamesIn(tx)) known.set(`client:${clientId}`, name);
    });
  }
  return (actorId) => known.get(actorId) ?? actorId.replace(/^local:/, '');
}

/** The actor somebody calls by a sign-in name or id; who is no account (the machine itself) stands for himself. Faults: not-found `account-unknown`, conflict `account-locked`. */
export async function officerCalled(workplace: Workplace, called: string): Promise<string> {
  if (/^(local|client|demo):/.test(called)) return called;
  const account = await workplace.database.gate(nobodyYet, (tx) => accountCalled(tx, called.replace(/^account:/, '')));
  if (account.locked)
    throw new Fault('conflict', 'account-locked', { id: `Akun ${account.signInName} terkunci.`, en: `The account ${account.signInName} is locked.` });
  return `account:${account.accountId}`;
}

/** A link that signs in once without a password. For the people of a demonstration alone: no command, operation or page makes one. */
export async function enterLinkFor(workplace: Workplace, actor: Actor, nameOrId: string): Promise<string> {
  return workplace.database.gate(actor, async (tx) => makeLink(tx, 'enter', (await managed(tx, actor, nameOrId)).accountId));
}
