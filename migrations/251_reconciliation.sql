-- Differences of a month as tasks, and its minutes signed by both sides.

create table contributions.difference (
  difference_id uuid primary key,
  programme text not null references programme.programme,
  branch text not null references programme.branch,
  month date not null check (extract(day from month) = 1),
  class text not null check (class in ('paid-not-posted', 'posted-not-paid', 'paid-for-the-dead', 'paid-twice', 'paid-by-two-payers', 'posted-under-another-name')),
  subject text not null,
  person_key uuid,
  kpj text,
  amount bigint not null,
  detail text not null,
  owner text not null,
  due_on date not null,
  sponsor text not null,
  area text not null,
  recorded_at timestamptz not null,
  author text not null,
  unique (programme, month, class, subject));
call platform.declare_table('contributions.difference', 'case', 'scope', 'ten-years',
  'What did not agree of a person''s month between the signed list, what was paid and what was posted: a task with an owner and a day.');

create table contributions.difference_resolution (
  difference_id uuid primary key references contributions.difference,
  outcome text not null check (outcome in ('agrees-now', 'credit', 'refund-asked', 'corrected', 'no-difference')),
  remark text not null check (length(remark) >= 5),
  sponsor text not null,
  area text not null,
  recorded_at timestamptz not null,
  author text not null);
call platform.declare_table('contributions.difference_resolution', 'case', 'scope', 'ten-years', 'How a difference was settled; the correction itself is a reversal or a credit.');

-- A posting whose name is not the roster's: the person is posted, but perhaps as somebody else.
create table contributions.posting_name (
  file_id uuid not null references contributions.posting_file,
  row_no integer not null,
  person_key uuid not null,
  month date not null,
  kpj text not null,
  likeness smallint not null check (likeness between 0 and 100),
  sponsor text not null,
  area text not null,
  primary key (file_id, row_no));
create index posting_name_by_person on contributions.posting_name (person_key, month);
call platform.declare_table('contributions.posting_name', 'case', 'scope', 'ten-years', 'Postings under a name unlike the person''s own, with how like it is (percent); the name itself is not kept.', recorded => 'file_id');

create table contributions.minutes (
  minutes_id uuid primary key,
  programme text not null references programme.programme,
  month date not null check (extract(day from month) = 1),
  sequence integer not null,
  content jsonb not null,
  digest text not null,
  sponsor text not null,
  area text not null,
  recorded_at timestamptz not null,
  author text not null,
  unique (programme, month, sequence));
call platform.declare_table('contributions.minutes', 'case', 'scope', 'ten-years', 'Minutes of a month''s reconciliation (berita acara): every figure, and the digest both sides sign.');

create table contributions.minutes_signature (
  minutes_id uuid not null references contributions.minutes,
  side text not null check (side in ('sponsor', 'administrator')),
  signed_by text not null,
  name text not null,
  signed_on date not null,
  digest text not null,
  sponsor text not null,
  area text not null,
  recorded_at timestamptz not null,
  primary key (minutes_id, side),
  constraint nobody_signs_for_both_sides unique (minutes_id, signed_by));
call platform.declare_table('contributions.minutes_signature', 'case', 'scope', 'ten-years', 'Signatures under minutes, one a side, never both by one account.');

-- Whatever was wrong with a person's month, it becomes a credit once.
create unique index credit_of_person_month on contributions.credit (programme, reference) where source <> 'overpayment';
