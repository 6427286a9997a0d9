// Decides how figures that take long to count are shown without waiting: counted once for each state of the records, remembered, and counted again after the next act.
import { setTimeout as pause } from 'node:timers/promises';

/** Remembers what was counted, by what it was counted of. */
export interface Remembered {
  /** The counted figures of a key, or undefined while they are still being counted. A failed count is thrown once and then tried again. */
  look<T>(key: string, count: () => Promise<T>): Promise<T | undefined>;
  /** As `look`, for what is counted in a moment: whoever asks waits for the end, and all who ask meanwhile for the same count. */
  know<T>(key: string, count: () => Promise<T>): Promise<T>;
}

const mostKept = 200;
/** How long, in milliseconds, whoever begins a count waits for it; a page that finds the count under way says so at once. */
const patience = 60;

interface Entry {
  readonly counting: Promise<void>;
  ended: { readonly value: unknown } | { readonly error: unknown } | null;
}

export function remembered(): Remembered {
  const entries = new Map<string, Entry>();
  const begin = (key: string, count: () => Promise<unknown>): Entry => {
    const entry: Entry = {
      counting: count().then(
        (value) => void (entry.ended = { value }),
        (error: unknown) => void (entry.ended = { error }),
      ),
      ended: null,
    };
    entries.set(key, entry);
    for (const old of entries.keys()) if (entries.size > mostKept) entries.delete(old);
    return entry;
  };
  const ended = <T>(key: string, end: NonNullable<Entry['ended']>): T => {
    if ('value' in end) return end.value as T;
    entries.delete(key);
    throw end.error;
  };
  return {
    async look<T>(key: string, count: () => Promise<T>): Promise<T | undefined> {
      const known = entries.get(key);
      const entry = known ?? begin(key, count);
      if (known === undefined) {
        const waiting = new AbortController();
        await Promise.race([entry.counting, pause(patience, undefined, { signal: waiting.signal }).catch(() => {})]);
        waiting.abort();
      }
      return entry.ended === null ? undefined : ended<T>(key, entry.ended);
    },
    async know<T>(key: string, count: () => Promise<T>): Promise<T> {
      const entry = entries.get(key) ?? begin(key, count);
      await entry.counting;
      return ended<T>(key, entry.ended as NonNullable<Entry['ended']>);
    },
  };
}
