// The server on an empty installation: what guards every answer, how refusals look, what is logged, and that it starts and stops.
import { once } from 'node:events';
import { connect } from 'node:net';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anyone } from '../test/database.ts';
import { asking, signedIn } from '../test/signed-in.ts';
import { testWorkplace } from '../test/workplace.ts';
import { sequence } from './log/sequence-steps.ts';
import { actStatement } from './platform/act.ts';
import { createApp, startServer, surfaceOf } from './server.ts';

const nik = '5301014107900001';
let workplace: Awaited<ReturnType<typeof testWorkplace>>;
let app: ReturnType<typeof createApp>;
let logged = '';
const log = pino(
  new Writable({
    write: (chunk: Buffer, _, done) => {
      logged += chunk.toString();
      done();
    },
  }),
);

beforeAll(async () => {
  workplace = await testWorkplace();
  app = asking(createApp({ workplace, log }), await signedIn(workplace));
});
afterAll(() => workplace.drop());

const textOf = async (path: string, init: RequestInit = {}) => {
  const response = await app.request(path, init);
  return { status: response.status, headers: response.headers, text: await response.text() };
};
const form = (fields: Record<string, string>, headers: Record<string, string> = { 'sec-fetch-site': 'same-origin' }): RequestInit => ({
  method: 'POST',
  body: new URLSearchParams(fields),
  headers,
});

describe('every answer', () => {
  it.each(['/', '/explain', '/nowhere', '/healthz', '/v1/programmes'])('%s forbids foreign scripts, frames and referrers', async (path) => {
    const { headers } = await textOf(path);
    const policy = headers.get('content-security-policy') ?? '';
    for (const rule of ["default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "form-action 'self'"])
      expect(policy).toContain(rule);
    expect(policy).not.toContain('unsafe');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('has a doctype, a language, a skip link and no script or inline style', async () => {
    const { text } = await textOf('/');
    expect(text).toMatch(/^<!DOCTYPE html><html lang="id">/);
    expect(text).toContain('href="#isi"');
    expect(text).not.toMatch(/<script|style=|onclick/i);
  });

  it('names its style sheet by content and lets it be kept', async () => {
    const url = /href="(\/assets\/style\.[0-9a-f]{16}\.css)"/.exec((await textOf('/')).text)?.[1] ?? '';
    const { status, headers, text } = await textOf(url);
    expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
      200,
      'text/css; charset=utf-8',
      'public, max-age=31536000, immutable',
    ]);
    expect(text).toContain('--deep');
  });

  it('is refused under a foreign host name, which may be ours by a trick of its owner', async () => {
    const { status, text } = await textOf('http://evil.example/explain');
    expect(status).toBe(403);
    expect(text).toContain('host-not-this-computer');
  });
});

describe('an empty installation', () => {
  it('says what to do, in Indonesian and, asked for, in English from then on', async () => {
    const { status, text } = await textOf('/');
    expect(status).toBe(200);
    expect(text).toContain('Belum ada program di sini');
    expect(text).toContain('npm run demo');
    const english = await textOf('/?lang=en');
    expect(english.text).toContain('No programme here yet');
    expect(english.text).toContain('<html lang="en">');
    const cookie = english.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect((await textOf('/', { headers: { cookie } })).text).toContain('No programme here yet');
    expect((await textOf('/?lang=%3Cscript%3E')).text).toContain('<html lang="id">');
  });

  it('is healthy', async () => {
    const { status, text } = await textOf('/healthz');
    expect([status, JSON.parse(text)]).toEqual([200, { status: 'ok' }]);
  });
});

describe('refusals', () => {
  it('are pages for readers, in their language', async () => {
    const { status, text } = await textOf('/nowhere?lang=en');
    expect(status).toBe(404);
    expect(text).toContain('There is no such page');
  });

  it('are problem details under /v1', async () => {
    const { status, headers, text } = await textOf('/v1/nowhere');
    expect([status, headers.get('content-type')]).toEqual([404, 'application/problem+json']);
    expect(JSON.parse(text)).toMatchObject({ status: 404, code: 'no-such-page', type: '/problems/no-such-page' });
  });

  it('meet a form sent from a page of somebody else', async () => {
    const { status, text } = await textOf('/explain', form({ nik }, { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }));
    expect(status).toBe(403);
    expect(text).toContain('form-from-elsewhere');
  });

  it('meet a form larger than any of ours', async () => {
    const { status, text } = await textOf('/explain', form({ nik: '1'.repeat(70_000) }));
    expect(status).toBe(400);
    expect(text).toContain('form-too-large');
  });

  it('do not lead to another host by the language switch', async () => {
    expect((await textOf('http://localhost//evil.example')).text).toContain('href="/?lang=en"');
  });

  it('of a broken database are told as ours, without its words', async () => {
    const broken = createApp({
      workplace: { ...workplace, database: { ...workplace.database, read: () => Promise.reject(new Error(`column "${nik}" of 'Maria'`)) } },
      log,
    });
    const response = await broken.request('/healthz');
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('column');
    expect(logged).toContain('"msg":"bug"');
    expect(logged).not.toContain('Maria');
  });
});

it('logs which kind of page and how it ended, and nothing anybody typed', async () => {
  logged = '';
  await textOf(`/programmes/${nik}?rahasia=1`);
  await textOf(`/${nik}`);
  await textOf('/explain', form({ nik }));
  expect(logged).toContain('"route":"/programmes/:programme"');
  expect(logged).toContain('"route":"/explain"');
  expect(logged).not.toMatch(new RegExp(`${nik}|rahasia`));
});

it('tells its operations as OpenAPI 3.1, each with an id of its own', async () => {
  const told = JSON.parse((await textOf('/v1/openapi.json')).text) as { openapi: string; paths: Record<string, Record<string, { operationId: string }>> };
  expect(told.openapi).toBe('3.1.0');
  const ids = Object.values(told.paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId));
  expect(ids).toContain('submitLists');
  expect(new Set(ids).size).toBe(ids.length);
});

it('listens on this computer only, says so, refuses a taken port, and closes', async () => {
  const server = await startServer({ workplace, port: 0, log });
  expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(server.notice.id).toContain('Hanya dapat dibuka dari komputer ini');
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  await expect(startServer({ workplace, port: Number(new URL(server.url).port), log })).rejects.toMatchObject({ code: 'port-in-use' });
  const held = connect(Number(new URL(server.url).port), '127.0.0.1');
  await once(held, 'connect');
  const began = performance.now();
  await server.close();
  expect(performance.now() - began, 'a browser that merely holds a connection open is not waited for').toBeLessThan(4500); // it would be for five seconds
  held.destroy();
  await expect(fetch(`${server.url}/healthz`)).rejects.toThrow('fetch failed');
});

describe('the state figures are remembered by', () => {
  const act = { kind: 'tested', subject: 'x', digest: 'x', sponsor: 'ntt', area: '53' };
  const acted = (actId?: string) =>
    workplace.database.put(anyone, (at) => {
      const { values, ...statement } = actStatement(act, { at, author: 'test' });
      return { ...statement, values: actId === undefined ? values : [actId, ...values.slice(1)] };
    });

  it('is another after every act, also after one that was begun before many and ended behind them, and the same when they are numbered', async () => {
    const { stateNow } = surfaceOf(workplace);
    const seen = [await stateNow()];
    await acted();
    seen.push(await stateNow(), await stateNow());
    for (let n = 0; n < 25; n += 1) await acted();
    seen.push(await stateNow());
    await acted('01890000-0000-7000-8000-000000000000');
    seen.push(await stateNow());
    await sequence(workplace, anyone);
    seen.push(await stateNow());
    expect(seen.map((one) => seen.indexOf(one))).toEqual([0, 1, 1, 3, 4, 4]);
  });
});
