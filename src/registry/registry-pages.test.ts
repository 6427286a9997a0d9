// The page of registers: the forms stand there for who may send them, and nothing of them for who may only look.
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signedIn } from '../../test/signed-in.ts';
import { testWorkplace } from '../../test/workplace.ts';
import type { Role } from '../kernel/actor.ts';
import { createApp } from '../server.ts';

let workplace: Awaited<ReturnType<typeof testWorkplace>>;
let app: ReturnType<typeof createApp>;
beforeAll(async () => {
  workplace = await testWorkplace();
  app = createApp({ workplace, log: pino({ level: 'silent' }) });
});
afterAll(() => workplace.drop());

async function offered(role: Role): Promise<readonly string[]> {
  const { cookie } = await signedIn(workplace, { roles: [role], sponsor: 'ntt', area: '53' });
  const response = await app.request('/registers', { headers: { cookie } });
  expect(response.status).toBe(200);
  const html = await response.text();
  return ['Catat perjanjian', 'Muat register', 'Tulis daftar untuk ditanyakan', 'Yang dapat dilakukan'].filter((words) => html.includes(words));
}

test('whoever keeps the registers is offered the forms, whoever looks at them is not', async () => {
  expect(await offered('verifier')).toHaveLength(4);
  expect(await offered('auditor')).toEqual([]);
});
