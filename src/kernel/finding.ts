// Decides the shape of what a stage has to say about one row: one table a stage, in declared order, with words and remedy in both languages.
import { assert } from './fault.ts';
import type { Outcome } from './outcome.ts';

/** One thing that can be said of a row. `field` is the field it concerns (`row` for the whole row); an outcome of `accept` is a mere note. */
export interface Finding {
  readonly code: string;
  readonly stage: string;
  readonly outcome: Outcome;
  readonly field: string;
  /** What is so, in Indonesian and in English. */
  readonly id: string;
  readonly en: string;
  /** What to do about it; empty where nothing needs doing. */
  readonly remedyId: string;
  readonly remedyEn: string;
}

/** Findings of one stage by code; the order of the table is the order reasons are given in. A code declared twice is a bug. */
export class FindingTable<Code extends string = string> {
  readonly all: readonly Finding[];
  readonly #places: ReadonlyMap<string, number>;

  constructor(all: readonly (Finding & { readonly code: Code })[]) {
    this.all = all;
    this.#places = new Map(all.map(({ code }, place) => [code, place]));
    assert(this.#places.size === all.length, 'every finding is declared once');
  }

  /** The finding of a code of this table; a code that is not in it is a bug. */
  of(code: Code): Finding {
    const finding = this.find(code);
    assert(finding !== null, `${code} is a declared finding`);
    return finding;
  }

  /** The finding of any code, or null when another stage owns it. */
  find(code: string): Finding | null {
    const place = this.#places.get(code);
    return place === undefined ? null : (this.all[place] ?? null);
  }

  /** The codes, each once, in declared order. */
  ordered(codes: Iterable<Code>): readonly Code[] {
    return [...new Set(codes)].sort((a, b) => this.#place(a) - this.#place(b));
  }

  /** The outcome of several codes together: one reject rejects, else one review waits, else accept. */
  outcome(codes: Iterable<Code>): Outcome {
    let result: Outcome = 'accept';
    for (const code of codes) {
      const { outcome } = this.of(code);
      if (outcome === 'reject') return 'reject';
      if (outcome === 'review') result = 'review';
    }
    return result;
  }

  #place(code: string): number {
    const place = this.#places.get(code);
    assert(place !== undefined, `${code} is a declared finding`);
    return place;
  }
}
