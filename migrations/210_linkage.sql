-- Who a row means when its NIK does not say it: what was written in place of a NIK, persons proposed by the linkage model, and what a person decided.

alter table intake.candidate add column written uuid;
comment on column intake.candidate.written is 'Sixteen digits that stood where the NIK should, sealed, when they are no NIK: a spreadsheet lost the last digit.';

alter table matching.identity_decision
  add column proposed boolean not null default false,
  add column person_token uuid,
  add constraint token_of_a_proposed_person check (person_token is null or (proposed and verdict = 'same-person'));
comment on column matching.identity_decision.proposed is 'The person was proposed by likeness, and is not the holder of the NIK in the row.';
comment on column matching.identity_decision.person_token is 'The sealed NIK of the proposed person: the one the row is judged and registered under from then on.';

-- What stands of a row: of each person the last word counts, and of the persons the last one confirmed. That a proposed person is not meant says
-- nothing of the row's own NIK.
create view matching.standing_decision with (security_invoker = true) as
select distinct on (list_id, row_no) list_id, row_no, sponsor, area, person_key, person_token, verdict, recorded_at
from (
  select distinct on (list_id, row_no, person_key) * from matching.identity_decision order by list_id, row_no, person_key, recorded_at desc) last
where verdict = 'same-person' or not proposed
order by list_id, row_no, recorded_at desc;
grant select on matching.standing_decision to payung_server;

create table matching.linkage_weights (
  weights_id uuid primary key,
  sponsor text not null,
  area text not null,
  valid_from date not null,
  estimated_from jsonb not null,
  content jsonb not null,
  recorded_at timestamptz not null,
  author text not null);
call platform.declare_table('matching.linkage_weights', 'case', 'scope', 'permanent',
  'Weights of the linkage model as a dated parameter: from when, and from which data they were estimated.');

create table matching.proposing (
  proposing_id uuid primary key,
  programme text not null,
  sponsor text not null,
  area text not null,
  run_id uuid not null,
  weights text not null,
  snapshots jsonb not null,
  row_count integer not null,
  proposed_count integer not null,
  recorded_at timestamptz not null,
  author text not null);
create index proposing_by_programme on matching.proposing (programme, recorded_at);
call platform.declare_table('matching.proposing', 'case', 'scope', 'programme-archive',
  'One search for the persons whom doubtful rows may mean: after which assessment, under which weights and registers.');

create table matching.proposal (
  list_id uuid not null,
  row_no integer not null,
  person_key uuid not null,
  proposing_id uuid not null,
  sponsor text not null,
  area text not null,
  person_token uuid not null,
  place smallint not null check (place > 0),
  bits numeric(9, 2) not null,
  reasons jsonb not null,
  primary key (list_id, row_no, person_key, proposing_id));
create index proposal_of_proposing on matching.proposal (proposing_id, list_id, row_no);
call platform.declare_table('matching.proposal', 'bulk', 'scope', 'programme-archive',
  'A person whom a doubtful row may mean, with the weight of each comparison; a proposal decides nothing.', key => 'list_id', recorded => 'proposing_id');
