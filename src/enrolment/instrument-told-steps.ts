// Tells one instrument whole: what it rests on, who proposed, reviewed, signed or withdrew it, what it says, and what it still lacks.
import type { Law } from '../law/law.ts';
import type { Tx } from '../platform/database.ts';
import { currentPolicy, regionNames } from '../programme/programme-steps.ts';
import { delegationsOf, groundOf, withdrawalOf } from './grounds-store.ts';
import { groundsOf } from './grounds-steps.ts';
import { textOf } from './family-store.ts';
import { instrumentNamed } from './instrument-steps.ts';
import { type InstrumentRow, instrumentOf } from './instrument-store.ts';
import { toldLate } from './late-additions.ts';
import { lateAdditionsOf } from './second-approval-store.ts';

/** An instrument with its family, by number or id. Faults: those of `instrumentNamed`. */
export async function tellInstrument(tx: Tx, law: Law, name: string) {
  const instrument = (await instrumentOf(tx, await instrumentNamed(tx, name))) as InstrumentRow;
  const { instrumentId, programme } = instrument;
  const policy = await currentPolicy(tx, programme);
  const { bases, reviews, approval, lacks } = await groundsOf(tx, instrument, policy);
  const ground = await groundOf(tx, instrumentId);
  const delegation =
    ground?.delegationId == null ? null : ((await delegationsOf(tx, programme)).find(({ delegationId }) => delegationId === ground.delegationId) ?? null);
  const groups = await lateAdditionsOf(tx, instrumentId);
  return {
    ...instrument,
    text: (await textOf(tx, instrumentId)) ?? null,
    bases,
    reviews,
    late: toldLate(law, {
      term: policy.policy.term,
      groups,
      names: groups.length === 0 ? new Map() : await regionNames(tx, 'kabupaten', instrument.area.slice(0, 2)),
    }),
    secondApproval: approval,
    lacks: instrument.signedBy === null ? lacks : [],
    withdrawal: (await withdrawalOf(tx, instrumentId)) ?? null,
    signedThrough: ground?.signedThrough ?? null,
    delegation,
  };
}
