// Decides how long somebody waits who gave a wrong password or code: a few are free, then each failure doubles the wait, up to a bound.
import { settings } from './settings.ts';

export type AttemptKind = keyof typeof settings.failuresFree;

/** Seconds until the next attempt after so many failures in a row. */
export function delayAfter(kind: AttemptKind, failures: number): number {
  const beyond = failures - settings.failuresFree[kind];
  return beyond < 0 ? 0 : Math.min(settings.delayLongest, settings.delayFirst * 2 ** Math.min(beyond, 20));
}

/** What an attempt made at `now` finds and leaves behind. Times in milliseconds since 1970. */
export function nextAttempt(
  kind: AttemptKind,
  stands: { readonly failures: number; readonly blockedUntil: number; readonly lastAt: number },
  now: number,
): { readonly blocked: true; readonly until: number } | { readonly blocked: false; readonly failures: number; readonly blockedUntil: number } {
  if (stands.blockedUntil > now) return { blocked: true, until: stands.blockedUntil };
  const before = now - stands.lastAt > settings.failuresForgotten * 1000 ? 0 : stands.failures; // not law: milliseconds a second
  return { blocked: false, failures: before + 1, blockedUntil: now + delayAfter(kind, before + 1) * 1000 }; // not law: milliseconds a second
}
