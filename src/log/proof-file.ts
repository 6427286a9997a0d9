// Decides how the proof of one entry is written down, to be kept and checked without asking anybody (C2SP tlog-proof v1).
import type { Hash } from './tree.ts';

/** A proof: which entry, the hashes that lead from it to the root, the signed checkpoint, and the opening of the entry's act. */
export interface ProofFile {
  readonly index: number;
  readonly proof: readonly Hash[];
  readonly checkpoint: string;
  /** What the entry is taken from; it proves nothing until its entry is hashed. */
  readonly opening: string;
}

const firstLine = 'c2sp.org/tlog-proof@v1';

export const writeProofFile = ({ index, proof, checkpoint, opening }: ProofFile): string =>
  [
    firstLine,
    `extra ${Buffer.from(opening, 'utf8').toString('base64')}`,
    `index ${index}`,
    ...proof.map((hash) => hash.toString('base64')),
    '',
    checkpoint,
  ].join('\n');

const fileForm = /^c2sp\.org\/tlog-proof@v1\nextra ([A-Za-z0-9+/=]+)\nindex (0|[1-9]\d{0,15})\n((?:[A-Za-z0-9+/]{43}=\n)*)\n([^]+)$/;

/** Reads a proof file of ours; null when it is none. */
export function readProofFile(text: string): ProofFile | null {
  const [, extra, index, hashes = '', checkpoint = ''] = fileForm.exec(text) ?? [];
  if (extra === undefined) return null;
  return {
    index: Number(index),
    proof: hashes
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => Buffer.from(line, 'base64')),
    checkpoint,
    opening: Buffer.from(extra, 'base64').toString('utf8'),
  };
}
