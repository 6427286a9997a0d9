// Reads what villages report of people on the list: who moved out, who withdraws; each leaves the list with that report as evidence.
import path from 'node:path';
import type { Actor } from '../kernel/actor.ts';
import { parseDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import { hideLongNumbers } from '../kernel/long-number.ts';
import { readNik } from '../kernel/nik.ts';
import { recordAct } from '../platform/act.ts';
import { copyTemp } from '../platform/copy.ts';
import { readCsvTable } from '../platform/csv.ts';
import type { Database } from '../platform/database.ts';
import type { NikSealer } from '../platform/nik-token.ts';
import { currentPolicy } from '../programme/programme-steps.ts';
import { digestOfFile } from '../platform/file-digest.ts';
import { gatherKnownKeys } from '../registry/one-person-store.ts';
import { saveReportedLeavers } from './registration-departure-store.ts';

const columns = { required: ['nik', 'kode_desa', 'perbuatan', 'tanggal', 'alasan'] } as const;
const causes: Readonly<Record<string, 'moved' | 'withdrawn'>> = { PINDAH: 'moved', 'MENGUNDURKAN DIRI': 'withdrawn' };

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
  for await (const batch of readCsvTable(file, columns)) {
    for (const [index, [identity = '', village = '', act = '', day = '', reason = '']] of batch.rows.entries()) {
      const { nik } = readNik(identity);
      const cause = causes[act.trim().toUpperCase()];
      const happenedOn = parseDate(day);
      if (nik === null || cause === undefined || happenedOn === null) {
        const row = batch.lines[index] ?? 0;
        throw new Fault(
          'bad-input',
          'leaver-not-understood',
          {
            id: `${name} baris ${row}: tulis NIK 16 angka, perbuatan PINDAH atau MENGUNDURKAN DIRI, dan tanggal TTTT-BB-HH.`,
            en: `${name} row ${row}: write a NIK of 16 digits, PINDAH or MENGUNDURKAN DIRI, and a date YYYY-MM-DD.`,
          },
          { file: name, row },
        );
      }
      yield [niks.seal(nik), cause, happenedOn, hideLongNumbers(`${village}: ${reason}`)];
    }
  }
}
