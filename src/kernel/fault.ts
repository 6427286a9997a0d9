// Decides the closed set of ways a request can be wrong; one file elsewhere turns each kind into a page, a problem or an exit code.

/** The closed vocabulary of faults. An outcome (not eligible, quota full) is data and never a fault; a bug is an assertion. */
export type FaultKind = 'bad-input' | 'not-found' | 'conflict' | 'forbidden' | 'unauthenticated' | 'unreachable';

/** Where in a file a fault lies, for messages that name file, row and column (rows and columns counted from 1, as a person sees them). */
export interface FaultPlace {
  readonly file?: string;
  readonly row?: number;
  readonly column?: string;
}

/** What to tell people, in both languages; `remedy` says what to do next. */
export interface FaultMessage {
  readonly id: string;
  readonly en: string;
}

/** A request that cannot be carried out, with its code (kebab-case sentence), place and message in Indonesian and English. */
export class Fault extends Error {
  override readonly name = 'Fault';
  readonly kind: FaultKind;
  readonly code: string;
  readonly text: FaultMessage;
  readonly place: FaultPlace;

  constructor(kind: FaultKind, code: string, text: FaultMessage, place: FaultPlace = {}) {
    super(`${code}: ${text.en}`);
    this.kind = kind;
    this.code = code;
    this.text = text;
    this.place = place;
  }
}

/** A bug if false: states what the code relies on. Never use it for input. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`assertion failed: ${message}`);
}
