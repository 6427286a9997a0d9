-- claims: what the family says arrived differs from what was paid: answered by one more step, whose author says why.

alter table claims.case_step drop constraint case_step_kind_check;
alter table claims.case_step add constraint case_step_kind_check check (kind in ('contacted', 'reported', 'confirmed', 'complication', 'disputed', 'settled', 'complete', 'handed',
  'accepted', 'returned', 'refused', 'paid', 'called-back', 'explained', 'made-good', 'complained', 'false-death', 'closed', 'scholarship-claimed'));
alter table claims.case_step add constraint case_step_answer_check check (kind not in ('explained', 'made-good', 'complained') or remark is not null);
