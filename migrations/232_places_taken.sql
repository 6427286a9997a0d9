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
  privileges => 'select, insert, update (places, taken)');
