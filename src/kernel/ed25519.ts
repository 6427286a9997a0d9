// Decides how bytes are signed and a signature is verified: Ed25519 (RFC 8032), by a key made of 32 secret bytes; the same bytes always get the same signature.
import { type KeyObject, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';

/** What stands before the 32 bytes of a private or public key in DER (RFC 8410). */
const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex');
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex');

/** A key that signs. */
export interface SigningKey {
  /** The 32 bytes of the public key. */
  readonly publicKey: Buffer;
  /** The public key as DER (SPKI). */
  readonly spki: Buffer;
  /** 64 bytes of signature. */
  sign(message: Uint8Array): Buffer;
}

/** The key of 32 secret bytes. */
export function signingKey(seed: Uint8Array): SigningKey {
  const key = createPrivateKey({ key: Buffer.concat([privatePrefix, seed]), format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return { publicKey: spki.subarray(publicPrefix.length), spki, sign: (message) => sign(null, message, key) };
}

const verifies = (message: Uint8Array, signature: Uint8Array, key: () => KeyObject): boolean => {
  try {
    return verify(null, message, key(), signature);
  } catch {
    return false; // no key, or no signature, at all
  }
};

/** Whether a signature is of the message by the key of these 32 bytes; bytes that are no key or signature at all are of nothing. */
export const signatureHolds = (message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean =>
  publicKey.length === 32 && spkiSignatureHolds(message, signature, Buffer.concat([publicPrefix, publicKey]));

/** As `signatureHolds`, for a public key as DER (SPKI). */
export const spkiSignatureHolds = (message: Uint8Array, signature: Uint8Array, spki: Uint8Array): boolean =>
  verifies(message, signature, () => createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' }));
