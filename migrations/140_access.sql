-- Accounts and sign-in: what tells who asks. Its secrets (hashes, sealed seeds, tokens) are out of reach of the role every other step runs as:
-- only payung_gate, which the migration runner makes beside payung_server, may touch this schema, and it may touch nothing else but write acts.

create schema access;
grant usage on schema access, platform to payung_gate;

-- As before, with one guard more. guard: gate (payung_gate alone, whoever acts).
create or replace procedure platform.declare_table(
  name regclass, class text, guard text, retention text, purpose text,
  key text default null, recorded text default 'own', privileges text default 'select, insert')
language plpgsql as $$
begin
  execute format('comment on table %s is %L', name,
    format('class=%s%s guard=%s recorded=%s retention=%s | %s', class, case when key is null then '' else ' key=' || key end, guard, recorded, retention, purpose));
  execute format('grant %s on %s to %I', privileges, name, case guard when 'gate' then 'payung_gate' else 'payung_server' end);
  if guard = 'none' then return; end if;
  execute format('alter table %s enable row level security', name);
  if guard = 'scope' then
    -- The settings are read once per statement (an initplan), not per row. An unset setting shows nothing. `::int <> 0` lets the
    -- planner expect that nearly every row is visible: as bare conditions it takes them for rare, and joins millions row by row.
    execute format($policy$create policy scope on %s to payung_server using (
      ((select current_setting('payung.sponsor', true)) = '*' or sponsor = (select current_setting('payung.sponsor', true)))::int <> 0
      and ((select current_setting('payung.area', true)) = '*'
        or starts_with(area, (select nullif(current_setting('payung.area', true), ''))))::int <> 0)$policy$, name);
  elsif guard = 'gate' then
    execute format($policy$create policy gate on %s to payung_gate using ((select nullif(current_setting('payung.actor', true), '')) is not null)$policy$, name);
  else
    execute format($policy$create policy known_actor on %s to payung_server using ((select nullif(current_setting('payung.actor', true), '')) is not null)$policy$, name);
  end if;
end $$;

-- The gate writes acts and reads none.
grant insert on platform.act to payung_gate;
create policy gate_writes on platform.act for insert to payung_gate with check (
  (select current_setting('payung.sponsor', true)) = '*' and (select current_setting('payung.area', true)) = '*');

create table access.account (
  account_id uuid primary key,
  sign_in_name text not null unique check (sign_in_name ~ '^[a-z][a-z0-9.-]{1,39}$'),
  display_name text not null check (display_name <> ''),
  language text not null check (language in ('id', 'en')),
  recorded_at timestamptz not null,
  author text not null);
call platform.declare_table('access.account', 'case', 'gate', 'ten-years', 'People who may sign in; the opaque id stands in every act.');

-- The first account of an installation is its first administrator, once: the primary key lets one row in.
create table access.first_account (
  single boolean primary key default true check (single),
  account_id uuid not null references access.account,
  recorded_at timestamptz not null);
call platform.declare_table('access.first_account', 'case', 'gate', 'permanent', 'The account that was the first; two at once cannot both be it.');

-- A changed password leaves no old hash behind: what remains of the change is its act.
create table access.password (
  account_id uuid primary key references access.account,
  hash text not null check (hash like '$argon2id$%'),
  recorded_at timestamptz not null,
  author text not null);
call platform.declare_table('access.password', 'case', 'gate', 'person', 'Argon2id hash of the password that counts.', privileges => 'select, insert');
grant update (hash, recorded_at, author) on access.password to payung_gate;

create table access.authenticator (
  account_id uuid primary key references access.account,
  sealed bytea not null,
  confirmed_at timestamptz,
  last_step bigint not null default 0,
  recorded_at timestamptz not null,
  author text not null);
call platform.declare_table('access.authenticator', 'case', 'gate', 'person', 'Sealed seed of the one-time codes (TOTP); the newest step used, so that no code counts twice.',
  privileges => 'select, insert, delete');
grant update (sealed, confirmed_at, last_step, recorded_at, author) on access.authenticator to payung_gate;

create table access.recovery_code (
  account_id uuid not null references access.account,
  code_hash text not null,
  used_at timestamptz,
  recorded_at timestamptz not null,
  primary key (account_id, code_hash));
call platform.declare_table('access.recovery_code', 'case', 'gate', 'person', 'Recovery codes, hashed, each used once.', privileges => 'select, insert, delete');
grant update (used_at) on access.recovery_code to payung_gate;

-- A client is given roles as an account is, and further acts it is limited to.
create table access.client (
  client_id uuid primary key,
  name text not null unique check (name ~ '^[a-z][a-z0-9.-]{1,39}$'),
  secret_hash text not null,
  acts text[],
  expires_at timestamptz not null,
  recorded_at timestamptz not null,
  author text not null);
call platform.declare_table('access.client', 'case', 'gate', 'ten-years', 'Programs that sign in by client credentials; the secret is hashed.');

create table access.client_end (
  client_id uuid primary key references access.client,
  recorded_at timestamptz not null,
  author text not null);
call platform.declare_table('access.client_end', 'case', 'gate', 'ten-years', 'Programs that may not sign in any more.');

create table access.client_token (
  token_hash text primary key,
  client_id uuid not null references access.client,
  acts text[],
  expires_at timestamptz not null,
  recorded_at timestamptz not null);
create index client_token_by_expiry on access.client_token (expires_at);
call platform.declare_table('access.client_token', 'case', 'gate', 'ninety-days', 'Short-lived tokens of programs, hashed.', privileges => 'select, insert, delete');

create table access.role_grant (
  grant_id uuid primary key,
  account_id uuid references access.account,
  client_id uuid references access.client,
  role text not null check (role in ('sender', 'verifier', 'selector', 'approver', 'finance', 'branch-officer', 'case-worker', 'auditor',
    'data-protection-officer', 'administrator')),
  sponsor text not null,
  area text not null check (area = '*' or area ~ '^[0-9]{2,10}$'),
  branch text,
  sender text,
  recorded_at timestamptz not null,
  author text not null,
  check ((account_id is null) <> (client_id is null)));
create index role_grant_by_account on access.role_grant (account_id);
create index role_grant_by_client on access.role_grant (client_id);
call platform.declare_table('access.role_grant', 'case', 'gate', 'ten-years', 'Which account or program has which role, in which scope, by whom.');

create table access.role_grant_end (
  grant_id uuid primary key references access.role_grant,
  recorded_at timestamptz not null,
  author text not null);
call platform.declare_table('access.role_grant_end', 'case', 'gate', 'ten-years', 'Grants that ended, when and by whom.');

create table access.account_lock (
  lock_id uuid primary key,
  account_id uuid not null references access.account,
  reason text not null,
  recorded_at timestamptz not null,
  author text not null);
create index account_lock_by_account on access.account_lock (account_id);
call platform.declare_table('access.account_lock', 'case', 'gate', 'ten-years', 'Accounts locked by an administrator, and why.');

create table access.account_unlock (
  lock_id uuid primary key references access.account_lock,
  recorded_at timestamptz not null,
  author text not null);
call platform.declare_table('access.account_unlock', 'case', 'gate', 'ten-years', 'Locks that were lifted.');

create table access.session (
  session_id uuid primary key,
  token_hash text not null unique,
  account_id uuid not null references access.account,
  way text not null check (way in ('password', 'openid', 'link')),
  scope text,
  user_agent text not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  recorded_at timestamptz not null);
create index session_by_account on access.session (account_id);
call platform.declare_table('access.session', 'case', 'gate', 'one-year', 'Who is signed in: the token hashed, when it was last seen, when it ends at the latest.');
grant update (scope, seen_at) on access.session to payung_gate;

create table access.session_end (
  session_id uuid primary key references access.session,
  reason text not null check (reason in ('signed-out', 'ended', 'password-changed', 'locked')),
  recorded_at timestamptz not null,
  author text not null);
call platform.declare_table('access.session_end', 'case', 'gate', 'one-year', 'Sessions ended before their time, why and by whom.');

-- Subjects are keyed hashes: what somebody typed as a name may be his password.
create table access.attempt (
  kind text not null check (kind in ('name', 'address', 'client')),
  subject text not null,
  failures integer not null,
  blocked_until timestamptz not null,
  recorded_at timestamptz not null,
  primary key (kind, subject));
call platform.declare_table('access.attempt', 'case', 'gate', 'ninety-days', 'Failed attempts to sign in, by name and by address, whether such an account exists or not.');
grant update (failures, blocked_until, recorded_at) on access.attempt to payung_gate;

create table access.one_time_link (
  link_id uuid primary key,
  token_hash text not null unique,
  purpose text not null check (purpose in ('first', 'welcome', 'enter')),
  account_id uuid references access.account,
  expires_at timestamptz not null,
  recorded_at timestamptz not null,
  author text not null,
  check ((purpose = 'first') = (account_id is null)));
create index one_time_link_by_account on access.one_time_link (account_id);
call platform.declare_table('access.one_time_link', 'case', 'gate', 'one-year', 'Links that let somebody in once, hashed.');

create table access.one_time_link_end (
  link_id uuid primary key references access.one_time_link,
  used boolean not null,
  recorded_at timestamptz not null);
call platform.declare_table('access.one_time_link_end', 'case', 'gate', 'one-year', 'Links used, or replaced by a newer one: the primary key lets one use win.');

create table access.openid_subject (
  issuer text not null,
  subject text not null,
  known_as text not null,
  recorded_at timestamptz not null,
  primary key (issuer, subject));
call platform.declare_table('access.openid_subject', 'case', 'gate', 'one-year', 'Who came from an OpenID provider, and what it calls him; without a link he waits.');

create table access.openid_link (
  issuer text not null,
  subject text not null,
  account_id uuid not null references access.account,
  recorded_at timestamptz not null,
  author text not null,
  primary key (issuer, subject));
call platform.declare_table('access.openid_link', 'case', 'gate', 'ten-years', 'Which account somebody from an OpenID provider is.');

create table access.system_user (
  name text not null,
  account_id uuid not null references access.account,
  recorded_at timestamptz not null,
  author text not null,
  primary key (name, account_id));
call platform.declare_table('access.system_user', 'case', 'gate', 'ten-years', 'Which accounts an operating-system user may act as at the command line.',
  privileges => 'select, insert, delete');
