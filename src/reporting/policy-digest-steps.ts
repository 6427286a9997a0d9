// Takes the digest of a recorded policy version again from its content, as recording takes it.
import { sha256 } from '../kernel/digest.ts';
import type { Tx } from '../platform/database.ts';
import { recordedPolicy } from '../programme/programme-steps.ts';

/** Whether the content of a policy version still has the digest it was recorded under. */
export async function policyDigestHolds(tx: Tx, programme: string, version: number): Promise<boolean> {
  const { digest, policy } = await recordedPolicy(tx, programme, version);
  return sha256(JSON.stringify(policy, (_, part: unknown) => (typeof part === 'bigint' ? part.toString() : part))) === digest;
}
