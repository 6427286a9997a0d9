// Decides with what every measured process works: the product's own workplace on one database, fixed keys, and a clock that stands where it is put.
import { loadLaw } from '../src/law/law-store.ts';
import type { Actor } from '../src/kernel/actor.ts';
import { openDatabase } from '../src/platform/database.ts';
import { openKeyFiles } from '../src/platform/key-files.ts';
import { createNikSealer } from '../src/platform/nik-token.ts';
import { type FixedClock, fixedClock } from '../src/platform/system-clock.ts';
import { createVault } from '../src/platform/vault.ts';
import { type Workplace, lawFolder } from '../src/platform/workplace.ts';
import { province, sponsor } from './plan.ts';

export type BenchWorkplace = Workplace & { readonly clock: FixedClock };

const actor = (id: string, role: Actor['roles'][number]): Actor => ({ id: `bench:${id}`, roles: [role], sponsor, area: province });

/** Who acts: two people, so that nobody signs his own proposal. */
export const office = actor('office', 'selector');
export const secretary = actor('secretary', 'approver');
/** Gives the second approval: a term of two months is too short for the full death benefit, so every addition is late. */
export const head = actor('head', 'approver');
export const finance = actor('finance', 'finance');

/** The workplace on a database; keys are fixed, so that kept files fit kept databases. */
export function workplaceOn(url: string, folder: string, at = '2025-06-16T09:00:00+08:00'): BenchWorkplace {
  const clock = fixedClock(at);
  const key = Buffer.alloc(32, 7);
  const database = openDatabase({ url, clock });
  const recording = openDatabase({ url, clock, max: 2 });
  return {
    database,
    recording,
    url,
    clock,
    niks: createNikSealer(key),
    vault: createVault(key),
    signingKey: key,
    law: loadLaw(lawFolder),
    secrets: openKeyFiles(folder, url),
    dataDir: folder,
    close: async () => void (await Promise.all([database.close(), recording.close()])),
  };
}
