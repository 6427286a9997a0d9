-- Under minutes everybody signs for himself and his own branch, and what the minutes say: the server's role can write nothing else, whatever it is asked.

alter table contributions.minutes add constraint minutes_with_digest unique (minutes_id, digest);
alter table contributions.minutes_signature add constraint signs_what_the_minutes_say foreign key (minutes_id, digest) references contributions.minutes (minutes_id, digest);
create policy signs_for_himself on contributions.minutes_signature as restrictive for insert to payung_server with check (
  signed_by = (select nullif(current_setting('payung.actor', true), ''))
  and (side = 'sponsor' or (select nullif(current_setting('payung.branch', true), '')) is null or branch = (select nullif(current_setting('payung.branch', true), ''))));
