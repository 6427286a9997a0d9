// SQL of reading the registers: what they say of one person, and the rows other stages join.
import { sql } from 'kysely';
import { literal } from '../platform/copy.ts';
import type { Tx } from '../platform/database.ts';
import { type Register, registerForms } from './registers.ts';
import type { SnapshotRef } from './snapshot-store.ts';

/**
 * A register's rows as SQL to join, under the given sources (newest first, as `latestSnapshots` gives them): of each person those of the newest
 * source that speaks of him. Membership may have several rows a person. Rows with `found` false are answers that nobody was found.
 */
export function registerRows(tx: Tx, register: Register, sources: readonly { readonly snapshotId: string }[]): string {
  const { table } = registerForms[register];
  const ids = sources.map(({ snapshotId }) => `${literal(snapshotId)}::uuid`);
  if (ids.length === 0) return `(select * from ${table} where false)`;
  if (ids.length === 1) return `(select * from ${table} where snapshot_id = ${ids[0] ?? ''})`;
  if (!tx.cluster) {
    return `(select * from ${table} r where snapshot_id in (${ids.join(', ')}) and snapshot_id = (
    select n.snapshot_id from ${table} n where n.person_key = r.person_key and n.snapshot_id in (${ids.join(', ')})
    order by array_position(array[${ids.join(', ')}], n.snapshot_id) limit 1))`;
  }
  return `(select * from (
    select r.*, rank() over (partition by person_key order by array_position(array[${ids.join(', ')}], snapshot_id)) as source_order
    from ${table} r where snapshot_id in (${ids.join(', ')})) r where source_order = 1)`;
}

/** The columns of a register's rows beside `person_key`. */
export const registerColumns = (register: Register): readonly string[] => [
  'snapshot_id',
  'sponsor',
  'area',
  'found',
  ...registerForms[register].columns.map(({ field }) => field).filter((field) => field !== 'token' && field !== 'area'),
];

/** What one register says of one person. `unknown`: no source holds an answer; `not-found`: a source says that he is not in it. */
export interface RegisterFacts {
  readonly register: Register;
  readonly state: 'unknown' | 'not-found' | 'found';
  /** The source that says so. */
  readonly source: SnapshotRef | null;
  /** The register's columns by name (dates as text); none unless found. */
  readonly rows: readonly Readonly<Record<string, string | number | boolean | null>>[];
}

/** What a register says of a person under the given sources, newest first. Absence from a whole register is an answer; from answer files it is not. */
export async function factsOf(tx: Tx, personKey: string, register: Register, sources: readonly SnapshotRef[]): Promise<RegisterFacts> {
  const fields = registerForms[register].columns.map(({ field }) => field).filter((field) => field !== 'token' && field !== 'household');
  const { rows } = await sql<Record<string, string | number | boolean | null>>`
    select snapshot_id, found, ${sql.raw(fields.join(', '))} from ${sql.raw(registerRows(tx, register, sources))} r where person_key = ${personKey}::uuid`.execute(
    tx.db,
  );
  const source = sources.find(({ snapshotId }) => snapshotId === rows[0]?.['snapshot_id']) ?? sources.find(({ basis }) => basis === 'snapshot') ?? null;
  if (rows.length === 0) return { register, state: source === null ? 'unknown' : 'not-found', source, rows: [] };
  const found = rows.filter((row) => row['found'] === true);
  return {
    register,
    state: found.length > 0 ? 'found' : 'not-found',
    source,
    rows: found.map((row) => Object.fromEntries(fields.map((field) => [field, row[field] ?? null]))),
  };
}
