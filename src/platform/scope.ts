// Decides under which role and settings PostgreSQL is asked for an actor: its row policies see nothing else of who asks.
import type { Actor } from '../kernel/actor.ts';
import { literal } from './copy-text.ts';

/** The role every transaction runs as: it owns nothing, so row policies bind it. */
export const serverRole = 'payung_server';
/** The role that reads and writes accounts, sessions and their secrets; it sees no other room. */
export const gateRole = 'payung_gate';

/** The settings the row policies see, each as `name = value`. */
export const scopeOf = (actor: Actor, seen: Pick<Actor, 'sponsor' | 'area'> = actor): readonly string[] => [
  `payung.actor = ${literal(actor.id)}`,
  `payung.sponsor = ${literal(seen.sponsor)}`,
  `payung.area = ${literal(seen.area)}`,
  ...narrower(actor),
];

/** Role and settings as statements that hold from one transaction to the next, and nothing of whoever was before. */
export const settingsOf = (role: string, actor: Actor, seen: Pick<Actor, 'sponsor' | 'area'> = actor): string =>
  ['reset role', 'reset all', `set role ${role}`, ...scopeOf(actor, seen).map((setting) => `set ${setting}`)].join('; ');

/** Settings of an act that reaches less than sponsor and area: unset, they narrow nothing. An empty list of cases shows none. */
function narrower({ within }: Actor): readonly string[] {
  if (within === undefined) return [];
  const { branch, sender, cases } = within;
  return [
    ...(branch === undefined ? [] : [`payung.branch = ${literal(branch)}`]),
    ...(sender === undefined ? [] : [`payung.sender = ${literal(sender)}`]),
    ...(cases === undefined ? [] : [`payung.cases = ${literal(cases.length === 0 ? '-' : cases.join(','))}`]),
  ];
}
