// Works out choices side by side from the people of the newest assessment; reads and changes nothing.
import type { Actor } from '../kernel/actor.ts';
import { Fault } from '../kernel/fault.ts';
import type { Rupiah } from '../kernel/money.ts';
import { type Month, monthsBetween } from '../kernel/month.ts';
import type { Law } from '../law/law.ts';
import type { Database } from '../platform/database.ts';
import { latestRun } from '../platform/run.ts';
import type { ProgrammeFile } from '../programme/policy.ts';
import { type CurrentPolicy, currentPolicy, regionNames } from '../programme/programme-steps.ts';
import type { SharingMethod } from '../programme/sharing.ts';
import { latestSnapshots, registerRows } from '../registry/registry-steps.ts';
import { type Expected, type MoneyChoice, costsByMonth, expectedOf, peopleWithin } from './what-if-money.ts';
import { streamCells } from './what-if-store.ts';
import { type Cell, type Choice, type Coverage, ageBands, bornAfter, coverageOf, type whatIfBases } from './what-if.ts';

/** What somebody asks for; what he leaves out is as the programme's policy says. */
export interface Wish {
  readonly budget?: Rupiah | undefined;
  readonly first?: Month | undefined;
  readonly months?: number | undefined;
  readonly places?: number | undefined;
  readonly decile?: number | undefined;
  readonly ageFrom?: number | undefined;
  readonly ageTo?: number | undefined;
  readonly method?: SharingMethod | undefined;
  readonly base?: (typeof whatIfBases)[number] | undefined;
  readonly reallocate?: boolean | undefined;
  /** The part of each contribution the budget carries; the others' co-payers carry the rest. */
  readonly share?: MoneyChoice['share'] | undefined;
}

/** One choice, worked out. */
export interface Scenario {
  readonly choice: Choice & MoneyChoice & { readonly budget: Rupiah };
  /** What holds the number down: the places, the money, or the people. */
  readonly limitedBy: 'places' | 'money' | 'people';
  readonly coverage: Coverage;
  readonly costs: readonly { readonly month: Month; readonly amount: Rupiah }[];
  readonly cost: Rupiah;
  /** How many reach the full death benefit within the months. */
  readonly reachFull: number;
  readonly expected: Expected;
}

/** The choices side by side, over which people. */
export interface WhatIf {
  readonly programme: string;
  readonly title: ProgrammeFile['title'];
  readonly policyVersion: number;
  readonly assessmentRun: string;
  /** Counts of fewer people are not published. */
  readonly threshold: number;
  readonly names: ReadonlyMap<string, string>;
  readonly scenarios: readonly Scenario[];
}

/** Works out one or two wishes. Faults: not-found `programme-unknown`; conflict `nothing-assessed`; those of a law that does not reach the months. */
export async function whatIf(
  port: { readonly database: Database; readonly law: Law },
  actor: Actor,
  programme: string,
  wishes: readonly Wish[],
): Promise<WhatIf> {
  return port.database.read(actor, async (tx) => {
    const current = await currentPolicy(tx, programme);
    const run = await latestRun(tx, programme, 'assessment');
    if (run === undefined) {
      throw new Fault('conflict', 'nothing-assessed', {
        id: 'Belum ada penilaian untuk program ini, jadi belum ada orang untuk dihitung; jalankan: payung assess.',
        en: 'Nothing has been assessed for this programme yet, so there is nobody to count; run: payung assess.',
      });
    }
    const choices = wishes.map((wish) => choiceOf(current, wish));
    const ages = [...new Set([...ageBands, ...choices.flatMap(({ ageFrom, ageTo }) => [ageFrom ?? 0, (ageTo ?? -1) + 1])])]
      .filter((years) => years > 0)
      .sort((a, b) => b - a);
    const on = current.policy.conditionsOn;
    const snapshots = await latestSnapshots(tx, current.sponsor, on);
    const cells: Cell[] = [];
    const stream = streamCells(tx, {
      assessmentRun: run.runId,
      population: registerRows(tx, 'population', snapshots.population),
      ages: ages.map((years) => ({ years, bornFrom: bornAfter(on, years) })),
    });
    for await (const chunk of stream) cells.push(...chunk);
    return {
      programme,
      title: current.policy.title,
      policyVersion: current.version,
      assessmentRun: run.runId,
      threshold: current.policy.publicationThreshold,
      names: await regionNames(tx, 'kabupaten', current.area),
      scenarios: choices.map((choice) => scenarioOf(port.law, current, cells, choice)),
    };
  });
}

const conditionOf = <Code extends ProgrammeFile['conditions'][number]['code']>({ policy }: CurrentPolicy, code: Code) =>
  policy.conditions.find((condition): condition is Extract<typeof condition, { code: Code }> => condition.code === code);

function choiceOf(current: CurrentPolicy, wish: Wish): Scenario['choice'] {
  const { policy } = current;
  const first = wish.first ?? policy.term.first;
  return {
    budget: wish.budget ?? policy.budget.reduce((sum, { limit }) => sum + limit, 0n),
    first,
    months: wish.months ?? monthsBetween(policy.term.first, policy.term.last) + 1,
    places: wish.places ?? policy.places.total,
    decile: wish.decile ?? conditionOf(current, 'decile-maximum')?.decile ?? null,
    ageFrom: wish.ageFrom ?? conditionOf(current, 'age-minimum')?.years ?? null,
    ageTo: wish.ageTo ?? conditionOf(current, 'age-maximum')?.years ?? null,
    method: wish.method ?? policy.places.share.method,
    base: wish.base ?? 'recorded',
    reallocate: wish.reallocate ?? false,
    // All payers' lines together carry the whole, unless somebody asks what one of them would carry alone.
    share: wish.share ?? { numerator: 1n, denominator: 1n },
  };
}

function scenarioOf(law: Law, current: CurrentPolicy, cells: readonly Cell[], choice: Scenario['choice']): Scenario {
  const { policy } = current;
  const costs = costsByMonth(law, policy.contribution, choice);
  const affordable = peopleWithin(choice.budget, costs);
  const { share } = policy.places;
  const coverage = coverageOf(
    cells,
    { ...choice, places: Math.min(choice.places, affordable) },
    { quotas: current.quotas, reserved: policy.places.reserved ?? [], poorDecile: share.decile ?? null },
  );
  const people = BigInt(coverage.covered);
  const expected = expectedOf(law, coverage.covered, choice);
  const byMonth = costs.map(({ month, amount }) => ({ month, amount: amount * people }));
  return {
    choice,
    limitedBy: coverage.covered < Math.min(choice.places, affordable) ? 'people' : affordable < choice.places ? 'money' : 'places',
    coverage,
    costs: byMonth,
    cost: byMonth.reduce((sum, { amount }) => sum + amount, 0n),
    reachFull: expected.fullFrom === null ? 0 : coverage.covered,
    expected,
  };
}
