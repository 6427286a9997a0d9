// Tests that the linter really uses types: without its type-aware mode it passes over the typed rules in silence.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repository } from './source-tree.ts';

interface Report {
  readonly diagnostics: readonly { readonly code: string; readonly severity: string }[];
}

let folder: string;
let withTypes: readonly string[];

// The repository's own configuration, but for the list of files to leave out, on which the fixture stands.
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'payung-lint-'));
  const configuration = JSON.parse(readFileSync(join(repository, '.oxlintrc.json'), 'utf8')) as Record<string, unknown>;
  writeFileSync(join(folder, 'oxlintrc.json'), JSON.stringify({ ...configuration, ignorePatterns: [] }));
  withTypes = errorsFound('--type-aware');
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Codes of the errors oxlint finds in the fixture. */
function errorsFound(...words: readonly string[]): readonly string[] {
  const linter = join(repository, 'node_modules/oxlint/bin/oxlint');
  const all = [linter, '--config', join(folder, 'oxlintrc.json'), '--format', 'json', ...words, 'test/houserules/fixtures/typed-rules.ts'];
  const run = spawnSync(process.execPath, all, { cwd: repository, encoding: 'utf8' });
  const report = JSON.parse(run.stdout) as Report;
  return report.diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);
}

describe('with types', () => {
  it.each(['typescript(no-floating-promises)', 'typescript(switch-exhaustiveness-check)', 'typescript(no-misused-promises)'])('finds %s', (code) => {
    expect(withTypes).toContain(code);
  });
});

it('finds none of them without types: the check must ask for them', () => {
  expect(errorsFound()).toEqual([]);
  expect(readFileSync(join(repository, 'bin/check.mjs'), 'utf8')).toContain("'--type-aware'");
});
