// Decides which row of an earlier list each row of a correction stands for: by NIK, else by name and birth date, else by the reference it carries (record 16).
import type { Outcome } from '../kernel/outcome.ts';

/** What rows are compared by. `content` is one text for everything the row says: alike, the row is unchanged. */
interface Compared {
  readonly rowNo: number;
  readonly token: string | null;
  readonly name: string | null;
  readonly birthDate: string | null;
  readonly content: string;
}

/** A row of the lineage that counts so far. */
export interface StandingRow extends Compared {
  readonly listId: string;
  readonly outcome: Outcome;
}

/** A row of the correction. */
export interface IncomingRow extends Compared {
  readonly reference: { readonly listId: string; readonly rowNo: number } | null;
}

/** What a row of a correction is to the lists before it. */
export type ChangeKind = 'corrected' | 'unchanged' | 'new';

export interface RowChange {
  readonly rowNo: number;
  readonly kind: ChangeKind;
  /** The row it stands for; null when new. */
  readonly stands: StandingRow | null;
}

/** Every row of the correction once, in its order, and the standing rows that no row speaks of. */
export interface Correction {
  readonly changes: readonly RowChange[];
  readonly leftOut: readonly StandingRow[];
}

const named = ({ name, birthDate }: Compared): string | null => {
  const letters = (name ?? '').toUpperCase().replace(/[^\p{L}]/gu, '');
  return letters === '' || birthDate === null ? null : `${letters} ${birthDate}`;
};
const place = ({ listId, rowNo }: { readonly listId: string; readonly rowNo: number }): string => `${listId}/${rowNo}`;

/** Rows under one key, in their order. */
class Rows {
  readonly #byKey = new Map<string, StandingRow[]>();

  constructor(rows: readonly StandingRow[], keyOf: (row: StandingRow) => string | null) {
    for (const row of rows) {
      const key = keyOf(row);
      if (key === null) continue;
      const alike = this.#byKey.get(key);
      if (alike === undefined) this.#byKey.set(key, [row]);
      else alike.push(row);
    }
  }

  free(key: string | null, taken: ReadonlySet<string>): readonly StandingRow[] {
    return key === null ? [] : (this.#byKey.get(key) ?? []).filter((row) => !taken.has(place(row)));
  }
}

/** Of several rows with one key: the one it refers to, else the one that says the same, else the one of the same name, else the first. */
function best(row: IncomingRow, rows: readonly StandingRow[]): StandingRow | undefined {
  const refers = row.reference === null ? '' : place(row.reference);
  return (
    rows.find((one) => place(one) === refers) ??
    rows.find(({ content }) => content === row.content) ??
    rows.find((one) => named(one) !== null && named(one) === named(row)) ??
    rows[0]
  );
}

/**
 * Compares a correction with the rows that stand. Each standing row is spoken of by at most one row: by everything it says, then by NIK, then by name and birth date, then by
 * reference, so that a row whose NIK is put right is found by its name, and one whose name is put right by its NIK.
 */
export function compare(standing: readonly StandingRow[], incoming: readonly IncomingRow[]): Correction {
  const byPlace = new Rows(standing, place);
  const bySaying = new Rows(standing, ({ content }) => content);
  const byToken = new Rows(standing, ({ token }) => token);
  const byName = new Rows(standing, named);
  const found = new Map<number, StandingRow>();
  const taken = new Set<string>();
  const take = (row: IncomingRow, rows: readonly StandingRow[]): void => {
    const one = found.has(row.rowNo) ? undefined : best(row, rows);
    if (one === undefined) return;
    found.set(row.rowNo, one);
    taken.add(place(one));
  };
  const refersTo = (row: IncomingRow): readonly StandingRow[] => (row.reference === null ? [] : byPlace.free(place(row.reference), taken));
  // Whoever says the same is the same, and leaves the others to be looked for.
  for (const row of incoming) take(row, bySaying.free(row.content, taken));
  // A row that refers to one with its own NIK goes before others with that NIK: duplicates keep their places.
  for (const row of incoming) {
    const own = refersTo(row);
    if (row.token !== null && own[0]?.token === row.token) take(row, own);
  }
  for (const row of incoming) take(row, byToken.free(row.token, taken));
  for (const row of incoming) take(row, byName.free(named(row), taken));
  for (const row of incoming) take(row, refersTo(row));
  const changes = incoming.map((row): RowChange => {
    const stands = found.get(row.rowNo) ?? null;
    return { rowNo: row.rowNo, stands, kind: stands === null ? 'new' : stands.content === row.content ? 'unchanged' : 'corrected' };
  });
  return { changes, leftOut: standing.filter((row) => !taken.has(place(row))) };
}
