-- The assignment of a case ends, on a day and for a reason; the officer may be given it again later. What ended is never removed.

alter table permission.case_assignment drop constraint case_assignment_pkey;
alter table permission.case_assignment add column assignment_id uuid primary key default gen_random_uuid();
create index case_assignment_of_case on permission.case_assignment (case_id, assigned_to);

create table permission.case_assignment_end (
  assignment_id uuid primary key references permission.case_assignment,
  ended_by text not null,
  reason text not null check (length(reason) >= 10),
  sponsor text not null,
  area text not null,
  recorded_at timestamptz not null);
call platform.declare_table('permission.case_assignment_end', 'case', 'scope', 'ten-years', 'When an officer''s assignment to a case ended, by whom and why; from then on he does not reach it.');

create view permission.standing_assignment with (security_invoker = true) as
select a.* from permission.case_assignment a
where not exists (select from permission.case_assignment_end e where e.assignment_id = a.assignment_id);
grant select on permission.standing_assignment to payung_server;
comment on view permission.standing_assignment is 'Cases with the officers who are assigned to them today.';

-- Restricted words are read by whoever is named for the case today.
create or replace function permission.is_named_for(of_case uuid) returns boolean language sql stable as $$
  select exists (select from permission.standing_assignment a where a.case_id = of_case and a.assigned_to = current_setting('payung.actor', true)) $$;
