// Decides what the public log holds of an act: its key and a salted hash of what it says, so that it can be opened to whom it concerns and tells nobody else anything.
import { assert } from '../kernel/fault.ts';
import { commitmentOf } from './opening.ts';

/** The entry's text: the act's key and the hash of its opening, in canonical JSON. */
export const entryText = (actId: string, commitment: string): string => JSON.stringify({ act: actId, commitment });

/** The entry an opening belongs to; null when the text is no opening. */
export function entryOfOpening(opening: string): string | null {
  try {
    const { act } = JSON.parse(opening) as { act?: unknown };
    return typeof act === 'string' ? entryText(act, commitmentOf(opening)) : null;
  } catch {
    return null;
  }
}

/** Entries as they are served together: each after its length in two bytes (C2SP tlog-tiles). */
export function entryBundle(entries: readonly string[]): Buffer {
  return Buffer.concat(
    entries.flatMap((entry) => {
      const bytes = Buffer.from(entry, 'utf8');
      assert(bytes.length < 2 ** 16, 'an entry is shorter than 64 KiB');
      const length = Buffer.alloc(2);
      length.writeUInt16BE(bytes.length);
      return [length, bytes];
    }),
  );
}
