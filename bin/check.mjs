#!/usr/bin/env node
// Decides what `npm run check` is: everything that can be said of the code without running the product; `--only <name>` runs one of them.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { install } from './install.mjs';
import { requireNode } from './node-version.mjs';

requireNode();
await install({ development: true });

const root = fileURLToPath(new URL('../', import.meta.url));
const code = ['src', 'simulator', 'bench', 'test', 'bin', 'vitest.config.ts', '.dependency-cruiser.cjs'];
const checks = [
  { name: 'types', what: 'TypeScript, strict', words: ['node_modules/typescript/bin/tsc', '-p', '.'] },
  { name: 'lint', what: 'oxlint with types', words: ['node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings', ...code] },
  { name: 'format', what: 'oxfmt', words: ['node_modules/oxfmt/bin/oxfmt', '--check', ...code] },
  { name: 'rules', what: 'imports up the chain, house rules', words: ['--import', 'tsx', 'test/rules.ts'] },
  { name: 'row-types', what: 'row types equal the migrated database', words: ['--import', 'tsx', 'test/generate.ts', '--verify'] },
];

/** Runs one check; its words are kept and shown only when it fails (or when it warns, for the house rules). */
function run(check) {
  const began = performance.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, check.words, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, FORCE_COLOR: '0' } });
    let said = '';
    child.stdout.on('data', (chunk) => (said += chunk));
    child.stderr.on('data', (chunk) => (said += chunk));
    const pass = (signal) => child.kill(signal);
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, pass);
    child.on('close', (status, signal) => {
      for (const name of ['SIGINT', 'SIGTERM']) process.off(name, pass);
      resolve({ ...check, ok: status === 0, stopped: signal !== null, said, seconds: (performance.now() - began) / 1000 });
    });
  });
}

const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : null;
const chosen = only === null ? checks : checks.filter((check) => check.name === only);
if (chosen.length === 0) {
  process.stderr.write(`No check is called "${only}"; there are ${checks.map((check) => check.name).join(', ')}.\n`);
  process.exit(2);
}
const results = [];
for (const check of chosen) {
  const result = await run(check);
  results.push(result);
  if (!result.ok || check.name === 'rules') process.stdout.write(`${result.said.trimEnd()}\n`);
  if (result.stopped) break;
}
process.stdout.write('\n');
for (const result of results) {
  process.stdout.write(`${result.ok ? 'ok    ' : 'FAILED'} ${result.name.padEnd(10)} ${result.seconds.toFixed(1).padStart(5)} s  ${result.what}\n`);
}
const failed = results.filter((result) => !result.ok).length;
process.stdout.write(`${results.length - failed} of ${chosen.length} checks passed\n`);
process.exit(failed === 0 && results.length === chosen.length ? 0 : 1);
