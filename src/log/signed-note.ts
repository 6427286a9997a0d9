// Decides how a text is signed for anybody to check (C2SP signed-note v1): the text, an empty line, one line a signature; by Ed25519.
import { hashOfBytes } from '../kernel/digest.ts';
import { type SigningKey, signatureHolds } from '../kernel/ed25519.ts';

const ed25519 = 1;
const signatureBytes = 64;

/** Whose signature is looked for: the name and the 32 bytes of the public key. */
export interface Verifier {
  readonly name: string;
  readonly publicKey: Buffer;
}

/** Whether a name may sign: not empty, no space, no plus sign. */
export const isKeyName = (name: string): boolean => /^[^\s+]{1,200}$/u.test(name);

/** The first 4 bytes of SHA-256 over name, line end, algorithm and key: which key a signature is by. */
const keyId = ({ name, publicKey }: Verifier): Buffer => hashOfBytes(name, '\n', Buffer.of(ed25519), publicKey).subarray(0, 4);

/** The public key as verifiers take it: `<name>+<id>+<base64>`. */
export const verifierKey = (of: Verifier): string =>
  `${of.name}+${keyId(of).toString('hex')}+${Buffer.concat([Buffer.of(ed25519), of.publicKey]).toString('base64')}`;

/** Reads a verifier key; null when it is none, or its id is not of its key. */
export function readVerifierKey(text: string): Verifier | null {
  const [, name = '', id = '', key = ''] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text) ?? [];
  const bytes = Buffer.from(key, 'base64');
  if (bytes.length !== 33 || bytes[0] !== ed25519) return null;
  const verifier = { name, publicKey: bytes.subarray(1) };
  return keyId(verifier).toString('hex') === id ? verifier : null;
}

/** Signs a text, which ends with a line end and has no empty line at its end. */
export function signNote(text: string, name: string, key: SigningKey): string {
  const signature = Buffer.concat([keyId({ name, publicKey: key.publicKey }), key.sign(Buffer.from(text, 'utf8'))]);
  return `${text}\n\u2014 ${name} ${signature.toString('base64')}\n`;
}

const lineForm = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/]+=*)$/u;

/** The text of a note this verifier signed; null when he did not, or it is no note. Signatures by others are passed over. */
export function openNote(note: string, verifier: Verifier): string | null {
  const end = note.lastIndexOf('\n\n');
  if (end === -1 || !note.endsWith('\n')) return null;
  const text = note.slice(0, end + 1);
  const lines = note.slice(end + 2, -1).split('\n');
  const id = keyId(verifier);
  let signed = false;
  for (const line of lines) {
    const [, name, base64 = ''] = lineForm.exec(line) ?? [];
    if (name === undefined) return null;
    const bytes = Buffer.from(base64, 'base64');
    if (name !== verifier.name || !bytes.subarray(0, 4).equals(id)) continue;
    if (bytes.length !== 4 + signatureBytes || !signatureHolds(Buffer.from(text, 'utf8'), bytes.subarray(4), verifier.publicKey)) return null;
    signed = true;
  }
  return signed ? text : null;
}
