// Decides the order of the demonstration: from the registers of June 2025 to the first payment of January 2026 and the public account.
import { coveredByArea } from '../src/coverage/coverage-steps.ts';
import { civilDate } from '../src/kernel/date.ts';
import { type Month, monthFrom, monthsFrom } from '../src/kernel/month.ts';
import { publishAccount } from '../src/reporting/reporting-steps.ts';
import { type Case, nextProgramme, people, programme } from './demo-cast.ts';
import { registerEstablishment, signEstablishment } from './demo-instruments.ts';
import { lookForDeaths, playMonth } from './demo-month.ts';
import { prepare } from './demo-prepare.ts';
import { type Selection, drawNextYear, firstList, nextList, select } from './demo-select.ts';
import { count } from './demo-steps.ts';
import { Happening, beside, together } from './demo-strand.ts';
import type { DemoWorld } from './demo-world.ts';
import type { Outside } from './outside.ts';

/** What the playing of a case comes to. */
export interface Played {
  readonly outside: Outside;
  readonly selection: Selection;
  /** People protected on the last day of 2025, as the published account says. */
  readonly covered: number;
}

/** Plays the case to its end, or up to a month of 2025. */
export async function playCase(of: Case, world: DemoWorld, until?: Month): Promise<Played> {
  const { outside } = world;
  await prepare(of, world);
  const selection = await select(of, outside);
  if (until !== undefined) {
    await thisYear(of, outside, { until });
    return { outside, selection, covered: 0 };
  }
  // Next year's list is drawn while this year's is signed and paid, and signed once nobody joins this year's any more.
  const joined = new Happening();
  const [covered, next] = await together(
    joined.within(thisYear(of, outside, { until: lastMonth, joined: joined.happened })).then(() => closeYear(of, outside)),
    beside(of, 'next-year', (strand) => nextYear(strand, outside, joined.awaited)),
  );
  of.steps.record.digests.push(...next.digests);
  of.steps.record.rosters.push(...next.rosters);
  return { outside, selection, covered };
}

const lastMonth = monthFrom('2025-12');

/** July to December 2025: the list is signed, everybody on it registered, and each month paid. `joined` hears when the last have joined. */
async function thisYear(of: Case, outside: Outside, { until, joined }: { readonly until: Month; readonly joined?: () => void }): Promise<void> {
  await signEstablishment(of, firstList);
  await registerEstablishment(of, outside, firstList);
  for (const month of monthsFrom(monthFrom('2025-07'), until)) await playMonth(of, outside, programme, month, month === until ? joined : undefined);
}

/** January 2026: the list is drawn and signed, and the first month paid. Whom a branch refused is left off it: that is known when the old year's last have joined. */
async function nextYear(of: Case, outside: Outside, joined: Promise<void>): Promise<void> {
  await drawNextYear(of, outside);
  await joined;
  await signEstablishment(of, nextList);
  await registerEstablishment(of, outside, nextList);
  await playMonth(of, outside, nextProgramme, monthFrom('2026-01'));
}

/** January 2026: the deaths reported late are found, and the account of 2025 is published. */
async function closeYear(of: Case, outside: Outside): Promise<number> {
  await of.steps.step(
    'deaths',
    'Kematian terlambat dilaporkan',
    async () => {
      const { deaths, opened } = await lookForDeaths(of, outside, programme, civilDate('2026-01-19'));
      return { deaths, opened };
    },
    (found) => `${found.deaths} kematian baru, ${found.opened} klaim dibuka`,
  );
  return publish(of);
}

/** Publishes the account of 2025 as of its last day; answers how many were protected on it, also where so few that the account withholds it. */
async function publish(of: Case): Promise<number> {
  of.steps.day('2026-01-20');
  return of.steps.step(
    'publish',
    'Akun publik / public account',
    async () => {
      const [{ workplace }, on] = [of, civilDate('2025-12-31')];
      const { protectedPeople } = (await publishAccount(workplace, people.office, programme, on)).account.totals;
      if (protectedPeople !== 'withheld') return protectedPeople;
      const areas = await workplace.database.read(people.office, (tx) => coveredByArea(tx, { law: workplace.law, programme, on }));
      return [...areas.values()].reduce((sum, covered) => sum + covered, 0);
    },
    (covered) => `${count(covered)} terlindungi pada 31 Desember 2025`,
  );
}
