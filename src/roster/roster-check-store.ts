// SQL of what must hold of person-months: one sponsorship each, carried whole, and committed on the lines that carry them.
import type { Invariant } from '../kernel/invariant.ts';

const key = `h.person_key || '/' || to_char(h.month, 'YYYY-MM') || '/' || h.cover`;

export const rosterInvariants: readonly Invariant[] = [
  {
    code: 'one-sponsorship',
    id: 'Satu orang, bulan dan jaminan hanya punya satu penanggung',
    en: 'A person, month and cover has one sponsorship',
    queries: [
      {
        at: 'roster.person_month',
        id: 'ditanggung {one} kali, oleh {other}',
        en: 'held {one} times, by {other}',
        rows: `select ${key}, count(*), string_agg(distinct h.programme, ', ')
          from (select person_key, month, cover from roster.person_month group by 1, 2, 3 having count(*) > 1) twice
          join roster.person_month h using (person_key, month, cover) group by h.person_key, h.month, h.cover`,
      },
    ],
  },
  {
    code: 'shares-sum-to-the-whole',
    id: 'Bagian para pembayar berjumlah satu bulan-orang penuh',
    en: "The payers' shares sum to the whole person-month",
    queries: [
      {
        at: 'roster.person_month',
        id: 'iuran {one}, bagian para pembayar {other}',
        en: 'amount {one}, shares {other}',
        rows: `select ${key}, h.amount, s.amount
          from roster.person_month h
          left join (select instrument_id, month, area, cover, sum(amount) as amount from roster.hold_share group by 1, 2, 3, 4) s
            on s.instrument_id = h.instrument_id and s.month = h.month and s.area = left(h.area, 4) and s.cover = h.cover
          where h.amount is distinct from s.amount`,
      },
    ],
  },
  {
    code: 'commitments-equal-held-less-released',
    id: 'Ikatan sama dengan yang ditanggung; pelepasan dikembalikan',
    en: 'What is committed is what is held; what was released was given back',
    queries: [
      {
        at: 'programme.budget_line',
        id: 'terikat {one}, ditanggung dari mata anggaran ini {other}',
        en: 'committed {one}, held from this line {other}',
        rows: `select l.line, l.committed, coalesce(s.amount, 0) from programme.budget_line l
          left join (
            select s.line, sum(s.amount * h.people) as amount
            from (select instrument_id, month, left(area, 4) as area, cover, count(*) as people from roster.person_month group by 1, 2, 3, 4) h
            join roster.hold_share s using (instrument_id, month, area, cover) group by s.line) s on s.line = l.line where l.committed <> coalesce(s.amount, 0)`,
      },
      {
        at: 'programme.programme',
        id: 'bulan-orang yang dilepas bernilai {one}, dikembalikan ke mata anggaran {other}',
        en: 'person-months released were worth {one}, given back to the lines was {other}',
        rows: `select p.programme, coalesce(r.amount, 0), coalesce(b.amount, 0) from programme.programme p
          left join (select programme, sum(amount) as amount from roster.release group by 1) r on r.programme = p.programme
          left join (select l.programme, -sum(c.amount) as amount from programme.commitment c join programme.budget_line l on l.line = c.line where c.amount < 0 group by 1) b
            on b.programme = p.programme
          where coalesce(r.amount, 0) <> coalesce(b.amount, 0)`,
      },
    ],
  },
];
