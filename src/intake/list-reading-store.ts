// Decides how the reading of a list, and what senders taught about their labels, are kept; and how a list's rows are told one after the other.
import { sql } from 'kysely';
import type { Tx } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';
import type { Column, Taught } from './header.ts';
import type { SheetReading } from './list.ts';

/** Keeps how the lists were understood. */
export async function insertReadings(
  tx: Tx,
  lists: readonly { readonly listId: string; readonly area: string; readonly sheets: readonly SheetReading[] }[],
  sponsor: string,
): Promise<void> {
  if (lists.length === 0) return;
  await sql`insert into intake.list_reading (list_id, sponsor, area, sheets)
    select l.list_id, ${sponsor}, l.area, l.sheets::jsonb
    from unnest(${lists.map(({ listId }) => listId)}::uuid[], ${lists.map(({ area }) => area)}::text[], ${lists.map(({ sheets }) => JSON.stringify(sheets))}::text[])
      as l (list_id, area, sheets)`.execute(tx.db);
}

/** How a list was understood; null for a list taken in before readings were kept. */
export async function readingOf(tx: Tx, listId: string): Promise<readonly SheetReading[] | null> {
  const { rows } = await sql<{ sheets: SheetReading[] }>`select sheets from intake.list_reading where list_id = ${listId}::uuid`.execute(tx.db);
  return rows[0]?.sheets ?? null;
}

/** What an office's labels mean, as far as it was taught; the last word on a label counts. */
export async function taughtBy(tx: Tx, sponsor: string, sender: string): Promise<Taught> {
  const { rows } = await sql<{ label: string; column: Column | null }>`
    select distinct on (label) label, column_name as "column" from intake.taught_label
    where sponsor = ${sponsor} and lower(sender) = lower(${sender}) order by label, recorded_at desc, taught_id desc`.execute(tx.db);
  return new Map(rows.map(({ label, column }) => [label, column]));
}

/** Records what labels mean to a sender. */
export async function insertTaught(tx: Tx, of: { readonly sponsor: string; readonly area: string; readonly sender: string }, taught: Taught): Promise<void> {
  const labels = [...taught.keys()];
  await sql`insert into intake.taught_label (taught_id, sponsor, area, sender, label, column_name, recorded_at, author)
    select t.taught_id, ${of.sponsor}, ${of.area}, ${of.sender}, t.label, t.column_name, ${tx.at}, ${tx.actor.id}
    from unnest(${labels.map(() => newKey())}::uuid[], ${labels}::text[], ${labels.map((label) => taught.get(label) ?? null)}::text[]) as t (taught_id, label, column_name)`.execute(
    tx.db,
  );
}
