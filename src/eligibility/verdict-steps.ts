// Tells the rows of a published assessment with every reason: streamed whole, or a page at a time.
import { Fault } from '../kernel/fault.ts';
import type { Tx } from '../platform/database.ts';
import { type VerdictFilter, assessedProgramme, countVerdicts, streamVerdicts } from './eligibility-store.ts';
import { type ToldVerdict, toldVerdict } from './told-row.ts';

export type { VerdictFilter } from './eligibility-store.ts';

async function programmeOf(tx: Tx, runId: string): Promise<string> {
  const programme = await assessedProgramme(tx, runId);
  if (programme !== undefined) return programme;
  throw new Fault('not-found', 'assessment-unknown', {
    id: 'Tidak ada penilaian terbit dengan id itu; lihat: payung run list.',
    en: 'There is no published assessment of that id; see: payung run list.',
  });
}

/** Every row of an assessment that fits, chunk by chunk, file by file. Fault: not-found `assessment-unknown`. */
export async function* verdictsTold(tx: Tx, runId: string, filter: VerdictFilter): AsyncGenerator<readonly ToldVerdict[]> {
  await programmeOf(tx, runId);
  for await (const chunk of streamVerdicts(tx, runId, filter)) yield chunk.map(toldVerdict);
}

/** One page of them, from 1, how many fit, and which programme was assessed. Fault: not-found `assessment-unknown`. */
export async function verdictsShown(
  tx: Tx,
  runId: string,
  filter: VerdictFilter,
  { page, rowsAPage }: { readonly page: number; readonly rowsAPage: number },
): Promise<{ readonly programme: string; readonly fitting: number; readonly rows: readonly ToldVerdict[] }> {
  const programme = await programmeOf(tx, runId);
  const rows: ToldVerdict[] = [];
  for await (const chunk of streamVerdicts(tx, runId, filter, { limit: rowsAPage, offset: (page - 1) * rowsAPage })) rows.push(...chunk.map(toldVerdict));
  return { programme, fitting: await countVerdicts(tx, runId, filter), rows };
}
