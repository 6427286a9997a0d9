// Decides who acts at the command line: the accounts an operating-system user is mapped to; before there is any account, whoever keeps the data folder.
import type { Actor } from '../kernel/actor.ts';
import { sha256 } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import { recordAct } from '../platform/act.ts';
import type { Workplace } from '../platform/workplace.ts';
import { accountCalled } from './account-called-steps.ts';
import { accountsOfSystemUser, anyAccount, removeSystemUser, saveSystemUser } from './account-store.ts';
import { accountActorId, nobodyYet } from './gate-actors.ts';
import { actorUnder, dutiesOf, dutyChosen } from './grant.ts';
import { grantsOf } from './grant-store.ts';

/**
 * Who the operating-system user acts as; null while there is no account at all. `as`: the account asked for, `duty`: the scope.
 * Faults: forbidden `system-user-unmapped`, `system-user-may-not-act-as`, `account-locked`, bad-input `as-needed`, `duty-needed`.
 */
export async function actorOfSystemUser(
  workplace: Workplace,
  of: { readonly user: string; readonly as: string | undefined; readonly duty: string | undefined },
): Promise<Actor | null> {
  return workplace.database.gate(nobodyYet, async (tx) => {
    if (!(await anyAccount(tx))) return null;
    const mapped = await accountsOfSystemUser(tx, of.user);
    if (mapped.length === 0) throw unmapped(of.user);
    const names = mapped.map(({ signInName }) => signInName).join(', ');
    const account = of.as === undefined ? (mapped.length === 1 ? mapped[0] : undefined) : mapped.find(({ signInName }) => signInName === of.as);
    if (account === undefined) throw of.as === undefined ? asNeeded(names) : mayNotActAs(of.user, names);
    if (account.locked) throw locked(account.signInName);
    const duties = dutiesOf(await grantsOf(tx, account));
    const duty = dutyChosen(duties, of.duty ?? null);
    if (of.duty !== undefined && duty?.key !== of.duty) throw dutyNeeded(duties.map(({ key }) => key));
    if (duty === undefined && duties.length > 1) throw dutyNeeded(duties.map(({ key }) => key));
    return actorUnder(accountActorId(account.accountId), duty);
  });
}

/** Lets an operating-system user act as an account, or no longer. For whoever keeps the installation; asked of nobody's grants. */
export async function mapSystemUser(
  workplace: Workplace,
  actor: Actor,
  of: { readonly user: string; readonly account: string; readonly remove: boolean },
): Promise<{ readonly account: string }> {
  return workplace.database.gate(actor, async (tx) => {
    const account = await accountCalled(tx, of.account);
    const subject = account.accountId;
    if (!of.remove) await saveSystemUser(tx, of.user, subject);
    else if (!(await removeSystemUser(tx, of.user, subject))) throw unmapped(of.user);
    await recordAct(tx, { kind: of.remove ? 'system-user-removed' : 'system-user-mapped', subject, digest: sha256(of.user), sponsor: '*', area: '*' });
    return { account: account.signInName };
  });
}

const unmapped = (user: string): Fault =>
  new Fault('forbidden', 'system-user-unmapped', {
    id: `Pengguna sistem "${user}" belum dipetakan ke akun. Pemilik folder data menjalankan: payung account map-os ${user} <akun>`,
    en: `The system user "${user}" is not mapped to an account. The owner of the data folder runs: payung account map-os ${user} <account>`,
  });

const mayNotActAs = (user: string, names: string): Fault =>
  new Fault('forbidden', 'system-user-may-not-act-as', {
    id: `Pengguna sistem "${user}" hanya boleh bertindak sebagai: ${names}.`,
    en: `The system user "${user}" may act only as: ${names}.`,
  });

const asNeeded = (names: string): Fault =>
  new Fault('bad-input', 'as-needed', { id: `Sebut akunnya dengan --as: ${names}.`, en: `Name the account with --as: ${names}.` });

const dutyNeeded = (keys: readonly string[]): Fault =>
  new Fault('bad-input', 'duty-needed', {
    id: `Akun ini punya beberapa wewenang; sebut satu dengan --duty: ${keys.join(', ')}.`,
    en: `This account has several duties; name one with --duty: ${keys.join(', ')}.`,
  });

const locked = (name: string): Fault => new Fault('forbidden', 'account-locked', { id: `Akun ${name} dikunci.`, en: `The account ${name} is locked.` });
