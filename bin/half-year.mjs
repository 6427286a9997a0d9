#!/usr/bin/env node
// Decides what `npm run half-year` is: half a year of deaths played on a real database, its size and the completeness of the registry as options.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { people: { type: 'string', default: '100000' }, complete: { type: 'string', default: '60' } } });
const root = fileURLToPath(new URL('../', import.meta.url));
const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', 'test/half-year/half-year.test.ts'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, HALF_YEAR_PEOPLE: values.people, HALF_YEAR_COMPLETE: values.complete },
});
child.on('close', (status) => process.exit(status ?? 1));
