#!/usr/bin/env node
// Decides what the one command starts: `demo` plays the demonstration, every other word goes to the command line in src/cli.ts.
import { requireNode } from './node-version.mjs';

requireNode();
// Imported only now: an older Node stops above with a sentence, not with a stack trace.
void import('./start.mjs').then((module) => module.start(process.argv.slice(2)));
