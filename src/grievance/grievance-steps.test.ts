// Objections on a real database: taken by one officer, answered by another, and what a reopened row becomes.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SmallProgramme, actors, faultOf, programme, smallProgramme, villagers } from '../../test/fixtures/small-programme.ts';
import { assess } from '../eligibility/eligibility-steps.ts';
import { civilDate } from '../kernel/date.ts';
import { newKey } from '../platform/key.ts';
import { type Answer, fileObjection, objectionsAbout, objectionsIn, resolveObjection } from './grievance-steps.ts';

let small: SmallProgramme;
let runId: string;
let listId: string;
/** The row whose name differs from the register's, and the row that was accepted. */
const [doubtful, accepted] = [3, 2];

beforeAll(async () => {
  small = await smallProgramme({
    villagers: [...villagers('timur', 1), { village: 'timur', decile: 2, listedAs: 'OKTAVIANUS SERAN' }, ...villagers('timur', 9)],
    places: { timur: 2 },
  });
  ({ runId } = await assess(small.workplace, actors.office, programme));
  listId = (await small.owner<{ list_id: string }>('select list_id from intake.list'))[0]?.list_id ?? '';
});
afterAll(() => small.drop());

const receivedOn = civilDate('2025-06-26');
const file = (
  rowNo = doubtful,
  change: { runId?: string | undefined; programme?: string; statement?: string } = {},
  actor = actors.villages,
): Promise<string> =>
  small.database.transact(actor, (tx) =>
    fileObjection(tx, {
      law: small.workplace.law,
      listId,
      rowNo,
      runId,
      channel: 'village',
      statement: 'Nama panggilan pada daftar.',
      receivedOn,
      ...change,
    }).then(({ objectionId }) => objectionId),
  );
const resolve = (objectionId: string, answer: Answer, actor = actors.cases): Promise<void> =>
  small.database.transact(actor, (tx) => resolveObjection(tx, { objectionId, answer, resolvedOn: civilDate('2025-06-27') }));
const reopened = async (change: Partial<Extract<Answer, { outcome: 'reopened' }>> = {}): Promise<Answer> => ({
  outcome: 'reopened',
  explanation: 'KTP dan KK dilihat.',
  personKey: await small.keyOf(1),
  evidence: 'KTP dan KK asli',
  ...change,
});
const dismissed: Answer = { outcome: 'dismissed', explanation: 'Orang lain menurut KK.' };

describe('an objection is refused', () => {
  test.each<[string, () => Promise<string>]>([
    ['nothing-to-object-to', () => file(accepted)],
    ['decision-unknown', () => file(99)],
    ['decision-unknown', () => file(doubtful, { runId: newKey() })],
    ['decision-unknown', () => file(doubtful, {}, { ...actors.villages, area: '5303' })],
    ['statement-missing', () => file(doubtful, { statement: '  ' })],
    ['nik-in-statement', () => file(doubtful, { statement: 'NIK saya 5311 0114 0385 0002' })],
  ])('%s (%#)', async (code, work) => {
    expect(await faultOf(work())).toBe(code);
    expect(await small.count('grievance.objection')).toBe(0);
  });
});

test('whoever received it may not decide it, in the program or past it', async () => {
  const objectionId = await file();
  expect(await faultOf(resolve(objectionId, dismissed, actors.villages))).toBe('receiver-may-not-resolve');
  const past = small.database.transact(actors.villages, (tx) =>
    tx.client.query(`insert into grievance.resolution values ($1, 'ntt', '5311012001', 'dismissed', 'x', $2, $2, '2025-06-27', now())`, [
      objectionId,
      actors.villages.id,
    ]),
  );
  await expect(past).rejects.toMatchObject({ constraint: 'nobody_resolves_what_he_received' });
  expect(await small.count('grievance.resolution')).toBe(0);
  await resolve(objectionId, dismissed);
});

test('a dismissed objection stays answered and changes no decision', async () => {
  const [objection] = await small.database.read(actors.cases, (tx) => objectionsIn(tx, programme));
  expect(objection).toMatchObject({ rowNo: doubtful, receivedBy: actors.villages.id, outcome: 'dismissed', explanation: 'Orang lain menurut KK.' });
  expect(await faultOf(resolve(objection?.objectionId ?? '', await reopened()))).toBe('objection-already-answered');
  expect(await assess(small.workplace, actors.office, programme)).toMatchObject({ repeated: true, runId });
  expect(await faultOf(resolve(newKey(), dismissed))).toBe('objection-unknown');
});

test('an answer without what it rests on, or with a NIK in it, settles nothing', async () => {
  const objectionId = await file();
  const wrong: [string, Answer][] = [
    ['nik-in-explanation', { outcome: 'dismissed', explanation: 'NIK 5311011403850002 milik orang lain' }],
    ['evidence-missing', await reopened({ evidence: ' ' })],
    ['nik-in-evidence', await reopened({ evidence: 'KTP 5311011403850002' })],
    ['person-not-of-this-row', await reopened({ personKey: await small.keyOf(0) })],
  ];
  for (const [code, answer] of wrong) expect(await faultOf(resolve(objectionId, answer))).toBe(code);
  expect(await small.count('grievance.resolution')).toBe(1);
  expect(await small.count('matching.identity_decision')).toBe(0);
});

test('a reopened row is accepted in the next assessment, with who decided it', async () => {
  const objections = await small.database.read(actors.cases, (tx) => objectionsAbout(tx, listId, doubtful));
  expect(objections.map(({ outcome }) => outcome)).toEqual(['dismissed', null]);
  await resolve(objections[1]?.objectionId ?? '', await reopened());
  expect(await small.owner('select author, verdict from matching.identity_decision')).toEqual([{ author: actors.cases.id, verdict: 'same-person' }]);
  const next = await assess(small.workplace, actors.office, programme);
  expect(next).toMatchObject({ repeated: false, counts: { rows: 3, accept: 2, reject: 1, review: 0 } });
  expect(await small.owner('select outcome, reasons from eligibility.verdict where run_id = $1 and row_no = $2', [next.runId, doubtful])).toEqual([
    { outcome: 'accept', reasons: [] },
  ]);
  expect(await small.owner(`select kind from platform.act where kind like 'objection-%' order by recorded_at, kind`)).toEqual(
    ['objection-dismissed', 'objection-filed', 'objection-filed', 'objection-reopened'].map((kind) => ({ kind })),
  );
});

test('without a run it is about the latest published assessment of the programme that judged the row', async () => {
  const refused = 4;
  const [latest] = await small.owner<{ run_id: string }>(`select run_id from platform.run_completion order by recorded_at desc, run_id desc limit 1`);
  expect(latest?.run_id).not.toBe(runId);
  expect(await faultOf(file(doubtful, { runId: undefined }))).toBe('nothing-to-object-to');
  expect(await faultOf(file(99, { runId: undefined }))).toBe('decision-unknown');
  expect(await faultOf(file(refused, { runId: undefined, programme: 'program-lain' }))).toBe('decision-unknown');
  await file(refused, { runId: undefined });
  await file(refused, { runId: undefined, programme });
  await file(refused, { runId });
  const filed = await small.database.read(actors.cases, (tx) => objectionsAbout(tx, listId, refused));
  expect(filed.map((one) => one.runId)).toEqual([latest?.run_id, latest?.run_id, runId]);
});
