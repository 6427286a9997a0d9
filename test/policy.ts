// The programme of 2025 as the tests read it.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { type ProgrammeFile, readPolicy } from '../src/programme/policy.ts';
import { programmesFolder } from './law-folder.ts';

export const readPolicyFixture = (name = 'ntt-2025'): ProgrammeFile =>
  readPolicy(name, parse(readFileSync(path.join(programmesFolder, `${name}.yaml`), 'utf8')));
