// Every capability is reached three ways: command, HTTP, page. The commands are asked of the command line itself, so that a later one cannot be forgotten.
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { main } from '../../src/cli.ts';
import { projectRoot } from '../../src/platform/project-root.ts';
import { createApp } from '../../src/server.ts';
import { allOperations } from '../../src/surfaces.ts';
import { asking, signedIn } from '../signed-in.ts';
import { shownProgramme } from '../fixtures/shown-programme.ts';
import { capabilities, upkeep } from './capabilities.ts';

let shown: Awaited<ReturnType<typeof shownProgramme>>;
let app: ReturnType<typeof createApp>;

beforeAll(async () => {
  shown = await shownProgramme();
  const officer = await signedIn(shown.workplace, { name: 'petugas' });
  app = asking(createApp({ workplace: shown.workplace, log: pino({ level: 'silent' }) }), officer);
  const { grants } = (await (await app.request('/v1/accounts/petugas')).json()) as { grants: [{ grantId: string }] };
  const { sessions } = (await (await app.request('/v1/accounts/petugas/sessions')).json()) as { sessions: [{ sessionId: string }] };
  await app.request('/v1/clients', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"name":"sipp","roles":"auditor","sponsor":"*","area":"*"}',
  });
  Object.assign(shown.ids, { account: 'petugas', grant: grants[0].grantId, session: sessions[0].sessionId, client: 'sipp' });
});
afterAll(() => shown.drop());

/** What the command line prints for help. */
async function helpText(...words: readonly string[]): Promise<string> {
  const written: string[] = [];
  const watched = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  try {
    expect(await main([...words, '--help'], { environment: {} })).toBe(0);
  } finally {
    watched.mockRestore();
  }
  return written.join('');
}
const partsOf = (text: string): readonly string[] => {
  const listed = text.split(/^Perintah \/ commands:$/m)[1] ?? '';
  return [...listed.matchAll(/^ {2}(\S+)/gm)].map(([, name = '']) => name).filter((name) => name !== 'help');
};

/** A command with parts may act itself as well: then its usage names what it takes. */
const acts = (text: string): boolean => /^Pemakaian \/ usage: .*<\w+>/.test(text);

/** Every command that does something, in words. */
async function commands(): Promise<readonly string[]> {
  const all: string[] = [];
  for (const name of partsOf(await helpText())) {
    const text = await helpText(name);
    const parts = partsOf(text);
    all.push(...(parts.length === 0 || acts(text) ? [name] : []), ...parts.map((part) => `${name} ${part}`));
  }
  return all;
}

test('every command of the command line is reached otherwise, or keeps the installation itself', async () => {
  expect([...(await commands())].sort()).toEqual([...Object.keys(capabilities), ...Object.keys(upkeep)].sort());
});

test('every operation belongs to a command, and every operation named exists', () => {
  const named = Object.entries(capabilities).flatMap(([command, { operations }]) => operations.map((id) => `${id} of ${command}`));
  expect(allOperations.map(({ id, command }) => `${id} of ${command}`).sort()).toEqual(named.sort());
});

const shownLine = 'kecil-2025-apbd';

/** The page once its figures are counted. */
async function pageAt(address: string): Promise<{ status: number; text: string }> {
  for (;;) {
    const response = await app.request(address);
    const text = await response.text();
    if (!text.includes('data-follow')) return { status: response.status, text };
    await setTimeout(20);
  }
}

test.each(Object.entries(capabilities))('%s has its page', async (command, { page, form, occasional }) => {
  // A request nobody answered yet offers the form for its answers; the fixture has none until one is written here.
  if (command === 'register answer') await askAboutDeaths();
  // A proposed budget offers its approval, drawn minutes their signature.
  if (command === 'budget approve')
    await send('/programmes/{programme}/budget-versions', {
      kind: 'apbd-p',
      effectiveOn: '2025-10-01',
      basis: 'Perda',
      lines: `${shownLine}:1000000000:1000000000`,
    });
  if (command === 'month sign') await send('/programmes/{programme}/months/{month}/minutes', {});
  const { status, text } = await pageAt(shown.fill(page));
  expect(status).toBe(200);
  if (form !== undefined && occasional !== true) expect(text).toContain(`<form method="post" action="${shown.fill(form)}"`);
});

async function send(address: string, body: object): Promise<void> {
  const response = await app.request(`/v1${shown.fill(address)}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', 'idempotency-key': address.replace(/\W/g, '-') },
  });
  expect(response.status, await response.text()).toBe(200);
}

async function askAboutDeaths(): Promise<void> {
  const post = (address: string, body: object) =>
    app.request(`/v1${address}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', 'idempotency-key': `key${address}`.replaceAll('/', '-') },
    });
  await post('/agreements', {
    agreement: 'PKS-tanya',
    register: 'deaths',
    sponsor: 'ntt',
    counterpart: 'Dukcapil',
    purpose: 'x',
    basis: 'exchange',
    from: '2025-01-01',
    to: '2026-12-31',
  });
  expect((await post('/registers/deaths/requests', { sponsor: 'ntt', agreement: 'PKS-tanya' })).status).toBe(200);
}

test('the description of the operations is valid OpenAPI 3.1', async () => {
  const file = path.join(shown.folder, 'openapi.json');
  await writeFile(file, await (await app.request('/v1/openapi.json')).text());
  const lint = path.join(projectRoot, 'node_modules', '@redocly', 'cli', 'bin', 'cli.js');
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [lint, 'lint', file, '--format=json'], {
    cwd: shown.folder,
    env: { ...process.env, REDOCLY_TELEMETRY: 'off' },
  }).catch((failed: { stdout: string; stderr: string }) => failed);
  const { totals } = JSON.parse(stdout.slice(stdout.indexOf('{'))) as { totals: { errors: number; warnings: number } };
  expect({ errors: totals.errors, warnings: totals.warnings, stderr: stderr.includes('rror') }).toMatchObject({ errors: 0, warnings: 0 });
});
