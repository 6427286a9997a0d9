-- The administrator may correct an answer, whether it registered or refused: every answer stays, the latest of a person in a file counts.

alter table enrolment.registration rename to registration_answer;
alter table enrolment.registration_answer add column sequence integer not null default 1;
alter table enrolment.registration_answer
  drop constraint registration_pkey,
  add primary key (person_key, file_id, sequence);
alter index enrolment.registration_by_kpj rename to registration_answer_by_kpj;
comment on table enrolment.registration_answer is
  'class=bulk key=person_key guard=scope recorded=own retention=ten-years | Every answer of the administrator about a person in a file: membership number, or refused and why; a correction is a further one.';

create view enrolment.registration with (security_invoker = true) as
select person_key, file_id, sponsor, area, programme, outcome, kpj, reason, answered_on, recorded_at
from enrolment.registration_answer a
where not exists (
  select from enrolment.registration_answer later
  where later.person_key = a.person_key and later.file_id = a.file_id and later.sequence > a.sequence);
comment on view enrolment.registration is 'The answers that stand: the latest of each person in each file.';
grant select, insert on enrolment.registration to payung_server;

-- Who left by a refusal that the administrator took back has not left; he may leave again, which is a departure of its own.
alter table enrolment.departure rename to departure_event;
alter table enrolment.departure_event add column sequence integer not null default 1;
alter table enrolment.departure_event
  drop constraint departure_pkey,
  add primary key (person_key, programme, sequence);
comment on table enrolment.departure_event is
  'class=bulk key=person_key guard=scope recorded=own retention=ten-years | Confirmed leavers, with cause, date and evidence; sequence is one more than the reversals before it.';

create table enrolment.departure_reversal (
  person_key uuid not null,
  programme text not null,
  sequence integer not null,
  sponsor text not null,
  area text not null,
  happened_on date not null,
  evidence text not null,
  recorded_at timestamptz not null,
  author text not null,
  primary key (person_key, programme, sequence));
call platform.declare_table('enrolment.departure_reversal', 'bulk', 'scope', 'ten-years', 'Departures that were taken back before anybody replaced the person, and on which evidence.',
  key => 'person_key');

create view enrolment.departure with (security_invoker = true) as
select person_key, programme, sponsor, area, cause, happened_on, evidence, recorded_at, author
from enrolment.departure_event e
where not exists (
  select from enrolment.departure_reversal r
  where r.person_key = e.person_key and r.programme = e.programme and r.sequence = e.sequence);
comment on view enrolment.departure is 'The departures that stand: those not taken back.';
grant select, insert on enrolment.departure to payung_server;

-- A file is answered person by person, or refused whole: then its people wait to be sent in a new file.
create table enrolment.file_refusal (
  file_id uuid primary key references enrolment.enrolment_file,
  sponsor text not null,
  area text not null,
  reason text not null,
  answered_on date not null,
  recorded_at timestamptz not null,
  author text not null);
call platform.declare_table('enrolment.file_refusal', 'case', 'scope', 'programme-archive', 'Enrolment files the administrator refused whole, and why.');

-- An answer file read once is not read again, so that an old one cannot overrule the correction that came after it.
create table enrolment.answer_file (
  programme text not null references programme.programme,
  file_digest text not null,
  sponsor text not null,
  area text not null,
  name text not null,
  answered_on date not null,
  recorded_at timestamptz not null,
  author text not null,
  primary key (programme, file_digest));
call platform.declare_table('enrolment.answer_file', 'case', 'scope', 'programme-archive', 'Answer files as read, by digest.');

-- Two exports of one list, or an export and an answer, come one after the other: whoever wants the turn another has taken waits until that one is done.
create table enrolment.registration_turn (
  programme text not null references programme.programme,
  turn integer not null,
  sponsor text not null,
  area text not null,
  recorded_at timestamptz not null,
  author text not null,
  primary key (programme, turn));
call platform.declare_table('enrolment.registration_turn', 'case', 'scope', 'one-year',
  'Turns of a programme at exporting people for registration and reading the answers; its key orders them.');
