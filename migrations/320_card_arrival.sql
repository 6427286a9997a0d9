-- enrolment: the card has come to the village, where its member can fetch it; another event of the same card.

alter table enrolment.card_event add column place text;
alter table enrolment.card_event drop constraint card_event_outcome_check;
alter table enrolment.card_event add constraint card_event_outcome_check check (outcome in ('arrived', 'delivered', 'undelivered'));
alter table enrolment.card_event add constraint card_event_arrived_check
  check ((outcome = 'arrived') = (place is not null) and (outcome <> 'arrived' or received_by is not null));
