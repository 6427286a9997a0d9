// Keeps long work in the database while it runs: beats each second, hears whether it is to stop, and takes up what a server that died left behind.
import { randomUUID } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import type { Actor } from '../kernel/actor.ts';
import { Fault } from '../kernel/fault.ts';
import type { Database } from '../platform/database.ts';
import { type WorkEnded, type WorkOrder, type WorkRecord, beatWork, endWork, insertWork, takeUpWorks, workOf } from '../platform/work-kept.ts';
import { withoutNik } from '../platform/rendering.ts';
import type { WorkBeats } from './works.ts';

/** Work is taken for dead when its heart was not heard for so long. */
const quietSeconds = 10;
const beatEvery = 1_000; // not law: milliseconds between beats
/** A piece of work that ends its server this often is not begun once more. */
const mostAttempts = 5;

/** The server itself, which beats for everybody's work. */
const itself: Actor = { id: 'local:works', roles: [], sponsor: '*', area: '*' };

export interface WorkKeeper extends WorkBeats {
  /** Keeps a piece of work that is about to begin. */
  keep(order: WorkOrder): Promise<void>;
  /** The row of a piece of work, to whoever started it. */
  find(workId: string, actor: string): Promise<WorkRecord | undefined>;
  /** Takes up what another server left, and again each few seconds, until closed. */
  takeUp(run: (work: WorkRecord) => Promise<void>, onFailure: (error: unknown) => void): { close(): Promise<void> };
}

const faultOf = (error: unknown): WorkRecord['fault'] =>
  error instanceof Fault
    ? { kind: error.kind, code: error.code, id: withoutNik(error.text.id), en: withoutNik(error.text.en), place: { ...error.place } }
    : { kind: 'bug', code: 'bug', id: 'Kesalahan program; mohon laporkan.', en: 'A fault of the program; please report it.', place: {} };

const endedBy = (error: unknown): WorkEnded => (!(error instanceof Fault) ? 'failed' : error.code === 'work-stopped' ? 'stopped' : 'refused');

/** A fault that was kept, as it was thrown. */
export const faultKept = (fault: WorkRecord['fault']): Fault =>
  new Fault((fault?.kind ?? 'conflict') as Fault['kind'], fault?.code ?? 'bug', { id: fault?.id ?? '', en: fault?.en ?? '' }, fault?.place ?? {});

/** The keeper of one server. */
export function createWorkKeeper(database: Database): WorkKeeper {
  const server = randomUUID();
  return {
    keep: (order) => database.transact(itself, (tx) => insertWork(tx, order, server)),
    beat(workId, { look, stop }) {
      let last: Promise<void> = Promise.resolve();
      let ours = true;
      const beatOnce = async (): Promise<void> => {
        const work = look();
        if (work === undefined || work.end !== null) return;
        const { mine, stop: asked } = await database.transact(itself, (tx) =>
          beatWork(tx, { workId, server, done: work.done, total: work.of, rows: work.rows }),
        );
        ours = mine;
        if (asked || !mine) stop();
      };
      const timer = setInterval(() => {
        last = last.then(beatOnce).catch(() => {}); // the next beat tells
      }, beatEvery);
      timer.unref();
      return {
        async end(end) {
          clearInterval(timer);
          await last;
          await beatOnce().catch(() => {});
          const [ended, answer, fault] =
            end.state === 'done'
              ? (['done', (end.answer as { answer?: unknown }).answer ?? null, null] as const)
              : ([endedBy(end.error), undefined, faultOf(end.error)] as const);
          await database.transact(itself, (tx) => endWork(tx, { workId, server, ended, answer, fault }));
          return ours;
        },
      };
    },
    find: (workId, actor) => database.read(itself, (tx) => workOf(tx, workId, actor)),
    takeUp(run, onFailure) {
      let closed = false;
      const look = async (): Promise<void> => {
        const found = await database.transact(itself, (tx) => takeUpWorks(tx, server, quietSeconds));
        for (const work of found) {
          const gone = await unrepeatable(work);
          if (gone === null) await run(work);
          else {
            await database.transact(itself, (tx) => endWork(tx, { workId: work.workId, server, ended: 'failed', answer: undefined, fault: faultOf(gone) }));
            if (work.folder !== null) await rm(work.folder, { recursive: true, force: true });
          }
        }
      };
      let looking: Promise<void> = look().catch(onFailure);
      const timer = setInterval(() => {
        if (!closed) looking = looking.then(look).catch(onFailure);
      }, 3 * beatEvery);
      timer.unref();
      return {
        close: async () => {
          closed = true;
          clearInterval(timer);
          await looking;
        },
      };
    },
  };
}

/** Why a piece of work cannot begin anew, or null. */
async function unrepeatable({ attempt, files }: WorkRecord): Promise<Fault | null> {
  if (attempt > mostAttempts) {
    return new Fault('conflict', 'work-not-taken-up', {
      id: 'Server berhenti beberapa kali saat mengerjakan ini, jadi tidak diulang lagi. Tidak ada yang setengah jadi. Mohon laporkan.',
      en: 'The server stopped several times at this work, so it is not begun again. Nothing is half done. Please report it.',
    });
  }
  for (const { path } of files) {
    if ((await stat(path).catch(() => null)) === null) {
      return new Fault('conflict', 'work-files-gone', {
        id: 'Server dijalankan ulang dan berkas kirimannya tidak ada lagi. Kirim lagi: yang sudah diterima tidak dihitung dua kali.',
        en: 'The server was restarted and the files sent are gone. Send them again: what was taken in never counts twice.',
      });
    }
  }
  return null;
}
