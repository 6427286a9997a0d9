// Planted people: marked names, addresses and numbers of another area are looked for in everything an account of this area is shown, told, logged or handed.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { permissions } from '../../src/permission/permission-client.ts';
import { roleNames } from '../../src/permission/permission.ts';
import type { Actor, Role } from '../../src/kernel/actor.ts';
import { newKey } from '../../src/platform/key.ts';
import { createApp } from '../../src/server.ts';
import { comes } from '../comes.ts';
import { shownProgramme } from '../fixtures/shown-programme.ts';
import { villages } from '../fixtures/small-programme.ts';
import { allOperations } from './permission-addresses.ts';

const table = permissions();
let shown: Awaited<ReturnType<typeof shownProgramme>>;
let app: ReturnType<typeof createApp>;
let logged = '';
let marks: readonly string[] = [];
let plantedNiks: readonly string[] = [];
let [plantedList, plantedClaim, plantedObjection, serverLog] = ['', '', '', ''];

const name = 'TANDAWI PENANDASARI';
const address = 'LORONG TANDAKUSUMA 77';
const statement = 'Keluarga Tandawi menyatakan rahasia.';

beforeAll(async () => {
  shown = await shownProgramme();
  const there = villages.barat;
  await shown.owner(`update intake.candidate set name = $1, address = $2 where area = $3`, [name, address, there]);
  await shown.owner(`update registry.population set name = $1, address = $2, mother_name = $1 where area = $3`, [name, address, there]);
  const tokens = await shown.owner<{ token: string; list_id: string }>('select token, list_id from intake.candidate where area = $1 and token is not null', [
    there,
  ]);
  plantedList = tokens[0]?.list_id ?? '';
  plantedNiks = tokens.map(({ token }) => shown.workplace.niks.open(token));
  const [verdict] = await shown.owner<{ list_id: string; row_no: number; run_id: string }>(
    'select list_id, row_no, run_id from eligibility.verdict where area = $1',
    [there],
  );
  [plantedClaim, plantedObjection] = [newKey(), newKey()];
  await shown.owner(
    `insert into claims.probable_claim select $1, gen_random_uuid(), programme, sponsor, $2, event, happened_on, known_on, benefit, amount, confidence, calculation, array['TANDAWI-DOKUMEN'],
      array['TANDAWI-DOKUMEN'], recorded_at, author from claims.probable_claim limit 1`,
    [plantedClaim, there],
  );
  await shown.owner(`insert into grievance.objection values ($1, $2, 'ntt', $3, $4, $5, $6, 'village', $7, '2025-08-02', now(), 'desa')`, [
    plantedObjection,
    shown.ids['programme'],
    there,
    verdict?.list_id,
    verdict?.row_no,
    verdict?.run_id,
    statement,
  ]);
  const kpjs = await shown.owner<{ kpj: string }>('select kpj from enrolment.registration where area = $1 and kpj is not null', [there]);
  marks = [name, address, statement, 'TANDAWI-DOKUMEN', plantedClaim, plantedObjection, plantedList, ...plantedNiks, ...kpjs.map(({ kpj }) => kpj)];
  if (plantedNiks.length < 2 || kpjs.length === 0) throw new Error('somebody is planted');
  const [{ folder } = { folder: '' }] = await shown.owner<{ folder: string }>(`select current_setting('data_directory') as folder`);
  serverLog = path.join(folder, 'server.log');
  const log = pino({ level: 'trace' }, { write: (line: string) => void (logged += line) });
  app = createApp({ workplace: shown.workplace, log, callerOf: comes });
});
afterAll(() => shown.drop());

const account = (role: Role, area = '5311'): Actor => ({
  id: `${role}-${area}`,
  roles: [role],
  sponsor: 'ntt',
  area,
  posts: { branch: 'kupang', sender: 'kabupaten' },
});

/** The body of an answer as text, workbooks unpacked, with its headers: everything that leaves. */
async function leaving(target: string, init: RequestInit & { headers: Record<string, string> }): Promise<string> {
  const response = await app.request(target, init);
  const headers = [...response.headers].map(([key, value]) => `${key}: ${value}`).join('\n');
  const bytes = Buffer.from(await response.arrayBuffer());
  if (response.headers.get('content-type')?.includes('spreadsheetml') !== true) return `${headers}\n${bytes.toString('utf8')}`;
  const { read, utils } = await import('@e965/xlsx');
  const book = read(bytes);
  return `${headers}\n${book.SheetNames.map((sheet) => utils.sheet_to_csv(book.Sheets[sheet] as never)).join('\n')}`;
}

const found = (text: string, asked: readonly string[] = []): readonly string[] => marks.filter((mark) => text.includes(mark) && !asked.includes(mark));
const as = (actor: Actor): Record<string, string> => ({ 'test-actor': JSON.stringify(actor), origin: 'http://localhost' });

/** Addresses filled with what is planted, so that an answer about it is asked for. */
const planted = (address_: string): string =>
  address_.replace(
    /[:{](\w+)\}?/g,
    (_, field: string) =>
      ({
        list: plantedList,
        claim: plantedClaim,
        objection: plantedObjection,
        case: plantedClaim,
        row: '2',
        owner: shown.ids['programme'] ?? '',
        register: 'deaths',
        work: newKey(),
      })[field] ??
      shown.ids[field] ??
      (field === 'name' ? 'jkm-total' : field),
  );

test('the whole sponsor is shown what is planted: this test can fail', async () => {
  const text = await leaving(`/v1/lists/${plantedList}/findings?all=true`, { headers: as(account('auditor', '53')) });
  expect(found(text)).toContain(name);
  expect(found(await leaving(`/v1/claims/${plantedClaim}`, { headers: as(account('auditor', '53')) }))).toContain('TANDAWI-DOKUMEN');
  expect(found(await leaving(`/v1/programmes/${shown.ids['programme'] ?? ''}/objections`, { headers: as(account('auditor', '53')) }))).toContain(statement);
});

describe.each(roleNames)('an account of another kabupaten as %s', (role) => {
  test('is shown no mark by any operation that looks', async () => {
    const shownMarks: string[] = [];
    for (const operation of allOperations.filter(({ method }) => method === 'get')) {
      const target = `/v1${planted(operation.path)}`;
      const text = await leaving(target, { headers: as(account(role)) });
      for (const mark of found(
        text,
        marks.filter((one) => target.includes(one)),
      ))
        shownMarks.push(`${operation.id}: ${mark}`);
    }
    expect(shownMarks).toEqual([]);
  });

  test('is shown no mark by any page', async () => {
    const shownMarks: string[] = [];
    for (const address_ of Object.keys(table.pages).filter((page) => page.startsWith('GET '))) {
      const target = planted(address_.slice(4));
      const text = await leaving(target, { headers: as(account(role)) });
      for (const mark of found(
        text,
        marks.filter((one) => target.includes(one)),
      ))
        shownMarks.push(`${address_}: ${mark}`);
    }
    expect(shownMarks).toEqual([]);
  });

  test('is told no mark by any operation that acts, nor by its refusal', async () => {
    const shownMarks: string[] = [];
    const bodies = [
      {
        nik: plantedNiks[0],
        reason: 'Mencoba membuka data orang lain.',
        statement: `x ${plantedNiks[0]} ${name}`,
        explanation: 'y',
        list: plantedList,
        row: 2,
        run: shown.ids['run'],
      },
      { sender: name, area: villages.barat, seed: name, number: 'SK', effectiveOn: name, kind: 'claim', to: 'x', act: name },
    ];
    for (const operation of allOperations.filter(({ method, id }) => method === 'post' && id !== 'breakGlass')) {
      const target = `/v1${planted(operation.path)}`;
      for (const body of bodies) {
        const headers = { ...as(account(role)), 'idempotency-key': `planted-${newKey()}` };
        let init: RequestInit & { headers: Record<string, string> } = {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        };
        if (operation.files !== undefined) {
          const form = new FormData();
          for (const [key, value] of Object.entries(body)) form.append(key, String(value));
          form.append(
            'file',
            new File([`NO,NIK,NAMA,TANGGAL LAHIR,L/P,ALAMAT,PEKERJAAN\r\n1,${plantedNiks[0] ?? ''},${name},x,y,${address},z\r\n`], 'daftar.csv'),
          );
          init = { method: 'POST', headers, body: form };
        }
        const text = await leaving(target, init);
        // A word he wrote himself may be told him back; a number never, and nothing he did not write.
        const wrote = [...marks.filter((one) => target.includes(one)), name, plantedList];
        for (const mark of found(text, wrote)) shownMarks.push(`${operation.id}: ${mark}`);
      }
    }
    expect(shownMarks).toEqual([]);
  });
});

test('no log line holds a mark, and nothing typed', () => {
  expect(logged.split('\n').length).toBeGreaterThan(1000);
  expect(found(logged)).toEqual([]);
  expect(logged).not.toContain(plantedList);
});

test('the log of PostgreSQL holds no mark', async () => {
  const text = await readFile(serverLog, 'utf8').catch(() => null);
  if (text === null) expect(process.env['DATABASE_URL'] ?? '', 'only the log of a server of somebody else cannot be read').not.toBe('');
  else expect(found(text)).toEqual([]);
});

test('what was recorded of searches and refusals holds no mark', async () => {
  for (const name_ of ['permission.disclosure', 'permission.export', 'permission.glass', 'platform.act', 'platform.outbox', 'platform.idempotency_key']) {
    const rows = await shown.owner<{ text: string }>(`select t::text as text from ${name_} t`);
    const numbers = [...plantedNiks, name, address];
    expect(
      numbers.filter((mark) => rows.some(({ text }) => text.includes(mark))),
      name_,
    ).toEqual([]);
  }
});

test('a copy of the own list carries its mark and nobody of elsewhere', async () => {
  const [own] = await shown.owner<{ list_id: string }>(`select list_id from intake.list where area = $1 and sender = 'kabupaten' limit 1`, [villages.timur]);
  const text = await leaving(`/lists/${own?.list_id ?? ''}/marked`, { headers: as(account('sender')) });
  expect(text).toContain('Salinan ');
  expect(text).toContain('sender-5311');
  expect(found(text)).toEqual([]);
});
