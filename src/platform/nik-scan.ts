// Looks for a NIK or family card number in clear in every text of the database: sixteen digits that begin with a province and hold a birth date.
import { type Breach, type InvariantChecked, checked, rowsNamed } from '../kernel/invariant.ts';
import { plausibleNik as number, randomDigits as random } from '../kernel/plausible-nik.ts';
import type { Tx } from './database.ts';
import { withoutNik } from './rendering.ts';

/** Columns that hold long numbers of the administrator or of finance, and never a NIK: KPJ, NPP, contribution codes, account codes. */
export const numbersOfOthers: readonly string[] = [
  'registry.membership.kpj',
  'enrolment.registration.kpj',
  'contributions.charge.kpj',
  'contributions.posting_finding.kpj',
  'programme.branch_area.npp',
  'enrolment.enrolment_file.npp',
  'contributions.period.npp',
  'contributions.contribution_code.code',
  'contributions.invoice.code',
  'contributions.posting_file.code',
  'programme.budget_line.account_code',
];

/** Sixteen digits of any sort, without looking around: cheap enough to ask of every row first. */
const anySixteen = `([0-9][ .''-]?){16}`;
interface TextTable {
  readonly table: string;
  /** SQL of the row's key as text. */
  readonly key: string;
  readonly columns: readonly { readonly name: string; readonly text: string }[];
}

/** Every table of the database the role may read, with its columns of text, arrays of text and JSON. */
async function textTables(tx: Tx): Promise<readonly TextTable[]> {
  const { rows } = await tx.client.query<{ table: string; key: string | null; names: string[]; texts: string[] }>(
    `select format('%I.%I', n.nspname, c.relname) as "table",
       (select string_agg(format('t.%I::text', k.attname), ' || ''/'' || ' order by array_position(i.indkey::int[], k.attnum::int))
        from pg_catalog.pg_index i join pg_catalog.pg_attribute k on k.attrelid = i.indrelid and k.attnum = any (i.indkey) where i.indrelid = c.oid and i.indisprimary) as key,
       array_agg(a.attname::text order by a.attnum) as names,
       array_agg(case when t.typcategory = 'A' then format('array_to_string(t.%I, E''\\n'')', a.attname) else format('t.%I::text', a.attname) end order by a.attnum) as texts
     from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped join pg_catalog.pg_type t on t.oid = a.atttypid
     where c.relkind in ('r', 'p') and not c.relispartition and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
       and t.typname in ('text', 'varchar', 'bpchar', '_text', '_varchar', 'json', 'jsonb') and has_column_privilege(c.oid, a.attnum, 'select')
       and format('%s.%s.%s', n.nspname, c.relname, a.attname) <> all ($1::text[])
     group by c.oid, n.nspname, c.relname order by 1`,
    [numbersOfOthers],
  );
  return rows.map(({ table, key, names, texts }) => ({
    table,
    key: key ?? `t.ctid::text`,
    columns: names.map((name, place) => ({ name, text: texts[place] ?? '' })),
  }));
}

/** Scans every table once; a number found is named by its row and column, and masked. */
export async function scanForNiks(tx: Tx): Promise<InvariantChecked> {
  let broken = 0;
  const rows: Breach[] = [];
  for (const { table, key, columns } of await textTables(tx)) {
    const texts = columns.map(({ text }) => text).join(', ');
    const suspect = `concat_ws(E'\\n', ${texts}) ~ '${anySixteen}'`;
    const values = columns.map(({ name, text }) => `('${name}', ${text})`).join(', ');
    const each = tx.cluster // which takes no lateral query that reads no table
      ? `(select ${key} as key, unnest(array[${columns.map(({ name }) => `'${name}'`).join(', ')}]) as name, unnest(array[${texts}]) as text from ${table} t where ${suspect}) v where true`
      : `${table} t cross join lateral (values ${values}) v (name, text) where ${suspect}`;
    const { rows: found } = await tx.client.query<{ key: string; name: string; number: string; found: string }>(
      `select key, name, number, count(*) over () as found from (
         select ${tx.cluster ? 'v.key' : `${key} as key`}, v.name, substring(regexp_replace(v.text, '${random}', '', 'g') from '${number}') as number
         from ${each} and v.text ~ '${anySixteen}') seen
       where number is not null order by 1, 2 limit ${rowsNamed}`,
    );
    broken += Number(found[0]?.found ?? 0);
    for (const { key: row, name, number: seen } of found.slice(0, rowsNamed - rows.length)) {
      const masked = withoutNik(seen.replace(/\D/g, ''));
      rows.push({ table, key: withoutNik(row), id: `kolom ${name} memuat ${masked}`, en: `column ${name} holds ${masked}` });
    }
  }
  return {
    ...checked(
      { code: 'no-nik-in-clear', id: 'NIK dan nomor KK tidak pernah tersimpan terbuka', en: 'A NIK or family card number never rests in clear' },
      rows,
    ),
    broken,
  };
}
