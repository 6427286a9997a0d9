// Decides what a family tells: payees, children at school, the words of a report; it rests sealed only.
import type { PlaceTold } from './place-told.ts';

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
  /** Where, as written; absent where a village was told by its code. */
  readonly place?: PlaceTold | null;
}
