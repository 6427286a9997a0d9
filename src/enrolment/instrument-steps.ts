// Proposes and signs instruments (SK): a list frozen under its digest, signed by somebody else, which at that moment commits the money and holds the months.
import type { Actor } from '../kernel/actor.ts';
import { dateIn } from '../kernel/clock.ts';
import type { CivilDate } from '../kernel/date.ts';
import { RowDigest, hashOfBytes } from '../kernel/digest.ts';
import { signingKey } from '../kernel/ed25519.ts';
import { Fault } from '../kernel/fault.ts';
import { exactShare } from '../kernel/money.ts';
import type { Law } from '../law/law.ts';
import { recordAct } from '../platform/act.ts';
import type { Database, Tx } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';
import { latestRun, recordLawVersion } from '../platform/run.ts';
import { bulkRows, refreshStatistics } from '../platform/statistics.ts';
import { commit } from '../programme/budget-steps.ts';
import { takePlaces } from '../programme/place-steps.ts';
import { type CurrentPolicy, currentPolicy } from '../programme/programme-steps.ts';
import { latestSnapshots } from '../registry/registry-steps.ts';
import { hold, release } from '../roster/roster-steps.ts';
import { commitToRows } from './committed-list-steps.ts';
import {
  type InstrumentRow,
  choosePlaced,
  chooseReplacements,
  instrumentOf,
  instrumentsNamed,
  saveInstrument,
  saveSignature,
  stagePeople,
  streamChosen,
  streamDetermined,
} from './instrument-store.ts';
import { owedFor } from './owed.ts';
import { placesOfInstrument } from './places-taken-store.ts';

export { type DeterminationRow, type InstrumentRow, determinationsOf, instrumentsOf, listIsSigned, listedDraw, reserveLeft } from './instrument-store.ts';

/** What instruments need of the installation. `signingKey` is 32 secret bytes. */
export interface InstrumentPort {
  readonly database: Database;
  readonly law: Law;
  readonly signingKey: Buffer;
}

/** A proposed instrument. */
export interface Proposal {
  readonly instrumentId: string;
  readonly number: string;
  readonly additions: number;
  readonly removals: number;
  readonly listDigest: string;
}

/** Proposes the establishment of a programme's list from its newest allocation. Faults: conflict `nothing-allocated`, `nobody-to-determine`. */
export async function proposeEstablishment(
  port: InstrumentPort,
  actor: Actor,
  of: { programme: string; number: string; effectiveOn: CivilDate },
): Promise<Proposal> {
  return port.database.transact(actor, async (tx) => {
    const { policy, runId } = await newestAllocation(tx, of.programme);
    const { first, last } = policy.policy.term;
    await choosePlaced(tx, { runId, first: `${first}-01`, last: `${last}-01` });
    const proposal = await propose(tx, port.law, { ...of, kind: 'establishment', policy, runId });
    if (proposal.additions === 0) {
      throw new Fault('conflict', 'nobody-to-determine', {
        id: 'Tidak ada orang yang mendapat tempat; periksa penilaian, lalu bagi tempat lagi.',
        en: 'Nobody has a place; look into the assessment and allocate again.',
      });
    }
    return proposal;
  });
}

/** Proposes an amendment that takes leavers off and puts the first of each kabupaten's reserve in their place, from the first month still open. Null when nobody left. */
export async function proposeReplacements(
  port: InstrumentPort,
  actor: Actor,
  of: { programme: string; number: string; effectiveOn: CivilDate },
): Promise<Proposal | null> {
  return port.database.transact(actor, async (tx) => {
    const { policy, runId } = await newestAllocation(tx, of.programme);
    const snapshots = await latestSnapshots(tx, policy.sponsor, of.effectiveOn);
    await chooseReplacements(tx, { runId, programme: of.programme, deaths: snapshots.deaths.map(({ snapshotId }) => snapshotId) });
    const proposal = await propose(tx, port.law, { ...of, kind: 'amendment', policy, runId });
    return proposal.additions + proposal.removals === 0 ? null : proposal;
  });
}

async function newestAllocation(tx: Tx, programme: string): Promise<{ policy: CurrentPolicy; runId: string }> {
  const policy = await currentPolicy(tx, programme);
  const run = await latestRun(tx, programme, 'allocation');
  if (run !== undefined) return { policy, runId: run.runId };
  throw new Fault('conflict', 'nothing-allocated', {
    id: 'Belum ada pembagian tempat untuk program ini; jalankan: payung allocate.',
    en: 'No places have been allocated for this programme yet; run: payung allocate.',
  });
}

async function propose(
  tx: Tx,
  law: Law,
  of: { programme: string; number: string; effectiveOn: CivilDate; kind: 'establishment' | 'amendment'; policy: CurrentPolicy; runId: string },
): Promise<Proposal> {
  const digest = new RowDigest();
  let additions = 0;
  for await (const chunk of streamChosen(tx)) {
    for (const row of chunk) {
      digest.add(row);
      if (row[0] === 'add') additions += 1;
    }
  }
  const removals = digest.rows - additions;
  const listDigest = digest.finish();
  const instrumentId = newKey();
  if (additions + removals === 0) return { instrumentId, number: of.number, additions, removals, listDigest };
  await recordLawVersion(tx, law.version, [...law.parameters.values()]);
  const saved = await saveInstrument(tx, {
    instrumentId,
    programme: of.programme,
    sponsor: of.policy.sponsor,
    area: of.policy.area,
    kind: of.kind,
    number: of.number,
    legalBasis: of.policy.policy.instrument.legalBasis,
    signatory: of.policy.policy.instrument.signatory,
    effectiveOn: of.effectiveOn,
    policyVersion: of.policy.version,
    lawVersion: law.version,
    runId: of.runId,
    listDigest,
    additions,
    removals,
  });
  if (!saved) {
    throw new Fault('conflict', 'instrument-number-taken', {
      id: `Nomor ${of.number} sudah dipakai dalam program ini. Pakai nomor lain.`,
      en: `The number ${of.number} is taken in this programme. Use another.`,
    });
  }
  if (additions >= bulkRows) await refreshStatistics(tx, 'enrolment.determination');
  await recordAct(tx, { kind: 'instrument-proposed', subject: instrumentId, digest: listDigest, sponsor: of.policy.sponsor, area: of.policy.area });
  return { instrumentId, number: of.number, additions, removals, listDigest };
}

/**
 * Signs a proposed instrument: checks that its rows still have the digest proposed, signs it (Ed25519) and commits the act to every row behind it, releases the months of whom it
 * removes, commits the money and holds the months of whom it adds; all or nothing. Faults: not-found `instrument-unknown`,
 * forbidden `proposer-may-not-sign`, conflict `instrument-already-signed`, `list-changed-since-proposal`, `places-exceeded`, `budget-line-exceeded`, `person-month-already-held`.
 */
export async function signInstrument(
  port: InstrumentPort,
  actor: Actor,
  instrumentId: string,
): Promise<{ readonly instrument: InstrumentRow; readonly personMonths: number; readonly amount: bigint }> {
  return port.database.transact(actor, async (tx) => {
    const instrument = await proposed(tx, instrumentId);
    const policy = await currentPolicy(tx, instrument.programme);
    const listed = new RowDigest();
    for await (const chunk of streamDetermined(tx, instrumentId)) for (const row of chunk) listed.add(row);
    if (listed.finish() !== instrument.listDigest) {
      throw new Fault('conflict', 'list-changed-since-proposal', {
        id: `Daftar ${instrument.number} tidak lagi sama dengan yang diusulkan. Jangan ditandatangani; periksa jejaknya.`,
        en: `The list of ${instrument.number} is no longer the one proposed. Do not sign it; look into the log.`,
      });
    }
    const signed = signatureOf(port.signingKey, instrument.listDigest);
    const row = {
      instrumentId,
      sponsor: instrument.sponsor,
      area: instrument.area,
      proposedBy: instrument.proposedBy,
      signedOn: dateIn(policy.timeZone, tx.at),
      ...signed,
    };
    if (!(await saveSignature(tx, row))) throw alreadySigned(instrument);
    const digest = await commitToRows(tx, instrument);
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

const alreadySigned = ({ number }: InstrumentRow): Fault =>
  new Fault('conflict', 'instrument-already-signed', { id: `${number} sudah ditandatangani.`, en: `${number} is signed already.` });

async function proposed(tx: Tx, instrumentId: string): Promise<InstrumentRow> {
  const instrument = await instrumentOf(tx, instrumentId);
  if (instrument === undefined) throw new Fault('not-found', 'instrument-unknown', { id: 'Keputusan itu tidak ada.', en: 'There is no such instrument.' });
  if (instrument.signedBy !== null) throw alreadySigned(instrument);
  if (instrument.proposedBy === tx.actor.id) {
    throw new Fault('forbidden', 'proposer-may-not-sign', {
      id: 'Yang mengusulkan daftar tidak boleh menandatanganinya. Mintalah pejabat lain.',
      en: 'Whoever proposed a list may not sign it. Ask another official.',
    });
  }
  return instrument;
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

/** Ed25519 over the list digest, by a key derived from 32 secret bytes (RFC 8032). */
function signatureOf(secret: Buffer, listDigest: string): { algorithm: string; publicKey: string; signature: string } {
  const key = signingKey(hashOfBytes('payung instrument', secret));
  return { algorithm: 'ed25519', publicKey: key.spki.toString('base64'), signature: key.sign(Buffer.from(listDigest, 'utf8')).toString('base64') };
}

/** The instrument an official names: by its number, or by its id. Faults: not-found `instrument-unknown`; conflict `number-of-several-instruments`. */
export async function instrumentNamed(tx: Tx, name: string): Promise<string> {
  const [id, ...others] = await instrumentsNamed(tx, name);
  if (id === undefined) {
    throw new Fault('not-found', 'instrument-unknown', {
      id: 'Tidak ada keputusan dengan nomor atau id itu; lihat: payung determine show.',
      en: 'There is no instrument of that number or id; see: payung determine show.',
    });
  }
  if (others.length === 0) return id;
  throw new Fault('conflict', 'number-of-several-instruments', {
    id: 'Nomor itu dipakai di beberapa program. Pakai id keputusannya; lihat: payung determine show.',
    en: 'Several programmes have an instrument of that number. Use its id; see: payung determine show.',
  });
}

/** The instrument an official names, as its proof file is named. Faults as `instrumentNamed`. */
export async function provenInstrument(tx: Tx, name: string): Promise<{ readonly instrumentId: string; readonly programme: string; readonly number: string }> {
  const { instrumentId, programme, number } = (await instrumentOf(tx, await instrumentNamed(tx, name))) as InstrumentRow;
  return { instrumentId, programme, number };
}
