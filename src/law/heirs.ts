// Decides who receives a benefit after a death: the first rank of the legal order that exists, guardians for minors, the burier for funeral money (PP 44/2015 art. 37 and 40).
import { type CivilDate, ageOn } from '../kernel/date.ts';
import { type Citation, type Law, LawReading, type Unsettled, unsettledBehind } from './law.ts';
import type { Item } from './parameter.ts';

/** What somebody is to the deceased. */
export const relations = ['spouse', 'child', 'grandchild', 'parent', 'grandparent', 'sibling', 'parent-in-law', 'named-in-will', 'who-buried'] as const;
export type Relation = (typeof relations)[number];

/** The rank of `heir-order` a relation stands in. */
const rankOf: Readonly<Record<Relation, string>> = {
  spouse: 'spouse-or-child',
  child: 'spouse-or-child',
  grandchild: 'direct-line',
  parent: 'direct-line',
  grandparent: 'direct-line',
  sibling: 'siblings',
  'parent-in-law': 'parents-in-law',
  'named-in-will': 'named-in-will',
  'who-buried': 'who-buried',
};

/** Somebody of the family; `birth` only where a minor is possible. */
export interface Relative {
  readonly relation: Relation;
  readonly birth?: CivilDate;
  readonly missing?: boolean;
}

/** One who receives, by himself or through the guardian; `only` the funeral money for who buried. */
export interface Payee {
  readonly relative: number;
  readonly through: 'own-account' | 'guardian';
  readonly only: 'funeral' | null;
}

/** What stands in the way, each with a path of papers of its own. */
export const heirComplications = ['several-heirs', 'minor-heir', 'missing-heir', 'no-heir'] as const;
export type HeirComplication = (typeof heirComplications)[number];

export interface HeirsAnswer {
  readonly rank: Item | null;
  readonly payees: readonly Payee[];
  readonly complications: readonly HeirComplication[];
  readonly order: readonly Item[];
  readonly citations: readonly Citation[];
  readonly unsettled: readonly Unsettled[];
}

/** Who receives, of the family given. Nobody outside the family, no official and no agent, is ever a payee. */
export function heirsOf(of: { readonly law: Law; readonly on: CivilDate; readonly family: readonly Relative[] }): HeirsAnswer {
  const reading = new LawReading(of.law, of.on);
  const order = reading.take('heir-order', 'items');
  const rank = order.find(({ code }) => of.family.some(({ relation }) => rankOf[relation] === code)) ?? null;
  const adult = reading.take('heir-adult-age', 'years');
  const isMinor = ({ birth }: Relative) => birth !== undefined && ageOn(birth, of.on) < adult;
  const inRank = of.family.flatMap((relative, place) => (rankOf[relative.relation] === rank?.code ? [{ relative, place }] : []));
  const payees = inRank
    .filter(({ relative }) => relative.missing !== true)
    .map(({ relative, place }): Payee => ({
      relative: place,
      through: isMinor(relative) ? 'guardian' : 'own-account',
      only: relative.relation === 'who-buried' ? 'funeral' : null,
    }));
  if (inRank.length > 1) reading.take('heir-shares', 'choice');
  const complications: HeirComplication[] = [];
  if (inRank.length > 1) complications.push('several-heirs');
  if (payees.some(({ through }) => through === 'guardian')) complications.push('minor-heir');
  if (inRank.some(({ relative }) => relative.missing === true)) complications.push('missing-heir');
  if (rank === null) complications.push('no-heir');
  return { rank, payees, complications, order, citations: reading.citations, unsettled: unsettledBehind(of.law, reading.citations) };
}
