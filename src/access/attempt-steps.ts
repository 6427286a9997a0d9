// Counts attempts to sign in before they are judged, so that many at once are counted as well, and makes whoever failed too often wait.
import { hmacSha256 } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import type { Tx } from '../platform/database.ts';
import type { Workplace } from '../platform/workplace.ts';
import { type AttemptKind, nextAttempt } from './delay.ts';
import { clearAttempt, holdAttempts, saveAttempts } from './secret-store.ts';

/** One attempt: whom it is for, and where it comes from. */
export interface Attempt {
  readonly kind: 'name' | 'client';
  readonly name: string;
  readonly address: string;
}

/** In this order, so that no two attempts wait for each other. */
const subjects = (workplace: Pick<Workplace, 'vault'>, of: Attempt): readonly (readonly [AttemptKind, string])[] => {
  const key = workplace.vault.derive('sign-in attempts', Buffer.alloc(0)); // what was typed may be a password: it rests under a key
  return [
    [of.kind, hmacSha256(key, of.name)],
    ['address', hmacSha256(key, of.address)],
  ];
};

/** Counts an attempt as failed until it is told otherwise. Fault: forbidden `too-many-attempts`, whether there is such an account or not. */
export async function countAttempt(tx: Tx, workplace: Workplace, of: Attempt): Promise<void> {
  const now = Date.parse(tx.at);
  const found = [];
  for (const [kind, subject] of subjects(workplace, of)) found.push({ kind, subject, next: nextAttempt(kind, await holdAttempts(tx, kind, subject), now) });
  const until = Math.max(0, ...found.map(({ next }) => (next.blocked ? next.until : 0)));
  if (until > 0) throw tooMany(Math.ceil((until - now) / 1000)); // not law: milliseconds a second
  for (const { kind, subject, next } of found) if (!next.blocked) await saveAttempts(tx, kind, subject, next);
}

/** The attempt was right: it counts as no failure; the last step of a sign-in forgets the failures of the name. */
export async function attemptWasRight(tx: Tx, workplace: Workplace, of: Attempt, last: boolean): Promise<void> {
  for (const [kind, subject] of subjects(workplace, of)) await clearAttempt(tx, kind, subject, last && kind !== 'address');
}

const tooMany = (seconds: number): Fault =>
  new Fault('forbidden', 'too-many-attempts', {
    id: `Terlalu sering salah. Coba lagi dalam ${seconds} detik.`,
    en: `Wrong too often. Try again in ${seconds} seconds.`,
  });
