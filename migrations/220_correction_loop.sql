-- The correction loop: what a refused file said, which list corrects which, row by row, and what was asked of villages.

create table intake.refused_file (
  refusal_id uuid primary key,
  programme text not null references programme.programme,
  sponsor text not null,
  area text not null,
  sender text not null,
  file_name text not null,
  code text not null,
  text_id text not null,
  text_en text not null,
  row_number integer,
  received_at timestamptz not null,
  recorded_at timestamptz not null,
  author text not null);
create index refused_file_by_name on intake.refused_file (programme, file_name);
call platform.declare_table('intake.refused_file', 'case', 'scope', 'one-year', 'Files handed in and refused whole, with the fault told; nothing of them is kept.');

-- A list that corrects earlier ones. `root` is the first list of the lineage; a generation is taken once, so that two corrections at once cannot both stand.
create table intake.correction (
  list_id uuid primary key references intake.list,
  root uuid not null references intake.list,
  generation integer not null check (generation > 0),
  missing text not null check (missing in ('keep', 'remove')),
  file_rows integer not null,
  corrected integer not null check (corrected >= 0),
  unchanged integer not null check (unchanged >= 0),
  added integer not null check (added >= 0),
  removed integer not null check (removed >= 0),
  replaced_accepted integer not null check (replaced_accepted >= 0),
  replaced_rejected integer not null check (replaced_rejected >= 0),
  replaced_in_review integer not null check (replaced_in_review >= 0),
  sponsor text not null,
  area text not null,
  recorded_at timestamptz not null,
  author text not null,
  unique (root, generation),
  constraint no_row_lost check (file_rows = corrected + unchanged + added),
  constraint replaced_are_counted check (replaced_accepted + replaced_rejected + replaced_in_review = corrected + removed));
call platform.declare_table('intake.correction', 'case', 'scope', 'programme-archive',
  'Lists that correct an earlier one: every row of the file is corrected, unchanged or new; what it replaces is counted under its old outcome.');

-- Which row of an earlier list a correction speaks of. `unchanged`: the earlier row stands, and the new one is no candidate of its own.
create table intake.replaced_row (
  list_id uuid not null,
  row_no integer not null,
  by_list uuid not null,
  by_row integer,
  kind text not null check (kind in ('corrected', 'unchanged', 'removed')),
  sponsor text not null,
  area text not null,
  primary key (list_id, row_no, by_list),
  check ((by_row is null) = (kind = 'removed')));
create index replaced_row_by_list on intake.replaced_row (by_list);
call platform.declare_table('intake.replaced_row', 'bulk', 'scope', 'programme-archive', 'Rows of earlier lists that a later list of the same lineage corrects, repeats or removes.',
  key => 'list_id', recorded => 'by_list');

-- What is asked of a village, by when. The village answers by its first standing list received from that day on.
create table intake.list_request (
  request_id uuid primary key,
  programme text not null references programme.programme,
  sponsor text not null,
  area text not null,
  places integer not null check (places >= 0),
  deadline date not null,
  asked_on date not null,
  recorded_at timestamptz not null,
  author text not null,
  check (deadline >= asked_on),
  unique (programme, area, deadline));
call platform.declare_table('intake.list_request', 'case', 'scope', 'programme-archive', 'Lists asked of villages, each with its deadline and the places kept for it.');

create table intake.freed_place (
  request_id uuid primary key references intake.list_request,
  programme text not null,
  sponsor text not null,
  area text not null,
  places integer not null check (places > 0),
  reason text not null,
  recorded_at timestamptz not null,
  author text not null);
call platform.declare_table('intake.freed_place', 'case', 'scope', 'programme-archive', 'Decisions that the places kept for a village that did not answer are free for others.');
