// Measures the annex of a signed list: seconds, memory and size of PDF and workbook, whole and masked, each written in a process of its own.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type AnnexForm, writeAnnex } from '../src/enrolment/annex-steps.ts';
import { openCluster } from './cluster.ts';
import { inputsOf } from './inputs.ts';
import { openStates } from './states.ts';
import { sign } from './steps.ts';
import { office, workplaceOn } from './workplace.ts';

const here = fileURLToPath(import.meta.url);

interface Task {
  readonly url: string;
  readonly folder: string;
  readonly instrumentId: string;
  readonly kind: 'full' | 'public';
  readonly form: AnnexForm;
}

/** One annex in this process; its peak memory is the kernel's own count. */
async function write({ url, folder, instrumentId, kind, form }: Task): Promise<void> {
  const workplace = workplaceOn(url, folder, '2025-07-01T09:00:00+08:00');
  const [start, before] = [performance.now(), process.cpuUsage()];
  const written = await writeAnnex(workplace, office, {
    instrumentId,
    kind,
    form,
    folder,
    reason: 'pengukuran lampiran',
    through: 'command',
    at: workplace.clock.now(),
  });
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  const peak = /VmHWM:\s+(\d+)/.exec(await readFile('/proc/self/status', 'utf8'))?.[1];
  await workplace.close();
  process.send?.({ ...written, seconds, cpu: (user + system) / 1e6, peakMb: Number(peak) / 1024 });
  process.disconnect();
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    // Seven of ten inhabitants get a place: this many give a list of 100,000.
    options: { size: { type: 'string', default: '143500' }, folder: { type: 'string' }, out: { type: 'string' } },
  });
  const root = path.resolve(values.folder ?? path.join(tmpdir(), 'payung-bench'));
  const size = Number(values.size);
  await mkdir(root, { recursive: true });
  const cluster = await openCluster(path.join(root, 'server'), undefined);
  const out = values.out === undefined ? await mkdtemp(path.join(tmpdir(), 'payung-bench-annex-')) : path.resolve(values.out);
  try {
    const tell = (text: string): void => void process.stderr.write(`${text}\n`);
    const inputs = await inputsOf(root, { people: size }, tell);
    const states = await openStates(cluster, { root, inputs, size: { people: size }, fresh: false, kept: true, tell });
    const { url, drop } = await cluster.copy(await states.database('selected'));
    const workplace = workplaceOn(url, out);
    const instrumentId = await sign(workplace);
    await workplace.close();
    for (const kind of ['full', 'public'] as const) {
      for (const form of ['pdf', 'xlsx'] as const) {
        const child = fork(here, [], { execArgv: ['--import', 'tsx'] });
        child.send({ url, folder: out, instrumentId, kind, form } satisfies Task);
        const [done] = (await once(child, 'message')) as [
          { path: string; people: number; pages: number | null; bytes: number; seconds: number; cpu: number; peakMb: number },
        ];
        const pages = done.pages === null ? '' : `, ${done.pages} pages`;
        process.stdout.write(
          `${kind} ${form}: ${done.people} people${pages}, ${done.seconds.toFixed(1)} s (${done.cpu.toFixed(1)} s of processor), ${done.peakMb.toFixed(0)} MB of memory, ${(done.bytes / 1e6).toFixed(1)} MB file\n`,
        );
      }
    }
    await drop();
  } finally {
    await cluster.close();
    if (values.out === undefined) await rm(out, { recursive: true, force: true });
  }
}

if (process.send === undefined) await main();
else process.once('message', (task) => void write(task as Task));
