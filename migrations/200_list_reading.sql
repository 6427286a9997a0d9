-- How a list was understood, column by column, and what its sender taught about his labels; lists may be .xls and .ods besides.

alter table intake.list drop constraint list_media_check, add constraint list_media_check check (media in ('csv', 'xlsx', 'xls', 'ods'));

create table intake.list_reading (
  list_id uuid primary key references intake.list,
  sponsor text not null,
  area text not null,
  sheets jsonb not null);
call platform.declare_table('intake.list_reading', 'case', 'scope', 'programme-archive', 'How each sheet of a list was understood: header, columns, rows passed over. Labels only, never content.', recorded => 'list_id');

create table intake.taught_label (
  taught_id uuid primary key,
  sponsor text not null,
  area text not null,
  sender text not null,
  label text not null,
  column_name text,
  recorded_at timestamptz not null,
  author text not null);
create index taught_label_of on intake.taught_label (sponsor, sender);
call platform.declare_table('intake.taught_label', 'case', 'scope', 'programme-archive', 'What a sender''s column labels mean, as an officer corrected them; the last of a label counts, no column means it is passed over.');
