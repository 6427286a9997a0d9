// Decides who would pass every check of the programme on 1 July 2025, so that the world can promise enough of them; it repeats no rule of Payung's, it only avoids every doubt.
import { ageOnDay } from './calendar.ts';
import { deathDayOf, moveDayOf } from './life.ts';
import { inDtsen } from './living.ts';
import { referenceDay, type World } from './population.ts';
import { occupationOf, membershipState } from './work.ts';

/** Truly alive, living there, 18 to 64, in DTSEN, working, not serving the state, not a member: everything but the decile, which is taken to be 1 to 4. */
export function wouldPassIfPoor(world: World, i: number): boolean {
  const age = ageOnDay(world.birth[i] as number, referenceDay);
  if (age < 18 || age > 64) return false;
  if (!inDtsen(world, world.householdOf[i] as number)) return false;
  // A former member passes too, but the branch must then continue an old number: kept out of the promise.
  if (membershipState(world, i) !== 0) return false;
  const death = deathDayOf(world, i);
  if (death !== 0 && death <= referenceDay) return false;
  const moved = moveDayOf(world, i);
  if (moved !== 0 && moved <= referenceDay + 60) return false;
  const work = occupationOf(world, i);
  return (
    work !== 'PELAJAR/MAHASISWA' && work !== 'PEGAWAI NEGERI SIPIL' && work !== 'TENTARA NASIONAL INDONESIA' && work !== 'KEPOLISIAN RI' && work !== 'PENSIUNAN'
  );
}
