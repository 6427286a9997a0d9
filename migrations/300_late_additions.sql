-- enrolment: additions that come too late for the full death benefit within the term are counted, and signed only after a second approval by a third person.

alter table enrolment.instrument
  add column late_additions integer not null default 0,
  add constraint late_ones_are_additions check (late_additions between 0 and additions),
  add unique (instrument_id, late_additions);

create table enrolment.late_addition (
  instrument_id uuid not null references enrolment.instrument,
  area text not null,
  first_month date not null,
  last_month date not null,
  sponsor text not null,
  people integer not null check (people > 0),
  late_from date not null check (late_from <= first_month),
  primary key (instrument_id, area, first_month, last_month));
call platform.declare_table('enrolment.late_addition', 'case', 'scope', 'permanent',
  'How many people of a kabupaten an instrument adds for too few months to reach the full death benefit, as the law stood when it was proposed.', recorded => 'instrument_id');

create table enrolment.second_approval (
  instrument_id uuid primary key,
  sponsor text not null,
  area text not null,
  proposed_by text not null,
  approved_by text not null,
  remark text not null check (remark <> ''),
  recorded_at timestamptz not null,
  unique (instrument_id, approved_by),
  foreign key (instrument_id, proposed_by) references enrolment.instrument (instrument_id, author),
  constraint nobody_approves_his_own_late_additions check (approved_by <> proposed_by));
call platform.declare_table('enrolment.second_approval', 'case', 'scope', 'permanent',
  'Who approved the late additions of an instrument before it was signed, and why; neither who proposed nor who signs.');

-- Whoever signs names how many are late, as the instrument says, and who approved them.
alter table enrolment.signature
  add column late_additions integer not null default 0,
  add column approved_by text,
  add foreign key (instrument_id, late_additions) references enrolment.instrument (instrument_id, late_additions),
  add foreign key (instrument_id, approved_by) references enrolment.second_approval (instrument_id, approved_by),
  add constraint late_additions_have_a_second_approval check (late_additions = 0 or approved_by is not null),
  add constraint second_approver_does_not_sign check (approved_by <> signed_by);
