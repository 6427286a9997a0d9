// Writes what is made for one reader to a new file: the place is taken before anything is made, so that nothing is opened for a copy nobody gets.
import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import { Fault } from '../kernel/fault.ts';

/**
 * Takes the file's place, makes what is to stand in it and writes it, for its owner only; nothing is left where making it failed. Faults: conflict `file-exists`;
 * bad-input `file-not-writable` where there is no such folder or no right to it; those of `make`.
 */
export async function writeNewFile<T extends { readonly content: Buffer }>(file: string, make: () => Promise<T>): Promise<T> {
  const handle = await open(file, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    const name = path.basename(file);
    if (error.code === 'EEXIST') {
      throw new Fault(
        'conflict',
        'file-exists',
        { id: `Berkas ${name} sudah ada; pakai nama lain.`, en: `The file ${name} exists; choose another name.` },
        { file: name },
      );
    }
    throw new Fault(
      'bad-input',
      'file-not-writable',
      { id: `Berkas ${name} tidak dapat ditulis di sana.`, en: `The file ${name} cannot be written there.` },
      { file: name },
    );
  });
  try {
    const made = await make();
    await handle.writeFile(made.content);
    return made;
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
}
