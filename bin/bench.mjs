#!/usr/bin/env node
// Decides what `npm run bench` is: tools of development installed, then bench/bench.ts (or bench/reconcile.ts) in this very process.
import { install } from './install.mjs';
import { requireNode } from './node-version.mjs';

requireNode();
await install({ development: true });
const { register } = await import('tsx/esm/api');
register();
const what = process.argv[2] === 'reconcile' ? 'reconcile' : 'bench';
await import(new URL(`../bench/${what}.ts`, import.meta.url).href);
