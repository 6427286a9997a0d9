// Decides which duties one account may not hold together, by the permission table.
import type { Role } from '../kernel/actor.ts';
import { Fault } from '../kernel/fault.ts';
import type { PermissionTable } from './permission.ts';

export interface DutyConflict {
  readonly roles: readonly [Role, Role];
  readonly id: string;
  readonly en: string;
}

/** Every pair of roles that stands apart in the table, in the table's order; empty when the roles may be held together. */
export function dutyConflicts(table: PermissionTable, roles: readonly Role[]): readonly DutyConflict[] {
  return table.apart.flatMap(({ roles: [one, other], id, en }) =>
    roles.includes(one)
      ? roles.filter((held) => held !== one && (other === '*' || other === held)).map((held) => ({ roles: [one, held] as const, id, en }))
      : [],
  );
}

/** Fault: forbidden `duties-incompatible`, naming the first pair and why. Ask it before an account is given its roles. */
export function refuseIncompatible(table: PermissionTable, roles: readonly Role[]): void {
  const [conflict] = dutyConflicts(table, roles);
  if (conflict === undefined) return;
  const [one, other] = conflict.roles;
  throw new Fault('forbidden', 'duties-incompatible', {
    id: `${table.roles[one].id} dan ${table.roles[other].id} tidak boleh dirangkap: ${conflict.id}`,
    en: `${table.roles[one].en} and ${table.roles[other].en} may not be held together: ${conflict.en}`,
  });
}
