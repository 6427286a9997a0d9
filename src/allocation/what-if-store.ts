// SQL of what-if: the people of an assessment counted by everything a choice looks at; the rule then decides once for each such set.
import { apart } from '../platform/apart.ts';
import { copyOut, literal, parseArray } from '../platform/copy.ts';
import type { Tx } from '../platform/database.ts';
import { type Cell, chosenReasons } from './what-if.ts';

/**
 * Streams the people of an assessment in cells. Several rows of one person are one: the one least refused. `ages` with the first birth date too young
 * for each, oldest age first; `population`: the register's rows, as SQL.
 */
export async function* streamCells(
  tx: Tx,
  of: { readonly assessmentRun: string; readonly population: string; readonly ages: readonly { readonly years: number; readonly bornFrom: string }[] },
): AsyncGenerator<readonly Cell[], void, undefined> {
  const candidates = apart(tx, 'intake.candidate', `list_id in (select list_id from eligibility.verdict where run_id = ${literal(of.assessmentRun)}::uuid)`);
  const chosen = chosenReasons.map((code) => literal(code)).join(', ');
  const dates = of.ages.map(({ bornFrom }) => literal(bornFrom)).join(', ');
  const query = `
    with judged as (
      select v.person_key, v.residence, v.area, v.decile, v.ranking, v.kept_groups, v.list_id, v.row_no,
        array(select code from unnest(v.reasons) code where code not in (${chosen})) as rest
      from eligibility.verdict v where v.run_id = ${literal(of.assessmentRun)}::uuid),
    one as (
      select distinct on (coalesce(person_key, list_id), case when person_key is null then row_no end) * from judged
      order by coalesce(person_key, list_id), case when person_key is null then row_no end, cardinality(rest), list_id, row_no)
    select left(coalesce(o.residence, o.area), 4), coalesce(p.sex, c.sex, '-'), width_bucket(coalesce(p.birth_date, c.birth_date, date '-infinity'), array[${dates}]::date[]),
      o.decile, upper(coalesce(nullif(c.occupation, ''), p.occupation, '')), o.ranking, o.kept_groups, o.rest, count(*)
    from one o join ${candidates} c on c.list_id = o.list_id and c.row_no = o.row_no left join ${of.population} p on p.person_key = o.person_key and p.found
    group by 1, 2, 3, 4, 5, 6, 7, 8`;
  for await (const chunk of copyOut(tx, query)) {
    yield chunk.map(([area, sex, bucket, decile = null, occupation, ranking, keptGroups, rest, people]) => ({
      area: area ?? '',
      sex: sex ?? '-',
      ageAtLeast: of.ages[Number(bucket)]?.years ?? 0,
      decile: decile === null ? null : Number(decile),
      occupation: occupation ?? '',
      ranking: parseArray(ranking ?? '{}').map(Number),
      keptGroups: parseArray(keptGroups ?? '{}'),
      reasons: parseArray(rest ?? '{}'),
      people: Number(people),
    }));
  }
}
