// Decides how alike two words are (Jaro and Winkler): letters in common near the same place, and a common beginning.

const longest = 64;
const usedA = new Uint8Array(longest);
const usedB = new Uint8Array(longest);
const beginningCounts = 0.1;

/** 0 to 1: 1 for equal words, 0 for nothing in common. Symmetric. Only the first 64 letters count. */
export function wordLikeness(a: string, b: string): number {
  if (a === b) return 1;
  const lengthA = Math.min(a.length, longest);
  const lengthB = Math.min(b.length, longest);
  if (lengthA === 0 || lengthB === 0) return 0;
  const reach = Math.max(0, (Math.max(lengthA, lengthB) >> 1) - 1);
  usedA.fill(0, 0, lengthA);
  usedB.fill(0, 0, lengthB);
  let common = 0;
  for (let i = 0; i < lengthA; i += 1) {
    const letter = a.charCodeAt(i);
    const last = Math.min(lengthB - 1, i + reach);
    for (let j = Math.max(0, i - reach); j <= last; j += 1) {
      if (usedB[j] === 0 && b.charCodeAt(j) === letter) {
        usedA[i] = 1;
        usedB[j] = 1;
        common += 1;
        break;
      }
    }
  }
  if (common === 0) return 0;
  let moved = 0;
  let at = 0;
  for (let i = 0; i < lengthA; i += 1) {
    if (usedA[i] === 0) continue;
    while (usedB[at] === 0) at += 1;
    if (a.charCodeAt(i) !== b.charCodeAt(at)) moved += 1;
    at += 1;
  }
  const jaro = (common / lengthA + common / lengthB + (common - moved / 2) / common) / 3;
  let beginning = 0;
  while (beginning < 4 && beginning < lengthA && beginning < lengthB && a.charCodeAt(beginning) === b.charCodeAt(beginning)) beginning += 1;
  return jaro + beginning * beginningCounts * (1 - jaro);
}
