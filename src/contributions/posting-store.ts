// Decides how the administrator's postings are joined to a month's charges and written: rows that agree become postings, every other row a finding.
import { sql } from 'kysely';
import type { Rupiah } from '../kernel/money.ts';
import type { Month } from '../kernel/month.ts';
import { apart } from '../platform/apart.ts';
import { type CopyField, copyIn, copyOut, copyTemp, literal } from '../platform/copy.ts';
import type { Tx } from '../platform/database.ts';
import type { PostingFacts, PostingFinding } from './posting-row.ts';
import { instantOf, saidOf } from './posting-said-store.ts';
import type { Said, Turn } from './posting-turns.ts';

export interface PostingFile {
  readonly fileId: string;
  readonly code: string;
  readonly name: string;
  readonly fileDigest: string;
  readonly rows: number;
  readonly posted: number;
  readonly unmatched: number;
  /** Posted by the file's rows, whether or not it was taken back since. */
  readonly amount: Rupiah;
  /** Postings its rows took back, and their sum. */
  readonly reversed: number;
  readonly reversedAmount: Rupiah;
}

/** The posting file of a digest, or null. */
export async function postingFileOf(tx: Tx, fileDigest: string): Promise<PostingFile | null> {
  const row = await tx.db.selectFrom('contributions.posting_file').selectAll().where('file_digest', '=', fileDigest).executeTakeFirst();
  if (row === undefined) return null;
  return {
    fileId: row.file_id,
    code: row.code,
    name: row.name,
    fileDigest: row.file_digest,
    rows: row.row_count,
    posted: row.posted,
    unmatched: row.unmatched,
    amount: BigInt(row.amount),
    reversed: row.reversed,
    reversedAmount: BigInt(row.reversed_amount),
  };
}

/** What a code was invoiced for. */
export interface InvoicedCode {
  readonly code: string;
  readonly programme: string;
  readonly branch: string;
  readonly month: Month;
  readonly finalisationId: string;
  readonly invoice: string;
  readonly sponsor: string;
  readonly area: string;
}

/** The code, its invoice's row held so that two files of one code are read one after the other; `invoice` null when not invoiced. */
export async function holdCode(tx: Tx, code: string): Promise<(Omit<InvoicedCode, 'invoice'> & { readonly invoice: string | null }) | null> {
  const { rows } = await sql<{ code: string; programme: string; branch: string; month: string; finalisationId: string; sponsor: string; area: string }>`
    select c.code, p.programme, p.branch, p.month, c.finalisation_id as "finalisationId", c.sponsor, c.area from contributions.contribution_code c
    join contributions.finalisation f using (finalisation_id) join contributions.period p using (period_id)
    where c.code = ${code}`.execute(tx.db);
  const [row] = rows;
  if (row === undefined) return null;
  const held = await sql<{ number: string }>`select number from contributions.invoice where code = ${code} for update`.execute(tx.db);
  return { ...row, month: row.month.slice(0, 7) as Month, invoice: held.rows[0]?.number ?? null };
}

/**
 * The keys of the posting files read for a programme. A query over postings is given these as values: joined, so small a table that nothing is known of
 * lets the planner walk through all postings once for every file.
 */
export async function postingFilesOf(tx: Tx, programme: string): Promise<readonly string[]> {
  const { rows } = await sql<{ fileId: string }>`
    select f.file_id as "fileId" from contributions.posting_file f join contributions.contribution_code c on c.code = f.code
    join contributions.finalisation z on z.finalisation_id = c.finalisation_id join contributions.period e on e.period_id = z.period_id
    where e.programme = ${programme}`.execute(tx.db);
  return rows.map(({ fileId }) => fileId);
}

/** Copies a file's rows for the join; returns how many. A row that could not be read has nulls but for its number. */
export const copyPostingRows = (tx: Tx, rows: AsyncIterable<readonly CopyField[]>): Promise<number> =>
  copyTemp(
    tx,
    'posting_row',
    'row_no integer, kpj text, month date, code text, jkk bigint, jkm bigint, bank_value_on date, posted_at timestamptz, happened boolean, name text',
    rows,
  );

/** Joins the rows to the code's charges: whom each means, what is charged, what stands of it, and whether anything was ever taken back of it (`turned`). */
export async function joinPostingRows(tx: Tx, code: InvoicedCode): Promise<void> {
  await sql`set local work_mem = '64MB'`.execute(tx.db); // a branch's file sorts in memory
  const ours = `finalisation_id = ${literal(code.finalisationId)}::uuid`;
  const charges = apart(tx, 'contributions.charge', ours);
  const month = sql`${`${code.month}-01`}::date`;
  const events = sql`
    select p.person_key, max(p.file_id::text) filter (where b.by_file is null)::uuid as stands, bool_or(b.by_file is not null) as turned`;
  const reversals = sql`left join contributions.posting_reversal b on b.person_key = p.person_key and b.month = p.month and b.file_id = p.file_id`;
  // Looked up in the order of the index: a branch's file comes by KPJ, and each of its people lies elsewhere.
  const eventsByKey = sql`${events} from (
      select person_key from contributions.charge where ${sql.raw(ours)} and kpj in (select kpj from posting_row) order by person_key offset 0) c
    cross join lateral (select person_key, month, file_id from contributions.posting where person_key = c.person_key and month = ${month} offset 0) p
    ${reversals} group by p.person_key`;
  const eventsOnCluster = sql`${events} from contributions.posting p ${reversals} where p.month = ${month}
    and p.person_key in (select person_key from contributions.charge where ${sql.raw(ours)}) group by p.person_key`;
  await sql`create temporary table posting_event on commit drop as ${tx.cluster ? eventsOnCluster : eventsByKey}`.execute(tx.db);
  await sql`analyze posting_event`.execute(tx.db); // nobody or everybody: joins are planned by it
  await sql`
    create temporary table posting_fit on commit drop as
    select f.*, fits and not back and first_of_kpj and stands is null as agrees, null::uuid as takes, null::text as turn, false as unposted from (
      select r.*, c.person_key, c.area, p.stands, p.stands is not null as posted_before, occurrence = 1 as first_of_kpj, r.code = ${code.code} and r.month = ${month} and r.happened as stated,
        r.code = ${code.code} and r.month = ${month} and r.happened and abs(r.jkk) = c.jkk and abs(r.jkm) = c.jkm as fits,
        coalesce(p.turned, false) or early.kpj is not null as turned
      from (select *, row_number() over (partition by kpj, back order by row_no) as occurrence from (select *, coalesce(jkk < 0 or jkm < 0, false) as back from posting_row) signed) r
      left join ${sql.raw(charges)} c on c.finalisation_id = ${code.finalisationId}::uuid and c.kpj = r.kpj
      left join posting_event p on p.person_key = c.person_key
      left join (select distinct t.kpj from contributions.posting_finding t join contributions.posting_file d using (file_id)
        where d.code = ${code.code} and t.code in ('reversal-fits-nothing', 'unposted-taken-back')) early on early.kpj = r.kpj) f`.execute(tx.db);
}

/** A row that says or takes back exactly what was charged of a month of which something is or was taken back; `rowNo` null for what an earlier file said. */
export interface TurningRow extends Said {
  readonly kpj: string;
  readonly rowNo: number | null;
  readonly file: string;
  /** The file of the posting that stands before these rows. */
  readonly stands: string | null;
}

/** Streams the rows of whomever something is taken back of, by person: what earlier files said, then this file's rows in its order. */
export async function* streamTurning(tx: Tx, code: InvoicedCode): AsyncGenerator<readonly TurningRow[]> {
  await sql`
    create temporary table posting_turning on commit drop as
    select row_no, kpj, person_key, back, posted_at, stands, abs(jkk + jkm) as charged from posting_fit where fits and (turned or kpj in (select kpj from posting_fit where back))`.execute(
    tx.db,
  );
  const people = 'select distinct kpj, person_key, charged from posting_turning';
  const query = `
    select kpj, null::integer as row_no, file_id, back, at, null::uuid from (${saidOf(tx, code, people)}) said where fits
    union all
    select kpj, row_no, ${literal(noFile)}::uuid, back, ${instantOf('posted_at')}, stands from posting_turning
    order by 1, 2 nulls first`;
  for await (const chunk of copyOut(tx, query))
    yield chunk.map(([kpj, rowNo = null, file, back, at, stands = null]) => ({
      kpj: kpj ?? '',
      rowNo: rowNo === null ? null : Number(rowNo),
      file: file ?? '',
      back: back === 't',
      at: Number(at),
      stands,
    }));
}

/**
 * Writes what was decided of rows beside them: which post, and which posting each takes back (`noFile`: one of this very file). A reversal of rows that were findings
 * because they fitted nobody or nothing settles those; one of exactly what was charged does not: what it takes back may come in a later file.
 */
export async function applyTurns(
  tx: Tx,
  code: InvoicedCode,
  turns: readonly { readonly rowNo: number; readonly turn: Turn; readonly takes: string | null }[],
): Promise<void> {
  await copyTemp(
    tx,
    'posting_turn',
    'row_no integer, turn text, takes uuid',
    turns.map(({ rowNo, turn, takes }) => [rowNo, turn, takes]),
  );
  await sql`
    update posting_fit f set turn = t.turn, takes = t.takes, agrees = t.turn = 'posts', first_of_kpj = t.turn = 'posts' or f.first_of_kpj and (t.turn <> 'repeats' or f.posted_before)
    from posting_turn t where t.row_no = f.row_no`.execute(tx.db);
  await sql`
    with earlier as (
      select t.kpj, sum(t.amount) as amount from contributions.posting_finding t join contributions.posting_file d using (file_id)
      where d.code = ${code.code} and t.code in ('not-in-roster', 'kpj-unknown', 'amount-differs', 'unposted-taken-back') group by t.kpj),
    settled as (
      select e.row_no, coalesce(l.amount, 0) + coalesce(sum(e.jkk + e.jkm) filter (where e.stated and not coalesce(e.fits, false))
        over (partition by e.kpj order by e.row_no rows between unbounded preceding and 1 preceding), 0) >= -(e.jkk + e.jkm) as unposted
      from posting_fit e left join earlier l on l.kpj = e.kpj where e.kpj in (select kpj from posting_fit where back))
    update posting_fit f set unposted = true from settled t
    where t.row_no = f.row_no and t.unposted and f.back and f.stated and not coalesce(f.fits, false)`.execute(tx.db);
}

/** Stands for the file being read, whose key is not known while its rows are ordered. */
export const noFile = '00000000-0000-0000-0000-000000000000';

/** Writes the postings that agree with their charge; returns count and sum, and the latest posting instant. */
export async function insertPostings(
  tx: Tx,
  code: InvoicedCode,
  fileId: string,
): Promise<{ readonly posted: number; readonly amount: Rupiah; readonly latest: string | null }> {
  const { rows } = await sql<{ posted: string; amount: string; latest: string | null }>`
    with written as (
      insert into contributions.posting (person_key, month, file_id, sponsor, area, jkk, jkm, bank_value_on, posted_at)
      select person_key, month, ${fileId}::uuid, ${code.sponsor}, area, jkk, jkm, bank_value_on, posted_at from posting_fit where agrees order by person_key
      returning jkk, jkm, posted_at)
    select count(*) as posted, coalesce(sum(jkk + jkm), 0) as amount, max(posted_at) as latest from written`.execute(tx.db);
  const [row] = rows;
  return { posted: Number(row?.posted ?? 0), amount: BigInt(row?.amount ?? 0), latest: row?.latest ?? null };
}

/** Writes the postings that rows took back; returns count, sum and the latest instant. */
export async function insertReversals(
  tx: Tx,
  code: InvoicedCode,
  fileId: string,
): Promise<{ readonly reversed: number; readonly amount: Rupiah; readonly latest: string | null }> {
  const { rows } = await sql<{ reversed: string; amount: string; latest: string | null }>`
    with written as (
      insert into contributions.posting_reversal (person_key, month, file_id, by_file, sponsor, area, jkk, jkm, bank_value_on, posted_at)
      select person_key, month, case takes when ${noFile}::uuid then ${fileId}::uuid else takes end, ${fileId}::uuid, ${code.sponsor}, area, -jkk, -jkm, bank_value_on, posted_at
      from posting_fit where takes is not null order by person_key
      returning jkk, jkm, posted_at)
    select count(*) as reversed, coalesce(sum(jkk + jkm), 0) as amount, max(posted_at) as latest from written`.execute(tx.db);
  const [row] = rows;
  return { reversed: Number(row?.reversed ?? 0), amount: BigInt(row?.amount ?? 0), latest: row?.latest ?? null };
}

/** A posting under a name unlike the person's own; how like it is in percent. */
export interface UnlikeName {
  readonly rowNo: number;
  readonly personKey: string;
  readonly kpj: string;
  readonly likeness: number;
}

/** Streams what was posted under another name than the newest of the given population snapshots has; rows without a name, and people without a register entry, are passed over. */
export async function* streamOtherNames(
  tx: Tx,
  population: readonly string[],
): AsyncGenerator<readonly (Omit<UnlikeName, 'likeness'> & { readonly posted: string; readonly known: string })[]> {
  if (population.length === 0) return;
  const ids = population.map((id) => `${literal(id)}::uuid`).join(', ');
  const people = apart(tx, 'registry.population', `snapshot_id in (${ids}) and person_key in (select person_key from posting_fit where agrees)`);
  const query = `select row_no, person_key, kpj, posted, known from (
    select f.row_no, f.person_key, f.kpj, f.name as posted, (select p.name from ${people} p where p.person_key = f.person_key and p.snapshot_id in (${ids}) and p.name is not null
      order by array_position(array[${ids}], p.snapshot_id) limit 1) as known
    from (select * from posting_fit where agrees and name <> '' order by person_key offset 0) f) named where upper(posted) <> upper(known) order by row_no`;
  for await (const chunk of copyOut(tx, query))
    yield chunk.map(([rowNo, personKey, kpj, posted, known]) => ({
      rowNo: Number(rowNo),
      personKey: personKey ?? '',
      kpj: kpj ?? '',
      posted: posted ?? '',
      known: known ?? '',
    }));
}

/** Writes which postings of a file stand under a name unlike the person's. */
export async function insertPostingNames(tx: Tx, code: InvoicedCode, fileId: string, rows: readonly UnlikeName[]): Promise<void> {
  if (rows.length === 0) return;
  await copyIn(
    tx,
    { table: 'contributions.posting_name', columns: ['file_id', 'row_no', 'person_key', 'month', 'kpj', 'likeness', 'sponsor', 'area'] },
    rows.map((row) => [fileId, row.rowNo, row.personKey, `${code.month}-01`, row.kpj, row.likeness, code.sponsor, code.area]),
  );
}

/** A row that was not posted, with what was found of it. */
export interface UnfitRow extends PostingFacts {
  readonly rowNo: number;
  readonly kpj: string | null;
  readonly amount: Rupiah | null;
  /** As COPY writes it, or null. */
  readonly postedAt: string | null;
}

/** Streams the rows that did not agree, in the order of the file. */
export async function* streamUnfit(tx: Tx, code: InvoicedCode): AsyncGenerator<readonly UnfitRow[]> {
  const registrations = apart(tx, 'enrolment.registration', 'kpj in (select kpj from posting_fit where agrees is not true and takes is null)');
  const query = `select row_no, kpj, jkk + jkm, coalesce(happened, false), coalesce(code = ${literal(code.code)}, false), coalesce(month = ${literal(`${code.month}-01`)}::date, false), first_of_kpj, posted_before,
      person_key is not null, exists (select from ${registrations} g where g.kpj = posting_fit.kpj and g.outcome = 'registered'), back, coalesce(fits, false), coalesce(turn = 'undone', false),
      coalesce(turn = 'takes-repeat', false), unposted, posted_at
    from posting_fit where agrees is not true and takes is null order by row_no`;
  for await (const chunk of copyOut(tx, query)) {
    yield chunk.map(([rowNo, kpj = null, amount = null, ...told]) => {
      const [happened, codeAgrees, monthAgrees, firstOfKpj, postedBefore, charged, registered, back, fits, undone, repeated, unposted, postedAt] = told;
      return {
        rowNo: Number(rowNo),
        kpj,
        amount: amount === null ? null : BigInt(amount),
        readable: kpj !== null,
        happened: happened === 't',
        codeAgrees: codeAgrees === 't',
        monthAgrees: monthAgrees === 't',
        firstOfKpj: firstOfKpj === 't',
        postedBefore: postedBefore === 't',
        charged: charged === 't',
        registered: registered === 't',
        back: back === 't',
        fits: fits === 't',
        undone: undone === 't',
        repeated: repeated === 't',
        unposted: unposted === 't',
        postedAt: postedAt ?? null,
      };
    });
  }
}

/** Writes the file with its counts, then its findings. */
export async function insertPostingFile(
  tx: Tx,
  code: InvoicedCode,
  file: PostingFile,
  findings: readonly (Pick<UnfitRow, 'rowNo' | 'kpj' | 'amount' | 'postedAt' | 'fits'> & { readonly code: PostingFinding })[],
): Promise<void> {
  await tx.db
    .insertInto('contributions.posting_file')
    .values({
      file_id: file.fileId,
      code: file.code,
      name: file.name,
      file_digest: file.fileDigest,
      row_count: file.rows,
      posted: file.posted,
      unmatched: file.unmatched,
      amount: file.amount.toString(),
      reversed: file.reversed,
      reversed_amount: file.reversedAmount.toString(),
      sponsor: code.sponsor,
      area: code.area,
      recorded_at: tx.at,
      author: tx.actor.id,
    })
    .execute();
  if (findings.length === 0) return;
  await copyIn(
    tx,
    { table: 'contributions.posting_finding', columns: ['file_id', 'row_no', 'sponsor', 'area', 'code', 'kpj', 'amount', 'posted_at', 'fits'] },
    findings.map((row) => [file.fileId, row.rowNo, code.sponsor, code.area, row.code, row.kpj, row.amount, row.postedAt, row.fits]),
  );
}

/** Findings of a file by code. */
export async function countFindings(tx: Tx, fileId: string): Promise<Readonly<Record<string, number>>> {
  const { rows } = await sql<{
    code: string;
    rows: string;
  }>`select code, count(*) as rows from contributions.posting_finding where file_id = ${fileId}::uuid group by code order by code`.execute(tx.db);
  return Object.fromEntries(rows.map(({ code, rows: count }) => [code, Number(count)]));
}
