// Decides the lengths, delays and lifetimes of sign-in, each named once, with where it comes from.

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** Seconds unless the name says otherwise. */
export const settings = {
  /** Characters of a password (NIST SP 800-63B, 5.1.1.2 asks for 8 at least; nothing is asked of its composition). */
  passwordShortest: 12,
  passwordLongest: 256,
  /** Argon2id as OWASP's password storage sheet puts it first: 19 MiB, two passes, one lane. */
  argon2: { memoryCost: 19_456, timeCost: 2, parallelism: 1 },
  /** Passwords worked on at a time: each takes a thread and its memory. */
  passwordsAtATime: 2,
  /** RFC 6238 as every authenticator app takes it; one step before and after is let through. */
  totp: { digits: 6, period: 30, skew: 1, secretBytes: 20 },
  recoveryCodes: 10,
  /** Letters and digits of a recovery code, of 31: 79 bits. */
  recoveryCodeLength: 16,
  /** Random bytes of session tokens, links and secrets of programs. */
  tokenBytes: 32,
  /** Forms the public may send from one address in an hour: a family and its village office share one. */
  publicFormsAnHour: 60,
  /** A session nobody used for this long is over. */
  sessionIdle: 2 * hour,
  /** However much it is used, after this long one signs in again. */
  sessionLongest: 12 * hour,
  /** How often a session's last use is written down. */
  sessionSeenEvery: minute,
  /** From the password to the one-time code, or from the provider and back. */
  stepLifetime: 10 * minute,
  linkLifetime: day,
  clientTokenLifetime: 15 * minute,
  clientLifetimeDays: 365,
  /** Failures let through at once, before each further one is made to wait; an address may be that of a whole office. */
  failuresFree: { name: 5, address: 30, client: 5 },
  delayFirst: 30,
  delayLongest: 15 * minute,
  /** After this long without a failure the count begins anew. */
  failuresForgotten: day,
  /** How long what an OpenID provider says of itself is believed; its keys are asked for at each sign-in. */
  discoveryLifetime: 10 * minute,
  openidTimeout: 5,
} as const;
