// Decides what a signature commits to: each row of the list with the candidate it cites, the files they came in, the instrument and the signature itself.
import { type DigestField, digestLine, hashOfBytes, sha256 } from '../kernel/digest.ts';
import { type Hash, leafHash } from '../log/tree.ts';

/** A row of a list as it is read: the fields of the determination, the person first, then those of the candidate it cites (all null when there is none). */
export type ListedRow = ReadonlyArray<string | null>;

/** How many of the fields are the determination's. */
export const determinationFields = 9;

export const personOf = (row: ListedRow): string => row[0] ?? '';
/** The candidate row a determination cites, as `list/row`. */
export const citedBy = (row: ListedRow): string => `${row[7] ?? '-'}/${row[8] ?? '-'}`;
export const candidateStands = (row: ListedRow): boolean => row[determinationFields] !== null;

/** Hash of the candidate a row cites, under a salt of its own: what a village wrote of a person is not to be guessed from it. */
export function candidateHash(salt: Uint8Array, row: ListedRow): Hash {
  return hashOfBytes(hashOfBytes(salt, personOf(row)), digestLine(row.slice(determinationFields)));
}

/** Hash of a row in the tree of its list: the determination, and the candidate by its hash. */
export const rowHash = (row: ListedRow, candidate: Hash): Hash => leafHash(digestLine([...row.slice(0, determinationFields), candidate.toString('hex')]));

/** SHA-256 of one database row, field by field, lower-case hex. */
export const lineDigest = (fields: readonly DigestField[]): string => sha256(digestLine(fields));

/** What a signature commits to. */
export interface Commitment {
  /** Rows of the list. */
  readonly people: number;
  /** Root over their hashes (RFC 6962), in the order of person keys. */
  readonly root: Hash;
  /** The digest of the file of each list cited, by list. */
  readonly sources: Readonly<Record<string, string>>;
  readonly instrumentDigest: string;
  readonly signatureDigest: string;
  /** Of the regulation, agreement, review and delegation it was signed on; null where none were kept. */
  readonly groundsDigest: string | null;
}

/** The digest that stands in the act of signing, lower-case hex. */
export const commitmentDigest = ({ people, root, sources, instrumentDigest, signatureDigest, groundsDigest }: Commitment): string =>
  lineDigest([
    people,
    root.toString('hex'),
    instrumentDigest,
    signatureDigest,
    ...Object.entries(sources)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .flat(),
    ...(groundsDigest === null ? [] : [groundsDigest]),
  ]);
