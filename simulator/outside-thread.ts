// Decides how the thread of the world outside answers: one act after the other, each with its result or its error.
import { parentPort, workerData } from 'node:worker_threads';
import { type OutsideAct } from './outside.ts';
import { openWorld, outsideActs } from './outside-acts.ts';
import type { WorldPlan } from './world.ts';

const world = openWorld(workerData as WorldPlan);

parentPort?.on('message', ({ id, name, given }: { id: number; name: OutsideAct; given: unknown }) => {
  try {
    const result = (outsideActs[name] as (of: typeof world, given: unknown) => unknown)(world, given);
    parentPort?.postMessage({ id, result });
  } catch (error) {
    parentPort?.postMessage({ id, error });
  }
});
