// Finds a piece of work wherever it is known: under way in this server, or kept by one that ended since.
import { Fault } from '../kernel/fault.ts';
import { type Pace, paceOf } from '../kernel/pace.ts';
import { endOf } from './resume-work.ts';
import type { Surface } from './surface.ts';
import { faultKept } from './work-keeper.ts';
import { type Work, workUnknown } from './works.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The work of an id, to whoever started it. Fault: not-found `work-unknown`. */
export async function workShown(surface: Surface, workId: string, actor: string): Promise<Work> {
  const here = surface.works.find(workId, actor);
  if (here !== undefined) return here;
  const kept = uuid.test(workId) ? await surface.keeper.find(workId, actor) : undefined;
  if (kept === undefined) throw workUnknown();
  const end: Work['end'] =
    kept.ended === null
      ? null
      : kept.ended === 'done'
        ? { state: 'done', answer: endOf(surface, kept, kept.answer) }
        : { state: 'refused', error: faultKept(kept.fault) };
  return {
    workId,
    actor,
    operation: kept.operation,
    began: Date.now() - kept.seconds * 1_000, // not law: milliseconds a second
    done: kept.done,
    of: kept.total,
    rows: kept.rows,
    stoppable: kept.ended === null,
    stopping: kept.stopping,
    end,
  };
}

/** As `workShown`, undefined where it is not known. */
export const workKnown = (surface: Surface, workId: string, actor: string): Promise<Work | undefined> =>
  workShown(surface, workId, actor).catch((error: unknown) => {
    if (error instanceof Fault) return undefined;
    throw error;
  });

/** How fast it goes and how long it still takes. */
export const paceOfWork = ({ began, done, of, rows }: Work): Pace => paceOf({ seconds: (Date.now() - began) / 1_000, done, of, rows }); // not law: milliseconds a second
