// Long work survives the server: a real server is killed in the middle of an upload and started again, and another upload is stopped; nothing is lost, doubled or half done.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ownerSession } from '../../src/platform/database.ts';
import { projectRoot } from '../../src/platform/project-root.ts';
import { type Workplace, openWorkplace } from '../../src/platform/workplace.ts';
import { type TestDatabase, testDatabase } from '../database.ts';
import { type SignedIn, signedIn } from '../signed-in.ts';

let db: TestDatabase;
let dataDir: string;
let workplace: Workplace;
let officer: SignedIn;
let server: { readonly child: ChildProcess; readonly url: string };

async function serve(): Promise<typeof server> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli.ts', '--data', dataDir, 'serve', '--port', '0'], {
    cwd: projectRoot,
    env: { ...process.env, DATABASE_URL: db.url },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      const found = /Payung: (http:\S+)/.exec(said);
      if (found !== null) resolve(found[1] ?? '');
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', () => reject(new Error(said)));
  });
  return { child, url };
}

const killed = async ({ child }: typeof server): Promise<void> => {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
};

beforeAll(async () => {
  db = await testDatabase();
  dataDir = await mkdtemp(path.join(tmpdir(), 'payung-works-'));
  workplace = await openWorkplace({ dataDir, databaseUrl: db.url });
  await ownerSession(db.url, async (client) => {
    await client.query(`insert into programme.sponsor values ('ntt', 'Provinsi Nusa Tenggara Timur', 'province', 'kemendagri', '53', 'Asia/Makassar', now())`);
    await client.query(`insert into programme.programme values ('ntt-2025', 'ntt', 'Program', 'Programme', '2025-07-01', '2025-12-01', now(), 'test')`);
  });
  officer = await signedIn(workplace, { name: 'petugas' });
  server = await serve();
});
afterAll(async () => {
  server?.child.kill('SIGKILL');
  await workplace?.close();
  await db?.drop();
  await rm(dataDir, { recursive: true, force: true });
});

const rowsAFile = 30_000; // long enough that the work is seen under way on a fast machine
/** Files of invented people, each of another village; `from` makes their numbers differ between uploads. */
function lists(many: number, from: number): FormData {
  const body = new FormData();
  body.append('sender', 'Kecamatan Kambera');
  body.append('_key', `kunci-${from}-unggahan`);
  for (let file = 0; file < many; file += 1) {
    const village = `5311012${String(from + file).padStart(3, '0')}`;
    const rows = Array.from(
      { length: rowsAFile },
      (_, row) =>
        `${row + 1},531101${String(1 + (row % 28)).padStart(2, '0')}0180${String(from + file).padStart(2, '0')}${String(row % 100).padStart(2, '0')},NAMA ${row},1-1-1980`,
    );
    body.append('file', new File([`NO,NIK,NAMA,TANGGAL LAHIR\r\n${rows.join('\r\n')}\r\n`], `${village}-daftar.csv`));
  }
  return body;
}

const ask = (address: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${server.url}${address}`, { ...init, redirect: 'manual', headers: { cookie: officer.cookie, origin: server.url, ...init.headers } });
const begin = async (body: FormData): Promise<string> => {
  const response = await ask('/programmes/ntt-2025/lists', { method: 'POST', body });
  expect(response.status).toBe(303);
  const at = response.headers.get('location') ?? '';
  // On a fast machine a short one is done before its page is shown.
  const work = /^\/works\/([^/?]+)|[?&]work=([^&]+)/.exec(at);
  expect(work, at).not.toBeNull();
  return work?.[1] ?? work?.[2] ?? '';
};
interface Shown {
  readonly state: string;
  readonly rows: number;
  readonly rate: number | null;
  readonly secondsLeft: number | null;
  readonly code?: string;
}
async function until(work: string, fits: (shown: Shown) => boolean): Promise<Shown> {
  for (const end = performance.now() + 220_000; performance.now() < end;) {
    // A kept-alive connection may be closed just as it is used again: look once more.
    const shown = (await ask(`/v1/works/${work}`).then(
      (answer) => answer.json(),
      () => null,
    )) as Shown | null;
    if (shown !== null && fits(shown)) return shown;
    await pause(100);
  }
  throw new Error('the work never came so far');
}
const counted = async (from: number) =>
  (
    await ownerSession(db.url, (client) =>
      client.query<{ lists: number; rows: number; stored: number }>(
        `select count(*)::int as lists, coalesce(sum(row_count), 0)::int as rows, (select count(*)::int from intake.candidate c where c.list_id in (select list_id from intake.list where substr(area, 8)::int between $1 and $1 + 19)) as stored
         from intake.list where substr(area, 8)::int between $1 and $1 + 19`,
        [from],
      ),
    )
  ).rows[0];

test('killed in the middle of an upload and started again, the server goes on by itself, and every row counts once', async () => {
  const work = await begin(lists(10, 10));
  const shown = await until(work, ({ rows, rate }) => rows > 0 && rate !== null);
  expect(shown.state).toBe('running');
  expect(shown.secondsLeft).not.toBeNull();
  const page = await (await ask(`/works/${work}`)).text();
  expect(page).toMatch(/[\d.]+ baris · [\d.]+ per detik · sisa ± \d+:\d\d/);
  expect(page).toContain(`action="/works/${work}/stop"`);
  await killed(server);
  const before = await counted(10);
  expect(before?.stored).toBe(before?.rows); // whatever was being written is not seen in parts
  server = await serve();
  expect((await until(work, ({ state }) => state !== 'running')).state).toBe('done');
  expect(await counted(10)).toEqual({ lists: 10, rows: 10 * rowsAFile, stored: 10 * rowsAFile });
  const after = await ask(`/works/${work}`);
  expect(after.headers.get('location')).toBe(`/programmes/ntt-2025/lists?work=${work}`);
  expect(await readdir(path.join(dataDir, 'incoming'))).toEqual([]);
  expect(await (await ask('/works')).text()).toContain('selesai');
}, 240_000);

test('stopped, it ends with its reason; lists that are in are whole, and sent again it goes on where it stopped', async () => {
  const work = await begin(lists(12, 40));
  await until(work, ({ rows }) => rows > 0);
  const stopped = await ask(`/works/${work}/stop`, { method: 'POST', body: new URLSearchParams({ _key: 'kunci-berhenti' }) });
  expect(stopped.status).toBe(303);
  const shown = await until(work, ({ state }) => state !== 'running');
  expect(shown).toMatchObject({ state: 'refused', code: 'work-stopped' });
  const at = await counted(40);
  expect(at?.stored).toBe(at?.rows);
  expect(at?.lists).toBeLessThan(12);
  expect(await (await ask(`/works/${work}`)).text()).toContain('dihentikan atas permintaan');
  expect(await readdir(path.join(dataDir, 'incoming'))).toEqual([]);
  const again = lists(12, 40);
  again.set('_key', 'kunci-lagi');
  await until(await begin(again), ({ state }) => state === 'done');
  expect(await counted(40)).toEqual({ lists: 12, rows: 12 * rowsAFile, stored: 12 * rowsAFile });
}, 240_000);

test('nobody sees or stops the work of another', async () => {
  const work = await begin(lists(4, 70));
  const other = await signedIn(workplace, { name: 'lain' });
  const asOther = { headers: { cookie: other.cookie, origin: server.url } };
  expect((await ask(`/v1/works/${work}`, asOther)).status).toBe(404);
  expect((await ask(`/works/${work}/stop`, { method: 'POST', body: new URLSearchParams({ _key: 'kunci-orang-lain' }), ...asOther })).status).toBe(404);
  expect((await until(work, ({ state }) => state !== 'running')).state).toBe('done');
}, 120_000);
