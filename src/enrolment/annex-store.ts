// SQL of annexes: the people of a list by place, with what the village wrote of each, as the signature commits to it.
import { sql } from 'kysely';
import { apart } from '../platform/apart.ts';
import { copyOut, literal } from '../platform/copy.ts';
import type { Tx } from '../platform/database.ts';
import type { AnnexGroup } from './annex.ts';

/** How many people of each village a list adds and removes, in the order of the annex. */
export async function annexGroups(tx: Tx, instrumentId: string): Promise<readonly AnnexGroup[]> {
  const { rows } = await sql<AnnexGroup>`
    select change, area, count(*)::int as people from enrolment.determination where instrument_id = ${instrumentId}::uuid
    group by change, area order by change collate "C", area collate "C"`.execute(tx.db);
  return rows;
}

/** The columns of `streamAnnex`. */
export const annexFields = ['change', 'area', 'first_month', 'last_month', 'cause', 'token', 'name', 'sex', 'address'] as const;

/** The people of a list: by place (the one `told` instead, by `change/area`, where there is one), then by name and the row that named them. */
export function streamAnnex(tx: Tx, instrumentId: string, told: ReadonlyMap<string, string>): AsyncIterable<ReadonlyArray<ReadonlyArray<string | null>>> {
  const instead = [['', ''], ...told].map(([place = '', other = '']) => `(${literal(place)}, ${literal(other)})`).join(', ');
  const where = `t.instrument_id = ${literal(instrumentId)}::uuid`;
  const candidates = apart(tx, 'intake.candidate', `list_id in (select t.list_id from enrolment.determination t where ${where})`);
  return copyOut(
    tx,
    `select t.change, coalesce(w.told, t.area), to_char(t.first_month, 'YYYY-MM'), to_char(t.last_month, 'YYYY-MM'), t.cause, c.token, c.name, c.sex, c.address
     from enrolment.determination t join intake.list l on l.list_id = t.list_id
     join ${candidates} c on c.list_id = t.list_id and c.row_no = t.row_no
     left join (values ${instead}) w (place, told) on w.place = t.change || '/' || t.area
     where ${where} order by t.change collate "C", coalesce(w.told, t.area) collate "C", c.name collate "C", l.file_digest collate "C", c.sheet collate "C", t.row_no`,
    { chunkRows: 2_000 }, // not law: rows a chunk
  );
}
