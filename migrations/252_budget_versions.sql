-- A line's budget in dated versions (APBD, shift, APBD-P), JKK and JKM apart: proposed, its effect shown, approved by another, and only then the line's limit.

create table programme.budget_version (
  version_id uuid primary key,
  programme text not null references programme.programme,
  sponsor text not null,
  area text not null,
  kind text not null check (kind in ('apbd', 'shift', 'apbd-p')),
  effective_on date not null,
  basis text not null,
  recorded_at timestamptz not null,
  author text not null,
  unique (version_id, author));
call platform.declare_table('programme.budget_version', 'case', 'scope', 'ten-years', 'Proposed versions of a programme''s budget: APBD, a shift, or the change (APBD-P), from which day and on what basis.');

create table programme.budget_version_line (
  version_id uuid not null references programme.budget_version,
  line text not null references programme.budget_line,
  sponsor text not null,
  area text not null,
  jkk bigint not null check (jkk >= 0),
  jkm bigint not null check (jkm >= 0),
  primary key (version_id, line));
call platform.declare_table('programme.budget_version_line', 'case', 'scope', 'ten-years', 'What a version gives each line for JKK and for JKM, in rupiah.', recorded => 'version_id');

create table programme.budget_approval (
  version_id uuid primary key,
  proposed_by text not null,
  approved_by text not null,
  approved_on date not null,
  effects_digest text not null,
  sponsor text not null,
  area text not null,
  recorded_at timestamptz not null,
  foreign key (version_id, proposed_by) references programme.budget_version (version_id, author),
  constraint nobody_approves_his_own_budget check (approved_by <> proposed_by));
call platform.declare_table('programme.budget_approval', 'case', 'scope', 'ten-years', 'Approvals of budget versions, under the digest of the effects that were shown.');

-- The limit of a line is what its latest approved version says; there is no other way to change it.
create function programme.apply_budget(version uuid) returns integer language plpgsql security definer set search_path = pg_catalog as $$
declare changed integer;
begin
  if not exists (select from programme.budget_approval a where a.version_id = version) then
    raise exception 'the budget version is not approved' using errcode = '42501';
  end if;
  update programme.budget_line l set limit_amount = v.jkk + v.jkm from programme.budget_version_line v where v.version_id = version and v.line = l.line;
  get diagnostics changed = row_count;
  return changed;
end $$;
revoke all on function programme.apply_budget(uuid) from public;
grant execute on function programme.apply_budget(uuid) to payung_server;

alter table programme.budget_line add column source text check (source in ('apbn', 'apbd', 'village-fund', 'revenue-share', 'donor'));
alter table programme.budget_line add column jkk_account text;
alter table programme.budget_line add column jkm_account text;
