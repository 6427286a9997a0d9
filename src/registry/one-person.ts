// Decides how rows kept under the keys a person was known by before are read as his, once two NIKs were found to be one person's.
import { assert } from '../kernel/fault.ts';

/** A key a person was known under, and the key that means him today. */
export interface FormerKey {
  readonly formerKey: string;
  readonly personKey: string;
}

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
const values = (former: readonly FormerKey[]): string =>
  former
    .map(({ formerKey, personKey }) => {
      assert(uuid.test(formerKey) && uuid.test(personKey), 'person keys are what the database gave');
      return `('${formerKey}'::uuid, '${personKey}'::uuid)`;
    })
    .join(', ');

/**
 * `rows` (SQL of register rows) with those under former keys told as the person's own. With `one` row a person his own is taken, unless only another key's
 * says that he was found; with `all` (memberships) every row of every key. `columns` are all but `person_key`. Nothing changes where nobody has a former key.
 */
export function rowsAsOnePerson(rows: string, columns: readonly string[], former: readonly FormerKey[], take: 'one' | 'all'): string {
  if (former.length === 0) return rows;
  const rest = columns.map((column) => `r.${column}`).join(', ');
  return `(
    with known (key, person) as (values ${values(former)}), every_key as (select key, person, 1 as turn from known union select person, person, 0 from known)
    select r.person_key, ${rest} from ${rows} r where r.person_key not in (select key from every_key)
    union all
    select * from (select ${take === 'one' ? 'distinct on (k.person) ' : ''}k.person as person_key, ${rest} from ${rows} r join every_key k on k.key = r.person_key
      order by k.person, r.found desc, k.turn, k.key) of_one)`;
}

/** `keys` (SQL with a column person_key) with every former key told as the person it means. */
export const keysAsOnePerson = (keys: string, former: readonly FormerKey[]): string =>
  former.length === 0
    ? keys
    : `(select distinct coalesce(k.person, o.person_key) as person_key from ${keys} o left join (values ${values(former)}) k (key, person) on k.key = o.person_key)`;
