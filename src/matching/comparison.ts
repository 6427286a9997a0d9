// Decides how near one field of two records is, as a level from "the same" down to "nothing in common": the comparison vector of Fellegi and Sunter (1969).
import type { CivilDate } from '../kernel/date.ts';
import { dateLikeness } from './date-likeness.ts';
import { editDistance } from './edit-distance.ts';
import { nameLikeness } from './name-likeness.ts';
import { nameWords } from './name-words.ts';
import { wordLikeness } from './word-likeness.ts';

/** A record to be compared: its fields in the order of a profile; null where nothing is known. */
export type Fields = readonly (string | null)[];

/** The ways of comparing, each with its levels from nearest to farthest. */
export const kinds = {
  /** A person's whole name, by words in any order (`nameLikeness`). */
  'whole-name': ['same', 'spelt-otherwise', 'alike', 'partly', 'different'],
  /** Given name and surname in two fields. */
  'two-names': ['same', 'exchanged', 'both-alike', 'both-near', 'surname-alike', 'given-name-alike', 'different'],
  word: ['same', 'one-slip', 'alike', 'partly', 'different'],
  /** A date as YYYY-MM-DD or YYYYMMDD. */
  date: ['same', 'slip', 'two-slips', 'same-year', 'near-year', 'different'],
  /** A number people copy: a postcode, an identity number. */
  digits: ['same', 'one-slip', 'two-slips', 'different'],
  /** A village code of ten digits. */
  area: ['same-village', 'same-kecamatan', 'same-kabupaten', 'different'],
  /** A postcode whose beginning is the larger area (as in Britain). */
  postcode: ['same', 'one-slip', 'same-sector', 'same-district', 'same-area', 'different'],
  exact: ['same', 'different'],
} as const;
export type Kind = keyof typeof kinds;
export type Level = (typeof kinds)[Kind][number];

/** One comparison of a profile: which fields, in which way, and whether rare values say more than frequent ones. */
export interface Comparison {
  readonly name: string;
  readonly kind: Kind;
  /** Places in `Fields`: one, or two for `two-names`. */
  readonly fields: readonly number[];
  readonly frequency: boolean;
}

/** Likeness (Jaro and Winkler) from which on two words are one word misspelt; and from which on they have something in common. */
const [alike, near, partly] = [0.92, 0.85, 0.7];

/** The level two records stand at, as its place in `kinds`; -1 when one of them does not say. */
export function levelOf({ kind, fields }: Comparison, one: Fields, other: Fields): number {
  const [at = 0, second = 0] = fields;
  const [a, b] = [one[at] ?? null, other[at] ?? null];
  if (kind === 'two-names') return ofTwoNames(a, one[second] ?? null, b, other[second] ?? null);
  if (a === null || b === null) return -1;
  if (a === b) return 0;
  if (kind === 'whole-name') return ofWholeName(nameLikeness(a, b));
  if (kind === 'word') return ofWords(a, b);
  if (kind === 'date') return ofDates(a, b);
  if (kind === 'digits') return editDistance(a, b, 2);
  if (kind === 'area') return ofBeginnings(a, b, [10, 6, 4]);
  if (kind === 'postcode') return ofPostcodes(a, b);
  return 1;
}

const ofWholeName = (likeness: number): number => (likeness >= 100 ? 0 : likeness >= 95 ? 1 : likeness >= 85 ? 2 : likeness >= 60 ? 3 : 4);

function ofWords(a: string, b: string): number {
  if (editDistance(a, b, 1) <= 1) return 1;
  const likeness = wordLikeness(a, b);
  return likeness >= near ? 2 : likeness >= partly ? 3 : 4;
}

function ofTwoNames(givenA: string | null, surnameA: string | null, givenB: string | null, surnameB: string | null): number {
  if ((givenA === null && surnameA === null) || (givenB === null && surnameB === null)) return -1;
  if (givenA === givenB && surnameA === surnameB) return 0;
  if (givenA === surnameB && surnameA === givenB) return 1;
  const given = likeness(givenA, givenB);
  const surname = likeness(surnameA, surnameB);
  if (given >= alike && surname >= alike) return 2;
  if (given >= near && surname >= near) return 3;
  if (surname >= alike) return 4;
  if (given >= alike) return 5;
  const crossed = Math.max(likeness(givenA, surnameB), likeness(surnameA, givenB));
  return crossed >= alike ? 5 : 6;
}

const likeness = (a: string | null, b: string | null): number => (a === null || b === null ? 0 : wordLikeness(a, b));

function ofDates(a: string, b: string): number {
  const [one, other] = [a.replaceAll('-', ''), b.replaceAll('-', '')];
  if (one === other) return 0;
  if (one.length !== 8 || other.length !== 8) return editDistance(one, other, 1) === 1 ? 1 : 5;
  if (dateLikeness(dashed(one), dashed(other)) === 'slip') return 1;
  const slips = editDistance(one, other, 2);
  if (slips === 1) return 1;
  if (slips === 2) return 2;
  const years = Math.abs(Number(one.slice(0, 4)) - Number(other.slice(0, 4)));
  return years === 0 ? 3 : years <= 2 ? 4 : 5;
}

const dashed = (digits: string): CivilDate => `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}` as CivilDate;

function ofBeginnings(a: string, b: string, lengths: readonly number[]): number {
  const at = lengths.findIndex((length) => a.length >= length && a.slice(0, length) === b.slice(0, length));
  return at === -1 ? lengths.length : at;
}

function ofPostcodes(a: string, b: string): number {
  if (editDistance(a, b, 1) === 1) return 1;
  const [districtA = '', restA = ''] = a.split(' ');
  const [districtB = '', restB = ''] = b.split(' ');
  if (districtA === districtB) return restA[0] === restB[0] ? 2 : 3;
  return a.replace(/\d.*/, '') === b.replace(/\d.*/, '') ? 4 : 5;
}

/** The values two records agree in at a level, where how rare they are says something: in what their frequency is looked up; empty for none. */
export function termsAt({ kind, fields, frequency }: Comparison, level: number, one: Fields): readonly string[] {
  if (!frequency || level < 0) return none;
  const [at = 0, second = 0] = fields;
  const value = one[at] ?? null;
  if (kind === 'whole-name') return level <= 1 && value !== null ? nameWords(value).words.map(({ folded }) => folded) : none;
  if (kind !== 'two-names') return level === 0 && value !== null ? [value] : none;
  const surname = one[second] ?? null;
  if (level <= 1) return [`${value ?? ''} ${surname ?? ''}`];
  if (level === 4 && surname !== null) return [surname];
  if (level === 5 && value !== null) return [value];
  return none;
}

const none: readonly string[] = [];
