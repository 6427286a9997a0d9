-- When a posting was recorded stands in its file, and most files are of the whole province: whoever sees a posting of his area must see that, or its person
-- would seem not to be protected. The file tells no person: its name, digest, branch, code and when it came.
create policy covering_area on contributions.posting_file for select to payung_server using (
  ((select current_setting('payung.sponsor', true)) = '*' or sponsor = (select current_setting('payung.sponsor', true)))::int <> 0
  and starts_with((select nullif(current_setting('payung.area', true), '')), area)::int <> 0);
