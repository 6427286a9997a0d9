// Decides which additions of an instrument come too late for the full JKM within the term (Permenaker 1/2025), kabupaten by kabupaten.
import { areaName } from '../kernel/area-name.ts';
import { type Month, monthFrom } from '../kernel/month.ts';
import type { Counting } from '../law/full-benefit.ts';
import type { Law } from '../law/law.ts';
import type { Confidence } from '../law/parameter.ts';
import { type Months, reachInTerm, tooLateFrom } from '../law/reach-in-term.ts';

/** Late additions of one kabupaten from one month on, and the month from which on every addition was late. */
export interface LateGroup {
  readonly area: string;
  readonly firstMonth: Month;
  readonly lastMonth: Month;
  readonly people: number;
  readonly lateFrom: Month;
}

/** What an instrument says of its late additions. `readings`: from which month on additions are late under each way of counting. */
export interface LateTold {
  readonly people: number;
  readonly from: string;
  readonly last: string;
  /** Paid months the full benefit takes. */
  readonly months: number;
  readonly article: string;
  readonly confidence: Confidence;
  readonly kabupaten: readonly { readonly area: string; readonly name: string; readonly people: number; readonly firstMonth: string }[];
  readonly readings: readonly { readonly counting: Counting; readonly isDefault: boolean; readonly from: string | null }[];
}

/** How many are added where and for which months, counted while the rows of a list go by. */
export class AddedMonths {
  readonly #people = new Map<string, number>();

  add(area: string, first: string, last: string): void {
    const key = `${area} ${first} ${last}`;
    this.#people.set(key, (this.#people.get(key) ?? 0) + 1);
  }

  /** Those of them that no longer reach the full benefit within the term. */
  late(law: Law, term: { readonly first: Month }): readonly LateGroup[] {
    return [...this.#people]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .flatMap(([key, people]) => {
        const [area = '', first = '', last = ''] = key.split(' ');
        const months: Months = { first: monthFrom(first), last: monthFrom(last) };
        if (reachInTerm(law, months).reached) return [];
        const { from } = tooLateFrom(law, { first: term.first < months.first ? term.first : months.first, last: months.last });
        return [{ area, firstMonth: months.first, lastMonth: months.last, people, lateFrom: from ?? months.first }];
      });
  }
}

export const latePeople = (groups: readonly LateGroup[]): number => groups.reduce((sum, { people }) => sum + people, 0);

/** The late additions of an instrument as it tells them; null where there are none. */
export function toldLate(
  law: Law,
  of: { readonly term: { readonly first: Month }; readonly groups: readonly LateGroup[]; readonly names: ReadonlyMap<string, string> },
): LateTold | null {
  const { term, groups, names } = of;
  const [one] = groups;
  if (one === undefined) return null;
  const { months, article, confidence, readings } = tooLateFrom(law, { first: term.first, last: one.lastMonth });
  return {
    people: latePeople(groups),
    from: one.lateFrom,
    last: one.lastMonth,
    ...{ months, article, confidence, readings },
    kabupaten: groups.map(({ area, people, firstMonth }) => ({ area, name: areaName(names.get(area) ?? area), people, firstMonth })),
  };
}
