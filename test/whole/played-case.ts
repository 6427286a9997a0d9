// Decides the small case the tests of the whole chain look at: the demonstration's own steps, without its words, on a database that is thrown away.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { civilDate } from '../../src/kernel/date.ts';
import { type Month, monthFrom, monthsFrom } from '../../src/kernel/month.ts';
import type { Workplace } from '../../src/platform/workplace.ts';
import { type Case, lookForDeaths, nextYear, playMonth, prepare, programme, publish, select } from '../../simulator/demo-case.ts';
import { DemoSteps } from '../../simulator/demo-steps.ts';
import type { World } from '../../simulator/world.ts';
import type { TestDatabase } from '../database.ts';
import { testWorkplace } from '../workplace.ts';

/** The demonstration's clock, without its lines. */
class QuietSteps extends DemoSteps {
  override step<T>(_key: string, _title: string, work: () => Promise<T>): Promise<T> {
    return work();
  }
}

export interface PlayedCase {
  readonly of: Case;
  readonly world: World;
  readonly workplace: Workplace & TestDatabase;
  readonly selection: Awaited<ReturnType<typeof select>>;
  drop(): Promise<void>;
}

/** Plays the case at a hundredth of its size up to a month of 2025 (or, without one, to the first month of 2026 and the published account), in a fresh database unless one is given. */
export async function playCase(of: { readonly until?: Month; readonly in?: TestDatabase } = {}): Promise<PlayedCase> {
  const workplace = await testWorkplace(of.in);
  const folder = await mkdtemp(path.join(tmpdir(), 'payung-case-'));
  const made: Case = {
    workplace,
    steps: new QuietSteps(workplace.clock),
    folder,
    seed: 'payung',
    scale: 0.01,
    people: 6000,
    exchange: false,
    digests: [],
    rosters: [],
    deathsCovered: [],
  };
  const world = await prepare(made);
  const selection = await select(made, world);
  for (const month of monthsFrom(monthFrom('2025-07'), of.until ?? monthFrom('2025-12'))) await playMonth(made, world, programme, month);
  if (of.until === undefined) {
    await nextYear(made, world);
    await lookForDeaths(made, world, programme, civilDate('2026-01-19'));
    await publish(made);
  }
  return {
    of: made,
    world,
    workplace,
    selection,
    drop: async () => {
      await workplace.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
