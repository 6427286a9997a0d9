// States who may work in a demonstration's folder: one at a time, whoever is dead counts for nothing, and a folder that is no demonstration is never touched.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { emptyFolder } from './demo-folder.ts';

const folders: string[] = [];
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'payung-demo-folder-'));
  folders.push(folder);
});
afterAll(async () => {
  for (const one of folders) await rm(one, { recursive: true, force: true });
});

/** Another process that takes the folder and stays, or says why it may not. */
async function other(): Promise<{ readonly child: ChildProcess; readonly said: string }> {
  const script = path.join(folder, '..', `${path.basename(folder)}-${folders.length}.mjs`);
  folders.push(script);
  await writeFile(
    script,
    `import { emptyFolder } from ${JSON.stringify(new URL('./demo-folder.ts', import.meta.url).href)};
     setInterval(() => {}, 1000);
     process.on('disconnect', () => process.exit());
     emptyFolder(${JSON.stringify(folder)}, () => {}).then(() => process.send('taken'), (error) => process.send(error.code ?? String(error)));`,
  );
  const child = fork(script, { execArgv: ['--import', import.meta.resolve('tsx')] });
  const [said] = (await once(child, 'message')) as [string];
  return { child, said };
}
const ended = async ({ child }: { readonly child: ChildProcess }): Promise<void> => {
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
};

test('a folder in which a demonstration is at work is not emptied; what a killed one left is', async () => {
  const first = await other();
  expect(first.said).toBe('taken');
  await writeFile(path.join(folder, 'journal.jsonl'), '{}');
  const second = await other();
  expect(second.said).toBe('demonstration-in-use');
  expect(await readdir(folder)).toContain('journal.jsonl');
  await Promise.all([ended(first), ended(second)]);
  const said: string[] = [];
  await emptyFolder(folder, (text) => said.push(text));
  expect((await readdir(folder)).sort()).toEqual(['demo.pid', 'demo.txt']);
  expect(said.join()).toContain('--resume');
});

test('several at once: one has it', async () => {
  const all = await Promise.all([other(), other(), other()]);
  expect(all.map(({ said }) => said).sort()).toEqual(['demonstration-in-use', 'demonstration-in-use', 'taken']);
  await Promise.all(all.map(ended));
});

test('a folder of somebody else stays as it is', async () => {
  await writeFile(path.join(folder, 'mine.txt'), 'mine');
  await expect(emptyFolder(folder, () => {})).rejects.toMatchObject({ code: 'folder-is-not-a-demonstration' });
  expect(await readdir(folder)).toEqual(['mine.txt']);
});
