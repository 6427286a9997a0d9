// Decides what a family tells and how it is masked: payees, children at school, the words of a report; it rests sealed only.

/** A payee as told. */
export interface PayeeWords {
  readonly name: string;
  readonly bank: string;
  readonly account: string;
  readonly accountName: string;
  readonly phone: string | null;
  readonly agent: string | null;
  readonly guardianOf: string | null;
}
/** A child at school as told. */
export interface ChildWords {
  readonly name: string;
  readonly birth: string;
  readonly level: string;
  readonly year: number;
  readonly school: string | null;
}
/** A report as told. */
export interface ReportWords {
  readonly name: string;
  readonly birth: string | null;
  readonly words: string | null;
  readonly reporter: string | null;
  readonly phone: string | null;
}
/** The last three signs of a number; the rest hidden. */
export const maskNumber = (written: string): string => `${'*'.repeat(Math.max(0, written.length - 3))}${written.slice(-3)}`;
/** The first letter of each word. */
export const maskName = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => `${word.slice(0, 1)}***`)
    .join(' ');
