-- The verification exchange: answers know their request; and whoever acts in a part of an area sees which snapshots cover it.

alter table registry.snapshot add column request_id uuid;
comment on column registry.snapshot.request_id is 'The request an answer file answers; null for a snapshot.';
alter table registry.snapshot add constraint only_answers_name_a_request check (request_id is null or basis = 'exchange');

create index verification_asked_by_request on registry.verification_asked (request_id, row_no);

-- A snapshot row holds nothing personal; without this, an officer of a kabupaten would see no register of his province and read "unknown" everywhere.
create policy covering_area on registry.snapshot for select to payung_server using (
  ((select current_setting('payung.sponsor', true)) = '*' or sponsor = (select current_setting('payung.sponsor', true)))
  and starts_with((select current_setting('payung.area', true)), area));
