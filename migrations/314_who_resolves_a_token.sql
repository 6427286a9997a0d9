-- Why registry.identifier is guarded by the actor and not by sponsor: docs/adr/0025. A token means one person for every sponsor, else two would pay for him
-- under two keys and the primary key of roster.person_month would not see it; a row therefore has no sponsor, and bulk work joins it whole.
do $$ begin
  execute format('comment on table registry.identifier is %L', obj_description('registry.identifier'::regclass, 'pg_class')
    || ' Every sponsor resolves tokens, so that one person has one key among all; a row says nothing of name, place or sponsor, and a token opens only under the key outside the database.');
end $$;
