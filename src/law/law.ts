// Decides how the law is asked: every value taken is recorded as a citation, so that every amount can say its parameter, value, date and source.
import type { CivilDate } from '../kernel/date.ts';
import { Fault, assert } from '../kernel/fault.ts';
import {
  type Alternatives,
  type Bilingual,
  type Confidence,
  type HeldValue,
  type IncomeBand,
  type Parameter,
  type ParameterValue,
  type Unit,
  type ValueOf,
  valueOn,
} from './parameter.ts';

/** The law as loaded: its parameters by name, and the SHA-256 of the files it was read from. */
export interface Law {
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly version: string;
}

/** One use of one parameter: the value (of a table, the rows used), and where it comes from. */
export interface Citation {
  readonly parameter: string;
  readonly value: ParameterValue | IncomeBand;
  readonly unit: Unit;
  readonly on: CivilDate;
  readonly from: CivilDate;
  readonly article: string;
  readonly source: string;
  readonly confidence: Confidence;
}

/** An unsettled question an answer depends on, with the reading used and why; `alternatives` is null where only the value's certainty is in doubt. */
export interface Unsettled {
  readonly parameter: string;
  readonly title: Bilingual;
  readonly note: Bilingual | null;
  readonly alternatives: Alternatives | null;
}

/** The parameter of a name; an unknown name is a not-found fault (`law-parameter-unknown`) that lists near names. */
export function parameterOf(law: Law, name: string): Parameter {
  const parameter = law.parameters.get(name);
  if (parameter !== undefined) return parameter;
  const near = nearNames(law, name).join(', ');
  throw new Fault('not-found', 'law-parameter-unknown', {
    id: `Tidak ada parameter hukum "${name}". Yang mirip: ${near}.`,
    en: `There is no law parameter "${name}". Near names: ${near}.`,
  });
}

/** Up to five parameter names nearest to a text: those containing it first, then by words shared and edit distance. */
export function nearNames(law: Law, text: string): readonly string[] {
  const words = new Set(text.split('-').filter((word) => word.length > 2));
  const shared = (name: string) => name.split('-').filter((word) => words.has(word)).length + (name.includes(text) ? name.length : 0);
  return [...law.parameters.keys()]
    .map((name) => ({ name, far: editDistance(name, text) - 3 * shared(name) }))
    .sort((one, other) => one.far - other.far || (one.name < other.name ? -1 : 1))
    .slice(0, 5)
    .map(({ name }) => name);
}

function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}

/** Values of the law as asked for one decision; keeps the citations in the order of use, each parameter and date once. */
export class LawReading {
  readonly law: Law;
  readonly on: CivilDate;
  readonly #citations: Citation[] = [];

  constructor(law: Law, on: CivilDate) {
    this.law = law;
    this.on = on;
  }

  /** The value of a parameter of a known unit on the reading's date (or another), cited. Faults as `valueOn`. */
  take<U extends Unit>(name: string, unit: U, on: CivilDate = this.on): ValueOf<U> {
    const held = this.#held(name, unit, on);
    this.#cite(name, unit, on, held, held.value);
    return held.value as ValueOf<U>;
  }

  /** As `take` for a table of which only some rows matter: cites the rows `pick` returns, and returns them. */
  pick<U extends Unit, P extends Citation['value']>(name: string, unit: U, pick: (value: ValueOf<U>) => P, on: CivilDate = this.on): P {
    const held = this.#held(name, unit, on);
    const picked = pick(held.value as ValueOf<U>);
    this.#cite(name, unit, on, held, picked);
    return picked;
  }

  /** Everything cited so far. */
  get citations(): readonly Citation[] {
    return [...this.#citations];
  }

  #held(name: string, unit: Unit, on: CivilDate): HeldValue {
    const parameter = parameterOf(this.law, name);
    assert(parameter.unit === unit, `parameter ${name} is asked in ${unit} and written in ${parameter.unit}`);
    return valueOn(parameter, on);
  }

  #cite(parameter: string, unit: Unit, on: CivilDate, held: HeldValue, value: Citation['value']): void {
    const { from, article, source, confidence } = held;
    if (this.#citations.some((seen) => seen.parameter === parameter && (seen.on === on || (seen.from === from && seen.value === value)))) return;
    this.#citations.push({ parameter, value, unit, on, from, article, source, confidence });
  }
}

const mostKnown = 10_000; // not law: answers kept in memory

/** Remembers what the law answers to questions written as text, by law: the same few are asked for everybody. An answer may hang on the law and its question only, and is shared. */
export function knownAnswers<T>(most = mostKnown): (law: Law, question: string, workOut: () => T) => T {
  const laws = new WeakMap<Law, Map<string, T>>();
  return (law, question, workOut) => {
    let answers = laws.get(law);
    if (answers === undefined) laws.set(law, (answers = new Map<string, T>()));
    let answer = answers.get(question);
    if (answer === undefined) {
      answer = workOut();
      if (answers.size >= most) answers.clear();
      answers.set(question, answer);
    }
    return answer;
  };
}

/** The weakest confidence among citations: an answer is as sure as its least sure part. */
export function weakest(citations: readonly Citation[]): Confidence {
  if (citations.some((cited) => cited.confidence === 'unverified')) return 'unverified';
  return citations.some((cited) => cited.confidence === 'secondary') ? 'secondary' : 'statute';
}

/** The unsettled questions behind citations: every unverified one, and every one that has alternatives. */
export function unsettledBehind(law: Law, citations: readonly Citation[]): readonly Unsettled[] {
  const names = new Set(citations.map((cited) => cited.parameter));
  return [...names].flatMap((name) => {
    const cited = citations.find((one) => one.parameter === name);
    const parameter = parameterOf(law, name);
    if (cited === undefined || (cited.confidence !== 'unverified' && parameter.alternatives === null)) return [];
    return [{ parameter: name, title: parameter.title, note: valueOn(parameter, cited.on).note, alternatives: parameter.alternatives }];
  });
}

/** Citations of several readings as one list, each parameter, date and value once. */
export function mergeCitations(...lists: readonly (readonly Citation[])[]): readonly Citation[] {
  const merged: Citation[] = [];
  for (const cited of lists.flat()) {
    if (!merged.some((seen) => seen.parameter === cited.parameter && seen.on === cited.on)) merged.push(cited);
  }
  return merged;
}

/** A value for JSON: rupiah as JSON numbers (all are far below 2^53). */
export const jsonValue = (value: unknown): unknown => JSON.parse(JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? Number(part) : part)));

/** A citation for JSON, its rupiah as numbers. */
export const citationJson = ({ parameter, value, ...rest }: Citation) => ({ parameter, value: jsonValue(value), ...rest });
