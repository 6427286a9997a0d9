// Finds what became of a file that was handed in, however it is named: the list made of it, or the refusal.
import { Fault } from '../kernel/fault.ts';
import type { Tx } from '../platform/database.ts';
import { listNamed, listsIn, sponsorOf } from './intake-steps.ts';
import type { ListRecord } from './intake-store.ts';
import { findList, nameOf } from './list-file-client.ts';
import { refusedFiles } from './refused-file-store.ts';
import type { RefusedFileRecord } from './refused-file.ts';

export { refusedFiles } from './refused-file-store.ts';

/** A list, or the refusal of a file. */
export type HandedIn = { readonly list: ListRecord } | { readonly refused: RefusedFileRecord };

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const mostTold = 5_000; // not law: files told at a time

/**
 * What became of a list named by its id, its file on disk, or the name of its file: of a name handed in several times, what came last; the very file goes
 * before its name. Fault: not-found `list-not-found`.
 */
export async function handedIn(tx: Tx, reference: string): Promise<HandedIn> {
  const [refused] = await refusedFiles(tx, uuid.test(reference) ? { refusalId: reference } : { fileName: nameOf(reference) }, { limit: 1, offset: 0 });
  const list = await listNamed(tx, reference).catch((error: unknown) => {
    if (error instanceof Fault && error.code === 'list-not-found' && refused !== undefined) return null;
    throw error;
  });
  if (list === null) return { refused: refused as RefusedFileRecord };
  if (refused === undefined || list.receivedAt >= refused.receivedAt) return { list };
  const same = await findList(reference).then(
    ({ digest }) => digest === list.fileDigest,
    () => false,
  );
  return same ? { list } : { refused };
}

/** Everything handed in for a programme in the order it came: lists that stand, then files refused whole. Fault: not-found `programme-unknown`. */
export async function allHandedIn(tx: Tx, programme: string): Promise<readonly HandedIn[]> {
  await sponsorOf(tx, programme);
  const lists = (await listsIn(tx, programme)).filter(({ withdrawnAt }) => withdrawnAt === null);
  const refused = [...(await refusedFiles(tx, { programme }, { limit: mostTold, offset: 0 }))].reverse();
  return [...lists.map((list) => ({ list })), ...refused.map((one) => ({ refused: one }))];
}

/** Whether anything of that name, file or id was handed in. */
export const isHandedIn = (tx: Tx, reference: string): Promise<boolean> =>
  handedIn(tx, reference).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Fault && error.code === 'list-not-found') return false;
      throw error;
    },
  );
