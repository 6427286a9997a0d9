// Tests the one command: which program a word starts, and that arguments, exit codes and signals pass as if it were that program itself.
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repository } from './houserules/source-tree.ts';

let root: string;
const children = new Set<ChildProcess>();

const program = (name: string): string => `// Stands for ${name}.
import { fork } from 'node:child_process';
const words: readonly string[] = process.argv.slice(2);
process.stdout.write(\`${name} \${words.join('|')}\\n\`);
if (words[0] === 'exit') process.exit(Number(words[1]));
if (words[0] === 'throw') throw new Error('a bug');
if (words[0] === 'fork') fork(new URL('./forked.ts', import.meta.url));
if (words[0] === 'stay') {
  const alive = setInterval(() => {}, 1000);
  process.on('SIGTERM', () => { process.stdout.write('closing\\n'); clearInterval(alive); process.exitCode = 5; });
  process.stdout.write('ready\\n');
}
`;

beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'payung launch ')));
  cpSync(join(repository, 'bin'), join(root, 'bin'), { recursive: true });
  for (const name of ['package.json', 'package-lock.json', 'tsconfig.json']) cpSync(join(repository, name), join(root, name));
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'), 'junction');
  for (const folder of ['src', 'simulator']) mkdirSync(join(root, folder));
  writeFileSync(join(root, 'src/cli.ts'), program('cli'));
  // oxlint-disable-next-line no-template-curly-in-string -- a program in a string
  writeFileSync(join(root, 'src/forked.ts'), "const text: string = 'forked';\nprocess.stdout.write(`${text}\\n`);\n");
  writeFileSync(join(root, 'simulator/demo.ts'), program('demo'));
  symlinkSync(join(root, 'bin/payung.mjs'), join(root, 'payung'));
});

afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(root, { recursive: true, force: true });
});

function start(words: readonly string[], command = 'bin/payung.mjs') {
  const child = spawn(process.execPath, [join(root, command), ...words], { cwd: tmpdir() });
  children.add(child);
  let [out, err] = ['', ''];
  const waiting = new Map<string, () => void>();
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
    for (const [text, resolve] of waiting) if (out.includes(text)) resolve();
  });
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const ended = new Promise<{ code: number | null; signal: string | null; out: string; err: string }>((resolve) => {
    child.on('close', (code, signal) => {
      children.delete(child);
      resolve({ code, signal, out, err });
    });
  });
  return { child, ended, says: (text: string) => new Promise<void>((resolve) => waiting.set(text, resolve)) };
}

describe('the command', { timeout: 30_000 }, () => {
  it.each([
    ['demo', ['demo', '--exit', '--scale', '0.05'], 'demo --exit|--scale|0.05\n'],
    ['any other word', ['list', 'submit', 'desa oebelo.xlsx', '--json'], 'cli list|submit|desa oebelo.xlsx|--json\n'],
    ['no word', [], 'cli \n'],
    ['a word that only begins like demo', ['demography'], 'cli demography\n'],
  ])('starts %s', async (_why, words, out) => {
    expect(await start(words).ended).toMatchObject({ code: 0, out, err: '' });
  });

  it('can be called through a link, as npx does', async () => {
    expect(await start(['a'], 'payung').ended).toMatchObject({ code: 0, out: 'cli a\n' });
  });

  it.each([0, 1, 2, 3])('ends with the exit code %d', async (code) => {
    expect((await start(['exit', String(code)]).ended).code).toBe(code);
  });

  it('shows a bug at its line of TypeScript and does not end with 0', async () => {
    const { code, err } = await start(['throw']).ended;
    expect(code).toBe(1);
    expect(err).toContain('cli.ts:6');
  });

  it('lets a forked process read TypeScript', async () => {
    expect((await start(['fork']).ended).out).toBe('cli fork\nforked\n');
  });

  it('hands a signal to the program, which closes in its own way', async () => {
    const { child, ended, says } = start(['stay']);
    await says('ready');
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 5, out: 'cli stay\nready\nclosing\n' });
  });

  it('is one process: a hard kill leaves none behind', async () => {
    const { child, ended, says } = start(['stay']);
    await says('ready');
    child.kill('SIGKILL');
    // `close` comes only when no process holds the pipes any more.
    expect(await ended).toMatchObject({ code: null, signal: 'SIGKILL' });
  });

  it('says in both languages that a copy is not complete', async () => {
    rmSync(join(root, 'simulator/demo.ts'));
    const { code, err } = await start(['demo']).ended;
    expect(code).toBe(1);
    expect(err).toMatch(/tidak lengkap[\s\S]*not complete/);
    writeFileSync(join(root, 'simulator/demo.ts'), program('demo'));
  });
});

it('refuses an older Node with a sentence in both languages and exit code 2', async () => {
  const old = join(root, 'old.mjs');
  const check = JSON.stringify(new URL('../bin/node-version.mjs', import.meta.url).href);
  for (const [version, code] of [
    ['20.18.3', 2],
    ['18.20.0', 2],
    ['9.11.2', 2],
    ['20.19.0', 0],
    ['22.1.0', 0],
    ['100.0.0', 0],
  ] as const) {
    writeFileSync(
      old,
      `Object.defineProperty(process.versions, 'node', { value: '${version}' });\nconst { requireNode } = await import(${check});\nrequireNode();\n`,
    );
    const ended = await start([], 'old.mjs').ended;
    expect({ version, code: ended.code }).toEqual({ version, code });
    if (code === 2) expect(ended.err).toMatch(/memerlukan Node.js 20.19[\s\S]*needs Node.js 20.19/);
  }
}, 30_000);
