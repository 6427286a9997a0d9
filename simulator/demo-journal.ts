// Decides what the demonstration remembers of itself: one line on disk for every step done, so that a killed one goes on where it stood.
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import { assert } from '../src/kernel/fault.ts';

/** A step that was done: what came of it, and what it added to the record. */
export interface JournalEntry {
  /** The strand it belongs to: steps of one follow each other, strands go side by side. */
  readonly strand: string;
  readonly step: string;
  readonly result: unknown;
  readonly added: unknown;
  readonly seconds: number;
}

const amount = /^rupiah:(-?\d+)$/;

const written = (value: unknown): string => JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? `rupiah:${part}` : part));
const readBack = (line: string): unknown =>
  JSON.parse(line, (_, part: unknown) => {
    const found = typeof part === 'string' ? amount.exec(part) : null;
    return found?.[1] === undefined ? part : BigInt(found[1]);
  });

/** The lines of a journal that were written whole. */
function wholeLines(file: string): string[] {
  if (!existsSync(file)) return [];
  const text = readFileSync(file, 'utf8');
  const end = text.lastIndexOf('\n') + 1;
  if (end < text.length) truncateSync(file, Buffer.byteLength(text.slice(0, end)));
  return text.slice(0, end).split('\n').slice(0, -1);
}

/** The steps done, in order. The first line holds what the demonstration was asked to do. */
export class DemoJournal {
  readonly #file: string;
  readonly #done: readonly JournalEntry[];
  readonly #taken = new Map<string, number>();

  private constructor(file: string, done: JournalEntry[]) {
    this.#file = file;
    this.#done = done;
  }

  /** What an interrupted demonstration was asked to do, or null when nothing was written yet. */
  static asked(file: string): unknown {
    const [first] = wholeLines(file);
    return first === undefined ? null : readBack(first);
  }

  /** Opens the journal, writing what is asked when it is new. */
  static open(file: string, asked: unknown): DemoJournal {
    const [first, ...steps] = wholeLines(file);
    const journal = new DemoJournal(
      file,
      steps.map((line) => readBack(line) as JournalEntry),
    );
    if (first === undefined) journal.#append(asked);
    return journal;
  }

  /** The next step of a strand if it was done before, else undefined. */
  take(strand: string, step: string): JournalEntry | undefined {
    const taken = this.#taken.get(strand) ?? 0;
    const entry = this.#done.filter((one) => one.strand === strand)[taken];
    if (entry === undefined) return undefined;
    assert(entry.step === step, `the journal has "${entry.step}" where the demonstration does "${step}"`);
    this.#taken.set(strand, taken + 1);
    return entry;
  }

  /** Writes down a step done; on disk when this returns. */
  write(entry: JournalEntry): void {
    this.#append(entry);
  }

  #append(value: unknown): void {
    const handle = openSync(this.#file, 'a');
    try {
      writeSync(handle, `${written(value)}\n`);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  }
}
