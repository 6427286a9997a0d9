-- A snapshot may be loaded and held, so that what it would change is seen before it counts; applying it is an act with its author.

create table registry.snapshot_hold (
  snapshot_id uuid primary key references registry.snapshot,
  sponsor text not null,
  area text not null,
  recorded_at timestamptz not null,
  author text not null);
call platform.declare_table('registry.snapshot_hold', 'reference', 'scope', 'programme-archive', 'Snapshots that were loaded without counting yet.');

create table registry.snapshot_application (
  snapshot_id uuid primary key references registry.snapshot_hold,
  sponsor text not null,
  area text not null,
  reason text not null,
  recorded_at timestamptz not null,
  author text not null);
call platform.declare_table('registry.snapshot_application', 'reference', 'scope', 'programme-archive', 'Held snapshots that count from then on, and why it was decided.');
