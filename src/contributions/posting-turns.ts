// Decides what each row that posts a person's month or takes a posting back does, by all the administrator ever said of that month.

/** A posting of a person's month, or the taking back of one, of exactly what was charged; `at` is its instant as a number, for its order alone. */
export interface Said {
  readonly back: boolean;
  readonly at: number;
}

/** `posts`: it stands from now on. `takes-back`: what stood stands no longer. `repeats`, `takes-repeat`: one more than stands, and one less. `undone`: said before, or taken back. */
export type Turn = 'posts' | 'repeats' | 'takes-back' | 'takes-repeat' | 'undone' | 'fits-nothing';

const same = (one: Said, other: Said): boolean => one.back === other.back && one.at === other.at;

/** What was said by files of which each may repeat another: equal rows of one file are as many, equal rows of two files are the same. */
function saidOnce(known: readonly (Said & { readonly file: string })[]): Said[] {
  const ofFile = new Map<string, Said[]>();
  for (const one of known) ofFile.set(one.file, [...(ofFile.get(one.file) ?? []), one]);
  const once: Said[] = [];
  for (const rows of ofFile.values())
    for (const [place, row] of rows.entries()) {
      const ordinal = rows.slice(0, place + 1).filter((other) => same(row, other)).length;
      if (once.filter((other) => same(row, other)).length < ordinal) once.push(row);
    }
  return once;
}

/** How many postings are left once each was taken back that a later row (or one of the same instant) takes back. */
const left = (said: readonly Said[]): number =>
  [...said]
    .sort((one, other) => one.at - other.at || Number(one.back) - Number(other.back))
    .reduce((count, { back }) => (back ? Math.max(0, count - 1) : count + 1), 0);

/** What a file said of a person's month; `what` tells apart what was posted: the amounts charged, or another amount. */
export interface Held extends Said {
  readonly file: string;
  readonly what: string;
}

/** How many postings of one person's month the administrator holds by all its files said: each that was posted and not taken back, of whatever amount. */
export function postingsHeld(known: readonly Held[]): number {
  const whats = new Set(known.map(({ what }) => what));
  return [...whats].reduce((count, what) => count + left(saidOnce(known.filter((one) => one.what === what))), 0);
}

/**
 * What the rows of a file do to one person's month, in their order. `known` is what earlier files said of it, `stands` whether a posting stands. The month is posted,
 * once, while more was posted than taken back: posted twice and taken back once, one posting stands. In which order files arrive, and how often, changes nothing.
 */
export function turnsOf(of: {
  readonly known: readonly (Said & { readonly file: string })[];
  readonly stands: boolean;
  readonly rows: readonly Said[];
}): readonly Turn[] {
  const said = saidOnce(of.known);
  const turns: Turn[] = [];
  let { stands } = of;
  for (const [place, row] of of.rows.entries()) {
    const ordinal = of.rows.slice(0, place + 1).filter((other) => same(row, other)).length;
    const isNew = said.filter((other) => same(row, other)).length < ordinal;
    const before = left(said);
    if (isNew) said.push(row);
    const after = left(said);
    const turn = row.back ? reversalTurn({ isNew, before, after, stands }) : after === 0 ? 'undone' : stands ? 'repeats' : 'posts';
    if (turn === 'posts') {
      const [posted, taken] = [turns.indexOf('posts'), turns.lastIndexOf('takes-back')];
      // A file posts a month once: what it posted and took back itself before is a pair that stands for nothing.
      if (posted !== -1) [turns[posted], turns[taken]] = ['repeats', 'takes-repeat'];
      stands = true;
    } else if (turn === 'takes-back') stands = false;
    turns.push(turn);
  }
  return turns;
}

function reversalTurn({ isNew, before, after, stands }: { isNew: boolean; before: number; after: number; stands: boolean }): Turn {
  if (!isNew) return 'undone';
  if (after === 0 && stands) return 'takes-back';
  return after < before ? 'takes-repeat' : 'fits-nothing';
}
