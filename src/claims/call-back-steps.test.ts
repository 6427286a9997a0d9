// What arrived and what was paid differ, on a real database: a task with an owner and a day, listed for officer and auditor, answered once with a reason; three ways.
import { Command } from 'commander';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SmallProgramme, actors, faultOf, programme, smallProgramme, together, villagers } from '../../test/fixtures/small-programme.ts';
import { asking, signedIn } from '../../test/signed-in.ts';
import type { Actor } from '../kernel/actor.ts';
import { civilDate } from '../kernel/date.ts';
import { monthFrom } from '../kernel/month.ts';
import { assignCase } from '../permission/case-steps.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { createApp } from '../server.ts';
import { callBackDifferences } from './call-back-steps.ts';
import type { StepKind } from './case-state.ts';
import { caseShown, takeStep } from './case-steps.ts';
import { placeOfClaim } from './claim-page-steps.ts';
import { registerClaimsCommands } from './claims-commands.ts';
import { claimsOf, findDeaths } from './claims-steps.ts';

let small: SmallProgramme;
let claims: readonly string[];
let app: ReturnType<typeof createApp>;
const officer = actors.cases;
const paid = 42_000_000n;

beforeAll(async () => {
  small = await smallProgramme({ villagers: villagers('timur', 1, 1, 1), places: { timur: 3 } });
  await small.allocated();
  await small.established();
  await small.pay(monthFrom('2025-07'));
  await small.load(
    'deaths',
    civilDate('2025-08-01'),
    small.people.map(({ nik }) => `${nik},2025-07-20,2025-07-28,DUKCAPIL`),
  );
  small.day('2025-08-04');
  await findDeaths(small.workplace, officer, programme);
  claims = (await small.database.read(officer, (tx) => claimsOf(tx, { programme }))).map(({ claimId }) => claimId);
  // As far as paid; what leads there is tried elsewhere.
  for (const claimId of claims)
    await small.owner(
      `insert into claims.case_step (claim_id, step_no, kind, happened_on, amount, sponsor, area, recorded_at, author)
       select $1, no, kind, '2025-08-04', case kind when 'paid' then ${paid} end, 'ntt', '5311012001', '2025-08-04T00:00:00Z', 'petugas'
       from unnest(array['contacted', 'reported', 'complete', 'handed', 'accepted', 'paid']) with ordinality as s (kind, no)`,
      [claimId],
    );
  app = createApp({ workplace: small.workplace, log: pino({ level: 'silent' }) });
});
afterAll(() => small.drop());

const step = (claimId: string | undefined, kind: StepKind, more: { amount?: bigint; remark?: string; by?: Actor } = {}) =>
  small.database.transact(more.by ?? officer, (tx) =>
    takeStep(tx, small.workplace, { claimId: claimId ?? '', kind, happenedOn: null, amount: more.amount ?? null, remark: more.remark ?? null }),
  );
/** To whom the superior gave the case. */
const another: Actor = { ...officer, id: 'petugas-lain' };
const listed = (actor: Actor = officer) => small.database.read(actor, (tx) => callBackDifferences(tx, small.workplace.law, programme));
const told = (found: Awaited<ReturnType<typeof listed>>) =>
  found.rows.map(({ claim, standing, difference }) => [claims.indexOf(claim.claimId), standing.state, difference.answer]);

describe('what arrived is less than was paid', () => {
  test('is a task: of the superior until an officer has the case, then of him, with a day', async () => {
    expect(await listed()).toMatchObject({ open: 0, rows: [] });
    await step(claims[0], 'called-back', { amount: 40_000_000n });
    await step(claims[1], 'called-back', { amount: paid });
    expect(told(await listed())).toEqual([[0, 'differs', null]]);
    expect((await listed()).rows[0]?.standing).toMatchObject({ holder: 'superior', dueOn: '2025-08-18', daysLate: 0 });
    await small.database.transact(actors.secretary, (tx) =>
      assignCase(tx, { kind: 'claim', caseId: claims[0] ?? '', to: officer.id, caseOf: (inner, _, id) => placeOfClaim(inner, id) }),
    );
    small.day('2025-08-20');
    expect((await listed({ ...officer, id: 'pemeriksa', roles: ['auditor'] })).rows[0]).toMatchObject({
      standing: { holder: 'case-worker', account: officer.id, daysLate: 2 },
      difference: { paid, arrived: 40_000_000n, foundOn: '2025-08-04' },
    });
  });

  test('is answered with a reason; made good only where all has arrived; never just closed', async () => {
    expect(await faultOf(step(claims[0], 'closed'))).toBe('step-out-of-order');
    expect(await faultOf(step(claims[0], 'explained'))).toBe('answer-without-reason');
    expect(await faultOf(step(claims[0], 'made-good', { remark: 'susulan' }))).toBe('amount-missing');
    expect(await faultOf(step(claims[0], 'made-good', { remark: 'susulan', amount: 2_000_000n }))).toBe('still-differs');
  });

  test('is answered by another than whoever called back', async () => {
    expect(await faultOf(step(claims[0], 'explained', { remark: 'biaya administrasi' }))).toBe('answer-by-another');
    expect(await faultOf(step(claims[0], 'complained', { remark: 'diadukan' }))).toBe('answer-by-another');
  });

  test('is answered once, also of two officers at once', async () => {
    const ended = await together(small, 'claims.case_step', [
      () => step(claims[0], 'explained', { remark: 'biaya administrasi bank menurut slip', by: another }),
      () => step(claims[0], 'made-good', { remark: 'susulan', amount: paid, by: another }),
    ]);
    expect(ended.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await faultOf(step(claims[0], 'complained', { remark: 'diadukan' }))).toBe('step-out-of-order');
    const { standing } = await small.database.read(officer, (tx) => caseShown(tx, small.workplace.law, claims[0] ?? ''));
    expect([standing.state, standing.holder, standing.difference?.answer, standing.difference?.answeredOn]).toEqual([
      'closed',
      'nobody',
      expect.stringMatching(/^(explained|made-good)$/),
      '2025-08-20',
    ]);
    expect((await listed()).open).toBe(0);
  });
});

test('where more differ than are listed, all are counted', async () => {
  const cut = await small.database.read(officer, (tx) => callBackDifferences(tx, small.workplace.law, programme, { most: 0 }));
  const whole = await listed();
  expect([cut.rows.length, cut.total, cut.open]).toEqual([0, whole.rows.length, whole.open]);
  expect(whole.total).toBe(1);
});

describe('three ways', () => {
  test('listed for the auditor by HTTP and on the page; answered on the page of the case and shown there', async () => {
    await step(claims[2], 'called-back', { amount: 50_000_000n });
    const seen = asking(app, await signedIn(small.workplace, { roles: ['auditor'], sponsor: 'ntt', area: '53' }));
    const answer = (await (await seen.request(`/v1/programmes/${programme}/claim-differences`)).json()) as { open: number; rows: { difference: object }[] };
    expect(answer.open).toBe(1);
    expect(answer.rows[0]?.difference).toEqual({ paid: 42_000_000, arrived: 50_000_000, foundOn: '2025-08-20', answer: null, answeredOn: null });
    const page = await (await seen.request(`/programmes/${programme}/claim-differences`)).text();
    expect(page).toContain('Belum dijawab: 1.');
    const worker = await signedIn(small.workplace, { roles: ['case-worker'], sponsor: 'ntt', area: '53' });
    await small.database.transact(actors.secretary, (tx) =>
      assignCase(tx, { kind: 'claim', caseId: claims[2] ?? '', to: worker.actorId, caseOf: (inner, _, id) => placeOfClaim(inner, id) }),
    );
    const his = asking(app, worker);
    const at = `/claims/${claims[2] ?? ''}/case`;
    const shown = await (await his.request(at)).text();
    expect(shown).toContain('Jawab sekali');
    expect(shown).toContain(`href="/programmes/${programme}/complaints"`);
    const choices = [...shown.matchAll(/<option value="([a-z-]+)"/g)].map(([, kind]) => kind);
    expect(choices.slice(0, 3)).toEqual(['explained', 'made-good', 'complained']);
    const sent = await his.request(`/claims/${claims[2] ?? ''}/steps`, {
      method: 'POST',
      body: new URLSearchParams({ kind: 'complained', remark: 'Diadukan ke cabang, nomor surat 12.' }),
      headers: { 'sec-fetch-site': 'same-origin' },
    });
    expect(sent.status).toBe(303);
    // On a busy machine the form is followed as work.
    await expect.poll(async () => (await his.request(at)).text(), { timeout: 30_000 }).toMatch(/selisih diadukan, 20 Agustus 2025/);
    expect(await (await seen.request(`/programmes/${programme}/claim-differences`)).text()).toContain('selisih diadukan: Diadukan ke cabang, nomor surat 12.');
  });

  test('listed at the command line, with the answers', async () => {
    let text = '';
    const context: CommandContext = {
      open: async () => small.workplace,
      actor: () => officer,
      print: () => {},
      json: () => false,
      result: (_, human) => void (text = human),
      disclose: async () => {},
      progress: { step: () => {}, at: () => {}, end: () => {} },
      secret: async () => '',
    };
    const program = new Command();
    registerClaimsCommands(program, context);
    await program.parseAsync(['claims', 'differences', programme], { from: 'user' });
    expect(text).toContain('belum dijawab / not answered: 0');
    expect(text).toContain('selisih diadukan / difference complained about: Diadukan ke cabang, nomor surat 12.');
    await program.parseAsync(['claims', 'case', claims[2] ?? ''], { from: 'user' });
    expect(text).toContain('selisih diadukan / difference complained about');
  });
});
