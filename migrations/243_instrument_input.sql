-- enrolment: what a proposal was made from beside its allocation, by digest, so that a replay names the input that differs.

create table enrolment.instrument_input (
  instrument_id uuid not null references enrolment.instrument,
  input text not null check (input in ('departures', 'closed-months', 'deaths', 'signed-lists')),
  sponsor text not null,
  area text not null,
  digest text not null,
  rows bigint not null,
  primary key (instrument_id, input));
call platform.declare_table('enrolment.instrument_input', 'case', 'scope', 'permanent',
  'Digests of what an instrument was proposed from: leavers, closed months, deaths, lists signed before.', recorded => 'instrument_id');
