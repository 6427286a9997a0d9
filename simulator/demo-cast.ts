// Decides who acts in the demonstration and what one playing of the case consists of.
import type { Actor } from '../src/kernel/actor.ts';
import type { Workplace } from '../src/platform/workplace.ts';
import type { DemoSteps } from './demo-steps.ts';
import type { Outside } from './outside.ts';
import type { WorldPlan } from './world.ts';

/** Who acts: two people for every list that is signed and every objection answered. */
export const people = {
  office: actorNamed('demo:nakertrans', 'selector'),
  secretary: actorNamed('demo:sekda', 'approver'),
  villages: actorNamed('demo:pendamping-desa', 'sender'),
  finance: actorNamed('demo:bendahara', 'finance'),
  cases: actorNamed('demo:petugas-kasus', 'case-worker'),
} as const;

function actorNamed(id: string, role: Actor['roles'][number]): Actor {
  return { id, roles: [role], sponsor: 'ntt', area: '53' };
}

/** One playing of the case: its workplace, world, folder of files and steps. */
export interface Case {
  readonly workplace: Workplace;
  readonly steps: DemoSteps;
  readonly folder: string;
  readonly seed: string;
  readonly scale: number;
  readonly people: number;
  readonly exchange: boolean;
  /** Opens the world outside: in a thread of its own, or (in tests) here. */
  readonly openOutside: (plan: WorldPlan) => Outside;
}

export const programme = 'ntt-2025';
export const nextProgramme = 'ntt-2026';
