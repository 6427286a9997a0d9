-- Deaths of listed people as first found: what is found again, because it opened no claim, is not news.
create table claims.found_death (
  person_key uuid not null,
  programme text not null references programme.programme,
  sponsor text not null,
  area text not null,
  happened_on date not null,
  known_on date not null,
  recorded_at timestamptz not null,
  author text not null,
  primary key (person_key, programme));
call platform.declare_table('claims.found_death', 'bulk', 'scope', 'ten-years', 'Deaths of people on a programme''s list, as first found in a register.',
  key => 'person_key');
