-- A difference that agreed again and is found once more is another task: what was taken back after a month was examined may not stay closed.

alter table contributions.difference add column again integer not null default 0 check (again >= 0);
alter table contributions.difference drop constraint difference_programme_month_class_subject_key;
alter table contributions.difference add constraint each_difference_once unique (programme, month, class, subject, again);
comment on column contributions.difference.again is 'How many tasks of the same difference agreed again and were closed before this one.';
