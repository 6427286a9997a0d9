// Decides how memory is told: a process's own peak as Linux keeps it, and PostgreSQL's as the sum of what its processes share and own, sampled.
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

const every = 200;

/** Samples the processes of a postmaster until stopped. Pss divides a shared page among those who map it, so the sum counts it once. */
export function watchPostgres(postmaster: number | null): () => PostgresPeak | null {
  if (postmaster === null) return () => null;
  const peak = { total: 0, own: 0 };
  const sample = (): void => {
    const children = read(`/proc/${postmaster}/task/${postmaster}/children`)?.trim().split(/\s+/) ?? [];
    let [total, own] = [0, 0];
    for (const pid of [String(postmaster), ...children]) {
      const text = read(`/proc/${pid}/smaps_rollup`);
      if (text === null) continue; // it ended meanwhile
      total += kilobytes(text, 'Pss');
      own += kilobytes(text, 'Pss_Anon');
    }
    peak.total = Math.max(peak.total, Math.round(total / megabyte));
    peak.own = Math.max(peak.own, Math.round(own / megabyte));
  };
  sample();
  const timer = setInterval(sample, every);
  return () => {
    clearInterval(timer);
    sample();
    return { ...peak };
  };
}
