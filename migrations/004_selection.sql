-- intake: what a submitted file says, row by row.

create table intake.list (
  list_id uuid primary key,
  programme text not null references programme.programme,
  sponsor text not null,
  area text not null,
  sender text not null,
  file_name text not null,
  file_digest text not null,
  media text not null check (media in ('csv', 'xlsx')),
  row_count integer not null,
  accepted integer not null,
  rejected integer not null,
  in_review integer not null,
  received_at timestamptz not null,
  recorded_at timestamptz not null,
  author text not null,
  constraint no_row_lost check (row_count = accepted + rejected + in_review),
  unique (programme, file_digest));
call platform.declare_table('intake.list', 'case', 'scope', 'programme-archive', 'Candidate lists as handed in; every row of the file is counted under one outcome.');

create table intake.list_file (
  list_id uuid primary key references intake.list,
  sponsor text not null,
  area text not null,
  sealed bytea not null);
call platform.declare_table('intake.list_file', 'case', 'scope', 'programme-archive', 'The very file that was handed in, sealed.', recorded => 'list_id');

create table intake.withdrawal (
  list_id uuid primary key references intake.list,
  sponsor text not null,
  area text not null,
  reason text not null,
  recorded_at timestamptz not null,
  author text not null);
call platform.declare_table('intake.withdrawal', 'case', 'scope', 'programme-archive', 'Lists taken back by their sender.');

create table intake.candidate (
  list_id uuid not null,
  row_no integer not null,
  sheet text not null,
  programme text not null,
  sponsor text not null,
  area text not null,
  token uuid,
  name text,
  birth_place text,
  birth_date date,
  sex text,
  address text,
  occupation text,
  mother_name text,
  phone text,
  household uuid,
  outcome text not null check (outcome in ('accept', 'reject', 'review')),
  findings text[] not null,
  primary key (list_id, row_no));
create index candidate_by_token on intake.candidate (token);
call platform.declare_table('intake.candidate', 'bulk', 'scope', 'programme-archive', 'One row of a candidate list, keyed by list and row; area is the village it was handed in for.',
  key => 'list_id', recorded => 'list_id');

-- matching: which person a row means.

create table matching.match (
  list_id uuid not null,
  row_no integer not null,
  run_id uuid not null,
  sponsor text not null,
  area text not null,
  person_key uuid,
  outcome text not null check (outcome in ('accept', 'reject', 'review')),
  reasons text[] not null,
  name_likeness smallint,
  primary key (list_id, row_no, run_id));
call platform.declare_table('matching.match', 'bulk', 'scope', 'programme-archive', 'The person a row was taken to mean, and why not.',
  key => 'list_id', recorded => 'run_id');

create table matching.identity_decision (
  decision_id uuid primary key,
  list_id uuid not null,
  row_no integer not null,
  sponsor text not null,
  area text not null,
  person_key uuid not null,
  verdict text not null check (verdict in ('same-person', 'different-person')),
  evidence text not null,
  recorded_at timestamptz not null,
  author text not null,
  unique (list_id, row_no, recorded_at));
call platform.declare_table('matching.identity_decision', 'case', 'scope', 'programme-archive', 'What a person decided about a doubtful match, on which evidence.');

-- eligibility: may this person be paid for, and every reason why not.

create table eligibility.verdict (
  list_id uuid not null,
  row_no integer not null,
  run_id uuid not null,
  sponsor text not null,
  area text not null,
  person_key uuid,
  outcome text not null check (outcome in ('accept', 'reject', 'review')),
  reasons text[] not null,
  notes text[] not null,
  decile smallint,
  residence text,
  ranking integer[] not null,
  primary key (list_id, row_no, run_id));
create index verdict_by_person on eligibility.verdict (person_key);
call platform.declare_table('eligibility.verdict', 'bulk', 'scope', 'programme-archive',
  'The composed report of a row: outcome, all reasons in declared order, and the values the policy ranks by.', key => 'list_id', recorded => 'run_id');

-- allocation: who gets a place, who waits.

create table allocation.ranking (
  person_key uuid not null,
  run_id uuid not null,
  sponsor text not null,
  area text not null,
  list_id uuid not null,
  row_no integer not null,
  ranking integer[] not null,
  ticket text not null,
  rank integer not null check (rank > 0),
  placed boolean not null,
  primary key (person_key, run_id));
call platform.declare_table('allocation.ranking', 'bulk', 'scope', 'programme-archive', 'Rank within the kabupaten: placed, or waiting in the reserve list.',
  key => 'person_key', recorded => 'run_id');

create table allocation.lottery (
  programme text primary key references programme.programme,
  sponsor text not null,
  area text not null,
  sealed_secret bytea not null,
  recorded_at timestamptz not null,
  author text not null);
call platform.declare_table('allocation.lottery', 'case', 'scope', 'programme-archive', 'The secret lottery tickets are made with, sealed.');
