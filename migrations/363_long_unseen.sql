-- Ordinals that stayed unseen while many others were recorded stand apart, so that what failed long ago costs a turn nothing: docs/adr/0030.
alter table log.log add column long_unseen int8multirange not null default '{}';
grant update (long_unseen) on log.log to payung_server;
