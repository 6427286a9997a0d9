// Decides which words make up an Indonesian name: without titles, degrees, nicknames and writing habits, with one spelling for what is spelt many ways.
import names from '../../linkage/names.json' with { type: 'json' };
import { ownText } from '../kernel/own-text.ts';

/** One word of a name: as written (upper case, no marks, abbreviations written out), and folded to one spelling. */
export interface NameWord {
  readonly text: string;
  readonly folded: string;
}

/** A name taken apart, its words in one order whatever order they came in. */
export interface NameWords {
  readonly words: readonly NameWord[];
  /** Letters in all words. */
  readonly length: number;
}

/** Titles, degrees and words that are no part of a name. Written with dots or without: `S.Pd`, `SPD`. */
const titles = new Set(names.titles);

/** One word written many ways, each as the one it stands for; unlike a spelling, these are abbreviations, or spellings no rule makes alike. */
const oneWay: ReadonlyMap<string, string> = new Map(Object.entries(names.standsFor).flatMap(([one, ways]) => ways.map((word) => [word, one] as const)));

/** Old and foreign spellings to one: Djohannes, Johanes and Yohanes fold alike, as do Oemar and Umar, Christina and Kristina, Maria and Mariah. */
const spellings: readonly (readonly [RegExp, string])[] = names.spellings.map(([pattern = '', one = '']) => [new RegExp(pattern, 'g'), one]);

function fold(word: string): string {
  let folded = word;
  for (const [spelling, one] of spellings) folded = folded.replace(spelling, one);
  return folded === '' ? word : folded;
}

const wordOf = (written: string): NameWord => {
  const text = oneWay.get(written) ?? written;
  return { text, folded: fold(text) };
};

// Names repeat, and folding costs more than all the rest: the last words are remembered, a title as null.
const remembered = new Map<string, NameWord | null>();
const mostRemembered = 50_000; // not law: names kept in memory

function remember(written: string): NameWord | null {
  let word = remembered.get(written);
  if (word !== undefined) return word;
  word = titles.has(written) ? null : wordOf(ownText(written));
  if (remembered.size === mostRemembered) remembered.clear();
  remembered.set(ownText(written), word);
  return word;
}

const plain = /^[A-Z ]+$/;

/** The name in upper case without accents, nickname (in brackets, or after ALIAS) and what follows a comma (degrees). */
function bare(upper: string): string {
  const withoutMarks = upper
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/['’`‘"]/g, '');
  const named = withoutMarks.replace(/\([^)]*\)?/g, ' ').replace(/,.*$/, ' ');
  return /[A-Z]/.test(named) ? named : withoutMarks;
}

/** Words of a name with marks in it: `S.Pd` is one title, `Y.B.` two initials. */
function markedWords(text: string): string[] {
  const words: string[] = [];
  for (const written of text.split(/[\s\-_/]+/)) {
    if (!titles.has(written.replace(/[^A-Z]/g, ''))) words.push(...written.split(/[^A-Z]+/));
  }
  return words;
}

/** Takes a name apart. A name of nothing but titles keeps them, so that something is left to compare. */
export function nameWords(name: string): NameWords {
  const upper = name.toUpperCase();
  const isPlain = plain.test(upper);
  const text = isPlain ? upper : bare(upper);
  const written = isPlain ? text.split(' ') : markedWords(text);
  const words: NameWord[] = [];
  for (const part of written) {
    if (part === '') continue;
    if (part === 'ALIAS' || part === 'ALS') break;
    const word = remember(part);
    if (word !== null) place(words, word);
  }
  if (words.length === 0) for (const part of text.split(/[^A-Z]+/)) if (part !== '') place(words, wordOf(part));
  let length = 0;
  for (const word of words) length += word.text.length;
  return { words, length };
}

/** Puts a word where it belongs: a name has few, so this is faster than sorting. */
function place(words: NameWord[], word: NameWord): void {
  let at = words.length;
  while (at > 0 && (words[at - 1] as NameWord).text > word.text) at -= 1;
  words.splice(at, 0, word);
}
