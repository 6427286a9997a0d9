// What must hold of accounts on a real database: races that one wins, work that tells nothing, sessions that end elsewhere, a stolen copy that opens nothing, scopes not reached beyond.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anyone } from '../../test/database.ts';
import { signedIn } from '../../test/signed-in.ts';
import { testWorkplace } from '../../test/workplace.ts';
import type { Actor, Role } from '../kernel/actor.ts';
import { connectionConfig, ownerSession } from '../platform/connection.ts';
import { accountsShown, addAccount, grantRole, linkFor, lockAccount, officerCalled, revokeGrant, unlockAccount } from './account-steps.ts';
import { callersOf } from './caller-steps.ts';
import { nobodyYet } from './gate-actors.ts';
import { accountsExist, firstLink, linkOpened, takeFirstLink, takeWelcomeLink } from './link-steps.ts';
import { addClient, endClientNamed, tokenFor } from './machine-steps.ts';
import { codeAt } from './one-time-code.ts';
import { endOneSession, sessionsOf, takeDuty } from './session-steps.ts';
import { settings } from './settings.ts';
import { type HalfIn, authenticatorToSetUp, changePassword, confirmAuthenticator, enterCode, enterPassword } from './sign-in-steps.ts';
import { actorOfSystemUser, mapSystemUser } from './system-user-steps.ts';
import { passwordFits } from './token-steps.ts';
import { Secret } from 'otpauth';

let workplace: Awaited<ReturnType<typeof testWorkplace>>;
beforeAll(async () => {
  workplace = await testWorkplace();
});
afterAll(() => workplace.drop());

const callerWith = (of: Pick<typeof workplace, 'database' | 'clock'>, token: string) => callersOf(of).bySession(token);
const clientCallerWith = (of: Pick<typeof workplace, 'database' | 'clock'>, token: string) => callersOf(of).byClient(token);
const from = { address: '10.1.2.3', userAgent: 'Peramban Uji' };
const password = 'empat kata yang mudah';
const seconds = (count: number): void => workplace.clock.set(new Date(Date.parse(workplace.clock.now()) + count * 1000).toISOString());
const now = (): number => Date.parse(workplace.clock.now());
const outcome = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? 'bug',
  );

/** An account with password and authenticator, as its owner makes them by a link. */
async function officer(name: string): Promise<HalfIn & { seed: Uint8Array; recoveryCodes: readonly string[]; token: string }> {
  const { token: link } = await addAccount(workplace, anyone, { name, displayName: name, language: 'id' });
  const half = await takeWelcomeLink(workplace, link, password);
  const seed = Secret.fromBase32((await authenticatorToSetUp(workplace, half)).text.replaceAll(' ', '')).bytes;
  const { token, recoveryCodes } = await confirmAuthenticator(workplace, half, codeAt(seed, now()), from);
  seconds(30);
  return { ...half, seed, recoveryCodes, token };
}

describe('the first administrator', () => {
  test('of two who open the link at once, one becomes it; of two accounts, one is the first', async () => {
    expect(await accountsExist(workplace)).toBe(false);
    const link = (await firstLink(workplace, nobodyYet)) ?? '';
    const take = (name: string) => takeFirstLink(workplace, link, { name, displayName: name, password, language: 'id' });
    expect((await Promise.all([outcome(take('ana')), outcome(take('budi'))])).sort()).toEqual(['done', 'link-not-valid']);
    const accounts = await accountsShown(workplace, anyone);
    expect(accounts.map(({ grants }) => grants.map(({ role, sponsor, area }) => [role, sponsor, area]))).toEqual([[['administrator', '*', '*']]]);
    expect(await firstLink(workplace, nobodyYet)).toBeNull();
  });
  test('the last administrator of everything cannot be taken away', async () => {
    const [first] = await accountsShown(workplace, anyone);
    expect(await outcome(revokeGrant(workplace, anyone, first?.grants[0]?.grantId ?? ''))).toBe('last-administrator');
  });
});

describe('links', () => {
  test('a link is used once, also by two at once; a newer one replaces it; it grows old', async () => {
    const { token } = await addAccount(workplace, anyone, { name: 'citra', displayName: '', language: 'id' });
    const both = await Promise.all([
      outcome(takeWelcomeLink(workplace, token, password)),
      outcome(takeWelcomeLink(workplace, token, 'kata sandi lain sekali')),
    ]);
    expect(both.sort()).toEqual(['done', 'link-not-valid']);
    const [older, newer] = [await linkFor(workplace, anyone, 'citra'), await linkFor(workplace, anyone, 'citra')];
    expect(await outcome(linkOpened(workplace, older.token))).toBe('link-not-valid');
    expect(await outcome(linkOpened(workplace, newer.token))).toBe('done');
    seconds(settings.linkLifetime);
    expect(await outcome(linkOpened(workplace, newer.token))).toBe('link-not-valid');
  });
});

describe('a sign-in', () => {
  test('does the same work whether an account exists, has a password, or is locked', async () => {
    await officer('dewi');
    await addAccount(workplace, anyone, { name: 'eko', displayName: '', language: 'id' });
    await officer('fitri');
    await lockAccount(workplace, anyone, { account: 'fitri', reason: 'uji' });
    const calls: Record<string, string[]> = {};
    for (const [name, typed] of [
      ['dewi', 'salah salah salah'],
      ['nobody', password],
      ['eko', password],
      ['fitri', password],
    ] as const) {
      const compared: string[] = [];
      const code = await outcome(
        enterPassword(workplace, { name, password: typed, address: name }, (hash, given) => {
          compared.push(/^\$argon2id\$v=19\$([^$]+)/.exec(hash)?.[1] ?? hash);
          return passwordFits(hash, given);
        }),
      );
      calls[name] = [code, ...compared];
    }
    const same = ['sign-in-refused', 'm=19456,t=2,p=1'];
    expect(calls).toEqual({ dewi: same, nobody: same, eko: same, fitri: same });
  });

  test('is made to wait after failures, with a growing delay, known name or not, and a right one forgets them', async () => {
    for (const name of ['gita', 'nobody-else']) {
      if (name === 'gita') await officer(name);
      const attempt = (typed: string) => outcome(enterPassword(workplace, { name, password: typed, address: `from ${name}` }));
      const tried = [];
      for (let times = 0; times < settings.failuresFree.name; times += 1) tried.push(await attempt('salah salah salah'));
      expect(new Set(tried), name).toEqual(new Set(['sign-in-refused']));
      expect(await attempt(password), name).toBe('too-many-attempts');
      seconds(settings.delayFirst);
      expect(await attempt('salah salah salah')).toBe('sign-in-refused');
      seconds(settings.delayFirst);
      expect(await attempt('salah salah salah'), 'the second wait is longer').toBe('too-many-attempts');
      seconds(settings.delayFirst);
    }
    const half = await enterPassword(workplace, { name: 'gita', password, address: 'from gita' });
    expect(half.name).toBe('gita');
  });

  test('many guesses at once are counted one by one', async () => {
    await officer('hana');
    const guesses = await Promise.all(
      Array.from({ length: 12 }, (_, place) =>
        outcome(enterPassword(workplace, { name: 'hana', password: `salah salah ${place}`, address: `burst ${place}` })),
      ),
    );
    expect(guesses.filter((code) => code === 'sign-in-refused')).toHaveLength(settings.failuresFree.name);
    expect(guesses.filter((code) => code === 'too-many-attempts')).toHaveLength(12 - settings.failuresFree.name);
  });

  test('by password alone opens nothing, and guessing codes is counted too', async () => {
    const { accountId, seed } = await officer('indra');
    const half = await enterPassword(workplace, { name: 'indra', password, address: 'x' });
    const wrong = codeAt(seed, now() + 3_600_000);
    const guesses = [];
    for (let times = 0; times <= settings.failuresFree.name; times += 1) guesses.push(await outcome(enterCode(workplace, half, wrong, from)));
    expect(guesses.at(-1)).toBe('too-many-attempts');
    expect(await sessionsOf(workplace, anyone, accountId)).toHaveLength(1);
  });
});

describe('codes', () => {
  test('a one-time code counts once, also for two at once; the step before and after is taken, no further', async () => {
    const one = await officer('joko');
    const code = codeAt(one.seed, now());
    const both = await Promise.all([outcome(enterCode(workplace, one, code, from)), outcome(enterCode(workplace, one, code, from))]);
    expect(both.sort()).toEqual(['code-refused', 'done']);
    seconds(120);
    const at = now();
    expect(await outcome(enterCode(workplace, one, codeAt(one.seed, at - 60_000), from))).toBe('code-refused');
    expect(await outcome(enterCode(workplace, one, codeAt(one.seed, at - 30_000), from))).toBe('done');
    expect(await outcome(enterCode(workplace, one, codeAt(one.seed, at + 30_000), from))).toBe('done');
    expect(await outcome(enterCode(workplace, one, codeAt(one.seed, at), from)), 'an older step after a newer one').toBe('code-refused');
  });

  test('a recovery code is used once, also by two at once with connections of their own', async () => {
    const one = await officer('kartika');
    const [code = ''] = one.recoveryCodes;
    const both = await Promise.all([
      outcome(enterCode(workplace, one, code.toUpperCase(), from)),
      outcome(enterCode(workplace, one, code.replaceAll('-', ' '), from)),
    ]);
    expect(both.sort()).toEqual(['code-refused', 'done']);
    expect((await enterCode(workplace, one, one.recoveryCodes[1] ?? '', from)).recoveryLeft).toBe(8);
  });
});

describe('sessions', () => {
  test('ended elsewhere is ended here: by the owner, by an administrator, by a new password, by a lock', async () => {
    const one = await officer('lina');
    const more = async () => {
      seconds(30);
      return (await enterCode(workplace, one, codeAt(one.seed, now()), from)).token;
    };
    const caller = await callerWith(workplace, one.token);
    const [second, third] = [await more(), await more()];
    const idOf = async (token: string) => (await callerWith(workplace, token))?.session?.sessionId ?? '';
    await endOneSession(workplace, caller?.actor as Actor, await idOf(second));
    expect(await callerWith(workplace, second)).toBeUndefined();
    await endOneSession(workplace, anyone, await idOf(third));
    expect(await callerWith(workplace, third)).toBeUndefined();
    const fourth = await more();
    await changePassword(workplace, {
      accountId: one.accountId,
      sessionId: await idOf(one.token),
      old: password,
      password: 'empat kata yang lain',
      address: 'y',
    });
    expect([await callerWith(workplace, fourth), (await callerWith(workplace, one.token))?.name]).toEqual([undefined, 'lina']);
    await lockAccount(workplace, anyone, { account: 'lina', reason: 'pindah' });
    expect(await callerWith(workplace, one.token)).toBeUndefined();
    await unlockAccount(workplace, anyone, 'lina');
    expect(await outcome(enterPassword(workplace, { name: 'lina', password: 'empat kata yang lain', address: 'z' }))).toBe('done');
  });

  test('ends when nobody used it, and at the latest after its time', async () => {
    const { token } = await officer('made');
    seconds(settings.sessionIdle - 60);
    expect(await callerWith(workplace, token)).toBeDefined();
    for (let passed = 0; passed < settings.sessionLongest; passed += settings.sessionIdle - 60) {
      seconds(settings.sessionIdle - 60);
      if (passed + 2 * settings.sessionIdle < settings.sessionLongest) expect(await callerWith(workplace, token), `after ${passed}`).toBeDefined();
    }
    expect(await callerWith(workplace, token)).toBeUndefined();
    const other = (await signedIn(workplace)).token;
    seconds(settings.sessionIdle);
    expect(await callerWith(workplace, other)).toBeUndefined();
  });

  test('of somebody else can be ended by no officer', async () => {
    const one = await signedIn(workplace, { name: 'nina', roles: ['auditor'] });
    const other = await callerWith(workplace, (await signedIn(workplace, { name: 'oki' })).token);
    const caller = await callerWith(workplace, one.token);
    expect(await outcome(endOneSession(workplace, caller?.actor as Actor, other?.session?.sessionId ?? ''))).toBe('administrator-only');
  });
});

describe('grants', () => {
  test('of two scopes are never mixed: one works under one, chosen and remembered', async () => {
    const { token, accountId } = await signedIn(workplace, { name: 'putri', roles: ['selector'], sponsor: 'ntt', area: '5311' });
    await grantRole(workplace, anyone, { account: 'putri', role: 'verifier', sponsor: 'ntt', area: '5303', branch: null, sender: null });
    const before = await callerWith(workplace, token);
    expect(before?.actor).toMatchObject({ roles: ['selector'], area: '5311' });
    await takeDuty(workplace, before as never, 'ntt/5303');
    expect((await callerWith(workplace, token))?.actor).toEqual({ id: `account:${accountId}`, roles: ['verifier'], sponsor: 'ntt', area: '5303' });
    expect(await outcome(takeDuty(workplace, before as never, '*/*'))).toBe('duty-not-granted');
  });

  test('name the branch or sending office that narrows what is done under them', async () => {
    const { token } = await signedIn(workplace, { name: 'cabang.kupang', roles: ['branch-officer'], sponsor: 'ntt', area: '53', branch: 'KUPANG' });
    expect((await callerWith(workplace, token))?.actor).toMatchObject({ roles: ['branch-officer'], posts: { branch: 'KUPANG' } });
  });

  test('that are held already are refused, however often they are given at once', async () => {
    await signedIn(workplace, { name: 'ganda', roles: [] });
    const scope = { sponsor: 'ntt', area: '5303', branch: null, sender: null };
    const give = (more: object = {}) => outcome(grantRole(workplace, anyone, { account: 'ganda', role: 'verifier', ...scope, ...more }));
    expect((await Promise.all([give(), give(), give()])).sort()).toEqual(['done', 'grant-already-held', 'grant-already-held']);
    expect([await give({ area: '5304' }), await give({ sender: '*' }), await give()]).toEqual(['done', 'done', 'grant-already-held']);
  });

  test('of words that cannot be what they stand for are refused, to an account and to a program, and stored nowhere', async () => {
    await signedIn(workplace, { name: 'kata', roles: [] });
    const scope = { sponsor: 'ntt', area: '53', branch: null, sender: null };
    const wrong: readonly (readonly [object, string])[] = [
      [{ sponsor: '' }, 'scope-word-wrong'],
      [{ sponsor: 'nt\u001b[31m' }, 'scope-word-wrong'],
      [{ branch: '' }, 'scope-word-wrong'],
      [{ branch: ' kupang' }, 'scope-word-wrong'],
      [{ sender: 'x'.repeat(61) }, 'scope-word-wrong'],
      [{ sender: '5303010101900001' }, 'long-number-in-text'],
      [{ area: '530' }, 'area-wrong'],
      [{ area: '53.03' }, 'area-wrong'],
      [{ area: '' }, 'area-wrong'],
    ];
    for (const [word, code] of wrong) {
      const given = { ...scope, ...word };
      expect(await outcome(grantRole(workplace, anyone, { account: 'kata', role: 'auditor', ...given })), JSON.stringify(word)).toBe(code);
      expect(await outcome(addClient(workplace, anyone, { name: 'kata-program', roles: ['auditor'], acts: null, ...given }))).toBe(code);
    }
    for (const word of [{ area: '531101' }, { area: '5311012001' }, { branch: 'Kupang' }, { sender: "Desa O'elbima" }, { sender: '*' }])
      expect(await outcome(grantRole(workplace, anyone, { account: 'kata', role: 'auditor', ...scope, ...word })), JSON.stringify(word)).toBe('done');
  });

  test('of duties that stand apart are refused to an account and to a program, whatever their scopes, and saved nowhere', async () => {
    const { token } = await signedIn(workplace, { name: 'dua.tugas', roles: ['selector'], sponsor: 'ntt', area: '5311' });
    const give = (role: Role) => grantRole(workplace, anyone, { account: 'dua.tugas', role, sponsor: 'ntt', area: '5303', branch: null, sender: null });
    await expect(give('approver')).rejects.toMatchObject({
      kind: 'forbidden',
      code: 'duties-incompatible',
      text: { en: expect.stringContaining('does not sign it') },
    });
    expect((await callerWith(workplace, token))?.session?.duties).toHaveLength(1);
    expect(await outcome(give('verifier'))).toBe('done');
    const roles = ['auditor', 'finance'] as const;
    expect(await outcome(addClient(workplace, anyone, { name: 'dua-tugas', roles, sponsor: '*', area: '*', acts: null }))).toBe('duties-incompatible');
    await signedIn(workplace, { name: 'diperebutkan', roles: [] });
    const raced = (['auditor', 'finance', 'sender', 'approver'] as const).map((role) =>
      outcome(grantRole(workplace, anyone, { account: 'diperebutkan', role, sponsor: '*', area: '*', branch: null, sender: null })),
    );
    const ends = await Promise.all(raced);
    expect(ends.filter((one) => one === 'duties-incompatible').length, ends.join()).toBeGreaterThan(1);
    expect([...new Set(ends)].sort()).toEqual(['done', 'duties-incompatible']);
  });

  test('an administrator of one area reaches no account beyond it, and gives nothing beyond it', async () => {
    const caller = await callerWith(workplace, (await signedIn(workplace, { name: 'rahmat', roles: ['administrator'], sponsor: 'ntt', area: '5311' })).token);
    const admin = caller?.actor as Actor;
    await signedIn(workplace, { name: 'sari', roles: ['auditor'], sponsor: 'ntt', area: '53' });
    await signedIn(workplace, { name: 'tono', roles: ['verifier'], sponsor: 'ntt', area: '531101' });
    const give = (area: string, sponsor = 'ntt') =>
      outcome(grantRole(workplace, admin, { account: 'tono', role: 'selector', sponsor, area, branch: null, sender: null }));
    expect([await outcome(linkFor(workplace, admin, 'sari')), await outcome(linkFor(workplace, admin, 'tono'))]).toEqual(['account-beyond-scope', 'done']);
    expect([await give('53'), await give('*'), await give('5311', 'ntb'), await give('5311')]).toEqual([
      'account-beyond-scope',
      'account-beyond-scope',
      'account-beyond-scope',
      'done',
    ]);
  });
});

describe('programs', () => {
  test('get a short-lived token for their acts, in their scope; ended, they get none and theirs open nothing', async () => {
    const { clientId, secret } = await addClient(workplace, anyone, {
      name: 'sipp',
      roles: ['auditor'],
      sponsor: 'ntt',
      area: '53',
      acts: ['askCoverage', 'listProgrammes'],
    });
    const ask = (of: { secret?: string; acts?: readonly string[] }) => tokenFor(workplace, { clientId, secret, acts: null, address: 'sipp', ...of });
    expect(await ask({ secret: 'pc_salah' })).toBe('invalid_client');
    expect(await ask({ acts: ['publishAccount'] })).toBe('invalid_scope');
    const given = await ask({ acts: ['askCoverage'] });
    const { token } = given as { token: string };
    expect(await clientCallerWith(workplace, token)).toMatchObject({
      actor: { id: `client:${clientId}`, roles: ['auditor'], sponsor: 'ntt', area: '53' },
      acts: ['askCoverage'],
    });
    seconds(settings.clientTokenLifetime);
    expect(await clientCallerWith(workplace, token)).toBeUndefined();
    const { token: again } = (await ask({})) as { token: string };
    await endClientNamed(workplace, anyone, 'sipp');
    expect([await ask({}), await clientCallerWith(workplace, again)]).toEqual(['invalid_client', undefined]);
  });
});

describe('the command line', () => {
  test('an operating-system user acts as the accounts he is mapped to, and no other', async () => {
    const asked = (user: string, as?: string, duty?: string) => actorOfSystemUser(workplace, { user, as, duty });
    const { accountId } = await signedIn(workplace, { name: 'umar', roles: ['finance'], sponsor: 'ntt', area: '53' });
    expect(await outcome(asked('umar-os'))).toBe('system-user-unmapped');
    await mapSystemUser(workplace, anyone, { user: 'umar-os', account: 'umar', remove: false });
    expect(await asked('umar-os')).toEqual({ id: `account:${accountId}`, roles: ['finance'], sponsor: 'ntt', area: '53' });
    expect(await outcome(asked('umar-os', 'putri'))).toBe('system-user-may-not-act-as');
    await mapSystemUser(workplace, anyone, { user: 'umar-os', account: 'putri', remove: false });
    expect([await outcome(asked('umar-os')), await outcome(asked('umar-os', 'putri'))]).toEqual(['as-needed', 'duty-needed']);
    expect(await asked('umar-os', 'putri', 'ntt/5311')).toMatchObject({ roles: ['selector'] });
    await mapSystemUser(workplace, anyone, { user: 'umar-os', account: 'umar', remove: true });
    expect(await outcome(asked('umar-os', 'umar'))).toBe('system-user-may-not-act-as');
  });
});

describe('a stolen copy of the database', () => {
  test('holds no token, link, code, password, seed or typed name that could be used', async () => {
    const one = await officer('wati');
    await outcome(enterPassword(workplace, { name: 'rahasia-terketik-di-nama', password: 'x', address: '203.0.113.9' }));
    const { token: link } = await linkFor(workplace, anyone, 'citra');
    const { secret } = await addClient(workplace, anyone, { name: 'curi', roles: ['auditor'], sponsor: 'ntt', area: '53', acts: null });
    const tables = await ownerSession(workplace.url, async (client) => {
      const { rows } = await client.query<{ name: string }>(
        `select format('access.%I', tablename) as name from pg_tables where schemaname = 'access' order by 1`,
      );
      const texts = [];
      for (const { name } of rows)
        texts.push(JSON.stringify((await client.query(`select * from ${name}`)).rows), JSON.stringify((await client.query('select * from platform.act')).rows));
      return texts;
    });
    const dump = tables.join('\n');
    expect(dump).toContain('$argon2id$');
    const base32 = new Secret({ buffer: Uint8Array.from(one.seed).buffer }).base32;
    for (const told of [
      one.token,
      link,
      secret,
      password,
      ...one.recoveryCodes,
      base32,
      Buffer.from(one.seed).toString('hex'),
      'rahasia-terketik-di-nama',
      '203.0.113.9',
    ]) {
      expect(dump.includes(told), told.slice(0, 4)).toBe(false);
    }
    // A hash as it rests is no token.
    const hashes = [...dump.matchAll(/"token_hash":"([0-9a-f]{64})"/g)].map(([, hash = '']) => hash);
    expect(hashes.length).toBeGreaterThan(5);
    for (const hash of hashes.slice(0, 5)) expect(await callerWith(workplace, hash)).toBeUndefined();
  });

  test('and under the role of every other step not even the hashes can be read, whoever acts', async () => {
    const client = new pg.Client(connectionConfig(workplace.url));
    await client.connect();
    await client.query(
      `begin; set local role payung_server; set local payung.actor = 'account:x'; set local payung.sponsor = '*'; set local payung.area = '*'`,
    );
    await expect(client.query('select * from access.session')).rejects.toThrow('permission denied');
    await client.query(
      `rollback; begin; set local role payung_gate; set local payung.actor = 'x'; set local payung.sponsor = '*'; set local payung.area = '*'`,
    );
    await expect(client.query('select * from registry.identifier')).rejects.toThrow('permission denied');
    await client.query('rollback');
    await client.end();
  });
});

test('an officer is called by his sign-in name, his id, or as acts name him; a locked one is not', async () => {
  const { accountId } = await signedIn(workplace, { name: 'wira', roles: ['case-worker'], sponsor: 'ntt', area: '53' });
  for (const called of ['wira', ' Wira', accountId, `account:${accountId}`]) expect(await officerCalled(workplace, called)).toBe(`account:${accountId}`);
  expect(await officerCalled(workplace, 'local:server')).toBe('local:server');
  expect(await outcome(officerCalled(workplace, 'tidak.ada'))).toBe('account-unknown');
  await lockAccount(workplace, anyone, { account: 'wira', reason: 'pindah' });
  expect(await outcome(officerCalled(workplace, 'wira'))).toBe('account-locked');
});

test('a sign-in half done under the old password ends when the password is set anew, before and after an authenticator stands', async () => {
  const { seed, accountId } = await officer('sarinah');
  const half = await enterPassword(workplace, { name: 'sarinah', password, ...from });
  const link = (await linkFor(workplace, anyone, 'sarinah')).token;
  const renewed = await takeWelcomeLink(workplace, link, 'empat kata yang lain');
  expect(await outcome(authenticatorToSetUp(workplace, half))).toBe('sign-in-refused');
  expect(await outcome(enterCode(workplace, half, codeAt(seed, now()), from))).toBe('sign-in-refused');
  expect(await outcome(authenticatorToSetUp(workplace, renewed))).toBe('done');
  expect(renewed.accountId).toBe(accountId);
});
