// Proposes instruments (SK): a list frozen under its digest, from then on only signed by somebody else or withdrawn.
import type { Actor } from '../kernel/actor.ts';
import { dateIn } from '../kernel/clock.ts';
import type { CivilDate } from '../kernel/date.ts';
import { RowDigest } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import type { Law } from '../law/law.ts';
import { recordAct } from '../platform/act.ts';
import type { Tx } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';
import { latestRun, recordLawVersion } from '../platform/run.ts';
import { bulkRows, refreshStatistics } from '../platform/statistics.ts';
import { type CurrentPolicy, currentPolicy, programmesKnown, regionNames } from '../programme/programme-steps.ts';
import { latestSnapshots } from '../registry/registry-steps.ts';
import { inForce } from './grounds.ts';
import { basesOf } from './grounds-store.ts';
import { inputsAt, saveInputs } from './instrument-input-store.ts';
import { AddedMonths, type LateTold, latePeople, toldLate } from './late-additions.ts';
import { saveLateAdditions } from './second-approval-store.ts';
import {
  type InstrumentRow,
  type NewInstrument,
  choosePlaced,
  chooseReplacements,
  instrumentOf,
  instrumentsNamed,
  instrumentsOf,
  saveInstrument,
  streamChosen,
} from './instrument-store.ts';
import type { InstrumentPort } from './signing-steps.ts';
import { refuseStale } from './stale-rows-steps.ts';

export {
  type DeterminationRow,
  type InstrumentRow,
  determinationsOf,
  instrumentsOf,
  listIsSigned,
  listedDraw,
  reserveLeft,
  standingPlaceOf,
} from './instrument-store.ts';

export { type InstrumentPort, signInstrument } from './signing-steps.ts';

/** A proposed instrument. */
export interface Proposal {
  readonly instrumentId: string;
  readonly number: string;
  readonly additions: number;
  readonly removals: number;
  readonly listDigest: string;
  /** Those of the additions who no longer reach the full death benefit within the term. */
  readonly late: LateTold | null;
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

/** The policy in force and the newest allocation. Fault: conflict `nothing-allocated`. */
export async function newestAllocation(tx: Tx, programme: string): Promise<{ policy: CurrentPolicy; runId: string }> {
  const policy = await currentPolicy(tx, programme);
  const run = await latestRun(tx, programme, 'allocation');
  if (run !== undefined) return { policy, runId: run.runId };
  throw new Fault('conflict', 'nothing-allocated', {
    id: 'Belum ada pembagian tempat untuk program ini; jalankan: payung allocate.',
    en: 'No places have been allocated for this programme yet; run: payung allocate.',
  });
}

/** Proposes what `chosen` holds; `words` are what an instrument says besides, and enter its digest first. Nobody chosen is nothing proposed. Fault: conflict `instrument-number-taken`. */
export async function propose(
  tx: Tx,
  law: Law,
  of: {
    programme: string;
    number: string;
    effectiveOn: CivilDate;
    kind: 'establishment' | 'amendment' | 'revocation';
    policy: CurrentPolicy;
    runId: string;
    words?: { readonly ofNumber: string | null; readonly words: string };
  },
): Promise<Proposal> {
  await refuseStale(tx, null);
  const digest = new RowDigest();
  const added = new AddedMonths();
  let [additions, removals] = [0, 0];
  if (of.words !== undefined) digest.add(['say', of.words.ofNumber, of.words.words]);
  for await (const chunk of streamChosen(tx)) {
    for (const row of chunk) {
      digest.add(row);
      if (row[0] === 'add') {
        additions += 1;
        added.add(row[1] ?? '', row[5] ?? '', row[6] ?? '');
      } else removals += 1;
    }
  }
  const listDigest = digest.finish();
  const instrumentId = newKey();
  const { term } = of.policy.policy;
  const groups = added.late(law, term);
  const names = groups.length === 0 ? new Map<string, string>() : await regionNames(tx, 'kabupaten', of.policy.area.slice(0, 2));
  const proposal = { instrumentId, number: of.number, additions, removals, listDigest, late: toldLate(law, { term, groups, names }) };
  if (additions + removals === 0) return proposal;
  await saveProposal(tx, law, { ...of, ...proposal, lateAdditions: latePeople(groups) });
  await saveLateAdditions(tx, { instrumentId, sponsor: of.policy.sponsor }, groups);
  if (additions >= bulkRows) await refreshStatistics(tx, 'enrolment.determination');
  return proposal;
}

/** Writes a proposed instrument of any kind and its act. Fault: conflict `instrument-number-taken`. */
export async function saveProposal(
  tx: Tx,
  law: Law,
  of: Pick<NewInstrument, 'instrumentId' | 'programme' | 'kind' | 'number' | 'runId' | 'listDigest' | 'additions' | 'removals' | 'lateAdditions'> & {
    policy: CurrentPolicy;
    effectiveOn: CivilDate;
  },
): Promise<void> {
  const { policy, ...row } = of;
  const { sponsor, area } = policy;
  await recordLawVersion(tx, law.version, [...law.parameters.values()]);
  const saved = await saveInstrument(tx, {
    ...row,
    sponsor,
    area,
    legalBasis: await legalBasisOf(tx, of),
    signatory: policy.policy.instrument.signatory,
    policyVersion: policy.version,
    lawVersion: law.version,
  });
  if (!saved) {
    throw new Fault('conflict', 'instrument-number-taken', {
      id: `Nomor ${of.number} sudah dipakai dalam program ini. Pakai nomor lain.`,
      en: `The number ${of.number} is taken in this programme. Use another.`,
    });
  }
  const { deaths } = await latestSnapshots(tx, sponsor, of.effectiveOn);
  await saveInputs(tx, { instrumentId: of.instrumentId, sponsor, area }, await inputsAt(tx, { ...of, deaths: deaths.map(({ snapshotId }) => snapshotId) }));
  await recordAct(tx, { kind: 'instrument-proposed', subject: of.instrumentId, digest: of.listDigest, sponsor, area });
}

/** The regulations and agreements recorded as in force on the effective date; until any is recorded, what the programme file says in words. */
async function legalBasisOf(tx: Tx, of: { programme: string; effectiveOn: string; policy: CurrentPolicy }): Promise<readonly string[]> {
  const signedOn = dateIn(of.policy.timeZone, tx.at);
  const recorded = (await basesOf(tx, of.programme)).filter((basis) => inForce(basis, { effectiveOn: of.effectiveOn, signedOn }));
  return recorded.length === 0 ? of.policy.policy.instrument.legalBasis : recorded.map(({ number, title }) => `${number}: ${title}`);
}

/** The instrument an official names: by its number, or by its id. Faults: not-found `instrument-unknown`; conflict `number-of-several-instruments`. */
export async function instrumentNamed(tx: Tx, name: string): Promise<string> {
  const [id, ...others] = await instrumentsNamed(tx, name);
  if (id === undefined) {
    if ((await programmesKnown(tx)).some(({ programme }) => programme === name)) {
      throw new Fault('not-found', 'instrument-unknown', {
        id: `"${name}" adalah program, bukan keputusan. Semua keputusannya: payung determine show ${name}.`,
        en: `"${name}" is a programme, not an instrument. All its instruments: payung determine show ${name}.`,
      });
    }
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

/** Every instrument of a programme. Fault: not-found `programme-unknown`, which tells where the name is an instrument's how that one is shown. */
export async function instrumentsShown(tx: Tx, programme: string): Promise<readonly InstrumentRow[]> {
  const known = (await programmesKnown(tx)).some((one) => one.programme === programme);
  if (!known && (await instrumentsNamed(tx, programme)).length > 0) {
    throw new Fault('not-found', 'programme-unknown', {
      id: `"${programme}" adalah keputusan, bukan program. Isinya: payung determine tell ${programme}.`,
      en: `"${programme}" is an instrument, not a programme. It whole: payung determine tell ${programme}.`,
    });
  }
  await currentPolicy(tx, programme);
  return instrumentsOf(tx, programme);
}

/** The instrument an official names, as its proof file is named. Faults as `instrumentNamed`. */
export async function provenInstrument(tx: Tx, name: string): Promise<{ readonly instrumentId: string; readonly programme: string; readonly number: string }> {
  const { instrumentId, programme, number } = (await instrumentOf(tx, await instrumentNamed(tx, name))) as InstrumentRow;
  return { instrumentId, programme, number };
}
