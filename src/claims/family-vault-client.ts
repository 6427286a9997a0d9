// Decides how what a family tells rests: sealed as one JSON; and the marks by which the same account, telephone or agent behind several claims is seen.
import { createHmac } from 'node:crypto';
import type { Vault } from '../platform/vault.ts';

/** A payee as told. */
export interface PayeeWords {
  readonly name: string;
  readonly bank: string;
  readonly account: string;
  readonly accountName: string;
  readonly phone: string | null;
  readonly agent: string | null;
  readonly guardianOf: string | null;
}
/** A child at school as told. */
export interface ChildWords {
  readonly name: string;
  readonly birth: string;
  readonly level: string;
  readonly year: number;
  readonly school: string | null;
}
/** A report as told. */
export interface ReportWords {
  readonly name: string;
  readonly birth: string | null;
  readonly words: string | null;
  readonly reporter: string | null;
  readonly phone: string | null;
}

export const sealWords = (vault: Pick<Vault, 'seal'>, words: PayeeWords | ChildWords | ReportWords): Buffer =>
  vault.seal(Buffer.from(JSON.stringify(words), 'utf8'));
export const openWords = <Words>(vault: Pick<Vault, 'open'>, sealed: Uint8Array): Words => JSON.parse(vault.open(sealed).toString('utf8')) as Words;

/** A keyed hash: equal for equal numbers however they are written, and nothing else. */
export function markOfNumber(vault: Pick<Vault, 'derive'>, kind: 'account' | 'phone' | 'agent', written: string): string {
  const bare = kind === 'agent' ? written.trim().toLowerCase() : written.replace(/\D/g, '').replace(kind === 'phone' ? /^(?:62|0)/ : /^$/, '');
  return createHmac('sha256', vault.derive('claim marks', Buffer.from(kind)))
    .update(bare)
    .digest('hex');
}

/** The last three signs of a number; the rest hidden. */
export const maskNumber = (written: string): string => `${'*'.repeat(Math.max(0, written.length - 3))}${written.slice(-3)}`;
/** The first letter of each word. */
export const maskName = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => `${word.slice(0, 1)}***`)
    .join(' ');
