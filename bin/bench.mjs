#!/usr/bin/env node
// Decides what `npm run bench` is: tools of development installed, then bench/bench.ts in this very process.
import { install } from './install.mjs';
import { requireNode } from './node-version.mjs';

requireNode();
await install({ development: true });
const { register } = await import('tsx/esm/api');
register();
await import(new URL('../bench/bench.ts', import.meta.url).href);
