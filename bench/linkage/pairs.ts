// Decides which pairs of records are compared at all: those that agree in one rule, each pair once.
import type { LabelledRecord } from './labelled-set.ts';

/** What of a record must agree, as text; null when it does not say. */
type Key = (record: LabelledRecord) => string | null;

interface Rule {
  readonly left: Key;
  readonly right: Key;
}

function ruleOf(parts: readonly string[], columns: readonly string[]): Rule {
  const keyOf =
    (side: 0 | 1): Key =>
    ({ fields }) => {
      let key = '';
      for (const part of parts) {
        const [name = '', length] = part.split(':');
        const names = name.split('/');
        const ordered = names.length === 1 ? names : side === 0 ? names : names.toReversed();
        for (const one of ordered) {
          const value = fields[columns.indexOf(one)];
          if (value === null || value === undefined) return null;
          key += `${length === undefined ? value : value.slice(0, Number(length))}|`;
        }
      }
      return key;
    };
  return { left: keyOf(0), right: keyOf(1) };
}

/** The pairs of a rule as places in `records`, the smaller first; between files only when there are several. */
export function* pairsBy(records: readonly LabelledRecord[], parts: readonly string[], columns: readonly string[]): Generator<readonly [number, number]> {
  const rule = ruleOf(parts, columns);
  const several = (records.at(-1)?.file ?? 0) > 0;
  const right = new Map<string, number[]>();
  for (const [at, record] of records.entries()) {
    const key = rule.right(record);
    if (key === null) continue;
    const list = right.get(key);
    if (list === undefined) right.set(key, [at]);
    else list.push(at);
  }
  for (const [at, record] of records.entries()) {
    const key = rule.left(record);
    if (key === null) continue;
    for (const other of right.get(key) ?? []) if (at < other && (!several || records[other]?.file !== record.file)) yield [at, other];
  }
}

/** Every pair that agrees in some rule, once, as `smaller × records + larger`, in order. */
export function candidatePairs(records: readonly LabelledRecord[], rules: readonly (readonly string[])[], columns: readonly string[]): Float64Array {
  const pairs = new Set<number>();
  for (const rule of rules) for (const [one, other] of pairsBy(records, rule, columns)) pairs.add(one * records.length + other);
  return Float64Array.from(pairs).sort();
}

/** Pairs at random, always the same for the same number of records. */
export function* randomPairs(records: readonly LabelledRecord[], count: number): Generator<readonly [number, number]> {
  let state = 12_345;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * records.length);
  };
  const several = (records.at(-1)?.file ?? 0) > 0;
  for (let made = 0; made < count;) {
    const [one, other] = [next(), next()];
    if (one === other || (several && records[one]?.file === records[other]?.file)) continue;
    made += 1;
    yield [one, other];
  }
}
