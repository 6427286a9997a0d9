-- closing: an officer of a part of a kabupaten sees people handed over and not the choice for the whole: he is told of the hand-overs of his own people,
-- to whom and whether the list is there, and nothing of how many they are.
create function closing.hand_overs_of(of_programme text, of_month date)
returns table (choice_id uuid, area text, next_payer text, to_programme text, recorded_at timestamptz, arrived boolean)
language plpgsql stable security definer set search_path = closing, pg_temp as $$
begin
  return query
    select c.choice_id, c.area, c.next_payer, h.to_programme, h.recorded_at, closing.list_arrived(c.choice_id)
    from closing.year_end_choice c left join closing.hand_over h on h.choice_id = c.choice_id
    where c.choice_id in (
      select p.choice_id from closing.handed_person p where p.programme = of_programme and p.month = of_month
        and (current_setting('payung.sponsor', true) = '*' or p.sponsor = current_setting('payung.sponsor', true))
        and (current_setting('payung.area', true) = '*' or starts_with(p.area, nullif(current_setting('payung.area', true), ''))));
end $$;
revoke all on function closing.hand_overs_of from public;
grant execute on function closing.hand_overs_of to payung_server;

-- A person's trail is told up the chain from where hand-overs are made: which hand-overs name him, by the choice a copy is recorded under and the digest of its
-- file. It shows what its caller may see of both tables, and no more.
create function permission.hand_overs_naming(of_people uuid[]) returns table (choice_id uuid, file_digest text)
language sql stable set search_path = closing, pg_temp as $$
  select p.choice_id, y.file_digest from closing.handed_person p left join closing.year_end_carried y on y.choice_id = p.choice_id
  where p.person_key = any (of_people);
$$;
revoke all on function permission.hand_overs_naming from public;
grant execute on function permission.hand_overs_naming to payung_server;
