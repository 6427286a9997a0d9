-- claims: one scan may stand for several papers of the checklist (a family brings one PDF of KTP, KK and certificate); it is stored once.

create table claims.paper_use (
  paper_id uuid not null references claims.paper,
  code text not null,
  claim_id uuid not null references claims.probable_claim,
  sponsor text not null,
  area text not null,
  recorded_at timestamptz not null,
  author text not null,
  primary key (paper_id, code));
create index paper_use_by_claim on claims.paper_use (claim_id);
call platform.declare_table('claims.paper_use', 'case', 'scope', 'ten-years', 'Which papers of the checklist a scan stands for, each by whoever said so.');
create policy own_case on claims.paper_use as restrictive to payung_server using (((select nullif(current_setting('payung.cases', true), '')) is null or claim_id::text = any (string_to_array((select nullif(current_setting('payung.cases', true), '')), ',')))::int <> 0);

insert into claims.paper_use (paper_id, code, claim_id, sponsor, area, recorded_at, author)
select paper_id, code, claim_id, sponsor, area, recorded_at, author from claims.paper;
alter table claims.paper drop column code;
