// Decides the one vocabulary of what became of a row: every row in is accepted, rejected or sent to a person; none is lost.

/** `accept` may go on, `reject` may not, `review` waits for a person or an answer. */
export type Outcome = 'accept' | 'reject' | 'review';

/** The outcome of several findings: one reject rejects, else one review waits, else accept. */
export function worst(outcomes: Iterable<Outcome>): Outcome {
  let result: Outcome = 'accept';
  for (const outcome of outcomes) {
    if (outcome === 'reject') return 'reject';
    if (outcome === 'review') result = 'review';
  }
  return result;
}
