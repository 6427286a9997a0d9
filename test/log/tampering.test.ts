// Every row behind a signed list, and every row of the log, changed by somebody who owns the database: verifying names it; each change is rolled back.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loggedLists } from '../../src/enrolment/logged-lists-steps.ts';
import { newestOf } from '../../src/log/log-steps.ts';
import { sequence, signerOf } from '../../src/log/sequence-steps.ts';
import { type LogVerified, verifyIn, verifyLog } from '../../src/log/verify-steps.ts';
import { recordAct } from '../../src/platform/act.ts';
import { anyone } from '../database.ts';
import { smallProgramme, villagers } from '../fixtures/small-programme.ts';

let small: Awaited<ReturnType<typeof smallProgramme>>;
let publicKey: Buffer;
let kept: string;

beforeAll(async () => {
  small = await smallProgramme({ villagers: [...villagers('timur', 1, 1, 2, 2, 3, 3), ...villagers('barat', 1, 2)], places: { timur: 4, barat: 2 } });
  await sequence(small.workplace, anyone);
  kept = (await small.database.read(anyone, newestOf)).note;
  await small.allocated();
  await small.established();
  await sequence(small.workplace, anyone);
  // Enough acts for full tiles, and one that waits.
  const filler = { kind: 'tested', subject: 's', digest: 'd', sponsor: 'ntt', area: '53' };
  await small.database.transact(anyone, async (tx) => {
    for (let n = 0; n < 600; n += 1) await recordAct(tx, filler);
  });
  await sequence(small.workplace, anyone);
  await small.database.transact(anyone, (tx) => recordAct(tx, filler));
  publicKey = (await signerOf(small.workplace)).key.publicKey;
});
afterAll(() => small.drop());

/** What verifying names, as `table key: what`, once the owner has run the statements; nothing of them stays. */
async function named(statements: readonly string[], note?: string): Promise<readonly string[]> {
  let found: LogVerified | undefined;
  const rolledBack = new Error('rolled back');
  const work = small.database.transact(anyone, async (tx) => {
    await tx.client.query(`set local role none; set local session_replication_role = 'replica'`);
    for (const statement of statements) {
      const { rowCount, command } = await tx.client.query(statement);
      if (/UPDATE|DELETE|INSERT/.test(command)) expect(rowCount, statement).toBeGreaterThan(0);
    }
    await tx.client.query('set local role payung_server');
    found = await verifyIn(tx, publicKey, { checkSubjects: loggedLists.checkSubjects, kept: note });
    throw rolledBack;
  });
  await expect(work).rejects.toBe(rolledBack);
  return (found?.invariants ?? []).flatMap(({ rows }) => rows.map(({ table, key, en }) => `${table} ${key}: ${en}`));
}

const first = async (query: string): Promise<string> => Object.values((await small.owner<Record<string, string>>(query))[0] ?? {})[0] ?? '';
const instrument = () => first('select instrument_id from enrolment.instrument');
/** The person whose row is changed, and what he is told of by. */
const person = () => first('select person_key from enrolment.determination order by person_key offset 2 limit 1');
const cited = () => first(`select list_id || '/' || row_no from enrolment.determination order by person_key offset 2 limit 1`);

test('what was not changed holds, and continues a checkpoint kept before', async () => {
  const found = await verifyLog(small.workplace, anyone, { checkSubjects: loggedLists.checkSubjects, kept });
  expect(found.invariants.filter(({ broken }) => broken > 0)).toEqual([]);
  expect(found).toMatchObject({ holds: true, checkpoints: 3, waiting: 1 });
  expect(found.size).toBeGreaterThan(610);
});

describe('behind a signed list', () => {
  const row = `where person_key = (select person_key from enrolment.determination order by person_key offset 2 limit 1)`;
  const citedRow = `where (list_id, row_no) = (select list_id, row_no from enrolment.determination order by person_key offset 2 limit 1)`;

  test.each([
    ['its months', `update enrolment.determination set last_month = '2025-08-01' ${row}`],
    ['its village', `update enrolment.determination set area = '5311012002' ${row}`],
    ['whom it replaces', `update enrolment.determination set replaces = gen_random_uuid() ${row}`],
    ['the row it cites', `update enrolment.determination set row_no = row_no + 1 ${row}`],
  ])('a determination with %s changed is named', async (_, statement) => {
    expect(await named([statement])).toContain(`enrolment.determination ${await person()}/${await instrument()}: SK/1: a row that was signed was changed`);
  });

  test('a determination that is gone is named', async () => {
    expect(await named([`delete from enrolment.determination ${row}`])).toContain(
      `enrolment.determination ${await person()}/${await instrument()}: SK/1: a row that was signed is gone`,
    );
  });

  test('a person put in the place of another is named with him', async () => {
    const other = 'ffffffff-0000-7000-8000-000000000001';
    const found = await named([`update enrolment.determination set person_key = '${other}' ${row}`]);
    expect(found).toContain(`enrolment.determination ${await person()}/${await instrument()}: SK/1: a row that was signed is gone`);
    expect(found).toContain(`enrolment.determination ${other}/${await instrument()}: SK/1: this row was not there when it was signed`);
  });

  test.each([
    ['name', `'PERSON LAIN'`],
    ['birth_date', `'1999-01-01'`],
    ['token', 'gen_random_uuid()'],
    ['address', `'RT 99'`],
    ['outcome', `'review'`],
    ['findings', `array['invented']`],
  ])('the candidate it cites is named when its %s changed, and no other row', async (column, value) => {
    expect(await named([`update intake.candidate set ${column} = ${value} ${citedRow}`])).toEqual([
      `intake.candidate ${await cited()}: SK/1: the candidate row it cites was changed`,
    ]);
  });

  test('the candidate it cites is named when it is gone', async () => {
    expect(await named([`delete from intake.candidate ${citedRow}`])).toContain(`intake.candidate ${await cited()}: SK/1: the candidate row it cites is gone`);
  });

  test('the list it came in is named when the digest of its file changed', async () => {
    const list = (await cited()).split('/')[0] ?? '';
    const found = await named([`update intake.list set file_digest = repeat('0', 64) where list_id = '${list}'`]);
    expect(found.join('\n')).toContain(`intake.list ${list}: SK/1: the digest of its file is ${'0'.repeat(64)} now, and was `);
  });

  test.each([
    ['number', `'SK/9'`],
    ['signatory', `'Orang Lain'`],
    ['effective_on', `'2025-01-01'`],
    ['author', `'local:other'`],
    ['policy_version', '9'],
  ])('the instrument is named when its %s changed', async (column, value) => {
    expect((await named([`update enrolment.instrument set ${column} = ${value}`])).join('\n')).toContain(`enrolment.instrument ${await instrument()}: `);
  });

  test.each([
    ['signed_by', `'local:other'`],
    ['signed_on', `'2025-01-01'`],
    ['signature', `replace(signature, '=', 'A')`],
    ['public_key', `reverse(public_key)`],
  ])('the signature is named when its %s changed', async (column, value) => {
    expect(await named([`update enrolment.signature set ${column} = ${value}`])).toContain(
      `enrolment.signature ${await instrument()}: SK/1: the signature was changed`,
    );
  });

  test('an instrument, or a signature, that is gone is named', async () => {
    expect((await named(['delete from enrolment.signature'])).join('\n')).toContain(`enrolment.signature ${await instrument()}: SK/1: the signature is gone`);
    expect((await named(['delete from enrolment.instrument'])).join('\n')).toContain(`enrolment.instrument ${await instrument()}: `);
  });

  test.each([
    ['the hash of a row', `update enrolment.list_leaf set leaves = set_byte(leaves, 2, get_byte(leaves, 2) # 1)`, 'enrolment.list_leaf'],
    ['the root', `update enrolment.list_commitment set root = sha256('x')`, 'enrolment.list_commitment'],
    ['all that was kept', 'delete from enrolment.list_commitment', 'enrolment.list_commitment'],
  ])('%s kept at signing is named when it changed', async (_, statement, table) => {
    expect((await named([statement])).join('\n')).toContain(`${table} ${await instrument()}: `);
  });

  test('a row changed together with all that was kept of it is told by the act, and the act by the log', async () => {
    const found = await named([
      `update enrolment.list_commitment set root = sha256('x'), digest = 'y'`,
      `update platform.act set digest = 'y' where kind = 'instrument-signed'`,
    ]);
    const act = await first(`select act_id from platform.act where kind = 'instrument-signed'`);
    expect(found.join('\n')).toContain(`platform.act ${act}: the act numbered`);
    expect(found.join('\n')).toContain(`enrolment.list_commitment ${await instrument()}: `);
  });
});

describe('in the log', () => {
  const entries = 'select first + nth - 1 as number, act_id, commitments from log.bundle, unnest(keys) with ordinality k (act_id, nth)';
  const act = () => first(`select act_id from (${entries}) e where number = 300`);
  /** Another hash in the place of an entry's. */
  const altered = (number: string) =>
    `update log.bundle set commitments = overlay(commitments placing sha256('x') from ((${number}) - first)::int * 32 + 1) where first <= (${number}) and first + cardinality(keys) > (${number})`;
  const last = '(select max(first + cardinality(keys)) - 1 from log.bundle)';
  /** The row of an entry without the entry and those behind it. */
  const shortened = (number: string) =>
    `update log.bundle set keys = keys[:((${number}) - first)::int], salts = substring(salts for ((${number}) - first)::int * 16), commitments = substring(commitments for ((${number}) - first)::int * 32) where first < (${number}) and first + cardinality(keys) > (${number})`;

  test.each(['kind', 'subject', 'sponsor', 'area', 'digest', 'author'])('an act is named when its %s changed', async (column) => {
    expect(await named([`update platform.act set ${column} = 'other' where act_id = '${await act()}'`])).toEqual([
      `platform.act ${await act()}: the act numbered 300 does not say what the log holds of it`,
    ]);
  });

  test('an act is named when its salt, or its instant, changed, and when it is gone', async () => {
    expect(
      await named([
        `update log.bundle set salts = overlay(salts placing uuid_send(gen_random_uuid()) from (300 - first)::int * 16 + 1) where first <= 300 and first + cardinality(keys) > 300`,
      ]),
    ).toEqual([`platform.act ${await act()}: the act numbered 300 does not say what the log holds of it`]);
    expect(await named([`update platform.act set recorded_at = recorded_at + interval '1 ms' where act_id = '${await act()}'`])).toHaveLength(1);
    expect(await named([`delete from platform.act where act_id = '${await act()}'`])).toEqual([`platform.act ${await act()}: the act numbered 300 is gone`]);
  });

  test('an act is named that is not found where its entry stands', async () => {
    const said = [`platform.act ${await act()}: the act numbered 300 is not found by its ordinal, and passes for one without a number`];
    const ordinal = await first(`select ordinal from platform.act where act_id = '${await act()}'`);
    expect(
      await named([`alter table platform.act alter ordinal drop identity`, `update platform.act set ordinal = -1 where act_id = '${await act()}'`]),
    ).toEqual(said);
    expect(await named([`update log.bundle set ordinals = int8range(lower(ordinals), ${ordinal}) where ordinals @> ${ordinal}::bigint`])).toContain(said[0]);
  });

  test('an act is named that has no number and waits for none', async () => {
    const waiting = await first('select act_id from platform.act where ordinal > (select numbered_to from log.log)');
    expect(await named(['update log.log set numbered_to = numbered_to + 1000'])).toEqual([`platform.act ${waiting}: has no number and waits for none`]);
  });

  test('an act is named that would be given another number', async () => {
    const ordinal = await first(`select ordinal from platform.act where act_id = '${await act()}'`);
    expect(await named([`update log.log set unseen = unseen + int8multirange(int8range(${ordinal}, ${ordinal} + 1))`])).toEqual([
      `platform.act ${await act()}: has a number and passes for one without: it would be numbered again`,
    ]);
    const gone = (await named(['delete from log.log'])).join('\n');
    expect(gone).toContain('it would be numbered again');
    expect(gone).toContain('log.log : the name and the key of this log are gone');
  });

  test('an act changed together with its entry is told by the tile', async () => {
    const found = await named([altered('300')]);
    expect(found).toContain('log.bundle entry 300: differs from tile 0/1');
  });

  test('an entry of the partial tile is told by the checkpoint', async () => {
    const size = await first('select max(size) from log.checkpoint');
    const found = await named([altered(last)]);
    expect(found).toContain(`log.checkpoint ${size}: the tree made again is another`);
  });

  test('an act, its entry and its tile changed together are told by the checkpoint', async () => {
    const found = await named([
      altered('300'),
      `update log.tile set hashes = overlay(hashes placing sha256('\\x00'::bytea || convert_to('{"act":"${await act()}","commitment":"' || encode(sha256('x'), 'hex') || '"}', 'UTF8')) from ${(300 - 256) * 32 + 1}) where level = 0 and tile = 1`,
    ]);
    expect(found.join('\n')).not.toContain('differs from tile');
    expect(found.join('\n')).toMatch(/log\.checkpoint \d+: the tree made again is another/);
    expect(found).toContain('log.tile 0/1: its root is not of its hashes');
  });

  test.each([
    ['an entry gone', shortened('300'), 'log.bundle entry 300: this entry is gone'],
    ['a row of entries gone', 'delete from log.bundle where first <= 300 and first + cardinality(keys) > 300', 'this entry is gone'],
    ['a tile gone', 'delete from log.tile where tile = 1', 'log.tile 0/1: this tile is gone'],
    ['the last entry gone', shortened(last), 'this entry is gone'],
    [
      'a checkpoint by another key',
      `update log.checkpoint set note = replace(note, right(note, 20), repeat('A', 18) || E'=\\n')`,
      'its signature does not fit',
    ],
    ['a root that was not signed', `update log.checkpoint set root = sha256('x')`, 'it does not say what was signed'],
    ['the newest checkpoint gone', 'delete from log.checkpoint where size = (select max(size) from log.checkpoint)', 'entries, '],
    ['another key', `update log.log set verifier_key = 'other'`, 'the key stored is not the key of this log'],
  ])('%s is named', async (_, statement, says) => {
    expect((await named([statement])).join('\n')).toContain(says);
  });

  test('a log made anew does not continue a checkpoint kept elsewhere', async () => {
    const other = kept.replace(/^(.*)\n(\d+)\n/, (_, origin: string, size: string) => `${origin}\n${Number(size) + 1}\n`);
    await expect(small.database.read(anyone, (tx) => verifyIn(tx, publicKey, { checkSubjects: loggedLists.checkSubjects, kept: other }))).rejects.toThrow(
      'checkpoint-not-readable',
    );
    // All entries, tiles and checkpoints are thrown away and the acts numbered again, one of them saying something else.
    await small.owner(`update platform.act set digest = 'other' where act_id = (select keys[1] from log.bundle where first = 0)`);
    await small.owner('truncate log.bundle, log.tile, log.checkpoint');
    await small.owner(`update log.log set numbered_to = 0, unseen = '{}'`);
    await sequence(small.workplace, anyone);
    const ask = (note?: string) => verifyLog(small.workplace, anyone, { checkSubjects: loggedLists.checkSubjects, kept: note });
    expect(await ask()).toMatchObject({ holds: true });
    const found = await ask(kept);
    expect(found.holds).toBe(false);
    expect(found.invariants.flatMap(({ rows }) => rows.map(({ en }) => en))).toEqual(['this log does not continue the checkpoint that you kept']);
  });
});
