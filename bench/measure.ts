// Decides how a thing is measured: floor and real by turns, each run in a process of its own on an equal database, median and spread over the runs.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ownerSession } from '../src/platform/connection.ts';
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

/** The same with the real thing without policies beside the real thing, before or behind it by turns. */
const sidesWithOpen = (run: number): readonly Side[] => (run % 2 === 0 ? ['floor', 'real', 'open'] : ['open', 'real', 'floor']);

/** Largest of what could be seen. */
export const largest = (values: readonly (number | null | undefined)[]): number | null => {
  const seen = values.filter((value) => value !== null && value !== undefined);
  return seen.length === 0 ? null : Math.max(...seen);
};

/** The floor, the real thing, and the real thing where nobody's rows are kept from him. */
type Side = 'floor' | 'real' | 'open';

/** Row policies of every table no longer apply in this copy: what is granted stays. */
const switchPoliciesOff = (url: string): Promise<void> =>
  ownerSession(url, async (client) => {
    await client.query(`do $$ declare guarded regclass; begin
      for guarded in select oid from pg_class where relrowsecurity loop execute format('alter table %s disable row level security', guarded); end loop;
    end $$`);
  });

async function runOnce(cluster: Cluster, states: States, thing: Thing, side: Side, tables: readonly string[]): Promise<Run> {
  const { url, drop } = await cluster.copy(await states.database(thing.before));
  if (side === 'open') await switchPoliciesOff(url);
  const scratch = await mkdtemp(path.join(tmpdir(), 'payung-bench-run-'));
  try {
    await mkdir(path.join(scratch, 'files'));
    const task: Task = {
      thing: thing.name,
      side: side === 'floor' ? 'floor' : 'real',
      url,
      inputs: states.inputs,
      added: states.folder(thing.after),
      scratch: path.join(scratch, 'files'),
    };
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

/** A run in one line, for whoever must end a long bench early. */
const told = ({ seconds, processorSeconds, peakMb, postgres }: Run): string =>
  `${seconds.toFixed(2)} s, ${processorSeconds?.toFixed(2) ?? '?'} s of processor, Node ${peakMb === null ? '?' : Math.round(peakMb)} MB, PostgreSQL ${postgres === null ? '?' : Math.round(postgres.total)} MB`;

/** Measures the product alone at several sizes, by turns and there and back, so that a machine that grows slower or faster favours none of them. */
export async function measureGrowth(
  cluster: Cluster,
  sizes: readonly { readonly size: number; readonly states: States }[],
  thing: Thing,
  of: { runs: number; tell: (text: string) => void },
): Promise<readonly Result[]> {
  const runs = new Map<number, Run[]>(sizes.map(({ size }) => [size, []]));
  for (const { states } of sizes) {
    if (thing.played === true) await states.ensureRows(thing.after);
    await states.database(thing.before);
  }
  for (let run = 0; run < of.runs; run += 1) {
    for (const { size, states } of run % 2 === 0 ? sizes : sizes.toReversed()) {
      const done = await runOnce(cluster, states, thing, 'real', []);
      of.tell(`${thing.name} ${size}, run ${run + 1}: ${told(done)}`);
      runs.get(size)?.push(done);
    }
  }
  return sizes.map(({ size }) => {
    const done = runs.get(size) ?? [];
    const seconds = done.map((one) => one.seconds);
    return {
      name: thing.name,
      size,
      floorSeconds: null,
      seconds: median(seconds),
      ratio: null,
      nodePeakMb: largest(done.map(({ peakMb }) => peakMb)),
      postgresPeakMb: largest(done.map(({ postgres }) => postgres?.total)),
      postgresOwnMb: largest(done.map(({ postgres }) => postgres?.own)),
      spread: spread(seconds),
      floorSpread: null,
      floorNodePeakMb: null,
      floorPostgresPeakMb: null,
      processorSeconds: middle(done),
      floorProcessorSeconds: null,
      processorRatio: null,
      rows: {},
      floorRows: {},
      each: seconds,
    };
  });
}

/** Measures one thing at one size. */
export async function measure(
  cluster: Cluster,
  states: States,
  thing: Thing,
  of: { size: number; runs: number; policies: boolean; tell: (text: string) => void },
): Promise<Result> {
  await states.ensureRows(thing.after);
  // What the real thing added says which tables to count; files alone add none.
  const tables = thing.before === 'founded' && thing.after === 'posted' ? [] : (await addedRows(states.folder(thing.after))).tables.map(({ table }) => table);
  const runs: Record<Side, Run[]> = { floor: [], real: [], open: [] };
  for (let run = 0; run < of.runs; run += 1) {
    for (const side of of.policies ? sidesWithOpen(run) : orderOf(run)) {
      const done = await runOnce(cluster, states, thing, side, tables);
      of.tell(`${thing.name} ${of.size}, run ${run + 1}, ${side}: ${told(done)}`);
      runs[side].push(done);
    }
  }
  const secondsOf = (side: Side): readonly number[] => runs[side].map(({ seconds }) => seconds);
  const [floorSeconds, seconds] = [median(secondsOf('floor')), median(secondsOf('real'))];
  const [floorProcessorSeconds, processorSeconds] = [middle(runs.floor), middle(runs.real)];
  const [openSeconds, openProcessorSeconds] = [of.policies ? median(secondsOf('open')) : undefined, middle(runs.open)];
  const policyCost =
    openSeconds === undefined
      ? undefined
      : processorSeconds === null || openProcessorSeconds === null
        ? seconds / openSeconds
        : processorSeconds / openProcessorSeconds;
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
    ...(openSeconds === undefined || policyCost === undefined ? {} : { openSeconds, policyCost }),
    rows: runs.real.at(-1)?.rows ?? {},
    floorRows: runs.floor.at(-1)?.rows ?? {},
  };
}
