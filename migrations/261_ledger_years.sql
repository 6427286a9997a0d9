-- ledger: years of a programme's books. A closed year takes no further transfer: corrections are reversals in an open one.

-- Its row lock orders transfers of a year and the closing of it.
create table ledger.year_gate (
  programme text not null,
  year integer not null check (year between 2000 and 2999),
  sponsor text not null,
  area text not null,
  turns integer not null default 0,
  recorded_at timestamptz not null,
  primary key (programme, year));
call platform.declare_table('ledger.year_gate', 'case', 'scope', 'ten-years', 'A year of a programme''s books; its row lock orders transfers and the closing.',
  privileges => 'select, insert');
grant update (turns) on ledger.year_gate to payung_server;

create table ledger.year_closing (
  programme text not null,
  year integer not null,
  sponsor text not null,
  area text not null,
  transfers integer not null,
  moved bigint not null,
  digest text not null,
  recorded_at timestamptz not null,
  author text not null,
  primary key (programme, year),
  foreign key (programme, year) references ledger.year_gate);
call platform.declare_table('ledger.year_closing', 'case', 'scope', 'permanent', 'Years that were closed, with the digest over their balances.');

create table ledger.closing_balance (
  programme text not null,
  year integer not null,
  account text not null references ledger.account,
  sponsor text not null,
  area text not null,
  debits bigint not null,
  credits bigint not null,
  recorded_at timestamptz not null,
  primary key (programme, year, account),
  foreign key (programme, year) references ledger.year_closing);
call platform.declare_table('ledger.closing_balance', 'case', 'scope', 'permanent', 'What every account said when its year was closed: all movements up to its last day.');
