// SQL of showing proposals: the row as it was handed in beside each person of the register, the likeliest first, and what was decided.
import { sql } from 'kysely';
import type { Tx } from '../platform/database.ts';

/** A row and one proposed person, side by side; tokens are for masking, and never shown. */
export interface ShownProposal {
  readonly listId: string;
  readonly rowNo: number;
  readonly fileName: string;
  readonly sheet: string;
  readonly area: string;
  readonly name: string | null;
  readonly birthDate: string | null;
  readonly sex: string | null;
  readonly birthPlace: string | null;
  readonly motherName: string | null;
  readonly written: string | null;
  readonly rowReasons: readonly string[];
  readonly personKey: string;
  readonly personToken: string;
  readonly place: number;
  readonly bits: number;
  readonly reasons: readonly { readonly comparison: string; readonly level: string | null; readonly weight: number }[];
  readonly personName: string | null;
  readonly personBirthDate: string | null;
  readonly personSex: string | null;
  readonly personArea: string | null;
  readonly personBirthPlace: string | null;
  readonly personMotherName: string | null;
  readonly personStatus: string | null;
  readonly verdict: 'same-person' | 'different-person' | null;
  readonly decidedAt: string | null;
  readonly decidedBy: string | null;
}

/** One page of the rows of a search, each with its proposed persons; `open` leaves out rows of which a person was confirmed. */
export async function shownProposals(
  tx: Tx,
  of: { readonly proposingId: string; readonly runId: string },
  population: string,
  page: { readonly open: boolean; readonly limit: number; readonly offset: number },
): Promise<readonly ShownProposal[]> {
  const { rows } = await sql<ShownProposal>`
    with chosen as (
      select p.list_id, p.row_no, max(p.bits) as best from matching.proposal p
      where p.proposing_id = ${of.proposingId}::uuid and (not ${page.open} or not exists (
        select from matching.standing_decision d where d.list_id = p.list_id and d.row_no = p.row_no and d.verdict = 'same-person'))
      group by p.list_id, p.row_no order by max(p.bits) desc, p.list_id, p.row_no limit ${page.limit} offset ${page.offset})
    select c.list_id as "listId", c.row_no as "rowNo", l.file_name as "fileName", c.sheet, c.area, c.name, c.birth_date as "birthDate", c.sex,
      c.birth_place as "birthPlace", c.mother_name as "motherName", coalesce(c.token, c.written) as written, m.reasons as "rowReasons",
      p.person_key as "personKey", p.person_token as "personToken", p.place, p.bits::float8 as bits, p.reasons, r.name as "personName", r.birth_date as "personBirthDate",
      r.sex as "personSex", r.area as "personArea", r.birth_place as "personBirthPlace", r.mother_name as "personMotherName", r.status as "personStatus",
      d.verdict, d.recorded_at as "decidedAt", d.author as "decidedBy"
    from chosen h
    join matching.proposal p on p.proposing_id = ${of.proposingId}::uuid and p.list_id = h.list_id and p.row_no = h.row_no
    join intake.candidate c on c.list_id = h.list_id and c.row_no = h.row_no
    join intake.list l on l.list_id = c.list_id
    join matching.match m on m.list_id = h.list_id and m.row_no = h.row_no and m.run_id = ${of.runId}::uuid
    left join ${sql.raw(population)} r on r.person_key = p.person_key
    left join lateral (
      select verdict, recorded_at, author from matching.identity_decision d
      where d.list_id = p.list_id and d.row_no = p.row_no and d.person_key = p.person_key order by d.recorded_at desc limit 1) d on true
    order by h.best desc, c.list_id, c.row_no, p.place`.execute(tx.db);
  return rows;
}

/** Rows of a search with somebody proposed: all, and those of which no person was confirmed yet. */
export async function countProposed(tx: Tx, proposingId: string): Promise<{ readonly rows: number; readonly open: number }> {
  const { rows } = await sql<{ rows: number; open: number }>`
    select count(*)::int as rows, count(*) filter (where not exists (
      select from matching.standing_decision d where d.list_id = p.list_id and d.row_no = p.row_no and d.verdict = 'same-person'))::int as open
    from (select distinct list_id, row_no from matching.proposal where proposing_id = ${proposingId}::uuid) p`.execute(tx.db);
  return rows[0] ?? { rows: 0, open: 0 };
}
