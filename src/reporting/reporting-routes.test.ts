// The JSON of reporting against a real database.
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anyone } from '../../test/database.ts';
import { readPolicyFixture } from '../../test/policy.ts';
import { asking, signedIn } from '../../test/signed-in.ts';
import { testWorkplace } from '../../test/workplace.ts';
import { civilDate } from '../kernel/date.ts';
import { recordProgramme } from '../programme/programme-steps.ts';
import { createApp } from '../server.ts';
import type { PublicAccount } from './account.ts';
import { publishAccount } from './reporting-steps.ts';

let workplace: Awaited<ReturnType<typeof testWorkplace>>;
let app: ReturnType<typeof createApp>;

beforeAll(async () => {
  workplace = await testWorkplace();
  app = asking(createApp({ workplace, log: pino({ level: 'silent' }) }), await signedIn(workplace));
});
afterAll(() => workplace.drop());

const ask = async (address: string, body?: unknown, type = 'application/json') => {
  const response = await app.request(address, body === undefined ? {} : { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': type } });
  return {
    status: response.status,
    headers: response.headers,
    type: response.headers.get('content-type'),
    body: (await response.json()) as Record<string, unknown>,
  };
};

it('lists nothing on an empty installation, then the programmes and the account as published', async () => {
  expect((await ask('/v1/programmes')).body).toEqual({ programmes: [] });
  await workplace.database.transact(anyone, (tx) => recordProgramme(tx, readPolicyFixture()));
  const { programmes } = (await ask('/v1/programmes')).body as { programmes: object[] };
  expect(programmes).toMatchObject([{ programme: 'ntt-2025', sponsor: 'ntt', firstMonth: '2025-07-01', lastMonth: '2025-12-01' }]);

  expect(await ask('/v1/programmes/ntt-2025/account')).toMatchObject({
    status: 404,
    type: 'application/problem+json',
    body: { code: 'account-not-published' },
  });
  const { account } = await publishAccount(workplace, anyone, 'ntt-2025', civilDate('2025-08-01'));
  const { status, body } = await ask('/v1/programmes/ntt-2025/account');
  expect(status).toBe(200);
  expect(body as unknown as PublicAccount).toEqual(JSON.parse(JSON.stringify(account)));
});

it('gives the published account to anybody as open data, by its ETag, and tells so in OpenAPI', async () => {
  const nobody = createApp({ workplace, log: pino({ level: 'silent' }) });
  const at = '/v1/publik/programmes/ntt-2025/account';
  const open = await nobody.request(at);
  expect(open.status).toBe(200);
  expect(await open.json()).toEqual((await ask('/v1/programmes/ntt-2025/account')).body);
  const etag = open.headers.get('etag') ?? '';
  expect((await nobody.request(at, { headers: { 'if-none-match': etag } })).status).toBe(304);
  const missing = await nobody.request('/v1/publik/programmes/tiada/account');
  expect([missing.status, ((await missing.json()) as { code: string }).code]).toEqual([404, 'account-not-published']);
  expect((await nobody.request('/v1/programmes/ntt-2025/account')).status).toBe(401);

  const { paths } = (await ask('/v1/openapi.json')).body as { paths: Record<string, { get?: object }> };
  expect(paths['/v1/publik/programmes/{programme}/account']?.get).toMatchObject({ operationId: 'readPublicAccount', security: [] });
  expect(paths['/v1/programmes/{programme}/account']?.get).not.toHaveProperty('security');
});

describe('explanations', () => {
  it('are answered for somebody nothing is known of, masked and not to be stored', async () => {
    const { status, headers, body } = await ask('/v1/explanations', { nik: '5301014107900002' });
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store, no-transform']);
    expect(body).toMatchObject({ nik: '53**********0002', known: false });
  });

  it.each([
    [{ nik: '530101410790' }, 'nik-not-16-digits'],
    [{ nik: '5301014107900000' }, 'nik-serial-zero'],
    [{ nik: 5301014107900002 }, 'field-not-readable'],
    [{}, 'field-missing'],
  ])('refuse %j without repeating it', async (body, code) => {
    const answer = await ask('/v1/explanations?lang=en', body);
    expect(answer).toMatchObject({ status: 400, type: 'application/problem+json', body: { code, place: { column: 'nik' } } });
    expect(answer.headers.get('cache-control')).toContain('no-store');
    expect(JSON.stringify(answer.body)).not.toMatch(/5301014107900\d+|530101410790/);
  });

  it('are not given to a form of another page that calls itself text', async () => {
    expect(await ask('/v1/explanations', { nik: '5301014107900002' }, 'text/plain')).toMatchObject({ status: 403, body: { code: 'form-from-elsewhere' } });
  });
});
