// SQL of files refused whole: what was told of each, so that it can be asked again.
import { sql } from 'kysely';
import type { Instant } from '../kernel/clock.ts';
import { newKey } from '../platform/key.ts';
import type { Tx } from '../platform/database.ts';
import type { RefusedFileRecord } from './refused-file.ts';

/** Writes refusals. */
export async function insertRefusedFiles(
  tx: Tx,
  of: { readonly programme: string; readonly sponsor: string; readonly sender: string; readonly receivedAt: Instant },
  files: readonly {
    readonly file: string;
    readonly area: string;
    readonly code: string;
    readonly id: string;
    readonly en: string;
    readonly row: number | null;
  }[],
): Promise<void> {
  await tx.db
    .insertInto('intake.refused_file')
    .values(
      files.map(({ file, area, code, id, en, row }) => ({
        refusal_id: newKey(),
        programme: of.programme,
        sponsor: of.sponsor,
        area,
        sender: of.sender,
        file_name: file,
        code,
        text_id: id,
        text_en: en,
        row_number: row,
        received_at: of.receivedAt,
        recorded_at: tx.at,
        author: tx.actor.id,
      })),
    )
    .execute();
}

/** Refused files of a programme or of a name, the last first. Those whose sender is narrowed see their own. */
export async function refusedFiles(
  tx: Tx,
  of: { readonly programme?: string; readonly fileName?: string; readonly refusalId?: string },
  at: { readonly limit: number; readonly offset: number },
): Promise<readonly RefusedFileRecord[]> {
  const sender = tx.actor.within?.sender;
  const { rows } = await sql<RefusedFileRecord>`
    select f.refusal_id as "refusalId", f.programme, f.area, f.sender, f.file_name as "fileName", f.code, f.text_id as id, f.text_en as en, f.row_number as row,
      f.received_at as "receivedAt"
    from intake.refused_file f
    where (${of.programme ?? null}::text is null or f.programme = ${of.programme ?? null}::text) and (${of.fileName ?? null}::text is null or f.file_name = ${of.fileName ?? null}::text)
      and (${of.refusalId ?? null}::uuid is null or f.refusal_id = ${of.refusalId ?? null}::uuid) and (${sender ?? null}::text is null or f.sender = ${sender ?? null}::text)
    order by f.received_at desc, f.refusal_id desc limit ${at.limit} offset ${at.offset}`.execute(tx.db);
  return rows;
}
