// Decides how a NIK rests: as the token AES-256 makes of it in one block, deterministic and reversible with the key only (UU 27/2022, art. 35).
import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { Nik } from '../kernel/nik.ts';
import { assert } from '../kernel/fault.ts';
import { asUuid } from './key.ts';

/** Seals NIKs into tokens (text of a uuid, as the database stores them) and opens them again. */
export interface NikSealer {
  seal(nik: Nik): string;
  open(token: string): Nik;
  /** The tokens of many NIKs in the same order, in one pass of the cipher: for loads. */
  sealAll(niks: readonly Nik[]): string[];
  /** The NIKs of many tokens in the same order, in one pass of the cipher. */
  openAll(tokens: readonly string[]): Nik[];
}

const blockBytes = 16;
const tokenLength = 36;
const hexDigits = Buffer.from('0123456789abcdef');
// where each of the 16 bytes stands in the text of a uuid
const places = Array.from(
  { length: blockBytes },
  (_, byte) => byte * 2 + (byte >= 4 ? 1 : 0) + (byte >= 6 ? 1 : 0) + (byte >= 8 ? 1 : 0) + (byte >= 10 ? 1 : 0),
);

/** The uuid texts of sealed blocks, written into one buffer, which is several times faster than joining slices. */
function tokensOf(blocks: Buffer): string[] {
  const count = blocks.length / blockBytes;
  const text = Buffer.alloc(count * tokenLength, '-');
  for (let token = 0; token < count; token += 1) {
    for (let byte = 0; byte < blockBytes; byte += 1) {
      const value = blocks[token * blockBytes + byte] as number;
      const place = token * tokenLength + (places[byte] as number);
      text[place] = hexDigits[value >> 4] as number;
      text[place + 1] = hexDigits[value & 15] as number;
    }
  }
  return Array.from({ length: count }, (_, token) => text.toString('latin1', token * tokenLength, (token + 1) * tokenLength));
}

/**
 * A sealer under a key of 32 bytes. The 16 digits are the block itself, so no mode, vector or padding enters: every block is its own,
 * equal NIKs give equal tokens (they are looked up by equality), and without the key a token says nothing else.
 */
export function createNikSealer(key: Buffer): NikSealer {
  assert(key.length === 32, 'the key of the NIK sealer has 32 bytes');
  const cipher = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false);
  const decipher = createDecipheriv('aes-256-ecb', key, null).setAutoPadding(false);
  return {
    seal(nik) {
      assert(nik.length === blockBytes, 'a NIK has 16 digits');
      return asUuid(cipher.update(nik, 'latin1', 'hex'));
    },
    open(token) {
      const nik = decipher.update(token.replaceAll('-', ''), 'hex', 'latin1');
      assert(/^\d{16}$/.test(nik), 'a token opens to a NIK under the key it was sealed with');
      return nik as Nik;
    },
    sealAll(niks) {
      const digits = niks.join('');
      assert(digits.length === niks.length * blockBytes && niks.every((nik) => nik.length === blockBytes), 'a NIK has 16 digits');
      return tokensOf(cipher.update(digits, 'latin1'));
    },
    openAll(tokens) {
      const digits = decipher.update(tokens.join('').replaceAll('-', ''), 'hex', 'latin1');
      assert(digits.length === tokens.length * blockBytes && /^\d*$/.test(digits), 'a token opens to a NIK under the key it was sealed with');
      return tokens.map((_, token) => digits.slice(token * blockBytes, (token + 1) * blockBytes) as Nik);
    },
  };
}
