-- Minutes of a month are signed by each branch for itself: what one branch's officer signed never stood for another branch.

alter table contributions.minutes_signature add column branch text not null default '*';
-- Where the minutes name one branch only, its officer signed for it; of several nobody recorded which, so what was signed stands for none of them.
update contributions.minutes_signature s set branch = m.content -> 'branches' -> 0 ->> 'branch'
from contributions.minutes m where m.minutes_id = s.minutes_id and s.side = 'administrator' and jsonb_array_length(m.content -> 'branches') = 1;
alter table contributions.minutes_signature alter column branch drop default;
alter table contributions.minutes_signature drop constraint minutes_signature_pkey;
alter table contributions.minutes_signature add primary key (minutes_id, side, branch);
alter table contributions.minutes_signature add constraint sponsor_is_no_branch check (side = 'administrator' or branch = '*');
alter table contributions.minutes_signature rename constraint nobody_signs_for_both_sides to nobody_signs_twice;
comment on table contributions.minutes_signature is 'class=case guard=scope recorded=own retention=ten-years | Signatures under minutes: one of the sponsor (branch *), one of each branch for itself, never two by one account.';
