// SQL of the places an instrument takes in each kabupaten, and how many there are by the allocation it rests on.
import { sql } from 'kysely';
import type { Tx } from '../platform/database.ts';

export async function placesOfInstrument(
  tx: Tx,
  instrumentId: string,
): Promise<readonly { readonly area: string; readonly places: number; readonly delta: number }[]> {
  const { run_id: runId } = await tx.db.selectFrom('enrolment.instrument').select('run_id').where('instrument_id', '=', instrumentId).executeTakeFirstOrThrow();
  const { rows } = await sql<{ area: string; places: number; delta: number }>`
    select d.area, coalesce(q.places, 0)::int as places, d.delta
    from (select left(area, 4) as area, sum(case change when 'add' then 1 else -1 end)::int as delta
      from enrolment.determination where instrument_id = ${instrumentId}::uuid group by 1) d
    left join allocation.place q on q.run_id = ${runId}::uuid and q.area = d.area`.execute(tx.db);
  return rows;
}
