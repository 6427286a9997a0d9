// Decides what a checkpoint says (C2SP tlog-checkpoint v1): whose log, how many entries, and the hash over all of them, signed as a note.
import type { SigningKey } from '../kernel/ed25519.ts';
import type { TreeHead } from './proof.ts';
import { type Verifier, openNote, signNote } from './signed-note.ts';

/** A checkpoint of the log named `origin`, signed. */
export const signCheckpoint = (origin: string, { size, root }: TreeHead, key: SigningKey): string =>
  signNote(`${origin}\n${size}\n${root.toString('base64')}\n`, origin, key);

/** What a checkpoint signed by this verifier says of his log; null when it is no such checkpoint. Further lines are passed over. */
export function readCheckpoint(note: string, verifier: Verifier): TreeHead | null {
  const [origin, size = '', root = ''] = openNote(note, verifier)?.split('\n') ?? [];
  if (origin !== verifier.name || !/^(0|[1-9]\d{0,15})$/.test(size)) return null;
  const hash = Buffer.from(root, 'base64');
  return hash.length === 32 && hash.toString('base64') === root ? { size: Number(size), root: hash } : null;
}
