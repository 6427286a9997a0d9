-- Which row counts of a person who was listed more than once: the row itself says it, so that nobody has to search.

alter table matching.match
  add column counted_list uuid,
  add column counted_row integer,
  add constraint counted_row_is_whole check ((counted_list is null) = (counted_row is null));
comment on column matching.match.counted_list is 'The list of the row of the same person that counts in the place of this one.';
