// Decides how TypeScript is run: in this very process, so that signals, exit codes and a hard kill meet one process and not a parent and a child.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { install } from './install.mjs';

const root = new URL('../', import.meta.url);

/** Runs `simulator/demo.ts` for `demo`, `src/cli.ts` for anything else; `words` are the arguments after the command name. */
export async function start(words) {
  await install();
  const demo = words[0] === 'demo';
  const entry = new URL(demo ? 'simulator/demo.ts' : 'src/cli.ts', root);
  if (!existsSync(entry)) {
    process.stderr.write(`Berkas ${fileURLToPath(entry)} tidak ada; salinan ini tidak lengkap.\n`);
    process.stderr.write(`File ${fileURLToPath(entry)} is missing; this copy is not complete.\n`);
    process.exit(1);
  }
  process.env.TSX_TSCONFIG_PATH ??= fileURLToPath(new URL('tsconfig.json', root)); // whatever folder the command is given in
  const { register } = await import('tsx/esm/api');
  register();
  // A process forked from here reads TypeScript as well.
  process.execArgv.push('--import', import.meta.resolve('tsx'));
  process.argv = [process.argv[0], fileURLToPath(entry), ...(demo ? words.slice(1) : words)];
  await import(entry.href);
}
