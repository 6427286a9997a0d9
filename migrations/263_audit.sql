-- audit: the files of a past programme compared with each other. It keeps no rows: what it reads rests in temporary tables of one transaction.

create schema audit;
comment on schema audit is 'No tables: an audit keeps a report and an act, never rows.';
