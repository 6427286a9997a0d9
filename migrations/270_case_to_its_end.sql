-- A claim to its end: reports of deaths and accidents from wherever they come, who may receive, papers, children at school, and every decision as a dated row.
-- What names or describes the family rests sealed; marks (keyed hashes) only tell that two accounts or telephones are the same.

alter table claims.probable_claim drop constraint probable_claim_event_check;
alter table claims.probable_claim add constraint probable_claim_event_check check (event in ('death', 'accident'));
alter table claims.probable_claim drop constraint probable_claim_benefit_check;
alter table claims.probable_claim add constraint probable_claim_benefit_check check (benefit in ('full', 'funeral-only', 'work-accident'));
-- An accident is a claim before anybody knows what it costs.
alter table claims.probable_claim drop constraint probable_claim_amount_check;
alter table claims.probable_claim add constraint probable_claim_amount_check check (amount > 0 or (event = 'accident' and amount = 0));
-- A death that proved false does not stand in the way of a later, true one.
alter table claims.probable_claim add column sequence integer not null default 1;
alter table claims.probable_claim add column source text not null default 'death-register'
  check (source in ('death-register', 'village-report', 'family-call', 'public-page'));
alter table claims.probable_claim drop constraint probable_claim_person_key_event_key;
alter table claims.probable_claim add constraint probable_claim_person_key_event_key unique (person_key, event, sequence);

create table claims.case_step (
  claim_id uuid not null references claims.probable_claim,
  step_no integer not null check (step_no > 0),
  kind text not null check (kind in ('contacted', 'reported', 'confirmed', 'complication', 'disputed', 'settled', 'complete', 'handed', 'accepted', 'returned', 'refused', 'paid',
    'called-back', 'false-death', 'closed', 'scholarship-claimed')),
  happened_on date not null,
  amount bigint,
  remark text,
  subject uuid,
  sponsor text not null,
  area text not null,
  recorded_at timestamptz not null,
  author text not null,
  -- Two steps decided from the same standing cannot both be recorded.
  primary key (claim_id, step_no));
call platform.declare_table('claims.case_step', 'case', 'scope', 'ten-years', 'What was done on a claim, each a dated row with its author; the state is computed from them.');

create table claims.payee (
  payee_id uuid primary key,
  claim_id uuid not null references claims.probable_claim,
  relation text not null,
  through text not null check (through in ('own-account', 'guardian')),
  sealed bytea not null,
  account_mark text not null,
  phone_mark text,
  agent_mark text,
  sponsor text not null,
  area text not null,
  recorded_at timestamptz not null,
  author text not null);
create index payee_by_claim on claims.payee (claim_id);
create index payee_by_account on claims.payee (account_mark);
call platform.declare_table('claims.payee', 'case', 'scope', 'ten-years', 'Whom the law names for a claim, on whose own account; name, account and telephone sealed.');

create table claims.paper (
  paper_id uuid primary key,
  claim_id uuid not null references claims.probable_claim,
  code text not null,
  media text not null check (media in ('image/jpeg', 'image/png', 'application/pdf')),
  bytes bigint not null check (bytes > 0),
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  scanned_by text not null,
  sealed bytea not null,
  sponsor text not null,
  area text not null,
  recorded_at timestamptz not null,
  author text not null,
  unique (claim_id, digest));
call platform.declare_table('claims.paper', 'case', 'scope', 'ten-years', 'Papers of a claim (also health files), sealed; type told by their bytes, scanned before they rest.');

create table claims.child (
  child_id uuid primary key,
  claim_id uuid not null references claims.probable_claim,
  sealed bytea not null,
  first_year integer not null,
  last_year integer not null,
  sponsor text not null,
  area text not null,
  recorded_at timestamptz not null,
  author text not null);
create index child_by_claim on claims.child (claim_id);
call platform.declare_table('claims.child', 'case', 'scope', 'ten-years', 'Children with a scholarship to be claimed every year; name, birth and school sealed.');

create table claims.report (
  report_id uuid primary key,
  receipt text not null unique,
  programme text not null references programme.programme,
  sponsor text not null,
  area text not null,
  source text not null check (source in ('village-report', 'family-call', 'public-page')),
  event text not null check (event in ('death', 'accident')),
  happened_on date not null,
  received_on date not null,
  token uuid,
  sealed bytea not null,
  recorded_at timestamptz not null,
  author text not null);
create index report_by_programme on claims.report (programme, received_on);
call platform.declare_table('claims.report', 'case', 'scope', 'ten-years', 'Deaths and accidents told by villages, families and the public page; the words sealed.');

create table claims.report_decision (
  report_id uuid primary key references claims.report,
  outcome text not null check (outcome in ('person', 'nobody')),
  person_key uuid,
  claim_id uuid references claims.probable_claim,
  evidence text not null,
  sponsor text not null,
  area text not null,
  recorded_at timestamptz not null,
  author text not null,
  check ((outcome = 'person') = (person_key is not null)));
call platform.declare_table('claims.report_decision', 'case', 'scope', 'ten-years', 'Which person a report means, decided by its NIK or by an officer, and the claim it opened or met.');

create policy own_case on claims.case_step as restrictive to payung_server using (((select nullif(current_setting('payung.cases', true), '')) is null or claim_id::text = any (string_to_array((select nullif(current_setting('payung.cases', true), '')), ',')))::int <> 0);
create policy own_case on claims.payee as restrictive to payung_server using (((select nullif(current_setting('payung.cases', true), '')) is null or claim_id::text = any (string_to_array((select nullif(current_setting('payung.cases', true), '')), ',')))::int <> 0);
create policy own_case on claims.paper as restrictive to payung_server using (((select nullif(current_setting('payung.cases', true), '')) is null or claim_id::text = any (string_to_array((select nullif(current_setting('payung.cases', true), '')), ',')))::int <> 0);
create policy own_case on claims.child as restrictive to payung_server using (((select nullif(current_setting('payung.cases', true), '')) is null or claim_id::text = any (string_to_array((select nullif(current_setting('payung.cases', true), '')), ',')))::int <> 0);
