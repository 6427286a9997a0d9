// SQL of whom to tell that they are registered: members by the administrator's answers, without those who left.
import { sql } from 'kysely';
import type { Tx } from '../platform/database.ts';
import { insertRows } from '../platform/insert-rows.ts';

/** Puts everybody registered in a programme who has not left it into the temporary table `people_to_tell`. */
export const fillRegistered = (tx: Tx, programme: string): Promise<number> =>
  insertRows(
    tx,
    sql`insert into pg_temp.people_to_tell (person_key, reason, subject, sponsor, area)
      select distinct on (r.person_key) r.person_key, ${`${programme} `}::text || r.person_key, ${programme}::text, r.sponsor, r.area
      from enrolment.registration r where r.programme = ${programme} and r.outcome = 'registered'
        and not exists (select from enrolment.departure d where d.person_key = r.person_key and d.programme = ${programme})
      order by r.person_key, r.recorded_at desc`,
  );
