// Settles doubtful matches against a real database.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, anyone, testDatabase } from '../../test/database.ts';
import { Fault } from '../kernel/fault.ts';
import { ownerSession } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';
import { saveMatches } from './matching-store.ts';
import { type Confirmation, confirmIdentity } from './matching-steps.ts';

let db: TestDatabase;
const [listId, personKey, token] = [newKey(), newKey(), newKey()];

beforeAll(async () => {
  db = await testDatabase();
  await ownerSession(db.url, async (client) => {
    await client.query(`insert into registry.identifier (token, person_key, source, recorded_at) values ($1, $2, 'population', now())`, [token, personKey]);
    const candidate = `insert into intake.candidate (list_id, row_no, sheet, programme, sponsor, area, token, outcome, findings) values ($1, $2, '', 'ntt-2025', 'ntt', '5311012001', $3, 'accept', '{}')`;
    await client.query(candidate, [listId, 2, token]);
    await client.query(candidate, [listId, 3, null]);
  });
});
afterAll(() => db.drop());

const confirm = (change: Partial<Confirmation> = {}, actor = anyone): Promise<{ decisionId: string }> =>
  db.database.transact(actor, (tx) => confirmIdentity(tx, { listId, rowNo: 2, personKey, verdict: 'same-person', evidence: 'KTP dilihat', ...change }));
const faultOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (error: unknown) => (error instanceof Fault ? error.code : String(error)),
  );

it('records who decided what on which evidence, with its act; a later decision stands beside the first', async () => {
  const { decisionId } = await confirm({ verdict: 'different-person', evidence: ' KTP dilihat ' });
  await ownerSession(db.url, async (client) => {
    const { rows } = await client.query('select decision_id, verdict, evidence, sponsor, area, author from matching.identity_decision');
    expect(rows).toEqual([
      { decision_id: decisionId, verdict: 'different-person', evidence: 'KTP dilihat', sponsor: 'ntt', area: '5311012001', author: anyone.id },
    ]);
    expect((await client.query(`select subject, area from platform.act where kind = 'identity-decided'`)).rows).toEqual([
      { subject: decisionId, area: '5311012001' },
    ]);
  });
  db.clock.set('2025-08-02T00:00:00Z');
  await confirm();
  await ownerSession(db.url, async (client) =>
    expect((await client.query('select verdict from matching.identity_decision order by recorded_at')).rows).toEqual([
      { verdict: 'different-person' },
      { verdict: 'same-person' },
    ]),
  );
});

it.each<[string, Partial<Confirmation>]>([
  ['evidence-missing', { evidence: '  ' }],
  ['nik-in-evidence', { evidence: 'NIK 5311 0150 1285 0001' }],
  ['row-not-found', { rowNo: 9 }],
  ['row-has-no-nik', { rowNo: 3 }],
  ['person-not-of-this-row', { personKey: newKey() }],
])('refuses: %s', async (code, change) => {
  expect(await faultOf(confirm(change))).toBe(code);
});

it('hides rows of another area', async () => {
  expect(await faultOf(confirm({}, { ...anyone, area: '5302' }))).toBe('row-not-found');
});

it('writes the matches of a run', async () => {
  const runId = newKey();
  const row = { listId, area: '5311012001', personKey, likeness: 61, counted: null };
  const saved = await db.database.transact(anyone, (tx) =>
    saveMatches(tx, runId, 'ntt', [
      { ...row, rowNo: '2', outcome: 'review', reasons: ['name-differs'] },
      { ...row, rowNo: '3', personKey: null, outcome: 'reject', reasons: ['nik-unreadable'], likeness: null },
      { ...row, rowNo: '4', outcome: 'reject', reasons: ['twice-in-list'], counted: { listId, fileDigest: 'file', rowNo: 2 } },
    ]),
  );
  expect(saved).toBe(3);
  await ownerSession(db.url, async (client) =>
    expect(
      (await client.query('select row_no, run_id, person_key, outcome, reasons, name_likeness, counted_list, counted_row from matching.match order by row_no'))
        .rows,
    ).toEqual([
      {
        row_no: 2,
        run_id: runId,
        person_key: personKey,
        outcome: 'review',
        reasons: ['name-differs'],
        name_likeness: 61,
        counted_list: null,
        counted_row: null,
      },
      {
        row_no: 3,
        run_id: runId,
        person_key: null,
        outcome: 'reject',
        reasons: ['nik-unreadable'],
        name_likeness: null,
        counted_list: null,
        counted_row: null,
      },
      {
        row_no: 4,
        run_id: runId,
        person_key: personKey,
        outcome: 'reject',
        reasons: ['twice-in-list'],
        name_likeness: 61,
        counted_list: listId,
        counted_row: 2,
      },
    ]),
  );
});
