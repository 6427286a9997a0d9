// The JSON of runs and invariants against a real database, and its pages: what holds, what differs, and what is refused.
import { rename } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SmallProgramme, programme, smallProgramme, villagers } from '../../test/fixtures/small-programme.ts';
import { asking, signedIn } from '../../test/signed-in.ts';
import { createApp } from '../server.ts';
import { invariantCodes } from './check-steps.ts';

let small: SmallProgramme;
let app: ReturnType<typeof createApp>;
let assessment: string;
let allocation: string;

beforeAll(async () => {
  small = await smallProgramme({ villagers: villagers('timur', 1, 2, 2, 9), places: { timur: 2 } });
  const { assessed, allocated } = await small.allocated('benih');
  [assessment, allocation] = [assessed.runId, allocated.runId];
  app = asking(createApp({ workplace: small.workplace, log: pino({ level: 'silent' }) }), await signedIn(small.workplace));
});
afterAll(() => small.drop());

const ask = async (address: string) => {
  const response = await app.request(address);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

/** Sends a form and follows it, over the work under way if it takes longer, to the page that shows what came of it. */
async function sent(address: string, fields: Readonly<Record<string, string>> = {}): Promise<{ status: number; text: string }> {
  let response = await app.request(address, { method: 'POST', body: new URLSearchParams(fields), headers: { 'sec-fetch-site': 'same-origin' } });
  for (;;) {
    const next = response.headers.get('location');
    const text = await response.text();
    if (next === null && !text.includes('data-follow="/v1/works/')) return { status: response.status, text };
    await setTimeout(20); // so that what runs in the same program may go on
    response = await app.request(next ?? /data-follow="\/v1(\/works\/[^"]+)"/.exec(text)?.[1] ?? '');
  }
}

/** Does the work while the owner's change stands. */
async function during<T>(change: string, restore: string, work: () => Promise<T>): Promise<T> {
  await small.owner(change);
  try {
    return await work();
  } finally {
    await small.owner(restore);
  }
}
const changed = () => {
  const of = `where run_id = '${assessment}' and row_no = 5`;
  return [`update eligibility.verdict set outcome = 'accept' ${of}`, `update eligibility.verdict set outcome = 'reject' ${of}`] as const;
};

describe('runs as JSON', () => {
  test('are listed newest first, and as few as asked for', async () => {
    const { runs } = (await ask(`/v1/runs?programme=${programme}`)).body as { runs: { runId: string; kind: string }[] };
    expect(runs).toMatchObject([
      { runId: allocation, kind: 'allocation', counts: { placed: 2 }, seed: 'benih' },
      { runId: assessment, kind: 'assessment', counts: { rows: 4, accept: 3, reject: 1 }, evidence: { rows: 4 } },
    ]);
    expect((await ask('/v1/runs?limit=1')).body['runs']).toHaveLength(1);
    expect(await ask('/v1/runs?programme=another')).toMatchObject({ status: 404, body: { code: 'programme-unknown' } });
    expect(await ask('/v1/runs?limit=0')).toMatchObject({ status: 400, body: { code: 'field-not-readable', place: { column: 'limit' } } });
  });

  test('are shown with their inputs', async () => {
    const { body } = await ask(`/v1/runs/${assessment}`);
    expect(body).toMatchObject({ runId: assessment, policyVersion: 1, inputs: { registers: { population: [{ basis: 'snapshot' }] } } });
    expect(await ask('/v1/runs/01890000-0000-7000-8000-000000000000')).toMatchObject({ status: 404, body: { code: 'run-unknown' } });
  });

  test('are decided again, and say which stored row differs', async () => {
    for (const run of [assessment, allocation])
      expect(await ask(`/v1/runs/${run}/verification`)).toMatchObject({ status: 200, body: { runId: run, holds: true, comparison: { differing: 0 } } });
    const { body } = await during(...changed(), () => ask(`/v1/runs/${assessment}/verification`));
    expect(body).toMatchObject({ holds: false, comparison: { differing: 1, first: [{ rowNo: 5, field: 'outcome', decided: 'reject', stored: 'accept' }] } });
  });
});

describe('invariants as JSON', () => {
  test('are all held, or those named', async () => {
    const { status, body } = await ask('/v1/invariants');
    expect([status, body['holds']]).toEqual([200, true]);
    expect((body['invariants'] as { code: string }[]).map(({ code }) => code)).toEqual(invariantCodes);
    const named = (await ask('/v1/invariants?codes=no-nik-in-clear,no-row-lost')).body['invariants'] as { code: string }[];
    expect(named.map(({ code }) => code).sort()).toEqual(['no-nik-in-clear', 'no-row-lost']);
    expect(await ask('/v1/invariants?codes=no-such')).toMatchObject({ status: 404, body: { code: 'invariant-unknown' } });
  });
});

describe('pages', () => {
  test('a programme tells its runs, each leading to its own page', async () => {
    const text = await (await app.request(`/programmes/${programme}/runs`)).text();
    expect([...text.matchAll(/href="\/runs\/([^"]+)"/g)].map(([, run]) => run)).toEqual([allocation, assessment]);
    expect(text).toContain('Baris 4 · Diterima 3 · Ditolak 1');
    expect(text).not.toContain('limit=');
    expect(await (await app.request(`/programmes/${programme}/runs?limit=1`)).text()).toContain('href="?limit=500"');
    expect((await app.request('/programmes/another/runs')).status).toBe(404);
  });

  test('a run tells its inputs name by name', async () => {
    const text = await (await app.request(`/runs/${assessment}`)).text();
    expect(text).toMatch(/Register[^<]*<code>population<\/code>/);
    expect(text).toContain('Daftar desa');
    expect(text).toContain(`<form method="post" action="/runs/${assessment}/verification"`);
  });

  test('a run decided again holds', async () => {
    const { status, text } = await sent(`/runs/${assessment}/verification`);
    expect(status).toBe(200);
    expect(text).toContain('Cocok: 4 baris diputuskan ulang');
    expect(text).toContain('Masukan hari ini sama');
  });

  test('the row that differs is shown beside what the evidence says', async () => {
    const { text } = await during(...changed(), () => sent(`/runs/${assessment}/verification`));
    expect(text).toContain('Tidak cocok: 1 baris berbeda dari 4');
    expect(text).toMatch(/<code class="unbroken">outcome<\/code><\/td><td>reject<\/td><td>accept<\/td>/);
  });

  test('what one run answered is not shown on the page of another', async () => {
    const response = await app.request(`/runs/${assessment}/verification`, { method: 'POST', headers: { 'sec-fetch-site': 'same-origin' } });
    const work = /work=([^&#]+)/.exec(response.headers.get('location') ?? '')?.[1] ?? /works\/(.+)$/.exec(response.headers.get('location') ?? '')?.[1] ?? '';
    expect(work).not.toBe('');
    expect(await (await app.request(`/runs/${allocation}?work=${work}`)).text()).not.toContain('diputuskan ulang dari bukti dengan');
  });

  test('evidence that is gone is told above the button, and nothing is said of the run', async () => {
    const file = path.join(small.workplace.dataDir, 'evidence', `${assessment}.evidence`);
    await rename(file, `${file}.away`);
    try {
      const { status, text } = await sent(`/runs/${assessment}/verification`);
      expect(status).toBe(404);
      expect(text).toContain('evidence-missing');
      expect(text).not.toContain('Cocok:');
    } finally {
      await rename(`${file}.away`, file);
    }
  });

  test('every invariant is answered by yes; a row that breaks one is named', async () => {
    const held = await sent('/check');
    expect(held.text).toContain(`Semua ${invariantCodes.length} jaminan terpenuhi.`);
    expect(held.text.match(/outcome-accept">ya</g)).toHaveLength(invariantCodes.length);
    const of = `where programme = '${programme}'`;
    const { text } = await during(
      `update intake.list set accepted = accepted + 1, row_count = row_count + 1 ${of}`,
      `update intake.list set accepted = accepted - 1, row_count = row_count - 1 ${of}`,
      () => sent('/check', { codes: 'no-row-lost' }),
    );
    expect(text).toContain('1 dari 1 jaminan dilanggar.');
    expect(text).toContain('outcome-reject">tidak<');
    expect(text).toContain('>intake.list</code>');
  });
});
