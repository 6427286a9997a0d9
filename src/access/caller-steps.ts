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

/** A session found, with who he is; worked out once for all that came with it at once. */
interface SessionCaller {
  readonly caller: Caller;
  readonly sessionId: string;
  /** From when on it is to be marked as seen again. */
  readonly markFrom: string;
}

const callerOfSession = (session: SessionFound): SessionCaller => ({
  caller: callerFrom({ accountId: session.accountId, displayName: session.name }, session.grants, session),
  sessionId: session.sessionId,
  markFrom: later(session.seenAt, settings.sessionSeenEvery),
});

/** A program has one scope. */
const callerOfClient = (client: ClientFound): Caller => ({
  actor: actorUnder(clientActorId(client.clientId), dutiesOf(client.grants)[0]),
  name: client.name,
  acts: client.acts,
});

/** Finds callers of one installation; what is asked at once is asked in one round trip, and always after it was asked. */
export function callersOf(workplace: Pick<Workplace, 'database' | 'clock'>): Callers {
  const { database, clock } = workplace;
  const sessions = gathered<string, SessionCaller | undefined>(async (asked) => {
    const at = clock.now();
    const { rows } = await database.gateLook<Given<SessionFound>>(nobodyYet, sessionsWith([...new Set(asked)], at, idleSince(at)));
    return inOrder(asked, rows, callerOfSession);
  });
  const clients = gathered<string, Caller | undefined>(async (asked) => {
    const { rows } = await database.gateLook<Given<ClientFound>>(nobodyYet, clientsWith([...new Set(asked)], clock.now()));
    return inOrder(asked, rows, callerOfClient);
  });
  return {
    bySession: async (token) => {
      const session = await sessions(sha256(token));
      if (session === undefined) return undefined;
      if (session.markFrom <= clock.now()) await database.gate(nobodyYet, (tx) => markSeen(tx, session.sessionId));
      return session.caller;
    },
    byClient: (token) => clients(sha256(token)),
  };
}

function inOrder<Found extends { readonly hash: string; readonly grants: readonly Grant[] }, Known>(
  asked: readonly string[],
  rows: readonly Given<Found>[],
  made: (found: Found) => Known,
): readonly (Known | undefined)[] {
  const known = new Map(rows.map((row) => [row.hash, made({ ...row, grants: row.grants ?? [] } as unknown as Found)]));
  return asked.map((hash) => known.get(hash));
}
