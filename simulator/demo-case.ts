// Decides the order of the demonstration: from the registers of June 2025 to the first payment of January 2026 and the public account.
import { civilDate } from '../src/kernel/date.ts';
import { type Month, monthFrom, monthsFrom } from '../src/kernel/month.ts';
import { publishAccount } from '../src/reporting/reporting-steps.ts';
import { type Case, nextProgramme, people, programme } from './demo-cast.ts';
import { lookForDeaths, playMonth } from './demo-month.ts';
import { prepare } from './demo-prepare.ts';
import { type Selection, nextYear, select } from './demo-select.ts';
import { count } from './demo-steps.ts';
import type { Outside } from './outside.ts';

/** What the playing of a case comes to. */
export interface Played {
  readonly outside: Outside;
  readonly selection: Selection;
  /** People protected on the last day of 2025, as the published account says. */
  readonly covered: number;
}

/** Plays the case to its end, or up to a month of 2025. */
export async function playCase(of: Case, until?: Month): Promise<Played> {
  const outside = await prepare(of);
  const selection = await select(of, outside);
  for (const month of monthsFrom(monthFrom('2025-07'), until ?? monthFrom('2025-12'))) await playMonth(of, outside, programme, month);
  if (until !== undefined) return { outside, selection, covered: 0 };
  await nextYear(of, outside);
  await playMonth(of, outside, nextProgramme, monthFrom('2026-01'));
  await of.steps.step(
    'deaths',
    'Kematian terlambat dilaporkan',
    async () => {
      const { deaths, opened } = await lookForDeaths(of, outside, programme, civilDate('2026-01-19'));
      return { deaths, opened };
    },
    (found) => `${found.deaths} kematian baru, ${found.opened} klaim dibuka`,
  );
  return { outside, selection, covered: await publish(of) };
}

/** Publishes the account of 2025 as of its last day; answers how many were protected on it. */
async function publish(of: Case): Promise<number> {
  of.steps.day('2026-01-20');
  return of.steps.step(
    'publish',
    'Akun publik / public account',
    async () => (await publishAccount(of.workplace, people.office, programme, civilDate('2025-12-31'))).account.totals.protectedPeople,
    (covered) => `${count(covered)} terlindungi pada 31 Desember 2025`,
  );
}
