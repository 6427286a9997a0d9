// Decides in which folder a demonstration is at work: one at a time; an earlier one is emptied, any other folder never touched.
import { unlinkSync } from 'node:fs';
import { access, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Fault } from '../src/kernel/fault.ts';
import { errorCode } from '../src/platform/connection.ts';
import { removeEmbeddedPostgres } from '../src/platform/embedded-postgres.ts';
import { isAlive } from '../src/platform/process-alive.ts';

const marker = 'demo.txt';
const occupant = 'demo.pid';
export const journalOf = (folder: string): string => path.join(folder, 'journal.jsonl');

export const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

/** Whether a folder was made by a demonstration. */
export const isDemonstration = (folder: string): Promise<boolean> => exists(path.join(folder, marker));

/**
 * Takes the folder for this process until it ends, however it ends: what a killed one left counts for nothing. Fault: conflict `demonstration-in-use` where
 * another demonstration is at work in it or shows its pages.
 */
export async function occupy(folder: string): Promise<void> {
  const file = path.join(folder, occupant);
  const mine = `${process.pid}\n`;
  for (let tries = 0; ; tries += 1) {
    try {
      await writeFile(file, mine, { flag: 'wx' });
      break;
    } catch (error) {
      if (errorCode(error) !== 'EEXIST' || tries > 5) throw error;
      const pid = Number(await readFile(file, 'utf8').catch(() => ''));
      if (pid > 0 && pid !== process.pid && isAlive(pid)) throw inUse(folder, pid);
      await rm(file, { force: true });
    }
  }
  process.once('exit', () => {
    try {
      unlinkSync(file);
    } catch {
      // the folder is gone already
    }
  });
}

const inUse = (folder: string, pid: number): Fault =>
  new Fault('conflict', 'demonstration-in-use', {
    id: `Di folder ${folder} ada demo yang sedang berjalan (proses ${pid}). Hentikan dahulu (Ctrl-C), atau pilih folder lain dengan --data.`,
    en: `A demonstration is running in the folder ${folder} (process ${pid}). Stop it first (Ctrl-C), or choose another folder with --data.`,
  });

/**
 * Empties the demonstration's folder and takes it; a folder that is not one is never touched. The marker goes in first and stays, so that an interrupted
 * emptying can be repeated. Faults: conflict `folder-is-not-a-demonstration`, `demonstration-in-use`.
 */
export async function emptyFolder(folder: string, say: (text: string) => void): Promise<void> {
  await mkdir(folder, { recursive: true });
  const content = await readdir(folder);
  if (content.length > 0 && !content.includes(marker)) {
    throw new Fault('conflict', 'folder-is-not-a-demonstration', {
      id: `Folder ${folder} bukan folder demo dan tidak akan dikosongkan. Pilih folder lain dengan --data.`,
      en: `The folder ${folder} is not a demonstration's and will not be emptied. Choose another with --data.`,
    });
  }
  await writeFile(path.join(folder, marker), 'Folder ini dibuat dan dikosongkan oleh demo. / Made and emptied by the demonstration.\n');
  await occupy(folder);
  if (content.includes(path.basename(journalOf(folder))))
    say(
      'Demo sebelumnya di folder ini dihapus (--resume melanjutkan yang terputus) / the earlier demonstration in this folder is removed (--resume goes on with one)\n',
    );
  await rm(journalOf(folder), { force: true });
  await removeEmbeddedPostgres(folder);
  const kept = new Set([marker, occupant]);
  for (const name of content.filter((one) => !kept.has(one))) await rm(path.join(folder, name), { recursive: true, force: true });
}
