-- enrolment: the signed list, who is registered, who leaves and who replaces.

create table enrolment.instrument (
  instrument_id uuid primary key,
  programme text not null references programme.programme,
  sponsor text not null,
  area text not null,
  kind text not null check (kind in ('establishment', 'amendment', 'erratum', 'revocation', 'minutes')),
  number text not null,
  legal_basis text[] not null,
  signatory text not null,
  effective_on date not null,
  policy_version integer not null,
  law_version text not null references platform.law_version,
  run_id uuid not null,
  list_digest text not null,
  additions integer not null,
  removals integer not null,
  recorded_at timestamptz not null,
  author text not null,
  unique (programme, number),
  unique (instrument_id, author));
call platform.declare_table('enrolment.instrument', 'case', 'scope', 'permanent', 'Proposed instruments (SK and its family); no privilege exists to change one.');

create table enrolment.signature (
  instrument_id uuid primary key,
  sponsor text not null,
  area text not null,
  proposed_by text not null,
  signed_by text not null,
  signed_on date not null,
  algorithm text not null,
  public_key text not null,
  signature text not null,
  recorded_at timestamptz not null,
  foreign key (instrument_id, proposed_by) references enrolment.instrument (instrument_id, author),
  constraint nobody_signs_his_own_proposal check (signed_by <> proposed_by));
call platform.declare_table('enrolment.signature', 'case', 'scope', 'permanent', 'Signatures over the list digest; proposer and signer stand in one row and differ.');

create table enrolment.determination (
  person_key uuid not null,
  instrument_id uuid not null,
  sponsor text not null,
  area text not null,
  programme text not null,
  change text not null check (change in ('add', 'remove')),
  first_month date not null,
  last_month date not null,
  list_id uuid,
  row_no integer,
  replaces uuid,
  cause text,
  primary key (person_key, instrument_id),
  check (last_month >= first_month));
call platform.declare_table('enrolment.determination', 'bulk', 'scope', 'permanent', 'Who an instrument adds or removes, for which months, from which list row; never changed.',
  key => 'person_key', recorded => 'instrument_id');

create table enrolment.enrolment_file (
  file_id uuid primary key,
  programme text not null references programme.programme,
  sponsor text not null,
  area text not null,
  branch text not null references programme.branch,
  npp text not null,
  profile text not null,
  name text not null,
  row_count integer not null,
  file_digest text not null,
  instrument_id uuid not null references enrolment.instrument,
  recorded_at timestamptz not null,
  author text not null,
  unique (programme, name));
call platform.declare_table('enrolment.enrolment_file', 'case', 'scope', 'programme-archive', 'Files handed to the administrator to register people.');

create table enrolment.submission (
  person_key uuid not null,
  file_id uuid not null,
  row_no integer not null,
  sponsor text not null,
  area text not null,
  primary key (person_key, file_id));
call platform.declare_table('enrolment.submission', 'bulk', 'scope', 'programme-archive', 'Who stands in which row of an enrolment file.',
  key => 'person_key', recorded => 'file_id');

create table enrolment.registration (
  person_key uuid not null,
  file_id uuid not null,
  sponsor text not null,
  area text not null,
  programme text not null,
  outcome text not null check (outcome in ('registered', 'refused')),
  kpj text,
  reason text,
  answered_on date not null,
  recorded_at timestamptz not null,
  primary key (person_key, file_id),
  check ((outcome = 'registered') = (kpj is not null)));
create index registration_by_kpj on enrolment.registration (kpj);
call platform.declare_table('enrolment.registration', 'bulk', 'scope', 'ten-years', 'The administrator''s answers: membership number, or refused and why.',
  key => 'person_key');

create table enrolment.departure (
  person_key uuid not null,
  programme text not null,
  sponsor text not null,
  area text not null,
  cause text not null check (cause in ('death', 'moved', 'withdrawn', 'registration-refused')),
  happened_on date not null,
  evidence text not null,
  recorded_at timestamptz not null,
  author text not null,
  primary key (person_key, programme));
call platform.declare_table('enrolment.departure', 'bulk', 'scope', 'ten-years', 'Confirmed leavers, with cause, date and evidence.',
  key => 'person_key');

-- contributions: what is owed for a month, what was paid, what was posted.

create table contributions.period (
  period_id uuid primary key,
  programme text not null references programme.programme,
  sponsor text not null,
  area text not null,
  branch text not null references programme.branch,
  npp text not null,
  month date not null check (extract(day from month) = 1),
  due_on date not null,
  recorded_at timestamptz not null,
  author text not null,
  unique (programme, branch, month));
call platform.declare_table('contributions.period', 'case', 'scope', 'ten-years', 'A contribution month opened with one branch.');

create table contributions.finalisation (
  finalisation_id uuid primary key,
  period_id uuid not null references contributions.period,
  sequence integer not null,
  sponsor text not null,
  area text not null,
  persons integer not null check (persons > 0),
  jkk bigint not null,
  jkm bigint not null,
  amount bigint not null,
  roster_digest text not null,
  recorded_at timestamptz not null,
  author text not null,
  unique (period_id, sequence),
  unique (finalisation_id, persons, amount),
  check (amount = jkk + jkm));
call platform.declare_table('contributions.finalisation', 'case', 'scope', 'ten-years', 'A month''s roster as finalised: how many people, how much, and its digest.');

create table contributions.charge (
  person_key uuid not null,
  finalisation_id uuid not null,
  sponsor text not null,
  area text not null,
  month date not null,
  kpj text not null,
  jkk bigint not null,
  jkm bigint not null,
  primary key (person_key, finalisation_id));
call platform.declare_table('contributions.charge', 'bulk', 'scope', 'ten-years', 'What is owed for one person and month in a finalised roster.',
  key => 'person_key', recorded => 'finalisation_id');

create table contributions.contribution_code (
  code text primary key,
  finalisation_id uuid not null unique,
  sponsor text not null,
  area text not null,
  persons integer not null,
  amount bigint not null,
  expires_on date not null,
  recorded_at timestamptz not null,
  author text not null,
  constraint code_agrees_with_roster foreign key (finalisation_id, persons, amount) references contributions.finalisation (finalisation_id, persons, amount));
call platform.declare_table('contributions.contribution_code', 'case', 'scope', 'ten-years',
  'The branch''s contribution code (kode iuran); count and amount must equal the finalised roster or the row cannot exist.');

create table contributions.invoice (
  invoice_id uuid primary key,
  number text not null unique,
  code text not null unique references contributions.contribution_code,
  sponsor text not null,
  area text not null,
  amount bigint not null check (amount > 0),
  due_on date not null,
  recorded_at timestamptz not null,
  author text not null);
call platform.declare_table('contributions.invoice', 'case', 'scope', 'ten-years', 'What is payable for a month and branch, under one contribution code.');

create table contributions.payment (
  payment_id uuid primary key,
  invoice_id uuid not null references contributions.invoice,
  fact text not null check (fact in ('sp2d-issued', 'bank-debited', 'administrator-received')),
  reference text not null,
  amount bigint not null check (amount > 0),
  occurred_on date not null,
  sponsor text not null,
  area text not null,
  recorded_at timestamptz not null,
  author text not null,
  unique (invoice_id, fact, reference));
call platform.declare_table('contributions.payment', 'case', 'scope', 'ten-years', 'Payment facts, each with its own date: SP2D issued, bank debited, administrator received.');

create table contributions.posting_file (
  file_id uuid primary key,
  code text not null references contributions.contribution_code,
  name text not null,
  file_digest text not null unique,
  row_count integer not null,
  posted integer not null,
  unmatched integer not null,
  amount bigint not null,
  sponsor text not null,
  area text not null,
  recorded_at timestamptz not null,
  author text not null,
  check (row_count = posted + unmatched));
call platform.declare_table('contributions.posting_file', 'case', 'scope', 'ten-years', 'Files in which the administrator says what it posted.');

create table contributions.posting_finding (
  file_id uuid not null references contributions.posting_file,
  row_no integer not null,
  sponsor text not null,
  area text not null,
  code text not null,
  kpj text,
  amount bigint,
  primary key (file_id, row_no));
call platform.declare_table('contributions.posting_finding', 'case', 'scope', 'ten-years', 'Rows of a posting file that fit nobody in the roster: a task, never dropped.', recorded => 'file_id');

create table contributions.posting (
  person_key uuid not null,
  month date not null,
  file_id uuid not null,
  sponsor text not null,
  area text not null,
  jkk bigint not null,
  jkm bigint not null,
  bank_value_on date not null,
  posted_at timestamptz not null,
  primary key (person_key, month, file_id));
call platform.declare_table('contributions.posting', 'bulk', 'scope', 'ten-years', 'What the administrator posted for a person and month: the only source of protection.',
  key => 'person_key', recorded => 'file_id');

-- claims: what the law gives this family, and what is still missing.

create table claims.probable_claim (
  claim_id uuid primary key,
  person_key uuid not null,
  programme text not null references programme.programme,
  sponsor text not null,
  area text not null,
  event text not null check (event in ('death')),
  happened_on date not null,
  known_on date not null,
  benefit text not null check (benefit in ('full', 'funeral-only')),
  amount bigint not null check (amount > 0),
  confidence text not null check (confidence in ('statute', 'secondary', 'unverified')),
  calculation jsonb not null,
  conditions text[] not null,
  missing_documents text[] not null,
  recorded_at timestamptz not null,
  author text not null,
  unique (person_key, event));
call platform.declare_table('claims.probable_claim', 'case', 'scope', 'ten-years', 'A benefit a family probably has a right to, with its calculation, before anyone claimed it.');

-- grievance: what is answered, and what reopens.

create table grievance.objection (
  objection_id uuid primary key,
  programme text not null references programme.programme,
  sponsor text not null,
  area text not null,
  list_id uuid not null,
  row_no integer not null,
  run_id uuid not null,
  channel text not null check (channel in ('web', 'phone', 'paper', 'village')),
  statement text not null,
  received_on date not null,
  recorded_at timestamptz not null,
  author text not null,
  unique (objection_id, author));
call platform.declare_table('grievance.objection', 'case', 'scope', 'ten-years', 'Objections to a decision, tied to the run that made it.');

create table grievance.resolution (
  objection_id uuid primary key,
  sponsor text not null,
  area text not null,
  outcome text not null check (outcome in ('reopened', 'dismissed')),
  explanation text not null,
  received_by text not null,
  resolved_by text not null,
  resolved_on date not null,
  recorded_at timestamptz not null,
  foreign key (objection_id, received_by) references grievance.objection (objection_id, author),
  constraint nobody_resolves_what_he_received check (resolved_by <> received_by));
call platform.declare_table('grievance.resolution', 'case', 'scope', 'ten-years', 'How an objection was answered, and by whom.');

-- reporting: what may be published.

create table reporting.publication (
  publication_id uuid primary key,
  programme text not null references programme.programme,
  sponsor text not null,
  area text not null,
  as_of date not null,
  content jsonb not null,
  digest text not null,
  recorded_at timestamptz not null,
  author text not null,
  unique (programme, as_of, digest));
call platform.declare_table('reporting.publication', 'case', 'scope', 'permanent', 'Public accounts as published, with their digest.');
