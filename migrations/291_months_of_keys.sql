-- Whether anybody pays for a person under another of his keys: a key and a month, whoever the sponsor, and nothing more.
create function roster.months_of_keys(of_keys uuid[]) returns table (person_key uuid, month date)
language plpgsql stable security definer set search_path = roster, pg_temp as $$
begin
  return query select distinct held.person_key, held.month from roster.person_month held where held.person_key = any (of_keys);
end $$;
revoke all on function roster.months_of_keys from public;
grant execute on function roster.months_of_keys to payung_server;
