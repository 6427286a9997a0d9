// Decides which of a person's rows counts: the first received that would not be rejected for itself; every later one repeats it.
import type { Outcome } from '../kernel/outcome.ts';

/** Where a row stands, in words of the files and of the tables. */
export interface RowPlace {
  readonly listId: string;
  readonly fileDigest: string;
  readonly rowNo: number;
}

/**
 * Follows a stream in which the rows of one person stand together, in the order they were received. It remembers one row, so its memory does not grow
 * with the number of rows a person has.
 */
export class CountedRow {
  #person: string | null = null;
  #counted: RowPlace | null = null;

  /** The row that counts of the next row's person already, or null; `person` is null for a row that means nobody. */
  before(person: string | null): RowPlace | null {
    if (person === null || person !== this.#person) [this.#person, this.#counted] = [person, null];
    return this.#counted;
  }

  /** Takes what became of the row last asked about: rejected for itself, it does not count, and the next may. */
  judged(place: RowPlace, outcome: Outcome): void {
    if (this.#person !== null && outcome !== 'reject') this.#counted ??= place;
  }
}
