// Decides how the world outside is asked to act: in this thread, or in one of its own, as villages, offices and banks have computers of their own.
import { Worker } from 'node:worker_threads';
import { outsideActs, openWorld } from './outside-acts.ts';
import type { WorldPlan } from './world.ts';

type Acts = typeof outsideActs;
export type OutsideAct = keyof Acts;
/** What an act is given beside the world. */
export type GivenTo<K extends OutsideAct> = Parameters<Acts[K]>[1];

export interface Outside {
  /** The act's result, once its files are written. */
  act<K extends OutsideAct>(name: K, given: GivenTo<K>): Promise<ReturnType<Acts[K]>>;
  close(): Promise<void>;
}

/** The world in this thread: each act is done when it is asked for. */
export function outsideHere(plan: WorldPlan): Outside {
  const world = openWorld(plan);
  return {
    act: (name, given) => Promise.resolve((outsideActs[name] as (of: typeof world, given: unknown) => never)(world, given)),
    close: () => Promise.resolve(),
  };
}

interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: Error;
}

/** The world in a thread of its own, which ends with this process: acts are done one after the other, while we do something else. */
export function outsideInThread(plan: WorldPlan): Outside {
  const worker = new Worker(new URL('./outside-thread.mjs', import.meta.url), { workerData: plan, execArgv: [] });
  const waiting = new Map<number, { resolve: (result: never) => void; reject: (error: unknown) => void }>();
  let asked = 0;
  const fail = (error: unknown): void => {
    for (const one of waiting.values()) one.reject(error);
    waiting.clear();
  };
  worker.on('error', fail);
  worker.on('exit', () => fail(new Error('the world outside has ended')));
  worker.on('message', ({ id, result, error }: Answer) => {
    const one = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) one?.resolve(result as never);
    else one?.reject(error);
    if (waiting.size === 0) worker.unref();
  });
  worker.unref();
  return {
    act: (name, given) =>
      new Promise((resolve, reject) => {
        asked += 1;
        waiting.set(asked, { resolve, reject });
        worker.ref();
        worker.postMessage({ id: asked, name, given });
      }),
    close: async () => void (await worker.terminate()),
  };
}
