// Decides how secrets are made and compared: chance from the machine, tokens rest as SHA-256, passwords as Argon2id, a few at a time.
import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { sha256 } from '../kernel/digest.ts';
import { turnstile } from '../platform/turnstile.ts';
import { settings } from './settings.ts';

/** A secret nobody guesses, as it is handed out; `hash` is what rests of it. It is long and random, so a fast hash suffices. */
export function newToken(prefix: string): { readonly token: string; readonly hash: string } {
  const token = `${prefix}_${randomBytes(settings.tokenBytes).toString('base64url')}`;
  return { token, hash: sha256(token) };
}

const letters = 'abcdefghjkmnpqrstuvwxyz23456789'; // none that are read for one another

/** Recovery codes as people write them down, `abcd-efgh-jkmn-pqrs`, and what rests of each. */
export function newRecoveryCodes(): readonly { readonly code: string; readonly hash: string }[] {
  return Array.from({ length: settings.recoveryCodes }, () => {
    let code = '';
    while (code.length < settings.recoveryCodeLength)
      for (const byte of randomBytes(32))
        if (byte < letters.length * 8 && code.length < settings.recoveryCodeLength) code += letters.charAt(byte % letters.length);
    const written = (code.match(/.{4}/g) ?? []).join('-');
    return { code: written, hash: recoveryHash(written) };
  });
}

/** What rests of a recovery code, however it is typed. */
export const recoveryHash = (typed: string): string => sha256(`recovery ${typed.toLowerCase().replace(/[^a-z0-9]/g, '')}`);

const inTurn = turnstile(settings.passwordsAtATime);

export const passwordHash = (password: string): Promise<string> => inTurn(() => hash(password, settings.argon2));

/** How a password is compared with a hash; tests count its calls. */
export type Verify = (hash: string, password: string) => Promise<boolean>;

export const passwordFits: Verify = (stored, password) => inTurn(() => verify(stored, password));

let stand: Promise<string> | undefined;
/** A hash nobody's password fits, compared with where there is no account, so that the same work is done. */
export const nobodysHash = (): Promise<string> => (stand ??= passwordHash(randomBytes(settings.tokenBytes).toString('base64url')));
