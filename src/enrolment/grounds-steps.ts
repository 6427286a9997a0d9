// Records what instruments rest on, has them reviewed, takes proposals back, and says what one lacks before it may be signed.
import type { CivilDate } from '../kernel/date.ts';
import { dateIn } from '../kernel/clock.ts';
import { lineDigest } from './committed-row.ts';
import { Fault } from '../kernel/fault.ts';
import { recordAct } from '../platform/act.ts';
import type { Tx } from '../platform/database.ts';
import { type CurrentPolicy, currentPolicy } from '../programme/programme-steps.ts';
import { type BasisKind, type Delegation, type Lack, delegationHolds, demandable, inForce, lacking } from './grounds.ts';
import {
  basesOf,
  delegationsOf,
  groundOf,
  reviewsOf,
  saveBasis,
  saveDelegation,
  saveEnd,
  saveGround,
  saveReview,
  saveWithdrawal,
  withdrawalOf,
} from './grounds-store.ts';
import { type InstrumentRow, instrumentOf } from './instrument-store.ts';
import { type SecondApproval, secondApprovalOf } from './second-approval-store.ts';

export { basesOf as basesRecorded } from './grounds-store.ts';

/** Records a regulation or agreement with the days it is in force. Faults: conflict `basis-recorded-before`; bad-input `basis-ends-before-it-begins`. */
export async function recordBasis(
  tx: Tx,
  of: { programme: string; kind: BasisKind; number: string; title: string; datedOn: CivilDate; validFrom: CivilDate; validTo: CivilDate | null },
): Promise<void> {
  const { sponsor, area } = await currentPolicy(tx, of.programme);
  refuseBackwards(of.validFrom, of.validTo);
  if (!(await saveBasis(tx, { ...of, sponsor, area }))) {
    throw new Fault('conflict', 'basis-recorded-before', {
      id: `${of.number} sudah dicatat untuk program ini. Peraturan yang diubah punya nomor sendiri.`,
      en: `${of.number} is recorded for this programme already. An amended one has a number of its own.`,
    });
  }
  const digest = lineDigest([of.kind, of.number, of.title, of.datedOn, of.validFrom, of.validTo]);
  await recordAct(tx, { kind: 'legal-basis-recorded', subject: of.programme, digest, sponsor, area });
}

function refuseBackwards(from: CivilDate, to: CivilDate | null): void {
  if (to === null || to >= from) return;
  throw new Fault(
    'bad-input',
    'basis-ends-before-it-begins',
    { id: 'Tanggal akhir mendahului tanggal mulai berlaku.', en: 'The last day comes before the first day in force.' },
    { column: 'validTo' },
  );
}

/** Records who may sign in the signatory's place. Faults: conflict `delegation-recorded-before`; forbidden `delegates-to-himself`; bad-input `basis-ends-before-it-begins`. */
export async function recordDelegation(tx: Tx, of: { programme: string } & Omit<Delegation, 'delegationId'>): Promise<void> {
  const { sponsor, area } = await currentPolicy(tx, of.programme);
  refuseBackwards(of.validFrom as CivilDate, of.validTo as CivilDate);
  if (of.holder === tx.actor.id) {
    throw new Fault('forbidden', 'delegates-to-himself', {
      id: 'Pelimpahan dicatat oleh pejabat lain dari yang menerimanya.',
      en: 'A delegation is recorded by another official than its holder.',
    });
  }
  if (!(await saveDelegation(tx, { ...of, sponsor, area }))) {
    throw new Fault('conflict', 'delegation-recorded-before', { id: `${of.number} sudah dicatat.`, en: `${of.number} is recorded already.` });
  }
  const digest = lineDigest([of.number, of.office, of.holder, of.kinds.join(' '), of.datedOn, of.validFrom, of.validTo]);
  await recordAct(tx, { kind: 'delegation-recorded', subject: of.programme, digest, sponsor, area });
}

/** An instrument that is neither signed nor withdrawn. Faults: not-found `instrument-unknown`; conflict `instrument-already-signed`, `instrument-withdrawn`. */
export async function stillProposed(tx: Tx, instrumentId: string): Promise<InstrumentRow> {
  const instrument = await instrumentOf(tx, instrumentId);
  if (instrument === undefined) throw new Fault('not-found', 'instrument-unknown', { id: 'Keputusan itu tidak ada.', en: 'There is no such instrument.' });
  if (instrument.signedBy !== null) throw alreadySigned(instrument);
  if ((await withdrawalOf(tx, instrumentId)) !== undefined) {
    throw new Fault('conflict', 'instrument-withdrawn', {
      id: `Usulan ${instrument.number} sudah ditarik. Usulkan lagi dengan nomor lain.`,
      en: `The proposal ${instrument.number} was withdrawn. Propose again under another number.`,
    });
  }
  return instrument;
}

export const alreadySigned = ({ number }: InstrumentRow): Fault =>
  new Fault('conflict', 'instrument-already-signed', {
    id: `${number} sudah ditandatangani. Yang sudah ditandatangani hanya diubah dengan keputusan berikutnya.`,
    en: `${number} is signed already. What is signed changes by a further instrument only.`,
  });

/** Records what the legal office found. Faults: those of `stillProposed`; forbidden `proposer-may-not-review`; conflict `reviewed-meanwhile`. */
export async function reviewInstrument(
  tx: Tx,
  of: { instrumentId: string; verdict: 'no-objection' | 'objection'; remark: string; reviewedOn: CivilDate },
): Promise<InstrumentRow> {
  const instrument = await stillProposed(tx, of.instrumentId);
  if (instrument.proposedBy === tx.actor.id) {
    throw new Fault('forbidden', 'proposer-may-not-review', {
      id: 'Yang mengusulkan tidak boleh menelaah usulannya sendiri.',
      en: 'Whoever proposed an instrument may not review it.',
    });
  }
  const sequence = (await reviewsOf(tx, of.instrumentId)).length + 1;
  const { sponsor, area, proposedBy } = instrument;
  if (!(await saveReview(tx, { ...of, sequence, sponsor, area, proposedBy }))) {
    throw new Fault('conflict', 'reviewed-meanwhile', {
      id: 'Telaah lain baru saja dicatat. Lihat dahulu.',
      en: 'Another review was recorded just now. Look at it first.',
    });
  }
  const digest = lineDigest([sequence, of.verdict, of.remark, of.reviewedOn]);
  await recordAct(tx, { kind: 'instrument-reviewed', subject: of.instrumentId, digest, sponsor, area });
  return instrument;
}

/** Takes a proposal back before anybody signed it. Faults: those of `stillProposed`. */
export async function withdrawInstrument(tx: Tx, of: { instrumentId: string; reason: string }): Promise<InstrumentRow> {
  const instrument = await stillProposed(tx, of.instrumentId);
  if (!(await saveEnd(tx, instrument, 'withdrawn'))) throw alreadySigned(instrument);
  await saveWithdrawal(tx, { ...of, sponsor: instrument.sponsor, area: instrument.area });
  const digest = lineDigest([instrument.listDigest, of.reason]);
  await recordAct(tx, { kind: 'instrument-withdrawn', subject: of.instrumentId, digest, sponsor: instrument.sponsor, area: instrument.area });
  return instrument;
}

/** What an instrument rests on and lacks, as of a day. */
export async function groundsOf(tx: Tx, instrument: InstrumentRow, policy: CurrentPolicy) {
  const signedOn = instrument.signedOn ?? dateIn(policy.timeZone, tx.at);
  const bases = await basesOf(tx, instrument.programme);
  const reviews = await reviewsOf(tx, instrument.instrumentId);
  const review = reviews.at(-1) ?? null;
  const demands = demandable.filter((demand) => policy.policy.instrument.requires?.includes(demand) === true);
  const days = { effectiveOn: instrument.effectiveOn, signedOn };
  const approval = (await secondApprovalOf(tx, instrument.instrumentId)) ?? null;
  const late = { ...instrument, approved: approval !== null };
  return {
    signedOn,
    bases: bases.filter((basis) => inForce(basis, days)),
    reviews,
    review,
    approval,
    lacks: lacking({ ...days, bases, review, demands, late }),
  };
}

/**
 * Keeps what stood behind a signature, in the transaction that signs; answers the digest the act commits to. Faults: conflict `instrument-lacks-grounds`;
 * forbidden `delegation-does-not-hold`.
 */
export async function keepGrounds(
  tx: Tx,
  instrument: InstrumentRow,
  policy: CurrentPolicy,
  of: { delegation: string | undefined; signedThrough: string },
): Promise<string> {
  const found = await groundsOf(tx, { ...instrument, signedOn: null }, policy);
  refuseLacking(instrument, found.lacks);
  const delegation = of.delegation === undefined ? null : await heldDelegation(tx, instrument, of.delegation, found.signedOn);
  const { bases, review, approval } = found;
  const digest = groundDigest(bases, review, delegation, of.signedThrough, approval);
  await saveGround(tx, {
    instrumentId: instrument.instrumentId,
    sponsor: instrument.sponsor,
    area: instrument.area,
    bases: bases.map(({ basisId }) => basisId),
    reviewSequence: review?.sequence ?? null,
    delegationId: delegation?.delegationId ?? null,
    signedThrough: of.signedThrough,
    digest,
  });
  return digest;
}

/** Faults: conflict `instrument-lacks-grounds`, saying everything that stops the signature. */
function refuseLacking(instrument: InstrumentRow, lacks: readonly Lack[]): void {
  const stopping = lacks.filter(({ stops }) => stops);
  if (stopping.length === 0) return;
  throw new Fault('conflict', 'instrument-lacks-grounds', {
    id: `${instrument.number} belum dapat ditandatangani. ${stopping.map(({ id }) => id).join(' ')}`,
    en: `${instrument.number} cannot be signed yet. ${stopping.map(({ en }) => en).join(' ')}`,
  });
}

async function heldDelegation(tx: Tx, instrument: InstrumentRow, number: string, signedOn: string): Promise<Delegation> {
  const delegation = (await delegationsOf(tx, instrument.programme)).find((one) => one.number === number);
  if (delegation !== undefined && delegationHolds(delegation, { holder: tx.actor.id, kind: instrument.kind, signedOn })) return delegation;
  throw new Fault('forbidden', 'delegation-does-not-hold', {
    id: `Pelimpahan ${number} tidak tercatat untuk akun ini, untuk jenis keputusan ini, atau tidak berlaku pada ${signedOn}.`,
    en: `The delegation ${number} is not recorded for this account and this kind of instrument, or is not in force on ${signedOn}.`,
  });
}

const groundDigest = (
  bases: readonly { kind: string; number: string; datedOn: string; validFrom: string; validTo: string | null }[],
  review: { sequence: number; verdict: string; reviewedBy: string; reviewedOn: string; remark: string } | null,
  delegation: Delegation | null,
  signedThrough: string,
  approval: SecondApproval | null,
): string =>
  lineDigest([
    ...bases.flatMap(({ kind, number, datedOn, validFrom, validTo }) => [kind, number, datedOn, validFrom, validTo]),
    ...(review === null ? [null] : [review.sequence, review.verdict, review.reviewedBy, review.reviewedOn, review.remark]),
    ...(delegation === null ? [null] : [delegation.number, delegation.office, delegation.holder, delegation.datedOn]),
    signedThrough,
    ...(approval === null ? [] : [approval.approvedBy, approval.remark]),
  ]);

/** The digest of what is kept of a signature's grounds, taken again; null where nothing was kept. */
export async function groundsNow(tx: Tx, instrument: InstrumentRow): Promise<string | null> {
  const ground = await groundOf(tx, instrument.instrumentId);
  if (ground === undefined) return null;
  const bases = (await basesOf(tx, instrument.programme)).filter(({ basisId }) => ground.bases.includes(basisId));
  const review = (await reviewsOf(tx, instrument.instrumentId)).find(({ sequence }) => sequence === ground.reviewSequence) ?? null;
  const delegation = (await delegationsOf(tx, instrument.programme)).find(({ delegationId }) => delegationId === ground.delegationId) ?? null;
  const approval = (await secondApprovalOf(tx, instrument.instrumentId)) ?? null;
  return groundDigest(bases, review, delegation, ground.signedThrough, approval);
}
