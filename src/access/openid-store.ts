// SQL of people who come from an OpenID provider: who came, and which account each is.
import type { Tx } from '../platform/database.ts';

export interface SubjectRow {
  readonly issuer: string;
  readonly subject: string;
  readonly knownAs: string;
  readonly cameAt: string;
  readonly accountId: string | null;
}

/** Remembers who came, once. */
export async function saveSubject(tx: Tx, of: { issuer: string; subject: string; knownAs: string }): Promise<void> {
  await tx.db
    .insertInto('access.openid_subject')
    .values({ issuer: of.issuer, subject: of.subject, known_as: of.knownAs, recorded_at: tx.at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function accountOfSubject(tx: Tx, of: { issuer: string; subject: string }): Promise<string | undefined> {
  const row = await tx.db
    .selectFrom('access.openid_link')
    .select('account_id')
    .where('issuer', '=', of.issuer)
    .where('subject', '=', of.subject)
    .executeTakeFirst();
  return row?.account_id;
}

export const allSubjects = (tx: Tx): Promise<readonly SubjectRow[]> =>
  tx.db
    .selectFrom('access.openid_subject as s')
    .leftJoin('access.openid_link as l', (join) => join.onRef('l.issuer', '=', 's.issuer').onRef('l.subject', '=', 's.subject'))
    .select(['s.issuer', 's.subject', 's.known_as as knownAs', 's.recorded_at as cameAt', 'l.account_id as accountId'])
    .orderBy('s.recorded_at', 'desc')
    .execute();

/** Says which account somebody is; false when that was said before. */
export async function saveOpenIdLink(tx: Tx, of: { issuer: string; subject: string; accountId: string }): Promise<boolean> {
  const saved = await tx.db
    .insertInto('access.openid_link')
    .values({ issuer: of.issuer, subject: of.subject, account_id: of.accountId, recorded_at: tx.at, author: tx.actor.id })
    .onConflict((conflict) => conflict.doNothing())
    .returning('account_id')
    .executeTakeFirst();
  return saved !== undefined;
}
