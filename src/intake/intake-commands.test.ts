// Types the commands of intake as an officer would.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, anyone, testDatabase } from '../../test/database.ts';
import { Fault } from '../kernel/fault.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { ownerSession } from '../platform/database.ts';
import { createVault } from '../platform/vault.ts';
import type { Workplace } from '../platform/workplace.ts';
import { registerIntakeCommands } from './intake-commands.ts';

let db: TestDatabase;
let folder: string;
beforeAll(async () => {
  db = await testDatabase();
  folder = await mkdtemp(path.join(tmpdir(), 'payung-commands-'));
  await ownerSession(db.url, async (client) => {
    await client.query(`insert into programme.sponsor values ('ntt', 'Provinsi Nusa Tenggara Timur', 'province', 'kemendagri', '53', 'Asia/Makassar', now())`);
    await client.query(`insert into programme.programme values ('ntt-2025', 'ntt', 'Program', 'Programme', '2025-07-01', '2025-12-01', now(), 'test')`);
  });
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await db.drop();
});

async function type(...words: string[]): Promise<{ value: Record<string, unknown>; text: string }> {
  const answers: { value: Record<string, unknown>; text: string }[] = [];
  const workplace = { database: db.database, niks: db.niks, clock: db.clock, vault: createVault(Buffer.alloc(32, 9)) } as unknown as Workplace;
  const context: CommandContext = {
    open: async () => workplace,
    actor: () => anyone,
    print: () => {},
    json: () => false,
    result: (value, text) => answers.push({ value: value as Record<string, unknown>, text }),
    progress: { step: () => {}, at: () => {}, end: () => {} },
    secret: async () => '',
    disclose: async () => {},
  };
  const program = new Command().exitOverride();
  registerIntakeCommands(program, context, async () => null);
  await program.parseAsync(['list', ...words], { from: 'user' });
  return answers[0] as { value: Record<string, unknown>; text: string };
}

it('hands a folder in by the village codes of its file names, shows and withdraws', async () => {
  const header = 'NO,NIK,NAMA,TANGGAL LAHIR';
  await writeFile(path.join(folder, '5311012001-hambala.csv'), `${header}\n1,5311015012850001,Maria Bere,10-12-1985\n2,12,Ana,1-1-1980`);
  await writeFile(path.join(folder, 'tanpa-kode.csv'), `${header}\n1,5311015012850002,Rosa,10-12-1985`);
  const submitted = await type('submit', folder, '--programme', 'ntt-2025', '--sender', 'Kecamatan Kambera');
  expect(submitted.value).toMatchObject({
    rows: 2,
    accepted: 1,
    rejected: 1,
    review: 0,
    lists: [{ file: '5311012001-hambala.csv', area: '5311012001' }],
    refusedFiles: [{ file: 'tanpa-kode.csv', code: 'area-not-a-code' }],
  });
  expect(submitted.text).toContain('1 daftar diterima: 2 baris = 1 terima + 1 tolak + 0 periksa');
  expect(submitted.text).toContain('belum dicocokkan dengan register');
  expect(submitted.text).toContain('not yet compared with the registers');

  expect((await type('show', '--programme', 'ntt-2025')).text).toMatch(/5311012001 {2}5311012001-hambala\.csv {2}2 baris/);
  expect((await type('withdraw', '5311012001-hambala.csv', '--reason', 'salah desa')).text).toContain('ditarik');
  await expect(type('show')).rejects.toThrow(Fault);
});
