// Programs over HTTP: how a token is asked for and refused in the words of RFC 6749, that it opens the acts it was given and no page, and the cookies of a server behind TLS.
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anyone } from '../../test/database.ts';
import { signedIn } from '../../test/signed-in.ts';
import { testWorkplace } from '../../test/workplace.ts';
import { createApp } from '../server.ts';
import { nobodyYet } from './gate-actors.ts';
import { firstLink } from './link-steps.ts';
import { addClient, endClientNamed } from './machine-steps.ts';

let workplace: Awaited<ReturnType<typeof testWorkplace>>;
let app: ReturnType<typeof createApp>;
let client: { readonly clientId: string; readonly secret: string };
beforeAll(async () => {
  workplace = await testWorkplace();
  app = createApp({ workplace, log: pino({ level: 'silent' }) });
  await signedIn(workplace, { name: 'seseorang' });
  client = await addClient(workplace, anyone, { name: 'sipp', roles: ['auditor'], sponsor: '*', area: '*', acts: ['listProgrammes', 'askCoverage'] });
});
afterAll(() => workplace.drop());

const basic = (id: string, secret: string): Record<string, string> => ({ authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` });

async function tokenAsked(fields: Record<string, string>, headers: Record<string, string> = {}) {
  const response = await app.request('/oauth/token', { method: 'POST', body: new URLSearchParams(fields), headers });
  return { status: response.status, kept: response.headers.get('cache-control'), body: (await response.json()) as Record<string, unknown> };
}
const grant = { grant_type: 'client_credentials' };
const inForm = () => ({ ...grant, client_id: client.clientId, client_secret: client.secret });

async function coming(path: string, authorization: string, init: RequestInit = {}) {
  const response = await app.request(path, { ...init, headers: { authorization, ...(init.headers as Record<string, string> | undefined) } });
  const text = await response.text();
  return { status: response.status, to: response.headers.get('location'), asks: response.headers.get('www-authenticate'), text };
}

test('a token is given for credentials in the header or in the form, kept by nobody on the way', async () => {
  for (const [fields, headers] of [
    [grant, basic(client.clientId, client.secret)],
    [inForm(), {}],
  ] as const) {
    const { status, kept, body } = await tokenAsked(fields, headers);
    expect([status, kept]).toEqual([200, 'no-store']);
    expect(body).toMatchObject({ token_type: 'Bearer', scope: 'listProgrammes askCoverage', expires_in: expect.any(Number) as number });
  }
});

test('a scope asked for is the one given', async () => {
  expect((await tokenAsked({ ...inForm(), scope: 'askCoverage' })).body).toMatchObject({ scope: 'askCoverage' });
});

const refusals = [
  ['a wrong secret', () => tokenAsked(grant, basic(client.clientId, 'pc_salah')), 401, 'invalid_client'],
  ['a program nobody knows', () => tokenAsked(grant, basic('bukan-program', 'pc_salah')), 401, 'invalid_client'],
  ['no credentials', () => tokenAsked(grant), 401, 'invalid_client'],
  ['both ways at a time', () => tokenAsked(inForm(), basic(client.clientId, client.secret)), 400, 'invalid_request'],
  ['another grant', () => tokenAsked({ ...inForm(), grant_type: 'password' }), 400, 'unsupported_grant_type'],
  ['no grant', () => tokenAsked({ client_id: client.clientId, client_secret: client.secret }), 400, 'invalid_request'],
  ['an act it was not given', () => tokenAsked({ ...inForm(), scope: 'publishAccount' }), 400, 'invalid_scope'],
] as const;
for (const [what, asked, status, error] of refusals) {
  test(`${what} is refused: ${error}`, async () => {
    const told = await asked();
    expect([told.status, told.body]).toEqual([status, { error }]);
  });
}

test('a body that is no form is refused', async () => {
  const response = await app.request('/oauth/token', {
    method: 'POST',
    body: JSON.stringify(inForm()),
    headers: { 'content-type': 'application/json', origin: 'http://localhost' },
  });
  expect([response.status, await response.json()]).toEqual([400, { error: 'invalid_request' }]);
});

test('it opens the acts it was given under /v1, refuses others by name, and opens no page', async () => {
  const { body } = await tokenAsked(inForm());
  const bearer = `Bearer ${String(body['access_token'])}`;
  expect((await coming('/v1/programmes', bearer)).status).toBe(200);
  const other = await coming('/v1/runs?programme=ntt-2025', bearer);
  expect([other.status, JSON.parse(other.text)]).toMatchObject([403, { code: 'act-not-granted' }]);
  expect(await coming('/registers', bearer)).toMatchObject({ status: 303, to: '/sign-in?next=%2Fregisters' });
});

test('a provider of messages, limited to its one act, posts its reports as JSON or as a form, without a key', async () => {
  const { clientId, secret } = await addClient(workplace, anyone, {
    ...{ name: 'gerbang', roles: ['administrator'] as const, sponsor: '*', area: '*', acts: ['takeDeliveryReports'] },
  });
  const { body } = await tokenAsked(grant, basic(clientId, secret));
  const bearer = `Bearer ${String(body['access_token'])}`;
  const post = (gateway: string, sent: string, type: string) =>
    coming(`/v1/notices/delivery-reports/${gateway}`, bearer, { method: 'POST', body: sent, headers: { 'content-type': type } });
  const counts = { reports: 1, news: 0, unchanged: 0, unknown: 1, notUnderstood: 0 };
  const json = await post('payung', '{"reference":"gw-1","state":"delivered"}', 'application/json');
  expect([json.status, JSON.parse(json.text)]).toEqual([200, counts]);
  const form = await post('twilio', 'MessageSid=SM1&MessageStatus=delivered&To=%2B6281234567890', 'application/x-www-form-urlencoded');
  expect([form.status, JSON.parse(form.text)]).toEqual([200, counts]);
  expect((await post('payung', '{"state":"delivered"}', 'application/json')).status).toBe(400);
  expect((await post('payung', 'bukan json', 'application/json')).status).toBe(400);
  expect((await post('entah', '{}', 'application/json')).status).toBe(404);
  const unsigned = await app.request('/v1/notices/delivery-reports/payung', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
  expect(unsigned.status).toBe(401);
  expect((await coming('/v1/notices', bearer)).status).toBe(403);
});

test('a token of nobody, and one of a program that ended, are told to be invalid', async () => {
  const nobody = await coming('/v1/programmes', 'Bearer pt_bukan');
  expect([nobody.status, nobody.asks]).toEqual([401, 'Bearer realm="payung", error="invalid_token"']);
  const { clientId, secret } = await addClient(workplace, anyone, { name: 'sebentar', roles: ['auditor'], sponsor: '*', area: '*', acts: null });
  const { body } = await tokenAsked(grant, basic(clientId, secret));
  const bearer = `Bearer ${String(body['access_token'])}`;
  expect((await coming('/v1/programmes', bearer)).status).toBe(200);
  await endClientNamed(workplace, anyone, 'sebentar');
  expect((await coming('/v1/programmes', bearer)).status).toBe(401);
});

test('whoever tries secrets is made to wait, and is told so', async () => {
  const { clientId, secret } = await addClient(workplace, anyone, { name: 'dicoba', roles: ['auditor'], sponsor: '*', area: '*', acts: null });
  let last = await tokenAsked(grant, basic(clientId, 'pc_salah'));
  for (let tries = 0; tries < 30 && last.status === 401; tries += 1) last = await tokenAsked(grant, basic(clientId, 'pc_salah'));
  expect([last.status, last.body['error']]).toEqual([429, 'temporarily_unavailable']);
  expect((await tokenAsked(grant, basic(clientId, secret))).status).toBe(429);
});

test('behind TLS the cookies carry the __Host- prefix, go over https alone, and a cookie without it opens nothing', async () => {
  const origin = 'https://payung.example';
  const behind = createApp({ workplace, log: pino({ level: 'silent' }), origin });
  const { token } = await signedIn(workplace, { name: 'di-balik-tls' });
  const asked = async (cookie: string) => (await behind.request(`${origin}/registers`, { headers: { cookie } })).status;
  expect([await asked(`__Host-payung_sesi=${token}`), await asked(`payung_sesi=${token}`)]).toEqual([200, 303]);
  const out = await behind.request(`${origin}/sign-out`, {
    method: 'POST',
    body: new URLSearchParams(),
    headers: { cookie: `__Host-payung_sesi=${token}`, origin },
  });
  const [set = ''] = out.headers.getSetCookie();
  expect(set).toMatch(/^__Host-payung_sesi=;/);
  expect(set).toContain('Secure');
  const elsewhere = await behind.request(`https://lain.example/registers`);
  expect([elsewhere.status, elsewhere.headers.get('strict-transport-security')]).toEqual([403, 'max-age=31536000']);
  expect(await firstLink(workplace, nobodyYet)).toBeNull();
});

test('a browser that sends another Authorization along is nobody under /v1, and its forms from elsewhere stay refused', async () => {
  const { cookie } = await signedIn(workplace, { name: 'pengurus' });
  const asked = async (authorization: string, headers: Record<string, string>) => {
    const init = { method: 'POST', body: '{"name":"jahat","roles":"auditor","sponsor":"*","area":"*"}', headers: { cookie, ...headers } };
    const { status, text } = await coming('/v1/clients', authorization, init);
    return [status, (JSON.parse(text) as { code: string }).code];
  };
  const elsewhere = { origin: 'https://jahat.example', 'content-type': 'text/plain' };
  for (const authorization of ['Basic eDp5', 'Negotiate x', 'Bearer']) {
    expect(await asked(authorization, elsewhere)).toEqual([403, 'form-from-elsewhere']);
    expect(await asked(authorization, { origin: 'http://localhost', 'content-type': 'application/json', 'idempotency-key': 'kunci-1' })).toEqual([
      401,
      'sign-in-needed',
    ]);
  }
});
