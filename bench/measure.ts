// Decides how a thing is measured: floor and real by turns, each run in a process of its own on an equal database, median and spread over the runs.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Cluster, countRows } from './cluster.ts';
import type { Thing } from './ground.ts';
import type { Answer, Task } from './measured.ts';
import { type PostgresPeak, postgresProcessorSeconds, watchPostgres } from './memory.ts';
import { begin, endOf, messageOf } from './processes.ts';
import type { Result } from './result.ts';
import { type States, addedRows } from './states.ts';
import { median, spread } from './statistics.ts';

interface Run extends Answer {
  readonly postgres: PostgresPeak | null;
  /** Of Node and PostgreSQL together. */
  readonly processorSeconds: number | null;
  readonly rows: Readonly<Record<string, number>>;
}

/** The sides of a run in their order: who goes first alternates, so that neither always finds the warmer machine. */
export const orderOf = (run: number): readonly ('floor' | 'real')[] => (run % 2 === 0 ? ['floor', 'real'] : ['real', 'floor']);

/** Largest of what could be seen. */
export const largest = (values: readonly (number | null | undefined)[]): number | null => {
  const seen = values.filter((value) => value !== null && value !== undefined);
  return seen.length === 0 ? null : Math.max(...seen);
};

async function runOnce(cluster: Cluster, states: States, thing: Thing, side: 'floor' | 'real', tables: readonly string[]): Promise<Run> {
  const { url, drop } = await cluster.copy(await states.database(thing.before));
  const scratch = await mkdtemp(path.join(tmpdir(), 'payung-bench-run-'));
  try {
    await mkdir(path.join(scratch, 'files'));
    const task: Task = { thing: thing.name, side, url, inputs: states.inputs, added: states.folder(thing.after), scratch: path.join(scratch, 'files') };
    const before = postgresProcessorSeconds(cluster.postmaster);
    const stop = watchPostgres(cluster.postmaster);
    const child = begin('measured.ts', task);
    const answer = await messageOf<Answer>(child).finally(() => child.connected && child.disconnect());
    const postgres = stop();
    await endOf(child);
    const after = postgresProcessorSeconds(cluster.postmaster);
    const processorSeconds = before === null || after === null ? null : answer.processor + after - before;
    return { ...answer, postgres, processorSeconds, rows: await countRows(url, tables) };
  } finally {
    await drop();
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Median processor time, when every run could be seen. */
function middle(runs: readonly Run[]): number | null {
  const seen = runs.map(({ processorSeconds }) => processorSeconds).filter((value) => value !== null);
  return seen.length < runs.length ? null : median(seen);
}

/** Measures one thing at one size. */
export async function measure(
  cluster: Cluster,
  states: States,
  thing: Thing,
  of: { size: number; runs: number; tell: (text: string) => void },
): Promise<Result> {
  await states.database(thing.after);
  // What the real thing added says which tables to count; files alone add none.
  const tables = thing.before === 'founded' && thing.after === 'posted' ? [] : (await addedRows(states.folder(thing.after))).tables.map(({ table }) => table);
  const runs: Record<'floor' | 'real', Run[]> = { floor: [], real: [] };
  for (let run = 0; run < of.runs; run += 1) {
    for (const side of orderOf(run)) {
      const done = await runOnce(cluster, states, thing, side, tables);
      of.tell(`${thing.name} ${of.size}, run ${run + 1}, ${side}: ${done.seconds.toFixed(2)} s`);
      runs[side].push(done);
    }
  }
  const secondsOf = (side: 'floor' | 'real'): readonly number[] => runs[side].map(({ seconds }) => seconds);
  const [floorSeconds, seconds] = [median(secondsOf('floor')), median(secondsOf('real'))];
  const [floorProcessorSeconds, processorSeconds] = [middle(runs.floor), middle(runs.real)];
  return {
    name: thing.name,
    size: of.size,
    floorSeconds,
    seconds,
    ratio: seconds / floorSeconds,
    nodePeakMb: largest(runs.real.map(({ peakMb }) => peakMb)),
    postgresPeakMb: largest(runs.real.map(({ postgres }) => postgres?.total)),
    postgresOwnMb: largest(runs.real.map(({ postgres }) => postgres?.own)),
    spread: spread(secondsOf('real')),
    floorSpread: spread(secondsOf('floor')),
    floorNodePeakMb: largest(runs.floor.map(({ peakMb }) => peakMb)),
    floorPostgresPeakMb: largest(runs.floor.map(({ postgres }) => postgres?.total)),
    processorSeconds,
    floorProcessorSeconds,
    processorRatio: processorSeconds === null || floorProcessorSeconds === null ? null : processorSeconds / floorProcessorSeconds,
    rows: runs.real.at(-1)?.rows ?? {},
    floorRows: runs.floor.at(-1)?.rows ?? {},
  };
}
