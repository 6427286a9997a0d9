-- Acts about accounts wait for their number in the log as all others do.

grant insert on platform.act_waiting to payung_gate;
create policy gate_writes on platform.act_waiting for insert to payung_gate with check ((select nullif(current_setting('payung.actor', true), '')) is not null);
