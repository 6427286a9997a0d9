// SQL of what an auditor looks at: the same account, telephone or agent behind several claims; deaths soon after enrolment, by the list's sender.
import { sql } from 'kysely';
import type { Tx } from '../platform/database.ts';

export interface SharedMark {
  readonly kind: 'account' | 'phone' | 'agent';
  readonly mark: string;
  readonly claims: readonly string[];
}

/** Marks that stand behind payees of more than one claim of a programme, the most claims first. */
export async function sharedMarks(tx: Tx, programme: string): Promise<readonly SharedMark[]> {
  const { rows } = await sql<SharedMark>`
    select kind, mark, array_agg(distinct claim_id order by claim_id) as claims
    from (
      select p.claim_id, m.kind, m.mark from claims.payee p join claims.probable_claim c on c.claim_id = p.claim_id and c.programme = ${programme}
      cross join lateral (values ('account', p.account_mark), ('phone', p.phone_mark), ('agent', p.agent_mark)) m (kind, mark)
      where m.mark is not null) marks
    group by kind, mark having count(distinct claim_id) > 1 order by count(distinct claim_id) desc, kind, mark limit 200`.execute(tx.db);
  return rows;
}

export interface EarlyDeaths {
  readonly sender: string;
  readonly people: number;
  readonly deaths: number;
  readonly early: number;
  /** How many of the people came too late for the full benefit within the term, and how many of the early deaths are theirs. */
  readonly late: number;
  readonly earlyLate: number;
}

/** Of each sender of lists: the people enrolled from its lists, the deaths among them, those within so many days of the first month, and how many of each were late additions. */
export async function deathsBySender(tx: Tx, of: { programme: string; days: number }): Promise<readonly EarlyDeaths[]> {
  const { rows } = await sql<EarlyDeaths>`
    select l.sender, count(distinct t.person_key)::int as people, count(distinct c.person_key)::int as deaths,
      count(distinct c.person_key) filter (where c.happened_on < t.first_month + ${of.days}::int)::int as early,
      count(distinct t.person_key) filter (where a.people is not null)::int as late,
      count(distinct c.person_key) filter (where a.people is not null and c.happened_on < t.first_month + ${of.days}::int)::int as "earlyLate"
    from enrolment.determination t join enrolment.signature s on s.instrument_id = t.instrument_id
    join intake.list l on l.list_id = t.list_id
    left join enrolment.late_addition a on a.instrument_id = t.instrument_id and a.area = left(t.area, 4) and a.first_month = t.first_month and a.last_month = t.last_month
    left join claims.probable_claim c on c.person_key = t.person_key and c.programme = t.programme and c.event = 'death'
    where t.programme = ${of.programme} and t.change = 'add' group by l.sender having count(distinct c.person_key) > 0 order by early desc, deaths desc, l.sender limit 200`.execute(
    tx.db,
  );
  return rows;
}
