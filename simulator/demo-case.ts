// Decides the order of the demonstration: from the registers of June 2025 to the first payment of January 2026 and the public account.
import { coveredByArea } from '../src/coverage/coverage-steps.ts';
import { civilDate } from '../src/kernel/date.ts';
import { type Month, monthFrom, monthsFrom } from '../src/kernel/month.ts';
import { publishAccount } from '../src/reporting/reporting-steps.ts';
import { type Case, nextProgramme, people, programme } from './demo-cast.ts';
import { lookForDeaths, playMonth } from './demo-month.ts';
import { prepare } from './demo-prepare.ts';
import { type Selection, begin, beginNextYear, drawNextYear, select } from './demo-select.ts';
import { count } from './demo-steps.ts';
import { beside } from './demo-strand.ts';
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
  await begin(of, outside);
  const months = async (): Promise<void> => {
    for (const month of monthsFrom(monthFrom('2025-07'), until ?? monthFrom('2025-12'))) await playMonth(of, outside, programme, month);
  };
  if (until !== undefined) {
    await months();
    return { outside, selection, covered: 0 };
  }
  // Next year's list is drawn while this year's months are paid, and this year's account is made while next year begins.
  const [drawn] = await together(
    beside(of, 'next-year', (next) => drawNextYear(next, outside)),
    months(),
  );
  of.steps.record.digests.push(...drawn.digests);
  const [closed] = await together(
    beside(of, 'account', (account) => closeYear(account, outside)),
    beginNextYear(of, outside).then(() => playMonth(of, outside, nextProgramme, monthFrom('2026-01'))),
  );
  return { outside, selection, covered: closed.result };
}

/** Both, to their ends, even where one fails: nothing is left running behind the failure. */
async function together<A, B>(one: Promise<A>, other: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([one, other]);
  return [await one, await other];
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
