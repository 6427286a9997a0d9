// Decides what an invariant is when it is checked: what must hold, and how each row that breaks it is named in both languages.

/** One row that breaks an invariant: where it stands and what is wrong with it. */
export interface Breach {
  readonly table: string;
  readonly key: string;
  readonly id: string;
  readonly en: string;
}

/** One way to break an invariant, as SQL. `at` is the table; `rows` gives (key, one, other) of every row that does; `{one}` and `{other}` stand in the words for its values. */
export interface BreachQuery {
  readonly at: string;
  readonly id: string;
  readonly en: string;
  readonly rows: string;
}

/** What must hold, in both languages. */
export interface InvariantName {
  readonly code: string;
  readonly id: string;
  readonly en: string;
}

/** An invariant that queries can check. */
export interface Invariant extends InvariantName {
  readonly queries: readonly BreachQuery[];
}

/** What a check found: how many rows break it, and the first of them. */
export interface InvariantChecked extends InvariantName {
  readonly broken: number;
  readonly rows: readonly Breach[];
}

/** How many rows are named for each invariant. */
export const rowsNamed = 20;

/** The result for breaches found otherwise than by queries. */
export const checked = ({ code, id, en }: InvariantName, breaches: readonly Breach[]): InvariantChecked => ({
  code,
  id,
  en,
  broken: breaches.length,
  rows: breaches.slice(0, rowsNamed),
});

/** The words of a breach with its values put in. */
export const worded = (text: string, one: string | null, other: string | null): string =>
  text.replaceAll('{one}', one ?? '-').replaceAll('{other}', other ?? '-');
