// Complaints on a real database: anonymous or not, sealed, restricted ones read by named people alone, followed by a receipt and nothing else.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SmallProgramme, actors, faultOf, programme, smallProgramme, villagers } from '../../test/fixtures/small-programme.ts';
import { caseOf } from '../case-places.ts';
import { civilDate } from '../kernel/date.ts';
import type { Actor } from '../kernel/actor.ts';
import { assignCase, endAssignment } from '../permission/case-steps.ts';
import { complaintsIn, fileComplaint, follow, treatComplaint } from './complaint-steps.ts';

let small: SmallProgramme;
beforeAll(async () => {
  small = await smallProgramme({ villagers: villagers('timur', 2), places: { timur: 1 } });
});
afterAll(() => small.drop());

const nobody: Actor = { id: 'local:public', roles: [], sponsor: '*', area: '*' };
const complaint = { kind: 'card-missing', statement: 'Kartu belum sampai sejak Juli.', channel: 'web' } as const;
const file = (change: Partial<Parameters<typeof fileComplaint>[1]> = {}, actor: Actor = nobody) =>
  small.database.transact(actor, (tx) => fileComplaint(tx, { ...complaint, vault: small.workplace.vault, law: small.workplace.law, programme, ...change }));
const seen = (actor: Actor) => small.database.read(actor, (tx) => complaintsIn(tx, { vault: small.workplace.vault, programme, limit: 100 }));
const treat = (complaintId: string, words: string, kind: 'answered' | 'handed-on' | 'taken-up-again' = 'answered', actor: Actor = actors.cases) =>
  small.database.transact(actor, (tx) => treatComplaint(tx, { vault: small.workplace.vault, complaintId, kind, words }));
const followed = (receipt: string) => small.database.read(nobody, (tx) => follow(tx, { vault: small.workplace.vault, receipt }));

describe('a complaint is refused', () => {
  test.each<[string, () => Promise<unknown>]>([
    ['complaint-kind-unknown', () => file({ kind: 'gosip' })],
    ['area-outside', () => file({ area: '3301' })],
    ['received-in-future', () => file({ receivedOn: civilDate('2027-01-01') })],
    ['long-number-in-text', () => file({ statement: 'NIK saya 5311 0114 0385 0002' })],
    ['long-number-in-text', () => file({ contact: '5311011403850002' })],
    ['programme-unknown', () => file({ programme: 'ntt-1999' })],
  ])('%s (%#)', async (code, work) => {
    expect(await faultOf(work())).toBe(code);
    expect(await small.count('grievance.complaint')).toBe(0);
  });
});

test('what was said and how its author is reached rest sealed, the receipt as a hash', async () => {
  const { receipt, complaintId } = await file({ contact: 'Ibu Maria, 0812 3456 789' });
  const [row] = await small.owner<{ row: string; statement: Buffer; contact: Buffer }>(
    'select c::text as row, t.statement, t.contact from grievance.complaint c join grievance.complaint_text t using (complaint_id) where complaint_id = $1',
    [complaintId],
  );
  const text = [row?.row, row?.statement.toString('latin1'), row?.contact.toString('latin1')].join(' ');
  for (const word of ['Kartu belum', 'Maria', receipt]) expect(text).not.toContain(word);
  expect((await seen(actors.cases))[0]).toMatchObject({
    statement: complaint.statement,
    contact: 'Ibu Maria, 0812 3456 789',
    anonymous: false,
    state: 'waiting',
  });
});

test('whoever holds the receipt reads the answer and nothing of who gave it; nobody else is told anything', async () => {
  const { receipt, complaintId, dueOn } = await file();
  expect(await followed(receipt)).toMatchObject({ state: 'waiting', dueOn, events: [] });
  await treat(complaintId, 'Kartu sudah di kantor desa.');
  const answer = await followed(receipt.toLowerCase().replaceAll('-', ' '));
  expect(answer).toMatchObject({ state: 'answered', events: [{ kind: 'answered', words: 'Kartu sudah di kantor desa.' }] });
  expect(JSON.stringify(answer)).not.toContain(actors.cases.id);
  expect(await faultOf(followed('ADU-0000-0000-0000'))).toBe('receipt-unknown');
  expect(await faultOf(followed(complaintId))).toBe('receipt-not-readable');
});

test('an answered complaint is answered no second time, unless it is taken up again', async () => {
  const { receipt, complaintId } = await file();
  expect(await faultOf(treat(complaintId, 'x', 'taken-up-again'))).toBe('complaint-not-answered');
  await treat(complaintId, 'Diteruskan ke cabang.', 'handed-on');
  expect((await followed(receipt)).state).toBe('handed-on');
  await treat(complaintId, 'Selesai.');
  expect(await faultOf(treat(complaintId, 'Lagi.'))).toBe('complaint-answered');
  await treat(complaintId, 'Belum benar, dilihat lagi.', 'taken-up-again');
  await treat(complaintId, 'Sekarang selesai.');
  expect((await followed(receipt)).events.map(({ kind }) => kind)).toEqual(['handed-on', 'answered', 'taken-up-again', 'answered']);
});

test('of two who answer at once, both stand in order and neither is lost', async () => {
  const { receipt, complaintId } = await file();
  await Promise.all(['satu', 'dua', 'tiga'].map((words) => treat(complaintId, words, 'handed-on')));
  expect((await followed(receipt)).events.map(({ words }) => words).sort()).toEqual(['dua', 'satu', 'tiga']);
});

describe('a restricted complaint', () => {
  const statement = 'Aparat meminta dua juta dari santunan.';

  test('is read and answered by whoever is named for it, by its receipt, and by nobody else, in the program or past it', async () => {
    const { receipt, complaintId } = await file({ kind: 'money-taken', statement });
    const other: Actor = { ...actors.cases, id: 'local:lain' };
    const shownTo = async (actor: Actor) => (await seen(actor)).find((one) => one.complaintId === complaintId);
    for (const actor of [actors.cases, actors.secretary, other])
      expect(await shownTo(actor)).toMatchObject({ restricted: true, statement: null, kind: 'money-taken' });
    expect(await faultOf(treat(complaintId, 'x'))).toBe('complaint-restricted');
    await small.database.transact(actors.secretary, (tx) => assignCase(tx, { kind: 'complaint', caseId: complaintId, to: actors.cases.id, caseOf }));
    expect(await shownTo(actors.cases)).toMatchObject({ statement });
    await treat(complaintId, 'Uang dikembalikan.');
    expect(await shownTo(other)).toMatchObject({ statement: null, events: [{ kind: 'answered', words: null }], state: 'answered' });
    expect((await followed(receipt)).events).toMatchObject([{ words: 'Uang dikembalikan.' }]);
    const past = await small.database.read(other, (tx) => tx.client.query('select 1 from grievance.complaint_text where complaint_id = $1', [complaintId]));
    expect(past.rows).toEqual([]);

    await small.database.transact(actors.secretary, (tx) => endAssignment(tx, { caseId: complaintId, from: actors.cases.id, reason: 'Mengenal terlapor.' }));
    expect(await shownTo(actors.cases)).toMatchObject({ statement: null, events: [{ words: null }] });
    expect(await faultOf(treat(complaintId, 'x'))).toBe('complaint-restricted');
    const since = await small.database.read(actors.cases, (tx) =>
      tx.client.query('select 1 from grievance.complaint_text where complaint_id = $1', [complaintId]),
    );
    expect(since.rows).toEqual([]);
  });
});

test('every complaint and what became of it stands in the log of acts', async () => {
  const [row] = await small.owner<{ complaints: number; events: number; acts: number }>(
    `select (select count(*)::int from grievance.complaint) as complaints, (select count(*)::int from grievance.complaint_event) as events,
      (select count(*)::int from platform.act where kind like 'complaint-%') as acts`,
  );
  expect(row?.acts).toBe((row?.complaints ?? 0) + (row?.events ?? 0));
});
