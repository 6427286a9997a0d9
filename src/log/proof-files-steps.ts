// Writes the proof of each signed list as a file beside the other files of its programme, as soon as the act of signing has its number.
import { access, mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Actor } from '../kernel/actor.ts';
import type { Tx } from '../platform/database.ts';
import { outboxFolder } from '../platform/outbox-files.ts';
import { proofFileAbout } from './log-steps.ts';
import { newestCheckpoint, numberedActs } from './log-store.ts';
import type { LogPort } from './sequence-steps.ts';

/** The kind of act by which a list is signed. */
export const signing = 'instrument-signed';

/** An instrument as its proof file is named: given by whoever knows instruments. */
export interface ProvenInstrument {
  readonly instrumentId: string;
  readonly programme: string;
  readonly number: string;
}

/** What the log asks of the stage that signs lists. */
export interface Instruments {
  /** The instrument an official names by its number or id. Faults: not-found `instrument-unknown`; conflict `number-of-several-instruments`. */
  named(tx: Tx, name: string): Promise<ProvenInstrument>;
}

const folder = 'proofs';

/** The name of an instrument's proof file. */
export const proofFileName = ({ instrumentId, number }: ProvenInstrument): string =>
  `${number
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60)}-${instrumentId}.tlog-proof`.replace(/^-/, '');

/** A proof as it was written. */
export interface WrittenProof {
  readonly file: string;
  readonly text: string;
}

/** The proof file of an instrument against the newest checkpoint; written where the other files of its programme are. Faults: those of `named`; not-found `act-unknown`, conflict `act-waits`. */
export async function proveInstrument(
  port: LogPort & { readonly dataDir: string },
  actor: Actor,
  instruments: Instruments,
  name: string,
): Promise<WrittenProof> {
  const { instrument, text } = await port.database.read(actor, async (tx) => {
    const named = await instruments.named(tx, name);
    return { instrument: named, text: await proofFileAbout(tx, signing, named.instrumentId) };
  });
  const into = outboxFolder(port.dataDir, instrument.programme, folder);
  await mkdir(into, { recursive: true });
  const file = path.join(into, proofFileName(instrument));
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
  return { file, text };
}

/** Writes the proofs that are missing, of every signed list with a number; returns how many. */
export async function writeMissingProofs(port: LogPort & { readonly dataDir: string }, actor: Actor, instruments: Instruments): Promise<number> {
  const signed = await port.database.read(actor, async (tx) => {
    if ((await newestCheckpoint(tx)) === undefined) return [];
    const found: ProvenInstrument[] = [];
    for (const { subject } of await numberedActs(tx, signing)) found.push(await instruments.named(tx, subject));
    return found;
  });
  let written = 0;
  for (const instrument of signed) {
    const file = path.join(outboxFolder(port.dataDir, instrument.programme, folder), proofFileName(instrument));
    if (
      await access(file).then(
        () => true,
        () => false,
      )
    )
      continue;
    await proveInstrument(port, actor, instruments, instrument.instrumentId);
    written += 1;
  }
  return written;
}
