-- The same question in plpgsql: a cluster cannot plan a parameter of a function written in SQL. It was never inlined, so nothing is lost.

create or replace function roster.held_by_others(of_programme text, first_month date, last_month date) returns table (person_key uuid)
language plpgsql stable security definer set search_path = roster, pg_temp as $$
begin
  return query select distinct held.person_key from roster.person_month held
    where held.month between first_month and last_month and held.programme <> of_programme;
end $$;
