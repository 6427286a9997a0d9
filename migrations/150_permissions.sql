-- What the permission table (permissions/permissions.yaml) asks of the database: reaches narrower than sponsor and area, cases assigned, glasses broken,
-- and what was disclosed to whom. A test compares these policies with the table.

create schema permission;
grant usage on schema permission to payung_server;

create table permission.case_assignment (
  case_id uuid not null,
  kind text not null check (kind in ('claim', 'objection')),
  assigned_to text not null,
  assigned_by text not null,
  sponsor text not null,
  area text not null,
  recorded_at timestamptz not null,
  primary key (case_id, assigned_to),
  constraint nobody_assigns_himself check (assigned_by <> assigned_to));
create index case_assignment_by_officer on permission.case_assignment (assigned_to);
call platform.declare_table('permission.case_assignment', 'case', 'scope', 'ten-years', 'Which case (claim, objection) is assigned to which officer, by whom.');

create table permission.glass (
  glass_id uuid primary key,
  act text not null,
  sponsor text not null,
  area text not null,
  reason text not null check (length(reason) >= 20),
  closes_at timestamptz not null,
  recorded_at timestamptz not null,
  author text not null,
  unique (glass_id, author),
  constraint not_open_for_long check (closes_at > recorded_at and closes_at <= recorded_at + interval '4 hours'));
call platform.declare_table('permission.glass', 'case', 'scope', 'ten-years', 'Glasses broken: an act beyond the permission table, for a short time, with its reason.');

create table permission.glass_review (
  glass_id uuid primary key,
  broken_by text not null,
  reviewed_by text not null,
  verdict text not null check (verdict in ('justified', 'not-justified')),
  remark text not null,
  sponsor text not null,
  area text not null,
  recorded_at timestamptz not null,
  foreign key (glass_id, broken_by) references permission.glass (glass_id, author),
  constraint nobody_judges_his_own_glass check (reviewed_by <> broken_by));
call platform.declare_table('permission.glass_review', 'case', 'scope', 'ten-years', 'How a broken glass was judged, and by whom.');

-- Of everybody, whoever asked: the person has a right to see who looked, from whichever sponsor or area.
create table permission.disclosure (
  disclosure_id uuid primary key,
  kind text not null check (kind in ('search', 'reveal')),
  act text not null,
  token uuid,
  fields text[] not null,
  reason text,
  through text not null check (through in ('page', 'api', 'command')),
  subject text,
  recorded_at timestamptz not null,
  author text not null,
  check (kind <> 'reveal' or reason is not null));
create index disclosure_by_token on permission.disclosure (token);
create index disclosure_by_time on permission.disclosure (recorded_at);
call platform.declare_table('permission.disclosure', 'case', 'actor', 'ten-years',
  'Each search by NIK and each masked field shown: who, whom (token), which fields, why, through what; written before the fields leave.');

create table permission.export (
  export_id uuid primary key,
  act text not null,
  owner text not null,
  folder text not null,
  file_name text not null,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  bytes bigint not null,
  people integer,
  reason text not null,
  mark text not null,
  subject uuid,
  through text not null check (through in ('page', 'api', 'command')),
  recorded_at timestamptz not null,
  author text not null);
create index export_by_time on permission.export (recorded_at);
call platform.declare_table('permission.export', 'case', 'actor', 'ten-years', 'Each copy of a file that names people: who took it, why, its digest and the mark it carries.');

-- Reaches narrower than sponsor and area. A transaction that is told no branch, sender or cases sees what `scope` shows.
create policy own_branch on enrolment.enrolment_file as restrictive to payung_server using (((select nullif(current_setting('payung.branch', true), '')) is null or branch = (select nullif(current_setting('payung.branch', true), '')))::int <> 0);
create policy own_branch on contributions.period as restrictive to payung_server using (((select nullif(current_setting('payung.branch', true), '')) is null or branch = (select nullif(current_setting('payung.branch', true), '')))::int <> 0);
create policy own_sender on intake.list as restrictive to payung_server using (((select nullif(current_setting('payung.sender', true), '')) is null or sender = (select nullif(current_setting('payung.sender', true), '')))::int <> 0);
create policy own_case on claims.probable_claim as restrictive to payung_server using (((select nullif(current_setting('payung.cases', true), '')) is null or claim_id::text = any (string_to_array((select nullif(current_setting('payung.cases', true), '')), ',')))::int <> 0);
create policy own_case on grievance.objection as restrictive to payung_server using (((select nullif(current_setting('payung.cases', true), '')) is null or objection_id::text = any (string_to_array((select nullif(current_setting('payung.cases', true), '')), ',')))::int <> 0);
create policy own_case on grievance.resolution as restrictive to payung_server using (((select nullif(current_setting('payung.cases', true), '')) is null or objection_id::text = any (string_to_array((select nullif(current_setting('payung.cases', true), '')), ',')))::int <> 0);
