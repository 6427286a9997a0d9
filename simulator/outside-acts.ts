// Decides what the world outside can be asked for: registers, lists, answers, codes, payments and postings, each as the files its office would write.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { payOrder, type PaymentOrder } from './bank.ts';
import { answerEnrolment, issueContributionCode, postContributions } from './bpjs-branch.ts';
import { coveredDeathsInTruth } from './demo-truth.ts';
import { answerMembership, answerPopulation } from './dukcapil.ts';
import { writeVillageActs } from './events.ts';
import { writeDeaths, writeDtsen, writeMembership, writePopulation, writeServants } from './registers.ts';
import { writeVillageLists } from './village-lists.ts';
import { createWorld, type World, type WorldPlan } from './world.ts';

/** The world, made when it is first needed: the branch and the bank know nothing of it. */
export interface OpenWorld {
  readonly plan: WorldPlan;
  readonly world: () => World;
}

export function openWorld(plan: WorldPlan): OpenWorld {
  let made: World | undefined;
  return { plan, world: () => (made ??= createWorld(plan)) };
}

type Dated = { readonly path: string; readonly asOf: string };
type Month = Parameters<typeof writeVillageActs>[2];

const inFolder = (file: string): string => {
  mkdirSync(path.dirname(file), { recursive: true });
  return file;
};

export const outsideActs = {
  population: ({ world }: OpenWorld, of: Dated) => writePopulation(world(), inFolder(of.path), of.asOf),
  membership: ({ world }: OpenWorld, of: Dated) => writeMembership(world(), inFolder(of.path), of.asOf),
  'social-register': ({ world }: OpenWorld, of: Dated) => writeDtsen(world(), inFolder(of.path)),
  'public-servants': ({ world }: OpenWorld, of: Dated) => writeServants(world(), inFolder(of.path)),
  deaths: ({ world }: OpenWorld, of: Dated) => writeDeaths(world(), inFolder(of.path), of.asOf),
  lists: ({ plan, world }: OpenWorld, of: { readonly folder: string; readonly candidates: number; readonly truthPath: string }) =>
    writeVillageLists(world(), of.folder, { places: plan.places ?? new Map(), candidates: of.candidates, truthPath: of.truthPath }),
  verification: (
    { world }: OpenWorld,
    of: { readonly register: 'population' | 'membership'; readonly request: string; readonly answers: string; readonly asOf: string; readonly round: 1 | 2 },
  ) => ({ population: answerPopulation, membership: answerMembership })[of.register](world(), of.request, of.answers, { asOf: of.asOf, round: of.round }),
  'village-acts': ({ world }: OpenWorld, of: { readonly path: string; readonly month: Month }) => writeVillageActs(world(), of.path, of.month),
  registration: ({ plan }: OpenWorld, of: { readonly files: readonly string[]; readonly answerPath: string }) => answerEnrolment({ seed: plan.seed, ...of }),
  code: (_: OpenWorld, of: Parameters<typeof issueContributionCode>[0]) => issueContributionCode(of),
  payment: (_: OpenWorld, of: PaymentOrder) => payOrder(of),
  posting: (_: OpenWorld, of: Parameters<typeof postContributions>[0]) => postContributions(of),
  truth: ({ world }: OpenWorld, of: Parameters<typeof coveredDeathsInTruth>[1]) => coveredDeathsInTruth(world(), of),
} as const;
