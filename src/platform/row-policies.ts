// Decides how row policies are said to a cluster: each setting read in the row's own condition, not once a statement in a sub-select.
import type pg from 'pg';
import { Fault } from '../kernel/fault.ts';

/** Citus takes no policy with a sub-select: reads each setting in the row's own condition instead (slower, the same rows). Returns how many were rewritten. */
export async function withoutSubSelects(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ alter: string; left: boolean }>(
    `
    select format('alter policy %I on %s', polname, polrelid::regclass) || coalesce(' using (' || used || ')', '') || coalesce(' with check (' || checked || ')', '') as alter,
      coalesce(used ~* '\\mselect\\M', false) or coalesce(checked ~* '\\mselect\\M', false) as left
    from pg_policy p
    cross join lateral (select pg_get_expr(polqual, polrelid) as was_used, pg_get_expr(polwithcheck, polrelid) as was_checked) w
    cross join lateral (select regexp_replace(was_used, $1, '\\1', 'g') as used, regexp_replace(was_checked, $1, '\\1', 'g') as checked) n
    where was_used ~* '\\mselect\\M' or was_checked ~* '\\mselect\\M'`,
    ['\\( SELECT ((?:current_setting|NULLIF)\\((?:[^()]|\\([^()]*\\))*\\)) AS "?\\w+"?\\)'],
  );
  for (const { alter, left } of rows) {
    if (left) {
      throw new Fault('conflict', 'policy-with-sub-select', {
        id: `Kebijakan baris ini memuat sub-select yang tidak diterima Citus: ${alter}`,
        en: `This row policy holds a sub-select, which Citus does not take: ${alter}`,
      });
    }
    await client.query(alter);
  }
  return rows.length;
}
