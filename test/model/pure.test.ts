// Thousands of random sequences of enrol, leave, close, invoice, pay, return, correct and post against the product's pure functions: after each step the reference model agrees.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compare, monthly, sequences } from './commands.ts';
import { PureBooks } from './pure-books.ts';
import { Reference } from './reference.ts';

const limit = 11n * monthly; // fewer than everybody for the whole term

test('after every step of 3,000 random sequences the books balance and the reference model agrees', async () => {
  await fc.assert(
    fc.asyncProperty(sequences(40), (commands) =>
      compare(new PureBooks(limit), new Reference(limit), commands, (step, actual, expected) => expect(actual, step).toEqual(expected)),
    ),
    { numRuns: 3000 },
  );
});

test('the same sequence twice over changes nothing that a replay may not change', async () => {
  await fc.assert(
    fc.asyncProperty(sequences(25), async (commands) => {
      const [once, twice] = [new PureBooks(limit), new PureBooks(limit)];
      for (const command of commands) {
        once.act(command);
        twice.act(command);
        if (command.do !== 'leave' && command.do !== 'enrol') expect(twice.act(command)).not.toBe('done');
      }
      expect(twice.figures()).toEqual(once.figures());
    }),
    { numRuns: 500 },
  );
});
