// Decides whether a run decided again from its evidence says what was published: row by row, and in its hash.
import { RowDigest } from '../kernel/digest.ts';
import type { InputDifference } from './run-inputs.ts';

/** Chunks of rows in the order of the run's hash; each begins with file digest, sheet and row. */
export type SortedRows = AsyncIterable<ReadonlyArray<ReadonlyArray<string | null>>>;

/** One row that differs. `field` is the first field that does, or the row itself where only one side has it. */
export interface DifferingRow {
  readonly fileDigest: string;
  readonly sheet: string;
  readonly rowNo: number;
  readonly field: string;
  readonly decided: string | null;
  readonly stored: string | null;
}

/** What came of comparing. `decided` is the hash of the rows decided again, `stored` of those the database holds now. */
export interface RowComparison {
  readonly rows: number;
  readonly decided: string;
  readonly stored: string;
  readonly differing: number;
  readonly first: readonly DifferingRow[];
}

/** What `verify` answers. */
export interface RunVerification {
  readonly runId: string;
  readonly kind: string;
  readonly programme: string;
  readonly recordedAt: string;
  /** Whether the evidence decided again gives the recorded hash, and every stored row is what it gives. */
  readonly holds: boolean;
  readonly runHash: string;
  readonly policyVersion: number;
  readonly lawVersion: string;
  readonly comparison: RowComparison;
  /** In what today's inputs differ from the run's: for information, it changes nothing about the run. */
  readonly changedInputs: readonly InputDifference[];
}

/** How many differing rows are named. */
const named = 20;

/** How a kind of run compares: the names of the fields after the first three, the fields its hash is made of, and the order both streams stand in. */
export interface Comparing {
  readonly names: readonly string[];
  readonly hashed: (row: Row) => Row;
  readonly order: (one: Row, other: Row) => number;
}

/** Goes through both in step and never holds more than a chunk of each. */
export async function compareRows(decided: SortedRows, stored: SortedRows, { names, hashed, order: inOrder }: Comparing): Promise<RowComparison> {
  const [left, right] = [oneByOne(decided), oneByOne(stored)];
  const [decidedDigest, storedDigest] = [new RowDigest(), new RowDigest()];
  const first: DifferingRow[] = [];
  let [rows, differing] = [0, 0];
  const say = (row: Row, field: string, one: string | null, other: string | null): void => {
    differing += 1;
    if (first.length < named) first.push({ fileDigest: row[0] ?? '', sheet: row[1] ?? '', rowNo: Number(row[2]), field, decided: one, stored: other });
  };
  try {
    let [one, other] = [await left.next(), await right.next()];
    while (one.done !== true || other.done !== true) {
      const order = one.done === true ? 1 : other.done === true ? -1 : inOrder(one.value, other.value);
      if (one.done !== true && order <= 0) {
        rows += 1;
        decidedDigest.add(hashed(one.value));
        if (order < 0) say(one.value, 'row', 'decided', null);
      }
      if (other.done !== true && order >= 0) {
        storedDigest.add(hashed(other.value));
        if (order > 0) say(other.value, 'row', null, 'stored');
      }
      if (one.done !== true && other.done !== true && order === 0) {
        for (let field = 3; field < names.length + 3; field += 1) {
          if (one.value[field] === other.value[field]) continue;
          say(one.value, names[field - 3] ?? '', one.value[field] ?? null, other.value[field] ?? null);
          break;
        }
      }
      if (order <= 0) one = await left.next();
      if (order >= 0) other = await right.next();
    }
  } finally {
    // A COPY left early keeps its connection busy.
    await left.return();
    await right.return();
  }
  return { rows, decided: decidedDigest.finish(), stored: storedDigest.finish(), differing, first };
}

export type Row = ReadonlyArray<string | null>;

async function* oneByOne(chunks: SortedRows): AsyncGenerator<Row, void, undefined> {
  for await (const chunk of chunks) yield* chunk;
}

/** The order of `collate "C"`: by bytes of UTF-8. */
const byBytes = (one: string, other: string): number => (one === other ? 0 : Buffer.compare(Buffer.from(one), Buffer.from(other)));

/** The order of file digest and row. */
export const byFileAndRow = (one: Row, other: Row): number => byBytes(one[0] ?? '', other[0] ?? '') || Number(one[2] ?? 0) - Number(other[2] ?? 0);

/** The order of the last field, a number; without one, after all others. */
export const byLastField = (one: Row, other: Row): number => placeOf(one) - placeOf(other) || 0;
const placeOf = (row: Row): number => Number(row.at(-1) ?? Number.MAX_SAFE_INTEGER);
