// Finds who comes with a request, by the token of a session or of a program; requests that come at once are looked up together.
import type { Caller } from '../kernel/caller.ts';
import { sha256 } from '../kernel/digest.ts';
import { gathered } from '../platform/gathered.ts';
import type { Workplace } from '../platform/workplace.ts';
import { type ClientFound, type Given, type SessionFound, clientsWith, sessionsWith } from './caller-store.ts';
import { accountActorId, clientActorId, nobodyYet } from './gate-actors.ts';
import { type Grant, actorUnder, dutiesOf, dutyChosen } from './grant.ts';
import { idleSince, later } from './session-steps.ts';
import { markSeen } from './session-store.ts';
import { settings } from './settings.ts';

/** Who an account is, under the duty chosen. */
export const callerFrom = (
  account: { readonly accountId: string; readonly displayName: string },
  grants: readonly Grant[],
  session: { readonly sessionId: string; readonly scope: string | null },
): Caller => {
  const duties = dutiesOf(grants);
  const duty = dutyChosen(duties, session.scope);
  return {
    actor: actorUnder(accountActorId(account.accountId), duty),
    name: account.displayName,
    session: { sessionId: session.sessionId, accountId: account.accountId, duties: duties.map(({ key, roles }) => ({ key, roles })), duty: duty?.key ?? null },
    acts: null,
  };
};

/** Who comes with a token; undefined when it is none, is over, or belongs to a locked account or an ended program. */
export interface Callers {
  bySession(token: string): Promise<Caller | undefined>;
  byClient(token: string): Promise<Caller | undefined>;
}

/** Finds callers of one installation; what is asked at once is asked in one round trip, and always after it was asked. */
export function callersOf(workplace: Pick<Workplace, 'database' | 'clock'>): Callers {
  const { database, clock } = workplace;
  const sessions = gathered<string, SessionFound | undefined>(async (asked) => {
    const at = clock.now();
    const found = await database.gateLook<Given<SessionFound>>(nobodyYet, sessionsWith([...new Set(asked)], at, idleSince(at)));
    return inOrder(asked, found.rows);
  });
  const clients = gathered<string, ClientFound | undefined>(async (asked) => {
    const found = await database.gateLook<Given<ClientFound>>(nobodyYet, clientsWith([...new Set(asked)], clock.now()));
    return inOrder(asked, found.rows);
  });
  return {
    bySession: async (token) => {
      const session = await sessions(sha256(token));
      if (session === undefined) return undefined;
      if (later(session.seenAt, settings.sessionSeenEvery) <= clock.now()) await database.gate(nobodyYet, (tx) => markSeen(tx, session.sessionId));
      return callerFrom({ accountId: session.accountId, displayName: session.name }, session.grants, session);
    },
    byClient: async (token) => {
      const client = await clients(sha256(token));
      if (client === undefined) return undefined;
      const [duty] = dutiesOf(client.grants); // a program has one scope
      return { actor: actorUnder(clientActorId(client.clientId), duty), name: client.name, acts: client.acts };
    },
  };
}

function inOrder<Found extends { readonly hash: string; readonly grants: readonly Grant[] }>(
  asked: readonly string[],
  rows: readonly Given<Found>[],
): readonly (Found | undefined)[] {
  const found = new Map(rows.map((row) => [row.hash, { ...row, grants: row.grants ?? [] } as unknown as Found]));
  return asked.map((hash) => found.get(hash));
}
