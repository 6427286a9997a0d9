// Every invariant is silent on the whole case as played, and names the row that breaks it; each is broken in a transaction that is rolled back.
import { chmod, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { people } from '../../simulator/demo-cast.ts';
import { ownerSession } from '../../src/platform/database.ts';
import { numbersOfOthers } from '../../src/platform/nik-scan.ts';
import { type Checked, checkIn, checkInvariants, invariantCodes } from '../../src/reporting/check-steps.ts';
import { verifyRun, recordedRuns } from '../../src/reporting/run-steps.ts';
import { anyone } from '../database.ts';
import { type PlayedCase, playCase } from './played-case.ts';

let played: PlayedCase;
beforeAll(async () => {
  played = await playCase();
});
afterAll(() => played.drop());

/** What the check finds once the owner has run the statements; nothing of them stays. */
async function broken(
  only: readonly string[],
  ...statements: readonly string[]
): Promise<ReadonlyMap<string, { count: number; rows: readonly { table: string; key: string; id: string; en: string }[] }>> {
  let found: Checked | undefined;
  const rolledBack = new Error('rolled back');
  const work = played.workplace.database.transact(anyone, async (tx) => {
    await tx.client.query('set local role none');
    for (const statement of statements) {
      const { rowCount, command } = await tx.client.query(statement);
      if (/UPDATE|DELETE|INSERT/.test(command)) expect(rowCount, statement).toBeGreaterThan(0);
    }
    await tx.client.query('set local role payung_server');
    found = await checkIn(tx, played.workplace, { only });
    throw rolledBack;
  });
  await expect(work).rejects.toBe(rolledBack);
  return new Map((found?.invariants ?? []).filter(({ broken: count }) => count > 0).map(({ code, broken: count, rows }) => [code, { count, rows }]));
}

test('the case as played breaks nothing', async () => {
  let told = 0;
  const found = await checkInvariants(played.workplace, anyone, {
    onChecked: (done) => {
      told = done;
    },
  });
  expect(found.invariants.filter(({ broken: count }) => count > 0)).toEqual([]);
  expect(found.holds).toBe(true);
  expect(found.invariants.map(({ code }) => code)).toEqual(invariantCodes);
  expect([told, new Set(invariantCodes).size]).toEqual([invariantCodes.length, invariantCodes.length]);
});

test('one invariant may be asked alone, by a code that exists', async () => {
  expect((await checkInvariants(played.workplace, anyone, { only: ['no-row-lost'] })).invariants).toHaveLength(1);
  await expect(checkInvariants(played.workplace, anyone, { only: ['no-such'] })).rejects.toMatchObject({ code: 'invariant-unknown' });
});

test('whoever sees a part may not judge the whole', async () => {
  await expect(checkInvariants(played.workplace, people.office)).rejects.toMatchObject({ code: 'check-needs-the-whole' });
  await expect(checkInvariants(played.workplace, { ...anyone, area: '5311' })).rejects.toMatchObject({ code: 'check-needs-the-whole' });
});

/** One row of a table, chosen the same every time. */
const one = (table: string, where = 'true'): string => `ctid = (select ctid from ${table} where ${where} order by 1 limit 1)`;
/** One row of a partitioned table: a place is one of its partition only. */
const onePart = (table: string, key: string, where = 'true'): string => `(${key}) = (select ${key} from ${table} where ${where} order by ${key} limit 1)`;
const heldKey = 'person_key, month, cover';
/** Of a share: somebody is held by it. */
const heldNow = `exists (select from roster.person_month h where h.instrument_id = hold_share.instrument_id and h.month = hold_share.month
  and left(h.area, 4) = hold_share.area and h.cover = hold_share.cover)`;

describe('a row that breaks an invariant is named', () => {
  test.each<[code: string, table: string, says: string | RegExp, statements: readonly string[]]>([
    [
      'commitments-within-lines',
      'programme.budget_line',
      /^committed \d+, its commitments sum to \d+$/,
      [`update programme.commitment set amount = amount + 1 where ${one('programme.commitment')}`],
    ],
    [
      'commitments-within-lines',
      'programme.budget_line',
      /^committed \d+, limit 1$/,
      [
        'alter table programme.budget_line drop constraint commitments_within_limit',
        `update programme.budget_line set limit_amount = 1 where line = 'ntt-2025-apbd'`,
      ],
    ],
    [
      'one-sponsorship',
      'roster.person_month',
      'held 2 times, by ntt-2025, other',
      [
        'alter table roster.person_month drop constraint person_month_pkey',
        `insert into roster.person_month select person_key, month, cover, sponsor, area, 'other', instrument_id, amount from roster.person_month where programme = 'ntt-2025' order by 1, 2, 3 limit 1`,
      ],
    ],
    [
      'shares-sum-to-the-whole',
      'roster.person_month',
      'amount 10000, shares 9999',
      [`update roster.hold_share set amount = amount - 1 where ${one('roster.hold_share', `cover = 'jkk' and ${heldNow}`)}`],
    ],
    [
      'shares-sum-to-the-whole',
      'roster.person_month',
      'amount 6800, shares -',
      [`delete from roster.hold_share where ${one('roster.hold_share', `cover = 'jkm' and ${heldNow}`)}`],
    ],
    [
      'commitments-equal-held-less-released',
      'programme.budget_line',
      /held from this line/,
      [`update roster.hold_share set line = 'ntt-2026-apbd' where ${one('roster.hold_share', `line = 'ntt-2025-apbd' and ${heldNow}`)}`],
    ],
    ['commitments-equal-held-less-released', 'programme.programme', /given back to the lines/, [`delete from roster.release where ${one('roster.release')}`]],
    [
      'determinations-match-months',
      'enrolment.determination',
      /^\d+ person-months determined, \d+ held or released$/,
      [`delete from roster.release where ${one('roster.release', `programme = 'ntt-2025'`)}`],
    ],
    [
      'determinations-match-months',
      'enrolment.determination',
      /a row of the kind revocation on an instrument of the kind/,
      [`update enrolment.determination set kind = 'revocation' where ${one('enrolment.determination', `change = 'add' and programme = 'ntt-2025'`)}`],
    ],
    [
      'determinations-match-months',
      'roster.person_month',
      /held without a signed determination or a decision to pay in advance/,
      [`delete from enrolment.determination where ${one('enrolment.determination', `change = 'add' and programme = 'ntt-2025'`)}`],
    ],
    [
      'determinations-match-months',
      'roster.person_month',
      /still held from 2025-\d\d-01, though the instrument .+ took the person off/,
      [`delete from roster.month_lock where programme = 'ntt-2025'`, `update enrolment.determination set first_month = '2025-07-01' where change = 'remove'`],
    ],
    [
      'signed-lists-unchanged',
      'enrolment.determination',
      /its list digest is [0-9a-f]{64} now/,
      [`update enrolment.determination set row_no = row_no + 1 where ${one('enrolment.determination', `change = 'add'`)}`],
    ],
    [
      'signed-lists-unchanged',
      'enrolment.instrument',
      /recorded \+\d+ -\d+, its list has/,
      [`update enrolment.instrument set additions = additions + 1 where ${one('enrolment.instrument')}`],
    ],
    [
      'signed-lists-unchanged',
      'enrolment.signature',
      /signature does not fit/,
      [`update enrolment.signature set signature = reverse(signature) where ${one('enrolment.signature')}`],
    ],
    [
      'charges-are-held-and-registered',
      'contributions.charge',
      'charged 10001 + 6800, held 10000 + 6800 (JKK + JKM)',
      [`update contributions.charge set jkk = jkk + 1 where ${one('contributions.charge')}`],
    ],
    [
      'charges-are-held-and-registered',
      'contributions.charge',
      'charged without a registration under that number',
      [`update contributions.charge set kpj = '00000000000' where ${one('contributions.charge')}`],
    ],
    [
      'charges-are-held-and-registered',
      'contributions.finalisation',
      /was held and registered but not charged \(1 people\)/,
      [`delete from contributions.charge where ${one('contributions.charge')}`],
    ],
    [
      'charges-are-held-and-registered',
      'contributions.finalisation',
      /^recorded \d+, .* charged \d+, /,
      [`delete from contributions.charge where ${one('contributions.charge')}`],
    ],
    ['charges-are-held-and-registered', 'roster.month_lock', /is not closed/, [`delete from roster.month_lock where ${one('roster.month_lock')}`]],
    [
      'final-rosters-unchanged',
      'contributions.charge',
      /digest of the final roster is/,
      [`update contributions.charge set kpj = '00000000000' where ${one('contributions.charge')}`],
    ],
    [
      'charged-coded-invoiced',
      'contributions.contribution_code',
      /^code \d+, \d+, final roster/,
      [
        'alter table contributions.contribution_code drop constraint code_agrees_with_roster',
        `update contributions.contribution_code set persons = persons + 1 where ${one('contributions.contribution_code')}`,
      ],
    ],
    [
      'charged-coded-invoiced',
      'contributions.invoice',
      /^invoice \d+, code \d+$/,
      [`update contributions.invoice set amount = amount + 1 where ${one('contributions.invoice')}`],
    ],
    [
      'charged-coded-invoiced',
      'contributions.invoice',
      'invoiced for final roster 1, though there is a 2',
      [
        `insert into contributions.finalisation select gen_random_uuid(), period_id, 2, sponsor, area, persons, jkk, jkm, amount, roster_digest, recorded_at, author
          from contributions.finalisation f where exists (select from contributions.contribution_code c join contributions.invoice using (code) where c.finalisation_id = f.finalisation_id)
          and sequence = 1 order by 1 limit 1`,
      ],
    ],
    ['payments-within-invoices', 'contributions.invoice', /^the invoice says/, [`delete from contributions.payment where ${one('contributions.payment')}`]],
    [
      'payments-within-invoices',
      'contributions.invoice',
      /^invoice \d+; ordered/,
      [
        'alter table contributions.invoice drop constraint payments_within_invoice',
        `update contributions.invoice set debited = ordered + 1 where ${one('contributions.invoice')}`,
      ],
    ],
    [
      'postings-agree-with-files-and-charges',
      'contributions.posting_file',
      /^the file says/,
      [`delete from contributions.posting where ${one('contributions.posting')}`],
    ],
    [
      'postings-agree-with-files-and-charges',
      'contributions.posting',
      'posted 10001 + 6800, charged 10000 + 6800 (JKK + JKM)',
      [`update contributions.posting set jkk = jkk + 1 where ${one('contributions.posting')}`],
    ],
    [
      'postings-agree-with-files-and-charges',
      'contributions.posting',
      'one month posted 2 times',
      [
        `insert into contributions.posting select person_key, month, (select file_id from contributions.posting_file f where f.file_id <> p.file_id limit 1), sponsor, area, jkk, jkm, bank_value_on, posted_at from contributions.posting p order by 1 limit 1`,
      ],
    ],
    [
      'minutes-signed-by-their-branches',
      'contributions.minutes_signature',
      'the branch ende signed the minutes of 2025-07, which do not name it',
      [
        `insert into contributions.minutes select gen_random_uuid(), programme, month, 99, '{"branches": [{"branch": "kupang"}]}', 'x', sponsor, area, recorded_at, author from contributions.period where month = '2025-07-01' order by period_id limit 1`,
        `insert into contributions.minutes_signature (minutes_id, side, branch, signed_by, name, signed_on, digest, sponsor, area, recorded_at)
          select minutes_id, side, branch, branch, branch, '2025-08-01', 'x', sponsor, area, recorded_at from contributions.minutes
          cross join (values ('administrator', 'kupang'), ('administrator', 'ende'), ('sponsor', '*')) v (side, branch) where sequence = 99`,
      ],
    ],
    [
      'coverage-only-from-postings',
      'contributions.posting',
      'a posting without a file of the administrator',
      [`update contributions.posting set file_id = gen_random_uuid() where ${one('contributions.posting')}`],
    ],
    [
      'coverage-only-from-postings',
      'contributions.posting',
      /posted for somebody who was never registered, from/,
      [`delete from enrolment.registration_answer where person_key = (select person_key from contributions.posting order by 1 limit 1)`],
    ],
    [
      'coverage-only-from-postings',
      'contributions.posting_reversal',
      'a reversal of 10000 + 6800 without the posting it takes back, - (JKK + JKM)',
      [
        `insert into contributions.posting_reversal select gen_random_uuid(), month, file_id, file_id, sponsor, area, jkk, jkm, bank_value_on, posted_at from contributions.posting order by 1 limit 1`,
      ],
    ],
    [
      'coverage-only-from-postings',
      'coverage',
      'protection is stored as a table',
      ['create schema coverage', 'create table coverage.protected (person_key uuid)', 'grant usage on schema coverage to payung_server'],
    ],
    [
      'ledger-agrees',
      'ledger.transfer',
      /the ledger says .+, the contribution tables/,
      [`update ledger.transfer set amount = amount + 1 where ${one('ledger.transfer', `kind = 'posted'`)}`],
    ],
    ['ledger-agrees', 'ledger.transfer', /the ledger says/, [`delete from ledger.transfer where ${one('ledger.transfer', `kind = 'invoiced'`)}`]],
    ['no-row-lost', 'intake.list', /^recorded (\d+) = .*, stored/, [`delete from intake.candidate where ${one('intake.candidate')}`]],
    [
      'no-row-lost',
      'intake.list',
      /^recorded/,
      [`update intake.candidate set outcome = case outcome when 'accept' then 'reject' else 'accept' end where ${one('intake.candidate')}`],
    ],
    [
      'no-row-lost',
      'intake.candidate',
      '1 rows without their list',
      [`update intake.candidate set list_id = gen_random_uuid() where ${one('intake.candidate')}`],
    ],
    [
      'correction-counts-once',
      'intake.correction',
      'recorded 1, 0, 0 (corrected, unchanged, removed), stored 0, 0, 0',
      [
        `insert into intake.correction select list_id, list_id, 1, 'keep', 1, 1, 0, 0, 0, 1, 0, 0, sponsor, area, now(), 'x' from intake.list where ${one('intake.list')}`,
      ],
    ],
    [
      'correction-counts-once',
      'intake.replaced_row',
      /^row \d+ is replaced 2 times$/,
      [
        `insert into intake.replaced_row select c.list_id, c.row_no, l.list_id, 1, 'corrected', c.sponsor, c.area from intake.candidate c, (select list_id from intake.list order by 1 limit 2) l
          where (c.list_id, c.row_no) = (select list_id, row_no from intake.candidate order by 1, 2 limit 1)`,
      ],
    ],
    [
      'every-verdict-has-its-reasons',
      'eligibility.verdict',
      'outcome review, reasons: ',
      [`update eligibility.verdict set outcome = 'review' where ${one('eligibility.verdict', `outcome = 'accept'`)}`],
    ],
    [
      'published-runs-have-their-rows',
      'eligibility.verdict',
      /^the run was published with \d+ = /,
      [`delete from eligibility.verdict where ${one('eligibility.verdict')}`],
    ],
    ['published-runs-have-their-rows', 'matching.match', /matches$/, [`delete from matching.match where ${one('matching.match')}`]],
    [
      'published-runs-have-their-rows',
      'allocation.ranking',
      /^the run was published with \d+ \+ \d+ \(placed \+ reserve\), stored are/,
      [`delete from allocation.ranking where ${one('allocation.ranking')}`],
    ],
    [
      'no-rows-without-completion',
      'eligibility.verdict',
      '1 rows of a run that was never published',
      [`update eligibility.verdict set run_id = gen_random_uuid() where ${one('eligibility.verdict')}`],
    ],
    [
      'no-rows-without-completion',
      'matching.match',
      '1 rows of a run that was never published',
      [`update matching.match set run_id = gen_random_uuid() where ${one('matching.match')}`],
    ],
    [
      'no-rows-without-completion',
      'allocation.ranking',
      '1 rows of a run that was never published',
      [`update allocation.ranking set run_id = gen_random_uuid() where ${one('allocation.ranking')}`],
    ],
    [
      'places-within-quota',
      'allocation.ranking',
      /^\d+ places given, quota 0$/,
      [`update allocation.place set places = 0 where ${one('allocation.place', 'places > 0')}`],
    ],
    [
      'places-within-quota',
      'allocation.ranking',
      /highest rank \d+ among \d+ people, or/,
      [`update allocation.ranking set placed = not placed where ${one('allocation.ranking', 'rank = 1')}`],
    ],
    [
      'every-amount-cites-its-source',
      'claims.probable_claim',
      /^amount \d+, by its calculation \d+$/,
      [`update claims.probable_claim set amount = amount + 1 where ${one('claims.probable_claim')}`],
    ],
    [
      'every-amount-cites-its-source',
      'claims.probable_claim',
      'cites no article',
      [`update claims.probable_claim set calculation = calculation || '{"citations": []}' where ${one('claims.probable_claim')}`],
    ],
    [
      'nobody-approves-his-own',
      'enrolment.signature',
      /^proposed by (.+), signed by \1$/,
      [
        'alter table enrolment.signature drop constraint nobody_signs_his_own_proposal',
        `update enrolment.signature set signed_by = proposed_by where ${one('enrolment.signature')}`,
      ],
    ],
    [
      'nobody-approves-his-own',
      'enrolment.second_approval',
      'late additions approved by -, who proposed or signed it, or by nobody (1 people)',
      [
        'alter table enrolment.signature drop constraint signature_instrument_id_late_additions_fkey',
        `update enrolment.instrument set late_additions = 1 where instrument_id = (select instrument_id from enrolment.signature s join enrolment.instrument i using (instrument_id)
          where i.additions > 0 and not exists (select from enrolment.second_approval a where a.instrument_id = s.instrument_id) limit 1)`,
      ],
    ],
    [
      'nobody-approves-his-own',
      'grievance.resolution',
      /^received by (.+), resolved by \1$/,
      ['alter table grievance.resolution drop constraint nobody_resolves_what_he_received', `update grievance.resolution set resolved_by = received_by`],
    ],
    [
      'small-counts-withheld',
      'reporting.publication',
      'the figure claims 1 was published, the threshold is 5',
      [`update reporting.publication set content = jsonb_set(content, '{areas,0,claims}', '1')`],
    ],
    [
      'small-counts-withheld',
      'reporting.publication',
      'the figure deaths 1 was published, the threshold is 5',
      [`update reporting.publication set content = jsonb_set(content, '{totals,deaths}', '1')`],
    ],
    [
      'evidence-as-recorded',
      'platform.run_evidence',
      /was changed: its SHA-256 is [0-9a-f]{64}/,
      [`update platform.run_evidence set digest = repeat('0', 64) where ${one('platform.run_evidence')}`],
    ],
    [
      'evidence-as-recorded',
      'platform.run_evidence',
      /evidence file is missing/,
      [`update platform.run_evidence set file_name = 'gone' where ${one('platform.run_evidence')}`],
    ],
  ])('%s: %s, %s', async (code, table, says, statements) => {
    const found = (await broken([code], ...statements)).get(code);
    expect(found, code).toBeDefined();
    const row = found?.rows.find((named) => named.table === table && (typeof says === 'string' ? named.en === says : says.test(named.en)));
    expect(row, JSON.stringify(found?.rows)).toBeDefined();
    expect(row?.key).not.toBe('');
    expect(row?.id).not.toBe(row?.en);
  });

  test.each([
    ['programme.policy_version', 'policy-recorded'],
    ['registry.agreement', 'agreement-recorded'],
    ['registry.snapshot', 'register-loaded'],
    ['intake.list', 'lists-handed-in'],
    ['matching.identity_decision', 'identity-decided'],
    ['platform.run_completion', 'assessment-published'],
    ['platform.run_completion', 'allocation-published'],
    ['enrolment.instrument', 'instrument-proposed'],
    ['enrolment.signature', 'instrument-signed'],
    ['enrolment.enrolment_file', 'enrolment-exported'],
    ['contributions.period', 'month-opened'],
    ['contributions.finalisation', 'month-finalised'],
    ['contributions.contribution_code', 'contribution-code-accepted'],
    ['contributions.invoice', 'month-invoiced'],
    ['contributions.payment', 'payment-recorded'],
    ['contributions.posting_file', 'postings-recorded'],
    ['claims.probable_claim', 'probable-claim-opened'],
    ['grievance.objection', 'objection-filed'],
    ['grievance.resolution', 'objection-reopened'],
    ['reporting.publication', 'account-published'],
  ])('every-act-is-recorded: %s without %s', async (table, kind) => {
    const found = (await broken(['every-act-is-recorded'], `delete from platform.act where ${one('platform.act', `kind = '${kind}'`)}`)).get(
      'every-act-is-recorded',
    );
    expect(found?.rows.map((row) => row.table)).toContain(table);
    expect(found?.rows.every((row) => row.en.includes(kind))).toBe(true);
  });

  test('an act with another digest is no act of that row', async () => {
    const found = (await broken(['every-act-is-recorded'], `update platform.act set digest = 'x' where kind = 'month-finalised'`)).get('every-act-is-recorded');
    expect(found?.count).toBeGreaterThan(1);
  });
});

test('no more than twenty rows are named, and all are counted', async () => {
  const found = (await broken(['postings-agree-with-files-and-charges'], 'update contributions.posting set jkk = jkk + 1')).get(
    'postings-agree-with-files-and-charges',
  );
  expect(found?.rows).toHaveLength(20);
  expect(found?.count).toBeGreaterThan(1000);
});

describe('a NIK in clear', () => {
  const nik = '5311015403850001';

  test.each<[string, string, string]>([
    ['in a text', `update intake.candidate set phone = '${nik}' where ${one('intake.candidate')}`, 'intake.candidate'],
    [
      'among words, with separators',
      `update intake.candidate set address = 'RT 1 NIK 5311.015403 85-0001 DUSUN' where ${one('intake.candidate')}`,
      'intake.candidate',
    ],
    ['in an array', `update eligibility.verdict set reasons = array['x', '${nik}'] where ${one('eligibility.verdict')}`, 'eligibility.verdict'],
    ['deep in JSON', `insert into platform.outbox values (gen_random_uuid(), 'planted', '{"a": [{"b": "${nik}"}]}', 'ntt', '53', now())`, 'platform.outbox'],
    ['in a key', `insert into platform.idempotency_key values ('somebody', '${nik}', 'x', '{}', now())`, 'platform.idempotency_key'],
    ['in a partition', `update roster.person_month set programme = '${nik}' where ${onePart('roster.person_month', heldKey)}`, 'roster.person_month'],
  ])('%s is named by its row, masked', async (_, statement, table) => {
    const found = (await broken(['no-nik-in-clear'], statement)).get('no-nik-in-clear');
    expect(found?.rows.map((row) => row.table)).toEqual([table]);
    expect(found?.rows[0]?.en).toContain('53**********0001');
    expect(JSON.stringify(found)).not.toContain(nik);
  });

  test('is not seen where it cannot be one', async () => {
    const texts = [
      '5311013203850001', // no day 32
      '5311011413850001', // no month 13
      '0111011403850001', // no such province
      '2025-07-01 2025-12-31', // two dates
      `${nik}7`, // seventeen digits
      `a9${nik.slice(2)}b`.padEnd(64, '0'), // within a digest
    ];
    expect(
      (
        await broken(
          ['no-nik-in-clear'],
          ...texts.map((text) => `update intake.candidate set address = concat(address, E'\\n', '${text}') where ${one('intake.candidate')}`),
        )
      ).has('no-nik-in-clear'),
    ).toBe(false);
    expect(
      (await broken(['no-nik-in-clear'], `update contributions.charge set kpj = '${nik}' where ${one('contributions.charge')}`)).has('no-nik-in-clear'),
    ).toBe(false);
  });

  test('the columns left out exist', async () => {
    const names = await ownerSession(played.workplace.url, async (client) => {
      const { rows } = await client.query<{ name: string }>(
        `select table_schema || '.' || table_name || '.' || column_name as name from information_schema.columns`,
      );
      return new Set(rows.map(({ name }) => name));
    });
    expect(numbersOfOthers.filter((column) => !names.has(column))).toEqual([]);
  });
});

test('a file of evidence no run knows is named', async () => {
  const stray = path.join(played.workplace.dataDir, 'evidence', 'stray.evidence');
  const longAgo = new Date(Date.now() - 2 * 60 * 60 * 1000);
  await writeFile(stray, 'x');
  expect((await broken(['evidence-as-recorded'], 'select 1')).has('evidence-as-recorded')).toBe(false); // it may be a run's under way
  await utimes(stray, longAgo, longAgo);
  expect((await broken(['evidence-as-recorded'], 'select 1')).get('evidence-as-recorded')?.rows).toMatchObject([{ key: 'evidence/stray.evidence' }]);
  await rm(stray);
});

test('a data folder others can enter is named', async () => {
  const { dataDir } = played.workplace;
  const { mode } = await stat(dataDir);
  await chmod(dataDir, 0o755);
  expect((await broken(['data-folder-closed'], 'select 1')).get('data-folder-closed')?.rows[0]).toMatchObject({ key: '.' });
  await chmod(dataDir, mode & 0o777);
});

test('every run of the case holds, though the registers were replaced since', async () => {
  const runs = await recordedRuns(played.workplace, anyone, { limit: 20 });
  expect(runs.map(({ kind }) => kind).sort()).toEqual(['allocation', 'allocation', 'assessment', 'assessment', 'assessment']);
  for (const { runId } of runs) expect(await verifyRun(played.workplace, anyone, runId)).toMatchObject({ runId, holds: true, comparison: { differing: 0 } });
});
