// Decides how figures that take long to count are shown without waiting: counted once for each state of the records, remembered, and counted again after the next act.
import { setTimeout as pause } from 'node:timers/promises';

/** Remembers what was counted, by what it was counted of. */
export interface Remembered {
  /** The counted figures of a key, or undefined while they are still being counted. A failed count is thrown once and then tried again. */
  look<T>(key: string, count: () => Promise<T>): Promise<T | undefined>;
}

const mostKept = 200;
/** How long a page waits before it says that figures are being counted. */
const patience = 60;

interface Entry {
  readonly counting: Promise<unknown>;
  counted: { readonly value: unknown } | null;
}

export function remembered(): Remembered {
  const entries = new Map<string, Entry>();
  const begin = (key: string, count: () => Promise<unknown>): Entry => {
    const entry: Entry = { counting: count(), counted: null };
    entry.counting.then(
      (value) => {
        entry.counted = { value };
      },
      () => entries.delete(key),
    );
    entries.set(key, entry);
    for (const old of entries.keys()) if (entries.size > mostKept) entries.delete(old);
    return entry;
  };
  return {
    async look<T>(key: string, count: () => Promise<T>): Promise<T | undefined> {
      const entry = entries.get(key) ?? begin(key, count);
      if (entry.counted === null) {
        const waiting = new AbortController();
        await Promise.race([entry.counting, pause(patience, undefined, { signal: waiting.signal }).catch(() => {})]);
        waiting.abort();
      }
      return entry.counted?.value as T | undefined;
    },
  };
}
