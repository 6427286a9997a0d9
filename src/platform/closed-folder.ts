// Decides that an installation's data folder is closed to other users: made so, narrowed where it is an installation's own, told where other files lie in it.
import { chmod, chown, mkdir, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { type InvariantChecked, checked } from '../kernel/invariant.ts';

/** Everything an installation makes in its data folder, and what marks one as the demonstration's. */
const ours = /^(?:keys|files|incoming|evidence|notices|demo\.txt|journal\.jsonl|postgres|postgres\.(?:place|new-\w+)|native-[\w.-]+)$/;

/** What nobody else may do in it. The group may pass through, and no more: as root the database's own user reaches its cluster that way. */
const open = 0o067;
const [closed, passable] = [0o700, 0o710];

/**
 * Makes the folder where it is not there, and closes it to others where it is the caller's and holds nothing but an installation's. A folder that holds other
 * files is left as it is (`dataFolderClosed` tells it). `group`: whose group must pass through it (the database's user, for root); null: nobody's.
 */
export async function closeDataFolder(folder: string, group: () => Promise<number | null> = async () => null): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { mode, uid } = await stat(folder);
  if ((mode & open) === 0 || uid !== process.getuid?.() || !(await readdir(folder)).every((name) => ours.test(name))) return;
  const gid = await group();
  if (gid !== null) await chown(folder, uid, gid);
  await chmod(folder, gid === null ? closed : passable);
}

/** Folders of an installation that hold what others may not read, wherever it lies. */
const inner = ['keys', 'files', 'incoming', 'evidence', 'notices'];

/** Whether others can enter a data folder, or where they can, a folder of it that names people. The folder's own place is not told. */
export async function dataFolderClosed(dataDir: string): Promise<InvariantChecked> {
  const isOpen = async (folder: string): Promise<boolean> =>
    stat(folder).then(
      (found) => found.isDirectory() && (found.mode & open) !== 0,
      () => false,
    );
  const names = (await isOpen(dataDir)) ? ['.', ...inner] : [];
  const breaches = [];
  for (const name of names) {
    if (!(await isOpen(path.join(dataDir, name)))) continue;
    breaches.push({
      table: 'folder',
      key: name,
      id: 'terbuka bagi pengguna lain komputer ini. Tutup dengan: chmod 700 (sebagai root: chmod 710, grup pengguna PostgreSQL), atau pindahkan ke folder sendiri.',
      en: "open to other users of this computer. Close it by: chmod 700 (as root: chmod 710, the group of PostgreSQL's user), or move it to a folder of its own.",
    });
  }
  return checked(
    { code: 'data-folder-closed', id: 'Folder data tertutup bagi pengguna lain komputer ini', en: 'The data folder is closed to other users of this computer' },
    breaches,
  );
}
