-- closing: a programme closed, with what it left: money unspent, credit at the administrator, open cases with who goes on with them.

create table closing.programme_closing (
  programme text primary key references programme.programme,
  sponsor text not null,
  area text not null,
  unspent bigint not null check (unspent >= 0),
  at_administrator bigint not null,
  open_claims integer not null,
  open_objections integer not null,
  despite text,
  annex_digest text not null,
  content jsonb not null,
  recorded_at timestamptz not null,
  author text not null);
call platform.declare_table('closing.programme_closing', 'case', 'scope', 'permanent',
  'A programme closed once, with what was left open, why in spite of it, and the digest of its annex.');
