import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { requests } from '../src/registry/verification-steps.ts';
import { QuietSteps } from '../test/quiet-steps.ts';
import { testWorkplace } from '../test/workplace.ts';
import { type Case, people } from './demo-cast.ts';
import { exchange } from './demo-exchange.ts';
import { prepare } from './demo-prepare.ts';
import { openDemoWorld } from './demo-world.ts';
import { outsideHere } from './outside.ts';

test('an exchange taken up again asks nobody twice, and a list whose request was never recorded is written anew', async () => {
  const workplace = await testWorkplace();
  const folder = await mkdtemp(path.join(tmpdir(), 'payung-exchange-'));
  try {
    const of: Case = { workplace, steps: new QuietSteps(workplace.clock), folder, seed: 'payung', scale: 0.005, people: 3000, exchange: true };
    const world = await openDemoWorld(of, outsideHere);
    await prepare(of, world);
    await writeFile(path.join(folder, 'permintaan-population.csv'), 'permintaan,baris,nik\n'); // killed while it was written
    const sent = async () => (await workplace.database.read(people.office, (tx) => requests(tx))).map(({ register, asked }) => [register, asked]).sort();
    await exchange(of, world.outside);
    const first = await sent();
    expect(first.map(([register]) => register)).toEqual(['membership', 'population']);
    await exchange(of, world.outside); // with nothing remembered, as after a kill
    expect(await sent()).toEqual(first);
  } finally {
    await workplace.drop();
    await rm(folder, { recursive: true, force: true });
  }
});
