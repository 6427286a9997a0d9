-- Months after a programme's term that are held by a decision to pay in advance, and by no signed list of their own.

create table roster.advance (
  instrument_id uuid primary key,
  programme text not null,
  sponsor text not null,
  area text not null,
  first_month date not null check (extract(day from first_month) = 1),
  last_month date not null check (extract(day from last_month) = 1),
  persons integer not null check (persons > 0),
  recorded_at timestamptz not null,
  author text not null,
  check (last_month >= first_month));
call platform.declare_table('roster.advance', 'case', 'scope', 'ten-years',
  'Months paid in advance after a term: for which kabupaten, from when to when, for how many; instrument_id is what their person-months are held by.');
