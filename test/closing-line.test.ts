// Tests the last line of a test run, and that `npm test` really ends with it when a test fails, a file does not load or nothing runs.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repository } from './houserules/source-tree.ts';

let folder: string;

/** Runs vitest on invented test files with the repository's closing line; gives the exit code and the last line. */
function run(files: Record<string, string>): { code: number | null; last: string } {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const words = [
    join(repository, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--root',
    folder,
    '--config',
    join(folder, 'vitest.config.ts'),
    ...Object.keys(files),
  ];
  const { status, stdout } = spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } });
  return { code: status, last: stdout.trimEnd().split('\n').at(-1) ?? '' };
}

// Inside the repository, so that the invented files find vitest.
beforeAll(() => {
  folder = mkdtempSync(join(repository, 'node_modules', '.payung-closing-line-'));
  const reporter = JSON.stringify(join(repository, 'test/closing-line-reporter.ts'));
  const config = `import { ClosingLineReporter } from ${reporter};\nexport default { test: { exclude: [], include: ['*.test.ts'], reporters: ['default', new ClosingLineReporter()] } };\n`;
  writeFileSync(join(folder, 'vitest.config.ts'), config);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const head = "import { afterAll, beforeAll, describe, expect, it } from 'vitest';\n";

describe('the last line', { timeout: 60_000 }, () => {
  it.each([
    ['all pass', { 'a.test.ts': `${head}it('a', () => {}); describe('d', () => it('b', () => {}));` }, '2 passed, 0 failed', 0],
    ['one fails', { 'b.test.ts': `${head}it('a', () => {}); it('b', () => expect(1).toBe(2));` }, '1 passed, 1 failed', 1],
    ['a file does not load', { 'c.test.ts': "import './nowhere.ts';", 'a.test.ts': `${head}it('a', () => {});` }, '1 passed, 1 failed', 1],
    ['a file has a syntax error', { 'd.test.ts': 'it(' }, '0 passed, 1 failed', 1],
    [
      'the preparation of a group fails',
      { 'e.test.ts': `${head}describe('d', () => { beforeAll(() => { throw new Error('x'); }); it('a', () => {}); });` },
      '0 passed, 1 failed',
      1,
    ],
    ['an error nobody awaited', { 'f.test.ts': `${head}it('a', () => { void Promise.reject(new Error('x')); });` }, '1 passed, 1 failed', 1],
  ])('when %s', (_why, files, last, code) => {
    expect(run(files)).toEqual({ code, last });
  });
});
