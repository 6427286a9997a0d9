// States what leaves of an answer: what is declared and nothing else, also where most of it is one object for many.
import { z } from '@hono/zod-openapi';
import { expect, test } from 'vitest';
import { type Doing, Shared, answerOf, operation } from './operation.ts';

const answer = z.object({ state: z.string(), amount: z.number(), nik: z.string(), at: z.string().optional() });
const telling = (given: unknown, shape: z.ZodObject = answer) =>
  answerOf(
    operation({ command: 'x', id: 'x', method: 'get', path: '/x', summary: '', input: z.object({}), answer: shape, run: () => Promise.resolve(given) }),
    {} as Doing,
    {},
  );

test('an answer is cut to its shape, rupiah as numbers', async () => {
  expect(await telling({ state: 'protected', amount: 16_800n, nik: '53**', secret: 1, at: undefined })).toEqual({
    state: 'protected',
    amount: 16_800,
    nik: '53**',
  });
});

test('what many share is cut as well, and each has what is his own', async () => {
  const shared = { state: 'protected', amount: 16_800n, nik: 'of whoever came first', secret: 1 };
  const told = async (own: Record<string, unknown>) => telling(new Shared(shared, own));
  expect(await told({ nik: '53**', at: 'now', secret: 2 })).toEqual({ state: 'protected', amount: 16_800, nik: '53**', at: 'now' });
  expect(await told({ nik: '52**' })).toMatchObject({ nik: '52**', state: 'protected' });
  await expect(told({ nik: 5 })).rejects.toThrow('expected string');
});

test('the same object under another shape is cut to that', async () => {
  const shared = { state: 'protected', amount: 1n };
  expect(await telling(new Shared(shared, { nik: '53**' }))).toEqual({ state: 'protected', amount: 1, nik: '53**' });
  expect(await telling(new Shared(shared, { nik: '53**' }), z.object({ state: z.string() }))).toEqual({ state: 'protected' });
});
