-- The draw bound before its seed: the root over the sorted tickets of everybody accepted, in the log before anybody knows the seed.

create table allocation.ticket_root (
  assessment_run uuid primary key,
  programme text not null,
  sponsor text not null,
  area text not null,
  tickets integer not null check (tickets >= 0),
  root text not null,
  recorded_at timestamptz not null,
  author text not null);
call platform.declare_table('allocation.ticket_root', 'case', 'scope', 'permanent', 'The Merkle root of the lottery tickets of an assessment, published before the seed is drawn.');
