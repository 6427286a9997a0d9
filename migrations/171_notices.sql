-- notice: short messages to people, queued with what they are about, sent by a gateway, their delivery kept; numbers and words rest sealed.
create schema notice;
grant usage on schema notice to payung_server;

create table notice.message (
  message_id uuid primary key,
  dedupe text not null unique,
  kind text not null check (kind ~ '^[a-z]+(-[a-z]+)*$'),
  subject text not null,
  sponsor text not null,
  area text not null,
  recipient bytea not null,
  words bytea not null,
  recorded_at timestamptz not null,
  author text not null);
create index message_by_time on notice.message (recorded_at);
call platform.declare_table('notice.message', 'case', 'scope', 'one-year', 'Messages to people: about what, where; number and words sealed. One for each reason, however often it is asked for.');

create table notice.attempt (
  message_id uuid not null references notice.message,
  sequence integer not null check (sequence > 0),
  sponsor text not null,
  area text not null,
  outcome text not null check (outcome in ('taken', 'delivered', 'failed', 'refused')),
  reference text,
  detail text,
  recorded_at timestamptz not null,
  primary key (message_id, sequence));
create index attempt_by_time on notice.attempt (recorded_at);
create index attempt_by_reference on notice.attempt (reference) where reference is not null;
call platform.declare_table('notice.attempt', 'case', 'scope', 'one-year', 'What the gateway said of a message, in order.');

-- A message under way is nobody else's until its time is over, so that two servers do not send it twice.
create table notice.lease (
  message_id uuid primary key references notice.message,
  sponsor text not null,
  area text not null,
  until timestamptz not null);
call platform.declare_table('notice.lease', 'case', 'scope', 'one-year', 'Messages being sent, and until when they are left alone.', recorded => 'until', privileges => 'select, insert');
grant update (until) on notice.lease to payung_server;

create table notice.contact (
  contact_id uuid primary key,
  person_key uuid not null,
  sponsor text not null,
  area text not null,
  recipient bytea,
  recorded_at timestamptz not null,
  author text not null);
create index contact_by_person on notice.contact (person_key, recorded_at);
call platform.declare_table('notice.contact', 'case', 'scope', 'programme-archive', 'By which number a person wants to be told, sealed; the latest counts, an empty one ends it.');
