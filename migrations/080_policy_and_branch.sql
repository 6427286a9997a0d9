-- A policy may return to an earlier content: what was recorded once may be recorded again, as a later version.
alter table programme.policy_version drop constraint policy_version_programme_digest_key;

-- Which branch serves a kabupaten under which NPP is said by a sponsor, for his own members, and may be corrected: the latest revision counts.
alter table programme.branch_area
  add column sponsor text references programme.sponsor,
  add column revision integer not null default 1,
  add column recorded_at timestamptz;
update programme.branch_area a set
  sponsor = coalesce(
    (select p.sponsor from programme.programme p join programme.sponsor s using (sponsor)
      where p.first_month = a.valid_from and starts_with(a.area, s.region_code) order by p.recorded_at limit 1),
    (select sponsor from programme.sponsor s where starts_with(a.area, s.region_code) order by length(s.region_code), s.recorded_at limit 1)),
  recorded_at = coalesce((select min(p.recorded_at) from programme.programme p where p.first_month = a.valid_from), now());
alter table programme.branch_area
  alter column sponsor set not null,
  alter column recorded_at set not null,
  drop constraint branch_area_pkey,
  add primary key (sponsor, area, valid_from, revision);
comment on table programme.branch_area is
  'class=reference guard=none recorded=own retention=permanent | Which branch serves a kabupaten for a sponsor from when, under which registration number (NPP); the latest revision counts.';

-- The first month a sponsor has not opened with any branch. A month opened keeps branch and NPP, so a change of them counts from here.
-- It asks as its caller, under the row policies; it is here because the stage that records programmes stands before the one that opens months.
create function programme.first_month_not_opened(of_sponsor text) returns date
language sql stable set search_path = programme, pg_temp as $$
  select (max(month) + interval '1 month')::date from contributions.period where sponsor = of_sponsor
$$;
