// SQL of what was disclosed: searches by NIK, masked fields shown, copies of files that name people.
import { sql } from 'kysely';
import type { Instant } from '../kernel/clock.ts';
import type { Statement, Tx } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';

export type Through = 'page' | 'api' | 'command';

/** One search, or one showing of masked fields. */
export interface Disclosure {
  readonly kind: 'search' | 'reveal';
  readonly act: string;
  /** The sealed NIK it is about; null when a row has none. */
  readonly token: string | null;
  readonly fields: readonly string[];
  readonly reason: string | null;
  readonly through: Through;
  /** A list and row, where it is about one: `list/row`. */
  readonly subject: string | null;
  readonly author: string;
}

/** One copy of a file that names people. */
export interface FileCopy {
  readonly act: string;
  readonly owner: string;
  readonly folder: string;
  readonly fileName: string;
  readonly digest: string;
  readonly bytes: number;
  readonly people: number | null;
  readonly reason: string;
  readonly mark: string;
  /** The list it is of, where it is of one. */
  readonly subject: string | null;
  readonly through: Through;
}

const insert = (
  rows: '$1' | '$2',
): string => `insert into permission.disclosure (disclosure_id, kind, act, token, fields, reason, through, subject, recorded_at, author)
    select * from json_to_recordset(${rows}::json)
    as r (disclosure_id uuid, kind text, act text, token uuid, fields text[], reason text, through text, subject text, recorded_at timestamptz, author text)`;
const asRow = (row: Disclosure, at: Instant): object => ({ disclosure_id: newKey(), recorded_at: at, ...row });

/** Saves disclosures, each under its own author. */
export const disclosuresAsRows = (rows: readonly Disclosure[], at: Instant): Statement => ({
  name: 'disclosures',
  text: insert('$1'),
  values: [JSON.stringify(rows.map((row) => asRow(row, at)))],
});

/** A statement that finds what is disclosed, with the record of it beside: both stand, or neither. Of a statement that is not of its kind (`asked`), undefined. */
export const disclosedBeside = (statement: Statement, row: Disclosure): Statement | undefined =>
  statement.asked === undefined ? undefined : { ...statement, name: `${statement.name}-disclosed`, beside: { insert, row: (at) => asRow(row, at) } };

export async function saveFileCopy(tx: Tx, exportId: string, of: FileCopy): Promise<void> {
  const { fileName, ...rest } = of;
  await tx.db
    .insertInto('permission.export')
    .values({ export_id: exportId, ...rest, file_name: fileName, recorded_at: tx.at, author: tx.actor.id })
    .execute();
}

export interface DisclosureRow extends Omit<Disclosure, 'token'> {
  readonly recordedAt: string;
}
export interface FileCopyRow {
  readonly exportId: string;
  readonly act: string;
  readonly owner: string;
  readonly folder: string;
  readonly fileName: string;
  readonly digest: string;
  readonly people: number | null;
  readonly reason: string;
  readonly through: string;
  readonly recordedAt: string;
  readonly author: string;
}

const disclosureColumns = sql`kind, act, fields, reason, through, subject, recorded_at as "recordedAt", author from permission.disclosure`;
const copyColumns = sql`export_id as "exportId", act, owner, folder, file_name as "fileName", digest, people, reason, through, recorded_at as "recordedAt", author from permission.export`;

/** What was disclosed of anybody, newest first. */
export async function newestDisclosures(tx: Tx, limit: number): Promise<readonly DisclosureRow[]> {
  return (await sql<DisclosureRow>`select ${disclosureColumns} order by recorded_at desc, disclosure_id desc limit ${limit}`.execute(tx.db)).rows;
}

export async function newestFileCopies(tx: Tx, limit: number): Promise<readonly FileCopyRow[]> {
  return (await sql<FileCopyRow>`select ${copyColumns} order by recorded_at desc, export_id desc limit ${limit}`.execute(tx.db)).rows;
}

/** What was disclosed of one person, by the tokens he is known under, oldest first. */
export async function disclosuresOf(tx: Tx, tokens: readonly string[]): Promise<readonly DisclosureRow[]> {
  return (
    await sql<DisclosureRow>`select ${disclosureColumns} where token = any (${sql.val([...tokens])}::uuid[]) order by recorded_at, disclosure_id`.execute(tx.db)
  ).rows;
}
