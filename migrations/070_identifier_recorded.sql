-- When a sealed NIK was first recorded. The keys made until now carry the instant they were made at in their first 48 bits (UUIDv7).
alter table registry.identifier add column recorded_at timestamptz;
alter table registry.identifier alter column recorded_at type timestamptz
  using to_timestamp(('x' || translate(left(person_key::text, 13), '-', ''))::bit(48)::bigint / 1000.0);
alter table registry.identifier alter column recorded_at set not null;
comment on table registry.identifier is
  'class=bulk key=token guard=actor recorded=own retention=person | The only place where a sealed NIK meets a person key.';

-- Tokens and person keys are in no common order, so one of two indexes is always filled at random: half the cost of recording an identity.
-- Person keys are turned into tokens for whole lists only, by one join.
drop index registry.identifier_by_person;
