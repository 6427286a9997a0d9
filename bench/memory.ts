// Decides how memory and processor time are told: a process's own peak as Linux keeps it; PostgreSQL's as the sum over its processes.
import { readFileSync } from 'node:fs';
import type pg from 'pg';

const megabyte = 1024;
const kilobytes = (text: string, name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0);

const read = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
};

/** The largest resident memory this process ever had (VmHWM), in MB; null where Linux does not say. */
export function ownPeakMb(): number | null {
  const status = read('/proc/self/status');
  return status === null ? null : Math.round(kilobytes(status, 'VmHWM') / megabyte);
}

/** The postmaster behind a connection, when it runs on this machine and may be looked at; else null. */
export async function postmasterOf(client: pg.Client): Promise<number | null> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const status = read(`/proc/${rows[0]?.pid ?? 0}/status`);
  if (status === null || !/^Name:\s+postgres/m.test(status)) return null;
  const parent = Number(/^PPid:\s+(\d+)/m.exec(status)?.[1] ?? 0);
  return read(`/proc/${parent}/smaps_rollup`) === null ? null : parent;
}

/** Peak of PostgreSQL: `total` with the shared buffers it touched, `own` without anything shared, both in MB. */
export interface PostgresPeak {
  readonly total: number;
  readonly own: number;
}

const childrenOf = (postmaster: number): readonly string[] => read(`/proc/${postmaster}/task/${postmaster}/children`)?.trim().split(/\s+/) ?? [];

// After the name in brackets: the fields from the third on. 14 to 17 of all are own and of ended children, in hundredths of a second.
const times = (pid: string): readonly number[] =>
  (read(`/proc/${pid}/stat`) ?? '')
    .replace(/^.*\) /s, '')
    .split(' ')
    .slice(11, 15)
    .map(Number);
const sum = (values: readonly number[]): number => values.reduce((all, value) => all + (value || 0), 0);

/** Processor time a process itself has used so far, in seconds; null where it cannot be seen. */
export const processorSeconds = (pid: number): number | null => (read(`/proc/${pid}/stat`) === null ? null : sum(times(String(pid)).slice(0, 2)) / 100);

/** Processor time all processes of a server have used so far, those that ended among them, in seconds; null where it cannot be seen. */
export function postgresProcessorSeconds(postmaster: number | null): number | null {
  if (postmaster === null) return null;
  return (sum(times(String(postmaster))) + sum(childrenOf(postmaster).map((pid) => sum(times(pid).slice(0, 2))))) / 100;
}

const mostOften = 200;
/** Sampling takes at most one part in so many of the time: the kernel walks all pages for each answer. */
const partOfTime = 50;

/** Samples the processes of a postmaster until stopped. Pss divides a shared page among those who map it, so the sum counts it once. */
export function watchPostgres(postmaster: number | null): () => PostgresPeak | null {
  if (postmaster === null) return () => null;
  const peak = { total: 0, own: 0 };
  const sample = (): void => {
    let [total, own] = [0, 0];
    for (const pid of [String(postmaster), ...childrenOf(postmaster)]) {
      const text = read(`/proc/${pid}/smaps_rollup`);
      if (text === null) continue; // it ended meanwhile
      total += kilobytes(text, 'Pss');
      own += kilobytes(text, 'Pss_Anon');
    }
    peak.total = Math.max(peak.total, Math.round(total / megabyte));
    peak.own = Math.max(peak.own, Math.round(own / megabyte));
  };
  let timer: NodeJS.Timeout;
  const again = (): void => {
    const from = performance.now();
    sample();
    timer = setTimeout(again, Math.max(mostOften, (performance.now() - from) * partOfTime));
  };
  again();
  return () => {
    clearTimeout(timer);
    sample();
    return { ...peak };
  };
}
