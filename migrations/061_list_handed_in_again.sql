-- A file whose list was withdrawn may be handed in again: the withdrawn list stays as it was, and the new one says how many came before it.

alter table intake.list add column withdrawn_before integer not null default 0 check (withdrawn_before >= 0);
comment on column intake.list.withdrawn_before is 'How many lists of the very same file were withdrawn before this one was handed in.';
alter table intake.list drop constraint list_programme_file_digest_key;
alter table intake.list add constraint one_list_of_a_file unique (programme, file_digest, withdrawn_before);

-- Counted for everybody alike: the list may have been withdrawn because it was handed in for another area, which this actor does not see.
create function intake.withdrawn_lists(of_programme text, of_digests text[]) returns table (file_digest text, lists integer)
language sql stable security definer set search_path = intake, pg_temp as $$
  select l.file_digest, count(*)::integer from list l join withdrawal w using (list_id)
  where l.programme = of_programme and l.file_digest = any(of_digests) group by l.file_digest
$$;
revoke all on function intake.withdrawn_lists from public;
grant execute on function intake.withdrawn_lists to payung_server;
