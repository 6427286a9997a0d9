// Decides how minutes and their signatures are written (never changed) and read.
import type { Month } from '../kernel/month.ts';
import type { Tx } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';
import { type MinutesContent, type Side, type Signature, minutesText, readMinutes } from './minutes.ts';

/** How the side that is no branch is written. */
const noBranch = '*';

export interface Minutes {
  readonly minutesId: string;
  readonly sequence: number;
  readonly digest: string;
  readonly recordedAt: string;
  readonly content: MinutesContent;
  readonly signatures: readonly Signature[];
}

/** Every minutes of a month, the latest first. */
export async function minutesOf(tx: Tx, programme: string, month: Month): Promise<readonly Minutes[]> {
  const rows = await tx.db
    .selectFrom('contributions.minutes')
    .selectAll()
    .where('programme', '=', programme)
    .where('month', '=', `${month}-01`)
    .orderBy('sequence', 'desc')
    .execute();
  const signatures = await tx.db
    .selectFrom('contributions.minutes_signature')
    .selectAll()
    .where('minutes_id', 'in', rows.length === 0 ? ['00000000-0000-0000-0000-000000000000'] : rows.map((row) => row.minutes_id))
    .orderBy('side', 'desc')
    .orderBy('branch')
    .execute();
  return rows.map((row) => ({
    minutesId: row.minutes_id,
    sequence: row.sequence,
    digest: row.digest,
    recordedAt: row.recorded_at,
    content: readMinutes(JSON.stringify(row.content)),
    signatures: signatures
      .filter((signature) => signature.minutes_id === row.minutes_id)
      .map(({ side, branch, name, signed_on: signedOn }) => ({ side: side as Side, branch: branch === noBranch ? null : branch, name, signedOn })),
  }));
}

/** Writes minutes; `sequence` follows the last. */
export async function insertMinutes(
  tx: Tx,
  of: { readonly content: MinutesContent; readonly sequence: number; readonly digest: string; readonly sponsor: string; readonly area: string },
): Promise<string> {
  const minutesId = newKey();
  await tx.db
    .insertInto('contributions.minutes')
    .values({
      minutes_id: minutesId,
      programme: of.content.programme,
      month: `${of.content.month}-01`,
      sequence: of.sequence,
      content: minutesText(of.content),
      digest: of.digest,
      sponsor: of.sponsor,
      area: of.area,
      recorded_at: tx.at,
      author: tx.actor.id,
    })
    .execute();
  return minutesId;
}

/** Signs for the sponsor or a branch; false when that was signed. One account signing twice is a unique violation of `nobody_signs_twice`. */
export async function insertMinutesSignature(
  tx: Tx,
  of: {
    readonly minutesId: string;
    readonly side: Side;
    readonly branch: string | null;
    readonly name: string;
    readonly signedOn: string;
    readonly digest: string;
    readonly sponsor: string;
    readonly area: string;
  },
): Promise<boolean> {
  const inserted = await tx.db
    .insertInto('contributions.minutes_signature')
    .values({
      minutes_id: of.minutesId,
      side: of.side,
      branch: of.branch ?? noBranch,
      signed_by: tx.actor.id,
      name: of.name,
      signed_on: of.signedOn,
      digest: of.digest,
      sponsor: of.sponsor,
      area: of.area,
      recorded_at: tx.at,
    })
    .onConflict((conflict) => conflict.columns(['minutes_id', 'side', 'branch']).doNothing())
    .returning('side')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** The side the transaction's actor has signed minutes for; null when he has not. */
export async function sideSignedBy(tx: Tx, minutesId: string): Promise<Side | null> {
  const row = await tx.db
    .selectFrom('contributions.minutes_signature')
    .select('side')
    .where('minutes_id', '=', minutesId)
    .where('signed_by', '=', tx.actor.id)
    .executeTakeFirst();
  return (row?.side as Side | undefined) ?? null;
}
