-- closing: how each kabupaten's cover goes on after a programme's last month, as decided, and what carrying that out wrote. States stay computed.

create schema closing;
grant usage on schema closing to payung_server;

create table closing.year_end_choice (
  choice_id uuid primary key,
  programme text not null references programme.programme,
  last_month date not null check (extract(day from last_month) = 1),
  sponsor text not null,
  area text not null,
  choice text not null check (choice in ('prepay', 'hand-over', 'announce-self-payment', 'let-end')),
  months integer check (months > 0),
  next_payer text,
  reason text not null,
  recorded_at timestamptz not null,
  author text not null,
  check ((choice = 'prepay') = (months is not null)),
  check ((choice = 'hand-over') = (next_payer is not null)));
create index year_end_choice_by_programme on closing.year_end_choice (programme, last_month, area);
call platform.declare_table('closing.year_end_choice', 'case', 'scope', 'programme-archive',
  'What was decided for a kabupaten''s members after the last month; the latest counts.');

create table closing.year_end_carried (
  choice_id uuid primary key references closing.year_end_choice,
  sponsor text not null,
  area text not null,
  persons integer not null check (persons >= 0),
  amount bigint check (amount > 0),
  file_name text,
  file_digest text,
  recorded_at timestamptz not null,
  author text not null,
  check ((file_name is null) = (file_digest is null)));
call platform.declare_table('closing.year_end_carried', 'case', 'scope', 'programme-archive',
  'A choice carried out: for how many people, for how much, and the file written for whoever goes on.');
