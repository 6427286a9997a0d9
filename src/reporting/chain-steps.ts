// Tells where a programme's chain stands, for its overview.
import type { Tx } from '../platform/database.ts';
import { currentPolicy } from '../programme/programme-steps.ts';
import { type ChainState, chainState } from './chain-store.ts';

export type { ChainState } from './chain-store.ts';

/** The chain of a programme with its title and places. Fault: not-found `programme-unknown`. */
export async function chainShown(
  tx: Tx,
  programme: string,
): Promise<{
  readonly title: { readonly id: string; readonly en: string };
  readonly places: number;
  readonly first: string;
  readonly last: string;
  readonly chain: ChainState;
}> {
  const { policy } = await currentPolicy(tx, programme);
  return {
    title: policy.title,
    places: policy.places.total,
    first: policy.term.first,
    last: policy.term.last,
    chain: await chainState(tx, programme, policy.candidatesFrom ?? programme),
  };
}
