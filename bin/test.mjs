#!/usr/bin/env node
// Decides what `npm test` is: dependencies installed, then every test once, in this process; further words go to vitest.
import { install } from './install.mjs';
import { requireNode } from './node-version.mjs';

requireNode();
await install({ development: true });
process.argv = [process.argv[0], 'vitest', 'run', ...process.argv.slice(2)];
await import('../node_modules/vitest/vitest.mjs');
