// SQL of what weights are estimated from: rows of lists beside the people of the register who hold their NIKs, and others born the same day in the same village.
import { copyOut, literal } from '../platform/copy.ts';
import type { Tx } from '../platform/database.ts';

/** A row and a person of the register, as text fields: 8 of the row (the last its sealed NIK), 8 of the person. */
export type SampledPair = ReadonlyArray<string | null>;

const columns = `c.name, c.birth_date, c.sex, c.area, c.mother_name, c.birth_place, c.household, coalesce(c.token, c.written) as token,
  p.name as p_name, p.birth_date as p_birth_date, p.sex as p_sex, p.area as p_area, p.mother_name as p_mother, p.birth_place as p_place, p.household as p_household`;

const someRows = (programme: string, most: number): string => `
  (select c.* from intake.candidate c where c.programme = ${literal(programme)}
     and not exists (select from intake.withdrawal w where w.list_id = c.list_id) order by md5(c.list_id::text || c.row_no) limit ${most})`;

/** Rows beside the holder of their NIK. */
export const pairsByNik = (tx: Tx, programme: string, population: string, most: number): AsyncIterable<readonly SampledPair[]> =>
  copyOut(
    tx,
    `select ${columns}, i.token as p_token from ${someRows(programme, most)} c
     join registry.identifier i on i.token = c.token and i.valid_to is null join ${population} p on p.person_key = i.person_key where p.found`,
  );

/** Rows beside everybody born the same day in the same village. */
export const pairsByBirth = (tx: Tx, programme: string, population: string, most: number): AsyncIterable<readonly SampledPair[]> =>
  copyOut(
    tx,
    `select ${columns}, i.token as p_token from ${someRows(programme, most)} c
     join ${population} p on p.area = c.area and p.birth_date = c.birth_date
     join registry.identifier i on i.person_key = p.person_key and i.valid_to is null where p.found`,
  );

/** Names of people spread over the whole register, and how many people it holds. */
export async function* sampledNames(tx: Tx, population: string, oneIn: number): AsyncGenerator<readonly (string | null)[]> {
  for await (const chunk of copyOut(tx, `select name from ${population} p where found and abs(hashtext(person_key::text)) % ${oneIn} = 0`))
    yield chunk.map(([name = null]) => name);
}
