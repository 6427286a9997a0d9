// Decides what is committed to of an act: a hash of all it says and a salt, which tells nothing and from which nothing can be taken back.
import { sha256 } from '../kernel/digest.ts';

/** An act as it stands in the database. */
export interface OpenAct {
  readonly actId: string;
  readonly kind: string;
  readonly subject: string;
  readonly sponsor: string;
  readonly area: string;
  /** Lower-case hex SHA-256 of what was decided. */
  readonly digest: string;
  /** An instant as ISO 8601 text with offset `Z`, and no zeros at the end of its seconds. */
  readonly recordedAt: string;
  readonly author: string;
}

/**
 * The act laid open with the salt drawn for it (16 bytes as lower-case hex): JSON with its fields in the order of the alphabet and no spaces
 * (RFC 8785). Whoever holds it can take the entry again. As acts are numbered the database writes it (`numbering-store.ts`): verifying, which writes it here, finds
 * each one that differs.
 */
export const openingOf = ({ actId, area, author, digest, kind, recordedAt, sponsor, subject }: OpenAct, salt: string): string =>
  JSON.stringify({ act: actId, area, at: recordedAt, author, digest, kind, salt, sponsor, subject });

/** The hash of an opening, lower-case hex. */
export const commitmentOf = (opening: string): string => sha256(opening);
