// Decides how a reach of the permission table is said to PostgreSQL: a restrictive policy on each table it names, beside the policy `scope`.
import type { PermissionTable, Reach } from './permission.ts';

/** A policy as it stands on a table. */
export interface ReachPolicy {
  readonly table: string;
  readonly name: string;
  /** The condition, each setting read once a statement; without `(select …)` it is what a cluster takes. */
  readonly using: string;
}

/**
 * Every policy the reaches ask for. An act of a wider reach leaves the setting alone, and the policy then shows every row that `scope` shows; a
 * narrower one sets it. `::int <> 0` lets the planner expect that nearly every row is visible, and `any` over a split text needs no sub-select of a table.
 */
export function reachPolicies(table: PermissionTable): readonly ReachPolicy[] {
  return [...narrower(table), ...named(table)];
}

function narrower(table: PermissionTable): readonly ReachPolicy[] {
  return (Object.entries(table.reaches) as [Reach, PermissionTable['reaches'][Reach]][]).flatMap(([reach, { setting, rows }]) =>
    setting === undefined
      ? []
      : Object.entries(rows ?? {}).map(([name, column]) => {
          const told = `(select nullif(current_setting('${setting}', true), ''))`;
          const fits = reach === 'own-case' ? `${column}::text = any (string_to_array(${told}, ','))` : `${column} = ${told}`;
          return { table: name, name: reach.replace('-', '_'), using: `(${told} is null or ${fits})::int <> 0` };
        }),
  );
}

/** Rows that say they are restricted: shown to whoever is assigned the case, and to the holder of its receipt. */
function named({ 'named-people': { receipts, rows } }: PermissionTable): readonly ReachPolicy[] {
  // Functions, because a cluster takes no sub-select in a policy.
  return Object.entries(rows).map(([name, column]) => ({
    table: name,
    name: 'named_people',
    using: `(not restricted or permission.is_named_for(${column}) or ${receipts}_held(${column}))::int <> 0`,
  }));
}

/** The statements of a migration. */
export const policyStatements = (policies: readonly ReachPolicy[]): readonly string[] =>
  policies.map(({ table, name, using }) => `create policy ${name} on ${table} as restrictive to payung_server using (${using});`);
