-- What one sponsor may know of another: that a month is already held, by an opaque key, and nothing more.

create function roster.held_by_others(of_programme text, first_month date, last_month date) returns table (person_key uuid)
language sql stable security definer set search_path = roster, pg_temp as $$
  select distinct held.person_key from roster.person_month held
  where held.month between first_month and last_month and held.programme <> of_programme
$$;
revoke all on function roster.held_by_others from public;
grant execute on function roster.held_by_others to payung_server;
