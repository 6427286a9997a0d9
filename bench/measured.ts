// Decides what one measured process is: it opens what it needs, does one thing once under a stopwatch, says seconds and its own peak memory, and ends.
import { ownPeakMb } from './memory.ts';
import { things } from './things.ts';
import { workplaceOn } from './workplace.ts';

/** What a measured process is asked. */
export interface Task {
  readonly thing: string;
  readonly side: 'floor' | 'real';
  readonly url: string;
  readonly inputs: string;
  readonly added: string;
  readonly scratch: string;
}

/** What it answers. */
export interface Answer {
  readonly seconds: number;
  readonly peakMb: number | null;
  /** Seconds of processor this process used meanwhile. */
  readonly processor: number;
}

async function run(task: Task): Promise<Answer> {
  const thing = things.find(({ name }) => name === task.thing);
  if (thing === undefined) throw new Error(`nothing is called ${task.thing}`);
  const workplace = workplaceOn(task.url, task.scratch);
  await workplace.database.read({ id: 'bench', roles: [], sponsor: '*', area: '*' }, async () => {}); // connected before the stopwatch starts
  const [from, used] = [performance.now(), process.cpuUsage()];
  const own = await thing[task.side]({ workplace, ...task });
  const seconds = typeof own === 'number' ? own : (performance.now() - from) / 1000;
  const { user, system } = process.cpuUsage(used);
  await workplace.close();
  return { seconds, peakMb: ownPeakMb(), processor: (user + system) / 1e6 };
}

process.once('message', (task: Task) => {
  run(task).then(
    (answer) => process.send?.(answer, () => process.disconnect()),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      process.exit(1);
    },
  );
});
