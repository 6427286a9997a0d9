// Decides what only the invented world knows: how many people died in a month that had been charged for them, told to anybody or not.
import { readFileSync } from 'node:fs';
import { monthFrom } from '../src/kernel/month.ts';
import { dayOf, isoOf } from './calendar.ts';
import { kpjOf } from './kpj.ts';
import { deathDayOf } from './life.ts';
import { nikOf } from './people.ts';
import type { World } from './world.ts';

/** Deaths from July to December 2025 of people who stood in the roster of their month of death. */
export function coveredDeathsInTruth(world: World, rosters: readonly { readonly month: string; readonly path: string }[]): number {
  const [from, until] = [dayOf('2025-07-01'), dayOf('2026-01-01')];
  const dead = new Map<string, string>();
  for (let i = 0; i < world.people; i += 1) {
    const day = deathDayOf(world, i);
    if (day < from || day >= until) continue;
    const kpj = kpjOf(nikOf(world, i));
    if (kpj !== null) dead.set(`${monthFrom(isoOf(day).slice(0, 7))} ${kpj}`, isoOf(day));
  }
  let covered = 0;
  for (const { month, path } of rosters) {
    if (month > '2025-12') continue;
    for (const line of readFileSync(path, 'utf8').split('\n')) if (dead.has(`${month} ${line.slice(0, line.indexOf(','))}`)) covered += 1;
  }
  return covered;
}
