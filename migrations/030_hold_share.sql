-- Who carries what of a person-month is said once for all months an instrument holds in a kabupaten, not again for every person.

create table roster.hold_share (
  instrument_id uuid not null,
  month date not null check (extract(day from month) = 1),
  area text not null check (length(area) = 4),
  cover text not null check (cover in ('jkk', 'jkm', 'jht')),
  payer text not null,
  line text not null,
  sponsor text not null,
  amount bigint not null check (amount > 0),
  primary key (instrument_id, month, area, cover, payer));
call platform.declare_table('roster.hold_share', 'reference', 'scope', 'ten-years',
  'What each payer carries of every person-month an instrument holds in a kabupaten and month; the shares sum to the whole.', recorded => 'instrument_id');

insert into roster.hold_share (instrument_id, month, area, cover, payer, line, sponsor, amount)
select distinct h.instrument_id, s.month, left(h.area, 4), s.cover, s.payer, s.line, s.sponsor, s.amount
from roster.share s join roster.person_month h using (person_key, month, cover);

drop table roster.share;

-- What a finalised roster costs each budget line, so that an invoice is booked without counting the people again.
create table contributions.finalisation_line (
  finalisation_id uuid not null references contributions.finalisation,
  line text not null,
  cover text not null check (cover in ('jkk', 'jkm', 'jht')),
  sponsor text not null,
  area text not null,
  amount bigint not null check (amount > 0),
  primary key (finalisation_id, line, cover));
call platform.declare_table('contributions.finalisation_line', 'case', 'scope', 'ten-years',
  'What each budget line carries of a finalised roster, by cover; the lines sum to its amount.', recorded => 'finalisation_id');

insert into contributions.finalisation_line (finalisation_id, line, cover, sponsor, area, amount)
select f.finalisation_id, s.line, s.cover, f.sponsor, f.area, sum(s.amount)
from contributions.finalisation f
join contributions.charge c using (finalisation_id)
join roster.person_month h on h.person_key = c.person_key and h.month = c.month
join roster.hold_share s on s.instrument_id = h.instrument_id and s.month = h.month and s.area = left(h.area, 4) and s.cover = h.cover
group by f.finalisation_id, s.line, s.cover, f.sponsor, f.area;

-- A month's charges are read whole by their finalisation; one short entry a row is half the cost of writing them.
create index charge_of_finalisation on contributions.charge (finalisation_id);
drop index contributions.charge_by_finalisation;
