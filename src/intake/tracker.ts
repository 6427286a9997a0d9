// Decides how it stands with a village that was asked for its list: waited for, received, corrected, late, or its places freed.
import type { CivilDate } from '../kernel/date.ts';

/** What is recorded of one village. Days are those of the sponsor. */
export interface VillageFacts {
  /** Null where nobody asked. */
  readonly deadline: CivilDate | null;
  /** The first list that stands; null while none does. */
  readonly receivedOn: CivilDate | null;
  /** Corrections that stand. */
  readonly corrections: number;
  readonly freedOn: CivilDate | null;
}

/** `late`: the deadline passed without a list; `received-late`: it came afterwards. */
export type VillageState = 'waiting' | 'received' | 'received-late' | 'corrected' | 'late' | 'freed' | 'unasked';

export const villageStates: readonly VillageState[] = ['waiting', 'received', 'received-late', 'corrected', 'late', 'freed', 'unasked'];

/** The state on a day. The day of the deadline itself is in time. A village that answers after its places were freed has answered; its places stay freed. */
export function villageState({ deadline, receivedOn, corrections, freedOn }: VillageFacts, on: CivilDate): VillageState {
  if (receivedOn !== null) {
    if (corrections > 0) return 'corrected';
    return deadline !== null && receivedOn > deadline ? 'received-late' : 'received';
  }
  if (freedOn !== null) return 'freed';
  if (deadline === null) return 'unasked';
  return on > deadline ? 'late' : 'waiting';
}

/** Whether the places kept for a village may be freed on a day: it was asked, did not answer, and its deadline is over. */
export const mayBeFreed = (facts: VillageFacts, places: number, on: CivilDate): boolean =>
  places > 0 && facts.freedOn === null && villageState(facts, on) === 'late';
