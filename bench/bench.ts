// Measures what the product takes beside the least that PostgreSQL and the disk take for the same result: floor and real in one run, for people and as JSON.
import { cpus } from 'node:os';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openCluster } from './cluster.ts';
import { inputsOf } from './inputs.ts';
import { measure } from './measure.ts';
import { type Options, readOptions, usage } from './options.ts';
import { tableOf } from './report.ts';
import { type Result, growthOf, tidy, withoutFiles } from './result.ts';
import { openStates } from './states.ts';
import { things } from './things.ts';

const began = performance.now();
const tell = (text: string): void => void process.stderr.write(`${((performance.now() - began) / 1000).toFixed(1).padStart(7)} s  ${text}\n`);

async function bench(options: Options): Promise<void> {
  const root = options.quick ? await mkdtemp(path.join(tmpdir(), 'payung-bench-quick-')) : options.folder;
  await mkdir(root, { recursive: true });
  const cluster = await openCluster(path.join(root, 'server'), options.url);
  const results: Result[] = [];
  try {
    for (const size of options.sizes) {
      const inputs = await inputsOf(root, size, tell);
      const states = await openStates(cluster, root, inputs, size, options.fresh || options.quick, tell);
      for (const group of options.only) {
        const measured: Result[] = [];
        for (const thing of things.filter((one) => one.group === group)) measured.push(await measure(cluster, states, thing, { size, runs: options.runs, tell }));
        const [month, files] = ['month', 'month-files'].map((name) => measured.find((one) => one.name === name));
        if (month !== undefined && files !== undefined) measured.push(withoutFiles(month, files));
        results.push(...measured.map(tidy));
      }
      if (options.quick) await states.forget();
    }
    const growth = growthOf(results);
    process.stdout.write(`\n${tableOf(results, growth)}\n`);
    const { version, sharedBuffersMb, durable } = cluster;
    const machine = { node: process.versions.node, postgres: version, sharedBuffersMb, durable, processors: cpus().length };
    process.stdout.write(`PostgreSQL ${version}, shared_buffers ${sharedBuffersMb} MB${durable ? '' : ', NOT durable'}; Node ${machine.node}; ${machine.processors} processors; median of ${options.runs}\n`);
    if (options.json) process.stdout.write(`${JSON.stringify({ machine, runs: options.runs, things: results, growth })}\n`);
  } finally {
    await cluster.close();
    if (options.quick) await rm(root, { recursive: true, force: true });
  }
}

const options = readOptions(process.argv.slice(2));
if (typeof options === 'string') {
  process.stderr.write(options === usage ? usage : `${options}\n\n${usage}`);
  process.exitCode = options === usage ? 0 : 2;
} else await bench(options);
