// Decides where each person who was handed over stands between two payers: who has accepted, registered or paid for him, and whether he falls into the gap.
import type { CivilDate } from '../kernel/date.ts';
import type { Bilingual } from '../law/parameter.ts';

/** From the best to the worst; `unknown` where the next payer is none of this installation and no register says anything; `left` needs nobody's cover. */
export const seamStages = ['paid', 'registered', 'accepted', 'handed-over', 'not-handed-over', 'gap', 'unknown', 'left'] as const;
export type SeamStage = (typeof seamStages)[number];

export const seamWords: Readonly<Record<SeamStage, Bilingual>> = {
  paid: { id: 'dibayar dan diposting', en: 'paid for and posted' },
  registered: { id: 'terdaftar pada pembayar berikutnya', en: 'registered by the next payer' },
  accepted: { id: 'diterima pembayar berikutnya', en: 'accepted by the next payer' },
  'handed-over': { id: 'diserahkan, belum diterima', en: 'handed over, not accepted yet' },
  'not-handed-over': { id: 'belum diserahkan', en: 'not handed over yet' },
  gap: { id: 'tanpa perlindungan', en: 'in the gap' },
  unknown: { id: 'tidak diketahui', en: 'unknown' },
  left: { id: 'meninggal atau keluar sebelum bulan itu', en: 'died or left before that month' },
};

/** What is known of one person's first month after the end. */
export interface SeamFacts {
  /** The next payer is a programme of this installation. */
  readonly here: boolean;
  /** The list of the hand-over stands in the next payer's intake. */
  readonly arrived: boolean;
  readonly held: boolean;
  readonly registered: boolean;
  readonly posted: boolean;
  /** Died or left before the first month after; whoever left later was owed it. */
  readonly departed: boolean;
  /** What a membership register of that month or later says: another membership since then, none at all, or nothing. */
  readonly register: 'member' | 'none' | null;
}

/**
 * Where a person stands on a day; `dueOn` is the due date of the first month after. Past it only what was posted is no gap, unless a membership with
 * somebody else is known. Whom the next payer here holds is told by its books, not by the register.
 */
export function seamStage(
  { here, arrived, held, registered, posted, departed, register }: SeamFacts,
  { today, dueOn }: { readonly today: CivilDate; readonly dueOn: CivilDate },
): SeamStage {
  if (posted) return 'paid';
  if (departed) return 'left';
  if (register === 'member' && !held) return 'registered';
  if (today > dueOn) return here || held || register === 'none' ? 'gap' : 'unknown';
  if (held) return registered ? 'registered' : 'accepted';
  if (register === 'none') return 'gap';
  if (!here) return 'unknown';
  return arrived ? 'handed-over' : 'not-handed-over';
}

/** Those whom nobody has taken over: what the task is about. */
export const atRisk: readonly SeamStage[] = ['handed-over', 'not-handed-over', 'gap'];

export type SeamCounts = Readonly<Record<SeamStage, number>>;

/** Somebody must see to it, by the due date of the first month after. */
export interface SeamTask {
  readonly owner: string;
  readonly dueOn: CivilDate;
  /** People who would fall into the gap, or have. */
  readonly people: number;
  /** People of whom nothing is known: to be asked about. */
  readonly unknown: number;
  readonly overdue: boolean;
}

/** The task of one hand-over, or null while nobody would fall into the gap. Until the list is handed over it is the giver's, then the next payer's. */
export function seamTask(
  counts: SeamCounts,
  of: { readonly giver: string; readonly taker: string; readonly today: CivilDate; readonly dueOn: CivilDate },
): SeamTask | null {
  const people = atRisk.reduce((sum, stage) => sum + counts[stage], 0);
  if (people + counts.unknown === 0) return null;
  // Where the next payer keeps its own books, nobody but the giver can see to it here.
  const owner = counts['not-handed-over'] + counts.unknown > 0 ? of.giver : of.taker;
  return { owner, dueOn: of.dueOn, people, unknown: counts.unknown, overdue: of.today > of.dueOn };
}

/** No people at any stage. */
export const noCounts = (): Record<SeamStage, number> => Object.fromEntries(seamStages.map((stage) => [stage, 0])) as Record<SeamStage, number>;
