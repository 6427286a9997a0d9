// Publishes the root of the draw's tickets before its seed is known: from then on nobody can make or leave out a ticket unseen.
import type { Actor } from '../kernel/actor.ts';
import { Fault, assert } from '../kernel/fault.ts';
import { GrowingTree, leafHash } from '../log/tree.ts';
import { recordAct } from '../platform/act.ts';
import { type CopyField, copyTemp } from '../platform/copy.ts';
import { latestRun } from '../platform/run.ts';
import { currentPolicy } from '../programme/programme-steps.ts';
import { type AllocationPort, drawSecret } from './allocation-steps.ts';
import { lotterySecret, streamAccepted } from './allocation-store.ts';
import { ticketOf } from './ticket.ts';
import { type TicketRoot, saveTicketRoot, streamTicketsInOrder, ticketRootOf } from './ticket-root-store.ts';

/**
 * Makes the tickets of everybody the newest assessment accepted, and records the root over them in order (Merkle tree of RFC 6962, a ticket's
 * 64 letters a leaf). Published again it is the same root. Once an allocation of that assessment exists it is too late.
 * Faults: conflict `nothing-assessed`; those of the database.
 */
export async function publishTickets(port: AllocationPort, actor: Actor, programme: string): Promise<TicketRoot & { readonly repeated: boolean }> {
  await drawSecret(port, actor, programme);
  const { policy, assessment, secret, before } = await port.database.read(actor, async (tx) => {
    const current = await currentPolicy(tx, programme);
    const run = await latestRun(tx, programme, 'assessment');
    const sealed = await lotterySecret(tx, programme);
    assert(sealed !== undefined, 'the lottery has its secret');
    return { policy: current, assessment: run, secret: port.vault.open(sealed), before: run === undefined ? undefined : await ticketRootOf(tx, run.runId) };
  });
  if (before !== undefined) return { ...before, repeated: true };
  if (assessment === undefined) {
    throw new Fault('conflict', 'nothing-assessed', {
      id: 'Belum ada penilaian untuk program ini; jalankan: payung assess.',
      en: 'Nothing has been assessed for this programme yet; run: payung assess.',
    });
  }
  return port.database.transact(actor, async (tx) => {
    await port.database.read(actor, (reader) => copyTemp(tx, 'ticket_leaf', 'ticket text', tickets(port, secret, streamAccepted(reader, assessment.runId))));
    const tree = new GrowingTree();
    for await (const chunk of streamTicketsInOrder(tx)) for (const [ticket] of chunk) tree.add(leafHash(ticket ?? ''));
    const root: TicketRoot = { assessmentRun: assessment.runId, tickets: tree.size, root: tree.root().toString('hex'), recordedAt: tx.at };
    await saveTicketRoot(tx, { ...root, programme, sponsor: policy.sponsor, area: policy.area });
    await recordAct(tx, { kind: 'tickets-published', subject: assessment.runId, digest: root.root, sponsor: policy.sponsor, area: policy.area });
    return { ...root, repeated: false };
  });
}

async function* tickets(
  port: AllocationPort,
  secret: Buffer,
  chunks: AsyncIterable<ReadonlyArray<ReadonlyArray<string | null>>>,
): AsyncGenerator<readonly CopyField[], void, undefined> {
  for await (const chunk of chunks) for (const nik of port.niks.openAll(chunk.map((row) => row[5] ?? ''))) yield [ticketOf(secret, nik)];
}
