// Decides where the project's own folders (law, migrations, .payung) are, from the sources and from a bundle alike.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { assert } from '../kernel/fault.ts';

function findRoot(): string {
  for (let folder = path.dirname(fileURLToPath(import.meta.url)); ; folder = path.dirname(folder)) {
    const described = path.join(folder, 'package.json');
    if (existsSync(described) && (JSON.parse(readFileSync(described, 'utf8')) as { name?: string }).name === 'payung') return folder;
    assert(folder !== path.dirname(folder), 'the program lies inside its project folder');
  }
}

/** Absolute path of the project folder. */
export const projectRoot: string = findRoot();

/** The migrations that belong to this program. */
export const migrationsFolder: string = path.join(projectRoot, 'migrations');

/** Where an installation keeps its database and keys unless told otherwise. */
export const defaultDataDir: string = path.join(projectRoot, '.payung', 'data');
