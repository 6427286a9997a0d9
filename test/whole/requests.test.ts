// What a program sends: a grant is given with cautions, and a field that does not belong is refused, wherever it stands.
import { afterAll, describe, expect, test } from 'vitest';
import { account, as, shownServer } from './shown-server.ts';

const { shown, app, get, post, form } = await shownServer();
afterAll(() => shown.drop());

describe('a grant', () => {
  const keeper = account('administrator', { sponsor: '*', area: '*' });
  test('for what is not known here is given with a caution, to an account and to a program, by HTTP and on the page', async () => {
    const said = ({ body }: { body: Record<string, unknown> }): readonly string[] => (body['cautions'] as { en: string }[]).map(({ en }) => en);
    // The first account of an installation is its administrator, who may be nothing besides.
    for (const name of ['pertama', 'wewenang']) expect((await post('/accounts', { name }, keeper)).status).toBe(200);
    const give = (of: object) => post('/accounts/wewenang/grants', { role: 'auditor', ...of }, keeper);
    expect(said(await give({ sponsor: 'ntt', area: '5303' }))).toEqual([]);
    expect(said(await give({ sponsor: 'nt', area: '5399' }))).toEqual([
      expect.stringContaining('The sponsor "nt" is not known here (known: ntt)'),
      expect.stringContaining('begins with 5399'),
    ]);
    const program = await post('/clients', { name: 'cabang', roles: 'branch-officer', sponsor: 'ntt', area: '53', branch: 'KUPANG' }, keeper);
    expect(said(program)).toEqual([expect.stringMatching(/"KUPANG" is not known here \(known: .*kupang/)]);
    const page = await form('/accounts/wewenang/grants', { role: 'auditor', sponsor: 'ntt', area: '5388' }, keeper);
    const shownPage = await app.request(page.headers.get('location') ?? '', { headers: { ...as(keeper), cookie: page.headers.get('set-cookie') ?? '' } });
    expect(await shownPage.text()).toContain('Tidak ada wilayah yang kodenya berawal 5388');
  });
});

describe('what a program sends', () => {
  const selector = account('selector');
  test.each<[string, string, object | null, string]>([
    ['a field written wrongly', '/accounts/wewenang/grants', { role: 'auditor', sponsor: 'ntt', area: '53', brach: 'kupang' }, 'brach'],
    ['a field of the address', '/accounts/wewenang/grants', { account: 'pertama', role: 'auditor', sponsor: 'ntt', area: '53' }, 'account'],
    ['a field that is no word', '/accounts/wewenang/grants', { '5303010101900001': 'x', role: 'auditor', sponsor: 'ntt', area: '53' }, '?'],
    ['a field with a number behind its name', '/accounts/wewenang/grants', { role2: 'auditor', role: 'auditor', sponsor: 'ntt', area: '53' }, 'role2'],
    ['a question written wrongly', '/programmes?programm=kecil-2025', null, 'programm'],
  ])('with %s is refused, and says what belongs there', async (_, address, body, column) => {
    const asked = body === null ? await get(address, selector) : await post(address, body, account('administrator', { sponsor: '*', area: '*' }));
    expect(asked).toMatchObject({ status: 400, body: { code: 'field-unknown', place: { column } } });
    expect(JSON.stringify(asked.body)).not.toContain('5303010101900001');
  });
  test('is told to be closed where the operations are described', async () => {
    const described = (await (await app.request('/v1/openapi.json')).json()) as { paths: Record<string, { post: { requestBody: object } }> };
    const bodies = Object.values(described.paths).flatMap(({ post }) => (post === undefined ? [] : [JSON.stringify(post.requestBody)]));
    const open = bodies.filter((body) => !body.includes('"additionalProperties":false') && body.includes('"properties":{"'));
    expect([bodies.length > 100, open]).toEqual([true, []]);
  });
  test('may repeat its address, leave fields null, and asks nothing in the address of a POST', async () => {
    const keeper = account('administrator', { sponsor: '*', area: '*' });
    const body = { account: 'wewenang', role: 'auditor', sponsor: 'ntt', area: '5304', branch: null };
    expect(await post('/accounts/wewenang/grants', body, keeper)).toMatchObject({ status: 200, body: { cautions: [] } });
    const asked = await post('/accounts/wewenang/grants?nik=5303010101900001', { ...body, area: '5305' }, keeper);
    expect(asked).toMatchObject({ status: 400, body: { code: 'field-in-address' } });
    expect(JSON.stringify(asked.body)).not.toContain('5303010101900001');
  });
  test('may ask for its language at any address, and write anything behind a public one', async () => {
    expect((await get('/programmes?lang=en', selector)).status).toBe(200);
    expect((await get('/publik/programmes/{programme}/account?fbclid=x', selector)).status).toBe(200);
  });
});
