// Decides how the books are read back as of any day and instant, and how a year is closed.
import { sql } from 'kysely';
import type { Instant } from '../kernel/clock.ts';
import type { CivilDate } from '../kernel/date.ts';
import type { Rupiah } from '../kernel/money.ts';
import { copyOut, literal } from '../platform/copy.ts';
import type { Tx } from '../platform/database.ts';
import type { AccountKind, TrialBalanceRow } from './chart.ts';

/** Up to which day, and as recorded by when (everything when absent). */
export interface AsOf {
  readonly on?: CivilDate | undefined;
  readonly knownAt?: Instant | undefined;
}

const upTo = ({ on, knownAt }: AsOf) => sql`
  (${on ?? null}::date is null or t.occurred_on <= ${on ?? null}::date) and (${knownAt ?? null}::timestamptz is null or t.recorded_at <= ${knownAt ?? null}::timestamptz)`;

/** Every account of a programme as of a day and instant, made again from the transfers. */
export async function balanceAsOf(tx: Tx, programme: string, asOf: AsOf): Promise<readonly TrialBalanceRow[]> {
  const { rows } = await sql<{ account: string; kind: AccountKind; debits: string; credits: string }>`
    with moved as (
      select account, sum(debit) as debits, sum(credit) as credits from (
        select t.debit as account, t.amount as debit, 0 as credit from ledger.transfer t where split_part(t.debit, ':', 2) = ${programme} and ${upTo(asOf)}
        union all
        select t.credit, 0, t.amount from ledger.transfer t where split_part(t.credit, ':', 2) = ${programme} and ${upTo(asOf)}) side
      group by account)
    select a.account, a.kind, m.debits, m.credits from moved m join ledger.account a on a.account = m.account order by a.account collate "C"`.execute(tx.db);
  return rows.map(({ account, kind, debits, credits }) => ({
    account,
    kind,
    debits: BigInt(debits),
    credits: BigInt(credits),
    balance: BigInt(debits) - BigInt(credits),
  }));
}

/** One line of an account: what moved it, and its balance after (debits less credits). */
export interface StatementLine {
  readonly transferId: string;
  readonly occurredOn: CivilDate;
  readonly recordedAt: string;
  readonly kind: string;
  readonly reference: string;
  readonly other: string;
  readonly debit: Rupiah;
  readonly credit: Rupiah;
  readonly balance: Rupiah;
  readonly reverses: string | null;
  readonly author: string;
}

/** A page of an account's lines in the order of their days, the running balance over all of them. */
export async function statementLines(
  tx: Tx,
  of: AsOf & { readonly account: string; readonly offset: number; readonly limit: number },
): Promise<{ readonly lines: readonly StatementLine[]; readonly of: number }> {
  const { rows } = await sql<Omit<StatementLine, 'debit' | 'credit' | 'balance'> & { debit: string; credit: string; balance: string; of: string }>`
    select t.transfer_id as "transferId", t.occurred_on as "occurredOn", t.recorded_at as "recordedAt", t.kind, t.reference,
      case when t.debit = ${of.account} then t.credit else t.debit end as other,
      case when t.debit = ${of.account} then t.amount else 0 end as debit, case when t.credit = ${of.account} then t.amount else 0 end as credit,
      sum(case when t.debit = ${of.account} then t.amount else -t.amount end) over (order by t.occurred_on, t.recorded_at, t.transfer_id) as balance,
      t.reverses, t.author, count(*) over () as of
    from ledger.transfer t where (t.debit = ${of.account} or t.credit = ${of.account}) and ${upTo(of)}
    order by t.occurred_on, t.recorded_at, t.transfer_id limit ${of.limit} offset ${of.offset}`.execute(tx.db);
  return {
    lines: rows.map(({ of: _, ...row }) => ({ ...row, debit: BigInt(row.debit), credit: BigInt(row.credit), balance: BigInt(row.balance) })),
    of: Number(rows[0]?.of ?? 0),
  };
}

/** Whether an account of the programme is there. */
export async function accountKnown(tx: Tx, account: string): Promise<boolean> {
  return (await tx.db.selectFrom('ledger.account').select('account').where('account', '=', account).executeTakeFirst()) !== undefined;
}

/** A programme's accounts of one sort, by name. */
export async function accountsOfSort(tx: Tx, programme: string, sort: string): Promise<readonly string[]> {
  const rows = await sql<{ account: string }>`
    select account from ledger.account where split_part(account, ':', 1) = ${sort} and split_part(account, ':', 2) = ${programme} order by account`.execute(
    tx.db,
  );
  return rows.rows.map(({ account }) => account);
}

/** One transfer with whether its year is closed, as an auditor takes it away. */
export interface ExportedTransfer {
  readonly transferId: string;
  readonly occurredOn: string;
  readonly recordedAt: string;
  readonly kind: string;
  readonly reference: string;
  readonly debit: string;
  readonly credit: string;
  readonly amount: string;
  readonly reverses: string | null;
  readonly author: string;
}

/** Streams every transfer of a programme, of one year or all, in the order of days and keys. */
export async function* streamTransfers(tx: Tx, programme: string, year: number | null): AsyncGenerator<readonly ExportedTransfer[], void, undefined> {
  const inYear = year === null ? '' : `and occurred_on between date '${year}-01-01' and date '${year}-12-31'`;
  const query = `select transfer_id, occurred_on, recorded_at, kind, reference, debit, credit, amount, reverses, author from ledger.transfer
    where split_part(debit, ':', 2) = ${literal(programme)} ${inYear} order by occurred_on, recorded_at, transfer_id`;
  for await (const chunk of copyOut(tx, query))
    yield chunk.map(([transferId, occurredOn, recordedAt, kind, reference, debit, credit, amount, reverses = null, author]) => ({
      transferId: transferId ?? '',
      occurredOn: occurredOn ?? '',
      recordedAt: recordedAt ?? '',
      kind: kind ?? '',
      reference: reference ?? '',
      debit: debit ?? '',
      credit: credit ?? '',
      amount: amount ?? '',
      reverses,
      author: author ?? '',
    }));
}

/** Holds a year of a programme's books open while a transfer is made, or (`closing`) alone; says whether it is closed. */
export async function passYear(
  tx: Tx,
  of: { readonly programme: string; readonly year: number; readonly sponsor: string; readonly area: string; readonly closing?: boolean },
): Promise<{ readonly closed: boolean }> {
  await sql`insert into ledger.year_gate (programme, year, sponsor, area, recorded_at) values (${of.programme}, ${of.year}, ${of.sponsor}, ${of.area}, ${tx.at}) on conflict do nothing`.execute(
    tx.db,
  );
  const lock = of.closing === true ? sql`for update` : sql`for share`;
  await sql`select 1 from ledger.year_gate where programme = ${of.programme} and year = ${of.year} ${lock}`.execute(tx.db);
  const closed = await tx.db
    .selectFrom('ledger.year_closing')
    .select('year')
    .where('programme', '=', of.programme)
    .where('year', '=', of.year)
    .executeTakeFirst();
  return { closed: closed !== undefined };
}

/** A closed year. */
export interface ClosedYear {
  readonly year: number;
  readonly transfers: number;
  readonly moved: Rupiah;
  readonly digest: string;
  readonly recordedAt: string;
  readonly author: string;
}

export async function closedYears(tx: Tx, programme: string): Promise<readonly ClosedYear[]> {
  const rows = await tx.db
    .selectFrom('ledger.year_closing')
    .select(['year', 'transfers', 'moved', 'digest', 'recorded_at as recordedAt', 'author'])
    .where('programme', '=', programme)
    .orderBy('year')
    .execute();
  return rows.map((row) => ({ ...row, moved: BigInt(row.moved) }));
}

/** Transfers of a year and what they moved; and the first day of any. */
export async function yearSums(
  tx: Tx,
  programme: string,
  year: number,
): Promise<{ readonly transfers: number; readonly moved: Rupiah; readonly firstYear: number | null }> {
  const { rows } = await sql<{ transfers: string; moved: string; first: number | null }>`
    select count(*) filter (where extract(year from occurred_on) = ${year}) as transfers, coalesce(sum(amount) filter (where extract(year from occurred_on) = ${year}), 0) as moved,
      min(extract(year from occurred_on))::int as first
    from ledger.transfer where split_part(debit, ':', 2) = ${programme}`.execute(tx.db);
  return { transfers: Number(rows[0]?.transfers ?? 0), moved: BigInt(rows[0]?.moved ?? 0), firstYear: rows[0]?.first ?? null };
}

export async function saveClosing(
  tx: Tx,
  of: {
    readonly programme: string;
    readonly year: number;
    readonly sponsor: string;
    readonly area: string;
    readonly transfers: number;
    readonly moved: Rupiah;
    readonly digest: string;
  },
  balances: readonly TrialBalanceRow[],
): Promise<void> {
  const { programme, year, sponsor, area } = of;
  await tx.db
    .insertInto('ledger.year_closing')
    .values({ programme, year, sponsor, area, transfers: of.transfers, moved: of.moved.toString(), digest: of.digest, recorded_at: tx.at, author: tx.actor.id })
    .execute();
  if (balances.length === 0) return;
  await tx.db
    .insertInto('ledger.closing_balance')
    .values(
      balances.map(({ account, debits, credits }) => ({
        programme,
        year,
        account,
        sponsor,
        area,
        debits: debits.toString(),
        credits: credits.toString(),
        recorded_at: tx.at,
      })),
    )
    .execute();
}

/** The sponsor and area of a programme's books, or null where it has none. */
export async function booksOf(tx: Tx, programme: string): Promise<{ readonly sponsor: string; readonly area: string } | null> {
  const { rows } = await sql<{ sponsor: string; area: string }>`
    select sponsor, min(area) as area from ledger.account where split_part(account, ':', 2) = ${programme} group by sponsor order by sponsor limit 1`.execute(
    tx.db,
  );
  return rows[0] ?? null;
}
