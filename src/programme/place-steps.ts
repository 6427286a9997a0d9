// Takes places of a programme for signed lists: the lines' own checks stop a place beyond them, whatever runs at the same time.
import { Fault } from '../kernel/fault.ts';
import type { Tx } from '../platform/database.ts';
import { savePlaceLine } from './place-store.ts';

/** Places of kabupaten a signature takes (or, negative, gives back), and how many there are. */
export interface PlacesToTake {
  readonly programme: string;
  readonly sponsor: string;
  /** The programme's own area: its line is of all places together. */
  readonly region: string;
  readonly total: number;
  readonly areas: readonly { readonly area: string; readonly places: number; readonly delta: number }[];
}

/**
 * Takes places kabupaten by kabupaten, and of the programme as a whole. Lines are opened with the first list, and follow the places of the
 * allocation a list rests on, never below what is taken. Fault: conflict `places-exceeded`.
 */
export async function takePlaces(tx: Tx, of: PlacesToTake): Promise<void> {
  const all = { area: of.region, places: of.total, delta: of.areas.reduce((sum, { delta }) => sum + delta, 0) };
  // A kabupaten's own programme has one line. The whole first: every signature of a programme waits there for the one before, so that no two wait for each other.
  for (const line of [all, ...of.areas.filter(({ area, delta }) => delta !== 0 && area !== of.region).sort((a, b) => (a.area < b.area ? -1 : 1))]) {
    await savePlaceLine(tx, of, line).catch((error: unknown) => {
      if (typeof error !== 'object' || error === null || !('constraint' in error) || error.constraint !== 'places_within_line') throw error;
      throw new Fault('conflict', 'places-exceeded', {
        id: `Tempat untuk ${line.area} tidak cukup: ${line.places} tempat, dan daftar ini memerlukan ${line.delta} lagi di atas yang sudah terisi. Susun daftar lagi dari pembagian terbaru.`,
        en: `The places for ${line.area} do not suffice: ${line.places} places, and this list needs ${line.delta} beyond those taken. Make the list again from the newest allocation.`,
      });
    });
  }
}
