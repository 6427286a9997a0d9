// Allocates places: accepted people ranked by need within their kabupaten, ties broken by a draw, the rest in the reserve list.
import { randomBytes } from 'node:crypto';
import type { Actor } from '../kernel/actor.ts';
import { RowDigest } from '../kernel/digest.ts';
import { Fault, assert } from '../kernel/fault.ts';
import type { Law } from '../law/law.ts';
import { recordAct } from '../platform/act.ts';
import { type CopyField, copyTemp } from '../platform/copy.ts';
import type { Database, Tx } from '../platform/database.ts';
import type { NikSealer } from '../platform/nik-token.ts';
import { type CompletedRun, completeRun, completedRun, latestRun, onceOnly, openRun, recordLawVersion } from '../platform/run.ts';
import { type EvidencePort, evidenceInHand } from '../platform/run-evidence.ts';
import { refreshStatistics } from '../platform/statistics.ts';
import { type CurrentPolicy, currentPolicy, evidenceKeptUntil } from '../programme/programme-steps.ts';
import { lotterySecret, saveLotterySecret, savePlaces, saveRanking, streamAccepted, streamRanking, ticketStaging } from './allocation-store.ts';
import { type PlacesToShare, placesToShare, sharedOut } from './places-steps.ts';
import { ticketRootOf } from './ticket-root-store.ts';
import { drawOf, ticketOf } from './ticket.ts';

export { type PlacesTaken, type RankRow, placesTaken, ranksOf } from './allocation-store.ts';

/** What allocation needs of the installation. */
export interface AllocationPort extends EvidencePort {
  readonly database: Database;
  readonly niks: NikSealer;
  readonly law: Law;
}

/** The draw a list of the programme rests on already, proposed or signed: answered by the stage that proposes, which comes later in the chain. */
export type ListedDraw = (tx: Tx, programme: string) => Promise<{ readonly number: string; readonly seed: string | null } | undefined>;

/** Gives a programme its lottery secret, once; a secret that is there stays. */
export async function drawSecret(port: AllocationPort, actor: Actor, programme: string, given?: Buffer): Promise<void> {
  await port.database.transact(actor, async (tx) => {
    const policy = await currentPolicy(tx, programme);
    await saveLotterySecret(tx, { programme, sponsor: policy.sponsor, area: policy.area, sealed: port.vault.seal(given ?? randomBytes(32)) });
  });
}

/**
 * Ranks the people the newest assessment accepted, and gives the first of each
 * kabupaten its places. The same assessment, quotas and seed are the same run. Counts: candidates, placed, reserve.
 * Once a list made from a draw is proposed, the seed stands: whoever knows the outcome may not draw until it suits him.
 * Faults: conflict `nothing-assessed`, `list-already-proposed`, `tickets-not-published` where the policy asks for it.
 */
export async function allocate(
  port: AllocationPort,
  actor: Actor,
  of: { programme: string; seed: string; listedDraw: ListedDraw },
): Promise<CompletedRun & { readonly repeated: boolean }> {
  await drawSecret(port, actor, of.programme);
  const { policy, assessment, secret } = await port.database.read(actor, async (tx) => {
    const current: CurrentPolicy = await currentPolicy(tx, of.programme);
    await refuseAnotherSeed(tx, of);
    const sealed = await lotterySecret(tx, of.programme);
    assert(sealed !== undefined, 'the lottery has its secret');
    return { policy: current, assessment: await latestRun(tx, of.programme, 'assessment'), secret: port.vault.open(sealed) };
  });
  if (assessment === undefined) {
    throw new Fault('conflict', 'nothing-assessed', {
      id: 'Belum ada penilaian untuk program ini; jalankan: payung assess.',
      en: 'Nothing has been assessed for this programme yet; run: payung assess.',
    });
  }
  if (policy.policy.draw?.ticketsFirst === true && (await port.database.read(actor, (tx) => ticketRootOf(tx, assessment.runId))) === undefined) {
    throw new Fault('conflict', 'tickets-not-published', {
      id: 'Akar tiket undian belum diumumkan untuk penilaian ini; umumkan lebih dahulu, baru benihnya: payung lottery publish.',
      en: 'The root of the tickets is not published for this assessment; publish it first, then the seed: payung lottery publish.',
    });
  }
  const places = await port.database.read(actor, (tx) => placesToShare(tx, policy, assessment.runId));
  const plan = {
    kind: 'allocation',
    programme: of.programme,
    sponsor: policy.sponsor,
    area: policy.area,
    policyVersion: policy.version,
    lawVersion: port.law.version,
    seed: of.seed,
    inputs: inputsOf(policy, assessment.runHash, places),
  };
  const before = await port.database.read(actor, async (tx) => completedRun(tx, plan));
  if (before !== undefined) return { ...before, repeated: true };

  const evidence = evidenceInHand(port);
  const making = port.database.transact(actor, async (tx) => {
    await recordLawVersion(tx, port.law.version, [...port.law.parameters.values()]);
    const runId = await openRun(tx, plan);
    const keep = await evidence.begin(runId);
    const candidates = await port.database.read(actor, async (reader) =>
      copyTemp(tx, 'ticket_staging', ticketStaging, ticketed(port.niks, secret, of.seed, streamAccepted(reader, assessment.runId, keep))),
    );
    await evidence.record(tx, plan, candidates, evidenceKeptUntil(policy.policy));
    await savePlaces(tx, runId, places.quotas);
    const { placed, reserve } = await saveRanking(tx, { runId, sponsor: policy.sponsor, ...sharedOut(places) });
    assert(placed + reserve === candidates && placed <= policy.policy.places.total, 'everybody accepted is ranked, and no place is given twice');
    await refreshStatistics(tx, 'allocation.ranking');
    await port.database.read(actor, (reader) => refuseAnotherSeed(reader, of)); // a list may have been proposed while this was drawn
    const digest = new RowDigest();
    for await (const chunk of streamRanking(tx, runId)) for (const row of chunk) digest.add(row);
    const done = await completeRun(tx, plan, runId, digest.finish(), { candidates, placed, reserve });
    await recordAct(tx, { kind: 'allocation-published', subject: runId, digest: done.runHash, sponsor: policy.sponsor, area: policy.area });
    return done;
  });
  return onceOnly(making.catch(evidence.discard), () => port.database.read(actor, async (tx) => completedRun(tx, plan)));
}

async function refuseAnotherSeed(tx: Tx, of: { programme: string; seed: string; listedDraw: ListedDraw }): Promise<void> {
  const listed = await of.listedDraw(tx, of.programme);
  if (listed === undefined || listed.seed === of.seed) return;
  throw new Fault('conflict', 'list-already-proposed', {
    id: `Daftar ${listed.number} sudah diusulkan dari undian dengan benih "${listed.seed ?? ''}". Undian tidak boleh diulang dengan benih lain; pakai benih itu, atau usulkan penggantian dari cadangan: payung determine replace.`,
    en: `The list ${listed.number} was proposed from the draw with the seed "${listed.seed ?? ''}". It may not be drawn again with another; use that seed, or propose replacements from the reserve: payung determine replace.`,
  });
}

/** What an allocation goes from, as a run records it. */
export function inputsOf(policy: CurrentPolicy, assessmentHash: string, places: PlacesToShare) {
  const { places: quotas, kept } = sharedOut(places);
  return { assessment: assessmentHash, policy: policy.digest, quotas, ...(kept.length === 0 ? {} : { kept }) };
}

/** Accepted rows with their place in the draw. */
export async function* ticketed(
  niks: NikSealer,
  secret: Buffer,
  seed: string,
  chunks: AsyncIterable<ReadonlyArray<ReadonlyArray<string | null>>>,
): AsyncGenerator<readonly CopyField[], void, undefined> {
  for await (const chunk of chunks) {
    const opened = niks.openAll(chunk.map((row) => row[5] ?? ''));
    for (const [index, nik] of opened.entries()) {
      const [listId = null, rowNo = null, personKey = null, residence = null, ranking = null, , , , keptGroups = '{}'] = chunk[index] ?? [];
      yield [listId, rowNo, personKey, residence, ranking, drawOf(seed, ticketOf(secret, nik)), keptGroups, '{}'];
    }
  }
}
