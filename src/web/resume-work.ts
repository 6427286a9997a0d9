// Begins a piece of work anew that a server left when it ended: the same operation, fields and files, by the same actor, under the same key.
import { rm } from 'node:fs/promises';
import { Fault } from '../kernel/fault.ts';
import type { WorkRecord } from '../platform/work-kept.ts';
import type { FormEnd } from './act.ts';
import type { Operation } from './operation.ts';
import { perform } from './perform.ts';
import type { Surface } from './surface.ts';

/** Starts it and comes back at once. What it asks for is permitted anew. */
export async function resumeWork(surface: Surface, operations: readonly Operation[], work: WorkRecord): Promise<void> {
  const { actor, files, folder, key } = work;
  const discard = async (): Promise<void> => {
    if (folder !== null) await rm(folder, { recursive: true, force: true });
  };
  await surface.works.start({ actor: actor.id, operation: work.operation, patience: 0, kept: work.workId, discard }, async (progress) => {
    const operation = operations.find(({ id }) => id === work.operation);
    if (operation === undefined) throw gone();
    const { answer } = await perform(surface, operation, operation.input.parse(work.input), {
      actor,
      files,
      progress,
      through: 'page',
      ...(key === null ? {} : { key }),
    });
    return endOf(surface, work, answer);
  });
}

const gone = (): Fault =>
  new Fault('not-found', 'operation-gone', { id: 'Pekerjaan ini tidak dikenal lagi oleh versi ini.', en: 'This version does not know this work any more.' });

/** What the form of a work's operation says of its answer. */
export function endOf(surface: Surface, { operation, input }: Pick<WorkRecord, 'operation' | 'input'>, answer: unknown): FormEnd {
  const form = surface.forms.get(operation);
  return {
    answer,
    told: (locale) => form?.told(answer as never, locale, input as never) ?? { text: '' },
    next: form?.next(answer as never, input as never) ?? '/works',
  };
}
