// SQL of what must hold of contribution months: charged is what was held and registered, coded, invoiced, paid and posted as charged.
import type { BreachQuery, Invariant } from '../kernel/invariant.ts';
import { copyOut } from '../platform/copy.ts';
import type { Tx } from '../platform/database.ts';
import { withoutAct } from '../platform/invariants.ts';

const charges = `contributions.charge c join contributions.finalisation f on f.finalisation_id = c.finalisation_id join contributions.period p on p.period_id = f.period_id`;
const newest = `(select distinct on (period_id) * from contributions.finalisation order by period_id, sequence desc)`;

export const contributionsInvariants: readonly Invariant[] = [
  {
    code: 'charges-are-held-and-registered',
    id: 'Yang ditagih adalah yang ditanggung dan terdaftar saat daftar difinalkan',
    en: 'What is charged is what was held and registered when the roster was finalised',
    queries: [
      {
        at: 'contributions.charge',
        id: 'ditagih {one}, ditanggung {other} (JKK + JKM)',
        en: 'charged {one}, held {other} (JKK + JKM)',
        rows: `select c.person_key || '/' || c.finalisation_id, c.jkk || ' + ' || c.jkm, coalesce(k.amount, 0) || ' + ' || coalesce(m.amount, 0) from ${charges}
          left join roster.person_month k on k.person_key = c.person_key and k.month = c.month and k.programme = p.programme and k.cover = 'jkk'
          left join roster.person_month m on m.person_key = c.person_key and m.month = c.month and m.programme = p.programme and m.cover = 'jkm'
          where c.jkk <> coalesce(k.amount, 0) or c.jkm <> coalesce(m.amount, 0) or c.month <> p.month`,
      },
      {
        at: 'contributions.charge',
        id: 'ditagih tanpa pendaftaran dengan nomor itu',
        en: 'charged without a registration under that number',
        rows: `select c.person_key || '/' || c.finalisation_id, null, null from contributions.charge c where not exists (
          select from enrolment.registration_answer r where r.person_key = c.person_key and r.kpj = c.kpj and r.outcome = 'registered')`,
      },
      {
        at: 'contributions.finalisation',
        id: 'orang {one} ditanggung dan terdaftar, tetapi tidak ditagih ({other} orang)',
        en: 'the person {one} was held and registered but not charged ({other} people)',
        rows: `select f.finalisation_id, min(h.person_key::text), count(distinct h.person_key) from ${newest} f join contributions.period p on p.period_id = f.period_id
          join lateral (select distinct on (area) area, branch from programme.branch_area b
            where b.valid_from <= p.month and (b.valid_to is null or b.valid_to >= p.month) order by area, valid_from desc) served on served.branch = p.branch
          join roster.person_month h on h.programme = p.programme and h.month = p.month and h.cover = 'jkk' and left(h.area, 4) = served.area
          where exists (select from enrolment.registration r where r.person_key = h.person_key and r.outcome = 'registered' and r.recorded_at < f.recorded_at)
            and not exists (select from contributions.charge c where c.finalisation_id = f.finalisation_id and c.person_key = h.person_key)
          group by f.finalisation_id`,
      },
      {
        at: 'contributions.finalisation',
        id: 'tercatat {one}, ditagih {other} (orang, JKK + JKM)',
        en: 'recorded {one}, charged {other} (people, JKK + JKM)',
        rows: `select f.finalisation_id, concat_ws(', ', f.persons, f.jkk || ' + ' || f.jkm), concat_ws(', ', coalesce(c.persons, 0), coalesce(c.jkk, 0) || ' + ' || coalesce(c.jkm, 0))
          from contributions.finalisation f left join (select finalisation_id, count(*) as persons, sum(jkk) as jkk, sum(jkm) as jkm from contributions.charge group by 1) c
            on c.finalisation_id = f.finalisation_id
          where (f.persons, f.jkk, f.jkm) is distinct from (coalesce(c.persons, 0), coalesce(c.jkk, 0), coalesce(c.jkm, 0)) or f.amount <> f.jkk + f.jkm`,
      },
      {
        at: 'roster.month_lock',
        id: 'bulan {one} sudah ditagih di kabupaten {other}, tetapi tidak ditutup',
        en: 'month {one} was charged in kabupaten {other} but is not closed',
        rows: `select c.programme, c.month, c.area from (select distinct p.programme, c.month, left(c.area, 4) as area from ${charges}) c where not exists (
            select from roster.month_lock l where l.programme = c.programme and l.month = c.month and l.area = c.area)`,
      },
    ],
  },
  {
    code: 'charged-coded-invoiced',
    id: 'Yang ditagih = kode iuran = tagihan',
    en: 'What is charged is what is coded is what is invoiced',
    queries: [
      {
        at: 'contributions.contribution_code',
        id: 'kode {one}, daftar final {other} (orang, rupiah)',
        en: 'code {one}, final roster {other} (people, rupiah)',
        rows: `select c.code, c.persons || ', ' || c.amount, f.persons || ', ' || f.amount from contributions.contribution_code c
          left join contributions.finalisation f on f.finalisation_id = c.finalisation_id where (c.persons, c.amount) is distinct from (f.persons, f.amount)`,
      },
      {
        at: 'contributions.invoice',
        id: 'tagihan {one}, kode {other}',
        en: 'invoice {one}, code {other}',
        rows: `select i.number, i.amount, c.amount from contributions.invoice i left join contributions.contribution_code c on c.code = i.code where i.amount is distinct from c.amount`,
      },
      {
        at: 'contributions.invoice',
        id: 'ditagih atas daftar final ke-{one}, padahal ada yang ke-{other}',
        en: 'invoiced for final roster {one}, though there is a {other}',
        rows: `select i.number, f.sequence, n.sequence from contributions.invoice i join contributions.contribution_code c on c.code = i.code
          join contributions.finalisation f on f.finalisation_id = c.finalisation_id join ${newest} n on n.period_id = f.period_id where n.sequence <> f.sequence`,
      },
    ],
  },
  {
    code: 'payments-within-invoices',
    id: 'Pembayaran tidak melebihi tagihan, dan tagihan mencatat semuanya',
    en: 'Payments stay within the invoice, which says all of them',
    queries: [
      {
        at: 'contributions.invoice',
        id: 'tagihan mencatat {one}, pembayaran {other} (SP2D, didebit, diterima, kredit)',
        en: 'the invoice says {one}, its payments {other} (ordered, debited, received, credited)',
        rows: `select i.number, concat_ws(', ', i.ordered, i.debited, i.received, i.credited), concat_ws(', ', coalesce(y.ordered, 0), coalesce(y.debited, 0), coalesce(y.received, 0), coalesce(y.credited, 0))
          from contributions.invoice i left join (
            select invoice_id, sum(case fact when 'sp2d-issued' then amount when 'bank-returned' then -amount else 0 end) as ordered,
              sum(case fact when 'bank-debited' then amount when 'bank-returned' then -amount else 0 end) as debited,
              sum(amount) filter (where fact = 'administrator-received') as received, sum(amount) filter (where fact = 'credit-applied') as credited
            from contributions.standing_payment group by 1) y on y.invoice_id = i.invoice_id
          where (i.ordered, i.debited, i.received, i.credited) is distinct from (coalesce(y.ordered, 0), coalesce(y.debited, 0), coalesce(y.received, 0), coalesce(y.credited, 0))`,
      },
      {
        at: 'contributions.invoice',
        id: 'tagihan {one}, SP2D, didebit, diterima {other}',
        en: 'invoice {one}; ordered, debited, received {other}',
        rows: `select number, amount, concat_ws(', ', ordered, debited, received) from contributions.invoice
          where ordered < 0 or ordered + credited > amount or debited not between 0 and ordered or received < 0 or received + credited > amount`,
      },
    ],
  },
  {
    code: 'postings-agree-with-files-and-charges',
    id: 'Posting sama dengan berkas BPJS Ketenagakerjaan dan dengan yang ditagih',
    en: "Postings agree with the administrator's files and with what was charged",
    queries: [
      {
        at: 'contributions.posting_file',
        id: 'berkas mencatat {one}, tersimpan {other} (baris = diposting + ditarik + lain, rupiah diposting - ditarik)',
        en: 'the file says {one}, stored are {other} (rows = posted + taken back + others, rupiah posted - taken back)',
        rows: `select f.file_id, f.row_count || ' = ' || f.posted || ' + ' || f.reversed || ' + ' || f.unmatched || ', ' || f.amount || ' - ' || f.reversed_amount,
            n.posted + n.reversed + n.others || ' = ' || n.posted || ' + ' || n.reversed || ' + ' || n.others || ', ' || n.amount || ' - ' || n.reversed_amount
          from contributions.posting_file f
          left join (select file_id, count(*) as posted, sum(jkk + jkm) as amount from contributions.posting group by 1) p on p.file_id = f.file_id
          left join (select by_file, count(*) as reversed, sum(jkk + jkm) as amount from contributions.posting_reversal group by 1) b on b.by_file = f.file_id
          left join (select file_id, count(*) as others from contributions.posting_finding group by 1) t on t.file_id = f.file_id
          cross join lateral (select coalesce(p.posted, 0) as posted, coalesce(b.reversed, 0) as reversed, coalesce(t.others, 0) as others,
            coalesce(p.amount, 0) as amount, coalesce(b.amount, 0) as reversed_amount) n
          where (f.row_count, f.posted, f.reversed, f.unmatched, f.amount, f.reversed_amount) is distinct from
            (n.posted + n.reversed + n.others, n.posted, n.reversed, n.others, n.amount, n.reversed_amount)`,
      },
      {
        at: 'contributions.posting',
        id: 'diposting {one}, ditagih {other} (JKK + JKM)',
        en: 'posted {one}, charged {other} (JKK + JKM)',
        rows: `select p.person_key || '/' || to_char(p.month, 'YYYY-MM') || '/' || p.file_id, p.jkk || ' + ' || p.jkm, c.jkk || ' + ' || c.jkm
          from contributions.posting p join contributions.posting_file f on f.file_id = p.file_id join contributions.contribution_code k on k.code = f.code
          left join contributions.charge c on c.finalisation_id = k.finalisation_id and c.person_key = p.person_key and c.month = p.month
          where (p.jkk, p.jkm) is distinct from (c.jkk, c.jkm)`,
      },
      {
        at: 'contributions.posting',
        id: 'satu bulan diposting {one} kali',
        en: 'one month posted {one} times',
        rows: `select person_key || '/' || to_char(month, 'YYYY-MM'), count(*), null from contributions.standing_posting group by person_key, month having count(*) > 1`,
      },
    ],
  },
  {
    code: 'minutes-signed-by-their-branches',
    id: 'Di bawah berita acara hanya ada tanda tangan pemberi iuran dan cabang yang disebut di dalamnya',
    en: 'Under minutes stand signatures of the sponsor and of branches the minutes name, and no other',
    queries: [
      {
        at: 'contributions.minutes_signature',
        id: 'cabang {one} menandatangani berita acara {other}, yang tidak menyebutnya',
        en: 'the branch {one} signed the minutes of {other}, which do not name it',
        rows: `select s.minutes_id || '/' || s.branch, s.branch, to_char(m.month, 'YYYY-MM') from contributions.minutes_signature s join contributions.minutes m using (minutes_id)
          where s.side = 'administrator' and s.branch <> '*' and not exists (select from jsonb_array_elements(m.content -> 'branches') b where b ->> 'branch' = s.branch)`,
      },
    ],
  },
];

export const contributionsActs: readonly BreachQuery[] = [
  withoutAct({ at: 'contributions.period', kind: 'month-opened', subject: 't.period_id' }),
  withoutAct({ at: 'contributions.finalisation', kind: 'month-finalised', subject: 't.finalisation_id', digest: 't.roster_digest' }),
  withoutAct({ at: 'contributions.contribution_code', kind: 'contribution-code-accepted', subject: 't.code' }),
  withoutAct({ at: 'contributions.invoice', kind: 'month-invoiced', subject: 't.invoice_id' }),
  withoutAct({ at: 'contributions.posting_file', kind: 'postings-recorded', subject: 't.file_id', digest: 't.file_digest' }),
  {
    at: 'contributions.credit',
    id: 'kredit {one} dipakai {other}, lain daripada pembayaran yang memakainya',
    en: 'the credit {one} is used up to {other}, other than the payments out of it',
    rows: `select k.credit_id, k.amount, k.used from contributions.credit k
      where k.used <> coalesce((select sum(y.amount) from contributions.standing_payment y where y.fact = 'credit-applied' and y.reference = k.credit_id::text), 0)`,
  },
  {
    at: 'contributions.payment',
    id: '{one} pembayaran atas tagihan ini, {other} tindakan payment-recorded',
    en: '{one} payments of this invoice, {other} acts payment-recorded',
    rows: `select y.invoice_id, count(*), (select count(*) from platform.act a where a.kind = 'payment-recorded' and a.subject = y.invoice_id::text)
      from contributions.payment y group by y.invoice_id having count(*) <> (select count(*) from platform.act a where a.kind = 'payment-recorded' and a.subject = y.invoice_id::text)`,
  },
];

/** Charges of every finalisation as they entered its digest, after its id, by finalisation and KPJ. */
export const streamCharges = (tx: Tx): AsyncIterable<ReadonlyArray<ReadonlyArray<string | null>>> =>
  copyOut(tx, `select finalisation_id, kpj, jkk, jkm from contributions.charge order by finalisation_id, kpj collate "C"`);

/** The roster digest of every finalisation. */
export async function rosterDigests(tx: Tx): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.db.selectFrom('contributions.finalisation').select(['finalisation_id', 'roster_digest']).execute();
  return new Map(rows.map((row) => [row.finalisation_id, row.roster_digest]));
}
