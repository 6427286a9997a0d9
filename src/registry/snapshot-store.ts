// SQL of agreements and of published snapshots and answer files.
import { sql } from 'kysely';
import type { Instant } from '../kernel/clock.ts';
import type { CivilDate } from '../kernel/date.ts';
import type { Tx } from '../platform/database.ts';
import type { Agreement, Basis } from './agreement.ts';
import type { Register } from './registers.ts';

/** Stores an agreement; false when its name is taken. */
export async function insertAgreement(tx: Tx, of: Agreement): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into registry.agreement (agreement, register, sponsor, counterpart, purpose, permitted_fields, basis, valid_from, valid_to, recorded_at, author)
    values (${of.agreement}, ${of.register}, ${of.sponsor}, ${of.counterpart}, ${of.purpose}, ${sql.val([...of.permittedFields])}::text[], ${of.basis},
      ${of.validFrom}, ${of.validTo}, ${tx.at}, ${tx.actor.id})
    on conflict do nothing`.execute(tx.db);
  return numAffectedRows === 1n;
}

/** The agreement of a name. */
export async function agreementNamed(tx: Tx, agreement: string): Promise<Agreement | undefined> {
  const { rows } = await sql<Agreement>`
    select agreement, register, sponsor, counterpart, purpose, permitted_fields as "permittedFields", basis, valid_from as "validFrom", valid_to as "validTo"
    from registry.agreement where agreement = ${agreement}`.execute(tx.db);
  return rows[0];
}

/** A snapshot or answer file to be published. */
export interface NewSnapshot {
  readonly snapshotId: string;
  readonly register: Register;
  readonly sponsor: string;
  readonly area: string;
  readonly basis: Basis;
  readonly agreement: string;
  readonly asOf: CivilDate;
  readonly fileName: string;
  readonly fileDigest: string;
  readonly rows: number;
  readonly requestId: string | null;
}

/** Publishes: the row without which the register rows are invisible. False when the same file was published meanwhile: the unique constraint decides. */
export async function insertSnapshot(tx: Tx, of: NewSnapshot): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into registry.snapshot (snapshot_id, register, sponsor, area, basis, agreement, as_of, file_name, file_digest, row_count, request_id, recorded_at, author)
    values (${of.snapshotId}::uuid, ${of.register}, ${of.sponsor}, ${of.area}, ${of.basis}, ${of.agreement}, ${of.asOf}, ${of.fileName}, ${of.fileDigest},
      ${of.rows}, ${of.requestId}::uuid, ${tx.at}, ${tx.actor.id})
    on conflict (register, sponsor, as_of, file_digest) do nothing`.execute(tx.db);
  return numAffectedRows === 1n;
}

/** The published load of the same file for the same register, sponsor and day. */
export async function snapshotOfFile(
  tx: Tx,
  of: { register: Register; sponsor: string; asOf: CivilDate; digest: string },
): Promise<{ snapshotId: string; rows: number } | undefined> {
  const { rows } = await sql<{ snapshotId: string; rows: string }>`
    select snapshot_id as "snapshotId", row_count as rows from registry.snapshot
    where register = ${of.register} and sponsor = ${of.sponsor} and as_of = ${of.asOf} and file_digest = ${of.digest}`.execute(tx.db);
  return rows[0] && { snapshotId: rows[0].snapshotId, rows: Number(rows[0].rows) };
}

/** A published source as its readers need it. */
export interface SnapshotRef {
  readonly snapshotId: string;
  readonly register: Register;
  readonly asOf: CivilDate;
  readonly basis: Basis;
  readonly digest: string;
}

/** Every source of a sponsor that counts (none held back), as of a day, as known at an instant (null: now); newest first (by day, then by recording). */
export async function snapshotsUpTo(tx: Tx, sponsor: string, on: CivilDate, known: Instant | null): Promise<readonly SnapshotRef[]> {
  const { rows } = await sql<SnapshotRef>`
    select snapshot_id as "snapshotId", register, as_of as "asOf", basis, file_digest as digest from registry.snapshot
    where sponsor = ${sponsor} and as_of <= ${on} and (${known}::timestamptz is null or recorded_at <= ${known}::timestamptz)
      and not exists (
        select from registry.snapshot_hold h left join registry.snapshot_application a
          on a.snapshot_id = h.snapshot_id and (${known}::timestamptz is null or a.recorded_at <= ${known}::timestamptz)
        where h.snapshot_id = registry.snapshot.snapshot_id and a.snapshot_id is null)
    order by as_of desc, recorded_at desc, snapshot_id desc`.execute(tx.db);
  return rows;
}

/** What `register show` lists. */
export interface SnapshotListing extends SnapshotRef {
  readonly sponsor: string;
  readonly area: string;
  readonly rows: number;
  readonly fileName: string;
  readonly recordedAt: Instant;
  readonly agreement: string;
  readonly validTo: CivilDate;
  /** Loaded, and not counting until it is applied. */
  readonly held: boolean;
}

/** Every source the actor may see, by register, newest first. */
export async function listSnapshots(tx: Tx): Promise<readonly SnapshotListing[]> {
  const { rows } = await sql<Omit<SnapshotListing, 'rows'> & { rows: string }>`
    select s.snapshot_id as "snapshotId", s.register, s.sponsor, s.area, s.as_of as "asOf", s.basis, s.file_digest as digest, s.file_name as "fileName",
      s.row_count as rows, s.recorded_at as "recordedAt", s.agreement, a.valid_to as "validTo",
      exists (select from registry.snapshot_hold h where h.snapshot_id = s.snapshot_id
        and not exists (select from registry.snapshot_application p where p.snapshot_id = h.snapshot_id)) as held
    from registry.snapshot s join registry.agreement a on a.agreement = s.agreement
    order by s.register, s.sponsor, s.as_of desc, s.recorded_at desc`.execute(tx.db);
  return rows.map((row) => ({ ...row, rows: Number(row.rows) }));
}

/** The Kemendagri code (no dots) of a sponsor's region: the area its registers cover unless told otherwise. */
export async function regionOfSponsor(tx: Tx, sponsor: string): Promise<string | undefined> {
  const { rows } = await sql<{ region_code: string }>`select region_code from programme.sponsor where sponsor = ${sponsor}`.execute(tx.db);
  return rows[0]?.region_code.replaceAll('.', '');
}
