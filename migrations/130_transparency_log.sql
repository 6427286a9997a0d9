-- log: every act under a number, in a tree of hashes (RFC 6962) whose checkpoints are signed. Nothing here tells what an act says.

create schema log;
grant usage on schema log to payung_server;

-- Written with the act by one statement; removed when the act is numbered. What is not numbered is found by this, never by keys or times.
create table platform.act_waiting (
  act_id uuid primary key);
call platform.declare_table('platform.act_waiting', 'case', 'actor', 'permanent', 'Acts that have no number in the log yet.',
  recorded => 'act_id', privileges => 'select, insert, delete');
insert into platform.act_waiting (act_id) select act_id from platform.act;
alter table platform.act_waiting set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);

-- One row: whose log this is. Its row lock lets one sequencer number at a time.
create table log.log (
  only_one boolean primary key default true check (only_one),
  origin text not null,
  verifier_key text not null,
  turns bigint not null default 0,
  recorded_at timestamptz not null);
call platform.declare_table('log.log', 'case', 'actor', 'permanent', 'The name and public key of this installation''s log; its row lock orders the sequencers.');
grant update (turns) on log.log to payung_server;

create table log.entry (
  number bigint primary key check (number >= 0),
  act_id uuid not null unique,
  salt bytea not null check (length(salt) = 16),
  commitment bytea not null check (length(commitment) = 32),
  recorded_at timestamptz not null);
call platform.declare_table('log.entry', 'case', 'actor', 'permanent', 'Each act''s number in the log, from 0, with the salted hash that stands there for it.');

create table log.tile (
  level smallint not null,
  tile bigint not null,
  hashes bytea not null check (length(hashes) = 8192),
  root bytea not null check (length(root) = 32),
  recorded_at timestamptz not null,
  primary key (level, tile));
alter table log.tile alter column hashes set storage external;
call platform.declare_table('log.tile', 'case', 'actor', 'permanent', 'Full tiles of the tree: 256 hashes, and the hash over them, which stands in the tile above.');

create table log.checkpoint (
  size bigint primary key check (size > 0),
  root bytea not null check (length(root) = 32),
  note text not null,
  recorded_at timestamptz not null);
call platform.declare_table('log.checkpoint', 'case', 'actor', 'permanent', 'Every checkpoint the log signed (C2SP signed note).');
