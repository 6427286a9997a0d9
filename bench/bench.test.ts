// Runs the bench at a tiny size on the test server: every thing is measured, says what it must, and floor and real thing wrote the same rows.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, inject, test } from 'vitest';
import type { Result } from './result.ts';

const bench = fileURLToPath(new URL('../bin/bench.mjs', import.meta.url));

function run(...words: string[]): Promise<{ readonly status: number | null; readonly output: string; readonly error: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [bench, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
    let [output, error] = ['', ''];
    child.stdout.on('data', (bytes: Buffer) => (output += bytes.toString()));
    child.stderr.on('data', (bytes: Buffer) => (error += bytes.toString()));
    child.on('close', (status) => resolve({ status, output, error }));
  });
}

test('measures everything, and the floor wrote what the real thing wrote', { timeout: 600_000 }, async () => {
  const { status, output, error } = await run('--quick', '--size', '1000', '--policies', '--json', '--database', inject('serverUrl'));
  expect(status, error).toBe(0);
  const { things, machine } = JSON.parse(output.trim().split('\n').at(-1) ?? '') as { things: Result[]; machine: Record<string, unknown> };
  expect(machine).toMatchObject({ postgres: expect.any(String) as unknown, sharedBuffersMb: expect.any(Number) as unknown });
  expect(things.map(({ name }) => name)).toEqual([
    ...['register-load', 'register-load-narrow', 'intake', 'selection', 'month', 'reconciliation', 'month-files', 'month-database', 'month-to-reconciled'],
    'deaths',
    'coverage',
    ...things.map(({ name }) => name).filter((name) => name.startsWith('page-')),
    'json-story',
  ]);
  expect(things.filter(({ name }) => name.startsWith('page-')).length).toBeGreaterThan(30);
  for (const thing of things) {
    expect(Object.keys(thing), thing.name).toEqual(
      expect.arrayContaining(['name', 'size', 'floorSeconds', 'seconds', 'ratio', 'nodePeakMb', 'postgresPeakMb', 'spread']),
    );
    expect(thing.size).toBe(1000);
    expect(thing.floorRows, thing.name).toEqual(thing.rows);
  }
  for (const name of ['register-load', 'register-load-narrow', 'intake', 'selection', 'month', 'reconciliation', 'deaths'])
    expect(things.find((thing) => thing.name === name)?.policyCost, name).toBeGreaterThan(0);
  const rowsOf = (name: string) => things.find((thing) => thing.name === name)?.rows ?? {};
  expect(rowsOf('register-load')).toMatchObject({ 'registry.population': 1000, 'registry.identifier': 1000 });
  expect(rowsOf('intake')['intake.candidate']).toBe(1000);
  expect(rowsOf('selection')['eligibility.verdict']).toBe(1000);
  const { 'contributions.charge': charged, 'contributions.posting': posted } = rowsOf('month');
  expect(charged).toBeGreaterThan(500);
  expect(posted).toBe(charged);
  expect(rowsOf('reconciliation')['contributions.difference']).toBeGreaterThan(4);
  const { over = [], ...lookUps } = things.find(({ name }) => name === 'coverage') as Result;
  expect(over.map(({ connections }) => connections)).toEqual([10, 20]);
  expect(lookUps.perSecond).toBeCloseTo(Math.max(...over.map(({ perSecond }) => perSecond)), -1);
  expect(lookUps.floorPerSecond).toBeCloseTo(Math.max(...over.map(({ floorPerSecond }) => floorPerSecond)), -1);
});

test('what cannot be asked is said, with how to ask', async () => {
  const { status, error } = await run('--only', 'everything');
  expect([status, error.split('\n')[0]]).toEqual([2, expect.stringContaining('Nothing measured is called "everything"')]);
});
