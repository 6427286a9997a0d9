-- notice: which sending a report of delivery was about; of each sending each outcome is kept once, however often and in whatever order reports come.

alter table notice.attempt add column reported text;
create unique index attempt_reported_once on notice.attempt (message_id, reported, outcome) where reported is not null;
