// Decides what the public log holds of an act: its key and a salted hash of what it says, so that it can be opened to whom it concerns and tells nobody else anything.
import { sha256 } from '../kernel/digest.ts';
import { assert } from '../kernel/fault.ts';

/** An act as it stands in the database. */
export interface OpenAct {
  readonly actId: string;
  readonly kind: string;
  readonly subject: string;
  readonly sponsor: string;
  readonly area: string;
  /** Lower-case hex SHA-256 of what was decided. */
  readonly digest: string;
  /** An instant as ISO 8601 text with offset `Z`. */
  readonly recordedAt: string;
  readonly author: string;
}

/**
 * The act laid open with the salt drawn when it was numbered (16 bytes as lower-case hex): JSON with its fields in the order of the alphabet and no spaces
 * (RFC 8785). Whoever holds it can take the entry again.
 */
export const openingOf = ({ actId, area, author, digest, kind, recordedAt, sponsor, subject }: OpenAct, salt: string): string =>
  JSON.stringify({ act: actId, area, at: recordedAt, author, digest, kind, salt, sponsor, subject });

/** The hash of an opening, lower-case hex. */
export const commitmentOf = (opening: string): string => sha256(opening);

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
