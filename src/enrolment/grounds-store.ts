// SQL of what instruments rest on: regulations, agreements, delegations, legal reviews, and how a proposal ended.
import { sql } from 'kysely';
import type { Tx } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';
import type { Basis, BasisKind, Delegation, Review } from './grounds.ts';

interface Scope {
  readonly programme: string;
  readonly sponsor: string;
  readonly area: string;
}

/** Records a basis; false when the programme has one of that kind and number. */
export async function saveBasis(tx: Tx, of: Scope & Omit<Basis, 'basisId'>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('enrolment.legal_basis')
    .values({
      basis_id: newKey(),
      programme: of.programme,
      sponsor: of.sponsor,
      area: of.area,
      kind: of.kind,
      number: of.number,
      title: of.title,
      dated_on: of.datedOn,
      valid_from: of.validFrom,
      valid_to: of.validTo,
      recorded_at: tx.at,
      author: tx.actor.id,
    })
    .onConflict((conflict) => conflict.columns(['programme', 'kind', 'number']).doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export async function basesOf(tx: Tx, programme: string): Promise<readonly Basis[]> {
  const rows = await tx.db
    .selectFrom('enrolment.legal_basis')
    .select(['basis_id as basisId', 'kind', 'number', 'title', 'dated_on as datedOn', 'valid_from as validFrom', 'valid_to as validTo'])
    .where('programme', '=', programme)
    .orderBy('kind')
    .orderBy('dated_on')
    .orderBy('basis_id')
    .execute();
  return rows.map((row) => ({ ...row, kind: row.kind as BasisKind }));
}

/** Records a delegation; false when the programme has one of that number. */
export async function saveDelegation(tx: Tx, of: Scope & Omit<Delegation, 'delegationId'>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('enrolment.delegation')
    .values({
      delegation_id: newKey(),
      programme: of.programme,
      sponsor: of.sponsor,
      area: of.area,
      number: of.number,
      office: of.office,
      holder: of.holder,
      kinds: [...of.kinds],
      dated_on: of.datedOn,
      valid_from: of.validFrom,
      valid_to: of.validTo,
      recorded_at: tx.at,
      author: tx.actor.id,
    })
    .onConflict((conflict) => conflict.columns(['programme', 'number']).doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export const delegationsOf = (tx: Tx, programme: string): Promise<Delegation[]> =>
  tx.db
    .selectFrom('enrolment.delegation')
    .select(['delegation_id as delegationId', 'number', 'office', 'holder', 'kinds', 'dated_on as datedOn', 'valid_from as validFrom', 'valid_to as validTo'])
    .where('programme', '=', programme)
    .orderBy('dated_on')
    .orderBy('delegation_id')
    .execute();

/** Adds a review after those there are; false when somebody else added one at the same moment. */
export async function saveReview(
  tx: Tx,
  of: { instrumentId: string; sponsor: string; area: string; proposedBy: string } & Omit<Review, 'reviewedBy'>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('enrolment.legal_review')
    .values({
      instrument_id: of.instrumentId,
      sequence: of.sequence,
      sponsor: of.sponsor,
      area: of.area,
      proposed_by: of.proposedBy,
      reviewed_by: tx.actor.id,
      reviewed_on: of.reviewedOn,
      verdict: of.verdict,
      remark: of.remark,
      recorded_at: tx.at,
    })
    .onConflict((conflict) => conflict.columns(['instrument_id', 'sequence']).doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** The reviews of an instrument, oldest first. */
export async function reviewsOf(tx: Tx, instrumentId: string): Promise<readonly Review[]> {
  const { rows } = await sql<Review>`
    select sequence, verdict, reviewed_by as "reviewedBy", reviewed_on as "reviewedOn", remark from enrolment.legal_review
    where instrument_id = ${instrumentId}::uuid order by sequence`.execute(tx.db);
  return rows;
}

/** Ends a proposal, once; false when it ended before. */
export async function saveEnd(tx: Tx, of: { instrumentId: string; sponsor: string; area: string }, how: 'signed' | 'withdrawn'): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('enrolment.instrument_end')
    .values({ instrument_id: of.instrumentId, how, sponsor: of.sponsor, area: of.area, recorded_at: tx.at, author: tx.actor.id })
    .onConflict((conflict) => conflict.column('instrument_id').doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export interface Withdrawal {
  readonly reason: string;
  readonly withdrawnBy: string;
  readonly withdrawnAt: string;
}

export async function saveWithdrawal(tx: Tx, of: { instrumentId: string; sponsor: string; area: string; reason: string }): Promise<void> {
  await tx.db
    .insertInto('enrolment.instrument_withdrawal')
    .values({ instrument_id: of.instrumentId, sponsor: of.sponsor, area: of.area, reason: of.reason, recorded_at: tx.at, author: tx.actor.id })
    .execute();
}

export const withdrawalOf = (tx: Tx, instrumentId: string): Promise<Withdrawal | undefined> =>
  tx.db
    .selectFrom('enrolment.instrument_withdrawal')
    .select(['reason', 'author as withdrawnBy', 'recorded_at as withdrawnAt'])
    .where('instrument_id', '=', instrumentId)
    .executeTakeFirst();

export interface SigningGround {
  readonly bases: readonly string[];
  readonly reviewSequence: number | null;
  readonly delegationId: string | null;
  readonly signedThrough: string;
  readonly digest: string;
}

export async function saveGround(tx: Tx, of: SigningGround & { instrumentId: string; sponsor: string; area: string }): Promise<void> {
  await tx.db
    .insertInto('enrolment.signing_ground')
    .values({
      instrument_id: of.instrumentId,
      sponsor: of.sponsor,
      area: of.area,
      bases: [...of.bases],
      review_sequence: of.reviewSequence,
      delegation_id: of.delegationId,
      signed_through: of.signedThrough,
      digest: of.digest,
      recorded_at: tx.at,
    })
    .execute();
}

export const groundOf = (tx: Tx, instrumentId: string): Promise<SigningGround | undefined> =>
  tx.db
    .selectFrom('enrolment.signing_ground')
    .select(['bases', 'review_sequence as reviewSequence', 'delegation_id as delegationId', 'signed_through as signedThrough', 'digest'])
    .where('instrument_id', '=', instrumentId)
    .executeTakeFirst();
