// Decides how minutes and their signatures are written (never changed) and read.
import type { Month } from '../kernel/month.ts';
import type { Tx } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';
import { type MinutesContent, type Side, minutesText, readMinutes } from './minutes.ts';

export interface Signature {
  readonly side: Side;
  readonly name: string;
  readonly signedOn: string;
}

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
    .execute();
  return rows.map((row) => ({
    minutesId: row.minutes_id,
    sequence: row.sequence,
    digest: row.digest,
    recordedAt: row.recorded_at,
    content: readMinutes(JSON.stringify(row.content)),
    signatures: signatures
      .filter((signature) => signature.minutes_id === row.minutes_id)
      .map((signature) => ({ side: signature.side as Side, name: signature.name, signedOn: signature.signed_on })),
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

/** Signs for a side; false when the side has signed. One account signing for both is a unique violation of `nobody_signs_for_both_sides`. */
export async function insertMinutesSignature(
  tx: Tx,
  of: {
    readonly minutesId: string;
    readonly side: Side;
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
      signed_by: tx.actor.id,
      name: of.name,
      signed_on: of.signedOn,
      digest: of.digest,
      sponsor: of.sponsor,
      area: of.area,
      recorded_at: tx.at,
    })
    .onConflict((conflict) => conflict.columns(['minutes_id', 'side']).doNothing())
    .returning('side')
    .executeTakeFirst();
  return inserted !== undefined;
}
