// SQL of all a code's files ever said of people's months: postings, postings taken back, and rows that are findings because they changed nothing.
import { type Month, firstDayOf } from '../kernel/month.ts';
import { apart } from '../platform/apart.ts';
import { copyOut, literal } from '../platform/copy.ts';
import type { Tx } from '../platform/database.ts';
import type { PostingFinding } from './posting-row.ts';
import type { Held } from './posting-turns.ts';

/** Findings that say a posting or a reversal of somebody charged, of what was charged or of another amount. */
const saying: readonly PostingFinding[] = [
  'already-posted',
  'posted-twice',
  'taken-back-before',
  'amount-differs',
  'repeated-posting-taken-back',
  'reversal-read-before',
  'reversal-fits-nothing',
  'reversal-amounts-differ',
  'unposted-taken-back',
];

/** A month of one contribution code. */
export interface CodeMonth {
  readonly code: string;
  readonly month: Month;
  readonly finalisationId: string;
}

/** An instant as a whole number, for its order. */
export const instantOf = (column: string): string => `(extract(epoch from ${column}) * 1000000)::bigint`;

/** What was said of `people` (a relation of kpj, person_key, charged), as kpj, file_id, back, at, fits, amount; `fits`: of exactly what was charged. */
export function saidOf(tx: Tx, of: CodeMonth, people: string): string {
  const who = tx.cluster
    ? `select person_key from contributions.charge where finalisation_id = ${literal(of.finalisationId)}::uuid`
    : `select person_key from (${people}) who`;
  const ofMonth = `month = ${literal(firstDayOf(of.month))}::date and person_key in (${who})`;
  return `
    select kpj, file_id, back, ${instantOf('said.posted_at')} as at, true as fits, charged as amount from (${people}) one join (
      select person_key, file_id, false as back, posted_at from ${apart(tx, 'contributions.posting', ofMonth)} p where ${ofMonth}
      union all
      select person_key, by_file, true, posted_at from ${apart(tx, 'contributions.posting_reversal', ofMonth)} b where ${ofMonth}) said using (person_key)
    union all
    select one.kpj, t.file_id, t.amount < 0, ${instantOf('t.posted_at')}, coalesce(t.fits, abs(t.amount) = one.charged), abs(t.amount) from (${people}) one
      join contributions.posting_finding t on t.kpj = one.kpj and t.code in (${saying.map(literal).join(', ')}) and t.posted_at is not null
      join contributions.posting_file d on d.file_id = t.file_id and d.code = ${literal(of.code)}`;
}

/** Streams, by membership number, all that was said of whoever is charged and has more said of the month than a posting that was or was not taken back. */
export async function* streamSaid(tx: Tx, of: CodeMonth): AsyncGenerator<readonly (Held & { readonly kpj: string })[]> {
  const ours = `finalisation_id = ${literal(of.finalisationId)}::uuid`;
  const people = `select c.kpj, c.person_key, c.jkk + c.jkm as charged from ${apart(tx, 'contributions.charge', ours)} c where c.${ours}
    and c.kpj in (select t.kpj from contributions.posting_finding t join contributions.posting_file d using (file_id)
      where d.code = ${literal(of.code)} and t.code in (${saying.map(literal).join(', ')}))`;
  const query = `select kpj, file_id, back, at, fits, amount from (${saidOf(tx, of, people)}) said order by kpj`;
  for await (const chunk of copyOut(tx, query))
    yield chunk.map(([kpj, file, back, at, fits, amount]) => ({
      kpj: kpj ?? '',
      file: file ?? '',
      back: back === 't',
      at: Number(at),
      what: fits === 't' ? 'charged' : (amount ?? ''),
    }));
}
