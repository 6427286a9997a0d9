-- Long work that is seen, stopped and taken up again: one row a piece of work, with what it needs to begin anew after a restart.

create table platform.work (
  work_id uuid primary key,
  operation text not null,
  author text not null,
  actor jsonb not null,
  input jsonb not null,
  files jsonb not null,
  folder text,
  key text,
  recorded_at timestamptz not null,
  server uuid not null,
  attempt integer not null default 1,
  began_at timestamptz not null,
  beat_at timestamptz not null,
  done bigint not null default 0,
  total bigint not null default 0,
  row_count bigint not null default 0,
  stop_at timestamptz,
  ended_at timestamptz,
  ended text check (ended in ('done', 'refused', 'stopped', 'failed')),
  answer jsonb,
  fault jsonb,
  check ((ended is null) = (ended_at is null)));
create index work_by_author on platform.work (author, recorded_at);
call platform.declare_table('platform.work', 'case', 'actor', 'ninety-days', 'Long work: how far it is, whether it is to stop, how it ended, and what it needs to be taken up again.');
grant update (server, attempt, began_at, beat_at, done, total, row_count, stop_at, ended_at, ended, answer, fault) on platform.work to payung_server;
