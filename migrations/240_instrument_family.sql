-- enrolment: the family of instruments. What each rests on (regulation, agreement, legal review, delegation), how a proposal ends, and what an erratum or minutes say.

create table enrolment.legal_basis (
  basis_id uuid primary key,
  programme text not null references programme.programme,
  sponsor text not null,
  area text not null,
  kind text not null check (kind in ('regulation', 'agreement')),
  number text not null,
  title text not null,
  dated_on date not null,
  valid_from date not null,
  valid_to date,
  recorded_at timestamptz not null,
  author text not null,
  unique (programme, kind, number),
  check (valid_to is null or valid_to >= valid_from));
call platform.declare_table('enrolment.legal_basis', 'case', 'scope', 'permanent',
  'Regulations and agreements (Pergub, PKS) that instruments of a programme rest on, with the days they are in force.');

create table enrolment.delegation (
  delegation_id uuid primary key,
  programme text not null references programme.programme,
  sponsor text not null,
  area text not null,
  number text not null,
  office text not null,
  holder text not null,
  kinds text[] not null check (kinds <@ array['establishment', 'amendment', 'erratum', 'revocation', 'minutes'] and cardinality(kinds) > 0),
  dated_on date not null,
  valid_from date not null,
  valid_to date not null,
  recorded_at timestamptz not null,
  author text not null,
  unique (programme, number),
  check (valid_to >= valid_from),
  constraint nobody_delegates_to_himself check (holder <> author));
call platform.declare_table('enrolment.delegation', 'case', 'scope', 'permanent', 'Who may sign which instruments in the signatory''s place, from when to when, by which decree.');

create table enrolment.legal_review (
  instrument_id uuid not null,
  sequence integer not null,
  sponsor text not null,
  area text not null,
  proposed_by text not null,
  reviewed_by text not null,
  reviewed_on date not null,
  verdict text not null check (verdict in ('no-objection', 'objection')),
  remark text not null,
  recorded_at timestamptz not null,
  primary key (instrument_id, sequence),
  foreign key (instrument_id, proposed_by) references enrolment.instrument (instrument_id, author),
  constraint nobody_reviews_his_own_proposal check (reviewed_by <> proposed_by));
call platform.declare_table('enrolment.legal_review', 'case', 'scope', 'permanent', 'Legal reviews of proposed instruments; the latest counts.');

-- A proposal ends once: signed or withdrawn. Both refer to the one row that says how.
create table enrolment.instrument_end (
  instrument_id uuid primary key references enrolment.instrument,
  how text not null check (how in ('signed', 'withdrawn')),
  sponsor text not null,
  area text not null,
  recorded_at timestamptz not null,
  author text not null,
  unique (instrument_id, how));
call platform.declare_table('enrolment.instrument_end', 'case', 'scope', 'permanent', 'How a proposed instrument ended: signed or withdrawn, never both.');
insert into enrolment.instrument_end (instrument_id, how, sponsor, area, recorded_at, author)
select instrument_id, 'signed', sponsor, area, recorded_at, signed_by from enrolment.signature;

alter table enrolment.signature
  add column how text not null default 'signed' check (how = 'signed'),
  add foreign key (instrument_id, how) references enrolment.instrument_end (instrument_id, how);

create table enrolment.instrument_withdrawal (
  instrument_id uuid primary key,
  how text not null default 'withdrawn' check (how = 'withdrawn'),
  sponsor text not null,
  area text not null,
  reason text not null,
  recorded_at timestamptz not null,
  author text not null,
  foreign key (instrument_id, how) references enrolment.instrument_end (instrument_id, how));
call platform.declare_table('enrolment.instrument_withdrawal', 'case', 'scope', 'permanent', 'Proposals taken back before anybody signed them, and why.');

-- What stood behind a signature at its moment; its digest is part of what the act of signing commits to.
create table enrolment.signing_ground (
  instrument_id uuid primary key references enrolment.signature,
  sponsor text not null,
  area text not null,
  bases uuid[] not null,
  review_sequence integer,
  delegation_id uuid references enrolment.delegation,
  signed_through text not null,
  digest text not null,
  recorded_at timestamptz not null);
call platform.declare_table('enrolment.signing_ground', 'case', 'scope', 'permanent',
  'The regulation, agreement, legal review and delegation in force when an instrument was signed, and through which provider.');
alter table enrolment.list_commitment add column grounds_digest text;

-- Who is paid for changes by an establishment, an amendment or a revocation, and by nothing else.
alter table enrolment.instrument
  add unique (instrument_id, kind),
  add constraint erratum_and_minutes_change_nobody check (kind not in ('erratum', 'minutes') or (additions = 0 and removals = 0)),
  add constraint revocation_adds_nobody check (kind <> 'revocation' or additions = 0),
  add constraint establishment_removes_nobody check (kind <> 'establishment' or removals = 0);
alter table enrolment.determination add column kind text;
update enrolment.determination d set kind = i.kind from enrolment.instrument i where i.instrument_id = d.instrument_id;
alter table enrolment.determination
  alter column kind set not null,
  alter column kind set default 'establishment',
  add constraint only_these_change_who_is_paid_for check (kind in ('establishment', 'amendment', 'revocation'));
-- That the kind is the instrument's own is a check on demand: a bulk table refers to no ordinary one.

create table enrolment.instrument_text (
  instrument_id uuid primary key references enrolment.instrument,
  sponsor text not null,
  area text not null,
  of_instrument uuid references enrolment.instrument,
  words text not null,
  recorded_at timestamptz not null,
  check (of_instrument <> instrument_id));
call platform.declare_table('enrolment.instrument_text', 'case', 'scope', 'permanent', 'What an erratum, a revocation or minutes say in words, and which instrument they are of.');

create table enrolment.correction (
  instrument_id uuid not null,
  kind text not null default 'erratum' check (kind = 'erratum'),
  person_key uuid not null,
  field text not null check (field in ('name', 'address', 'birth-place', 'mother-name')),
  sponsor text not null,
  area text not null,
  list_id uuid not null,
  row_no integer not null,
  written text,
  corrected text not null,
  primary key (instrument_id, person_key, field),
  foreign key (instrument_id, kind) references enrolment.instrument (instrument_id, kind));
call platform.declare_table('enrolment.correction', 'case', 'scope', 'permanent',
  'What an erratum corrects of a person on a list: how a thing is written, never who he is nor for which months.', recorded => 'instrument_id');
