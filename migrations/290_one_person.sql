-- One person under two NIKs: pairs of people the model takes for one, what somebody decided, and who is whom from then on.

-- A NIK that means another key from a day on: its row ends, the next begins. Nothing else of an identity ever changes.
grant update (valid_to) on registry.identifier to payung_server;
-- The NIKs of people known under another key before: few among millions, so their index is small.
create index identifier_of_one_person on registry.identifier (token) where source = 'same-person' and valid_to is null;

create view registry.one_person with (security_invoker = true) as
select distinct o.person_key as former_key, n.person_key, n.token, n.valid_from as since
from registry.identifier n join registry.identifier o on o.token = n.token and o.valid_to is not null
where n.source = 'same-person' and n.valid_to is null and o.person_key <> n.person_key;
grant select on registry.one_person to payung_server;
comment on view registry.one_person is 'Keys under which a person was known before somebody decided that two NIKs are one person''s, with the key that holds today.';

create table matching.twin_search (
  search_id uuid primary key,
  programme text not null,
  scope text not null check (scope in ('programme', 'register')),
  sponsor text not null,
  area text not null,
  weights text not null,
  snapshots jsonb not null,
  compared_count bigint not null check (compared_count >= 0),
  found_count integer not null check (found_count >= 0),
  left_out_count bigint not null check (left_out_count >= 0),
  recorded_at timestamptz not null,
  author text not null);
create index twin_search_by_programme on matching.twin_search (programme, recorded_at);
call platform.declare_table('matching.twin_search', 'case', 'scope', 'programme-archive',
  'One search for people who stand in the population register under two NIKs: how far, under which weights and registers.');

create table matching.twin (
  search_id uuid not null references matching.twin_search,
  one_key uuid not null,
  other_key uuid not null,
  sponsor text not null,
  area text not null,
  one_token uuid not null,
  other_token uuid not null,
  bits real not null,
  reasons jsonb not null,
  primary key (search_id, one_key, other_key),
  check (one_key < other_key));
create index twin_of_pair on matching.twin (one_key, other_key);
call platform.declare_table('matching.twin', 'case', 'scope', 'programme-archive',
  'Two people of the register who are likely one, with the weight of each comparison; area is the smallest region both live in. It decides nothing.',
  recorded => 'search_id');

create table matching.twin_decision (
  decision_id uuid primary key,
  one_key uuid not null,
  other_key uuid not null,
  sponsor text not null,
  area text not null,
  one_token uuid not null,
  other_token uuid not null,
  verdict text not null check (verdict in ('same-person', 'different-person')),
  kept_key uuid,
  evidence text not null check (evidence <> ''),
  replaces uuid unique references matching.twin_decision,
  recorded_at timestamptz not null,
  author text not null,
  check (one_key < other_key),
  check ((verdict = 'same-person') = (kept_key is not null)),
  check (kept_key is null or kept_key in (one_key, other_key)));
-- Of two officers who decide at once one is first; the other must have seen what he replaces.
create unique index twin_decided_first on matching.twin_decision (one_key, other_key) where replaces is null;
create index twin_decision_of_pair on matching.twin_decision (one_key, other_key, recorded_at);
call platform.declare_table('matching.twin_decision', 'case', 'scope', 'permanent',
  'What somebody decided about two people who are likely one, on which evidence; a later decision names the one it replaces.');

create view matching.standing_twin_decision with (security_invoker = true) as
select d.* from matching.twin_decision d where not exists (select from matching.twin_decision r where r.replaces = d.decision_id);
grant select on matching.standing_twin_decision to payung_server;
