-- programme: who pays for whom, when, how much, by which policy.

create table programme.region (
  code_system text not null check (code_system in ('kemendagri', 'bps')),
  code text not null,
  name text not null,
  level text not null check (level in ('province', 'kabupaten', 'kecamatan', 'village')),
  parent text,
  valid_from date not null,
  valid_to date,
  primary key (code_system, code, valid_from));
call platform.declare_table('programme.region', 'reference', 'none', 'permanent', 'Region codes with their code system and validity.', recorded => 'valid_from');

create table programme.sponsor (
  sponsor text primary key,
  name text not null,
  level text not null check (level in ('province', 'kabupaten', 'village', 'ministry')),
  code_system text not null,
  region_code text not null,
  time_zone text not null,
  recorded_at timestamptz not null);
call platform.declare_table('programme.sponsor', 'reference', 'none', 'permanent', 'Governments that pay contributions, with their time zone.');

create table programme.branch (
  branch text primary key,
  name text not null,
  recorded_at timestamptz not null);
call platform.declare_table('programme.branch', 'reference', 'none', 'permanent', 'Branch offices of the administrator.');

create table programme.branch_area (
  area text not null,
  branch text not null references programme.branch,
  npp text not null,
  valid_from date not null,
  valid_to date,
  primary key (area, valid_from));
call platform.declare_table('programme.branch_area', 'reference', 'none', 'permanent',
  'Which branch serves a kabupaten from when, under which registration number (NPP).', recorded => 'valid_from');

create table programme.programme (
  programme text primary key,
  sponsor text not null references programme.sponsor,
  title_id text not null,
  title_en text not null,
  first_month date not null check (extract(day from first_month) = 1),
  last_month date not null check (extract(day from last_month) = 1),
  recorded_at timestamptz not null,
  author text not null,
  check (last_month >= first_month));
call platform.declare_table('programme.programme', 'reference', 'none', 'permanent', 'Programmes and their term.');

create table programme.policy_version (
  programme text not null references programme.programme,
  version integer not null,
  digest text not null,
  content jsonb not null,
  recorded_at timestamptz not null,
  author text not null,
  primary key (programme, version),
  unique (programme, digest));
call platform.declare_table('programme.policy_version', 'reference', 'none', 'permanent', 'Every version of a programme file; a change is a new version.');

create table programme.quota (
  programme text not null,
  version integer not null,
  area text not null,
  places integer not null check (places >= 0),
  basis text not null,
  recorded_at timestamptz not null,
  primary key (programme, version, area),
  foreign key (programme, version) references programme.policy_version);
call platform.declare_table('programme.quota', 'reference', 'none', 'permanent', 'Places per kabupaten and how each number came about.');

create table programme.budget_line (
  line text primary key,
  programme text not null references programme.programme,
  payer text not null references programme.sponsor,
  fund_source text not null,
  account_code text not null,
  sponsor text not null,
  area text not null,
  limit_amount bigint not null check (limit_amount >= 0),
  committed bigint not null default 0,
  recorded_at timestamptz not null,
  author text not null,
  constraint commitments_within_limit check (committed between 0 and limit_amount));
call platform.declare_table('programme.budget_line', 'case', 'scope', 'ten-years',
  'Budget lines; the check on the row itself stops a commitment beyond the line, whatever runs at the same time.');
grant update (committed) on programme.budget_line to payung_server;

create table programme.commitment (
  commitment_id uuid primary key,
  line text not null references programme.budget_line,
  reference text not null,
  amount bigint not null check (amount <> 0),
  sponsor text not null,
  area text not null,
  recorded_at timestamptz not null,
  author text not null,
  unique (line, reference));
call platform.declare_table('programme.commitment', 'case', 'scope', 'ten-years', 'Each commitment (or its release, negative) on a line and what it is for.');

-- registry: what the reference registers say, as of which date, on which legal basis.

create table registry.agreement (
  agreement text primary key,
  register text not null check (register in ('population', 'social-register', 'membership', 'public-servants', 'deaths')),
  sponsor text not null references programme.sponsor,
  counterpart text not null,
  purpose text not null,
  permitted_fields text[] not null,
  basis text not null check (basis in ('snapshot', 'exchange')),
  valid_from date not null,
  valid_to date not null,
  recorded_at timestamptz not null,
  author text not null);
call platform.declare_table('registry.agreement', 'reference', 'none', 'permanent',
  'Agreements (PKS) a register is held or asked under: purpose, permitted fields, expiry.');

create table registry.snapshot (
  snapshot_id uuid primary key,
  register text not null check (register in ('population', 'social-register', 'membership', 'public-servants', 'deaths')),
  sponsor text not null,
  area text not null,
  basis text not null check (basis in ('snapshot', 'exchange')),
  agreement text not null references registry.agreement,
  as_of date not null,
  file_name text not null,
  file_digest text not null,
  row_count bigint not null,
  recorded_at timestamptz not null,
  author text not null,
  unique (register, sponsor, as_of, file_digest));
call platform.declare_table('registry.snapshot', 'reference', 'scope', 'programme-archive',
  'Published snapshots and answer files; register rows without a row here are invisible.');

create table registry.identifier (
  token uuid not null,
  valid_from date not null default '-infinity',
  person_key uuid not null,
  kind text not null default 'nik' check (kind in ('nik')),
  valid_to date,
  source text not null,
  key_id smallint not null default 1,
  primary key (token, valid_from));
create index identifier_by_person on registry.identifier (person_key);
call platform.declare_table('registry.identifier', 'bulk', 'actor', 'person', 'The only place where a sealed NIK meets a person key.',
  key => 'token', recorded => 'source');

create table registry.population (
  person_key uuid not null,
  snapshot_id uuid not null,
  sponsor text not null,
  area text not null,
  found boolean not null,
  name text,
  birth_place text,
  birth_date date,
  sex text check (sex in ('L', 'P')),
  marital_status text,
  mother_name text,
  address text,
  household uuid,
  occupation text,
  status text check (status in ('resident', 'moved', 'deceased')),
  primary key (person_key, snapshot_id));
call platform.declare_table('registry.population', 'bulk', 'scope', 'snapshot', 'Population register: one row a person and snapshot; area is the village of residence.',
  key => 'person_key', recorded => 'snapshot_id');

create table registry.social_register (
  person_key uuid not null,
  snapshot_id uuid not null,
  sponsor text not null,
  area text not null,
  found boolean not null,
  decile smallint check (decile between 1 and 10),
  disabled boolean,
  woman_headed boolean,
  dependants smallint,
  primary key (person_key, snapshot_id));
call platform.declare_table('registry.social_register', 'bulk', 'scope', 'snapshot', 'Social and economic register (DTSEN): decile and household facts.',
  key => 'person_key', recorded => 'snapshot_id');

create table registry.membership (
  person_key uuid not null,
  snapshot_id uuid not null,
  kpj text not null,
  sponsor text not null,
  area text not null,
  found boolean not null,
  segment text check (segment in ('pu', 'bpu', 'jakon', 'pmi')),
  active boolean,
  payer_kind text check (payer_kind in ('employer', 'self', 'government')),
  payer_name text,
  since date,
  until date,
  primary key (person_key, snapshot_id, kpj));
call platform.declare_table('registry.membership', 'bulk', 'scope', 'snapshot', 'Membership at the administrator: segment, activity and who pays.',
  key => 'person_key', recorded => 'snapshot_id');

create table registry.public_servant (
  person_key uuid not null,
  snapshot_id uuid not null,
  sponsor text not null,
  area text not null,
  found boolean not null,
  service text check (service in ('asn', 'tni', 'polri', 'pension')),
  primary key (person_key, snapshot_id));
call platform.declare_table('registry.public_servant', 'bulk', 'scope', 'snapshot', 'Public servants and pensioners drawing public pay.',
  key => 'person_key', recorded => 'snapshot_id');

create table registry.death (
  person_key uuid not null,
  snapshot_id uuid not null,
  sponsor text not null,
  area text not null,
  found boolean not null,
  died_on date,
  reported_on date,
  source text check (source in ('dukcapil', 'village')),
  primary key (person_key, snapshot_id));
call platform.declare_table('registry.death', 'bulk', 'scope', 'snapshot', 'Deaths as the population office or a village reports them.',
  key => 'person_key', recorded => 'snapshot_id');

create table registry.verification_request (
  request_id uuid primary key,
  register text not null,
  sponsor text not null,
  area text not null,
  agreement text not null references registry.agreement,
  purpose text not null,
  row_count bigint not null,
  file_digest text not null,
  recorded_at timestamptz not null,
  author text not null);
call platform.declare_table('registry.verification_request', 'case', 'scope', 'programme-archive', 'Lists sent out to be verified by a register''s holder.');

create table registry.verification_asked (
  person_key uuid not null,
  request_id uuid not null,
  row_no integer not null,
  sponsor text not null,
  area text not null,
  primary key (person_key, request_id));
call platform.declare_table('registry.verification_asked', 'bulk', 'scope', 'programme-archive', 'Who was asked about in which request; no dated answer yet means unknown.',
  key => 'person_key', recorded => 'request_id');
