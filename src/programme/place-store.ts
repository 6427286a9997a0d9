// SQL of place lines: how many places of a kabupaten signed lists have taken.
import { sql } from 'kysely';
import type { Tx } from '../platform/database.ts';

/** Adds to what a line has taken, opening it when there is none; the check on the row refuses to go beyond its places. */
export async function savePlaceLine(
  tx: Tx,
  of: { readonly programme: string; readonly sponsor: string },
  line: { readonly area: string; readonly places: number; readonly delta: number },
): Promise<void> {
  await sql`
    insert into programme.place_line (programme, area, sponsor, places, taken, recorded_at, author)
    values (${of.programme}, ${line.area}, ${of.sponsor}, ${line.places}, 0, ${tx.at}::timestamptz, ${tx.actor.id})
    on conflict (programme, area) do nothing`.execute(tx.db);
  await sql`
    update programme.place_line set taken = taken + ${line.delta}::int, places = greatest(${line.places}::int, least(taken, taken + ${line.delta}::int))
    where programme = ${of.programme} and area = ${line.area}`.execute(tx.db);
}
