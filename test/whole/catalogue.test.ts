// The rules of storage hold in the migrated database, and a table that breaks one is named.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectionConfig } from '../../src/platform/connection.ts';
import { type TestDatabase, testDatabase } from '../database.ts';
import chain from '../houserules/chain.json' with { type: 'json' };
import { breaches, readCatalogue } from './catalogue.ts';

/** Coverage is derived from postings and stores nothing; the ledger, the log, the accounts and the permissions stand beside the chain. */
const stages = [...chain.chain.filter((stage) => stage !== 'coverage'), 'ledger', 'log', 'access', 'permission', 'notice'];

let scratch: TestDatabase;
let owner: pg.Client;
beforeAll(async () => {
  scratch = await testDatabase();
  owner = new pg.Client(connectionConfig(scratch.url)); // one session: its catalogue stays in memory from test to test
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await scratch.drop();
});

/** What is found once the statements have run; nothing of them stays. */
const after = async (...statements: readonly string[]): Promise<readonly string[]> => {
  await owner.query('begin');
  try {
    for (const statement of statements) await owner.query(statement);
    return breaches(await readCatalogue(owner), stages);
  } finally {
    await owner.query('rollback');
  }
};

test('every table of the migrated database keeps every rule', async () => {
  expect(await after()).toEqual([]);
});

test('there is something to judge', async () => {
  const catalogue = await readCatalogue(owner);
  const classes = catalogue.tables.filter(({ partition }) => !partition).map(({ comment }) => /^class=(\w+)/.exec(comment ?? '')?.[1]);
  for (const kind of ['bulk', 'reference', 'case']) expect(classes.filter((one) => one === kind).length).toBeGreaterThan(5);
  expect(catalogue.tables.filter(({ partition }) => partition).length).toBeGreaterThan(30);
  expect(catalogue.schemas).toContain('enrolment');
});

const scoped = 'sponsor text not null, area text not null, recorded_at timestamptz not null';
const declare = (kind: string, guard: string, more = ''): string =>
  `call platform.declare_table('claims.planted', '${kind}', '${guard}', 'ten-years', 'Planted.'${more})`;
const bulk = declare('bulk', 'scope', `, key => 'person_key'`);
const person = `person_key uuid not null, ${scoped}`;

describe('a table that is as it should be is passed', () => {
  test.each([
    ['case', [`create table claims.planted (id uuid primary key, ${scoped}, amount bigint)`, declare('case', 'scope')]],
    ['bulk', [`create table claims.planted (${person}, month date, primary key (person_key, month), unique (person_key, recorded_at))`, bulk]],
    [
      'bulk that references a reference table',
      [`create table claims.planted (${person}, sponsor2 text references programme.sponsor, primary key (person_key))`, bulk],
    ],
    ['reference', [`create table claims.planted (code text primary key, recorded_at timestamptz not null)`, declare('reference', 'none')]],
    [
      'recorded by its parent',
      [
        `create table claims.planted (claim_id uuid primary key, sponsor text not null, area text not null)`,
        declare('case', 'scope', `, recorded => 'claim_id'`),
      ],
    ],
    ['known to every actor', [`create table claims.planted (id uuid primary key, recorded_at timestamptz not null)`, declare('case', 'actor')]],
    ['a view that asks as its caller', ['create view claims.seen with (security_invoker = true) as select claim_id from claims.probable_claim']],
  ])('%s', async (_, statements) => {
    expect(await after(...statements)).toEqual([]);
  });
});

describe('a breach is named', () => {
  const plain = `create table claims.planted (id uuid primary key, ${scoped})`;
  const scope = declare('case', 'scope');
  test.each<[string, readonly string[]]>([
    ['claims.planted: has no comment', [plain]],
    ['claims.planted: has a comment of another form', [plain, scope, `comment on table claims.planted is 'Claims.'`]],
    [
      'claims.planted: has a comment of another form',
      [plain, scope, `comment on table claims.planted is 'class=case guard=scope recorded=own retention=ten-years | '`],
    ],
    [
      'claims.planted: has an unknown retention class ten-yaers',
      [plain, scope, `comment on table claims.planted is 'class=case guard=scope recorded=own retention=ten-yaers | x'`],
    ],
    ['claims.planted: has no primary key', [`create table claims.planted (id uuid, ${scoped})`, scope]],
    [
      'claims.planted: has no column area that is text and not null',
      [`create table claims.planted (id uuid primary key, sponsor text not null, area text, recorded_at timestamptz not null)`, scope],
    ],
    [
      'claims.planted: has no column sponsor that is text and not null',
      [`create table claims.planted (id uuid primary key, sponsor text, area text not null, recorded_at timestamptz not null)`, scope],
    ],
    ['claims.planted: has row security off', [plain, scope, 'alter table claims.planted disable row level security']],
    ['claims.planted: has no row policy for the server role', [plain, scope, 'drop policy scope on claims.planted']],
    ['claims.planted: has no row policy for the server role', [plain, declare('case', 'actor'), 'drop policy known_actor on claims.planted']],
    [
      'claims.planted: has the policy open, which does not ask for payung.sponsor and payung.area',
      [plain, scope, 'create policy open on claims.planted for select using (true)'],
    ],
    [
      'claims.planted: has the policy half, which does not ask for payung.sponsor and payung.area',
      [plain, scope, `create policy half on claims.planted to payung_server using (sponsor = current_setting('payung.sponsor', true))`],
    ],
    ["access.session: the server role may select what is the gate's", ['grant select on access.session to payung_server']],
    ['access.session: the gate may update(token_hash)', ['grant update on access.session to payung_gate']],
    ['access.session: has no row policy for the gate', ['drop policy gate on access.session']],
    ['claims.probable_claim: the gate may select', ['grant select on claims.probable_claim to payung_gate']],
    [
      'access.planted: is a table of accounts and not guarded by the gate',
      [
        `create table access.planted (id uuid primary key, ${scoped})`,
        `call platform.declare_table('access.planted', 'case', 'actor', 'ten-years', 'Planted.')`,
      ],
    ],
    ['claims.planted: is guarded by nothing', [plain, declare('case', 'none')]],
    [
      'claims.planted: is guarded by nothing',
      [`create table claims.planted (${person}, primary key (person_key))`, declare('bulk', 'none', `, key => 'person_key'`)],
    ],
    ['claims.planted: amount is money and numeric, not bigint', [`create table claims.planted (id uuid primary key, ${scoped}, amount numeric)`, scope]],
    ['claims.planted: paid_amount is money and int4, not bigint', [`create table claims.planted (id uuid primary key, ${scoped}, paid_amount integer)`, scope]],
    ['claims.planted: rate is float8, which is not exact', [`create table claims.planted (id uuid primary key, ${scoped}, rate double precision)`, scope]],
    ['claims.planted: paid is money, which is not exact', [`create table claims.planted (id uuid primary key, ${scoped}, paid money)`, scope]],
    ['claims.planted: seen is timestamp, without a time zone', [`create table claims.planted (id uuid primary key, ${scoped}, seen timestamp)`, scope]],
    ['claims.planted: heir_nik sounds like a NIK in clear', [`create table claims.planted (id uuid primary key, ${scoped}, heir_nik text)`, scope]],
    ['claims.planted: no_kk sounds like a NIK in clear', [`create table claims.planted (id uuid primary key, ${scoped}, no_kk text)`, scope]],
    ['claims.planted: id is numbered by the database', [`create table claims.planted (id bigserial primary key, ${scoped})`, scope]],
    ['claims.planted: id is numbered by the database', [`create table claims.planted (id bigint generated always as identity primary key, ${scoped})`, scope]],
    ['claims.counter: is a sequence', ['create sequence claims.counter']],
    ['claims.planted: has no recorded_at of its own', [`create table claims.planted (id uuid primary key, sponsor text not null, area text not null)`, scope]],
    [
      'claims.planted: has no recorded_at of its own',
      [`create table claims.planted (id uuid primary key, sponsor text not null, area text not null, recorded_at timestamptz)`, scope],
    ],
    [
      'claims.planted: is recorded by decree_id, which is neither a column nor a table beside it',
      [plain, declare('case', 'scope', `, recorded => 'decree_id'`)],
    ],
    ['claims.planted: is recorded by sponsor, which names no row and no instant', [plain, declare('case', 'scope', `, recorded => 'sponsor'`)]],
    ['claims.planted: is bulk without a distribution key', [`create table claims.planted (${person}, primary key (person_key))`, declare('bulk', 'scope')]],
    ['claims.planted: has a distribution key but is not bulk', [plain, declare('case', 'scope', `, key => 'id'`)]],
    ['claims.planted: is distributed by person_key, which is not in the primary key', [`create table claims.planted (${person}, id uuid primary key)`, bulk]],
    ['claims.planted: has no column person_key to be distributed by', [plain, bulk]],
    ['claims.planted: is unique by kpj without person_key', [`create table claims.planted (${person}, kpj text unique, primary key (person_key))`, bulk]],
    [
      'claims.planted: is unique by kpj without person_key',
      [`create table claims.planted (${person}, kpj text, primary key (person_key))`, bulk, 'create unique index on claims.planted (kpj)'],
    ],
    [
      'claims.planted: is bulk and references enrolment.instrument',
      [`create table claims.planted (${person}, of uuid references enrolment.instrument, primary key (person_key))`, bulk],
    ],
    [
      'claims.planted: references the bulk table enrolment.departure_event',
      [
        `create table claims.planted (id uuid primary key, ${scoped}, who uuid, what text, nth integer, foreign key (who, what, nth) references enrolment.departure_event)`,
        scope,
      ],
    ],
    [
      'claims.planted: is bulk and has the trigger noisy',
      [
        `create table claims.planted (${person}, primary key (person_key))`,
        bulk,
        `create function claims.shout() returns trigger language plpgsql as 'begin return new; end'`,
        'create trigger noisy before insert on claims.planted for each row execute function claims.shout()',
      ],
    ],
    ['claims.planted: the server role may delete', [plain, declare('case', 'scope', `, privileges => 'select, insert, delete'`)]],
    ['claims.planted: the server role may truncate', [plain, scope, 'grant truncate on claims.planted to payung_server']],
    ['claims.planted: the server role may update(area)', [plain, scope, 'grant update (area) on claims.planted to public']],
    ['enrolment.determination: the server role may delete', ['grant delete on enrolment.determination to payung_server']],
    ['enrolment.signature: the server role may update(signed_by)', ['grant update on enrolment.signature to payung_server']],
    ['ledger.transfer: the server role may update(amount)', ['grant update (amount) on ledger.transfer to payung_server']],
    ['roster.person_month_202507: a partition grants select', ['grant select on roster.person_month_202507 to payung_server']],
    ["public.planted: stands outside the stages' schemas", ['create table public.planted (id uuid primary key)']],
    ["elsewhere.planted: stands outside the stages' schemas", ['create schema elsewhere', 'create table elsewhere.planted (id uuid primary key)']],
    ['grievance: schema is missing', ['drop schema grievance cascade']],
    [
      'claims.planted: is owned by the server role',
      [plain, scope, 'grant create on schema claims to payung_server', 'alter table claims.planted owner to payung_server'],
    ],
    ['claims.seen: a view sees past the row policies', ['create view claims.seen as select claim_id from claims.probable_claim']],
    ['claims.seen: a view sees past the row policies', ['create materialized view claims.seen as select claim_id from claims.probable_claim']],
    ['claims.peep: runs as the owner', [`create function claims.peep() returns int language sql security definer set search_path = claims as 'select 1'`]],
    [
      'claims.peep: runs as the owner on a search path of the caller',
      [`create function claims.peep() returns int language sql security definer as 'select 1'`],
    ],
    ['claims.peep: runs as the owner for everybody', [`create function claims.peep() returns int language sql security definer as 'select 1'`]],
  ])('%s (%#)', async (breach, statements) => {
    expect(await after(...statements)).toContain(breach);
  });
});
