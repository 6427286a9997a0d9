// Decides whether a migrated database keeps the rules of storage: every table says what it is, and is what it says.
import type pg from 'pg';

/** The role everything runs as, and what it may change beside inserting: nothing else is ever updated or deleted. */
export const serverRole = 'payung_server';
/** The role that alone may touch the room of accounts, and what it may change beside inserting. */
const gateRole = 'payung_gate';
const gateMayChange: readonly string[] = [
  'access.password update(hash)',
  'access.password update(recorded_at)',
  'access.password update(author)',
  'access.authenticator delete',
  'access.authenticator update(sealed)',
  'access.authenticator update(confirmed_at)',
  'access.authenticator update(last_step)',
  'access.authenticator update(recorded_at)',
  'access.authenticator update(author)',
  'access.recovery_code delete',
  'access.recovery_code update(used_at)',
  'access.client_token delete',
  'access.session update(scope)',
  'access.session update(seen_at)',
  'access.attempt update(failures)',
  'access.attempt update(blocked_until)',
  'access.attempt update(recorded_at)',
  'access.system_user delete',
];
/** What the database numbers: the ordinal of an act, by which the log finds it. Nothing rests on there being no gap (docs/adr/0029). */
const numberedHere = 'platform.act.ordinal';
/** What it may write elsewhere: acts, which wait for their number. */
const gateMayWrite: readonly string[] = ['platform.act insert'];
export const mayChange: readonly string[] = [
  'roster.person_month delete',
  'registry.identifier update(valid_to)',
  'programme.budget_line update(committed)',
  'programme.place_line update(places)',
  'programme.place_line update(taken)',
  'roster.month_gate update(closings)',
  'platform.idempotency_key update(response)',
  'log.log update(turns)',
  'log.log update(numbered_to)',
  'log.log update(unseen)',
  'log.log update(long_unseen)',
  'ledger.year_gate update(turns)',
  'notice.lease update(until)',
  'contributions.credit update(used)',
  'contributions.invoice update(credited)',
  'contributions.invoice update(debited)',
  'contributions.invoice update(ordered)',
  'contributions.invoice update(received)',
  'platform.work update(server)',
  'platform.work update(attempt)',
  'platform.work update(began_at)',
  'platform.work update(beat_at)',
  'platform.work update(done)',
  'platform.work update(total)',
  'platform.work update(row_count)',
  'platform.work update(stop_at)',
  'platform.work update(ended_at)',
  'platform.work update(ended)',
  'platform.work update(answer)',
  'platform.work update(fault)',
];
/** Functions that see past the row policies, each with its reason in its migration. */
const seesPastPolicies: readonly string[] = [
  'platform.refresh_statistics',
  'roster.held_by_others',
  'roster.months_of_keys',
  'intake.withdrawn_lists',
  'enrolment.signing_of_list',
  'programme.apply_budget',
  'closing.seam_of',
  'closing.list_arrived',
  'closing.hand_overs_of',
];
/** Guarded by being out of the server role's reach. */
const unguardedCase: readonly string[] = ['platform.migration'];
const retentions = ['permanent', 'ten-years', 'programme-archive', 'snapshot', 'person', 'one-year', 'ninety-days'];

export interface Column {
  readonly name: string;
  /** As PostgreSQL calls it, without length: `int8`, `timestamptz`, `_text` for an array. */
  readonly type: string;
  readonly notNull: boolean;
  readonly numbered: boolean;
}

export interface Table {
  readonly schema: string;
  readonly name: string;
  readonly owner: string;
  readonly partition: boolean;
  readonly comment: string | null;
  readonly guarded: boolean;
  readonly columns: readonly Column[];
  readonly primaryKey: readonly string[];
  /** Every other unique constraint or index. */
  readonly unique: readonly (readonly string[])[];
  readonly references: readonly string[];
  readonly triggers: readonly string[];
  readonly policies: readonly {
    readonly name: string;
    readonly roles: readonly string[];
    readonly command: string;
    readonly permissive: boolean;
    readonly rule: string;
  }[];
  /** What the server role may do, its own or everybody's grants: `select`, `insert`, `delete`, `update(column)`. */
  readonly privileges: readonly string[];
  /** What the role of accounts may do. */
  readonly gatePrivileges: readonly string[];
}

export interface Catalogue {
  readonly schemas: readonly string[];
  readonly tables: readonly Table[];
  readonly views: readonly { readonly name: string; readonly asInvoker: boolean }[];
  readonly sequences: readonly string[];
  readonly definers: readonly { readonly name: string; readonly pathSet: boolean; readonly open: boolean }[];
  readonly role: { readonly owns: readonly string[]; readonly powers: readonly string[]; readonly memberOf: readonly string[] };
}

const ofUs = `n.nspname not in ('information_schema') and n.nspname !~ '^pg_'`;

/** Reads what there is, as the owner or a superuser. */
export async function readCatalogue(client: pg.ClientBase): Promise<Catalogue> {
  const all = async <Row>(query: string, values: unknown[] = []): Promise<Row[]> => (await client.query(query, values)).rows as Row[];
  const tables = await all<Table>(
    `select n.nspname as schema, c.relname as name, pg_get_userbyid(c.relowner) as owner, c.relispartition as partition, obj_description(c.oid, 'pg_class') as comment, c.relrowsecurity as guarded,
      (select json_agg(json_build_object('name', a.attname, 'type', t.typname, 'notNull', a.attnotnull,
          'numbered', a.attidentity <> '' or coalesce(pg_get_expr(d.adbin, d.adrelid), '') ~ 'nextval') order by a.attnum)
        from pg_attribute a join pg_type t on t.oid = a.atttypid left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
      coalesce((select json_agg(pg_get_indexdef(i.indexrelid, k, false) order by k) from pg_index i, generate_series(1, i.indnkeyatts) k where i.indrelid = c.oid and i.indisprimary), '[]') as "primaryKey",
      coalesce((select json_agg((select json_agg(pg_get_indexdef(i.indexrelid, k, false) order by k) from generate_series(1, i.indnkeyatts) k))
        from pg_index i where i.indrelid = c.oid and i.indisunique and not i.indisprimary), '[]') as unique,
      coalesce((select json_agg(distinct f.confrelid::regclass::text) from pg_constraint f where f.conrelid = c.oid and f.contype = 'f'), '[]') as "references",
      coalesce((select json_agg(g.tgname) from pg_trigger g where g.tgrelid = c.oid and not g.tgisinternal), '[]') as triggers,
      coalesce((select json_agg(json_build_object('name', p.polname, 'command', p.polcmd, 'permissive', p.polpermissive,
          'roles', (select json_agg(case r when 0 then 'public' else pg_get_userbyid(r)::text end) from unnest(p.polroles) r),
          'rule', coalesce(pg_get_expr(p.polqual, p.polrelid), '') || ' ' || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '')))
        from pg_policy p where p.polrelid = c.oid), '[]') as policies,
      (select coalesce(json_agg(what order by what), '[]') from (
        select lower(w) as what from unnest(array['SELECT', 'INSERT', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) w where has_table_privilege($1, c.oid, w)
        union all select 'update(' || a.attname || ')' from pg_attribute a
          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and has_column_privilege($1, c.oid, a.attnum, 'UPDATE')) may) as privileges,
      (select coalesce(json_agg(what order by what), '[]') from (
        select lower(w) as what from unnest(array['SELECT', 'INSERT', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) w where has_table_privilege($2, c.oid, w)
        union all select 'update(' || a.attname || ')' from pg_attribute a
          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and has_column_privilege($2, c.oid, a.attnum, 'UPDATE')) may) as "gatePrivileges"
     from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p', 'f') and ${ofUs} order by 1, 2`,
    [serverRole, gateRole],
  );
  const named = async (query: string): Promise<string[]> => (await all<{ name: string }>(query)).map(({ name }) => name);
  return {
    schemas: await named(`select n.nspname as name from pg_namespace n where ${ofUs} order by 1`),
    tables,
    views:
      await all(`select n.nspname || '.' || c.relname as name, c.relkind = 'v' and coalesce(c.reloptions::text, '') ~ 'security_invoker=(true|on)' as "asInvoker"
      from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('v', 'm') and ${ofUs}`),
    sequences: await named(
      `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'S' and ${ofUs}`,
    ),
    definers: await all(`select n.nspname || '.' || p.proname as name, coalesce(p.proconfig::text, '') ~ 'search_path' as "pathSet",
        coalesce((select bool_or(a.grantee = 0) from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a), false) as open
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace where p.prosecdef and ${ofUs}`),
    role: {
      owns: await named(`select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where pg_get_userbyid(c.relowner) in ('${serverRole}', '${gateRole}')
        union all select n.nspname from pg_namespace n where pg_get_userbyid(n.nspowner) in ('${serverRole}', '${gateRole}')
        union all select n.nspname || '.' || p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace where pg_get_userbyid(p.proowner) in ('${serverRole}', '${gateRole}')`),
      powers:
        await named(`select name from pg_roles, unnest(array['superuser', 'bypassrls', 'createrole', 'createdb'], array[rolsuper, rolbypassrls, rolcreaterole, rolcreatedb]) power (name, has)
        where rolname in ('${serverRole}', '${gateRole}') and has`),
      memberOf: await named(
        `select g.rolname as name from pg_auth_members m join pg_roles g on g.oid = m.roleid join pg_roles r on r.oid = m.member where r.rolname in ('${serverRole}', '${gateRole}')`,
      ),
    },
  };
}

const form =
  /^class=(?<class>bulk|reference|case)(?: key=(?<key>[a-z_]+))? guard=(?<guard>scope|actor|gate|none) recorded=(?<recorded>[a-z_]+) retention=(?<retention>[a-z-]+) \| (?<purpose>\S.*)$/;
const inexact = new Set(['float4', 'float8', 'money', '_float4', '_float8', '_money']);
const withoutZone = new Set(['timestamp', '_timestamp', 'time', '_time']);
const money = /(^|_)(amount|committed|limit|ordered|debited|received|jkk|jkm|income|rupiah|price)$/;
const identity = /(^|_)(nik|kk|nokk|ktp|identitas|passport)(_|$)|^(no|nomor)_?(kk|ktp|nik)/;

/** Every breach of the rules of storage (design of storage; UU 27/2022 for what may rest in clear), as `table: what`; none when all hold. */
export function breaches(catalogue: Catalogue, stages: readonly string[]): readonly string[] {
  const schemas = [...stages, 'platform'];
  const declared = new Map(catalogue.tables.map((table) => [nameOf(table), form.exec(table.comment ?? '')?.groups ?? null]));
  const found = catalogue.tables.flatMap((table) =>
    (table.partition ? ofPartition(table) : ofTable(table, declared)).map((what) => `${nameOf(table)}: ${what}`),
  );
  for (const table of catalogue.tables) if (!schemas.includes(table.schema)) found.push(`${nameOf(table)}: stands outside the stages' schemas`);
  for (const schema of schemas) if (!catalogue.schemas.includes(schema)) found.push(`${schema}: schema is missing`);
  for (const view of catalogue.views) if (!view.asInvoker) found.push(`${view.name}: a view sees past the row policies`);
  for (const sequence of catalogue.sequences) if (sequence !== numberedHere.replace(/\.(\w+)$/, '_$1_seq')) found.push(`${sequence}: is a sequence`);
  for (const { name, pathSet, open } of catalogue.definers) {
    if (!seesPastPolicies.includes(name)) found.push(`${name}: runs as the owner`);
    if (!pathSet) found.push(`${name}: runs as the owner on a search path of the caller`);
    if (open) found.push(`${name}: runs as the owner for everybody`);
  }
  const { owns, powers, memberOf } = catalogue.role;
  return [
    ...found,
    ...owns.map((name) => `${name}: is owned by the server role`),
    ...powers.map((power) => `${serverRole}: has ${power}`),
    ...memberOf.map((name) => `${serverRole}: is a member of ${name}`),
  ];
}

const nameOf = ({ schema, name }: Pick<Table, 'schema' | 'name'>): string => `${schema}.${name}`;

/** A partition is reached through its table only: there its policies hold. */
const ofPartition = (table: Table): string[] => table.privileges.map((privilege) => `a partition grants ${privilege}`);

type Declared = ReadonlyMap<string, Readonly<Record<string, string | undefined>> | null>;

function ofTable(table: Table, declared: Declared): string[] {
  const name = nameOf(table);
  const said = declared.get(name) ?? null;
  const found = [...ofColumns(table), ...ofPrivileges(table), ...ofGate(table, said)];
  if (table.primaryKey.length === 0) found.push('has no primary key');
  if (said === null) return [...found, table.comment === null ? 'has no comment' : 'has a comment of another form'];
  if (!retentions.includes(said['retention'] ?? '')) found.push(`has an unknown retention class ${said['retention'] ?? ''}`);
  return [...found, ...ofClass(table, said, declared), ...ofGuard(table, said), ...ofRecording(table, said['recorded'] ?? '', declared)];
}

function ofColumns(table: Table): string[] {
  return table.columns.flatMap(({ name, type, numbered }) => [
    ...(inexact.has(type) ? [`${name} is ${type}, which is not exact`] : []),
    ...(withoutZone.has(type) ? [`${name} is ${type}, without a time zone`] : []),
    ...(money.test(name) && type !== 'int8' ? [`${name} is money and ${type}, not bigint`] : []),
    ...(identity.test(name) ? [`${name} sounds like a NIK in clear`] : []),
    ...(numbered && `${nameOf(table)}.${name}` !== numberedHere ? [`${name} is numbered by the database`] : []),
  ]);
}

function ofPrivileges(table: Table): string[] {
  const name = nameOf(table);
  const changes = table.privileges.filter((privilege) => privilege !== 'select' && privilege !== 'insert');
  const forEver = table.schema === 'enrolment' || name === 'ledger.transfer';
  return changes.flatMap((privilege) => (forEver || !mayChange.includes(`${name} ${privilege}`) ? [`the server role may ${privilege}`] : []));
}

/** The room of accounts is the gate's and nobody else's; elsewhere the gate only writes acts. */
function ofGate(table: Table, said: Readonly<Record<string, string | undefined>> | null): string[] {
  const name = nameOf(table);
  const own = table.schema === 'access';
  const odd = table.gatePrivileges.filter((privilege) =>
    own ? !['select', 'insert'].includes(privilege) && !gateMayChange.includes(`${name} ${privilege}`) : !gateMayWrite.includes(`${name} ${privilege}`),
  );
  return [
    ...odd.map((privilege) => `the gate may ${privilege}`),
    ...(own && said?.['guard'] !== 'gate' ? ['is a table of accounts and not guarded by the gate'] : []),
    ...(own ? table.privileges.map((privilege) => `the server role may ${privilege} what is the gate's`) : []),
  ];
}

function ofClass(table: Table, said: Readonly<Record<string, string | undefined>>, declared: Declared): string[] {
  const { class: kind, key } = said;
  const toBulk = table.references.filter((other) => declared.get(other)?.['class'] === 'bulk').map((other) => `references the bulk table ${other}`);
  if (kind !== 'bulk') return [...toBulk, ...(key === undefined ? [] : ['has a distribution key but is not bulk'])];
  if (key === undefined) return ['is bulk without a distribution key'];
  return [
    ...(table.columns.some((column) => column.name === key) ? [] : [`has no column ${key} to be distributed by`]),
    ...(table.primaryKey.includes(key) ? [] : [`is distributed by ${key}, which is not in the primary key`]),
    ...table.unique.filter((columns) => !columns.includes(key)).map((columns) => `is unique by ${columns.join(', ')} without ${key}`),
    ...table.triggers.map((trigger) => `is bulk and has the trigger ${trigger}`),
    ...table.references.filter((other) => declared.get(other)?.['class'] !== 'reference').map((other) => `is bulk and references ${other}`),
  ];
}

function ofGuard(table: Table, said: Readonly<Record<string, string | undefined>>): string[] {
  if (said['guard'] === 'none') return said['class'] === 'reference' || unguardedCase.includes(nameOf(table)) ? [] : ['is guarded by nothing'];
  const settings = said['guard'] === 'scope' ? ['payung.sponsor', 'payung.area'] : ['payung.actor'];
  const guardian = said['guard'] === 'gate' ? gateRole : serverRole;
  const forServer = table.policies.filter(({ roles, permissive, command }) => permissive && command === '*' && roles.includes(guardian));
  return [
    ...(said['guard'] === 'scope'
      ? ['sponsor', 'area'].filter((name) => !table.columns.some((column) => column.name === name && column.type === 'text' && column.notNull))
      : []
    ).map((name) => `has no column ${name} that is text and not null`),
    ...(table.guarded ? [] : ['has row security off']),
    ...(forServer.length === 0 ? [`has no row policy for ${guardian === serverRole ? 'the server role' : 'the gate'}`] : []),
    ...table.policies
      .filter(({ permissive, rule }) => permissive && !settings.every((setting) => rule.includes(setting)))
      .map(({ name }) => `has the policy ${name}, which does not ask for ${settings.join(' and ')}`),
  ];
}

function ofRecording(table: Table, recorded: string, declared: Declared): string[] {
  if (recorded === 'own') {
    return table.columns.some(({ name, type, notNull }) => name === 'recorded_at' && type === 'timestamptz' && notNull)
      ? []
      : ['has no recorded_at of its own'];
  }
  if (declared.has(`${table.schema}.${recorded}`)) return [];
  const column = table.columns.find(({ name }) => name === recorded);
  if (column === undefined) return [`is recorded by ${recorded}, which is neither a column nor a table beside it`];
  const tells = column.notNull && ['uuid', 'date', 'timestamptz'].includes(column.type);
  return tells ? [] : [`is recorded by ${recorded}, which names no row and no instant`];
}
