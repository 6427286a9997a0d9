-- closing: whom a hand-over names, into which next payer's intake their list was given, and what anybody in this installation did about their first month after.

create table closing.handed_person (
  person_key uuid not null,
  choice_id uuid not null,
  programme text not null,
  month date not null check (extract(day from month) = 1),
  sponsor text not null,
  area text not null,
  primary key (person_key, choice_id));
call platform.declare_table('closing.handed_person', 'bulk', 'scope', 'programme-archive',
  'Everybody in the list of a hand-over that was carried out; month is the first one the next payer is asked to pay.', key => 'person_key', recorded => 'choice_id');

create table closing.hand_over (
  choice_id uuid primary key references closing.year_end_choice,
  to_programme text not null references programme.programme,
  file_digest text not null,
  sponsor text not null,
  area text not null,
  recorded_at timestamptz not null,
  author text not null);
call platform.declare_table('closing.hand_over', 'case', 'scope', 'programme-archive',
  'A hand-over''s list given into the intake of the next payer''s programme, once: the list there has the same digest.');

-- The next payer's rows are its own: whoever handed over is told of his own people alone (his settings bound
-- what these functions look at) whether they are held, registered and posted, and by which programme, and whether his list is there.
create function closing.seam_of(of_programme text, of_month date) returns table (person_key uuid, held_by text, registered boolean, posted boolean)
language plpgsql stable security definer set search_path = closing, pg_temp as $$
begin
  return query
    select one.person_key, one.held_by,
      exists (select from enrolment.registration r where r.person_key = one.person_key and r.programme = one.held_by and r.outcome = 'registered'),
      exists (select from contributions.standing_posting s where s.person_key = one.person_key and s.month = of_month)
    from (
      select p.person_key, (select min(m.programme) from roster.person_month m
        where m.person_key = p.person_key and m.month = of_month and m.programme <> of_programme) as held_by
      from closing.handed_person p where p.programme = of_programme and p.month = of_month
        and (current_setting('payung.sponsor', true) = '*' or p.sponsor = current_setting('payung.sponsor', true))
        and (current_setting('payung.area', true) = '*' or starts_with(p.area, nullif(current_setting('payung.area', true), '')))) one;
end $$;
revoke all on function closing.seam_of from public;
grant execute on function closing.seam_of to payung_server;

create function closing.list_arrived(of_choice uuid) returns boolean
language plpgsql stable security definer set search_path = closing, pg_temp as $$
begin
  return exists (
    select from closing.hand_over h join intake.list l on l.programme = h.to_programme and l.file_digest = h.file_digest
    where h.choice_id = of_choice and (current_setting('payung.sponsor', true) = '*' or h.sponsor = current_setting('payung.sponsor', true)) and not exists (select from intake.withdrawal w where w.list_id = l.list_id));
end $$;
revoke all on function closing.list_arrived from public;
grant execute on function closing.list_arrived to payung_server;
