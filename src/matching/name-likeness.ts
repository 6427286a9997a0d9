// Decides how alike two written names are, 0 to 100: the same person's name survives titles, spelling, initials, a dropped word and any order of words.
import { type NameWord, type NameWords, nameWords } from './name-words.ts';
import { wordLikeness } from './word-likeness.ts';

/** Words alike below this have nothing to do with each other; above the second they are one word misspelt. In between likeness fades. */
const [unlike, misspelt] = [0.65, 0.85];
/** An initial stands for its word, and one spelling for another, but neither proves it. */
const [initialCounts, spellingCounts] = [0.9, 0.98];
/** How much of a word is held against a name that lacks it, when all the other's words (two at least) are there. */
const droppedWordCounts = 0.35;
/** Two words written as one must be this like it: ABDUL RAHMAN and ABDURRAHMAN are. */
const joinedLike = 0.93;

/** 0 to 100; 100 for names equal but for titles, marks, case and order of words. Symmetric and deterministic; 0 when one has no letters. */
export function nameLikeness(a: string, b: string): number {
  if (a === b) return /\p{L}/u.test(a) ? 100 : 0;
  const upper = a.toUpperCase();
  if (upper === b.toUpperCase() && /[A-Z]/.test(upper)) return 100; // most often only the case differs
  const [one, other] = [firstWords(nameWords(a)), firstWords(nameWords(b))];
  if (one.length === 0 || other.length === 0) return 0;
  const order = inOrder(one, other);
  if (order === 0) return 100;
  // One order of the two makes the answer symmetric: pairs are chosen greedily below.
  const likeness = order < 0 ? compare(one, other) : compare(other, one);
  return Math.min(99, Math.round(likeness * 100));
}

/** No name has more words; the letters of those left out still count against it. Whatever a stranger writes costs no more than this to compare. */
const mostWords = 16;
const firstWords = (name: NameWords): NameWords => (name.words.length <= mostWords ? name : { words: name.words.slice(0, mostWords), length: name.length });

/** Negative when the first name's words come first in text order, 0 when they are the same words. */
function inOrder(one: NameWords, other: NameWords): number {
  const count = Math.min(one.words.length, other.words.length);
  for (let i = 0; i < count; i += 1) {
    const [a, b] = [(one.words[i] as NameWord).text, (other.words[i] as NameWord).text];
    if (a !== b) return a < b ? -1 : 1;
  }
  return one.words.length - other.words.length;
}

function likenessOfWords(a: NameWord, b: NameWord): number {
  if (a.text.length === 1 || b.text.length === 1) {
    return a.text.charCodeAt(0) === b.text.charCodeAt(0) || a.folded.charCodeAt(0) === b.folded.charCodeAt(0) ? initialCounts : 0;
  }
  if (a.folded === b.folded) return spellingCounts;
  let best = wordLikeness(a.text, b.text);
  if (best < spellingCounts && (a.folded !== a.text || b.folded !== b.text)) best = Math.max(best, wordLikeness(a.folded, b.folded) * spellingCounts);
  if (best >= misspelt) return best;
  return best <= unlike ? 0 : ((best - unlike) / (misspelt - unlike)) * misspelt;
}

/** Words of one side put together where the other writes them as one: NUR HALIZA for NURHALIZA. */
function joined(side: NameWords, other: NameWords): NameWords {
  if (side.words.length <= other.words.length || side.words.length < 2) return side;
  for (const whole of other.words) {
    if (whole.text.length < 4 || side.words.some(({ text }) => text === whole.text)) continue;
    for (const [i, head] of side.words.entries()) {
      for (const [j, tail] of side.words.entries()) {
        if (i === j || Math.abs(head.text.length + tail.text.length - whole.text.length) > 1) continue;
        const both = { text: head.text + tail.text, folded: head.folded + tail.folded };
        if (both.text !== whole.text && wordLikeness(both.folded, whole.folded) < joinedLike) continue;
        return { words: [...side.words.filter((_, at) => at !== i && at !== j), both], length: side.length };
      }
    }
  }
  return side;
}

const scores = new Float64Array(mostWords * mostWords);
const pairedA = new Uint8Array(mostWords);
const pairedB = new Uint8Array(mostWords);

function compare(first: NameWords, second: NameWords): number {
  const [a, b] = [joined(first, second), joined(second, first)];
  const [countA, countB] = [a.words.length, b.words.length];
  pairedA.fill(0);
  pairedB.fill(0);
  let agreed = 0;
  let pairedLetters = 0;
  let pairs = 0;
  let weakest = 1;
  const pair = (i: number, j: number, score: number): void => {
    const letters = (a.words[i] as NameWord).text.length + (b.words[j] as NameWord).text.length;
    agreed += score * letters;
    pairedLetters += letters;
    pairs += 1;
    weakest = Math.min(weakest, score);
    pairedA[i] = 1;
    pairedB[j] = 1;
  };

  for (let i = 0; i < countA; i += 1) {
    for (let j = 0; j < countB; j += 1) {
      if (pairedB[j] === 1 || (a.words[i] as NameWord).text !== (b.words[j] as NameWord).text) continue;
      pair(i, j, 1);
      break;
    }
  }
  for (let i = 0; i < countA; i += 1) {
    for (let j = 0; j < countB && pairedA[i] === 0; j += 1) {
      if (pairedB[j] === 1) continue;
      scores[i * mostWords + j] = likenessOfWords(a.words[i] as NameWord, b.words[j] as NameWord);
    }
  }
  // The most alike first; of equals, the longest words.
  for (;;) {
    let [best, bestLetters, atA, atB] = [0, 0, -1, -1];
    for (let i = 0; i < countA; i += 1) {
      for (let j = 0; j < countB && pairedA[i] === 0; j += 1) {
        const score = pairedB[j] === 1 ? 0 : (scores[i * mostWords + j] as number);
        if (score === 0 || score < best) continue;
        const letters = (a.words[i] as NameWord).text.length + (b.words[j] as NameWord).text.length;
        if (score > best || letters > bestLetters) [best, bestLetters, atA, atB] = [score, letters, i, j];
      }
    }
    if (atA === -1) break;
    pair(atA, atB, best);
  }
  const alone = a.length + b.length - pairedLetters;
  const onlyDropped = pairs >= 2 && pairs === Math.min(countA, countB) && weakest >= misspelt;
  return agreed / (pairedLetters + alone * (onlyDropped ? droppedWordCounts : 1));
}
