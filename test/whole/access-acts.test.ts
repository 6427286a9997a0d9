// Breaking the glass, assigning cases, showing what is masked and copying files: who may, what is recorded before it leaves, who is told, what is never permitted.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { disclosures } from '../../src/permission/reveal-steps.ts';
import type { Actor } from '../../src/kernel/actor.ts';
import type { Nik } from '../../src/kernel/nik.ts';
import { account, as, shownServer } from './shown-server.ts';

const { shown, app, get, post, form } = await shownServer();
afterAll(() => shown.drop());

describe('a case', () => {
  const worker = account('case-worker', { id: 'local:kasus-1' });
  test('is seen once it is assigned, by a superior and never by oneself', async () => {
    expect((await get('/claims/{claim}', worker)).status).toBe(404);
    const superior = account('approver');
    expect(await post('/cases/{claim}/assignments', { kind: 'claim', to: superior.id }, superior)).toMatchObject({
      status: 403,
      body: { code: 'nobody-assigns-himself' },
    });
    expect(await post('/cases/{objection}/assignments', { kind: 'claim', to: worker.id }, superior)).toMatchObject({
      status: 404,
      body: { code: 'case-unknown' },
    });
    expect((await post('/cases/{claim}/assignments', { kind: 'claim', to: worker.id }, superior)).body).toMatchObject({ assigned: true });
    expect((await post('/cases/{claim}/assignments', { kind: 'claim', to: worker.id }, superior)).body).toMatchObject({ assigned: false });
    expect((await get('/claims/{claim}', worker)).body).toMatchObject({ claimId: shown.ids['claim'] });
    expect((await get('/claims/{claim}', { ...worker, id: 'local:kasus-2' })).status).toBe(404);
    expect((await get('/cases', superior)).body['cases']).toMatchObject([{ assignedTo: worker.id, assignedBy: superior.id }]);
  });

  test('an objection assigned is answered by its officer, others are not there for him', async () => {
    const answer = { explanation: 'Desil menurut DTSEN.' };
    expect(await post('/programmes/{programme}/objections/{objection}/resolution', answer, worker)).toMatchObject({ status: 404 });
    await post('/cases/{objection}/assignments', { kind: 'objection', to: worker.id }, account('approver'));
    expect((await post('/programmes/{programme}/objections/{objection}/resolution', answer, worker)).body).toMatchObject({ outcome: 'dismissed' });
  });

  test('is out of reach from the moment its assignment ends, stays in the list with its end, and may be given again', async () => {
    const superior = account('approver');
    const end = (actor: Actor, of: object = {}) =>
      post('/cases/{claim}/assignments/end', { from: worker.id, reason: 'Pindah tugas ke bidang lain.', ...of }, actor);
    expect((await get('/claims/{claim}', worker)).status).toBe(200);
    for (const [actor, of, status, code] of [
      [worker, {}, 403, 'act-not-permitted'],
      [account('finance'), {}, 403, 'act-not-permitted'],
      [account('approver', { area: '5319' }), {}, 404, 'assignment-unknown'],
      [account('approver', { sponsor: 'papua', area: '91' }), {}, 404, 'assignment-unknown'],
      [superior, { reason: 'pindah' }, 400, 'reason-too-short'],
      [superior, { from: 'local:kasus-9' }, 404, 'assignment-unknown'],
    ] as const)
      expect(await end(actor, of), JSON.stringify([actor, of])).toMatchObject({ status, body: { code } });
    expect((await get('/claims/{claim}', worker)).status).toBe(200);

    expect((await end(superior)).body).toMatchObject({ ended: true });
    expect((await get('/claims/{claim}', worker)).status).toBe(404);
    expect((await get('/claims/{claim}/case', worker)).status).toBe(404);
    expect(await end(superior)).toMatchObject({ status: 404, body: { code: 'assignment-unknown' } });
    expect(await shown.owner(`select author from platform.act where kind = 'case-assignment-ended' and subject = $1`, [shown.ids['claim']])).toEqual([
      { author: superior.id },
    ]);

    expect((await post('/cases/{claim}/assignments', { kind: 'claim', to: worker.id }, superior)).body).toMatchObject({ assigned: true });
    expect((await get('/claims/{claim}', worker)).status).toBe(200);
    expect((await get(`/cases?case=${shown.ids['claim'] ?? ''}`, superior)).body['cases']).toMatchObject([
      { assignedTo: worker.id, ended: null },
      { assignedTo: worker.id, ended: { by: superior.id, reason: 'Pindah tugas ke bidang lain.' } },
    ]);
  });

  test('a superior ends an assignment on the page', async () => {
    const superior = account('approver');
    const fields = { case: shown.ids['claim'] ?? '', from: worker.id, reason: 'Cuti panjang sampai akhir tahun.' };
    expect((await form('/cases/end', fields, superior)).status).toBe(303);
    expect((await get('/claims/{claim}', worker)).status).toBe(404);
    expect(await (await app.request(`/cases?case=${fields.case}`, { headers: as(superior) })).text()).toContain(fields.reason);
  });
});

describe('the glass', () => {
  const reason = 'Keluarga menunggu di rumah sakit dan petugasnya tidak dapat dihubungi.';
  const worker = account('case-worker', { id: 'local:kasus-3', area: '5319' });
  const broken = async (actor: Actor, of: object) => post('/glasses', { act: 'claims show', reason, minutes: 30, ...of }, actor);

  test.each([
    ['signing', { act: 'determine sign' }, 403, 'never-by-glass'],
    ['paying', { act: 'month pay' }, 403, 'never-by-glass'],
    ['giving powers', { act: 'case assign' }, 403, 'never-by-glass'],
    ['what everybody may', { act: 'law show' }, 409, 'no-glass-needed'],
    ['an act that is none', { act: 'fly' }, 404, 'act-unknown'],
    ['without a sentence', { reason: 'darurat' }, 400, 'reason-too-short'],
    ['with a NIK in the reason', { reason: 'Untuk orang dengan NIK 5311011403850001, mendesak.' }, 400, 'nik-in-text'],
    ['for longer than four hours', { minutes: 241 }, 400, 'field-not-readable'],
  ])('is not broken for %s', async (_, of, status, code) => {
    expect(await broken(worker, of)).toMatchObject({ status, body: { code } });
  });

  test('permits its act in its area for its time to who broke it, tells who watches, and each use is recorded', async () => {
    expect((await get('/claims/{claim}', worker)).status).toBe(404);
    const { body } = await broken(worker, { over: '53' });
    const glass = { 'payung-glass': String(body['glassId']) };
    expect((await get('/claims/{claim}', worker, glass)).body).toMatchObject({ claimId: shown.ids['claim'] });
    // Not for another act, not for another person, not beyond its time.
    expect((await get('/programmes/{programme}/objections', worker, glass)).body['objections']).toEqual([]);
    expect((await get('/claims/{claim}', { ...worker, id: 'local:kasus-4' }, glass)).status).toBe(404);
    expect(await post('/programmes/{programme}/instruments/{instrument}/signature', {}, worker, glass)).toMatchObject({
      status: 403,
      body: { code: 'act-not-permitted' },
    });
    const acts = await shown.owner<{ kind: string; author: string }>('select kind, author from platform.act where subject = $1 order by recorded_at', [
      body['glassId'],
    ]);
    expect(acts.map(({ kind }) => kind).sort()).toEqual(['glass-broken', 'glass-used']);
    expect(await shown.owner(`select kind from platform.outbox where body ->> 'glassId' = $1`, [body['glassId']])).toEqual([{ kind: 'glass-broken' }]);
    const auditor = account('auditor');
    expect(await (await app.request('/', { headers: as(auditor) })).text()).toMatch(/<a href="\/glasses">\d+ akses darurat belum dinilai/);
    expect(await (await app.request('/', { headers: as(account('finance')) })).text()).not.toContain('href="/glasses"');
    shown.workplace.clock.set(shown.workplace.clock.now().replace(/T.*/, 'T23:59:00Z'));
    expect((await get('/claims/{claim}', worker, glass)).status).toBe(404);
  });

  test('lets a role do what the table gives it not at all', async () => {
    const finance = account('finance', { id: 'local:keuangan-1' });
    expect(await get('/claims/{claim}', finance)).toMatchObject({ status: 403 });
    const { body } = await broken(finance, {});
    expect((await get('/claims/{claim}', finance, { 'payung-glass': String(body['glassId']) })).status).toBe(200);
    expect((await get('/programmes/{programme}/runs', finance, { 'payung-glass': String(body['glassId']) })).status).toBe(404);
    expect((await get('/runs', finance, { 'payung-glass': String(body['glassId']) })).body.code).toBe('act-not-permitted');
  });

  test('is judged once, and not by who broke it', async () => {
    const { body } = await get('/glasses', account('auditor'));
    const [newest] = body['glasses'] as [{ glassId: string; brokenBy: string; verdict: null }];
    const judge = (actor: Actor) => post(`/glasses/${newest.glassId}/review`, { verdict: 'justified', remark: 'Sesuai laporan rumah sakit.' }, actor);
    expect(await judge(account('auditor', { id: newest.brokenBy }))).toMatchObject({ status: 403, body: { code: 'breaker-may-not-review' } });
    expect((await judge(account('data-protection-officer'))).body).toMatchObject({ verdict: 'justified' });
    expect(await judge(account('auditor'))).toMatchObject({ status: 409, body: { code: 'glass-judged-already' } });
    await expect(
      shown.owner(
        `insert into permission.glass_review select gen_random_uuid(), author, author, 'justified', 'x', sponsor, area, now() from permission.glass limit 1`,
      ),
    ).rejects.toThrow(/nobody_judges_his_own_glass|foreign key/);
  });
});

describe('what is masked', () => {
  test('a NIK is shown for a reason, once, and the reason stands before it leaves', async () => {
    const [row] = await shown.owner<{ list_id: string; row_no: number; token: string }>(
      'select list_id, row_no, token from intake.candidate where token is not null limit 1',
    );
    const nik = shown.workplace.niks.open(row?.token ?? '');
    const address = `/lists/${row?.list_id ?? ''}/rows/${row?.row_no ?? 0}/reveals`;
    const verifier = account('verifier');
    const before = await shown.count('permission.disclosure');
    expect(await post(address, { reason: 'ingin' }, verifier)).toMatchObject({ status: 400, body: { code: 'reason-missing' } });
    expect(await post(address, { reason: `NIK ${nik} diperiksa` }, verifier)).toMatchObject({ status: 400, body: { code: 'nik-in-text' } });
    expect(await post(address, { reason: 'Mencocokkan dengan KTP di loket.' }, { ...verifier, area: '5319' })).toMatchObject({ status: 404 });
    expect(await shown.count('permission.disclosure')).toBe(before);
    const answered = await post(address, { reason: 'Mencocokkan dengan KTP di loket.' }, verifier);
    expect(answered.body).toMatchObject({ nik });
    expect(answered.headers.get('cache-control')).toContain('no-store');
    expect(
      await shown.owner(
        'select kind, act, token, fields, reason, through, subject, author from permission.disclosure order by recorded_at desc, disclosure_id desc limit 1',
      ),
    ).toEqual([
      {
        kind: 'reveal',
        act: 'reveal row',
        token: row?.token,
        fields: ['nik'],
        reason: 'Mencocokkan dengan KTP di loket.',
        through: 'api',
        subject: `${row?.list_id ?? ''}/${row?.row_no ?? 0}`,
        author: verifier.id,
      },
    ]);
    const page = await form(address.replace('/reveals', '/reveal'), { reason: 'Mencocokkan dengan KTP di loket.' }, verifier);
    expect(await page.text()).toContain(nik);
    expect(await (await app.request(`/lists/${row?.list_id ?? ''}?all=true`, { headers: as(verifier) })).text()).not.toContain(nik);
    expect(await shown.owner(`select t::text from platform.idempotency_key t where response::text like '%' || $1 || '%'`, [nik])).toEqual([]);
  });

  test('a KPJ is masked in a story until a whole reason is written', async () => {
    const [registered] = await shown.owner<{ kpj: string; token: string }>(
      `select r.kpj, i.token from enrolment.registration r join registry.identifier i using (person_key) where r.kpj is not null limit 1`,
    );
    const nik = shown.workplace.niks.open(registered?.token ?? '');
    const worker = account('case-worker');
    const [masked, whole] = [
      await post('/explanations', { nik }, worker),
      await post('/explanations', { nik, reason: 'Menjawab pertanyaan keluarganya.' }, worker),
    ];
    expect(JSON.stringify(masked.body)).not.toContain(registered?.kpj);
    expect(JSON.stringify(masked.body)).toMatch(/KPJ \d\d\*+\d\d/);
    expect(JSON.stringify(whole.body)).toContain(registered?.kpj);
    const rows = await shown.owner<{ kind: string; fields: string[] }>(
      'select kind, fields from permission.disclosure order by recorded_at desc, disclosure_id desc limit 2',
    );
    expect(rows.map(({ kind }) => kind).sort()).toEqual(['reveal', 'search']);
  });

  test('who looked, and for what, is told to the person on request, also by a search before he was known', async () => {
    const worker = account('case-worker');
    await post('/coverage-answers', { nik: shown.nik, reason: 'Keluarga bertanya.' }, worker);
    const trail = await post('/disclosure-trails', { nik: shown.nik }, account('data-protection-officer'));
    expect((trail.body['disclosures'] as { act: string }[]).find(({ act }) => act === 'coverage')).toMatchObject({
      kind: 'search',
      act: 'coverage',
      author: worker.id,
      reason: 'Keluarga bertanya.',
      through: 'api',
    });
    expect(JSON.stringify(trail.body)).not.toContain(shown.nik);
    const stranger = '5311010101900077';
    await post('/coverage-answers', { nik: stranger }, worker);
    const told = await post('/disclosure-trails', { nik: stranger }, account('data-protection-officer'));
    expect((told.body['disclosures'] as object[])[0]).toMatchObject({ author: worker.id, reason: null, act: 'coverage' });
    const page = await form('/reveals', { nik: shown.nik }, account('data-protection-officer'));
    const text = await page.text();
    expect(text).toContain('Keluarga bertanya.');
    expect(text).not.toContain(shown.nik);
  });

  test('what cannot be recorded is not told', async () => {
    await shown.owner('revoke insert on permission.disclosure from payung_server');
    const refused = await post('/coverage-answers', { nik: shown.nik }, account('case-worker'));
    await shown.owner('grant insert on permission.disclosure to payung_server');
    expect(refused).toMatchObject({ status: 500, body: { code: 'bug' } });
    expect(refused.body).not.toHaveProperty('jkk');
  });
});

test('look-ups of several people by several officers at once: each is told what is in his reach, and only after it was recorded', async () => {
  const [here, elsewhere] = [account('case-worker', { id: 'local:serempak-1' }), account('case-worker', { id: 'local:serempak-2', area: '5201' })];
  const token = shown.workplace.niks.seal(shown.nik as Nik);
  const [other] = await shown.owner<{ token: string }>(
    'select i.token from contributions.posting p join registry.identifier i using (person_key) where i.token <> $1 and i.valid_to is null limit 1',
    [token],
  );
  const [stranger, otherNik] = ['5311010101900078', shown.workplace.niks.open(other?.token ?? '')];
  const alone = async (nik: string, actor: Actor) => (await post('/coverage-answers', { nik, on: '2025-07-20' }, actor)).body;
  const asked = [here, elsewhere].flatMap((actor) => [shown.nik, otherNik, stranger, 'bukan NIK', shown.nik].map((nik) => ({ nik, actor })));
  const expected = [];
  for (const { nik, actor } of asked) expected.push(await alone(nik, actor));
  expect(expected[0]).toMatchObject({ jkk: { state: 'protected' } });
  expect(expected[5]).toMatchObject({ jkk: { state: 'unknown' }, posted: [] });
  await shown.owner("delete from permission.disclosure where author like 'local:serempak-%'");
  const recordedBy = async (actor: Actor, nik: string) =>
    (await shown.owner('select from permission.disclosure where author = $1 and token = $2', [actor.id, shown.workplace.niks.seal(nik as Nik)])).length;
  const answers = await Promise.all(
    asked.map(async ({ nik, actor }) => {
      const answer = await alone(nik, actor);
      return { answer, recorded: /^\d{16}$/.test(nik) ? await recordedBy(actor, nik) : 1 };
    }),
  );
  expect(answers.map(({ answer }) => answer)).toEqual(expected);
  for (const { recorded } of answers) expect(recorded).toBeGreaterThan(0);
  for (const actor of [here, elsewhere]) expect(await Promise.all([shown.nik, otherNik, stranger].map((nik) => recordedBy(actor, nik)))).toEqual([2, 1, 1]);
});

test('searches that come at once stand each by itself, in fewer transactions', async () => {
  let transactions = 0;
  const { database } = shown.workplace;
  const disclose = disclosures({ put: (actor, statement) => ((transactions += 1), database.put(actor, statement)) });
  const before = await shown.count('permission.disclosure');
  const one = (n: number) =>
    disclose({ kind: 'search', act: 'coverage', token: null, fields: [], reason: null, through: 'api', subject: null, author: `serentak-${n}` });
  await Promise.all(Array.from({ length: 50 }, (_, n) => one(n)));
  expect((await shown.count('permission.disclosure')) - before).toBe(50);
  expect(transactions).toBeLessThan(5);
});

describe('a copy of a file', () => {
  test('is recorded with its digest before it is handed out, is marked in its name, and stands in the trail of whom it names', async () => {
    const [file] = await shown.owner<{ name: string; token: string }>(
      `select f.name, i.token from enrolment.enrolment_file f join enrolment.submission s using (file_id) join registry.identifier i using (person_key) limit 1`,
    );
    const folder = path.join(shown.folder, 'files', shown.ids['programme'] ?? '', 'enrolment');
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, file?.name ?? ''), 'isi');
    const selector = account('selector');
    const address = `/v1/files/${shown.ids['programme'] ?? ''}/enrolment/${file?.name ?? ''}`;
    const response = await app.request(address, { headers: as(selector) });
    expect(await response.text()).toBe('isi');
    const exportId = response.headers.get('payung-export') ?? '';
    expect(response.headers.get('content-disposition')).toContain(`~${exportId.slice(-8)}.`);
    expect(await shown.owner('select act, file_name, digest, bytes, author from permission.export where export_id = $1', [exportId])).toEqual([
      { act: 'file fetch', file_name: file?.name, digest: expect.stringMatching(/^[0-9a-f]{64}$/), bytes: '3', author: selector.id },
    ]);
    const nik = shown.workplace.niks.open(file?.token ?? '');
    const trail = await post('/disclosure-trails', { nik }, account('data-protection-officer'));
    expect(trail.body['copies']).toMatchObject([{ exportId, fileName: file?.name, author: selector.id }]);
    const other = await post('/disclosure-trails', { nik: '5311010101900077' }, account('data-protection-officer'));
    expect(other.body['copies']).toEqual([]);
    expect((await app.request(address, { headers: as(account('case-worker')) })).status).toBe(403);
    expect((await app.request(address, { headers: as(account('selector', { sponsor: 'papua', area: '91' })) })).status).toBe(403);
  });

  test('of a list goes into the trail of everybody in it, and the file says whose copy it is', async () => {
    const [row] = await shown.owner<{ list_id: string; token: string }>(
      `select c.list_id, c.token from intake.candidate c join intake.list l using (list_id) where c.token is not null and l.sender = 'kabupaten' limit 1`,
    );
    const sender = account('sender', { posts: { sender: 'kabupaten' } });
    const response = await app.request(`/lists/${row?.list_id ?? ''}/marked`, { headers: as(sender) });
    expect((await response.text()).split('\r\n')[0]).toMatch(/"?Salinan [0-9a-f-]{36} untuk /);
    const trail = await post('/disclosure-trails', { nik: shown.workplace.niks.open(row?.token ?? '') }, account('data-protection-officer'));
    expect((trail.body['copies'] as { author: string }[]).map(({ author }) => author)).toContain(sender.id);
  });
});
