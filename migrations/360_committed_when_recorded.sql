-- What the log holds of an act is made when the act is recorded and waits beside it, so that numbering moves it and reads no act: docs/adr/0028.
alter table platform.act_waiting add column kind text;
alter table platform.act_waiting add column salt bytea;
alter table platform.act_waiting add column commitment bytea;

-- What waits already: a salt of 122 random bits, and the opening as src/kernel/opening.ts writes it.
update platform.act_waiting set salt = uuid_send(gen_random_uuid());
update platform.act_waiting w set kind = a.kind, commitment = sha256(convert_to(
  '{"act":' || to_json(a.act_id) || ',"area":' || to_json(a.area)
    || ',"at":"' || rtrim(rtrim(to_char(a.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '0'), '.') || 'Z"'
    || ',"author":' || to_json(a.author) || ',"digest":' || to_json(a.digest) || ',"kind":' || to_json(a.kind)
    || ',"salt":"' || encode(w.salt, 'hex') || '","sponsor":' || to_json(a.sponsor) || ',"subject":' || to_json(a.subject) || '}', 'UTF8'))
from platform.act a where a.act_id = w.act_id;
-- What waits and is no act any more says nothing; verifying names it.
update platform.act_waiting set kind = '', commitment = sha256('') where commitment is null;

alter table platform.act_waiting alter column kind set not null;
alter table platform.act_waiting alter column salt set not null;
alter table platform.act_waiting alter column commitment set not null;
-- How long they are is checked where they end, in log.entry, once for many: checked here it made every act dearer (docs/adr/0028).
