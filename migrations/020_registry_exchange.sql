-- The verification exchange: answers know their request; and whoever acts in a part of an area sees which snapshots cover it.

alter table registry.snapshot add column request_id uuid;
comment on column registry.snapshot.request_id is 'The request an answer file answers; null for a snapshot.';
alter table registry.snapshot add constraint only_answers_name_a_request check (request_id is null or basis = 'exchange');

create index verification_asked_by_request on registry.verification_asked (request_id, row_no);

-- A snapshot row holds nothing personal; without this, an officer of a kabupaten would see no register of his province and read "unknown" everywhere.
create policy covering_area on registry.snapshot for select to payung_server using (
  ((select current_setting('payung.sponsor', true)) = '*' or sponsor = (select current_setting('payung.sponsor', true)))
  and starts_with((select current_setting('payung.area', true)), area));

-- A register of millions that the planner takes for an empty table is joined row by row; the restricted role may not analyze what it does not own.
create function registry.fresh_statistics(of text) returns void
language plpgsql security definer set search_path = registry, pg_temp as $$
begin
  if of not in ('population', 'social_register', 'membership', 'public_servant', 'death') then
    raise exception 'not a register: %', of;
  end if;
  execute format('analyze registry.%I', of);
  analyze registry.identifier;
end $$;
revoke all on function registry.fresh_statistics from public;
grant execute on function registry.fresh_statistics to payung_server;
