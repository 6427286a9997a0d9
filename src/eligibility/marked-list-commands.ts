// Gives a list back with its findings at the command line: payung list marked.
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { Fault } from '../kernel/fault.ts';
import { listNamed } from '../intake/intake-steps.ts';
import { type CommandContext, commandGroup } from '../platform/command-context.ts';
import { writeMarkedList } from './marked-list-steps.ts';

/** Adds `list marked`. */
export function registerMarkedListCommand(program: Command, context: CommandContext): void {
  commandGroup(program, 'list', 'daftar calon peserta dari desa / candidate lists from villages')
    .command('marked')
    .argument('<list-or-file>', 'nomor daftar atau berkasnya / a list id or its file')
    .requiredOption('--out <folder>', 'folder tujuan / the folder to write to')
    .description('berkas yang dikirim, dengan temuan di samping setiap baris / the file as it was sent, with the findings beside each row')
    .action(async (reference: string, options: { out: string }) => {
      const port = await context.open();
      const { listId } = await port.database.read(context.actor(), (tx) => listNamed(tx, reference));
      try {
        await mkdir(options.out, { recursive: true, mode: 0o700 });
      } catch {
        throw new Fault('bad-input', 'folder-not-made', {
          id: `Folder ${options.out} tidak ada dan tidak dapat dibuat. Pilih folder yang boleh Anda tulisi.`,
          en: `Folder ${options.out} does not exist and cannot be made. Choose a folder you may write to.`,
        });
      }
      const folder = await mkdtemp(path.join(options.out, '.payung-'));
      try {
        const written = await writeMarkedList(port, context.actor(), { listId, folder, at: port.clock.now(), through: 'command' });
        const file = path.join(options.out, written.fileName);
        await rename(written.target, file);
        context.result({ file, rows: written.rows }, `${file}  ${written.rows} baris / rows`);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    });
}
