// Thousands of random sequences of enrol, leave, close, invoice, pay, return, correct, post and take back against the product's pure functions: after each step the reference model agrees.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compare, facts, monthly, sequences } from './commands.ts';
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
}, 600_000);

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

test('the sequences reach everything: each command is done, refused, and (where it can be) repeated', async () => {
  const seen = new Map<string, number>();
  for (const commands of fc.sample(sequences(40), { numRuns: 3000, seed: 7 })) {
    const books = new PureBooks(limit);
    for (const command of commands) {
      const key = `${command.do === 'pay' || command.do === 'correct' ? `${command.do} ${command.fact}` : command.do} ${books.act(command)}`;
      seen.set(key, (seen.get(key) ?? 0) + 1);
    }
  }
  const acts = ['enrol', 'close', 'invoice', 'post', 'take-back', ...facts.flatMap((fact) => [`pay ${fact}`, `correct ${fact}`])];
  for (const act of acts) for (const outcome of ['done', 'refused']) expect(seen.get(`${act} ${outcome}`) ?? 0, `${act} ${outcome}`).toBeGreaterThan(10);
  for (const act of ['leave', 'close', 'invoice', 'post', 'take-back', 'pay sp2d-issued', 'correct sp2d-issued'])
    expect(seen.get(`${act} same`) ?? 0, act).toBeGreaterThan(10);
});
