-- Whether a list may be taken back hangs on every signed instrument, also on those of the whole province, which a village does not see: only number and day are told.
create function enrolment.signing_of_list(of_list uuid) returns table (number text, signed_on date)
language sql stable security definer set search_path = enrolment, pg_temp as $$
  select i.number, s.signed_on from signature s join instrument i on i.instrument_id = s.instrument_id
  where s.instrument_id in (select d.instrument_id from determination d where d.list_id = of_list)
  order by s.signed_on, i.number limit 1
$$;
revoke all on function enrolment.signing_of_list from public;
grant execute on function enrolment.signing_of_list to payung_server;
