// SQL of what was asked of villages, what came, and which places were freed.
import { sql } from 'kysely';
import type { CivilDate } from '../kernel/date.ts';
import { newKey } from '../platform/key.ts';
import type { Tx } from '../platform/database.ts';

/** A village of a programme: asked, or one that handed a list in. */
export interface VillageRow {
  readonly area: string;
  readonly name: string;
  readonly kabupaten: string;
  readonly requestId: string | null;
  readonly askedOn: CivilDate | null;
  readonly deadline: CivilDate | null;
  readonly places: number;
  readonly receivedOn: CivilDate | null;
  readonly lists: number;
  readonly rows: number;
  /** Rows that wait to be mended or looked at, by their form. */
  readonly toMend: number;
  readonly corrections: number;
  readonly freedOn: CivilDate | null;
}

/** Villages under an area, in the order of their codes; of several requests the last counts. Days are those of the time zone. */
export async function villageRows(
  tx: Tx,
  of: { readonly programme: string; readonly area: string; readonly timeZone: string },
): Promise<readonly VillageRow[]> {
  const { rows } = await sql<VillageRow>`
    with asked as (
      select distinct on (r.area) r.area, r.request_id, r.asked_on, r.deadline, r.places from intake.list_request r
      where r.programme = ${of.programme} and starts_with(r.area, ${of.area}) order by r.area, r.deadline desc, r.recorded_at desc),
    came as (
      select l.area, min(l.received_at) as received_at, count(*) filter (where k.list_id is null)::int as lists, count(k.list_id)::int as corrections,
        sum(l.row_count - coalesce(k.corrected + k.removed, 0))::int as rows,
        sum(l.rejected + l.in_review - coalesce(k.replaced_rejected + k.replaced_in_review, 0))::int as to_mend
      from intake.list l left join intake.correction k on k.list_id = l.list_id
      where l.programme = ${of.programme} and length(l.area) = 10 and starts_with(l.area, ${of.area}) and not exists (select from intake.withdrawal w where w.list_id = l.list_id)
      group by l.area)
    select coalesce(a.area, c.area) as area, coalesce(v.name, '') as name, coalesce(b.name, left(coalesce(a.area, c.area), 4)) as kabupaten, a.request_id as "requestId",
      a.asked_on as "askedOn", a.deadline, coalesce(a.places, 0) as places, (c.received_at at time zone ${of.timeZone})::date as "receivedOn", coalesce(c.lists, 0) as lists,
      coalesce(c.rows, 0) as rows, coalesce(c.to_mend, 0) as "toMend", coalesce(c.corrections, 0) as corrections, (f.recorded_at at time zone ${of.timeZone})::date as "freedOn"
    from asked a full join came c on c.area = a.area left join intake.freed_place f on f.request_id = a.request_id
    left join programme.region v on v.code_system = 'kemendagri' and v.code = coalesce(a.area, c.area) and v.valid_to is null
    left join programme.region b on b.code_system = 'kemendagri' and b.code = left(coalesce(a.area, c.area), 4) and b.valid_to is null
    order by 1`.execute(tx.db);
  return rows;
}

/** The codes of the villages under an area. */
export async function villagesIn(tx: Tx, area: string): Promise<readonly string[]> {
  const { rows } = await sql<{ code: string }>`
    select code from programme.region where code_system = 'kemendagri' and level = 'village' and valid_to is null and starts_with(code, ${area}) order by code`.execute(
    tx.db,
  );
  return rows.map(({ code }) => code);
}

/** Writes requests; those that stand already (same village, same deadline) stay. Returns how many were written. */
export async function insertRequests(
  tx: Tx,
  of: { readonly programme: string; readonly sponsor: string; readonly askedOn: CivilDate; readonly deadline: CivilDate },
  villages: readonly { readonly area: string; readonly places: number }[],
): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    insert into intake.list_request (request_id, programme, sponsor, area, places, deadline, asked_on, recorded_at, author)
    select v.id, ${of.programme}, ${of.sponsor}, v.area, v.places, ${of.deadline}::date, ${of.askedOn}::date, ${tx.at}, ${tx.actor.id}
    from unnest(${villages.map(() => newKey())}::uuid[], ${villages.map(({ area }) => area)}::text[], ${villages.map(({ places }) => places)}::int[]) as v (id, area, places)
    on conflict (programme, area, deadline) do nothing`.execute(tx.db);
  return Number(numAffectedRows);
}

/** Writes that places are freed; a request whose places are free stays. Returns how many places were freed now. */
export async function insertFreedPlaces(
  tx: Tx,
  of: { readonly programme: string; readonly sponsor: string; readonly reason: string },
  villages: readonly { readonly requestId: string; readonly area: string; readonly places: number }[],
): Promise<number> {
  const { rows } = await sql<{ places: number }>`
    with freed as (
      insert into intake.freed_place (request_id, programme, sponsor, area, places, reason, recorded_at, author)
      select v.id, ${of.programme}, ${of.sponsor}, v.area, v.places, ${of.reason}, ${tx.at}, ${tx.actor.id}
      from unnest(${villages.map(({ requestId }) => requestId)}::uuid[], ${villages.map(({ area }) => area)}::text[], ${villages.map(({ places }) => places)}::int[]) as v (id, area, places)
      on conflict (request_id) do nothing returning places)
    select coalesce(sum(places), 0)::int as places from freed`.execute(tx.db);
  return rows[0]?.places ?? 0;
}

/** Places freed in each kabupaten of a programme: what the next sharing of places goes from (`quotasAfterFreeing`). */
export async function freedByKabupaten(tx: Tx, programme: string): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ area: string; places: number }>`
    select left(area, 4) as area, sum(places)::int as places from intake.freed_place where programme = ${programme} group by 1 order by 1`.execute(tx.db);
  return new Map(rows.map(({ area, places }) => [area, places]));
}
