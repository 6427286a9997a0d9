-- enrolment: the card of a registered person on its way to him. Every attempt is an event; the latest says how it stands.

create table enrolment.card_event (
  person_key uuid not null,
  programme text not null,
  sequence integer not null,
  sponsor text not null,
  area text not null,
  kpj text not null,
  outcome text not null check (outcome in ('delivered', 'undelivered')),
  happened_on date not null,
  received_by text,
  proof text,
  reason text,
  file_digest text not null,
  recorded_at timestamptz not null,
  author text not null,
  primary key (person_key, programme, sequence),
  check ((outcome = 'delivered') = (received_by is not null and proof is not null)),
  check ((outcome = 'undelivered') = (reason is not null)));
call platform.declare_table('enrolment.card_event', 'bulk', 'scope', 'ten-years',
  'Each attempt to bring a card: when, who received it and by which proof, or why it was not received.', key => 'person_key');
