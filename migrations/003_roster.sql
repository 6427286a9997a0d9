-- roster: who already pays for whom, which month, for which cover. The primary key is the promise: nobody's month is paid twice.

create table roster.person_month (
  person_key uuid not null,
  month date not null check (extract(day from month) = 1),
  cover text not null check (cover in ('jkk', 'jkm', 'jht')),
  sponsor text not null,
  area text not null,
  programme text not null,
  instrument_id uuid not null,
  amount bigint not null check (amount > 0),
  primary key (person_key, month, cover)) partition by range (month);
call platform.declare_table('roster.person_month', 'bulk', 'scope', 'ten-years', 'One sponsorship per person, month and cover, across all sponsors.',
  key => 'person_key', recorded => 'instrument_id', privileges => 'select, insert, delete');

create table roster.share (
  person_key uuid not null,
  month date not null,
  cover text not null,
  payer text not null,
  line text not null,
  sponsor text not null,
  area text not null,
  amount bigint not null check (amount > 0),
  primary key (person_key, month, cover, payer)) partition by range (month);
call platform.declare_table('roster.share', 'bulk', 'scope', 'ten-years', 'What each payer carries of a person-month; the shares sum to the whole.',
  key => 'person_key', recorded => 'person_month', privileges => 'select, insert, delete');

do $$
declare first date := '2025-01-01';
begin
  for step in 0..35 loop
    execute format('create table roster.person_month_%s partition of roster.person_month for values from (%L) to (%L)',
      to_char(first + make_interval(months => step), 'YYYYMM'), (first + make_interval(months => step))::date, (first + make_interval(months => step + 1))::date);
    execute format('create table roster.share_%s partition of roster.share for values from (%L) to (%L)',
      to_char(first + make_interval(months => step), 'YYYYMM'), (first + make_interval(months => step))::date, (first + make_interval(months => step + 1))::date);
  end loop;
end $$;
create table roster.person_month_later partition of roster.person_month default;
create table roster.share_later partition of roster.share default;

create table roster.release (
  person_key uuid not null,
  month date not null,
  cover text not null,
  recorded_at timestamptz not null,
  sponsor text not null,
  area text not null,
  programme text not null,
  instrument_id uuid not null,
  amount bigint not null,
  cause text not null,
  author text not null,
  primary key (person_key, month, cover, recorded_at));
call platform.declare_table('roster.release', 'bulk', 'scope', 'ten-years', 'Person-months given up before they were paid: the holding row goes, the event stays.',
  key => 'person_key');

create table roster.month_lock (
  programme text not null,
  month date not null check (extract(day from month) = 1),
  area text not null,
  sponsor text not null,
  recorded_at timestamptz not null,
  author text not null,
  primary key (programme, month, area));
call platform.declare_table('roster.month_lock', 'case', 'scope', 'ten-years',
  'Months whose roster was finalised for a kabupaten: from then on nobody is added to or released from that month.');
