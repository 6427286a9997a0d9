// Decides how what a family tells rests: sealed as one JSON; and the marks by which the same account, telephone or agent behind several claims is seen.
import { createHmac } from 'node:crypto';
import type { Vault } from '../platform/vault.ts';
import type { ChildWords, PayeeWords, ReportWords } from './family-words.ts';

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
