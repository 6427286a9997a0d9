// Decides what a village wrote as name or sex: which signs no name has, and which words mean L or P.
import type { IntakeCode } from './findings.ts';

const sexes: ReadonlyMap<string, 'L' | 'P'> = new Map([
  // 1 and 2 are the codes of Dukcapil and BPS.
  ...['L', 'LK', 'LAKI', 'LAKILAKI', 'LAKI2', 'PRIA', 'M', 'MALE', '1'].map((word) => [word, 'L'] as const),
  ...['P', 'PR', 'PEREMPUAN', 'WANITA', 'W', 'F', 'FEMALE', '2'].map((word) => [word, 'P'] as const),
]);

/** The sex a word means, or null. */
export const sexOf = (text: string): 'L' | 'P' | null => sexes.get(text) ?? sexes.get(text.toUpperCase().replace(/[^A-Z0-9]/g, '')) ?? null;

const forbidden = /[<>{}[\]=|@\\]|javascript:|&#?\w+;/i;
const odd = /[^\p{Script=Latin}\p{M}\d\s.,'’‘`´"“”…()/-]|Ã[\u0080-\u00bf]|â€|ï¿½/u;

/** Adds what there is to say of a name. */
export function tellName(text: string | null, codes: IntakeCode[]): void {
  if (text === null) codes.push('name-missing');
  else if (forbidden.test(text)) codes.push('name-has-forbidden-signs');
  else if (!/\p{L}/u.test(text)) codes.push('name-has-no-letters');
  else {
    if (/\d/.test(text)) codes.push('name-has-digits');
    if (odd.test(text)) codes.push('name-has-odd-signs');
  }
}
