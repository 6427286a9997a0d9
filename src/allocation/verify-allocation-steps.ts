// Ranks an allocation again from its evidence, by its own seed and quotas, and compares it with what was published.
import type { Actor } from '../kernel/actor.ts';
import { assert } from '../kernel/fault.ts';
import { lawDifference, recordedLaw } from '../law/recorded-law.ts';
import { type CopyField, copyTemp } from '../platform/copy.ts';
import { evidenceRows, recordedEvidence } from '../platform/run-evidence.ts';
import { type InputDifference, inputDifferences, withPolicyVersions } from '../platform/run-inputs.ts';
import type { RecordedRun } from '../platform/run-list.ts';
import { type RowComparison, type SortedRows, byFileAndRow, compareRows } from '../platform/run-verification.ts';
import { latestRun, lawContentOf } from '../platform/run.ts';
import { currentPolicy } from '../programme/programme-steps.ts';
import { type AllocationPort, inputsOf, ticketed } from './allocation-steps.ts';
import { type PlacesOfRun, lotterySecret, ticketStaging } from './allocation-store.ts';
import { placesToShare } from './places-steps.ts';
import { rankFields, streamRankedAgain, streamStoredRanks } from './verified-store.ts';

/** Draws and ranks the evidence of an allocation again and compares it with the stored ranks. Faults: those of the evidence. */
export async function verifyAllocation(port: AllocationPort, actor: Actor, run: RecordedRun): Promise<RowComparison> {
  const { evidence, sealed } = await port.database.read(actor, async (tx) => ({
    evidence: await recordedEvidence(tx, run.runId),
    sealed: await lotterySecret(tx, run.programme),
  }));
  assert(evidence !== undefined && sealed !== undefined, 'an allocation with evidence had its lottery');
  const secret = port.vault.open(sealed);
  return port.database.transact(actor, async (tx) => {
    await copyTemp(
      tx,
      'ticket_staging',
      ticketStaging,
      staged(evidenceRows(port, run.runId, evidence), (rows) => ticketed(port.niks, secret, run.seed ?? '', rows)),
    );
    const { quotas, kept = [] } = run.inputs as { readonly quotas: PlacesOfRun['places']; readonly kept?: PlacesOfRun['kept'] };
    return port.database.read(actor, async (reader) =>
      compareRows(streamRankedAgain(tx, { places: quotas, kept }), streamStoredRanks(reader, run.runId), {
        names: rankFields,
        hashed: ([fileDigest = null, , ...rest]) => [fileDigest, ...rest.slice(0, 4)],
        order: byFileAndRow,
      }),
    );
  });
}

/** Each chunk drawn as allocation draws it, with the list's digest and sheet put back. */
async function* staged(
  chunks: SortedRows,
  draw: (rows: SortedRows) => AsyncIterable<readonly CopyField[]>,
): AsyncGenerator<readonly CopyField[], void, undefined> {
  for await (const chunk of chunks) {
    let place = 0;
    for await (const drawn of draw(one(chunk))) {
      const [, , , , , , fileDigest, sheet] = chunk[place] ?? [];
      yield [...drawn.slice(0, -1), [fileDigest ?? '', sheet ?? '']];
      place += 1;
    }
  }
}

async function* one<T>(value: T): AsyncGenerator<T, void, undefined> {
  yield value;
}

/** In what an allocation made now would go from other inputs than this run did: the assessment, the quotas, the policy, the law. */
export async function changedAllocationInputs(port: AllocationPort, actor: Actor, run: RecordedRun): Promise<readonly InputDifference[]> {
  return port.database.read(actor, async (tx) => {
    const policy = await currentPolicy(tx, run.programme);
    const assessment = await latestRun(tx, run.programme, 'assessment');
    const places = await placesToShare(tx, policy, assessment?.runId ?? null);
    const changed = inputDifferences(run.inputs, inputsOf(policy, assessment?.runHash ?? '', places));
    const law = recordedLaw(run.lawVersion, await lawContentOf(tx, run.lawVersion));
    return [...withPolicyVersions(changed, run.policyVersion, policy.version), ...lawDifference(law, port.law)];
  });
}
