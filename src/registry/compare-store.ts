// SQL of comparing two snapshots of a register, of holding one back, and of letting it count.
import { sql } from 'kysely';
import { literal } from '../platform/copy.ts';
import type { Tx } from '../platform/database.ts';
import { changes } from './compare.ts';
import { type Register, registerForms } from './registers.ts';
import type { SnapshotRef } from './snapshot-store.ts';

/** When each change holds, over `o` (before) and `n` (after); a person in one only is new or lost and nothing else. */
const conditions: Readonly<Record<string, string>> = {
  new: 'o.person_key is null',
  lost: 'n.person_key is null',
  died: `o.status <> 'deceased' and n.status = 'deceased'`,
  'no-longer-dead': `o.status = 'deceased' and n.status <> 'deceased'`,
  'moved-away': `o.status <> 'moved' and n.status = 'moved'`,
  'village-changed': 'o.area <> n.area',
  'name-corrected': 'o.name <> n.name',
  'birth-date-corrected': 'o.birth_date <> n.birth_date',
  'decile-up': 'n.decile > o.decile',
  'decile-down': 'n.decile < o.decile',
  'disability-changed': 'n.disabled is distinct from o.disabled and o.person_key is not null and n.person_key is not null',
  'became-active': 'n.active and not o.active',
  'became-inactive': 'o.active and not n.active',
  'payer-changed': 'n.payer_kind is distinct from o.payer_kind and o.person_key is not null and n.person_key is not null',
  'service-changed': 'n.service <> o.service',
  'date-changed': 'n.died_on <> o.died_on',
};

/** A change counted in a kabupaten (four digits; empty where a register does not say). */
export interface CountedChange {
  readonly change: string;
  readonly kabupaten: string;
  readonly people: number;
}

/** What differs between two snapshots, counted by change and kabupaten, in one statement. */
export async function countChanges(tx: Tx, register: Register, before: string, after: string): Promise<readonly CountedChange[]> {
  const { table } = registerForms[register];
  const rowsOf = (snapshot: string): string => `(select * from ${table} where snapshot_id = ${literal(snapshot)}::uuid and found)`;
  const kinds = Object.keys(changes[register]);
  const key = register === 'membership' ? 'o.person_key = n.person_key and o.kpj = n.kpj' : 'o.person_key = n.person_key';
  const holding = kinds.map((kind) => `(${literal(kind)}, ${conditions[kind] ?? 'false'})`).join(', ');
  const { rows } = await sql<CountedChange>`
    select v.change, coalesce(left(coalesce(n.area, o.area), 4), '') as kabupaten, count(*)::int as people
    from ${sql.raw(rowsOf(before))} o full join ${sql.raw(rowsOf(after))} n on ${sql.raw(key)}
    cross join lateral (values ${sql.raw(holding)}) v (change, holds)
    where v.holds group by 1, 2`.execute(tx.db);
  const order = (one: CountedChange): number => kinds.indexOf(one.change);
  return [...rows].sort((one, other) => order(one) - order(other) || (one.kabupaten < other.kabupaten ? -1 : 1));
}

/** A published snapshot with whether it is held back. */
export interface KnownSnapshot extends SnapshotRef {
  readonly sponsor: string;
  readonly area: string;
  readonly rows: number;
  readonly held: boolean;
}

/** The snapshot of a number, or null. */
export async function snapshotById(tx: Tx, snapshotId: string): Promise<KnownSnapshot | null> {
  const { rows } = await sql<Omit<KnownSnapshot, 'rows'> & { rows: string }>`
    select s.snapshot_id as "snapshotId", s.register, s.sponsor, s.area, s.as_of as "asOf", s.basis, s.file_digest as digest, s.row_count as rows,
      exists (select from registry.snapshot_hold h where h.snapshot_id = s.snapshot_id
        and not exists (select from registry.snapshot_application a where a.snapshot_id = h.snapshot_id)) as held
    from registry.snapshot s where s.snapshot_id = ${snapshotId}::uuid`.execute(tx.db);
  return rows[0] === undefined ? null : { ...rows[0], rows: Number(rows[0].rows) };
}

export async function insertHold(tx: Tx, of: { readonly snapshotId: string; readonly sponsor: string; readonly area: string }): Promise<void> {
  await sql`
    insert into registry.snapshot_hold (snapshot_id, sponsor, area, recorded_at, author)
    values (${of.snapshotId}::uuid, ${of.sponsor}, ${of.area}, ${tx.at}, ${tx.actor.id})`.execute(tx.db);
}

/** Lets a held snapshot count; false when it does already. */
export async function insertApplication(tx: Tx, { snapshotId, sponsor, area }: KnownSnapshot, reason: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into registry.snapshot_application (snapshot_id, sponsor, area, reason, recorded_at, author)
    values (${snapshotId}::uuid, ${sponsor}, ${area}, ${reason}, ${tx.at}, ${tx.actor.id}) on conflict do nothing`.execute(tx.db);
  return numAffectedRows === 1n;
}
