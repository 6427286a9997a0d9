// Decides how work that takes long is followed: each has an address and says how far it is until its answer or its refusal is there; kept in memory only.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Fault } from '../kernel/fault.ts';

/** What became of a piece of work. A bug is told by whoever logs it. */
export type WorkEnd = { readonly state: 'done'; readonly answer: unknown } | { readonly state: 'refused'; readonly error: unknown };

export interface Work {
  readonly workId: string;
  readonly actor: string;
  /** The operation that runs. */
  readonly operation: string;
  readonly began: number;
  readonly done: number;
  /** 0: the end is not known. */
  readonly of: number;
  readonly end: WorkEnd | null;
}

export interface Works {
  /** Starts work and gives its record, at the latest after `patience` milliseconds. */
  start(
    of: { readonly actor: string; readonly operation: string; readonly patience: number },
    run: (progress: (done: number, of?: number) => void) => Promise<unknown>,
  ): Promise<Work>;
  /** The work of an id, to whoever started it; undefined when it is not known. */
  find(workId: string, actor: string): Work | undefined;
  /** The work of an id, to whoever started it. Fault: not-found `work-unknown`. */
  of(workId: string, actor: string): Work;
  /** Waits for everything under way. */
  settled(): Promise<void>;
}

const mostKept = 500;

/** Works of one server. */
export function createWorks(): Works {
  const works = new Map<string, Work>();
  const running = new Set<Promise<void>>();
  const change = (workId: string, to: Partial<Work>): void => {
    const work = works.get(workId);
    if (work !== undefined) works.set(workId, { ...work, ...to });
  };
  const find = (workId: string, actor: string): Work | undefined => {
    const work = works.get(workId);
    return work?.actor === actor ? work : undefined;
  };
  const forget = (): void => {
    for (const [workId, { end }] of works) {
      if (works.size <= mostKept) return;
      if (end !== null) works.delete(workId);
    }
  };
  return {
    async start({ actor, operation, patience }, run) {
      const workId = randomUUID();
      works.set(workId, { workId, actor, operation, began: Date.now(), done: 0, of: 0, end: null });
      forget();
      const ending = run((done, of = 0) => change(workId, { done, of })).then(
        (answer) => change(workId, { end: { state: 'done', answer } }),
        (error: unknown) => change(workId, { end: { state: 'refused', error } }),
      );
      running.add(ending);
      void ending.finally(() => running.delete(ending));
      const waiting = new AbortController();
      await Promise.race([ending, pause(patience, undefined, { signal: waiting.signal }).catch(() => {})]);
      waiting.abort();
      return works.get(workId) as Work;
    },
    find,
    of(workId, actor) {
      const work = find(workId, actor);
      if (work !== undefined) return work;
      throw new Fault('not-found', 'work-unknown', {
        id: 'Pekerjaan ini tidak dikenal lagi; server mungkin dijalankan ulang. Lihat hasilnya di halaman program, atau ulangi: yang sudah dikerjakan tidak dikerjakan dua kali.',
        en: 'This work is not known any more; the server may have been restarted. See the result on the programme page, or repeat it: what is done is not done twice.',
      });
    },
    settled: async () => void (await Promise.allSettled(running)),
  };
}
