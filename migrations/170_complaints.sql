-- Complaints of anybody, by name or without; followed by a receipt number that rests as a hash, their words sealed, the restricted ones read by named people alone.
create table grievance.complaint (
  complaint_id uuid primary key,
  receipt_hash text not null unique check (receipt_hash ~ '^[0-9a-f]{64}$'),
  programme text not null references programme.programme,
  sponsor text not null,
  area text not null,
  kind text not null check (kind ~ '^[a-z]+(-[a-z]+)*$'),
  restricted boolean not null,
  anonymous boolean not null,
  channel text not null check (channel in ('web', 'phone', 'paper', 'village')),
  received_on date not null,
  due_on date not null check (due_on >= received_on),
  recorded_at timestamptz not null,
  author text not null);
create index complaint_by_programme on grievance.complaint (programme, recorded_at);
call platform.declare_table('grievance.complaint', 'case', 'scope', 'ten-years', 'That somebody complained: about what kind of thing, where, by when it is answered; not what was said.');

create table grievance.complaint_text (
  complaint_id uuid primary key references grievance.complaint,
  sponsor text not null,
  area text not null,
  restricted boolean not null,
  statement bytea not null,
  contact bytea,
  recorded_at timestamptz not null);
call platform.declare_table('grievance.complaint_text', 'case', 'scope', 'ten-years', 'What a complaint says and how its author is reached, sealed.');

create table grievance.complaint_event (
  complaint_id uuid not null references grievance.complaint,
  sequence integer not null check (sequence > 0),
  sponsor text not null,
  area text not null,
  kind text not null check (kind in ('answered', 'handed-on', 'taken-up-again')),
  words bytea not null,
  on_day date not null,
  recorded_at timestamptz not null,
  author text not null,
  primary key (complaint_id, sequence));
call platform.declare_table('grievance.complaint_event', 'case', 'scope', 'ten-years', 'What became of a complaint, in order: answered, handed on, taken up again; words sealed.');

-- An objection is followed in the same way, and has a day by which it is answered.
alter table grievance.objection add column receipt_hash text unique check (receipt_hash ~ '^[0-9a-f]{64}$'), add column due_on date;

-- Whoever is assigned a complaint, or holds its receipt, reads it; of a restricted one nobody else does. That it was answered is no secret, the words rest sealed.
alter table permission.case_assignment drop constraint case_assignment_kind_check;
alter table permission.case_assignment add constraint case_assignment_kind_check check (kind in ('claim', 'objection', 'complaint'));
-- Functions, because a cluster takes no sub-select in a policy.
create function permission.is_named_for(of_case uuid) returns boolean language sql stable as $$
  select exists (select from permission.case_assignment a where a.case_id = of_case and a.assigned_to = current_setting('payung.actor', true)) $$;
create function grievance.complaint_held(of_complaint uuid) returns boolean language sql stable as $$
  select exists (select from grievance.complaint c where c.complaint_id = of_complaint and c.receipt_hash = current_setting('payung.receipt', true)) $$;
create policy named_people on grievance.complaint_text as restrictive to payung_server using ((not restricted or permission.is_named_for(complaint_id) or grievance.complaint_held(complaint_id))::int <> 0);
create policy own_case on grievance.complaint as restrictive to payung_server using (((select nullif(current_setting('payung.cases', true), '')) is null or complaint_id::text = any (string_to_array((select nullif(current_setting('payung.cases', true), '')), ',')))::int <> 0);
create policy own_case on grievance.complaint_text as restrictive to payung_server using (((select nullif(current_setting('payung.cases', true), '')) is null or complaint_id::text = any (string_to_array((select nullif(current_setting('payung.cases', true), '')), ',')))::int <> 0);
create policy own_case on grievance.complaint_event as restrictive to payung_server using (((select nullif(current_setting('payung.cases', true), '')) is null or complaint_id::text = any (string_to_array((select nullif(current_setting('payung.cases', true), '')), ',')))::int <> 0);
