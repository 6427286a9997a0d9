// Decides what can happen in a programme's money, as commands a random sequence is made of, and what is looked at after each.
import fc from 'fast-check';

export const months = ['2025-07', '2025-08', '2025-09'] as const;
export type ModelMonth = (typeof months)[number];
/** What one person costs a month: JKK and JKM. */
export const monthly = 16_800n;
export const people = 5;
export const facts = ['sp2d-issued', 'bank-debited', 'administrator-received', 'bank-returned'] as const;
export type ModelFact = (typeof facts)[number];

/** When a row of a posting file says it happened, in minutes of the day the month's money came: files may arrive in another order than they were written. */
export const minutesOfPosting = 4;

/** `part` of an amount is counted in sixths of what the invoice is for, so that parts, wholes and too much all come about. */
export type Command =
  | { readonly do: 'enrol'; readonly person: number; readonly from: number }
  | { readonly do: 'leave'; readonly person: number; readonly from: number }
  | { readonly do: 'close'; readonly month: ModelMonth }
  | { readonly do: 'invoice'; readonly month: ModelMonth }
  | { readonly do: 'pay'; readonly month: ModelMonth; readonly fact: ModelFact; readonly reference: number; readonly part: number }
  | { readonly do: 'correct'; readonly month: ModelMonth; readonly fact: ModelFact; readonly reference: number; readonly to: ModelMonth | null }
  | { readonly do: 'post' | 'take-back'; readonly month: ModelMonth; readonly who: number; readonly at: number };

/** Whether it was done, changed nothing, or was refused. */
export type Outcome = 'done' | 'same' | 'refused';

/** What must agree after every step; amounts in rupiah, people as `person:month`. */
export interface Figures {
  readonly held: readonly string[];
  readonly charged: readonly string[];
  readonly posted: readonly string[];
  /** Who is protected on the 28th of a month. */
  readonly protected: readonly string[];
  readonly committed: bigint;
  readonly expense: bigint;
  readonly payable: bigint;
  readonly transit: bigint;
  readonly treasury: bigint;
  readonly administrator: bigint;
  readonly debits: bigint;
  readonly credits: bigint;
}

/** Something commands can be done to. */
export interface Books {
  act(command: Command): Outcome | Promise<Outcome>;
  figures(): Figures | Promise<Figures>;
}

const month = fc.oneof(
  { weight: 4, arbitrary: fc.constant(months[0]) },
  { weight: 2, arbitrary: fc.constant(months[1]) },
  { weight: 1, arbitrary: fc.constant(months[2]) },
);
const person = fc.nat({ max: people - 1 });
const reference = fc.nat({ max: 1 });
const who = fc.integer({ min: 1, max: 2 ** people - 1 });
const at = fc.nat({ max: minutesOfPosting - 1 });
const payment = fc.record({
  do: fc.constant('pay' as const),
  month,
  fact: fc.oneof(
    { weight: 3, arbitrary: fc.constant<ModelFact>('sp2d-issued') },
    { weight: 4, arbitrary: fc.constant<ModelFact>('bank-debited') },
    { weight: 2, arbitrary: fc.constant<ModelFact>('administrator-received') },
    { weight: 3, arbitrary: fc.constant<ModelFact>('bank-returned') },
  ),
  reference,
  part: fc.oneof({ weight: 3, arbitrary: fc.constant(6) }, fc.integer({ min: 1, max: 7 })),
});

/** How a sequence may begin, so that there is something to pay. */
const begun: readonly Command[] = [
  { do: 'enrol', person: 0, from: 0 },
  { do: 'enrol', person: 1, from: 0 },
  { do: 'close', month: '2025-07' },
  { do: 'invoice', month: '2025-07' },
  { do: 'close', month: '2025-08' },
  { do: 'invoice', month: '2025-08' },
];

const one: fc.Arbitrary<Command> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('enrol' as const), person, from: fc.nat({ max: months.length - 1 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('leave' as const), person, from: fc.nat({ max: months.length - 1 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('close' as const), month }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('invoice' as const), month }) },
  { weight: 12, arbitrary: payment },
  {
    weight: 7,
    arbitrary: fc.record({ do: fc.constant('correct' as const), month, fact: fc.constantFrom(...facts), reference, to: fc.option(month, { freq: 2 }) }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('post' as const), month, who, at }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('take-back' as const), month, who, at }) },
);

/** Sequences in which everything comes about: half of them begin with two invoices. */
export const sequences = (length: number): fc.Arbitrary<readonly Command[]> =>
  fc
    .tuple(fc.boolean(), fc.array(one, { minLength: Math.floor(length / 2), maxLength: length, size: 'max' }))
    .map(([from, commands]) => (from ? [...begun, ...commands] : commands));

/** Runs a sequence against the books and the reference; throws at the first step after which they differ. */
export async function compare(
  books: Books,
  reference_: Books,
  commands: readonly Command[],
  equal: (step: string, actual: unknown, expected: unknown) => void,
): Promise<void> {
  for (const [place, command] of commands.entries()) {
    const step = `${place}: ${JSON.stringify(command)}`;
    equal(step, await books.act(command), await reference_.act(command));
    equal(step, await books.figures(), await reference_.figures());
  }
}
