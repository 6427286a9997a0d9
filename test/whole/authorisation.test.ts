// Made from the permission table: every role, every operation, page and command, own and other area, sponsor, branch, sender and case, through HTTP and the command line.
import path from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { permissions } from '../../src/permission/permission-client.ts';
import { roleNames } from '../../src/permission/permission.ts';
import { main } from '../../src/cli.ts';
import type { Actor, Role } from '../../src/kernel/actor.ts';
import { newKey } from '../../src/platform/key.ts';
import { ownerSession } from '../../src/platform/database.ts';
import { createApp } from '../../src/server.ts';
import { comes } from '../comes.ts';
import { signedIn } from '../signed-in.ts';
import { addressFields } from '../../src/web/operation.ts';
import { listen } from '../../src/web/listen.ts';
import { shownProgramme } from '../fixtures/shown-programme.ts';
import { actOf, actOfCommand, allCommands, allOperations } from './permission-addresses.ts';

const table = permissions();
let shown: Awaited<ReturnType<typeof shownProgramme>>;
let app: ReturnType<typeof createApp>;
let branch = '';
/** What only rows of the programme hold: seen by who may, and by nobody else. */
let marks: readonly string[] = [];

const places = ['own', 'other-area', 'other-sponsor', 'other-post'] as const;
type Place = (typeof places)[number];

/** An account of one role. `other-post` is of another branch and office, and has no case. */
function account(role: Role, place: Place, act = ''): Actor {
  const may = table.acts.get(act)?.may ?? {};
  if (may !== 'everyone' && may[role] === 'everything' && place === 'own') return { id: `${role}-all`, roles: [role], sponsor: '*', area: '*' };
  const scope = place === 'other-sponsor' ? { sponsor: 'papua', area: '91' } : { sponsor: 'ntt', area: place === 'other-area' ? '5319' : '53' };
  const posts = place === 'other-post' ? { branch: 'cabang-lain', sender: 'kantor-lain' } : { branch, sender: 'kabupaten' };
  return { id: `${role}-${place}`, roles: [role], ...scope, posts };
}

beforeAll(async () => {
  shown = await shownProgramme();
  app = createApp({ workplace: shown.workplace, log: pino({ level: 'silent' }), callerOf: comes });
  const [period] = await shown.owner<{ branch: string }>(`select branch from contributions.period order by branch limit 1`);
  branch = period?.branch ?? '';
  for (const [kind, id] of [
    ['claim', shown.ids['claim']],
    ['objection', shown.ids['objection']],
  ])
    await shown.owner(`insert into permission.case_assignment values ($1, $2, 'case-worker-own', 'atasan', 'ntt', '53', now())`, [id, kind]);
  const numbers = await shown.owner<{ number: string }>('select number from contributions.invoice');
  marks = [...['list', 'claim', 'objection', 'instrument', 'run'].map((name) => shown.ids[name] ?? ''), ...numbers.map(({ number }) => number), 'YOHANES BERE'];
  if (!marks.every((mark) => mark.length > 5)) throw new Error('every mark is something to look for');
});
afterAll(() => shown.drop());

const refusals = new Set([
  'act-unknown',
  'act-not-permitted',
  'nothing-assigned',
  'part-of-area-only',
  'whole-installation-only',
  'outside-area',
  'outside-sponsor',
  'outside-branch',
  'outside-sender',
  'outside-reach',
]);

type Expected = 'allowed' | 'role-refused' | 'refused' | 'unseen';

/** What the table says, read here anew: `unseen` is an answer in which no row of ours stands, or none at all. */
function expectedOf(act: string, role: Role, place: Place, names: readonly string[]): Expected {
  const may = table.acts.get(act)?.may ?? {};
  if (may === 'everyone') return 'allowed';
  const reach = may[role];
  if (reach === undefined) return 'role-refused';
  if (reach === 'everything') return place === 'own' ? 'allowed' : 'refused';
  const namesSponsor = names.includes('programme') || names.includes('sponsor');
  if (place === 'own') return 'allowed';
  if (place === 'other-sponsor') return namesSponsor || reach === 'own-sponsor' ? 'refused' : 'unseen';
  if (place === 'other-area') return reach === 'own-sponsor' ? 'refused' : 'unseen';
  return reach === 'own-sponsor' || reach === 'own-area' ? 'allowed' : 'unseen';
}

/** Fields an operation can be read with; what it names in its address is filled in. */
const fields: Readonly<Record<string, Readonly<Record<string, string | number>>>> = {
  recordVillageCards: { village: '5311012001', cards: 1, receivedBy: 'Kepala desa', place: 'kantor desa' },
  recordAgreement: {
    agreement: 'PKS-uji',
    register: 'deaths',
    sponsor: 'ntt',
    counterpart: 'Dukcapil',
    purpose: 'x',
    basis: 'exchange',
    from: '2025-01-01',
    to: '2026-12-31',
  },
  loadRegister: { sponsor: 'ntt', agreement: 'PKS-deaths' },
  requestVerification: { sponsor: 'ntt', agreement: 'PKS-uji' },
  loadAnswers: { request: '01890000-0000-7000-8000-000000000000' },
  submitLists: { sender: 'kabupaten', area: '5311012001' },
  withdrawList: { reason: 'salah' },
  allocate: { seed: 'lain' },
  proposeEstablishment: { number: 'SK/9', effectiveOn: '2025-07-01' },
  proposeReplacements: { number: 'SK/9', effectiveOn: '2025-07-01' },
  recordPayment: { invoice: 'x', fact: 'sp2d-issued', reference: 'SP2D/9', amount: 1, on: '2025-07-08' },
  reversePayment: { invoice: 'x', fact: 'sp2d-issued', reference: 'SP2D/9', reason: 'salah bulan dicatat' },
  settleDifference: { outcome: 'corrected', remark: 'sudah dikoreksi' },
  signMinutes: { name: 'Pejabat', digest: '0'.repeat(64) },
  proposeBudget: { kind: 'apbd-p', effectiveOn: '2025-10-01', basis: 'Perda', lines: 'x:1:1' },
  approveBudget: { effects: '0'.repeat(64) },
  resolveObjection: { explanation: 'Sudah diperiksa.' },
  applyRegister: { reason: 'Sudah dibandingkan.' },
  decideIdentity: {
    list: '01890000-0000-7000-8000-000000000000',
    row: 1,
    person: '01890000-0000-7000-8000-000000000000',
    verdict: 'same-person',
    evidence: 'KTP',
  },
  recordLegalBasis: { kind: 'regulation', number: 'Pergub 1', title: 'x', datedOn: '2025-06-01', validFrom: '2025-06-01' },
  writeAnnex: { kind: 'public' },
  recordDelegation: { number: 'SK/D', office: 'x', holder: 'sekda', datedOn: '2025-06-01', validFrom: '2025-06-01', validTo: '2025-12-31' },
  reviewInstrument: { verdict: 'no-objection', remark: 'x' },
  approveLateAdditions: { remark: 'x' },
  withdrawInstrument: { reason: 'salah' },
  proposeErratum: { of: 'SK/1', number: 'R/1', words: 'x' },
  proposeRevocation: { of: 'SK/1', number: 'R/2', words: 'x' },
  proposeMinutes: { of: 'SK/1', number: 'R/3', words: 'x' },
  askVillages: { deadline: '2026-01-31' },
  freePlaces: { reason: 'Tidak menjawab.' },
  printRound: { area: '5311012001' },
  takeMinutes: { number: 'M/1', heldOn: '2025-07-01', objections: 0, absent: 0, attested: 0, civilData: 0, lineSum: 0 },
  endCivilTask: { result: 'Sudah diperbaiki.' },
  decideTwins: { one: '01890000-0000-7000-8000-000000000001', other: '01890000-0000-7000-8000-000000000002', verdict: 'different-person', evidence: 'KK' },
  recordNoticeContact: { nik: 'nik', end: 'yes' },
  reportNotice: { reference: 'gw-uji' },
  takeDeliveryReports: { reference: 'gw-uji', state: 'delivered' },
  fileComplaint: { kind: 'other', statement: 'Kartu belum sampai.' },
  followComplaint: { receipt: 'ADU-0000-0000-0000' },
  treatComplaint: { words: 'Sudah diteruskan.' },
  askCoverage: { nik: 'nik' },
  showStatement: { account: 'treasury:tidak-ada' },
  closeLedgerYear: { year: 2025 },
  chooseYearEnd: { choice: 'let-end', reason: 'tidak ada anggaran' },
  estimateClaim: { event: 'death', on: '2025-10-20', firstMonth: '2025-07', months: 3 },
  reportEvent: { on: '2025-07-20', area: '5311012001', name: 'Yohanes' },
  searchReportedPerson: { report: '01890000-0000-7000-8000-000000000000', name: 'Yohanes', birthYear: 1985 },
  decideReport: { report: '01890000-0000-7000-8000-000000000000', evidence: 'Nama sama.' },
  openClaimPaper: { paper: '01890000-0000-7000-8000-000000000000', reason: 'Mencocokkan akta di loket.' },
  bundleClaim: { reason: 'Menyerahkan berkas ke cabang.' },
  revealClaimFamily: { reason: 'Menghubungi keluarga.' },
  explain: { nik: 'nik' },
  tellLetter: { nik: 'nik' },
  askContribution: { income: 1_000_000, month: '2025-07', payer: 'apbd' },
  askDueDate: { month: '2025-07' },
  assignCase: { kind: 'claim', to: 'petugas-lain' },
  endAssignment: { from: 'petugas-lain', reason: 'Pindah tugas ke bidang lain.' },
  breakGlass: { act: 'claims show', reason: 'Keluarga menunggu di rumah sakit.', minutes: 30 },
  reviewGlass: { verdict: 'justified', remark: 'Sudah dibaca.' },
  revealRow: { reason: 'Mencocokkan dengan KTP di loket.' },
  tellTrail: { nik: 'nik' },
  proveGrowth: { old: 1 },
  grantRole: { role: 'auditor', sponsor: 'ntt', area: '53' },
  lockAccount: { reason: 'Akun ditinggalkan.' },
  linkOpenIdSubject: { issuer: 'https://masuk.example', subject: 'x' },
  addClient: { roles: 'auditor', sponsor: 'ntt', area: '53' },
};
const [noId, noAccount] = ['01890000-0000-7000-8000-000000000000', 'tidak.ada'];
const inAddress: Readonly<Record<string, string>> = {
  ...{ register: 'deaths', snapshot: noId, name: 'jkm-total', row: '1' },
  ...{ differenceId: noId, version: noId, gateway: 'payung' },
  ...{ task: noId, act: noId, grant: noId, session: noId, account: noAccount },
};

async function ask(operation: (typeof allOperations)[number], actor: Actor, { body, key }: { body: boolean; key: boolean }) {
  const filled = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => shown.ids[name === 'case' ? 'claim' : name] ?? inAddress[name] ?? name);
  const given: Record<string, string | number> = { ...fields[operation.id] };
  if (given['nik'] !== undefined) given['nik'] = shown.nik;
  if (operation.id === 'fileObjection') Object.assign(given, { list: shown.ids['list'], row: 1, run: shown.ids['run'], statement: 'Keliru.' });
  if (['addSignInAccount', 'addClient'].includes(operation.id)) given['name'] = `uji-${newKey().slice(-12)}`;
  const headers: Record<string, string> = {
    'test-actor': JSON.stringify(actor),
    origin: 'http://localhost',
    ...(key ? { 'idempotency-key': `key-${newKey()}` } : {}),
  };
  const query =
    operation.method === 'get'
      ? `?${new URLSearchParams(Object.entries(given).map(([name, value]): [string, string] => [name, String(value)])).toString()}`
      : '';
  let init: RequestInit = { method: operation.method.toUpperCase(), headers };
  if (operation.method === 'post' && operation.files !== undefined) {
    const form = new FormData();
    for (const [name, value] of Object.entries(given)) form.append(name, String(value));
    form.append('file', new File(['a,b\r\n1,2\r\n'], 'uji.csv'));
    init = { ...init, body: body ? form : new FormData() };
  } else if (operation.method === 'post') {
    init = { ...init, body: body ? JSON.stringify(given) : '{}', headers: { ...headers, 'content-type': 'application/json' } };
  }
  const response = await app.request(`/v1${filled}${query}`, init);
  const text = await response.text();
  const code = response.headers.get('content-type')?.includes('problem') === true ? (JSON.parse(text) as { code: string }).code : '';
  return { status: response.status, code, text };
}

describe.each(allOperations.map((operation) => [operation.id, operation] as const))('%s', (_, operation) => {
  const act = actOf(operation);
  const names = [...addressFields(operation.path), ...(operation.method === 'post' ? Object.keys(operation.input.shape) : [])];
  test.each(places)('answers each role of %s exactly as the table says', async (place) => {
    const wrong: string[] = [];
    for (const role of roleNames) {
      const expected = expectedOf(act, role, place, names);
      // What may act is not asked to: without its key it is refused after permission and before anything is read.
      const acts = operation.method === 'post' && operation.personal !== true && operation.foreign !== true;
      const { status, code, text } = await ask(operation, account(role, place, act), { body: expected !== 'role-refused', key: expected !== 'allowed' });
      const told = `${role}: ${expected}, but ${status} ${code} ${text.slice(0, 200)}`;
      if (expected === 'role-refused' && !(status === 403 && code === 'act-not-permitted')) wrong.push(told);
      if (expected === 'refused' && !(status === 403 && refusals.has(code))) wrong.push(told);
      if (expected === 'allowed' && (acts ? code !== 'idempotency-key-missing' : status !== 200 && status !== 404)) wrong.push(told);
      const asked = new Set([...Object.values(shown.ids)].filter((id) => operation.path.includes('{') && text.includes(id)));
      if (
        expected === 'unseen' &&
        (status >= 500 || marks.some((mark) => text.includes(mark) && !asked.has(mark)) || (acts && status === 200 && act !== 'glass break'))
      )
        wrong.push(told);
    }
    expect(wrong).toEqual([]);
  });
});

test.each([
  ['showList', 'sender', 'own'],
  ['listFindings', 'sender', 'own'],
  ['listLists', 'verifier', 'own'],
  ['showClaim', 'case-worker', 'own'],
  ['listClaims', 'case-worker', 'own'],
  ['listObjections', 'case-worker', 'own'],
  ['showMonth', 'branch-officer', 'own'],
  ['showRun', 'auditor', 'own'],
  ['listInstruments', 'approver', 'own'],
] as const)('%s shows %s what is his, and it is not an empty answer that hides it from others', async (id, role, place) => {
  const operation = allOperations.find((one) => one.id === id);
  if (operation === undefined) throw new Error(id);
  const mine = await ask(operation, account(role, place), { body: true, key: false });
  expect(mine.status).toBe(200);
  expect(marks.some((mark) => mine.text.includes(mark))).toBe(true);
  if (['sender', 'case-worker', 'branch-officer'].includes(role)) {
    const other = await ask(operation, account(role, 'other-post'), { body: true, key: false });
    expect([...marks].filter((mark) => other.text.includes(mark) && mark !== shown.ids['list'] && mark !== shown.ids['claim'])).toEqual([]);
    if (operation.path.includes('{list}') || operation.path.includes('{claim}')) expect(other.status).toBe(404);
  }
});

describe('pages and forms', () => {
  const pages = Object.entries(table.pages).map(([address, act]) => [address, act] as const);
  test.each(pages)('%s is for who may %s', async (address, act) => {
    const [method = '', written = ''] = address.split(' ');
    const names: Readonly<Record<string, string>> = {
      ...shown.ids,
      ...inAddress,
      work: newKey(),
      owner: shown.ids['programme'] ?? '',
      folder: 'x',
      name: 'jkm-total',
    };
    const target = written.replace(/:(\w+)/g, (_, name: string) => names[name] ?? name);
    const wrong: string[] = [];
    for (const role of roleNames) {
      const response = await app.request(target, { method, headers: { 'test-actor': JSON.stringify(account(role, 'own', act)), origin: 'http://localhost' } });
      const text = await response.text();
      const refused = response.status === 403 && text.includes('act-not-permitted');
      const said = table.acts.get(act)?.may ?? {};
      if (refused !== (said !== 'everyone' && said[role] === undefined)) wrong.push(`${role}: ${response.status} ${text.slice(0, 100)}`);
    }
    expect(wrong).toEqual([]);
  });

  test('a form stands only before who may send it, and the others read who may', async () => {
    const page = async (role: Role) =>
      (await app.request(shown.fill('/programmes/{programme}/instruments'), { headers: { 'test-actor': JSON.stringify(account(role, 'own')) } })).text();
    const action = shown.fill('action="/programmes/{programme}/instruments/{instrument}/signature"');
    expect(await page('approver')).toContain(action);
    expect(await page('selector')).not.toContain(action);
    expect(await page('selector')).toContain('Pejabat penanda tangan');
  });

  test('a refusal is told in both languages, with who may', async () => {
    const headers = { 'test-actor': JSON.stringify(account('sender', 'own')) };
    expect(await (await app.request('/check', { headers })).text()).toContain(
      'Yang boleh (&quot;check&quot;): Pemeriksa keuangan dan inspektorat, Pengelola sistem.',
    );
    expect(await (await app.request('/check?lang=en', { headers })).text()).toContain(
      'Who may (&quot;check&quot;): Auditor, Administrator of the installation.',
    );
  });
});

test('what was counted for one account is not shown to another', async () => {
  const look = async (actor: Actor) =>
    (await app.request(shown.fill('/programmes/{programme}/coverage'), { headers: { 'test-actor': JSON.stringify(actor) } })).status;
  expect(await look(account('auditor', 'own'))).toBe(200);
  expect(await look(account('sender', 'own'))).toBe(403);
  expect(await look(account('auditor', 'other-sponsor'))).toBe(403);
});

test('an account that signed in is narrowed by what its grant names', async () => {
  const asked = async (of: { readonly branch: string | null } | null) => {
    const roles = of === null ? (['finance'] as const) : (['branch-officer'] as const);
    const { cookie } = await signedIn(shown.workplace, { roles, sponsor: 'ntt', area: '53', ...of });
    const unnamed = createApp({ workplace: shown.workplace, log: pino({ level: 'silent' }) });
    const address = shown.fill('/v1/programmes/{programme}/months/2025-07');
    const response = await unnamed.request(address, { headers: { cookie } });
    const text = await response.text();
    return [response.status, marks.some((mark) => mark !== shown.ids['programme'] && text.includes(mark)), /"code":"([a-z-]+)"/.exec(text)?.[1]];
  };
  expect(await asked({ branch })).toEqual([200, true, undefined]);
  expect(await asked({ branch: 'cabang-lain' })).toEqual([200, false, undefined]);
  expect(await asked({ branch: null })).toEqual([403, false, 'nothing-assigned']);
  expect(await asked(null)).toEqual([200, true, undefined]);
  const named = createApp({ workplace: shown.workplace, log: pino({ level: 'silent' }) });
  expect((await named.request('/v1/programmes', { headers: { 'test-actor': JSON.stringify(account('auditor', 'own')) } })).status).toBe(401);
});

describe('the command line', () => {
  let taken: Awaited<ReturnType<typeof listen>>;
  beforeAll(async () => {
    taken = await listen(() => new Response(), { port: 0, host: '127.0.0.1' });
  });
  afterAll(() => taken.close());

  /** Words a command can be read with. */
  const wordsOf = (command: ReturnType<typeof allCommands>[number], file: string): readonly string[] => {
    const act = actOfCommand(command).split(' ');
    const programme = shown.ids['programme'] ?? '';
    const value = (name: string): string =>
      ({
        programme,
        month: '2025-07',
        port: new URL(taken.url).port,
        on: '2025-08-01',
        nik: shown.nik,
        sender: 'kabupaten',
        file,
        files: file,
        'file-or-folder': file,
        kind: act[0] === 'case' ? 'claim' : 'regulation',
        verdict: { identity: 'same-person', determine: 'no-objection' }[act[0] ?? ''] ?? 'justified',
        row: '1',
        year: '1',
        held: '2025-07-01',
        ...Object.fromEntries(['objections', 'absent', 'attested', 'civilData', 'lineSum'].map((total) => [total, '0'])),
      })[name] ?? 'x';
    const ours = new Set(command.options.map((option) => option.attributeName()));
    return [
      ...act,
      ...command.registeredArguments.map((argument) => value(argument.name())),
      ...command.options.filter((option) => option.mandatory).flatMap((option) => [option.long ?? '', value(option.attributeName())]),
      ...(ours.has('port') ? ['--port', value('port')] : []),
      ...(act.join(' ') === 'notice contact' ? ['--end'] : []), // nothing is asked for
    ];
  };

  test.each(allCommands().map((command) => [actOfCommand(command), command] as const))('%s is for the roles of the table', async (act, command) => {
    const wrong: string[] = [];
    const file = await shown.write('uji.csv', ['a,b', '1,2']);
    for (const role of roleNames) {
      const written: string[] = [];
      const [errors, output] = [
        vi.spyOn(process.stderr, 'write').mockImplementation((text) => (written.push(String(text)), true)),
        vi.spyOn(process.stdout, 'write').mockImplementation(() => true),
      ];
      const exit = await main([...wordsOf(command, file), '--data', path.join(shown.folder, 'data')], {
        environment: { DATABASE_URL: shown.workplace.url, PAYUNG_NIK_KEY: '07'.repeat(32) },
        actorOf: () => account(role, 'own', act),
      }).finally(() => {
        errors.mockRestore();
        output.mockRestore();
      });
      const may = table.acts.get(act)?.may ?? {};
      const refused = exit === 1 && written.join('').includes('(act-not-permitted)');
      if (refused !== (may !== 'everyone' && may[role] === undefined) || exit === 2 || exit === 3)
        wrong.push(`${role}: ${exit} ${written.join('').slice(0, 300)}`);
    }
    process.exitCode = 0;
    expect(wrong).toEqual([]);
  });
});

test('a list is handed in for the own office only, and for the own area only', async () => {
  const submit = allOperations.find(({ id }) => id === 'submitLists');
  if (submit === undefined) throw new Error('submitLists');
  expect(await ask(submit, account('sender', 'other-post'), { body: true, key: true })).toMatchObject({ status: 403, code: 'outside-sender' });
  expect(await ask(submit, account('sender', 'other-area'), { body: true, key: true })).toMatchObject({ status: 403, code: 'outside-area' });
  const before = await ownerSession(shown.workplace.url, async (client) => (await client.query('select count(*) from intake.list')).rows);
  expect(await ask(submit, account('sender', 'own'), { body: true, key: false })).toMatchObject({ code: 'idempotency-key-missing' });
  expect(await ownerSession(shown.workplace.url, async (client) => (await client.query('select count(*) from intake.list')).rows)).toEqual(before);
});
