-- enrolment: what a signature commits to, row by row, so that a row changed behind a signed list can be named.

create table enrolment.list_commitment (
  instrument_id uuid primary key,
  sponsor text not null,
  area text not null,
  salt bytea not null check (length(salt) = 32),
  people bigint not null,
  root bytea not null check (length(root) = 32),
  sources jsonb not null,
  instrument_digest text not null,
  signature_digest text not null,
  digest text not null,
  recorded_at timestamptz not null);
call platform.declare_table('enrolment.list_commitment', 'case', 'scope', 'permanent',
  'What was signed: the root over its rows, the file of each list cited, the instrument and signature; their digest stands in the act of signing.');

create table enrolment.list_leaf (
  instrument_id uuid not null,
  tile integer not null,
  sponsor text not null,
  area text not null,
  people uuid[] not null,
  leaves bytea not null,
  candidates bytea not null,
  primary key (instrument_id, tile),
  check (length(leaves) = 32 * cardinality(people) and length(candidates) = 32 * cardinality(people)));
call platform.declare_table('enrolment.list_leaf', 'case', 'scope', 'permanent',
  'The hash of each row signed and of the candidate it cites, 256 to a row in the order of person keys.', recorded => 'instrument_id');
