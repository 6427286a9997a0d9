// The whole chain by HTTP alone, on a programme small enough to know: every operation that acts, its answer kept under its key, its refusals told as problems.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { payOrder } from '../../simulator/bank.ts';
import { answerEnrolment, issueContributionCode, postContributions } from '../../simulator/bpjs-branch.ts';
import { civilDate } from '../../src/kernel/date.ts';
import { type SignedIn, again, asking, signedIn } from '../signed-in.ts';
import { createApp } from '../../src/server.ts';
import { type SmallProgramme, programme, smallProgramme, villagers, villages } from '../fixtures/small-programme.ts';

let small: SmallProgramme;
let app: ReturnType<typeof createApp>;
let keys = 0;

beforeAll(async () => {
  small = await smallProgramme({ villagers: villagers('timur', 1, 1, 1, 1, 1, 9), places: { timur: 4 } });
  small.workplace = { ...small.workplace, dataDir: small.folder };
  for (const [name, who] of Object.entries({ admin, dinas: office, sekda: secretary })) accounts.push([who, await signedIn(small.workplace, { name })]);
  app = asking(createApp({ workplace: small.workplace, log: pino({ level: 'silent' }) }), admin);
});
afterAll(() => small.drop());

/** Three officers; the clock of this programme moves, so each test begins with sessions of its own. */
const [admin, office, secretary] = [{ cookie: '' }, { cookie: '' }, { cookie: '' }];
const accounts: [{ cookie: string }, SignedIn][] = [];
const signInAgain = async (): Promise<void> => {
  for (const [who, officer] of accounts) who.cookie = await again(small.workplace, officer);
};
beforeEach(signInAgain);

interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly replayed: boolean;
  readonly body: Record<string, never> & Record<string, unknown>;
}
async function answered(response: Response): Promise<Answer> {
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    replayed: response.headers.get('idempotency-replayed') === 'true',
    body: (await response.json()) as Answer['body'],
  };
}
const get = async (address: string) => answered(await app.request(`/v1${address}`));
const post = async (address: string, body: object = {}, headers: Record<string, string> = {}) =>
  answered(
    await app.request(`/v1${address}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', 'idempotency-key': `test-key-${(keys += 1)}`, ...headers },
    }),
  );
async function send(
  address: string,
  files: readonly (readonly [name: string, content: string | Uint8Array<ArrayBuffer>])[],
  fields: Record<string, string> = {},
  headers: Record<string, string> = {},
) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  for (const [name, content] of files) body.append('file', new File([content], name));
  return answered(await app.request(`/v1${address}`, { method: 'POST', body, headers: { 'idempotency-key': `test-key-${(keys += 1)}`, ...headers } }));
}
const at = `/programmes/${programme}`;

describe('a list', () => {
  const head = 'NO,NIK,NAMA,TANGGAL LAHIR,L/P,ALAMAT,PEKERJAAN';
  const csv = `${head}\r\n1,5311010101900011,MARIA BERE,01-01-1990,P,RT 01,PETANI\r\n2,123,TANPA NIK,01-01-1990,L,RT 01,PETANI\r\n`;

  test('is handed in once under a key, whoever sends it again; its findings are told and masked', async () => {
    const key = { 'idempotency-key': 'list-handed-in-1' };
    const hand = (content: string) => send(`${at}/lists`, [[`${villages.timur}-lagi.csv`, content]], { sender: 'kabupaten' }, key);
    const together = await Promise.all([hand(csv), hand(csv)]);
    expect(together.map(({ status }) => status)).toEqual([200, 200]);
    expect(together.map(({ replayed }) => replayed).sort()).toEqual([false, true]);
    expect(together[0].body).toEqual(together[1].body);
    expect(together[0].body).toMatchObject({ rows: 2, accepted: 1, rejected: 1, review: 0, refusedFiles: [], alreadyHandedIn: [] });
    expect(await hand(`${csv}3,,,,,,\r\n`)).toMatchObject({ status: 409, type: 'application/problem+json', body: { code: 'idempotency-key-reused' } });

    const { lists } = together[0].body as unknown as { lists: [{ listId: string }] };
    const [{ listId }] = lists;
    const { body } = await get(`/lists/${listId}/findings?outcome=reject`);
    expect(body['rows']).toHaveLength(1);
    expect(body['rows']).toMatchObject([
      { row: 3, outcome: 'reject', findings: [{ code: 'nik-not-16-digits', remedyId: expect.stringContaining('16 angka') }] },
    ]);
    const all = await get(`/lists/${listId}/findings?all=true`);
    expect(JSON.stringify(all.body)).toContain('53**********0011');
    expect(JSON.stringify(all.body)).not.toContain('5311010101900011');
    expect((await get(`/lists/${listId}/findings?outcome=accept&all=true`)).body['rows']).toHaveLength(1);
    expect((await get(`${at}/lists?file=lagi`)).body).toMatchObject({ totals: { lists: 1, rows: 2, accepted: 1, rejected: 1 } });
    expect((await post(`/lists/${listId}/withdrawal`, { reason: 'dobel' })).body).toMatchObject({ withdrawnAt: expect.any(String) });
    expect((await get(`${at}/lists?state=withdrawn`)).body['lists']).toHaveLength(1);
  });

  test('goes back as it came, with what was found beside each row', async () => {
    const { body } = await get(`${at}/lists?file=lagi`);
    const [{ listId }] = body['lists'] as unknown as [{ listId: string }];
    const response = await app.request(`/v1/lists/${listId}/marked`);
    expect(response.headers.get('content-type')).toContain('text/csv');
    const lines = (await response.text()).replace('\ufeff', '').split('\r\n');
    expect(lines[0]).toMatch(/PEKERJAAN,HASIL PAYUNG,KODE TEMUAN,TEMUAN,YANG HARUS DILAKUKAN,SEL YANG SALAH,RUJUKAN PAYUNG,"?Salinan /);
    expect(lines[1]).toMatch(/^1,5311010101900011,MARIA BERE,01-01-1990,P,RT 01,PETANI,DITOLAK,list-withdrawn nik-carries-another-sex,/);
    expect(lines[2]).toMatch(/^2,123,TANPA NIK,.*,DITOLAK,list-withdrawn nik-not-16-digits,.*,NIK,P[0-9a-z]+-3$/);
  });

  test('too large for any list is refused while it streams', async () => {
    const large = new Uint8Array(65 * 1024 * 1024);
    expect(await send(`${at}/lists`, [['besar.csv', large]], { sender: 'kabupaten' })).toMatchObject({
      status: 400,
      body: { code: 'file-too-large', place: { file: 'besar.csv' } },
    });
  });
});

describe('what is not right', () => {
  test.each<[string, () => Promise<Answer>, number, string]>([
    ['an act without a key', () => post(`${at}/assessments`, {}, { 'idempotency-key': '' }), 400, 'idempotency-key-wrong'],
    ['a key that is none', () => post(`${at}/assessments`, {}, { 'idempotency-key': 'x' }), 400, 'idempotency-key-wrong'],
    ['a field left out', () => post(`${at}/allocations`), 400, 'field-missing'],
    ['a field that cannot be', () => post(`${at}/instruments`, { number: 'SK', effectiveOn: 'besok' }), 400, 'field-not-readable'],
    [
      'no JSON',
      async () => answered(await app.request(`/v1${at}/assessments`, { method: 'POST', body: '{', headers: { 'idempotency-key': 'no-json-at-all' } })),
      400,
      'request-not-readable',
    ],
    ['a file where one is due', () => send(`${at}/lists`, [], { sender: 'kabupaten' }), 400, 'file-missing'],
    ['an unknown programme', () => get('/programmes/tiada'), 404, 'programme-unknown'],
    ['nothing assessed yet', () => get(`${at}/assessments/newest`), 404, 'nothing-assessed'],
    ['nothing to allocate', () => post(`${at}/allocations`, { seed: 's' }), 409, 'nothing-assessed'],
    ['a file outside the outbox', () => get('/files/..%2f..%2fkeys/keys/nik.key'), 404, 'file-missing'],
    ['a month outside the term', () => post(`${at}/months/2031-01/opening`), 400, 'month-outside-term'],
  ])('%s is told as a problem', async (_, ask, status, code) => {
    expect(await ask()).toMatchObject({ status, type: 'application/problem+json', body: { status, code, detail: expect.any(String) } });
  });

  test('a page of somebody else cannot send files to an operation', async () => {
    const body = new FormData();
    body.append('file', new File(['x'], 'x.csv'));
    const response = await app.request(`/v1${at}/lists`, { method: 'POST', body, headers: { origin: 'https://evil.example' } });
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([403, 'form-from-elsewhere']);
  });
});

test('an answer that did not change is not sent again', async () => {
  const first = await app.request(`/v1${at}`);
  const etag = first.headers.get('etag') ?? '';
  expect(etag).not.toBe('');
  expect((await app.request(`/v1${at}`, { headers: { 'if-none-match': etag } })).status).toBe(304);
});

test('assessed, allocated, proposed, signed by another, registered, paid, posted, reconciled, claimed, published: by HTTP alone', async () => {
  expect((await post(`${at}/assessments`)).body).toMatchObject({ rows: 6, accept: 5, reject: 1, reasons: { 'decile-above-bound': 1 }, repeated: false });
  expect((await post(`${at}/assessments`)).body).toMatchObject({ repeated: true });
  expect((await post(`${at}/allocations`, { seed: 'undian' })).body).toMatchObject({ placed: 4, reserve: 1 });
  const proposal = (await post(`${at}/instruments`, { number: 'SK/1', effectiveOn: '2025-07-01' }, office)).body;
  expect(proposal).toMatchObject({ additions: 4 });
  expect(await post(`${at}/allocations`, { seed: 'undian-lain' }, office)).toMatchObject({ status: 409, body: { code: 'list-already-proposed' } });
  const signature = `${at}/instruments/${String(proposal['instrumentId'])}/signature`;
  expect(await post(signature, {}, office)).toMatchObject({ status: 403, body: { code: 'proposer-may-not-sign' } });
  expect((await post(signature, {}, secretary)).body).toMatchObject({ number: 'SK/1', personMonths: 24, amount: 4 * 6 * 16_800 });

  const { files } = (await post(`${at}/instruments/${String(proposal['instrumentId'])}/enrolment-files`, { on: '2025-07-02' })).body as unknown as {
    files: { file: string }[];
  };
  const paths = files.map(({ file }) => path.join(small.folder, 'files', file));
  expect((await app.request(`/v1/files/${files[0]?.file ?? ''}`)).headers.get('cache-control')).toContain('no-store');
  const answerPath = path.join(small.folder, 'jawaban.csv');
  answerEnrolment({ seed: 'small', files: paths, answerPath });
  const registration = (await send(`${at}/enrolment-answers`, [['jawaban.csv', await readFile(answerPath, 'utf8')]], { on: '2025-07-04' })).body;
  expect(Number(registration['registered']) + Number(registration['refused'])).toBe(4);
  const registered = Number(registration['registered']);
  expect((await get(`${at}/enrolment`)).body).toMatchObject({ determined: 4, registered });

  small.day('2025-07-06');

  await signInAgain();
  const { periods } = (await post(`${at}/months/2025-07/opening`)).body as unknown as {
    periods: [{ branch: string; npp: string; people: number; dueOn: string }];
  };
  expect(periods).toMatchObject([{ people: 4, dueOn: '2025-07-15' }]);
  const [{ branch, npp }] = periods;
  const { months } = (await post(`${at}/months/2025-07/finalisation`)).body as unknown as { months: [{ file: string; persons: number; amount: number }] };
  const [{ file, amount }] = months;
  const rosterPath = path.join(small.folder, 'files', file);
  const codePath = path.join(small.folder, 'kode.csv');
  issueContributionCode({ rosterPath, answerPath: codePath, npp, issuedOn: '2025-07-07' });
  const { codes } = (await send(`${at}/contribution-codes`, [['kode.csv', await readFile(codePath, 'utf8')]])).body as unknown as { codes: [{ code: string }] };
  const { invoices } = (await post(`${at}/months/2025-07/invoices`)).body as unknown as { invoices: [{ number: string }] };
  const invoice = invoices[0].number;
  const fact = { invoice, fact: 'sp2d-issued', reference: 'SP2D/1', amount, on: '2025-07-08' };
  expect((await post(`${at}/payments`, fact)).body).toMatchObject({ recorded: true });
  expect((await post(`${at}/payments`, fact)).body).toMatchObject({ recorded: false });
  const [statementPath, receiptPath] = ['rekening.csv', 'bukti.csv'].map((name) => path.join(small.folder, name)) as [string, string];
  const paid = payOrder({
    sp2d: 'SP2D/1',
    code: codes[0].code,
    npp,
    amount: BigInt(amount),
    orderedOn: '2025-07-08',
    balance: BigInt(amount) * 2n,
    statementPath,
    receiptPath,
  });
  small.day(paid.valueDate);
  await signInAgain();
  expect((await send(`${at}/bank-statements`, [['rekening.csv', await readFile(statementPath, 'utf8')]])).body).toMatchObject({ paid: 1, problems: [] });
  expect((await send(`${at}/receipts`, [['bukti.csv', await readFile(receiptPath, 'utf8')]])).body).toMatchObject({ recorded: 1 });
  const [firstPath, secondPath] = ['posting-1.csv', 'posting-2.csv'].map((name) => path.join(small.folder, name)) as [string, string];
  const posted = postContributions({ rosterPath, code: codes[0].code, valueDate: paid.valueDate, firstPath, secondPath });
  small.day('2025-07-20');
  await signInAgain();
  const postingFiles: [string, string][] = [['posting-1.csv', await readFile(firstPath, 'utf8')]];
  if (posted.second > 0) postingFiles.push(['posting-2.csv', await readFile(secondPath, 'utf8')]);
  const { files: read } = (await send(`${at}/posting-files`, postingFiles)).body as unknown as { files: { posted: number }[] };
  expect(read.reduce((sum, one) => sum + one.posted, 0)).toBe(registered);

  const { branches } = (await get(`${at}/months/2025-07`)).body as unknown as { branches: [{ payments: unknown[]; postings: unknown[] }] };
  expect(branches[0]).toMatchObject({ branch, dueOn: '2025-07-15', persons: registered, invoiced: amount, invoice });
  expect(branches[0].payments).toHaveLength(3);
  expect((await get(`${at}/months/2025-07/reconciliation`)).body).toMatchObject({
    months: [{ branch, charged: { persons: registered }, posted: { persons: registered } }],
  });
  expect((await get(`${at}/ledger`)).body).toMatchObject({ check: { holds: true } });
  expect((await get(`${at}/months`)).body['months']).toHaveLength(6);

  expect((await get(`${at}/coverage?on=2025-07-20`)).body).toMatchObject({ jkk: { protected: registered } });
  const protectedNik = await firstProtected();
  const asked = await post('/coverage-answers', { nik: protectedNik, on: '2025-07-20' });
  expect(asked.body).toMatchObject({ jkm: { state: 'protected', reasons: [{ code: 'month-posted' }] }, nik: expect.stringContaining('**********') });
  expect(JSON.stringify(asked.body)).not.toContain(protectedNik);
  expect((await post('/explanations', { nik: protectedNik })).body).toMatchObject({ known: true });

  await small.load('deaths', civilDate('2025-08-01'), [`${protectedNik},2025-07-20,2025-07-28,DUKCAPIL`]);
  small.day('2025-08-02');
  await signInAgain();
  expect((await post(`${at}/death-searches`)).body).toMatchObject({ deaths: 1, covered: 1, opened: 1 });
  const { claims } = (await get(`${at}/claims`)).body as unknown as { claims: [{ claimId: string; amount: number }] };
  const claim = (await get(`/claims/${claims[0].claimId}`)).body as unknown as {
    amount: number;
    calculation: { components: { amount: number }[]; citations: unknown[] };
  };
  expect(claim.calculation.components.reduce((sum, part) => sum + part.amount, 0)).toBe(claim.amount);
  expect(claim.calculation.citations.length).toBeGreaterThan(0);
  expect(JSON.stringify(claim)).not.toContain('personKey');
  expect((await post(`${at}/replacements`, { number: 'SK/2' }, office)).body).toMatchObject({ additions: 1, removals: 1 + (4 - registered) });

  expect((await post(`${at}/account`, { on: '2025-08-02' })).body).toMatchObject({ asOf: '2025-08-02' });
  expect((await get(`${at}/account`)).body).toMatchObject({ asOf: '2025-08-02', programme });
  expect((await get(`${at}/account/draft?on=2025-08-02`)).body).toMatchObject({ asOf: '2025-08-02' });
});

/** A NIK the programme protects, as the answers of the branch say. */
async function firstProtected(): Promise<string> {
  const answers = (await readFile(path.join(small.folder, 'jawaban.csv'), 'utf8')).trim().split(/\r?\n/).slice(1);
  return answers.find((line) => line.includes(',VALID,'))?.split(',')[2] ?? '';
}

test('an objection is filed, and answered by another', async () => {
  const { body } = await get(`${at}/assessments/newest`);
  const [refused] = await small.owner<{ list_id: string; row_no: number }>(
    `select list_id, row_no from eligibility.verdict where run_id = $1 and outcome = 'reject'`,
    [body['runId']],
  );
  const objection = { list: refused?.list_id, row: refused?.row_no, run: body['runId'], statement: 'Desilnya keliru.' };
  const filed = (await post(`${at}/objections`, objection, office)).body;
  const answer = `${at}/objections/${String(filed['objectionId'])}/resolution`;
  expect(await post(answer, { explanation: 'Desil 9 menurut DTSEN.' }, office)).toMatchObject({ status: 403, body: { code: 'receiver-may-not-resolve' } });
  expect((await post(answer, { explanation: 'Desil 9 menurut DTSEN.' }, secretary)).body).toMatchObject({ outcome: 'dismissed' });
  expect((await get(`${at}/objections`)).body).toMatchObject({ objections: [{ outcome: 'dismissed' }] });
});

test('registers, their agreements and the lists to be asked about', async () => {
  const agreement = {
    agreement: 'PKS-tanya',
    register: 'deaths',
    sponsor: 'ntt',
    counterpart: 'Dukcapil',
    purpose: 'kematian',
    basis: 'exchange',
    from: '2025-01-01',
    to: '2026-12-31',
  };
  expect((await post('/agreements', agreement)).body).toMatchObject({ agreement: 'PKS-tanya', basis: 'exchange' });
  const asked = (await post('/registers/deaths/requests', { sponsor: 'ntt', agreement: 'PKS-tanya', on: '2025-08-02' })).body;
  const list = await (await app.request(`/v1/files/${String(asked['file'])}`)).text();
  expect(list.trim().split(/\r?\n/)).toHaveLength(Number(asked['asked']) + 1);
  const answers = path.join(small.folder, 'jawaban-kematian.csv');
  const rows = list.trim().split(/\r?\n/).slice(1);
  await writeFile(answers, `permintaan,baris,nik,ditemukan,tanggal_meninggal,tanggal_lapor,sumber\r\n${rows.map((row) => `${row},TIDAK,,,`).join('\r\n')}\r\n`);
  const loaded = await send(`/registers/deaths/answers`, [['jawaban.csv', await readFile(answers, 'utf8')]], {
    request: String(asked['requestId']),
    asOf: '2025-08-02',
  });
  expect(loaded).toMatchObject({ status: 200, body: { unanswered: 0 } });
  const population = 'nik,no_kk,nama,tempat_lahir,tanggal_lahir,jenis_kelamin,status_kawin,nama_ibu,alamat,kode_desa,pekerjaan,status';
  const person = '5311014101900099,5311010101200001,ANNA BARU,WAINGAPU,1990-01-01,P,KAWIN,ANA,RT 01,5311012001,PETANI,AKTIF';
  const fields = { sponsor: 'ntt', agreement: 'PKS-population', asOf: '2025-08-02' };
  expect((await send('/registers/population/snapshots', [['penduduk.csv', `${population}\r\n${person}\r\n`]], fields)).body).toMatchObject({
    rows: 1,
    alreadyLoaded: false,
  });
  const { body } = await get('/registers');
  expect(body['requests']).toHaveLength(1);
});

test('the law is asked as at the command line', async () => {
  expect((await get('/law')).body['parameters']).toHaveLength(small.workplace.law.parameters.size);
  expect((await get('/law/parameters/jkm-total?on=2025-07-01')).body).toMatchObject({ name: 'jkm-total', values: [{ value: 42_000_000 }] });
  expect((await get('/law/contribution?income=1000000&month=2025-07&payer=apbd')).body).toMatchObject({ total: 16_800 });
  expect((await get('/law/due-date?month=2025-07')).body).toMatchObject({ due: '2025-07-15' });
});

test('the programme file again changes nothing', async () => {
  const { programmesFolder } = await import('../law-folder.ts');
  const file = await readFile(path.join(programmesFolder, 'ntt-2025.yaml'), 'utf8');
  expect((await send('/programmes', [['ntt-2025.yaml', file]])).body).toMatchObject({ programme: 'ntt-2025', version: 1, places: 100_000 });
  expect((await send('/programmes', [['ntt-2025.yaml', file]])).body).toMatchObject({ version: 1 });
  expect((await get('/programmes/ntt-2025')).body['quotas']).toHaveLength(22);
});
