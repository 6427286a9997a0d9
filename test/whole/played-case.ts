// Decides the small case the tests of the whole chain look at: the demonstration's own steps, without its words, on a database that is thrown away.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Month } from '../../src/kernel/month.ts';
import type { Workplace } from '../../src/platform/workplace.ts';
import { type Played, playCase as play } from '../../simulator/demo-case.ts';
import type { Case } from '../../simulator/demo-cast.ts';
import { openDemoWorld } from '../../simulator/demo-world.ts';
import { outsideHere } from '../../simulator/outside.ts';
import type { TestDatabase } from '../database.ts';
import { QuietSteps } from '../quiet-steps.ts';
import { testWorkplace } from '../workplace.ts';

export interface PlayedCase extends Played {
  readonly of: Case;
  readonly workplace: Workplace & TestDatabase;
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
  };
  return {
    of: made,
    workplace,
    ...(await play(made, await openDemoWorld(made, outsideHere), of.until)),
    drop: async () => {
      await workplace.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
