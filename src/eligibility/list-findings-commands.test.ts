// Types `payung list findings` as a machine would read it: one object a line for each row, one for a refused file, exit code 1.
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Command } from 'commander';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type SmallProgramme, actors, programme, smallProgramme, villagers, villages } from '../../test/fixtures/small-programme.ts';
import { registerIntakeCommands } from '../intake/intake-commands.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { registerListFindingsCommand } from './list-findings-commands.ts';
import { registerMarkedListCommand } from './marked-list-commands.ts';

let small: SmallProgramme;
beforeAll(async () => {
  small = await smallProgramme({ villagers: villagers('timur', 1, 9), places: { timur: 1 } });
});
afterAll(() => small.drop());
afterEach(() => {
  process.exitCode = 0;
});

async function type(json: boolean, ...words: string[]): Promise<{ lines: readonly string[]; exit: number }> {
  const lines: string[] = [];
  const context: CommandContext = {
    open: async () => small.workplace,
    actor: () => actors.villages,
    print: (text) => lines.push(text),
    json: () => json,
    result: (value, text) => lines.push(json ? JSON.stringify(value) : text),
    progress: { step: () => {}, at: () => {}, end: () => {} },
    secret: async () => '',
    disclose: async () => {},
  };
  const program = new Command().exitOverride();
  registerIntakeCommands(program, context, async () => null);
  registerListFindingsCommand(program, context);
  registerMarkedListCommand(program, context);
  process.exitCode = 0;
  await program.parseAsync(['list', ...words], { from: 'user' });
  const exit = Number(process.exitCode);
  process.exitCode = 0;
  return { lines, exit };
}

test('a folder goes in by one command in the order of its names; each row is one object, a refused file one with its fault', async () => {
  const folder = path.join(small.folder, 'kiriman');
  await mkdir(path.join(folder, 'b'), { recursive: true });
  const [first, second] = small.people;
  const head = 'NO,NIK,NAMA,TANGGAL LAHIR';
  await writeFile(path.join(folder, `${villages.timur}-satu.csv`), `${head}\n1,${first?.nik},${first?.name},14-03-1985\n2,12,ANA,1-1-1980`);
  await writeFile(path.join(folder, 'b', `${villages.timur}-dua.csv`), `${head}\n1,${second?.nik},NAMA YANG LAIN SAMA SEKALI,01-01-1950`);
  await writeFile(path.join(folder, 'b', `${villages.timur}-rusak.xlsx`), 'PK\u0003\u0004 rusak');
  const submitted = await type(true, 'submit', folder, '--programme', programme, '--sender', 'Kecamatan');
  expect(submitted.exit).toBe(1);
  expect(JSON.parse(submitted.lines.join(''))).toMatchObject({
    rows: 3,
    lists: [{ file: `${villages.timur}-satu.csv` }, { file: `${villages.timur}-dua.csv` }],
    refusedFiles: [{ file: `${villages.timur}-rusak.xlsx` }],
  });

  const found = await type(true, 'findings', path.join(folder, `${villages.timur}-satu.csv`));
  expect(found.exit).toBe(0);
  const [one, other] = found.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(found.lines).toHaveLength(2);
  expect(one).toMatchObject({ file: `${villages.timur}-satu.csv`, sheet: null, row: 2, outcome: 'reject', person: await small.keyOf(0) });
  expect(one?.['codes']).toContain('twice-across-lists');
  expect(other).toMatchObject({ row: 3, outcome: 'reject', person: null, nik: null });
  expect(other?.['codes']).toContain('nik-not-16-digits');
  expect(JSON.stringify(one)).not.toContain(first?.nik);

  const refused = await type(true, 'findings', `${villages.timur}-rusak.xlsx`);
  expect(refused.exit).toBe(1);
  expect(refused.lines.map((line) => JSON.parse(line))).toMatchObject([
    { file: `${villages.timur}-rusak.xlsx`, row: null, outcome: 'reject', fault: { code: expect.any(String) } },
  ]);

  const all = await type(true, 'findings', '--programme', programme);
  expect(all.lines.map((line) => (JSON.parse(line) as { file: string }).file)).toEqual([
    ...Array.from({ length: 2 }, () => `${villages.timur}-timur.csv`),
    `${villages.timur}-dua.csv`,
    `${villages.timur}-satu.csv`,
    `${villages.timur}-satu.csv`,
    `${villages.timur}-rusak.xlsx`,
  ]);

  const words = (await type(false, 'findings', `${villages.timur}-satu.csv`)).lines.join('\n');
  expect(words).toContain('2 baris = 0 terima + 2 tolak + 0 periksa');
  expect(words).toContain('baris 3  [tolak]  -  ANA\n');
  expect(words).toContain('    nik-not-16-digits: NIK tidak terdiri dari 16 angka.');
});

test('a marked file is written into a folder that is made for it; where none can be made, the remedy is told', async () => {
  const file = await small.write(`${villages.timur}-ditandai.csv`, ['NO,NIK,NAMA,TANGGAL LAHIR', '1,12,ANA,1-1-1980']);
  await type(true, 'submit', file, '--programme', programme, '--sender', 'Desa Satu');
  const out = path.join(small.folder, 'belum', 'ada');
  await type(true, 'marked', file, '--out', out);
  expect(await readdir(out)).toEqual([`${villages.timur}-ditandai-temuan.csv`]);
  await expect(type(true, 'marked', file, '--out', file)).rejects.toMatchObject({
    code: 'folder-not-made',
    text: { id: expect.stringContaining('Pilih folder') },
  });
});
