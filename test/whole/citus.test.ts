// The whole chain on a Citus cluster, where CITUS_URL names its coordinator; where it names none, this file says so and claims nothing.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { people, programme } from '../../simulator/demo-cast.ts';
import { ledgerCheck } from '../../src/contributions/reconciliation-steps.ts';
import { moneyTotals } from '../../src/contributions/trace-steps.ts';
import { connectionConfig } from '../../src/platform/connection.ts';
import type { Tx } from '../../src/platform/database.ts';
import { type Distribution, distribute } from '../../src/platform/distribute.ts';
import { newestAccount } from '../../src/reporting/reporting-steps.ts';
import { citusUrl, clusterDatabase } from '../citus.ts';
import { anyone } from '../database.ts';
import { breaches, readCatalogue } from './catalogue.ts';
import chain from '../houserules/chain.json' with { type: 'json' };
import { type PlayedCase, playCase } from './played-case.ts';

const named = citusUrl();
const patience = 900_000; // a cluster on one small computer

describe('the chain on a Citus cluster', () => {
  const tried = named === undefined ? saysNothingWasTried : onCluster;
  tried(named ?? '');
});

function saysNothingWasTried(): void {
  test('no coordinator is named, so nothing is said of Citus', () => {
    process.stderr.write('CITUS_URL names no coordinator: the chain was not tried on Citus in this run. / rantai tidak dicoba pada Citus.\n');
    expect(citusUrl()).toBeUndefined();
  });
}

function onCluster(url: string): void {
  let spread: Distribution;
  let again: Distribution;
  let played: PlayedCase;
  let alone: PlayedCase;
  let owner: pg.Client;
  beforeAll(async () => {
    const made = await clusterDatabase(url);
    try {
      await made.database.transact(anyone, (tx) => earlierRegion(tx));
      spread = await distribute(made.url, { shards: 4 });
      again = await distribute(made.url, { shards: 4 });
      played = await playCase({ in: made });
    } catch (error) {
      await made.drop();
      throw error;
    }
    alone = await playCase();
    owner = new pg.Client(connectionConfig(played.workplace.url));
    await owner.connect();
  }, patience);
  afterAll(async () => {
    await owner.end();
    await alone.drop();
    await played.drop();
  }, patience);

  const rows = async <Row>(query: string, values: unknown[] = []): Promise<Row[]> => (await owner.query(query, values)).rows as Row[];

  test('every bulk table is distributed by its key, every reference table is everywhere, and twice is harmless', async () => {
    expect(spread.distributed).toContain('roster.person_month');
    expect(spread.copied).toContain('programme.region');
    expect(again).toMatchObject({ distributed: [], copied: [], standing: spread.distributed.length + spread.copied.length });
    const wrong = await rows(`
      select c.oid::regclass::text from pg_class c cross join lateral regexp_match(obj_description(c.oid, 'pg_class'), '^class=(bulk|reference) (?:key=([a-z_]+))?') said
      left join pg_dist_partition p on p.logicalrelid = c.oid
      where c.relkind in ('r', 'p') and not c.relispartition and said is not null
        and not coalesce(case said[1] when 'bulk' then p.partmethod = 'h' and column_to_column_name(c.oid, p.partkey) = said[2] else p.partmethod = 'n' and p.repmodel = 't' end, false)`);
    expect(wrong).toEqual([]);
  });

  test('the rows that stood before are on every node, and the rules of storage still hold', async () => {
    expect(await rows(`select name from programme.region where code = '53-before'`)).toEqual([{ name: 'Before the cluster' }]);
    const stages = [...chain.chain.filter((stage) => stage !== 'coverage'), 'ledger', 'log', 'access', 'permission', 'notice'];
    const found = breaches(await readCatalogue(owner), stages).filter((breach) => !breach.startsWith('public.citus_') && !breach.startsWith('payung_server:'));
    expect(found).toEqual([]);
  });

  test('the chain gives the same digests as on one server, and the money is the same', async () => {
    expect(played.of.steps.record.digests.length).toBeGreaterThan(8);
    expect(played.of.steps.record.digests).toEqual(alone.of.steps.record.digests);
    const money = (one: PlayedCase) => one.workplace.database.read(people.office, (tx) => moneyTotals(tx, programme));
    expect(await money(played)).toEqual(await money(alone));
    const account = (one: PlayedCase) => newestAccount(one.workplace, people.office, programme);
    expect((await account(played))?.areas).toEqual((await account(alone))?.areas);
  });

  test('the ledger says what the books say', async () => {
    const check = await played.workplace.database.read(people.finance, (tx) => ledgerCheck(tx, programme));
    expect(check).toMatchObject({ holds: true, broken: [] });
  });

  test('row policies hold on the nodes: who acts for one kabupaten sees and writes no other, who says nothing sees nothing', async () => {
    const seen = (area: string): Promise<{ all: number; other: number } | undefined> =>
      played.workplace.database.read({ ...people.office, area }, async (tx) => {
        const { rows: found } = await tx.client.query<{ all: number; other: number }>(
          `select count(*)::int as all, count(*) filter (where not starts_with(area, '5311'))::int as other from intake.candidate`,
        );
        return found[0];
      });
    const [whole, part] = [await seen('*'), await seen('5311')];
    expect(whole?.other).toBeGreaterThan(0);
    expect(part).toEqual({ all: (whole?.all ?? 0) - (whole?.other ?? 0), other: 0 });
    expect(part?.all).toBeGreaterThan(0);
    const [row] = await rows<{ person_key: string; instrument_id: string }>(
      `select person_key, instrument_id from enrolment.determination where area like '5312%' limit 1`,
    );
    const foreign = played.workplace.database.transact({ ...people.office, area: '5311' }, (tx) =>
      tx.client.query(
        `insert into roster.release (person_key, month, cover, recorded_at, sponsor, area, programme, instrument_id, amount, cause, author)
         values ($1, '2025-07-01', 'jkk', now(), 'ntt', '5312', $2, $3, 1, 'x', 'x')`,
        [row?.person_key, programme, row?.instrument_id],
      ),
    );
    await expect(foreign).rejects.toThrow('outside-reach');
    await owner.query('begin; set local role payung_server');
    expect(await rows('select count(*)::int as n from intake.candidate')).toEqual([{ n: 0 }]);
    await owner.query('rollback');
  });

  test('one payer story a person, month and cover: the same month again is refused on whichever node it lies', async () => {
    const twice = played.workplace.database.transact(anyone, (tx) =>
      tx.client.query(
        `with once as (select * from roster.person_month limit 1), again as (insert into roster.person_month select * from once returning 1) select count(*) from again`,
      ),
    );
    await expect(twice).rejects.toMatchObject({ code: '23505' });
  });
}

/** A row that is there before the tables are spread. */
const earlierRegion = (tx: Tx): Promise<unknown> =>
  tx.db
    .insertInto('programme.region')
    .values({ code_system: 'bps', code: '53-before', name: 'Before the cluster', level: 'province', valid_from: '2020-01-01' })
    .execute();
