// Decides how the bench starts processes of its own: TypeScript by tsx, one message in, messages out, and none left behind.
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill();
});

const profiling: string[] = [];

/** From now on every process leaves a CPU profile in a folder (Chrome's developer tools and `speedscope` open it). */
export function profileInto(folder: string): void {
  profiling.splice(0, Infinity, '--cpu-prof', `--cpu-prof-dir=${folder}`);
}

/** Starts a file of this folder and gives it its task. */
export function begin(file: string, task: unknown): ChildProcess {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), [], {
    execArgv: ['--import', import.meta.resolve('tsx'), ...profiling],
    stdio: ['ignore', 2, 2, 'ipc'], // standard output belongs to the result
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  child.send(task as object);
  return child;
}

/** The next message of a process; it is an error when it ends without one. */
export function messageOf<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null): void => reject(new Error(`a measured process ended (${code ?? 'by a signal'}) without an answer`));
    child.once('exit', ended);
    child.once('message', (answer) => {
      child.off('exit', ended);
      resolve(answer as T);
    });
  });
}

/** Waits until a process has ended. */
export const endOf = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });
