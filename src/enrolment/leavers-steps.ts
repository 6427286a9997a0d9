// Reads what villages report of people on the list: who moved out, who withdraws; each leaves the list with that report as evidence.
import path from 'node:path';
import type { Actor } from '../kernel/actor.ts';
import { Fault } from '../kernel/fault.ts';
import { hideLongNumbers } from '../kernel/long-number.ts';
import { recordAct } from '../platform/act.ts';
import { copyTemp } from '../platform/copy.ts';
import { readCsvTable } from '../platform/csv.ts';
import type { Database } from '../platform/database.ts';
import type { NikSealer } from '../platform/nik-token.ts';
import { currentPolicy } from '../programme/programme-steps.ts';
import { digestOfFile } from '../platform/file-digest.ts';
import { gatherKnownKeys } from '../registry/one-person-store.ts';
import { leaverColumns, readLeaver } from './leaver-file.ts';
import { saveReportedLeavers } from './registration-departure-store.ts';

/** Records the leavers of a file `nik,kode_desa,perbuatan,tanggal,alasan`; people who are not on the programme's list are counted and passed over. Fault: bad-input `leaver-not-understood`. */
export async function readLeavers(
  port: { readonly database: Database; readonly niks: NikSealer },
  actor: Actor,
  of: { readonly programme: string; readonly file: string },
): Promise<{ readonly rows: number; readonly left: number }> {
  return port.database.transact(actor, async (tx) => {
    const { sponsor, area } = await currentPolicy(tx, of.programme);
    const rows = await copyTemp(tx, 'leaver_staging', 'token uuid, cause text, happened_on date, evidence text', leavers(port.niks, of.file));
    await gatherKnownKeys(tx, 'leaver_staging');
    const left = await saveReportedLeavers(tx, of.programme);
    if (left > 0) await recordAct(tx, { kind: 'leavers-recorded', subject: of.programme, digest: await digestOfFile(of.file), sponsor, area });
    return { rows, left };
  });
}

async function* leavers(niks: NikSealer, file: string): AsyncGenerator<readonly string[], void, undefined> {
  const name = path.basename(file);
  for await (const batch of readCsvTable(file, { required: leaverColumns })) {
    for (const [index, [nik = '', village = '', perbuatan = '', tanggal = '', reason = '']] of batch.rows.entries()) {
      const read = readLeaver({ nik, perbuatan, tanggal });
      if ('column' in read) {
        const row = batch.lines[index] ?? 0;
        const { column, id, en } = read;
        throw new Fault(
          'bad-input',
          'leaver-not-understood',
          { id: `${name} baris ${row}: ${id}`, en: `${name} row ${row}: ${en}` },
          { file: name, row, column },
        );
      }
      yield [niks.seal(read.nik), read.cause, read.happenedOn, hideLongNumbers(`${village}: ${reason}`)];
    }
  }
}
