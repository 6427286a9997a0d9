-- enrolment: the administrator's forms as recorded data, and the files that take people off its books.

create table enrolment.export_profile (
  profile text not null,
  digest text not null,
  content jsonb not null,
  recorded_at timestamptz not null,
  author text not null,
  primary key (profile, digest));
call platform.declare_table('enrolment.export_profile', 'reference', 'none', 'permanent', 'Every version of an export profile a file was written by.');
alter table enrolment.enrolment_file add column profile_digest text;

create table enrolment.deactivation (
  person_key uuid not null,
  programme text not null,
  sequence integer not null,
  file_id uuid not null,
  row_no integer not null,
  sponsor text not null,
  area text not null,
  kpj text not null,
  primary key (person_key, programme, sequence));
call platform.declare_table('enrolment.deactivation', 'bulk', 'scope', 'programme-archive',
  'Which departure went out to the administrator in which row of which file (data_tk_na); each once.', key => 'person_key', recorded => 'file_id');

-- Of several numbers of one person the branch keeps one: the months paid under the others are his all the same, for they hang on the person.
create table enrolment.kpj_merger (
  person_key uuid not null,
  merged text not null,
  into_kpj text not null,
  sponsor text not null,
  area text not null,
  answered_on date not null,
  evidence text not null,
  recorded_at timestamptz not null,
  author text not null,
  primary key (person_key, merged),
  check (merged <> into_kpj));
call platform.declare_table('enrolment.kpj_merger', 'bulk', 'scope', 'ten-years', 'Membership numbers of one person that the administrator merged into another.', key => 'person_key');
