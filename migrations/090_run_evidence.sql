-- The evidence of a run: where its joined rows rest, sealed, so that its decisions can be repeated after the registers moved on.

create table platform.run_evidence (
  run_id uuid primary key references platform.run,
  sponsor text not null,
  area text not null,
  file_name text not null unique,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  size bigint not null check (size > 0),
  row_count bigint not null check (row_count >= 0),
  keep_until date,
  recorded_at timestamptz not null);
call platform.declare_table('platform.run_evidence', 'reference', 'scope', 'programme-archive',
  'The sealed file of a run''s joined rows: its SHA-256, size, rows, and how long it is kept (as long as the run where no date stands).');
