// Types whole commands against a real database, where only the composition root can have connected one stage to another.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type TestDatabase, emptyDatabase, testDatabase } from '../test/database.ts';
import { programmesFolder } from '../test/law-folder.ts';
import { main } from './cli.ts';
import { ownerSession } from './platform/database.ts';
import { projectRoot } from './platform/project-root.ts';

let db: TestDatabase;
let folder: string;
beforeAll(async () => {
  db = await testDatabase();
  folder = await mkdtemp(path.join(tmpdir(), 'payung-cli-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await db.drop();
});

const type = (...words: readonly string[]): Promise<number> => main([...words, '--data', folder], { environment: { DATABASE_URL: db.url } });

/** What a command prints, and its exit code. */
async function said(words: readonly string[], environment: Record<string, string>): Promise<{ code: number; text: string }> {
  const written: string[] = [];
  const watched = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      written.push(String(text));
      return true;
    }),
  );
  try {
    return { code: await main(words, { environment }), text: written.join('') };
  } finally {
    for (const one of watched) one.mockRestore();
  }
}

it('says that there is nothing to check yet, instead of that all holds', async () => {
  const { code, text } = await said(['check', '--data', folder], { DATABASE_URL: db.url });
  expect([code, text]).toEqual([0, expect.stringContaining('nothing to check')]);
  expect(text).not.toMatch(/hold|terpenuhi/);
});

it.each<readonly [words: string, code: number, first: string]>([
  ['help list bogus', 2, 'Perintah "bogus" tidak ada.'],
  ['help bogus', 2, 'Perintah "bogus" tidak ada.'],
  ['bogus --help', 2, 'Perintah "bogus" tidak ada.'],
  ['list bogus -h', 2, 'Perintah "bogus" tidak ada.'],
  ['5311014107900001 --help', 2, 'Perintah "53**********0001" tidak ada.'],
  ['help list submit', 0, 'Pemakaian / usage: payung list submit'],
  ['list submit --help', 0, 'Pemakaian / usage: payung list submit'],
  ['list help submit', 0, 'Pemakaian / usage: payung list submit'],
  ['--data list list --help', 0, 'Pemakaian / usage: payung list'],
  ['help', 0, 'Pemakaian / usage: payung'],
])('%s ends %i and begins with: %s', async (words, code, first) => {
  const told = await said(words.split(' '), {});
  expect([told.code, told.text.slice(0, first.length)]).toEqual([code, first]);
});

it.each([
  ['check'],
  ['explain', '5311014107900001'],
  ['coverage', '5311014107900001'],
  ['coverage', '--programme', 'ntt-2025'],
  ['list', 'show', '--programme', 'ntt-2025'],
  ['run', 'list'],
  ['month', 'show', '--programme', 'ntt-2025', '--month', '2025-07'],
  ['claims', 'show', 'ntt-2025'],
  ['programme', 'show'],
  ['register', 'show'],
  ['account', 'show', 'ntt-2025'],
  ['assess', 'ntt-2025'],
])('%s %s makes no installation where there is none', async (...words) => {
  const nowhere = path.join(folder, 'salah-ketik');
  const { code, text } = await said([...words, '--data', nowhere], {});
  expect([code, text]).toEqual([1, expect.stringContaining('no-installation')]);
  expect(text).toContain(nowhere);
  expect(text).toContain('payung migrate');
  expect(existsSync(nowhere)).toBe(false);
});

it('leaves a database alone that is not an installation', async () => {
  const empty = await emptyDatabase();
  try {
    const { code, text } = await said(['check', '--data', folder], { DATABASE_URL: empty.url });
    expect([code, text]).toEqual([1, expect.stringContaining('no-installation')]);
    expect(text).not.toContain(empty.url);
    expect(await ownerSession(empty.url, async (client) => (await client.query("select to_regnamespace('platform') as made")).rows)).toEqual([{ made: null }]);
  } finally {
    await empty.drop();
  }
});

it.each([
  [
    'month pay reference',
    ['month', 'pay', 'INV-1', '--fact', 'sp2d-issued', '--amount', '1', '--on', '2025-07-08', '--reference', 'SP2D 5311014107900001'],
    'nik-in-text',
  ],
  [
    'agreement purpose',
    [
      'register',
      'agreement',
      'PKS-2',
      'population',
      '--sponsor',
      'ntt',
      '--counterpart',
      'Dukcapil',
      '--purpose',
      'NIK 5311-0141-0790-0001',
      '--basis',
      'exchange',
      '--from',
      '2025-01-01',
      '--to',
      '2026-01-01',
    ],
    'nik-in-text',
  ],
  ['instrument number', ['determine', 'propose', 'ntt-2025', '--number', '5311014107900001'], 'nik-in-text'],
  ['seed', ['allocate', 'ntt-2025', '--seed', '5311014107900001'], 'nik-in-text'],
  ['file named by a NIK', ['programme', 'record', '5311014107900001.yaml'], 'nik-in-text'],
  ['file with a turned name', ['month', 'post', 'a.csv', 'posting\u202Evsc.csv', '--programme', 'ntt-2025'], 'file-name-not-plain'],
  ['file with a control character', ['list', 'submit', 'daftar\u0007.csv', '--programme', 'ntt-2025', '--sender', 'Kecamatan'], 'file-name-not-plain'],
])('refuses before it begins: %s', async (_, words, code) => {
  const { code: exit, text } = await said([...words, '--data', folder], { DATABASE_URL: db.url });
  expect([exit, text]).toEqual([1, expect.stringContaining(`(${code})`)]);
  expect(text).not.toMatch(/5311.?0141|[\u202E\u0007]/);
});

it('takes a long reference of a bank, which is no NIK', async () => {
  const words = ['month', 'pay', 'INV-1', '--fact', 'bank-debited', '--amount', '1', '--on', '2025-07-08', '--reference', '20250708153000991234'];
  expect((await said([...words, '--data', folder], { DATABASE_URL: db.url })).text).toContain('invoice-unknown');
});

it('records no programme with a NIK in a title', async () => {
  const file = path.join(folder, 'judul.yaml');
  const written = await readFile(path.join(programmesFolder, 'ntt-2025.yaml'), 'utf8');
  await writeFile(file, written.replace(/^title:[\s\S]*?^sponsor:/m, 'title: { id: "Untuk 5311014107900001", en: "x" }\nsponsor:'));
  const { code, text } = await said(['programme', 'record', file, '--data', folder], { DATABASE_URL: db.url });
  expect([code, text]).toEqual([1, expect.stringContaining('nik-in-text')]);
  expect(text).toContain('title.id');
});

it('asks a register about the people on the lists of a programme, and about nobody else', async () => {
  const agreed = ['--sponsor', 'ntt', '--counterpart', 'Dukcapil', '--purpose', 'uji', '--basis', 'exchange', '--from', '2025-01-01', '--to', '2099-12-31'];
  const list = path.join(folder, '5311012001-hambala.csv');
  const withdrawn = path.join(folder, '5311012002-lain.csv');
  await writeFile(list, 'NO,NIK,NAMA,TANGGAL LAHIR\n1,5311015012850001,Maria Bere,10-12-1985\n2,5311014101800002,Ana Nahak,1-1-1980\n3,12,Rosa,1-1-1980');
  await writeFile(withdrawn, 'NO,NIK,NAMA,TANGGAL LAHIR\n1,5311014101800003,Dewi Radja,1-1-1980');
  const out = path.join(folder, 'permintaan.csv');
  const ask = ['register', 'request', 'population', '--programme', 'ntt-2025', '--sponsor', 'ntt', '--agreement', 'PKS-1', '--out', out];
  const submit = (file: string): Promise<number> => type('list', 'submit', file, '--programme', 'ntt-2025', '--sender', 'Kecamatan');

  expect(await type('programme', 'record', path.join(programmesFolder, 'ntt-2025.yaml'))).toBe(0);
  expect(await type('register', 'agreement', 'PKS-1', 'population', ...agreed)).toBe(0);
  expect(await type(...ask)).toBe(1); // nobody is listed yet
  for (const file of [list, withdrawn]) expect(await submit(file)).toBe(0);
  expect(await type('list', 'withdraw', withdrawn, '--reason', 'salah desa')).toBe(0);
  expect(await type(...ask)).toBe(0);

  const [header, ...rows] = (await readFile(out, 'utf8')).trim().split('\r\n');
  expect([header, rows.map((row) => row.split(',').at(-1)).sort()]).toEqual(['permintaan,baris,nik', ['5311014101800002', '5311015012850001']]);
  expect(await ownerSession(db.url, async (client) => (await client.query('select count(*)::int as asked from registry.verification_asked')).rows)).toEqual([
    { asked: 2 },
  ]);
});

it('does not spread the built-in database over a cluster', async () => {
  const environment = { ...process.env, DATABASE_URL: '' };
  const { code, err } = await new Promise<{ code: number; err: string }>((resolve) => {
    execFile(process.execPath, [path.join(projectRoot, 'bin/payung.mjs'), 'migrate', '--distributed'], { env: environment }, (error, _, errors) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, err: errors }),
    );
  });
  expect(err).toContain('no-cluster-named');
  expect(code).toBe(1);
});

it.each([
  ['serve', '--port', 'abc'],
  ['serve', '--port', '70000'],
  ['run', 'list', '--limit', 'abc'],
  ['run', 'list', '--limit', '0'],
])('%s %s %s: a number that is none is a wrong use, and no bug', async (...words) => {
  expect(await type(...words.filter((word) => word !== undefined))).toBe(2);
});

it('acts as a mapped account from the first account on, and refuses who is mapped to none', async () => {
  const other = await testDatabase();
  const typed = async (...words: readonly string[]): Promise<{ code: number; out: string; err: string }> => {
    let [out, err] = ['', ''];
    const [stdout, stderr] = [process.stdout.write.bind(process.stdout), process.stderr.write.bind(process.stderr)];
    process.stdout.write = (text: string | Uint8Array) => ((out += String(text)), true);
    process.stderr.write = (text: string | Uint8Array) => ((err += String(text)), true);
    try {
      return { code: await main([...words, '--data', folder], { environment: { DATABASE_URL: other.url } }), out, err };
    } finally {
      [process.stdout.write, process.stderr.write] = [stdout, stderr];
    }
  };
  const user = userInfo().username;
  expect((await typed('account', 'list')).code).toBe(0); // no account yet: whoever keeps the data folder
  const first = await typed('account', 'add', 'kepala');
  expect(first.out).toMatch(/http:\/\/127\.0\.0\.1:8080\/welcome\/pl_\S+\n.*administrator/);
  const refused = await typed('account', 'list');
  expect([refused.code, refused.err]).toEqual([1, expect.stringContaining(`payung account map-os ${user} <account>`)]);
  const past = await mkdtemp(path.join(folder, 'lalu-'));
  await writeFile(path.join(past, 'SP2D.csv'), 'no sp2d,tanggal,nilai\n0001/SP2D,2025-07-15,16800\n');
  const audit = ['audit', past, '--out', path.join(past, 'hasil')];
  expect(await typed(...audit)).toMatchObject({ code: 0, out: expect.stringContaining('audit.xlsx') }); // asks for no account
  expect((await typed('account', 'map-os', user, 'kepala')).code).toBe(0);
  expect((await typed('account', 'list')).out).toContain('administrator */*');
  expect((await typed('account', 'list', '--as', 'sekda')).err).toContain('system-user-may-not-act-as');
  await typed('account', 'add', 'pemeriksa');
  expect((await typed('account', 'map-os', user, 'pemeriksa')).code).toBe(0);
  expect((await typed('account', 'list')).err).toContain('as-needed');
  expect((await typed(...audit)).code).toBe(0);
  const grant = ['account', 'grant', 'pemeriksa', '--as', 'kepala'];
  const scoped = await typed(...grant, '--role', 'data-protection-officer', '--sponsor', 'nt', '--area', '53');
  expect(scoped).toMatchObject({ code: 0, out: expect.stringMatching(/^wewenang \S+ diberikan.*\nperhatikan \/ caution: Pemerintah "nt" belum dikenal/) });
  const two = await typed(...grant, '--role', 'selector,verifier', '--sponsor', '*', '--area', '*');
  expect([two.code, two.err]).toEqual([1, expect.stringContaining('(one-role-each)')]);
  expect((await typed(...grant, '--role', 'data-protection-officer', '--sponsor', '*', '--area', '*')).out).not.toContain('caution');
  const seeing = ['--as', 'pemeriksa', '--duty', '*/*'];
  expect((await typed('reveal', 'trail', '5311014107900001', ...seeing)).code).toBe(0);
  const trail = await typed('reveal', 'list', ...seeing);
  expect([trail.code, trail.out]).toEqual([0, expect.stringMatching(/Z {2}pemeriksa {2}/)]);
  await other.drop();
});

it('writes a letter to a new file only, and opens nothing for one it cannot write', async () => {
  const out = path.join(folder, 'surat.pdf');
  await writeFile(out, 'surat orang lain');
  const { code, text } = await said(['letter', 'ntt-2025', '5311014107900001', '--out', out, '--data', folder], { DATABASE_URL: db.url });
  expect([code, text]).toEqual([1, expect.stringContaining('(file-exists)')]);
  expect(await readFile(out, 'utf8')).toBe('surat orang lain');
  expect(await ownerSession(db.url, async (client) => (await client.query(`select from permission.disclosure where act = 'letter'`)).rows)).toEqual([]);
});

it('tells the list of instruments and one instrument apart, where a name is given to the wrong one', async () => {
  const { text } = await said(['determine', 'tell', 'ntt-2025', '--data', folder], { DATABASE_URL: db.url });
  expect(text).toContain('payung determine show ntt-2025');
  expect((await said(['determine', 'show', 'ntt-2025', '--data', folder], { DATABASE_URL: db.url })).text).toContain('belum ada keputusan');
});

it('tells how a complaint stands in words, not in codes', async () => {
  const words = ['grievance', 'complain', 'ntt-2025', '--kind', 'card-missing', '--statement', 'Kartu belum tiba.', '--on', '2025-07-01', '--data', folder];
  const { text: filed } = await said(words, { DATABASE_URL: db.url });
  const receipt = /ADU-\S+?(?=;)/.exec(filed)?.[0] ?? '';
  const { text } = await said(['grievance', 'follow', receipt, '--data', folder], { DATABASE_URL: db.url });
  expect(text).toMatch(/^\S.* \/ .*, diterima \/ received 2025-07-01: lewat waktu jawab \/ past its answer time/);
  expect(text).not.toMatch(/card-missing|overdue/);
  expect((await said(['grievance', 'complaints', 'ntt-2025', '--data', folder], { DATABASE_URL: db.url })).text).toContain('lewat waktu jawab');
  expect((await said(['programme', 'show', 'ntt-2025', '--data', folder], { DATABASE_URL: db.url })).text).not.toContain('largest-remainder');
});
