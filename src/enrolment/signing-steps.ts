// Signs instruments: the list as it was proposed, by somebody else, on grounds in force; at that moment the money is committed and the months are held.
import type { Actor } from '../kernel/actor.ts';
import { dateIn } from '../kernel/clock.ts';
import { spkiSignatureHolds } from '../kernel/ed25519.ts';
import { Fault } from '../kernel/fault.ts';
import { exactShare } from '../kernel/money.ts';
import type { Law } from '../law/law.ts';
import { recordAct } from '../platform/act.ts';
import type { Database, Tx } from '../platform/database.ts';
import { commit } from '../programme/budget-steps.ts';
import { takePlaces } from '../programme/place-steps.ts';
import { type CurrentPolicy, currentPolicy } from '../programme/programme-steps.ts';
import { hold, release } from '../roster/roster-steps.ts';
import { commitToRows } from './committed-list-steps.ts';
import { alreadySigned, keepGrounds, stillProposed } from './grounds-steps.ts';
import { saveEnd } from './grounds-store.ts';
import { type InstrumentRow, saveSignature, stagePeople } from './instrument-store.ts';
import { listedDigest } from './listed-digest-steps.ts';
import { owedFor } from './owed.ts';
import { placesOfInstrument } from './places-taken-store.ts';
import { type Signed, type Signer, localSigner } from './signing-client.ts';
import { approvedForSigning } from './second-approval-steps.ts';
import { refuseStale } from './stale-rows-steps.ts';

/** What instruments need of the installation. `signingKey` is 32 secret bytes, which sign until a provider (`signer`) is connected. */
export interface InstrumentPort {
  readonly database: Database;
  readonly law: Law;
  readonly signingKey: Buffer;
  readonly signer?: Signer;
}

/**
 * Signs a proposed instrument: checks that its rows still have the digest proposed, signs it (Ed25519) and commits the act to every row behind it, releases the months of whom it
 * removes, commits the money and holds the months of whom it adds; all or nothing. Faults: not-found `instrument-unknown`,
 * forbidden `proposer-may-not-sign`, `second-approver-may-not-sign`, conflict `second-approval-missing`, `instrument-already-signed`, `instrument-withdrawn`, `instrument-lacks-grounds`, `signature-does-not-hold`, `lists-changed-since-allocation`, `list-changed-since-proposal`, `places-exceeded`, `budget-line-exceeded`, `person-month-already-held`.
 */
export async function signInstrument(
  port: InstrumentPort,
  actor: Actor,
  instrumentId: string,
  of: { readonly delegation?: string | undefined } = {},
): Promise<{ readonly instrument: InstrumentRow; readonly personMonths: number; readonly amount: bigint }> {
  // Nobody who may not sign makes a signature, and a provider that takes its time holds no transaction up.
  const { listDigest } = await port.database.read(actor, async (tx) => (await proposed(tx, instrumentId)).instrument);
  const signer = port.signer ?? localSigner(port.signingKey);
  const signed = await signer.sign(listDigest);
  refuseAnother(listDigest, signed);
  return port.database.transact(actor, async (tx) => {
    const { instrument, approvedBy } = await proposed(tx, instrumentId);
    const policy = await currentPolicy(tx, instrument.programme);
    await refuseStale(tx, instrumentId);
    const listed = await listedDigest(tx, instrumentId);
    if (listed.digest !== listDigest || instrument.listDigest !== listDigest) {
      throw new Fault('conflict', 'list-changed-since-proposal', {
        id: `Daftar ${instrument.number} tidak lagi sama dengan yang diusulkan. Jangan ditandatangani; periksa jejaknya.`,
        en: `The list of ${instrument.number} is no longer the one proposed. Do not sign it; look into the log.`,
      });
    }
    const row = {
      instrumentId,
      sponsor: instrument.sponsor,
      area: instrument.area,
      proposedBy: instrument.proposedBy,
      signedOn: dateIn(policy.timeZone, tx.at),
      ...signed,
      lateAdditions: instrument.lateAdditions,
      approvedBy,
    };
    if (!(await saveEnd(tx, instrument, 'signed'))) {
      await stillProposed(tx, instrumentId); // says whether it was signed or withdrawn meanwhile
      throw alreadySigned(instrument);
    }
    if (!(await saveSignature(tx, row))) throw alreadySigned(instrument);
    const groundsDigest = await keepGrounds(tx, instrument, policy, { delegation: of.delegation, signedThrough: signer.name });
    const digest = await commitToRows(tx, instrument, groundsDigest);
    const removed = await releaseRemoved(tx, policy, instrument);
    const held = await holdAdded(tx, policy, port.law, instrument);
    const { programme, sponsor, area: region } = instrument;
    await takePlaces(tx, { programme, sponsor, region, total: policy.policy.places.total, areas: await placesOfInstrument(tx, instrumentId) });
    await recordAct(tx, {
      kind: 'instrument-signed',
      subject: instrumentId,
      digest,
      sponsor: instrument.sponsor,
      area: instrument.area,
    });
    return { instrument, personMonths: held.personMonths - removed.personMonths, amount: held.amount - removed.amount };
  });
}

/** An instrument this actor may sign now, and who approved its late additions. */
async function proposed(tx: Tx, instrumentId: string): Promise<{ readonly instrument: InstrumentRow; readonly approvedBy: string | null }> {
  const instrument = await stillProposed(tx, instrumentId);
  if (instrument.proposedBy === tx.actor.id) {
    throw new Fault('forbidden', 'proposer-may-not-sign', {
      id: 'Yang mengusulkan daftar tidak boleh menandatanganinya. Mintalah pejabat lain.',
      en: 'Whoever proposed a list may not sign it. Ask another official.',
    });
  }
  return { instrument, approvedBy: await approvedForSigning(tx, instrument) };
}

async function releaseRemoved(tx: Tx, policy: CurrentPolicy, instrument: InstrumentRow): Promise<{ personMonths: number; amount: bigint }> {
  if (instrument.removals === 0) return { personMonths: 0, amount: 0n };
  await stagePeople(tx, instrument.instrumentId, 'remove', 'people_to_release');
  const freed = await release(tx, { people: 'people_to_release', programme: instrument.programme, instrumentId: instrument.instrumentId, cause: 'left' });
  for (const { line, amount } of freed.lines) {
    await commit(tx, {
      line,
      reference: `${instrument.instrumentId}/released`,
      amount: -amount,
      programme: instrument.programme,
      sponsor: policy.sponsor,
      area: policy.area,
    });
  }
  const perCover = freed.personMonths.map(({ count }) => count);
  return { personMonths: Math.max(0, ...perCover), amount: freed.lines.reduce((sum, { amount }) => sum + amount, 0n) };
}

async function holdAdded(tx: Tx, policy: CurrentPolicy, law: Law, instrument: InstrumentRow): Promise<{ personMonths: number; amount: bigint }> {
  if (instrument.additions === 0) return { personMonths: 0, amount: 0n };
  await stagePeople(tx, instrument.instrumentId, 'add', 'people_to_hold');
  const { covers } = owedFor(policy.policy, law, policy.policy.term.first);
  const held = await hold(tx, {
    instrumentId: instrument.instrumentId,
    programme: instrument.programme,
    sponsor: policy.sponsor,
    people: 'people_to_hold',
    covers,
  });
  for (const { payer, line, share } of policy.policy.contribution.payers) {
    const amount = exactShare(held.amount, share.numerator, share.denominator);
    await commit(tx, {
      line,
      reference: `${instrument.instrumentId}/held/${payer}`,
      amount,
      programme: instrument.programme,
      sponsor: policy.sponsor,
      area: policy.area,
    });
  }
  return { personMonths: Math.max(0, ...Object.values(held.personMonths)), amount: held.amount };
}

/** Fault: conflict `signature-does-not-hold`. A provider's word is not enough: what it answers is verified here. */
function refuseAnother(listDigest: string, { algorithm, publicKey, signature }: Signed): void {
  const bytes = (text: string): Buffer => Buffer.from(text, 'base64');
  if (algorithm === 'ed25519' && spkiSignatureHolds(Buffer.from(listDigest, 'utf8'), bytes(signature), bytes(publicKey))) return;
  throw new Fault('conflict', 'signature-does-not-hold', {
    id: 'Tanda tangan dari penyedia tidak cocok dengan sidik daftar. Tidak ada yang disimpan; coba lagi atau hubungi penyedia.',
    en: 'The signature the provider gave does not fit the list digest. Nothing was kept; try again or ask the provider.',
  });
}
