// Decides whether a one-time code is right and which step of time it belongs to (RFC 6238), and how its seed is told to an authenticator app.
import { Secret, TOTP } from 'otpauth';
import { settings } from './settings.ts';

const { digits, period, skew, secretBytes } = settings.totp;

const codesOf = (seed: Uint8Array, label = ''): TOTP =>
  new TOTP({ issuer: 'Payung', label, algorithm: 'SHA1', digits, period, secret: new Secret({ buffer: Uint8Array.from(seed).buffer }) });

/** Bytes of a new seed. */
export const seedBytes: number = secretBytes;

/** The step of time a code belongs to, at most one from now; null when it is wrong. `now` in milliseconds since 1970. */
export function stepOf(seed: Uint8Array, code: string, now: number): number | null {
  const plain = code.replace(/\s/g, '');
  if (!/^\d+$/.test(plain) || plain.length !== digits) return null;
  const delta = codesOf(seed).validate({ token: plain, timestamp: now, window: skew });
  return delta === null ? null : TOTP.counter({ timestamp: now, period }) + delta;
}

/** The code of a moment. */
export const codeAt = (seed: Uint8Array, now: number): string => codesOf(seed).generate({ timestamp: now });

/** The seed as text to type (base32 in groups of four) and as the address in the picture. */
export const seedTold = (seed: Uint8Array, name: string): { readonly text: string; readonly address: string } => {
  const codes = codesOf(seed, name);
  return { text: (codes.secret.base32.match(/.{1,4}/g) ?? []).join(' '), address: codes.toString() };
};
