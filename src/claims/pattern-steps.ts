// Tells an auditor facts worth a look: shared accounts, telephones and agents, and early deaths by sender; it accuses nobody.
import { dateIn } from '../kernel/clock.ts';
import { type Law, LawReading } from '../law/law.ts';
import type { Tx } from '../platform/database.ts';
import { currentPolicy } from '../programme/programme-steps.ts';
import { type EarlyDeaths, type SharedMark, deathsBySender, sharedMarks } from './pattern-store.ts';

/** Early: within the days of the minimum for the full benefit (`jkm-full-minimum-days`). */
export async function patternsOf(
  tx: Tx,
  law: Law,
  programme: string,
): Promise<{ readonly shared: readonly SharedMark[]; readonly senders: readonly EarlyDeaths[]; readonly earlyDays: number }> {
  const { timeZone } = await currentPolicy(tx, programme);
  const earlyDays = new LawReading(law, dateIn(timeZone, tx.at)).take('jkm-full-minimum-days', 'days');
  return { shared: await sharedMarks(tx, programme), senders: await deathsBySender(tx, { programme, days: earlyDays }), earlyDays };
}
