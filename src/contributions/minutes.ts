// Decides what the minutes of a month's reconciliation (berita acara rekonsiliasi) say: every branch's figures, every class with people and rupiah, and their digest.
import type { Actor } from '../kernel/actor.ts';
import { sha256 } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import { type Rupiah, total } from '../kernel/money.ts';
import type { Month } from '../kernel/month.ts';
import { type Difference, differences } from './difference.ts';

export const minuteClasses = ['agreed', 'not-paid-yet', ...differences] as const;
export type MinuteClass = (typeof minuteClasses)[number];

export interface ClassFigures {
  readonly people: number;
  readonly amount: Rupiah;
}

/** One branch's month as the minutes say it; amounts in rupiah. */
export interface MinutesBranch {
  readonly branch: string;
  readonly invoice: string;
  readonly finalisation: string;
  readonly held: number;
  readonly charged: ClassFigures;
  readonly ordered: Rupiah;
  readonly debited: Rupiah;
  readonly credited: Rupiah;
  readonly received: Rupiah;
  readonly posted: ClassFigures;
  readonly classes: Readonly<Record<MinuteClass, ClassFigures>>;
  /** Differences still open and settled: what both sides agree is left to do. */
  readonly open: number;
  readonly settled: number;
}

export interface MinutesContent {
  readonly programme: string;
  readonly month: Month;
  readonly branches: readonly MinutesBranch[];
}

export const noFigures: ClassFigures = { people: 0, amount: 0n };

/** Classes counted while people stream past. */
export class ClassCounter {
  readonly #counts = new Map<MinuteClass, { people: number; amount: Rupiah }>();

  add(one: MinuteClass, amount: Rupiah): void {
    const found = this.#counts.get(one) ?? { people: 0, amount: 0n };
    this.#counts.set(one, { people: found.people + 1, amount: found.amount + amount });
  }

  get figures(): Readonly<Record<MinuteClass, ClassFigures>> {
    return Object.fromEntries(minuteClasses.map((one) => [one, this.#counts.get(one) ?? noFigures])) as Record<MinuteClass, ClassFigures>;
  }
}

/** The classes of all branches together. */
export const totals = (branches: readonly MinutesBranch[]): Readonly<Record<MinuteClass, ClassFigures>> =>
  Object.fromEntries(
    minuteClasses.map((one) => [
      one,
      {
        people: branches.reduce((sum, { classes }) => sum + classes[one].people, 0),
        amount: total(branches.map(({ classes }) => classes[one].amount)),
      },
    ]),
  ) as Record<MinuteClass, ClassFigures>;

/** The content as it is kept and signed: amounts as text, so that no program rounds them. */
export const minutesText = (content: MinutesContent): string =>
  JSON.stringify(content, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));

/** What both sides sign: SHA-256 of the content. */
export const minutesDigest = (content: MinutesContent): string => sha256(minutesText(content));

/** The content read back. */
export function readMinutes(text: string): MinutesContent {
  const amounts = new Set(['amount', 'ordered', 'debited', 'credited', 'received']);
  return JSON.parse(text, (key, value: unknown) => (amounts.has(key) && typeof value === 'string' ? BigInt(value) : value)) as MinutesContent;
}

/** The two sides, in the order they stand on paper. */
export const sides = ['sponsor', 'administrator'] as const;
export type Side = (typeof sides)[number];

/** One signature under minutes; `branch` is null on the sponsor's side, and where nobody recorded for which of several branches an officer signed. */
export interface Signature {
  readonly side: Side;
  readonly branch: string | null;
  readonly name: string;
  readonly signedOn: string;
}

/** One who must sign, and how he did. */
export interface Signing {
  readonly side: Side;
  readonly branch: string | null;
  readonly signed: Signature | null;
}

/** Everybody who must sign minutes, in the order they stand on paper: the sponsor, then each branch concerned for itself. What was signed for no branch in particular stands for none. */
export function signingsOf(
  { branches }: { readonly branches: readonly Pick<MinutesBranch, 'branch'>[] },
  signatures: readonly Signature[],
): readonly Signing[] {
  const must: readonly (readonly [Side, string | null])[] = [['sponsor', null], ...branches.map(({ branch }) => ['administrator', branch] as const)];
  return must.map(([side, branch]) => ({ side, branch, signed: signatures.find((one) => one.side === side && one.branch === branch) ?? null }));
}

/**
 * For whom an actor signs: an officer of a branch for that branch (`asked`, when he serves several), whoever else for the sponsor. Faults: forbidden
 * `outside-branch` (another branch, or no officer of one); bad-input `branch-not-said`, `branch-not-in-minutes`.
 */
export function signerOf(
  { roles, posts, within }: Pick<Actor, 'roles' | 'posts' | 'within'>,
  asked: string | undefined,
  { branches }: { readonly branches: readonly Pick<MinutesBranch, 'branch'>[] },
): Pick<Signing, 'side' | 'branch'> {
  const officer = roles.includes('branch-officer');
  if (asked === undefined && (!officer || roles.includes('finance') || roles.includes('approver'))) return { side: 'sponsor', branch: null };
  const post = within?.branch ?? posts?.branch;
  const [only] = branches.length === 1 ? branches : [];
  const branch = asked ?? (post === '*' ? only?.branch : post);
  if (!officer || post === undefined || (post !== '*' && branch !== post))
    throw new Fault('forbidden', 'outside-branch', {
      id: 'Untuk sebuah cabang hanya petugas cabang itu sendiri yang menandatangani.',
      en: 'For a branch only an officer of that branch signs.',
    });
  const names = branches.map((one) => one.branch);
  if (branch === undefined)
    throw new Fault(
      'bad-input',
      'branch-not-said',
      { id: `Sebut cabang yang ditandatangani: ${names.join(', ')}.`, en: `Say for which branch you sign: ${names.join(', ')}.` },
      { column: 'branch' },
    );
  if (!names.includes(branch))
    throw new Fault(
      'bad-input',
      'branch-not-in-minutes',
      {
        id: `Cabang "${branch}" tidak ada dalam berita acara ini (${names.join(', ')}).`,
        en: `The branch "${branch}" is not in these minutes (${names.join(', ')}).`,
      },
      { column: 'branch' },
    );
  return { side: 'administrator', branch };
}

export const minutesFileName = (programme: string, month: Month, sequence: number, kind: 'pdf' | 'xlsx'): string =>
  `berita-acara-rekonsiliasi-${programme}-${month}-${sequence}.${kind}`;

export const isDifference = (one: MinuteClass): one is Difference => one !== 'agreed' && one !== 'not-paid-yet';
