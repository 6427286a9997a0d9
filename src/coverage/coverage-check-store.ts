// SQL of what protection may rest on: postings of the administrator's files, for people it registered, and nothing stored beside them.
import type { Invariant } from '../kernel/invariant.ts';

export const coverageInvariants: readonly Invariant[] = [
  {
    code: 'coverage-only-from-postings',
    id: 'Perlindungan hanya berasal dari posting BPJS Ketenagakerjaan yang tidak ditarik kembali, bagi orang yang terdaftar',
    en: "Protection comes from the administrator's postings less those it took back, for people it registered, and from nothing else",
    queries: [
      {
        at: 'contributions.posting',
        id: 'posting tanpa berkas BPJS Ketenagakerjaan',
        en: 'a posting without a file of the administrator',
        rows: `select p.person_key || '/' || to_char(p.month, 'YYYY-MM') || '/' || p.file_id, null, null from contributions.posting p
          where not exists (select from contributions.posting_file f where f.file_id = p.file_id)`,
      },
      {
        at: 'contributions.posting',
        id: 'posting bagi orang yang tidak pernah terdaftar, mulai {one}',
        en: 'posted for somebody who was never registered, from {one}',
        rows: `select p.person_key, min(p.month), null from contributions.posting p
          where not exists (select from enrolment.registration_answer r where r.person_key = p.person_key and r.outcome = 'registered') group by p.person_key`,
      },
      {
        at: 'contributions.posting_reversal',
        id: 'penarikan {one} tanpa posting yang ditariknya, {other} (JKK + JKM)',
        en: 'a reversal of {one} without the posting it takes back, {other} (JKK + JKM)',
        rows: `select b.person_key || '/' || to_char(b.month, 'YYYY-MM') || '/' || b.file_id, b.jkk || ' + ' || b.jkm, coalesce(p.jkk || ' + ' || p.jkm, '-')
          from contributions.posting_reversal b left join contributions.posting p on p.person_key = b.person_key and p.month = b.month and p.file_id = b.file_id
          where (b.jkk, b.jkm) is distinct from (p.jkk, p.jkm) or not exists (select from contributions.posting_file f where f.file_id = b.by_file)`,
      },
      {
        at: 'coverage',
        id: 'perlindungan disimpan sebagai tabel',
        en: 'protection is stored as a table',
        rows: `select n.nspname || '.' || c.relname, null, null from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace where n.nspname = 'coverage' and c.relkind in ('r', 'p', 'm')`,
      },
    ],
  },
];
