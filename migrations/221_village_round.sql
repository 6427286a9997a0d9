-- The village round (musyawarah desa): the list as printed, what came back on paper under its control totals, and what Dukcapil is to put right.

create table intake.village_round (
  round_id uuid primary key,
  number text not null,
  programme text not null references programme.programme,
  sponsor text not null,
  area text not null,
  lines integer not null check (lines > 0),
  list_digest text not null,
  recorded_at timestamptz not null,
  author text not null,
  unique (programme, number));
call platform.declare_table('intake.village_round', 'case', 'scope', 'programme-archive', 'Lists printed for a village meeting, each with the digest of its lines.');

create table intake.round_line (
  round_id uuid not null references intake.village_round,
  line_no integer not null check (line_no > 0),
  list_id uuid not null,
  row_no integer not null,
  sponsor text not null,
  area text not null,
  primary key (round_id, line_no),
  unique (round_id, list_id, row_no));
call platform.declare_table('intake.round_line', 'case', 'scope', 'programme-archive', 'Which candidate stands on which line of a printed list.', recorded => 'round_id');

create table intake.round_minutes (
  round_id uuid primary key references intake.village_round,
  sponsor text not null,
  area text not null,
  held_on date not null,
  objections integer not null,
  absent integer not null,
  attested integer not null,
  civil_data integer not null,
  line_sum bigint not null,
  digest text not null,
  recorded_at timestamptz not null,
  author text not null);
call platform.declare_table('intake.round_minutes', 'case', 'scope', 'programme-archive', 'What a village meeting found, with the control totals of the paper it was keyed from.');

create table intake.round_mark (
  round_id uuid not null references intake.round_minutes,
  line_no integer not null,
  objection text,
  absent boolean not null,
  occupation text,
  workplace text,
  civil_data text,
  sponsor text not null,
  area text not null,
  primary key (round_id, line_no),
  foreign key (round_id, line_no) references intake.round_line);
call platform.declare_table('intake.round_mark', 'case', 'scope', 'programme-archive',
  'A line of the minutes: an objection, an absence, the occupation and workplace the meeting attests, civil data said to be wrong.', recorded => 'round_id');

create table intake.civil_task (
  task_id uuid primary key,
  round_id uuid not null,
  line_no integer not null,
  list_id uuid not null,
  row_no integer not null,
  wrong text not null,
  owner text not null,
  due_on date not null,
  sponsor text not null,
  area text not null,
  recorded_at timestamptz not null,
  author text not null,
  unique (round_id, line_no),
  foreign key (round_id, line_no) references intake.round_mark);
call platform.declare_table('intake.civil_task', 'case', 'scope', 'programme-archive', 'Civil data to be put right by the population office: whose task, by which day.');

create table intake.civil_task_end (
  task_id uuid primary key references intake.civil_task,
  result text not null,
  ended_on date not null,
  sponsor text not null,
  area text not null,
  recorded_at timestamptz not null,
  author text not null);
call platform.declare_table('intake.civil_task_end', 'case', 'scope', 'programme-archive', 'How a task of the population office ended.');
