-- Places given away by signed lists, kabupaten by kabupaten: the row's own check stops a place beyond them, whatever runs at the same time.

create table programme.place_line (
  programme text not null references programme.programme,
  area text not null,
  sponsor text not null,
  places integer not null check (places >= 0),
  taken integer not null default 0,
  recorded_at timestamptz not null,
  author text not null,
  primary key (programme, area),
  constraint places_within_line check (taken between 0 and places));
call platform.declare_table('programme.place_line', 'case', 'scope', 'programme-archive',
  'Places of a kabupaten (area of 4 digits) or of the whole programme (its own area), and how many signed lists have taken.',
  recorded => 'own');
grant update (places, taken) on programme.place_line to payung_server;

-- What was signed before has taken its places.
insert into programme.place_line (programme, area, sponsor, places, taken, recorded_at, author)
  select d.programme, left(d.area, 4), d.sponsor, greatest(coalesce(max(q.places), 0), sum(case d.change when 'add' then 1 else -1 end), 0),
    greatest(sum(case d.change when 'add' then 1 else -1 end), 0), max(s.recorded_at), 'migration'
  from enrolment.determination d join enrolment.instrument i on i.instrument_id = d.instrument_id join enrolment.signature s on s.instrument_id = d.instrument_id
  left join programme.quota q on q.programme = d.programme and q.version = i.policy_version and q.area = left(d.area, 4)
  group by d.programme, left(d.area, 4), d.sponsor;
insert into programme.place_line (programme, area, sponsor, places, taken, recorded_at, author)
  select l.programme, p.region_code, l.sponsor, greatest(sum(l.places), sum(l.taken)), sum(l.taken), max(l.recorded_at), 'migration'
  from programme.place_line l join programme.sponsor p on p.sponsor = l.sponsor group by l.programme, p.region_code, l.sponsor
  on conflict do nothing;
