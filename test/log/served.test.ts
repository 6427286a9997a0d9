// A server numbers the acts beside it by itself, writes the proof of each signed list, and gives the log to anybody.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningServer, startServer } from '../../src/server.ts';
import { smallProgramme, programme, villagers } from '../fixtures/small-programme.ts';

let small: Awaited<ReturnType<typeof smallProgramme>>;
let server: RunningServer;
beforeAll(async () => {
  small = await smallProgramme({ villagers: villagers('timur', 1, 2), places: { timur: 2 } });
  server = await startServer({ workplace: small.workplace, port: 0, log: pino({ level: 'silent' }) });
});
afterAll(async () => {
  await server.close();
  await small.drop();
});

/** Asks again until it is so: the server has its own pace. */
async function until<T>(ask: () => Promise<T | null>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    await setTimeout(50);
  }
}

test('acts are numbered as they come, and a signed list gets its proof', async () => {
  const sizeNow = async (): Promise<number> => Number((await (await fetch(`${server.url}/log/checkpoint`)).text()).split('\n')[1] ?? 0);
  const first = await until(async () => ((await fetch(`${server.url}/log/checkpoint`)).ok ? sizeNow() : null));
  expect(first).toBeGreaterThan(5);
  await small.allocated();
  await small.established();
  const proofs = path.join(small.workplace.dataDir, 'files', programme, 'proofs');
  const [name = ''] = await until(async () =>
    readdir(proofs).then(
      (names) => (names.some((one) => one.endsWith('.tlog-proof')) ? names : null),
      () => null,
    ),
  );
  expect(name).toMatch(/^SK-1-[0-9a-f-]{36}\.tlog-proof$/);
  expect(await sizeNow()).toBeGreaterThan(first);
});

test('what anybody may fetch has the headers of the specification', async () => {
  const get = async (address: string) => {
    const answer = await fetch(`${server.url}/log/${address}`);
    return [answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')];
  };
  expect(await get('checkpoint')).toEqual([200, 'text/plain; charset=utf-8', 'no-cache']);
  for (const address of ['tile/0/000.p/3', 'tile/entries/000.p/3']) {
    expect(await get(address)).toEqual([200, 'application/octet-stream', 'public, max-age=31536000, immutable']);
  }
  for (const address of ['tile/0/000', 'tile/1/000.p/1', 'tile/0/001.p/1', 'tile/0/0', 'tile/x/000', 'tile/', 'tile/entries/000.p/256'])
    expect((await get(address))[0]).toBe(404);
});
