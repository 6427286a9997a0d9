-- What the administrator posted and then took back: the posting stays, its reversal stands beside it.

create table contributions.posting_reversal (
  person_key uuid not null,
  month date not null,
  file_id uuid not null,
  by_file uuid not null,
  sponsor text not null,
  area text not null,
  jkk bigint not null,
  jkm bigint not null,
  bank_value_on date not null,
  posted_at timestamptz not null,
  primary key (person_key, month, file_id));
call platform.declare_table('contributions.posting_reversal', 'bulk', 'scope', 'ten-years',
  'Postings the administrator took back, each once: file_id is the posting''s file, by_file the one whose row took it back, and when that says it was.',
  key => 'person_key', recorded => 'by_file');

alter table contributions.posting_file
  add column reversed integer not null default 0,
  add column reversed_amount bigint not null default 0,
  drop constraint posting_file_check,
  add constraint every_row_counted check (row_count = posted + reversed + unmatched and reversed >= 0 and reversed_amount >= 0);

-- When the row says it happened: which of two rows came first at the administrator, whatever the order in which its files arrive here.
alter table contributions.posting_finding add column posted_at timestamptz;

-- The postings that stand: those nobody took back.
create view contributions.standing_posting with (security_invoker = true) as
select p.* from contributions.posting p
where not exists (select from contributions.posting_reversal r where r.person_key = p.person_key and r.month = p.month and r.file_id = p.file_id);
comment on view contributions.standing_posting is 'The postings that stand: those the administrator did not take back.';
grant select on contributions.standing_posting to payung_server;
