// Measures what the product takes beside the least that PostgreSQL and the disk take for the same result: floor and real in one run, for people and as JSON.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { type Cluster, openCluster } from './cluster.ts';
import { lookUpsBeginIn, measureLookUps, measurePages, pagesBeginIn } from './http.ts';
import { inputsOf } from './inputs.ts';
import { benchLinkage } from './linkage/linkage.ts';
import { measure, measureGrowth } from './measure.ts';
import { type Group, type Options, readOptions, usage } from './options.ts';
import { profileInto } from './processes.ts';
import { tableOf } from './report.ts';
import type { Size } from './plan.ts';
import { type Result, growthOf, tidy, untilReconciled, withoutFiles } from './result.ts';
import { type StateName, type States, openStates } from './states.ts';
import { things } from './things.ts';

const began = performance.now();
const tell = (text: string): void => void process.stderr.write(`${((performance.now() - began) / 1000).toFixed(1).padStart(7)} s  ${text}\n`);

/** The states what is asked begins and ends in. */
function statesOf(only: readonly Group[]): { readonly begins: ReadonlySet<StateName>; readonly ends: ReadonlySet<StateName> } {
  const measured = things.filter(({ group }) => only.some((one) => one === group));
  const served = [...(only.includes('coverage') ? [lookUpsBeginIn] : []), ...(only.includes('pages') ? [pagesBeginIn] : [])];
  return { begins: new Set([...measured.map(({ before }) => before), ...served]), ends: new Set(measured.map(({ after }) => after)) };
}

async function measureSize(cluster: Cluster, options: Options, root: string, size: number): Promise<readonly Result[]> {
  const { only, runs, quick, fresh, lean, policies } = options;
  const asks: Size = { people: size, listed: options.listed, times: options.times };
  const inputs = await inputsOf(root, { people: size, listed: options.listed }, tell);
  const states = await openStates(cluster, { root, inputs, size: asks, fresh, kept: !quick, only: lean ? statesOf(only) : undefined, tell });
  const asked = { size, runs, quick, policies, tell };
  const results: Result[] = [];
  try {
    for (const group of only) {
      const measured: Result[] = [];
      for (const thing of things.filter((one) => one.group === group)) measured.push(await measure(cluster, states, thing, asked));
      const [month, files, reconciliation] = ['month', 'month-files', 'reconciliation'].map((name) => measured.find((one) => one.name === name));
      if (month !== undefined && files !== undefined) measured.push(withoutFiles(month, files));
      if (month !== undefined && reconciliation !== undefined) measured.push(untilReconciled(month, reconciliation));
      if (group === 'coverage') measured.push(await measureLookUps(cluster, states, asked));
      if (group === 'pages') measured.push(...(await measurePages(cluster, states, asked)));
      results.push(...measured.map(tidy));
    }
  } finally {
    if (quick) await states.forget();
  }
  return results;
}

/** The same things at every size, by turns. */
async function measureAllSizes(cluster: Cluster, options: Options, root: string): Promise<readonly Result[]> {
  const { only, runs, quick, fresh, listed, times } = options;
  const measured = things.filter(({ group }) => only.some((one) => one === group));
  const begins = new Set(measured.map(({ before }) => before));
  const ends = new Set(measured.filter(({ played }) => played === true).map(({ after }) => after));
  const sizes: { readonly size: number; readonly states: States }[] = [];
  for (const size of options.sizes) {
    const inputs = await inputsOf(root, { people: size, listed }, tell);
    sizes.push({
      size,
      states: await openStates(cluster, { root, inputs, size: { people: size, listed, times }, fresh, kept: !quick, only: { begins, ends }, tell }),
    });
  }
  try {
    const results: Result[] = [];
    for (const thing of measured) results.push(...(await measureGrowth(cluster, sizes, thing, { runs, tell })).map(tidy));
    return results;
  } finally {
    if (quick) for (const { states } of sizes) await states.forget();
  }
}

async function bench(options: Options): Promise<void> {
  const { quick, runs } = options;
  const root = quick ? await mkdtemp(path.join(tmpdir(), 'payung-bench-quick-')) : options.folder;
  await mkdir(root, { recursive: true });
  if (options.profile !== undefined) profileInto(options.profile);
  const cluster = await openCluster(path.join(root, 'server'), options.url);
  let ending: Promise<void> | undefined;
  /** Once, whether everything was measured, something failed or somebody said stop. */
  const end = (): Promise<void> =>
    (ending ??= (async () => {
      await cluster.close();
      if (quick) await rm(root, { recursive: true, force: true });
    })());
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end().finally(() => process.exit(1)));
  try {
    const results: Result[] = [];
    if (options.growth) results.push(...(await measureAllSizes(cluster, options, root)));
    else for (const size of options.sizes) results.push(...(await measureSize(cluster, options, root, size)));
    const growth = growthOf(results);
    const { version, sharedBuffersMb, durable } = cluster;
    const machine = {
      node: process.versions.node,
      postgres: version,
      sharedBuffersMb,
      durable,
      processors: cpus().length,
      load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
    };
    process.stdout.write(`\n${tableOf(results, growth, machine, runs)}`);
    if (options.json) process.stdout.write(`${JSON.stringify({ machine, runs, things: results, growth })}\n`);
  } finally {
    await end();
  }
}

const words = process.argv.slice(2);
const [thing, ...rest] = words;
const groups: Readonly<Record<string, (given: readonly string[]) => Promise<number>>> = {
  linkage: benchLinkage,
  intake: async (given) => (await import('./lists/run.ts')).benchLists(given),
};
const group = groups[thing ?? ''];
const options = group === undefined ? readOptions(words) : usage;
if (group !== undefined) process.exitCode = await group(rest);
else if (typeof options === 'string') {
  process.stderr.write(options === usage ? usage : `${options}\n\n${usage}`);
  process.exitCode = options === usage ? 0 : 2;
} else await bench(options);
