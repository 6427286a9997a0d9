// SQL of what must hold of signed lists: the months they name are held or were released, and nobody signs his own proposal.
import { sql } from 'kysely';
import type { BreachQuery, Invariant } from '../kernel/invariant.ts';
import type { Tx } from '../platform/database.ts';
import { withoutAct } from '../platform/invariants.ts';

const signed = 'enrolment.determination d join enrolment.signature s on s.instrument_id = d.instrument_id';

// Written out where it is asked for: a cluster takes no lateral query that reads no table.
const monthsDetermined = `(extract(year from age(d.last_month, d.first_month)) * 12 + extract(month from age(d.last_month, d.first_month)) + 1)::bigint
            * jsonb_array_length(v.content -> 'contribution' -> 'covers')`;

export const enrolmentInvariants: readonly Invariant[] = [
  {
    code: 'determinations-match-months',
    id: 'Bulan yang ditetapkan ditanggung atau dilepas, dan yang ditanggung ditetapkan atau dibayar di muka',
    en: 'The months determined are held or were released, and what is held was determined or paid in advance',
    queries: [
      {
        at: 'enrolment.determination',
        id: 'ditetapkan {one} bulan-orang, ditanggung atau dilepas {other}',
        en: '{one} person-months determined, {other} held or released',
        rows: `select d.person_key || '/' || d.instrument_id, ${monthsDetermined}, coalesce(h.months, 0) + coalesce(r.months, 0)
          from ${signed} join enrolment.instrument i on i.instrument_id = d.instrument_id
          join programme.policy_version v on v.programme = i.programme and v.version = i.policy_version
          left join (select person_key, instrument_id, count(*) as months from roster.person_month group by 1, 2) h on h.person_key = d.person_key and h.instrument_id = d.instrument_id
          left join (select d.person_key, d.instrument_id, count(distinct (r.month, r.cover)) as months
            from ${signed} join roster.release r on r.person_key = d.person_key and r.programme = d.programme and r.month between d.first_month and d.last_month
            where d.change = 'add' and not exists (
              select from roster.person_month t where t.person_key = r.person_key and t.month = r.month and t.cover = r.cover and t.instrument_id = d.instrument_id)
            group by 1, 2) r on r.person_key = d.person_key and r.instrument_id = d.instrument_id
          where d.change = 'add' and ${monthsDetermined} <> coalesce(h.months, 0) + coalesce(r.months, 0)`,
      },
      {
        at: 'enrolment.determination',
        id: 'baris berjenis {one} pada keputusan berjenis {other}',
        en: 'a row of the kind {one} on an instrument of the kind {other}',
        rows: `select d.person_key || '/' || d.instrument_id, d.kind, i.kind from enrolment.determination d join enrolment.instrument i on i.instrument_id = d.instrument_id
          where d.kind <> i.kind`,
      },
      {
        at: 'roster.person_month',
        id: 'ditanggung tanpa penetapan yang ditandatangani atau keputusan bayar di muka (keputusan {one}), {other} bulan-orang',
        en: 'held without a signed determination or a decision to pay in advance (instrument {one}), {other} person-months',
        rows: `select h.person_key, min(h.instrument_id::text), count(*) from roster.person_month h where not exists (
            select from ${signed} where d.person_key = h.person_key and d.instrument_id = h.instrument_id and d.programme = h.programme and d.change = 'add'
              and h.month between d.first_month and d.last_month)
            and not exists (select from roster.advance a where a.instrument_id = h.instrument_id and a.programme = h.programme and a.area = left(h.area, 4)
              and h.month between a.first_month and a.last_month) group by h.person_key`,
      },
      {
        at: 'roster.person_month',
        id: 'masih ditanggung mulai {one}, padahal keputusan {other} mengeluarkannya',
        en: 'still held from {one}, though the instrument {other} took the person off',
        rows: `select h.person_key, min(h.month), min(r.number) from ${signed} join enrolment.instrument r on r.instrument_id = d.instrument_id
          join roster.person_month h on h.person_key = d.person_key and h.programme = d.programme and h.month >= d.first_month
          join enrolment.instrument i on i.instrument_id = h.instrument_id and i.recorded_at <= r.recorded_at
          where d.change = 'remove' and not exists (select from roster.month_lock l where l.programme = h.programme and l.month = h.month and l.area = left(h.area, 4))
          group by h.person_key`,
      },
    ],
  },
];

/** Signatures by whoever proposed, and late additions nobody else approved. */
export const signaturesByProposer: readonly BreachQuery[] = [
  {
    at: 'enrolment.signature',
    id: 'diusulkan {one}, ditandatangani {other}',
    en: 'proposed by {one}, signed by {other}',
    rows: `select s.instrument_id, i.author, s.signed_by from enrolment.signature s left join enrolment.instrument i on i.instrument_id = s.instrument_id
      where s.signed_by = s.proposed_by or s.signed_by = i.author or i.author is distinct from s.proposed_by`,
  },
  {
    at: 'enrolment.second_approval',
    id: 'tambahan terlambat disetujui {one}, yang juga mengusulkan atau menandatangani, atau tidak ada ({other} orang)',
    en: 'late additions approved by {one}, who proposed or signed it, or by nobody ({other} people)',
    rows: `select s.instrument_id, coalesce(a.approved_by, '-'), i.late_additions from enrolment.signature s join enrolment.instrument i on i.instrument_id = s.instrument_id
      left join enrolment.second_approval a on a.instrument_id = s.instrument_id
      where i.late_additions > 0 and (a.approved_by is null or a.approved_by in (i.author, s.signed_by))`,
  },
];

export const enrolmentActs: readonly BreachQuery[] = [
  withoutAct({ at: 'enrolment.instrument', kind: 'instrument-proposed', subject: 't.instrument_id', digest: 't.list_digest' }),
  withoutAct({
    at: 'enrolment.signature',
    kind: 'instrument-signed',
    subject: 't.instrument_id',
    // An instrument signed before signatures committed to rows has its list digest there.
    digest: `coalesce((select digest from enrolment.list_commitment c where c.instrument_id = t.instrument_id),
      (select list_digest from enrolment.instrument i where i.instrument_id = t.instrument_id))`,
  }),
  withoutAct({ at: 'enrolment.second_approval', kind: 'late-additions-approved', subject: 't.instrument_id' }),
  withoutAct({ at: 'enrolment.enrolment_file', kind: 'enrolment-exported', subject: 't.instrument_id' }),
];

/** An instrument with what was said of its list when it was proposed and signed. */
export interface ProposedList {
  readonly instrumentId: string;
  readonly number: string;
  readonly listDigest: string;
  readonly additions: number;
  readonly removals: number;
  readonly publicKey: string | null;
  readonly signature: string | null;
}

export async function proposedLists(tx: Tx): Promise<readonly ProposedList[]> {
  const { rows } = await sql<ProposedList>`
    select i.instrument_id as "instrumentId", i.number, i.list_digest as "listDigest", i.additions, i.removals, s.public_key as "publicKey", s.signature
    from enrolment.instrument i left join enrolment.signature s on s.instrument_id = i.instrument_id order by i.recorded_at, i.instrument_id`.execute(tx.db);
  return rows;
}
