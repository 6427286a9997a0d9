// Decides how claims are read a page at a time, and one alone.
import { sql } from 'kysely';
import type { Tx } from '../platform/database.ts';
import type { ClaimRow } from './claims-store.ts';

const columns =
  sql.raw(`claim_id as "claimId", person_key as "personKey", programme, event, source, area, happened_on as "happenedOn", known_on as "knownOn", benefit, amount, confidence, conditions,
  missing_documents as "missingDocuments"`);

/** Claims of a programme without their calculations, the death last known first. */
export async function claimsPage(tx: Tx, programme: string, at: { limit: number; offset: number }): Promise<readonly Omit<ClaimRow, 'calculation'>[]> {
  const { rows } = await sql<
    Omit<ClaimRow, 'calculation'>
  >`select ${columns} from claims.probable_claim where programme = ${programme} order by known_on desc, happened_on desc, claim_id limit ${at.limit} offset ${at.offset}`.execute(
    tx.db,
  );
  return rows;
}

export async function claimById(tx: Tx, claimId: string): Promise<ClaimRow | undefined> {
  const { rows } = await sql<ClaimRow>`select ${columns}, calculation from claims.probable_claim where claim_id = ${claimId}::uuid`.execute(tx.db);
  return rows[0];
}

export async function claimPlace(tx: Tx, claimId: string): Promise<{ readonly sponsor: string; readonly area: string } | undefined> {
  return tx.db.selectFrom('claims.probable_claim').select(['sponsor', 'area']).where('claim_id', '=', claimId).executeTakeFirst();
}
