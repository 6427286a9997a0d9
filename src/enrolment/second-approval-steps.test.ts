// Late additions on a real database: told by the proposal, approved by a third person, and not signed without, in the program or past it.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as XLSX from '@e965/xlsx';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type SmallProgramme, actors, faultOf, programme, smallProgramme, together, villagers } from '../../test/fixtures/small-programme.ts';
import { comes } from '../../test/comes.ts';
import { patternsOf } from '../claims/pattern-steps.ts';
import type { Actor } from '../kernel/actor.ts';
import { civilDate } from '../kernel/date.ts';
import { type Month, monthFrom, monthsFrom } from '../kernel/month.ts';
import { newKey } from '../platform/key.ts';
import { letterTo } from '../reporting/letter-steps.ts';
import { storyOf } from '../reporting/story-steps.ts';
import { lockMonth } from '../roster/roster-steps.ts';
import { createApp } from '../server.ts';
import { writeAnnex } from './annex-steps.ts';
import { withdrawInstrument } from './grounds-steps.ts';
import { type Proposal, instrumentsOf, proposeReplacements } from './instrument-steps.ts';
import { tellInstrument } from './instrument-told-steps.ts';
import { lateLines } from './late-words.ts';
import { checkCommittedLists } from './committed-list-steps.ts';
import { recordDepartures } from './registration-steps.ts';
import { approveLateAdditions } from './second-approval-steps.ts';

const { office, secretary, head } = actors;
let small: SmallProgramme;
beforeEach(async () => {
  small = await smallProgramme({ villagers: [...villagers('timur', 1, 1, 2, 3, 4, 4), ...villagers('utara', 1, 2, 3)], places: { timur: 3, utara: 2 } });
  await small.allocated();
  await small.sign(await small.propose());
});
afterEach(() => small.drop());

/** A replacement in each kabupaten of its first listed person, whose first unpaid month is the given one. */
async function replacedFrom(months: Readonly<Partial<Record<'5311' | '5303', Month>>>, number = 'SK/2'): Promise<Proposal> {
  const leavers: string[] = [];
  for (const [area, first] of Object.entries(months)) {
    for (const month of monthsFrom(monthFrom('2025-07'), first).slice(0, -1))
      await small.database.transact(office, (tx) => lockMonth(tx, { programme, sponsor: 'ntt', month, areas: [area] }));
    const [leaver] = await small.owner<{ person_key: string }>(
      `select person_key from enrolment.determination d where left(area, 4) = $1 and change = 'add'
        and not exists (select from enrolment.departure t where t.person_key = d.person_key) order by person_key limit 1`,
      [area],
    );
    leavers.push(leaver?.person_key ?? '');
  }
  await small.database.transact(office, (tx) =>
    recordDepartures(
      tx,
      programme,
      leavers.map((personKey) => ({ personKey, cause: 'moved' as const, happenedOn: civilDate('2025-08-01'), evidence: 'laporan desa' })),
    ),
  );
  const proposal = await proposeReplacements(small.workplace, office, { programme, number, effectiveOn: civilDate('2025-08-02') });
  if (proposal === null) throw new Error('nobody left');
  return proposal;
}
const approve = (instrumentId: string, actor = head) =>
  faultOf(small.database.transact(actor, (tx) => approveLateAdditions(tx, { instrumentId, remark: 'Tempat diisi dari cadangan.' })));
const tell = (name = 'SK/2') => small.database.read(office, (tx) => tellInstrument(tx, small.workplace.law, name));

test('what is added in time needs nobody besides', async () => {
  const proposal = await replacedFrom({ '5311': monthFrom('2025-10') });
  expect([proposal.additions, proposal.late]).toEqual([1, null]);
  expect(await approve(proposal.instrumentId)).toBe('no-late-additions');
  await small.sign(proposal);
  expect(await small.count('enrolment.late_addition')).toBe(0);
});

test('a proposal tells its late additions by kabupaten, since when, by which article, and what other readings say', async () => {
  const proposal = await replacedFrom({ '5311': monthFrom('2025-12'), '5303': monthFrom('2025-09') });
  expect(proposal).toMatchObject({
    additions: 2,
    late: {
      people: 1,
      from: '2025-11',
      last: '2025-12',
      months: 3,
      article: 'Permenaker 1/2025',
      kabupaten: [{ area: '5311', name: 'Kab. Sumba Timur', people: 1, firstMonth: '2025-12' }],
      readings: [{ from: '2025-11' }, { from: '2025-11' }, { counting: 'ninety-days', from: '2025-10' }],
    },
  });
  expect((await tell()).late).toEqual(proposal.late);
  expect(lateLines(proposal.late).join('\n')).toContain('Sejak 2025-11, 3 bulan iuran tidak muat lagi sampai 2025-12');
  expect((await small.database.read(office, (tx) => instrumentsOf(tx, programme))).map(({ lateAdditions }) => lateAdditions)).toEqual([0, 1]);
});

test('late additions are signed only after a third person approved them, who is neither the proposer nor the signer', async () => {
  const proposal = await replacedFrom({ '5311': monthFrom('2025-11') });
  expect((await tell()).lacks.filter(({ stops }) => stops).map(({ code }) => code)).toEqual(['second-approval-missing']);
  expect(await faultOf(small.sign(proposal))).toBe('second-approval-missing');
  expect(await small.count('enrolment.signature')).toBe(1);
  expect(await approve(proposal.instrumentId, office)).toBe('proposer-may-not-approve');
  expect(await approve(proposal.instrumentId)).toBe('none');
  expect(await approve(proposal.instrumentId)).toBe('late-additions-approved-before');
  expect(await approve(proposal.instrumentId, secretary)).toBe('late-additions-approved-before');
  expect(await faultOf(small.sign(proposal, head))).toBe('second-approver-may-not-sign');
  await small.sign(proposal);
  const told = await tell();
  expect([told.secondApproval?.approvedBy, told.secondApproval?.remark, told.lacks]).toEqual([head.id, 'Tempat diisi dari cadangan.', []]);
  expect(await approve(proposal.instrumentId)).toBe('instrument-already-signed');
  // What the act of signing commits to holds the approval.
  const holds = () => small.database.read(office, async (tx) => (await checkCommittedLists(tx)).rows);
  expect(await holds()).toEqual([]);
  await small.owner(`update enrolment.second_approval set remark = 'lain'`);
  expect(await holds()).toMatchObject([{ table: 'enrolment.signing_ground' }]);
});

test('of two who approve at once one does, and nobody approves a proposal withdrawn', async () => {
  const { instrumentId } = await replacedFrom({ '5311': monthFrom('2025-11') });
  const ends = await together(small, 'enrolment.second_approval', [() => approve(instrumentId), () => approve(instrumentId, secretary)]);
  expect(ends.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason))).sort()).toEqual(['late-additions-approved-before', 'none']);
  const other = await replacedFrom({}, 'SK/3');
  await small.database.transact(office, (tx) => withdrawInstrument(tx, { instrumentId: other.instrumentId, reason: 'salah nomor' }));
  expect(await approve(other.instrumentId)).toBe('instrument-withdrawn');
});

test('the database refuses it past the program', async () => {
  const { instrumentId } = await replacedFrom({ '5311': monthFrom('2025-11') });
  const sql = (text: string, values: readonly unknown[]) => small.database.transact(secretary, (tx) => tx.client.query(text, [...values]));
  const approval = (by: string, proposedBy: string = office.id) =>
    sql(`insert into enrolment.second_approval values ($1, 'ntt', '53', $2, $3, 'x', now())`, [instrumentId, proposedBy, by]);
  await expect(approval(office.id)).rejects.toMatchObject({ constraint: 'nobody_approves_his_own_late_additions' });
  await expect(approval(office.id, 'somebody-else')).rejects.toMatchObject({ code: '23503' });
  await sql(`insert into enrolment.instrument_end values ($1, 'signed', 'ntt', '53', now(), 'x')`, [instrumentId]);
  const sign = (late: number, approvedBy: string | null, signedBy: string) =>
    sql(
      `insert into enrolment.signature (instrument_id, sponsor, area, proposed_by, signed_by, signed_on, algorithm, public_key, signature, recorded_at, late_additions, approved_by)
       values ($1, 'ntt', '53', $2, $3, '2025-08-02', 'none', '', '', now(), $4, $5)`,
      [instrumentId, office.id, signedBy, late, approvedBy],
    );
  await expect(sign(1, null, secretary.id)).rejects.toMatchObject({ constraint: 'late_additions_have_a_second_approval' });
  await expect(sign(0, null, secretary.id)).rejects.toMatchObject({ code: '23503' }); // how many are late stands with the proposal
  await expect(sign(1, head.id, secretary.id)).rejects.toMatchObject({ code: '23503' }); // nobody approved
  await approval(head.id);
  await expect(sign(1, head.id, head.id)).rejects.toMatchObject({ constraint: 'second_approver_does_not_sign' });
  await sign(1, head.id, secretary.id);
});

test('the annex, the story and the letter of a person say it', async () => {
  const proposal = await replacedFrom({ '5311': monthFrom('2025-11') });
  await approve(proposal.instrumentId);
  await small.sign(proposal);
  const annex = async (form: 'pdf' | 'xlsx') =>
    writeAnnex(small.workplace, office, {
      ...{ instrumentId: proposal.instrumentId, kind: 'public', form, folder: path.join(small.folder, 'annex') },
      ...{ reason: undefined, through: 'command', at: small.workplace.clock.now() },
    });
  const book = XLSX.read(await readFile((await annex('xlsx')).path));
  const sheet = (name: string) => XLSX.utils.sheet_to_json<string[]>(book.Sheets[name] as XLSX.WorkSheet, { header: 1, defval: '' });
  expect(sheet('KETERANGAN').find(([name]) => name === 'Tambahan terlambat')?.[1]).toContain('1 orang. Sejak 2025-11');
  expect(sheet('KETERANGAN').find(([name]) => name === 'Persetujuan kedua')?.[1]).toContain('Diberikan');
  expect(sheet('REKAPITULASI').map((row) => row[3])).toEqual(['DITAMBAHKAN TERLAMBAT', '1', '1']);
  expect((await annex('pdf')).pages).toBe(3);

  const [added] = await small.owner<{ person_key: string }>(`select person_key from enrolment.determination where instrument_id = $1 and change = 'add'`, [
    proposal.instrumentId,
  ]);
  const { nik } = small.people[await small.indexOf(added?.person_key ?? '')] ?? { nik: undefined };
  if (nik === undefined) throw new Error('nobody was added');
  const story = await storyOf(small.workplace, office, nik);
  expect(story.lines.find(({ id }) => id.includes('hanya biaya pemakaman'))).toMatchObject({
    stage: 'enrolment',
    grounds: ['Permenaker 1/2025 (secondary)'],
  });
  const letter = await letterTo(small.workplace, office, { programme, nik });
  expect(letter.paragraphs.join(' ')).toContain('kecuali iuran dilanjutkan tahun berikutnya (Permenaker 1/2025');
});

test('the page tells them and takes the approval; over HTTP nothing late is signed before', async () => {
  const { instrumentId } = await replacedFrom({ '5311': monthFrom('2025-11') });
  const app = createApp({ workplace: { ...small.workplace, dataDir: small.folder }, log: pino({ level: 'silent' }), callerOf: comes });
  const at = `/programmes/${programme}/instruments/${instrumentId}`;
  const ask = async (actor: Actor, address: string, init: RequestInit = {}) => {
    const headers = {
      'test-actor': JSON.stringify(actor),
      origin: 'http://localhost',
      'sec-fetch-site': 'same-origin',
      ...(init.headers as Record<string, string>),
    };
    const response = await app.request(address, { ...init, headers });
    return { status: response.status, text: await response.text() };
  };
  const sign = async () =>
    ask(secretary, `/v1${at}/signature`, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json', 'idempotency-key': newKey() } });
  expect(await sign()).toMatchObject({ status: 409 });
  expect((await sign()).text).toContain('payung determine approve SK/2');

  const page = async (locale = 'id') => (await ask(head, `${at}?lang=${locale}`)).text;
  expect(await page()).toContain('1 orang. Sejak 2025-11, 3 bulan iuran tidak muat lagi sampai 2025-12');
  expect(await page('en')).toContain('funeral money only, unless contributions go on next year');
  expect((await ask(head, `/programmes/${programme}/instruments`)).text).toContain('Di antaranya terlambat untuk santunan kematian penuh');
  const form = new RegExp(`action="${at}/second-approval"[\\s\\S]*?</form>`).exec(await page())?.[0] ?? '';
  const hidden = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']): [string, string] => [name, value]);
  const sent = await ask(head, `${at}/second-approval`, { method: 'POST', body: new URLSearchParams([...hidden, ['remark', 'Keluarga diberi tahu.']]) });
  expect(sent.status).toBeLessThan(400);
  // What takes longer than a page waits goes on behind it.
  await expect.poll(() => small.count('enrolment.second_approval', `remark = 'Keluarga diberi tahu.'`), { timeout: 30_000 }).toBe(1);
  expect(await page()).toContain('Keluarga diberi tahu.');
  expect(await page()).not.toContain('action="' + at + '/second-approval"');
  expect(await sign()).toMatchObject({ status: 200 });
});

test('early deaths by sender are told with how many were late additions', async () => {
  const proposal = await replacedFrom({ '5311': monthFrom('2025-11') });
  await approve(proposal.instrumentId);
  await small.sign(proposal);
  const died = async (instrumentId: string, on: string) =>
    small.owner(
      `insert into claims.probable_claim (claim_id, person_key, programme, sponsor, area, event, happened_on, known_on, benefit, amount, confidence, calculation, conditions, missing_documents, recorded_at, author)
       select gen_random_uuid(), person_key, programme, 'ntt', area, 'death', $2::date, $2::date, 'funeral-only', 1, 'secondary', '{}', '{}', '{}', now(), 'test'
       from enrolment.determination where change = 'add' and instrument_id = $1 and person_key not in (select person_key from claims.probable_claim) order by person_key limit 1`,
      [instrumentId, on],
    );
  const [first] = await small.database.read(office, (tx) => instrumentsOf(tx, programme));
  await died(first?.instrumentId ?? '', '2025-08-01');
  await died(first?.instrumentId ?? '', '2025-12-01');
  await died(proposal.instrumentId, '2025-11-20');
  expect((await small.database.read(office, (tx) => patternsOf(tx, small.workplace.law, programme))).senders).toEqual([
    { sender: 'kabupaten', people: 6, deaths: 3, early: 2, late: 1, earlyLate: 1 },
  ]);
});
