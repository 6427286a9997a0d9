// Sets the deaths to expect beside the deaths found and the claims opened, so that families nobody has reached are seen as a number.
import { dateIn } from '../kernel/clock.ts';
import type { CivilDate } from '../kernel/date.ts';
import type { Law } from '../law/law.ts';
import type { Tx } from '../platform/database.ts';
import { currentPolicy } from '../programme/programme-steps.ts';
import { latestSnapshots } from '../registry/registry-steps.ts';
import { type ExpectedDeaths, expectedDeaths } from './expected-deaths.ts';
import { deathsClaimed, exposureOf } from './expected-store.ts';

export interface ExpectedBesideFound extends ExpectedDeaths {
  readonly on: CivilDate;
  readonly found: number;
  readonly claims: number;
  /** `fewer` than chance explains, `more`, or `within` the interval. */
  readonly verdict: 'fewer' | 'within' | 'more';
}

/** Deaths to expect among the months posted by a day (today when absent). Fault: not-found `programme-unknown`. */
export async function expectedOf(tx: Tx, law: Law, programme: string, day?: CivilDate): Promise<ExpectedBesideFound> {
  const policy = await currentPolicy(tx, programme);
  const on = day ?? dateIn(policy.timeZone, tx.at);
  const { population } = await latestSnapshots(tx, policy.sponsor, on);
  const exposure = await exposureOf(tx, { programme, on, snapshots: population.map(({ snapshotId }) => snapshotId) });
  const expected = expectedDeaths(law, on, exposure);
  const counted = await deathsClaimed(tx, { programme, on });
  const verdict = counted.claims < expected.low ? 'fewer' : counted.claims > expected.high ? 'more' : 'within';
  return { ...expected, ...counted, on, verdict };
}
