// The command line refuses in words, with its exit code.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from './platform/project-root.ts';

const payung = (...words: readonly string[]): Promise<{ code: number; err: string }> =>
  new Promise((resolve) => {
    const environment = { ...process.env, DATABASE_URL: '' };
    execFile(process.execPath, [path.join(projectRoot, 'bin/payung.mjs'), ...words], { env: environment }, (error, _, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, err }),
    );
  });

test('the built-in database is not spread over a cluster', async () => {
  const { code, err } = await payung('migrate', '--distributed');
  expect(err).toContain('no-cluster-named');
  expect(code).toBe(1);
});
