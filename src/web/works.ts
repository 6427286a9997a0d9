// Decides how work that takes long is followed and stopped: each has an address and says how far it is until its answer or its refusal is there.
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
  /** Rows of people done; 0 where it does not count them. */
  readonly rows: number;
  /** Whether it may be stopped, and whether it was asked to. */
  readonly stoppable: boolean;
  readonly stopping: boolean;
  readonly end: WorkEnd | null;
}

/** Beats for work that is kept. */
export interface Beating {
  /** Keeps how the work ended. False where another server has taken it up meanwhile, with its files. */
  end(end: WorkEnd): Promise<boolean>;
}

/** Keeps work in the database while it runs. */
export interface WorkBeats {
  /** Beats for a piece of work until it ends. */
  beat(workId: string, of: { readonly look: () => Work | undefined; readonly stop: () => void }): Beating;
}

/** Says how far work is: in what it counts, of how many (0: not known), and rows of people. Throws where the work was asked to stop. */
export type WorkProgress = (done: number, of?: number, rows?: number) => void;

export interface StartedWork {
  readonly actor: string;
  readonly operation: string;
  readonly patience: number;
  /** The id of a row that is kept for it. */
  readonly kept?: string;
  /** Lets its files go once it ended here. */
  readonly discard?: () => Promise<void>;
}

export interface Works {
  /** Starts work and gives its record, at the latest after `patience` milliseconds. */
  start(of: StartedWork, run: (progress: WorkProgress) => Promise<unknown>): Promise<Work>;
  /** The work of an id, to whoever started it; undefined when it is not known. */
  find(workId: string, actor: string): Work | undefined;
  /** The work of an id, to whoever started it. Fault: not-found `work-unknown`. */
  of(workId: string, actor: string): Work;
  /** Asks a piece of work under way to stop where it next says how far it is. */
  stop(workId: string, actor: string): boolean;
  /** Waits for everything under way. */
  settled(): Promise<void>;
}

const mostKept = 500;

/** The fault work ends with that was asked to stop. */
export const workStopped = (): Fault =>
  new Fault('conflict', 'work-stopped', {
    id: 'Pekerjaan ini dihentikan atas permintaan. Yang sedang dikerjakan dibatalkan; berkas yang sudah selesai utuh tetap tercatat. Kirim lagi untuk melanjutkan: yang sudah dikerjakan tidak dikerjakan dua kali.',
    en: 'This work was stopped as asked. What was under way was undone; files that were finished whole stand. Send it again to go on: what is done is not done twice.',
  });

/** No such work. */
export const workUnknown = (): Fault =>
  new Fault('not-found', 'work-unknown', {
    id: 'Pekerjaan ini tidak dikenal. Lihat hasilnya di halaman program, atau ulangi: yang sudah dikerjakan tidak dikerjakan dua kali.',
    en: 'This work is not known. See the result on the programme page, or repeat it: what is done is not done twice.',
  });

/** Works of one server; those that are kept beat through the keeper. */
export function createWorks(keeper?: WorkBeats): Works {
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
  const stop = (workId: string, actor: string): boolean => {
    const work = find(workId, actor);
    if (work === undefined || work.end !== null || !work.stoppable) return false;
    change(workId, { stopping: true });
    return true;
  };
  return {
    async start({ actor, operation, patience, kept, discard }, run) {
      const workId = kept ?? randomUUID();
      works.set(workId, {
        workId,
        actor,
        operation,
        began: Date.now(),
        done: 0,
        of: 0,
        rows: 0,
        stoppable: kept !== undefined,
        stopping: false,
        end: null,
      });
      forget();
      const beating = kept === undefined ? undefined : keeper?.beat(workId, { look: () => works.get(workId), stop: () => void stop(workId, actor) });
      const progress: WorkProgress = (done, of = 0, rows = 0) => {
        if (works.get(workId)?.stopping === true) throw workStopped();
        change(workId, { done, of, rows });
      };
      const ended = async (end: WorkEnd): Promise<void> => {
        const ours = await beating?.end(end);
        if (ours !== false) await discard?.();
        change(workId, { end });
      };
      const ending = run(progress).then(
        (answer) => ended({ state: 'done', answer }),
        (error: unknown) => ended({ state: 'refused', error }),
      );
      running.add(ending);
      void ending.catch(() => {}).finally(() => running.delete(ending));
      const waiting = new AbortController();
      await Promise.race([ending.catch(() => {}), pause(patience, undefined, { signal: waiting.signal }).catch(() => {})]);
      waiting.abort();
      return works.get(workId) as Work;
    },
    find,
    of(workId, actor) {
      const work = find(workId, actor);
      if (work !== undefined) return work;
      throw workUnknown();
    },
    stop,
    settled: async () => void (await Promise.allSettled(running)),
  };
}
