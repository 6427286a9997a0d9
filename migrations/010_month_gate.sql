-- Gates: rows that exist before the fact they guard, so that PostgreSQL itself orders two acts that would otherwise not see each other.

-- Holding and releasing take the gate of a kabupaten for share, closing a month takes it for update: a month cannot close under a hold in flight.
create table roster.month_gate (
  programme text not null,
  area text not null,
  sponsor text not null,
  closings integer not null default 0,
  recorded_at timestamptz not null,
  primary key (programme, area));
call platform.declare_table('roster.month_gate', 'case', 'scope', 'ten-years',
  'One row a programme and kabupaten; its row lock orders holding, releasing and closing months. Counts the closings.');
grant update (closings) on roster.month_gate to payung_server;

-- What stands paid on an invoice, fact by fact, in the invoice's own row: the check stops a payment beyond it, whatever runs at the same time.
alter table contributions.invoice
  add column ordered bigint not null default 0,
  add column debited bigint not null default 0,
  add column received bigint not null default 0,
  add constraint payments_within_invoice check (ordered between 0 and amount and debited between 0 and ordered and received between 0 and amount);
grant update (ordered, debited, received) on contributions.invoice to payung_server;

-- A month's charges and postings are read by their finalisation and file; the keys begin with the person.
create index charge_by_finalisation on contributions.charge (finalisation_id, kpj);
create index posting_file_by_code on contributions.posting_file (code);
