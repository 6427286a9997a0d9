// Types the commands of the log as an official and an auditor would.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { anyone } from '../../test/database.ts';
import { testWorkplace } from '../../test/workplace.ts';
import { Fault } from '../kernel/fault.ts';
import { recordAct } from '../platform/act.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { ownerSession } from '../platform/database.ts';
import { registerLogCommands } from './log-commands.ts';
import { readProofFile } from './proof-file.ts';

let workplace: Awaited<ReturnType<typeof testWorkplace>>;
let folder: string;
beforeAll(async () => {
  workplace = await testWorkplace();
  folder = await mkdtemp(path.join(tmpdir(), 'payung-log-commands-'));
});
afterAll(async () => {
  process.exitCode = 0;
  await workplace.drop();
  await rm(folder, { recursive: true });
});

const instrumentId = '01980000-0000-7000-8000-000000000001';

async function type(...words: readonly string[]): Promise<{ value: Record<string, unknown>; text: string }> {
  const answers: { value: Record<string, unknown>; text: string }[] = [];
  const context: CommandContext = {
    open: async () => workplace,
    actor: () => anyone,
    print: () => {},
    json: () => false,
    result: (value, text) => answers.push({ value: value as Record<string, unknown>, text }),
    disclose: async () => {},
    progress: { step: () => {}, at: () => {}, end: () => {} },
    secret: async () => '',
  };
  const program = new Command().exitOverride();
  registerLogCommands(program, context, {
    instruments: { named: async (_, name) => ({ instrumentId: name === 'SK/1' ? instrumentId : name, programme: 'ntt-2025', number: 'SK/1' }) },
    checkSubjects: async () => [],
  });
  await program.parseAsync(['log', ...words], { from: 'user' });
  return answers[0] as { value: Record<string, unknown>; text: string };
}

it('numbers, shows, proves and verifies', async () => {
  await expect(type('checkpoint')).rejects.toThrow('log-empty');
  const record = (kind: string, subject: string) =>
    workplace.database.transact(anyone, (tx) => recordAct(tx, { kind, subject, digest: 'd'.repeat(64), sponsor: 'ntt', area: '53' }));
  await record('instrument-signed', instrumentId);
  await expect(type('prove', 'SK/1')).rejects.toThrow('act-waits');
  expect((await type('sequence')).value).toEqual({ numbered: 1, size: 1, proofs: 1 });
  const { value: first, text: note } = await type('checkpoint');
  expect(first).toMatchObject({ size: 1, note: `${note}\n` });
  expect((await type('checkpoint', '--key')).text).toBe(first['verifierKey']);
  const kept = path.join(folder, 'kept.txt');
  await writeFile(kept, `${note.replaceAll('\n', '\r\n')}\r\n`); // as it comes back from e-mail
  for (let n = 0; n < 4; n += 1) await record('tested', 's');
  expect((await type('sequence')).value).toEqual({ numbered: 4, size: 5, proofs: 0 });

  const proven = await type('prove', 'SK/1');
  expect(proven.value['file']).toBe(path.join(workplace.dataDir, 'files', 'ntt-2025', 'proofs', `SK-1-${instrumentId}.tlog-proof`));
  const proof = readProofFile(await readFile(String(proven.value['file']), 'utf8'));
  expect(proof).toMatchObject({ index: 0, checkpoint: (await type('checkpoint')).value['note'] });
  expect(proof?.proof).toHaveLength(3);
  await expect(type('prove', '01980000-0000-7000-8000-000000000009')).rejects.toThrow('act-unknown');

  const { act } = JSON.parse(proof?.opening ?? '') as { act: string };
  expect((await type('inclusion', act)).value).toMatchObject({ index: 0, size: 5, opening: proof?.opening });
  await expect(type('inclusion', 'x')).rejects.toThrow('act-id-wrong');
  expect((await type('consistency', '1')).value).toMatchObject({ old: first['note'], proof: expect.any(Array) as unknown });
  expect((await type('consistency', '1', '5')).text).toContain('\n5\n');
  await expect(type('consistency', '0')).rejects.toThrow('size-wrong');

  const held = await type('verify', '--checkpoint', kept);
  expect(held.value).toMatchObject({ holds: true, size: 5, checkpoints: 2, waiting: 0, kept: 1 });
  expect(held.text).toMatch(/held against the checkpoint that you kept, of 1 entries\nCOCOK \/ HOLDS$/);
  expect((await type('verify')).value).toMatchObject({ holds: true, kept: null });
  expect(process.exitCode ?? 0).toBe(0);
  await expect(type('verify', '--checkpoint', path.join(folder, 'none'))).rejects.toBeInstanceOf(Fault);
  await ownerSession(workplace.url, (client) => client.query(`update platform.act set digest = 'x' where act_id = $1`, [act]));
  expect((await type('verify')).text).toContain(`platform.act ${act}`);
  expect(process.exitCode).toBe(1);
});
