// Decides what signs a list: one port, behind it the key of this installation today and a national provider of e-signatures later.
import { hashOfBytes } from '../kernel/digest.ts';
import { signingKey } from '../kernel/ed25519.ts';

/** A signature over the UTF-8 text of a list digest. `publicKey` is DER (SPKI), both base64. */
export interface Signed {
  readonly algorithm: string;
  readonly publicKey: string;
  readonly signature: string;
}

/** Whatever signs. A provider may take long and be away: it is asked outside the transaction, and what it answers is verified before it is kept. */
export interface Signer {
  /** Its name beside the signature. */
  readonly name: string;
  sign(listDigest: string): Promise<Signed>;
}

/** Ed25519 (RFC 8032) by a key derived from 32 secret bytes of this installation. */
export function localSigner(secret: Buffer): Signer {
  const key = signingKey(hashOfBytes('payung instrument', secret));
  return {
    name: 'kunci pemasangan / key of the installation',
    sign: async (listDigest) => ({
      algorithm: 'ed25519',
      publicKey: key.spki.toString('base64'),
      signature: key.sign(Buffer.from(listDigest, 'utf8')).toString('base64'),
    }),
  };
}
