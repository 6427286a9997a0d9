-- The same inputs are the same run: whoever begins it second waits for the first and then finds its row.

drop index platform.run_by_inputs;
create unique index run_once on platform.run (programme, kind, inputs_digest);
