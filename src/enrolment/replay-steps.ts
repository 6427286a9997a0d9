// Makes a recorded list again from what it was proposed from: the ranking of its run, its policy, and leavers, closed months, deaths and lists as they stood then.
import type { Actor } from '../kernel/actor.ts';
import { instant } from '../kernel/clock.ts';
import { civilDate } from '../kernel/date.ts';
import { RowDigest } from '../kernel/digest.ts';
import { assert } from '../kernel/fault.ts';
import type { Database, Tx } from '../platform/database.ts';
import { recordedPolicy } from '../programme/programme-steps.ts';
import { latestSnapshots } from '../registry/registry-steps.ts';
import { chooseRevoked, textOf } from './family-store.ts';
import { type Before, type InstrumentInput, type ReplayedRow, inputsAt, recordedInputs, replayDifference } from './instrument-input-store.ts';
import { type InstrumentRow, choosePlaced, chooseReplacements, streamChosen } from './instrument-store.ts';
import { listedDigest } from './listed-digest-steps.ts';

export { checkCommittedList } from './committed-list-steps.ts';
export { type InstrumentRow } from './instrument-store.ts';
export { provenInstrument } from './instrument-steps.ts';

/** One input that is not what it was. */
export interface DifferingInput {
  readonly input: string;
  readonly recorded: string;
  readonly now: string;
}

export interface ListReplay {
  /** The digest of the list as it stands, and of the list made again. */
  readonly stored: string;
  readonly replayed: string;
  readonly differing: number;
  readonly first: readonly ReplayedRow[];
  readonly inputs: readonly DifferingInput[];
}

/** Makes the list of an instrument again and compares it with the one that stands; leaves nothing behind. */
export async function replayList(port: { readonly database: Database }, actor: Actor, instrument: InstrumentRow): Promise<ListReplay> {
  return port.database.transact(actor, async (tx) => {
    const { instrumentId, programme, runId } = instrument;
    const before: Before = { at: instrument.proposedAt, instrumentId };
    const deaths = (await latestSnapshots(tx, instrument.sponsor, civilDate(instrument.effectiveOn), instant(instrument.proposedAt))).deaths.map(
      ({ snapshotId }) => snapshotId,
    );
    const stored = (await listedDigest(tx, instrumentId)).digest;
    const inputs = differences(await recordedInputs(tx, instrumentId), await inputsAt(tx, { programme, runId, deaths }, before));
    if (!(await choose(tx, instrument, before, deaths))) return { stored, replayed: instrument.listDigest, differing: 0, first: [], inputs };
    const digest = new RowDigest();
    const text = await textOf(tx, instrumentId);
    if (text !== undefined) digest.add(['say', text.ofNumber, text.words]);
    for await (const chunk of streamChosen(tx)) for (const row of chunk) digest.add(row);
    const { differing, first } = await replayDifference(tx, instrumentId);
    return { stored, replayed: digest.finish(), differing, first, inputs };
  });
}

/** Gathers in `chosen` whom the instrument would add and remove; false for errata and minutes, which choose nobody. */
async function choose(tx: Tx, instrument: InstrumentRow, before: Before, deaths: readonly string[]): Promise<boolean> {
  const { programme, runId } = instrument;
  if (instrument.kind === 'establishment') {
    const { first, last } = (await recordedPolicy(tx, programme, instrument.policyVersion)).policy.term;
    await choosePlaced(tx, { runId, first: `${first}-01`, last: `${last}-01` }, before);
    return true;
  }
  if (instrument.kind === 'amendment') {
    await chooseReplacements(tx, { runId, programme, deaths }, before);
    return true;
  }
  if (instrument.kind !== 'revocation') return false;
  const text = await textOf(tx, instrument.instrumentId);
  assert(text?.ofInstrument != null, 'a revocation is of an instrument');
  await chooseRevoked(tx, { instrumentId: text.ofInstrument, programme }, before);
  return true;
}

const differences = (recorded: readonly InstrumentInput[], now: readonly InstrumentInput[]): readonly DifferingInput[] =>
  recorded.flatMap((then) => {
    const today = now.find(({ input }) => input === then.input);
    return today?.digest === then.digest
      ? []
      : [{ input: then.input, recorded: `${then.rows}, ${then.digest}`, now: `${today?.rows ?? 0}, ${today?.digest ?? '-'}` }];
  });
