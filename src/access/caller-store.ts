// SQL of who comes with a request: sessions and programs by the hashes of their tokens, many at once, with the grants that stand.
import type { Instant } from '../kernel/clock.ts';
import type { Role } from '../kernel/actor.ts';
import type { Statement } from '../platform/database.ts';
import type { Grant } from './grant.ts';

/** Whoever a token belongs to, as one row. */
export interface SessionFound {
  readonly hash: string;
  readonly sessionId: string;
  readonly accountId: string;
  readonly scope: string | null;
  readonly seenAt: string;
  readonly name: string;
  readonly grants: readonly Grant[];
}
export interface ClientFound {
  readonly hash: string;
  readonly clientId: string;
  readonly acts: readonly string[] | null;
  readonly name: string;
  readonly grants: readonly Grant[];
}

/** A grant as the statements give it. */
interface GivenGrant extends Omit<Grant, 'role'> {
  readonly role: Role;
}
export type Given<Row> = Omit<Row, 'grants'> & { readonly grants: readonly GivenGrant[] | null };

const grants = (holder: string): string => `(
  select json_agg(json_build_object('grantId', g.grant_id, 'role', g.role, 'sponsor', g.sponsor, 'area', g.area, 'branch', g.branch, 'sender', g.sender) order by g.grant_id)
  from access.standing_grant g where ${holder}) as grants`;

const array = (hashes: readonly string[]): string => `{${hashes.join(',')}}`; // hexadecimal digits alone

/** Sessions that are open at an instant, of accounts nobody locked. */
export const sessionsWith = (hashes: readonly string[], at: Instant, idleSince: Instant): Statement => ({
  name: 'sessions-with',
  text: `select s.token_hash as hash, s.session_id as "sessionId", s.account_id as "accountId", s.scope, s.seen_at as "seenAt", a.display_name as name,
      ${grants('g.account_id = s.account_id')}
    from access.standing_session s join access.account a on a.account_id = s.account_id
    where s.token_hash = any ($1::text[]) and s.expires_at > $2::timestamptz and s.seen_at > $3::timestamptz
      and not exists (select from access.standing_lock l where l.account_id = s.account_id)`,
  values: [array(hashes), at, idleSince],
});

/** Tokens that hold at an instant, of programs nobody ended. */
export const clientsWith = (hashes: readonly string[], at: Instant): Statement => ({
  name: 'clients-with',
  text: `select t.token_hash as hash, c.client_id as "clientId", t.acts, c.name, ${grants('g.client_id = c.client_id')}
    from access.client_token t join access.standing_client c on c.client_id = t.client_id
    where t.token_hash = any ($1::text[]) and t.expires_at > $2::timestamptz and c.expires_at > $2::timestamptz`,
  values: [array(hashes), at],
});
