// Decides with which reach an act is done: by the table, by what the account is assigned to, or by a glass that was broken for it; refuses otherwise.
import type { Actor } from '../kernel/actor.ts';
import type { Database, Tx } from '../platform/database.ts';
import { recordAct } from '../platform/act.ts';
import { sha256 } from '../kernel/digest.ts';
import { casesAssignedTo } from './case-store.ts';
import { glassOpen } from './glass-store.ts';
import { type Named, type PermissionTable, type ScopeKnown, mayAct, mayAtAll, refusalFault } from './permission.ts';

/** The sponsor of a programme, or a sponsor itself, with the region it covers; null when there is none. Answered by the stage that keeps programmes. */
export type RegionOf = (
  tx: Tx,
  of: { readonly programme: string } | { readonly sponsor: string },
) => Promise<{ readonly sponsor: string; readonly region: string } | null>;

/** What is known of the words of a scope, answered by the stage that keeps programmes. */
export type ScopeKnownOf = (tx: Tx, of: { readonly area: string }) => Promise<ScopeKnown>;

/** What permitting needs. */
export interface PermitPort {
  readonly database: Pick<Database, 'read' | 'transact'>;
  readonly permissions: PermissionTable;
  readonly regionOf: RegionOf;
}

/** What a request names; a programme stands for its sponsor and that sponsor's region. */
export interface Asked extends Omit<Named, 'whole'> {
  readonly programme?: string;
}

/** Refuses what no role of the actor may, before anything of the request is read. Whoever holds a broken glass is asked later. */
export function refuseEarly({ permissions }: Pick<PermitPort, 'permissions'>, actor: Actor, act: string): void {
  const decision = mayAtAll(permissions, actor, act);
  if (!decision.allowed && actor.glass === undefined) throw refusalFault(permissions, decision);
}

/** The actor as the act is done by him: narrowed to what the table leaves him, or widened by his broken glass. Faults: forbidden, with the reason and who may. */
export async function permit(port: PermitPort, actor: Actor, act: string, asked: Asked = {}): Promise<Actor> {
  refuseEarly(port, actor, act);
  const { within: _, ...bare } = actor;
  const named = await namedBy(port, bare, asked);
  const throughGlass = await byGlass(port, bare, act, named);
  if (throughGlass !== null) return throughGlass;
  const decision = mayAct(port.permissions, bare, act, named);
  if (decision.allowed) {
    if (decision.reach !== 'own-case') return Object.keys(decision.within).length === 0 ? bare : { ...bare, within: decision.within };
    return { ...bare, within: { cases: await port.database.read(bare, (tx) => casesAssignedTo(tx, bare.id)) } };
  }
  throw refusalFault(port.permissions, decision);
}

/** Whether the table lets an actor do acts on what is named, a programme or else his own sponsor: for showing what to offer; `permit` decides. */
export async function offering(port: PermitPort, actor: Actor, asked: Asked = {}): Promise<(act: string) => boolean> {
  const { within: _, ...bare } = actor;
  const named = await namedBy(port, bare, asked);
  return (act) => mayAct(port.permissions, bare, act, named).allowed;
}

/** An account of everything needs no question; a smaller one is compared with what the programme covers. */
async function namedBy({ database, regionOf }: PermitPort, actor: Actor, { programme, ...named }: Asked): Promise<Named> {
  if (actor.sponsor === '*' && actor.area === '*') return named;
  const of = programme !== undefined ? { programme } : { sponsor: named.sponsor ?? actor.sponsor };
  const found = await database.read(actor, (tx) => regionOf(tx, of));
  if (found === null) return programme === undefined ? named : { ...named, whole: actor.area };
  return { sponsor: found.sponsor, ...named, whole: found.region };
}

async function byGlass({ database, permissions }: PermitPort, actor: Actor, act: string, named: Named): Promise<Actor | null> {
  if (actor.glass === undefined || permissions.acts.get(act)?.['never-by-glass'] !== undefined) return null;
  if (named.sponsor !== undefined && actor.sponsor !== '*' && named.sponsor !== actor.sponsor) return null;
  const { glass } = actor;
  // Whoever broke it may have named an area beyond his own: the row is looked for in the whole of his sponsor.
  return database.transact({ ...actor, area: '*' }, async (tx) => {
    const open = await glassOpen(tx, { glassId: glass, act, at: tx.at });
    if (open === null || (named.area !== undefined && open.area !== '*' && !named.area.startsWith(open.area))) return null;
    await recordAct(tx, { kind: 'glass-used', subject: glass, digest: sha256(act), sponsor: open.sponsor, area: open.area });
    return { ...actor, area: open.area };
  });
}
