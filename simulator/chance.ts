// Decides every chance of the simulated world: a hash of (seed, what for, who), so that any attribute of anyone can be asked alone and in any order.

/** The seed of a world as 32 bits (FNV-1a over its UTF-16 units). */
export function seedFrom(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** 32 unbiased bits for a subject and a purpose. Only integer arithmetic, so the same everywhere. */
export function roll(seed: number, subject: number, purpose: number): number {
  let h = Math.imul(seed ^ Math.imul(purpose, 0x9e3779b1), 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h ^ Math.imul(subject, 0xc2b2ae35), 0x27d4eb2f);
  h ^= h >>> 15;
  h = Math.imul(h + subject, 0x7feb352d);
  h ^= h >>> 16;
  h = Math.imul(h, 0x846ca68b);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A fraction in [0, 1) of 32 bits. */
export const fraction = (bits: number): number => bits / 4294967296;

/** A whole number in [0, count) of 32 bits. */
export const below = (bits: number, count: number): number => Math.floor((bits / 4294967296) * count);

/** The index whose cumulative weight the bits fall in; `cumulative` ends with the total. */
export function pick(bits: number, cumulative: ArrayLike<number>): number {
  const last = cumulative.length - 1;
  const target = (bits / 4294967296) * (cumulative[last] as number);
  let index = 0;
  while (index < last && target >= (cumulative[index] as number)) index += 1;
  return index;
}

/** Running totals of weights, for `pick`. */
export function cumulate(weights: readonly number[]): Float64Array {
  const sums = new Float64Array(weights.length);
  let sum = 0;
  for (let index = 0; index < weights.length; index += 1) sums[index] = sum += weights[index] as number;
  return sums;
}

/** A hash of text to 32 bits under a seed, for subjects known only by their NIK. */
export function rollText(seed: number, text: string, purpose: number): number {
  return roll(seed, seedFrom(text), purpose);
}
