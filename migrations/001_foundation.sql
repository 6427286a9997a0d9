-- The restricted role, the rooms (one schema a stage), the form every table is declared in, and the tables beside the chain.

-- The role itself is made by the migration runner before the first file: it belongs to the whole server, not to this database.
do $$ begin
  execute format('grant connect, temporary on database %I to payung_server', current_database());
end $$;

create schema if not exists platform;
create schema ledger;
create schema programme;
create schema registry;
create schema roster;
create schema intake;
create schema matching;
create schema eligibility;
create schema allocation;
create schema enrolment;
create schema contributions;
create schema claims;
create schema grievance;
create schema reporting;

grant usage on schema platform, ledger, programme, registry, roster, intake, matching, eligibility, allocation, enrolment,
  contributions, claims, grievance, reporting to payung_server;

-- Declares what a table is, in one place: its class (design of storage), its distribution column, what guards its rows, where the
-- instant of recording stands (its own column or the row it hangs on), its retention class and its purpose; then sets the guard.
-- class: bulk | reference | case.  guard: scope (sponsor and area columns) | actor (anyone known) | none (reference without persons).
create procedure platform.declare_table(
  name regclass, class text, guard text, retention text, purpose text,
  key text default null, recorded text default 'own', privileges text default 'select, insert')
language plpgsql as $$
begin
  execute format('comment on table %s is %L', name,
    format('class=%s%s guard=%s recorded=%s retention=%s | %s', class, case when key is null then '' else ' key=' || key end, guard, recorded, retention, purpose));
  execute format('grant %s on %s to payung_server', privileges, name);
  if guard = 'none' then return; end if;
  execute format('alter table %s enable row level security', name);
  if guard = 'scope' then
    -- The settings are read once per statement (an initplan), not per row. An unset setting shows nothing. `::int <> 0` lets the
    -- planner expect that nearly every row is visible: as bare conditions it takes them for rare, and joins millions row by row.
    execute format($policy$create policy scope on %s to payung_server using (
      ((select current_setting('payung.sponsor', true)) = '*' or sponsor = (select current_setting('payung.sponsor', true)))::int <> 0
      and ((select current_setting('payung.area', true)) = '*'
        or starts_with(area, (select nullif(current_setting('payung.area', true), ''))))::int <> 0)$policy$, name);
  else
    execute format($policy$create policy known_actor on %s to payung_server using ((select nullif(current_setting('payung.actor', true), '')) is not null)$policy$, name);
  end if;
end $$;

-- After a bulk step the planner must know its size at once, not when autovacuum comes by; only a table's owner may say so.
create procedure platform.refresh_statistics(variadic names text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare name text;
begin
  foreach name in array names loop
    execute format('analyze %s', name::regclass);
  end loop;
end $$;
revoke all on procedure platform.refresh_statistics from public;
grant execute on procedure platform.refresh_statistics to payung_server;

create table if not exists platform.migration (
  name text primary key,
  digest text not null,
  applied_at timestamptz not null default now());
comment on table platform.migration is 'class=case guard=none recorded=applied_at retention=permanent | Migrations applied, with the digest of each file.';

create table platform.key_fingerprint (
  name text primary key,
  fingerprint text not null,
  recorded_at timestamptz not null default now());
call platform.declare_table('platform.key_fingerprint', 'case', 'actor', 'permanent',
  'Fingerprints of the secret keys this database was written with; a wrong key is refused.', privileges => 'select, insert');

create table platform.law_version (
  law_version text primary key,
  content jsonb not null,
  recorded_at timestamptz not null);
call platform.declare_table('platform.law_version', 'reference', 'none', 'permanent', 'Every version of the law parameters a decision was made under.');

create table platform.run (
  run_id uuid primary key,
  kind text not null,
  programme text not null,
  sponsor text not null,
  area text not null,
  policy_version integer not null,
  law_version text not null,
  inputs jsonb not null,
  inputs_digest text not null,
  seed text,
  recorded_at timestamptz not null,
  author text not null);
create index run_by_inputs on platform.run (programme, kind, inputs_digest);
call platform.declare_table('platform.run', 'reference', 'scope', 'programme-archive', 'Recorded batches: what went in.');

create table platform.run_completion (
  run_id uuid primary key references platform.run,
  sponsor text not null,
  area text not null,
  run_hash text not null,
  counts jsonb not null,
  recorded_at timestamptz not null);
call platform.declare_table('platform.run_completion', 'reference', 'scope', 'programme-archive',
  'Published runs: readers see only rows of a run that stands here.');

create table platform.run_chunk (
  run_id uuid not null references platform.run,
  chunk integer not null,
  sponsor text not null,
  area text not null,
  row_count bigint not null,
  recorded_at timestamptz not null,
  primary key (run_id, chunk));
call platform.declare_table('platform.run_chunk', 'case', 'scope', 'programme-archive', 'Finished chunks of a run; a resumed run skips them.');

create table platform.act (
  act_id uuid primary key,
  kind text not null,
  subject text not null,
  sponsor text not null,
  area text not null,
  digest text not null,
  recorded_at timestamptz not null,
  author text not null);
call platform.declare_table('platform.act', 'case', 'scope', 'permanent',
  'One row per act, in the act''s own transaction: ids and hashes, never personal content.');

create table platform.outbox (
  announcement_id uuid primary key,
  kind text not null,
  body jsonb not null,
  sponsor text not null,
  area text not null,
  recorded_at timestamptz not null);
call platform.declare_table('platform.outbox', 'case', 'scope', 'one-year', 'Facts announced by a stage, in the transaction that made them.');

create table platform.outbox_delivery (
  announcement_id uuid not null references platform.outbox,
  listener text not null,
  sponsor text not null,
  area text not null,
  recorded_at timestamptz not null,
  primary key (announcement_id, listener));
call platform.declare_table('platform.outbox_delivery', 'case', 'scope', 'one-year', 'Which listener has acted on which announcement.');

create table platform.idempotency_key (
  actor text not null,
  key text not null,
  request_hash text not null,
  response jsonb not null,
  recorded_at timestamptz not null,
  primary key (actor, key));
call platform.declare_table('platform.idempotency_key', 'case', 'actor', 'ninety-days', 'Answers already given, so that a repeated request changes nothing.');

-- Money moves by transfers: one debit, one credit, one positive amount, so every row balances by construction.
create table ledger.account (
  account text primary key,
  kind text not null check (kind in ('asset', 'liability', 'expense', 'memorandum')),
  sponsor text not null,
  area text not null,
  recorded_at timestamptz not null);
call platform.declare_table('ledger.account', 'case', 'scope', 'ten-years', 'Accounts of the double-entry ledger.');

create table ledger.transfer (
  transfer_id uuid primary key,
  debit text not null references ledger.account,
  credit text not null references ledger.account,
  amount bigint not null check (amount > 0),
  kind text not null,
  reference text not null,
  sponsor text not null,
  area text not null,
  occurred_on date not null,
  reverses uuid references ledger.transfer,
  recorded_at timestamptz not null,
  author text not null,
  check (debit <> credit),
  unique (kind, reference, debit, credit));
call platform.declare_table('ledger.transfer', 'case', 'scope', 'ten-years', 'Append-only transfers; a correction is a reversal.');
