// Lets somebody in by name and password, then by a one-time or recovery code; tells nobody whether an account exists, and does the same work when none does.
import { randomBytes } from 'node:crypto';
import { sha256 } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import { recordAct } from '../platform/act.ts';
import type { Tx } from '../platform/database.ts';
import type { Workplace } from '../platform/workplace.ts';
import { type AccountRow, accountOf } from './account-store.ts';
import { attemptWasRight, countAttempt } from './attempt-steps.ts';
import { itself, nobodyYet } from './gate-actors.ts';
import { seedBytes, seedTold, stepOf } from './one-time-code.ts';
import { newPassword, plainPassword } from './password.ts';
import {
  authenticatorOf,
  credentialsOf,
  passwordSetAt,
  proposeSeed,
  recoveryCodesLeft,
  savePassword,
  saveRecoveryCodes,
  takeStep,
  useRecoveryCode,
} from './secret-store.ts';
import { beginSession } from './session-steps.ts';
import { endSessions } from './session-store.ts';
import { typedName } from './sign-in-name.ts';
import { type Verify, newRecoveryCodes, nobodysHash, passwordFits, passwordHash, recoveryHash } from './token-steps.ts';

/** Whoever has shown his first proof (password, link or provider) and not yet the second. */
export interface HalfIn {
  readonly accountId: string;
  /** The sign-in name failures are counted under. */
  readonly name: string;
  /** When the password that stood at that moment was set: another one since ends what was begun under it. Null: there was none. */
  readonly passwordSetAt: string | null;
}

/** Where a request comes from. */
export interface From {
  readonly address: string;
  readonly userAgent: string;
}

/** Judges name and password. Faults: forbidden `too-many-attempts`, `sign-in-refused` (wrong, unknown or locked, without a difference). */
export async function enterPassword(
  workplace: Workplace,
  typed: { readonly name: string; readonly password: string; readonly address: string },
  fits: Verify = passwordFits,
): Promise<HalfIn> {
  const name = typedName(typed.name);
  const attempt = { kind: 'name', name, address: typed.address } as const;
  const { credentials, account } = await workplace.database.gate(nobodyYet, async (tx) => {
    await countAttempt(tx, workplace, attempt);
    const found = await credentialsOf(tx, name);
    return { credentials: found, account: await accountOf(tx, found?.accountId ?? noAccount) };
  });
  const right = await fits(credentials?.hash ?? (await nobodysHash()), plainPassword(typed.password));
  if (!right || account === undefined || account.locked) throw refused();
  await workplace.database.gate(itself(account.accountId), (tx) => attemptWasRight(tx, workplace, attempt, false));
  return { accountId: account.accountId, name, passwordSetAt: credentials?.setAt ?? null };
}

const noAccount = '00000000-0000-0000-0000-000000000000';

const refused = (): Fault =>
  new Fault(
    'forbidden',
    'sign-in-refused',
    {
      id: 'Nama masuk atau kata sandi tidak cocok, atau akun dikunci. Bila lupa, mintalah tautan baru dari administrator.',
      en: 'The sign-in name or password does not fit, or the account is locked. If you forgot it, ask an administrator for a new link.',
    },
    { column: 'name' },
  );

const codeRefused = (): Fault =>
  new Fault(
    'forbidden',
    'code-refused',
    {
      id: 'Kode tidak cocok atau sudah dipakai. Tunggu kode berikutnya di aplikasi Anda, lalu coba lagi.',
      en: 'The code does not fit or was used already. Wait for the next one in your app and try again.',
    },
    { column: 'code' },
  );

async function standingAccount(tx: Tx, accountId: string): Promise<AccountRow> {
  const account = await accountOf(tx, accountId);
  if (account === undefined || account.locked) throw refused();
  return account;
}

/** The account of a half-way sign-in, while nothing it rests on was changed. */
async function standingHalf(tx: Tx, half: HalfIn): Promise<AccountRow> {
  const account = await standingAccount(tx, half.accountId);
  if ((await passwordSetAt(tx, half.accountId)) !== half.passwordSetAt) throw refused();
  return account;
}

/** What the second step asks for: a code of the authenticator that stands, or a new one to be set up. */
export async function secondStep(workplace: Workplace, half: HalfIn): Promise<'code' | 'enrolment'> {
  const account = await workplace.database.gate(itself(half.accountId), (tx) => standingHalf(tx, half));
  return account.hasAuthenticator ? 'code' : 'enrolment';
}

/** Lets in by a code of the authenticator, or by a recovery code; gives the session's token. Faults: forbidden `code-refused`, `too-many-attempts`. */
export async function enterCode(
  workplace: Workplace,
  half: HalfIn,
  typed: string,
  from: From,
): Promise<{ readonly token: string; readonly recoveryLeft: number | null }> {
  const attempt = { kind: 'name', name: half.name, address: from.address } as const;
  const { database } = workplace;
  await database.gate(nobodyYet, (tx) => countAttempt(tx, workplace, attempt)); // stands even when what follows is refused
  return database.gate(itself(half.accountId), async (tx) => {
    await standingHalf(tx, half);
    const authenticator = await authenticatorOf(tx, half.accountId);
    if (authenticator?.confirmed !== true) throw codeRefused();
    const step = stepOf(workplace.vault.open(authenticator.sealed), typed, Date.parse(tx.at));
    const byCode = step !== null && (await takeStep(tx, half.accountId, step));
    const byRecovery = step === null && (await useRecoveryCode(tx, half.accountId, recoveryHash(typed)));
    if (!byCode && !byRecovery) throw codeRefused();
    if (byRecovery) await recordAct(tx, { kind: 'recovery-code-used', subject: half.accountId, digest: sha256(tx.at), sponsor: '*', area: '*' });
    await attemptWasRight(tx, workplace, attempt, true);
    const token = await beginSession(tx, { accountId: half.accountId, way: 'password', userAgent: from.userAgent });
    return { token, recoveryLeft: byRecovery ? await recoveryCodesLeft(tx, half.accountId) : null };
  });
}

/** The seed to set up an authenticator with; the same until it is confirmed. Fault: conflict `authenticator-stands`. */
export async function authenticatorToSetUp(workplace: Workplace, half: HalfIn): Promise<{ readonly text: string; readonly address: string }> {
  return workplace.database.gate(itself(half.accountId), async (tx) => {
    const account = await standingHalf(tx, half);
    const pending = await authenticatorOf(tx, half.accountId);
    if (pending?.confirmed === true) throw authenticatorStands();
    const seed = pending === undefined ? randomBytes(seedBytes) : workplace.vault.open(pending.sealed);
    if (pending === undefined && !(await proposeSeed(tx, half.accountId, workplace.vault.seal(seed)))) throw authenticatorStands();
    return seedTold(seed, account.signInName);
  });
}

const authenticatorStands = (): Fault =>
  new Fault('conflict', 'authenticator-stands', {
    id: 'Akun ini sudah punya aplikasi kode. Masuklah dengan kodenya; bila hilang, mintalah tautan baru dari administrator.',
    en: 'This account has its authenticator already. Sign in with its code; if it is lost, ask an administrator for a new link.',
  });

/** Confirms a new authenticator by its first code and lets in; recovery codes are given once. Faults: as `enterCode`, and conflict `authenticator-stands`. */
export async function confirmAuthenticator(
  workplace: Workplace,
  half: HalfIn,
  typed: string,
  from: From,
): Promise<{ readonly token: string; readonly recoveryCodes: readonly string[] }> {
  const attempt = { kind: 'name', name: half.name, address: from.address } as const;
  await workplace.database.gate(nobodyYet, (tx) => countAttempt(tx, workplace, attempt));
  return workplace.database.gate(itself(half.accountId), async (tx) => {
    await standingHalf(tx, half);
    const pending = await authenticatorOf(tx, half.accountId);
    if (pending?.confirmed === true) throw authenticatorStands();
    const step = pending === undefined ? null : stepOf(workplace.vault.open(pending.sealed), typed, Date.parse(tx.at));
    if (step === null || !(await takeStep(tx, half.accountId, step))) throw codeRefused();
    await recordAct(tx, { kind: 'authenticator-confirmed', subject: half.accountId, digest: sha256(tx.at), sponsor: '*', area: '*' });
    await attemptWasRight(tx, workplace, attempt, true);
    const recoveryCodes = await newCodes(tx, half.accountId);
    return { token: await beginSession(tx, { accountId: half.accountId, way: 'password', userAgent: from.userAgent }), recoveryCodes };
  });
}

async function newCodes(tx: Tx, accountId: string): Promise<readonly string[]> {
  const codes = newRecoveryCodes();
  await saveRecoveryCodes(
    tx,
    accountId,
    codes.map(({ hash }) => hash),
  );
  await recordAct(tx, { kind: 'recovery-codes-made', subject: accountId, digest: sha256(codes.map(({ hash }) => hash).join()), sponsor: '*', area: '*' });
  return codes.map(({ code }) => code);
}

/** New recovery codes in place of all old ones, for whoever gives his password. Faults: as `enterPassword`. */
export async function renewRecoveryCodes(
  workplace: Workplace,
  of: { readonly accountId: string; readonly password: string; readonly address: string },
): Promise<readonly string[]> {
  await provePassword(workplace, of);
  return workplace.database.gate(itself(of.accountId), (tx) => newCodes(tx, of.accountId));
}

async function provePassword(workplace: Workplace, of: { accountId: string; password: string; address: string }): Promise<AccountRow> {
  const account = await workplace.database.gate(itself(of.accountId), (tx) => standingAccount(tx, of.accountId));
  await enterPassword(workplace, { name: account.signInName, password: of.password, address: of.address });
  return account;
}

/** Changes the password for whoever gives the old one; every other session ends. Faults: as `enterPassword` and `newPassword`. */
export async function changePassword(
  workplace: Workplace,
  of: { readonly accountId: string; readonly sessionId: string; readonly old: string; readonly password: string; readonly address: string },
): Promise<void> {
  const { signInName } = await provePassword(workplace, { ...of, password: of.old });
  const hash = await passwordHash(newPassword(of.password, signInName));
  await workplace.database.gate(itself(of.accountId), async (tx) => {
    await savePassword(tx, of.accountId, hash);
    await endSessions(tx, of.accountId, 'password-changed', of.sessionId);
    await recordAct(tx, { kind: 'password-changed', subject: of.accountId, digest: sha256(tx.at), sponsor: '*', area: '*' });
  });
}

/** Recovery codes an account has not used. */
export const recoveryCodesLeftOf = (workplace: Workplace, accountId: string): Promise<number> =>
  workplace.database.gate(itself(accountId), (tx) => recoveryCodesLeft(tx, accountId));
