-- Money that comes back, facts that were wrong, money paid beyond what was owed: each is a fact of its own; what stands is never changed.

alter table contributions.payment drop constraint payment_fact_check;
alter table contributions.payment add constraint payment_fact_check check (fact in (
  'sp2d-issued', 'bank-debited', 'administrator-received', 'bank-returned', 'bank-overpaid', 'received-beyond-invoice', 'credit-applied'));

-- A payment order whose money the bank returned pays nothing any more: it leaves both sums, so that it can be ordered again.
alter table contributions.invoice
  add column credited bigint not null default 0,
  drop constraint payments_within_invoice,
  add constraint payments_within_invoice check (
    credited >= 0 and ordered >= 0 and ordered + credited <= amount and debited between 0 and ordered and received >= 0 and received + credited <= amount);
grant update (credited) on contributions.invoice to payung_server;

create table contributions.payment_reversal (
  payment_id uuid primary key references contributions.payment,
  reason text not null check (length(reason) >= 10),
  occurred_on date not null,
  sponsor text not null,
  area text not null,
  recorded_at timestamptz not null,
  author text not null);
call platform.declare_table('contributions.payment_reversal', 'case', 'scope', 'ten-years',
  'Payment facts that were wrong (another month, another invoice, another amount), each taken back once, with its reason.');

create table contributions.credit (
  credit_id uuid primary key,
  programme text not null references programme.programme,
  branch text not null references programme.branch,
  source text not null check (source in ('overpayment', 'paid-for-the-dead', 'paid-twice', 'paid-by-two-payers', 'posted-under-another-name')),
  reference text not null,
  amount bigint not null check (amount > 0),
  used bigint not null default 0,
  basis text not null,
  sponsor text not null,
  area text not null,
  recorded_at timestamptz not null,
  author text not null,
  unique (programme, branch, source, reference),
  constraint credit_used_once check (used between 0 and amount));
call platform.declare_table('contributions.credit', 'case', 'scope', 'ten-years',
  'What the administrator holds of the sponsor''s money beyond what was owed, with the clause by which it is carried forward; used up by later invoices.');
grant update (used) on contributions.credit to payung_server;

-- Every line of every statement, once: the same line in an overlapping statement is the same line.
create table contributions.statement (
  statement_id uuid primary key,
  programme text not null references programme.programme,
  profile text not null,
  name text not null,
  file_digest text not null,
  row_count integer not null,
  sponsor text not null,
  area text not null,
  recorded_at timestamptz not null,
  author text not null,
  unique (programme, file_digest));
call platform.declare_table('contributions.statement', 'case', 'scope', 'ten-years', 'Bank statements as read: which file, by which bank''s profile.');

create table contributions.statement_line (
  line_id uuid primary key,
  statement_id uuid not null references contributions.statement,
  programme text not null,
  line_mark text not null,
  line_no integer not null,
  booked_on date not null,
  direction text not null check (direction in ('debit', 'credit')),
  amount bigint not null check (amount > 0),
  reference text not null,
  description text not null,
  sponsor text not null,
  area text not null,
  recorded_at timestamptz not null,
  unique (programme, line_mark));
call platform.declare_table('contributions.statement_line', 'case', 'scope', 'ten-years',
  'Lines of bank statements; the mark is the digest of day, direction, amount, reference, text and which of the equal ones of that day it is.');

create table contributions.statement_match (
  line_id uuid not null references contributions.statement_line,
  payment_id uuid not null references contributions.payment,
  sponsor text not null,
  area text not null,
  recorded_at timestamptz not null,
  author text not null,
  primary key (line_id, payment_id));
call platform.declare_table('contributions.statement_match', 'case', 'scope', 'ten-years', 'Which payment facts a line of a bank statement proves.');

-- The facts that stand: those nobody took back.
create view contributions.standing_payment with (security_invoker = true) as
select y.* from contributions.payment y where not exists (select from contributions.payment_reversal r where r.payment_id = y.payment_id);
comment on view contributions.standing_payment is 'The payment facts that stand: those not taken back.';
grant select on contributions.standing_payment to payung_server;
