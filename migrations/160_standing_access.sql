-- What stands of sessions, grants, locks and programs, said once: who comes with a request is found by one statement.
create view access.standing_session with (security_invoker = true) as
select * from access.session s where not exists (select from access.session_end e where e.session_id = s.session_id);
comment on view access.standing_session is 'Sessions nobody ended; whether their time is over is asked by whoever looks.';
create view access.standing_grant with (security_invoker = true) as
select * from access.role_grant g where not exists (select from access.role_grant_end e where e.grant_id = g.grant_id);
comment on view access.standing_grant is 'Grants that have not ended.';
create view access.standing_lock with (security_invoker = true) as
select * from access.account_lock l where not exists (select from access.account_unlock u where u.lock_id = l.lock_id);
comment on view access.standing_lock is 'Locks nobody lifted.';
create view access.standing_client with (security_invoker = true) as
select * from access.client c where not exists (select from access.client_end e where e.client_id = c.client_id);
comment on view access.standing_client is 'Programs nobody ended; whether their time is over is asked by whoever looks.';
grant select on access.standing_session, access.standing_grant, access.standing_lock, access.standing_client to payung_gate;
