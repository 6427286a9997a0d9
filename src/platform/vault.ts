// Decides how files rest: sealed by AES-256-GCM under a secret key, so that a copy of the database tells nothing and a changed byte is noticed (UU 27/2022, art. 35).
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Fault, assert } from '../kernel/fault.ts';

/** Seals bytes and opens them again. The sealed form is a version byte, 12 bytes of nonce, 16 bytes of tag, then the ciphertext. */
export interface Vault {
  seal(bytes: Uint8Array): Buffer;
  /** A `conflict` fault `sealed-bytes-do-not-open` when the bytes were changed or sealed under another key. */
  open(sealed: Uint8Array): Buffer;
  /** A key of 32 bytes for one purpose and salt (HKDF-SHA-256, RFC 5869): for what is too large to be sealed in one piece. */
  derive(purpose: string, salt: Uint8Array): Buffer;
}

const version = 1;
const [nonceBytes, tagBytes] = [12, 16];

/** A vault under a key of 32 bytes. Nonces are random: safe for far more files than an installation will ever hold (2^32). */
export function createVault(key: Buffer): Vault {
  assert(key.length === 32, 'the key of the vault has 32 bytes');
  return {
    seal(bytes) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const ciphertext = Buffer.concat([cipher.update(bytes), cipher.final()]);
      return Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), ciphertext]);
    },
    open(sealed) {
      const start = 1 + nonceBytes + tagBytes;
      try {
        assert(sealed.length >= start && sealed[0] === version, 'sealed bytes begin with their version');
        const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + nonceBytes));
        decipher.setAuthTag(sealed.subarray(1 + nonceBytes, start));
        return Buffer.concat([decipher.update(sealed.subarray(start)), decipher.final()]);
      } catch {
        throw new Fault('conflict', 'sealed-bytes-do-not-open', {
          id: 'Berkas tersegel tidak dapat dibuka: isinya berubah atau kuncinya bukan kunci yang dipakai menyegel.',
          en: 'The sealed file does not open: it was changed, or the key is not the one it was sealed with.',
        });
      }
    },
    derive: (purpose, salt) => Buffer.from(hkdfSync('sha256', key, salt, `payung ${purpose}`, 32)),
  };
}
