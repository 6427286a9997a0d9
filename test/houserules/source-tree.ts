// Decides which files the house rules look at: those of the repository, whether or not git is there to name them.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../../', import.meta.url));

const leftOut = new Set(['node_modules', '.git', 'dist', '.payung', '.install-lock']);

function walk(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (leftOut.has(entry.name)) return [];
    return entry.isDirectory() ? walk(root, path) : [path];
  });
}

/** Paths of every file git tracks or would track, with `/` between folders; without git, of every file that is not made by a tool. */
export function repositoryFiles(root = repository): readonly string[] {
  try {
    const words = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
    const listed = execFileSync('git', words, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 2 ** 20, stdio: ['ignore', 'pipe', 'ignore'] });
    return listed
      .split('\0')
      .filter((path) => path !== '' && existsSync(join(root, path)))
      .sort();
  } catch {
    return walk(root, '').sort();
  }
}

const binary = /\.(png|jpe?g|gif|ico|woff2?|ttf|otf|pdf|xlsx?|zip|gz|7z|bin)$/i;

/** The text of a file, or null for one that holds none. */
export const textOf = (path: string, root = repository): string | null => (binary.test(path) ? null : readFileSync(join(root, path), 'utf8'));
