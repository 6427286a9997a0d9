-- The places a run shared out: those of the policy, or shared over the people it counted, or with unused places moved; and whom a place was kept for.

create table allocation.place (
  run_id uuid not null,
  area text not null,
  places integer not null check (places >= 0),
  basis text not null,
  recorded_at timestamptz not null,
  primary key (run_id, area));
call platform.declare_table('allocation.place', 'reference', 'none', 'programme-archive', 'Places of each kabupaten in an allocation, and how each number came about.');

insert into allocation.place (run_id, area, places, basis, recorded_at)
  select r.run_id, q.area, q.places, q.basis, r.recorded_at
  from platform.run r join programme.quota q on q.programme = r.programme and q.version = r.policy_version where r.kind = 'allocation';

-- Which kept shares a person may have a place of, by the facts the verdict was given on; and of which he has one.
alter table eligibility.verdict add column kept_groups text[] not null default '{}';
alter table allocation.ranking add column kept_for text;
