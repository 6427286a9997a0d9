-- An act is one row: it holds what the log will say of it, and its ordinal among all acts, by which what has no number yet is found: docs/adr/0029.
alter table platform.act add column ordinal bigint;
alter table platform.act add column salt bytea;
alter table platform.act add column commitment bytea;

-- What waits and is no act any more stands as an act that says nothing: verifying names it once it is numbered.
insert into platform.act (act_id, kind, subject, sponsor, area, digest, recorded_at, author)
select act_id, kind, '', '', '', '', now(), '' from platform.act_waiting w where not exists (select from platform.act a where a.act_id = w.act_id);
-- What has a number stands in its order, and what waits behind it. What has neither is named by verifying, and keeps to be.
update platform.act a set ordinal = e.number + 1, salt = e.salt, commitment = e.commitment from log.entry e where e.act_id = a.act_id;
update platform.act a set ordinal = w.ordinal, salt = w.salt, commitment = w.commitment
from (select act_id, salt, commitment, (select coalesce(max(number) + 1, 0) from log.entry) + row_number() over (order by act_id) as ordinal from platform.act_waiting) w
where w.act_id = a.act_id and a.ordinal is null;
update platform.act a set ordinal = -n.ordinal, salt = '', commitment = ''
from (select act_id, row_number() over (order by act_id) as ordinal from platform.act where ordinal is null) n where n.act_id = a.act_id;

alter table platform.act alter column ordinal set not null, alter column salt set not null, alter column commitment set not null;
alter table platform.act alter column ordinal add generated always as identity;
-- Behind the last number also where its act is gone: what is at most `numbered_to` does not wait.
select setval(pg_get_serial_sequence('platform.act', 'ordinal'), greatest(max(ordinal), (select max(number) + 1 from log.entry), 0) + 1, false) from platform.act;
create unique index act_by_ordinal on platform.act (ordinal);

-- Entries in rows of 256 at most. How long the hashes are is checked here, once for many.
create table log.bundle (
  first bigint primary key check (first >= 0),
  keys uuid[] not null,
  commitments bytea not null,
  ordinals int8range not null,
  recorded_at timestamptz not null,
  check (cardinality(keys) between 1 and 256),
  check (length(commitments) = 32 * cardinality(keys)));
alter table log.bundle alter column keys set storage external, alter column commitments set storage external;
create index bundle_by_ordinal on log.bundle using gist (ordinals);
call platform.declare_table('log.bundle', 'case', 'actor', 'permanent',
  'Entries of the log side by side: the acts'' keys, and the salted hashes that stand there for them; numbered from `first` on.');
insert into log.bundle (first, keys, commitments, ordinals, recorded_at)
select min(number), array_agg(act_id order by number), string_agg(commitment, ''::bytea order by number), int8range(min(number) + 1, max(number) + 2), max(recorded_at)
from (select *, number - row_number() over (order by number) as island from log.entry) e group by number / 256, island;

-- Up to which ordinal acts were numbered, and which ordinals up to there were not seen yet: of a transaction under way, or of one that failed.
alter table log.log add column numbered_to bigint not null default 0;
alter table log.log add column unseen int8multirange not null default '{}';
update log.log set numbered_to = (select coalesce(max(number) + 1, 0) from log.entry);
grant update (numbered_to, unseen) on log.log to payung_server;

drop table log.entry;
drop table platform.act_waiting;
