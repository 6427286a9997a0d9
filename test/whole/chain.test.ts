// The whole case at a hundredth of its size, from village lists to the first month of 2026: what must hold over all of it.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { people, programme } from '../../simulator/demo-cast.ts';
import { claimsOf } from '../../src/claims/claims-steps.ts';
import { opensClaim } from '../../src/claims/death-claim.ts';
import { ledgerCheck } from '../../src/contributions/reconciliation-steps.ts';
import { moneyTotals } from '../../src/contributions/trace-steps.ts';
import { coverageOf } from '../../src/coverage/coverage-steps.ts';
import { civilDate } from '../../src/kernel/date.ts';
import { monthFrom } from '../../src/kernel/month.ts';
import type { Nik } from '../../src/kernel/nik.ts';
import { connectionConfig } from '../../src/platform/connection.ts';
import { lookIn } from '../../src/platform/database.ts';
import { currentPolicy } from '../../src/programme/programme-steps.ts';
import { newestAccount } from '../../src/reporting/reporting-steps.ts';
import { storyOf } from '../../src/reporting/story-steps.ts';
import { storyText } from '../../src/reporting/story.ts';
import { readCatalogue } from './catalogue.ts';
import { type PlayedCase, playCase } from './played-case.ts';

const nextProgramme = 'ntt-2026';
let played: PlayedCase;
let owner: pg.Client;
/** NIKs and family card numbers of everybody in the world. */
let numbers: Set<string>;

beforeAll(async () => {
  played = await playCase();
  owner = new pg.Client(connectionConfig(played.workplace.url));
  await owner.connect();
  const population = readFileSync(path.join(played.of.folder, 'registers', 'penduduk.csv'), 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1);
  numbers = new Set(population.flatMap((line) => line.split(',', 2)));
});
afterAll(async () => {
  await owner.end();
  await played.drop();
});

/** Rows seen behind the row policies. */
const rows = async <Row>(query: string, values: unknown[] = []): Promise<Row[]> => (await owner.query(query, values)).rows as Row[];
const one = async (query: string, values: unknown[] = []): Promise<bigint> =>
  BigInt(Object.values((await rows<Record<string, string>>(query, values))[0] ?? { none: '0' })[0] ?? '0');

test('no row is lost: every row of every list has one outcome in its list and one in every assessment', async () => {
  const files = readFileSync(path.join(played.of.folder, 'truth.csv'), 'utf8').trim().split(/\r?\n/).length - 1;
  expect(await one('select sum(row_count) from intake.list')).toBe(BigInt(files));
  const lists = `select l.list_id from intake.list l join intake.candidate c using (list_id) group by l.list_id
    having l.row_count <> count(*) or l.accepted <> count(*) filter (where c.outcome = 'accept') or l.rejected <> count(*) filter (where c.outcome = 'reject')
      or l.in_review <> count(*) filter (where c.outcome = 'review')`;
  expect(await rows(lists)).toEqual([]);
  const runs = await rows<{ counts: Record<string, number>; judged: Record<string, number> }>(
    `select k.counts, json_build_object('rows', count(*), 'accept', count(*) filter (where v.outcome = 'accept'), 'reject', count(*) filter (where v.outcome = 'reject'),
        'review', count(*) filter (where v.outcome = 'review')) as judged
     from platform.run r join platform.run_completion k using (run_id) join eligibility.verdict v using (run_id) where r.kind = 'assessment' group by r.run_id, k.run_id`,
  );
  expect(runs).toHaveLength(3);
  for (const { counts, judged } of runs) {
    expect(judged).toEqual(counts);
    expect(counts['rows']).toBe(files);
    expect((counts['accept'] ?? 0) + (counts['reject'] ?? 0) + (counts['review'] ?? 0)).toBe(files);
  }
  const perList = `select l.list_id, r.run_id from intake.list l cross join platform.run r left join eligibility.verdict v using (list_id, run_id) where r.kind = 'assessment'
    group by l.list_id, r.run_id having count(v.*) <> l.row_count`;
  expect(await rows(perList)).toEqual([]);
});

test('every verdict that refuses or waits says why', async () => {
  expect(await rows(`select list_id, row_no from eligibility.verdict where (outcome = 'accept') <> (reasons = '{}')`)).toEqual([]);
  expect(await one('select count(distinct reason) from eligibility.verdict, unnest(reasons) reason')).toBeGreaterThan(8n);
});

test.each([programme, nextProgramme])('%s: the places given are the quotas, and nobody is placed beyond his kabupaten', async (name) => {
  const policy = await played.workplace.database.read(people.office, (tx) => currentPolicy(tx, name));
  const quotaSum = policy.quotas.reduce((sum, { places }) => sum + places, 0);
  expect(quotaSum).toBe(policy.policy.places.total);
  const placed = await rows<{ area: string; placed: number; first: boolean }>(
    `select left(a.area, 4) as area, count(*) filter (where placed)::int as placed, max(rank) filter (where placed) = count(*) filter (where placed) as first
     from allocation.ranking a join platform.run r using (run_id) join platform.run_completion using (run_id) where r.programme = $1 group by 1 order by 1`,
    [name],
  );
  expect(placed.map(({ area, placed: count }) => [area, count])).toEqual(policy.quotas.map(({ area, places }) => [area, places]));
  expect(placed.every(({ first }) => first)).toBe(true);
  expect(await one(`select additions from enrolment.instrument where programme = $1 and kind = 'establishment'`, [name])).toBe(BigInt(quotaSum));
});

test.each([programme, nextProgramme])('%s: what is invoiced is 16,800 rupiah for every person and month, and all of it was paid and posted', async (name) => {
  const money = await played.workplace.database.read(people.office, (tx) => moneyTotals(tx, name));
  expect(money.personMonths).toBeGreaterThan(400);
  expect(money.invoiced).toBe(16_800n * BigInt(money.personMonths));
  expect([money.paid, money.posted]).toEqual([money.invoiced, money.invoiced]);
  const wrong = `select f.finalisation_id from contributions.finalisation f join contributions.charge c using (finalisation_id)
    group by f.finalisation_id having f.persons <> count(*) or f.amount <> sum(c.jkk + c.jkm) or f.amount <> 16800 * count(*)`;
  expect(await rows(wrong)).toEqual([]);
});

describe('the roster', () => {
  test('holds no person, month and cover twice, also if another programme tries', async () => {
    expect(await one('select count(*) - count(distinct (person_key, month, cover)) from roster.person_month')).toBe(0n);
    expect(await one('select count(*) from roster.person_month')).toBeGreaterThan(10_000n);
    const again = played.workplace.database.transact(people.office, (tx) =>
      tx.client.query(`insert into roster.person_month (person_key, month, cover, sponsor, area, programme, instrument_id, amount)
        select person_key, month, cover, 'ntt', area, 'another', instrument_id, amount from roster.person_month limit 1`),
    );
    await expect(again).rejects.toMatchObject({ code: '23505' });
  });

  test('has shares that sum to every amount', async () => {
    const unequal = `select h.instrument_id, h.month, left(h.area, 4), h.cover from roster.person_month h
      left join (select instrument_id, month, area, cover, sum(amount) as amount from roster.hold_share group by 1, 2, 3, 4) s
        on s.instrument_id = h.instrument_id and s.month = h.month and s.area = left(h.area, 4) and s.cover = h.cover
      where h.amount is distinct from s.amount`;
    expect(await rows(unequal)).toEqual([]);
  });

  test('commits exactly what it holds, line by line, and never beyond the line', async () => {
    const lines = await rows<Record<'line' | 'committed' | 'recorded' | 'held', string> & { within: boolean }>(
      `select line, committed, committed <= limit_amount as within, (select sum(amount) from programme.commitment c where c.line = l.line) as recorded,
        (select sum(s.amount) from roster.person_month h join roster.hold_share s
          on s.instrument_id = h.instrument_id and s.month = h.month and s.area = left(h.area, 4) and s.cover = h.cover where s.line = l.line) as held
       from programme.budget_line l`,
    );
    expect(lines.map(({ line }) => line).sort()).toEqual(['ntt-2025-apbd', 'ntt-2026-apbd']);
    for (const { committed, recorded, held, within } of lines) expect([recorded, held, within]).toEqual([committed, committed, true]);
  });

  test('keeps what was given up as events: people left and others joined in their place', async () => {
    const removed = await one(`select count(*) from enrolment.determination where change = 'remove'`);
    expect(removed).toBeGreaterThan(5n);
    expect(
      await one(`select count(*) from enrolment.determination d where change = 'add' and replaces is not null
      and exists (select from enrolment.determination r where r.person_key = d.replaces and r.change = 'remove' and r.instrument_id = d.instrument_id)`),
    ).toBe(removed);
    expect(await one('select count(distinct person_key) from roster.release')).toBe(removed);
  });
});

test.each([programme, nextProgramme])('%s: the ledger says what the books say', async (name) => {
  const check = await played.workplace.database.read(people.finance, (tx) => ledgerCheck(tx, name));
  expect(check).toMatchObject({ holds: true, broken: [] });
  expect(check.comparisons.length).toBeGreaterThan(3);
  expect(await one('select count(*) from ledger.transfer')).toBeGreaterThan(0n);
});

test('nobody signed what he proposed, nor answered an objection he received', async () => {
  expect(await one('select count(*) from enrolment.signature')).toBe(await one('select count(*) from enrolment.instrument'));
  expect(await rows('select * from enrolment.signature where signed_by = proposed_by')).toEqual([]);
  expect(await one('select count(*) from grievance.resolution where resolved_by <> received_by')).toBe(1n);
});

describe('deaths', () => {
  test('every death that was covered has exactly one claim, and no other has one', async () => {
    const dead = await rows<{ person_key: string; died_on: string; posted: boolean }>(
      `select distinct d.person_key, d.died_on, exists (select from contributions.posting p where p.person_key = d.person_key and p.month = date_trunc('month', d.died_on)) as posted
       from registry.death d join enrolment.determination t on t.person_key = d.person_key and t.change = 'add' and t.programme = $1
       where d.found and d.died_on between '2025-07-01' and '2025-12-31'
         and d.snapshot_id = (select snapshot_id from registry.snapshot where register = 'deaths' order by as_of desc limit 1)`,
      [programme],
    );
    const claims = await played.workplace.database.read(people.cases, (tx) => claimsOf(tx, { programme }));
    const expected: string[] = [];
    for (const { person_key, died_on, posted } of dead) {
      const coverage = await played.workplace.database.read(people.cases, (tx) =>
        coverageOf(lookIn(tx), { law: played.workplace.law, personKey: person_key, on: civilDate(died_on) }),
      );
      if (opensClaim(coverage)) expected.push(`${person_key} ${died_on}`);
      // Seen from the postings alone: whoever died in a month posted for him has a claim.
      else expect(posted, `${person_key} died on ${died_on} in a posted month`).toBe(false);
    }
    expect(expected.length).toBeGreaterThan(0);
    expect(claims.map(({ personKey, happenedOn }) => `${personKey} ${happenedOn}`).sort()).toEqual(expected.sort());
    expect(claims.length).toBeLessThanOrEqual(await played.outside.act('truth', played.of.steps.record.rosters));
  });

  test('a claim is what the law gives, with its articles and the papers still missing', async () => {
    const claims = await played.workplace.database.read(people.cases, (tx) => claimsOf(tx, { programme }));
    for (const claim of claims) {
      const { components, citations } = claim.calculation as { components: { amount: number }[]; citations: { article: string }[] };
      expect(components.reduce((sum, { amount }) => sum + amount, 0)).toBe(Number(claim.amount));
      expect(citations.length).toBeGreaterThan(0);
      expect(claim.missingDocuments.length).toBeGreaterThan(0);
      expect(claim.amount).toBe(claim.benefit === 'full' ? '42000000' : '10000000');
    }
  });

  test('nobody is paid for after his death was confirmed', async () => {
    const paid = `select d.person_key from enrolment.departure d join contributions.charge c using (person_key)
      where d.cause = 'death' and c.month > date_trunc('month', d.recorded_at at time zone 'Asia/Makassar')`;
    expect(await rows(paid)).toEqual([]);
  });
});

describe('a NIK', () => {
  /** Tables in which a number of the world stands in clear, spaces, dots and dashes apart. */
  async function inClear(): Promise<string[]> {
    const found: string[] = [];
    const { tables } = await readCatalogue(owner);
    for (const { schema, name, partition } of tables) {
      if (partition) continue;
      for (const { text } of await rows<{ text: string }>(`select t::text as text from ${schema}.${name} t`)) {
        for (const [run] of text.matchAll(/\d(?:[ .'-]?\d){15,}/g)) {
          const digits = run.replace(/\D/g, '');
          for (let at = 0; at + 16 <= digits.length; at += 1) if (numbers.has(digits.slice(at, at + 16))) found.push(`${schema}.${name}`);
        }
      }
    }
    return [...new Set(found)];
  }

  test('and a family card number rest in clear nowhere', async () => {
    expect(numbers.size).toBeGreaterThan(6000);
    expect(await inClear()).toEqual([]);
  });

  test('would be seen if it did', async () => {
    const [nik = ''] = numbers;
    const dotted = `${nik.slice(0, 4)}.${nik.slice(4, 10)}-${nik.slice(10)}`;
    await owner.query('begin');
    await owner.query('insert into platform.outbox values (gen_random_uuid(), $1, $2, $3, $4, now())', [
      'planted',
      JSON.stringify({ deep: [nik] }),
      'ntt',
      '53',
    ]);
    await owner.query(`update intake.candidate set phone = $1 where ctid = (select ctid from intake.candidate limit 1)`, [dotted]);
    const found = await inClear();
    await owner.query('rollback');
    expect(found).toEqual(['intake.candidate', 'platform.outbox']);
  });

  test('is in no story told of its holder', async () => {
    const niks = readFileSync(path.join(played.of.folder, 'truth.csv'), 'utf8')
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .filter((_, index) => index % 61 === 0)
      .map((line) => line.split(',')[3] ?? '');
    const claim = await rows<{ token: string }>('select i.token from claims.probable_claim c join registry.identifier i using (person_key) limit 1');
    const told = [...niks, ...claim.map(({ token }) => played.workplace.niks.open(token))];
    let lines = 0;
    for (const nik of told) {
      const story = await storyOf(played.workplace, people.cases, nik as Nik);
      lines += story.lines.length;
      const text = JSON.stringify(story) + storyText(story);
      expect(text.match(/\d{16,}/g)?.filter((run) => numbers.has(run)) ?? []).toEqual([]);
      expect(text).toContain(`${nik.slice(0, 2)}**********${nik.slice(12)}`);
    }
    expect(lines).toBeGreaterThan(niks.length * 3);
    const whole = await storyOf(played.workplace, people.cases, told.at(-1) as Nik);
    const stages = new Set(whole.lines.map(({ stage }) => stage));
    for (const stage of ['registry', 'eligibility', 'allocation', 'enrolment', 'contributions', 'claims']) expect(stages).toContain(stage);
    expect(whole.lines.map(({ when }) => when.slice(0, 10))).toEqual(whole.lines.map(({ when }) => when.slice(0, 10)).sort());
  });
});

describe('the server role', () => {
  /** What it counts in each guarded table under settings, with the kabupaten and sponsors of the rows it sees. */
  async function seen(settings: Readonly<Record<string, string>>): Promise<ReadonlyMap<string, { count: number; areas: string[]; sponsors: string[] }>> {
    const { tables } = await readCatalogue(owner);
    await owner.query('begin');
    await owner.query('set local role payung_server');
    for (const [name, value] of Object.entries(settings)) await owner.query('select set_config($1, $2, true)', [`payung.${name}`, value]);
    const result = new Map<string, { count: number; areas: string[]; sponsors: string[] }>();
    for (const { schema, name, partition, comment, columns } of tables) {
      if (partition || /guard=(none|gate)/.test(comment ?? '')) continue;
      const scoped = columns.some((column) => column.name === 'area');
      const [row] = await rows<{ count: number; areas: string[] | null; sponsors: string[] | null }>(
        `select count(*)::int as count, ${scoped ? 'array_agg(distinct left(area, 4)) as areas, array_agg(distinct sponsor) as sponsors' : 'null::text[] as areas, null::text[] as sponsors'} from ${schema}.${name}`,
      );
      result.set(`${schema}.${name}`, { count: row?.count ?? 0, areas: row?.areas ?? [], sponsors: row?.sponsors ?? [] });
    }
    await owner.query('rollback');
    return result;
  }

  test('sees nothing when nobody is said to act', async () => {
    const counts = await seen({});
    expect(counts.size).toBeGreaterThan(40);
    expect([...counts].filter(([, { count }]) => count > 0)).toEqual([]);
  });

  test('sees all of it for the whole province', async () => {
    const counts = await seen({ actor: 'somebody', sponsor: 'ntt', area: '53' });
    for (const table of [
      'intake.candidate',
      'eligibility.verdict',
      'roster.person_month',
      'contributions.posting',
      'registry.population',
      'claims.probable_claim',
      'grievance.objection',
    ]) {
      expect(counts.get(table)?.count, table).toBe(Number(await one(`select count(*) from ${table}`)));
    }
  });

  test("sees one kabupaten for whoever acts for one; a province's snapshots and posting files are named to him, without the rows of others", async () => {
    const counts = await seen({ actor: 'somebody', sponsor: 'ntt', area: '5311' });
    const named = new Set(['registry.snapshot', 'contributions.posting_file']);
    const beyond = [...counts].filter(([table, { areas }]) => !named.has(table) && areas.some((area) => area !== '5311'));
    expect(beyond).toEqual([]);
    for (const table of [
      'intake.candidate',
      'eligibility.verdict',
      'allocation.ranking',
      'roster.person_month',
      'contributions.posting',
      'registry.population',
    ]) {
      expect(counts.get(table)?.count, table).toBeGreaterThan(0);
    }
  });

  test('sees nothing of another sponsor', async () => {
    const counts = await seen({ actor: 'somebody', sponsor: 'another', area: '*' });
    expect([...counts].filter(([, { sponsors }]) => sponsors.length > 0)).toEqual([]);
  });
});

test('the published account is what the books say, with nothing of few people', async () => {
  const account = await newestAccount(played.workplace, people.office, programme);
  expect(account?.asOf).toBe('2025-12-31');
  const posted = await one(
    `select sum(p.jkk + p.jkm) from contributions.posting p join roster.person_month h on h.person_key = p.person_key and h.month = p.month and h.cover = 'jkk' where h.programme = $1 and p.bank_value_on <= '2025-12-31'`,
    [programme],
  );
  expect(BigInt(account?.totals.posted ?? 0)).toBe(posted);
  const claims = Number(await one(`select count(*) from claims.probable_claim where programme = $1 and known_on <= '2025-12-31'`, [programme]));
  expect(claims).toBeGreaterThan(0);
  expect(account?.totals.claims).toBe(claims < (account?.threshold ?? 0) ? 'withheld' : claims);
  expect(BigInt(account?.totals.protectedPeople ?? 0)).toBeLessThanOrEqual(
    await one(`select count(distinct person_key) from contributions.posting where month = '2025-12-01'`),
  );
  expect(account?.sources.rows).toBe(played.selection.rows);
  for (const row of account === undefined ? [] : [account.totals, ...account.areas]) {
    for (const count of [row.listed, row.registered, row.protectedPeople, row.personMonths, row.claims])
      expect(count === 'withheld' || count === 0 || count >= (account?.threshold ?? 0)).toBe(true);
  }
  expect(account?.areas.some(({ claims }) => claims === 'withheld')).toBe(true);
});

test('the same seed in another database gives the same digests', async () => {
  const again = await playCase({ until: monthFrom('2025-08') });
  try {
    expect(again.of.steps.record.digests.length).toBeGreaterThan(8);
    expect(again.of.steps.record.digests).toEqual(played.of.steps.record.digests.slice(0, again.of.steps.record.digests.length));
  } finally {
    await again.drop();
  }
});
