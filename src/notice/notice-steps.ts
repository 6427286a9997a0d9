// Queues messages in the transaction that gives the reason for them, sends what is due by a gateway, and keeps what it says.
import type { Actor } from '../kernel/actor.ts';
import { type Instant, instant } from '../kernel/clock.ts';
import type { Database, Tx } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';
import type { Clock } from '../platform/system-clock.ts';
import type { Vault } from '../platform/vault.ts';
import type { Gateway } from './gateway.ts';
import { type NoticeFields, type NoticeKind, type NoticeState, noticeState, noticeText, pauseBefore } from './notice.ts';
import {
  type MessageRow,
  leaseMessages,
  clearPeople,
  gatherPeople,
  newestMessages,
  peopleToTell,
  saveAttempt,
  saveMessages,
  triedSince,
} from './notice-store.ts';
import { maskPhone, readPhone } from './phone.ts';

/** A message as a stage asks for it. `reason` is told once, however often it is asked for: an id and what happened. */
export interface Notice {
  readonly kind: NoticeKind;
  readonly reason: string;
  readonly subject: string;
  readonly sponsor: string;
  readonly area: string;
  /** As somebody wrote it. */
  readonly to: string;
  readonly fields: NoticeFields;
}

const sealed = (vault: Pick<Vault, 'seal'>, text: string): Buffer => vault.seal(Buffer.from(text, 'utf8'));

/** Queues a message; what became of it: `no-number` where nothing that was written is a mobile number, `queued-before` for the same reason. */
export async function queueNotice(tx: Tx, vault: Pick<Vault, 'seal'>, of: Notice): Promise<'queued' | 'queued-before' | 'no-number'> {
  const phone = readPhone(of.to);
  if (phone === null) return 'no-number';
  const { kind, reason, subject, sponsor, area } = of;
  const message = { messageId: newKey(), dedupe: `${kind} ${reason}`, kind, subject, sponsor, area, recipient: sealed(vault, phone) };
  const saved = await saveMessages(tx, [{ ...message, words: sealed(vault, noticeText(kind, of.fields)) }]);
  return saved === 1 ? 'queued' : 'queued-before';
}

/** What became of telling many: of so many people some have no number, some were told before for that reason, the others' messages are queued. */
export interface PeopleTold {
  readonly people: number;
  readonly withoutContact: number;
  readonly toldBefore: number;
  readonly queued: number;
}

/** People told at a time. */
const batch = 1000;

/**
 * Queues one message to everybody whom `fill` puts into the temporary table `people_to_tell` and who has a number; for one reason once, however often it
 * is asked for. `fields` says the words from the row's note.
 */
export async function queueNotices(
  tx: Tx,
  vault: Pick<Vault, 'seal'>,
  of: {
    readonly kind: NoticeKind;
    readonly fill: (tx: Tx) => Promise<unknown>;
    readonly fields: (note: string | null) => NoticeFields;
  },
): Promise<PeopleTold> {
  await clearPeople(tx);
  await of.fill(tx);
  const found = await gatherPeople(tx, of.kind);
  const left = found.people - found.withoutContact - found.toldBefore;
  let queued = 0;
  for (
    let rows = await peopleToTell(tx, { after: '0', limit: batch });
    rows.length > 0;
    rows = await peopleToTell(tx, { after: rows.at(-1)?.rowNo ?? '0', limit: batch })
  ) {
    queued += await saveMessages(
      tx,
      rows.map(({ reason, subject, sponsor, area, note, recipient }) => ({
        ...{ messageId: newKey(), dedupe: `${of.kind} ${reason}`, kind: of.kind, subject, sponsor, area, recipient },
        words: sealed(vault, noticeText(of.kind, of.fields(note))),
      })),
    );
  }
  // What another asked for meanwhile was told before as well.
  return { ...found, toldBefore: found.toldBefore + left - queued, queued };
}

/** A message as it is shown: the number masked. */
export interface NoticeTold {
  readonly messageId: string;
  readonly kind: NoticeKind;
  readonly subject: string;
  readonly area: string;
  readonly to: string;
  readonly text: string;
  readonly recordedAt: string;
  readonly state: NoticeState;
  readonly tries: number;
  readonly lastAt: string | null;
  readonly detail: string | null;
}

const opened = (vault: Pick<Vault, 'open'>, bytes: Buffer): string => vault.open(bytes).toString('utf8');

/** The newest messages and how they stand. */
export const noticesShown = async (tx: Tx, vault: Pick<Vault, 'open'>, limit: number): Promise<readonly NoticeTold[]> =>
  (await newestMessages(tx, limit)).map(({ recipient, words, outcomes, ...row }) => ({
    ...{ messageId: row.messageId, kind: row.kind, subject: row.subject, area: row.area, recordedAt: row.recordedAt },
    ...{ to: maskPhone(opened(vault, recipient)), text: opened(vault, words), lastAt: row.lastAt, detail: row.detail },
    state: noticeState(outcomes),
    tries: outcomes.length,
  }));

/** What sending needs. */
export interface NoticePort {
  readonly database: Pick<Database, 'transact'>;
  readonly vault: Pick<Vault, 'open'>;
  readonly clock: Clock;
}

/** How long a message is left to whoever sends it, in milliseconds: longer than any gateway is waited for. */
const leaseLasts = 120_000;
const minute = 60_000;

/** Pauses before each next try, as the rule has them. */
const pauses = (): readonly number[] => {
  const all: number[] = [];
  for (let outcomes: 'failed'[] = ['failed']; ; outcomes = [...outcomes, 'failed']) {
    const pause = pauseBefore(outcomes);
    if (pause === null) return all;
    all.push(pause);
  }
};

/**
 * Sends what is due, at most so many within any minute, one after the other. What a gateway was asked twice (the answer was lost) has the same id.
 * Two servers send no message at the same time.
 */
export async function sendDue(
  port: NoticePort,
  actor: Actor,
  gateway: Gateway,
  { perMinute = 60 }: { readonly perMinute?: number } = {},
): Promise<{ readonly sent: number; readonly failed: number; readonly refused: number }> {
  const count = { sent: 0, failed: 0, refused: 0 };
  const later = (at: Instant, by: number): Instant => instant(new Date(Date.parse(at) + by).toISOString());
  const due = await port.database.transact(actor, async (tx) => {
    const left = perMinute - (await triedSince(tx, later(tx.at, -minute)));
    return left <= 0 ? [] : leaseMessages(tx, { until: later(tx.at, leaseLasts), limit: left, waited: pauses() });
  });
  for (const message of due) {
    const { outcome, reference = null, detail = null } = await gateway.send(outgoing(port, message));
    await port.database.transact(actor, (tx) => saveAttempt(tx, { ...message, outcome, reference, detail }));
    count[outcome === 'taken' ? 'sent' : outcome] += 1;
  }
  return count;
}

const outgoing = ({ vault }: Pick<NoticePort, 'vault'>, { messageId, recipient, words }: MessageRow) => ({
  id: messageId,
  to: opened(vault, recipient),
  text: opened(vault, words),
});
