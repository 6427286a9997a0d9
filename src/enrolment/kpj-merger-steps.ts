// Reads which membership numbers the administrator merged: of several numbers of one person one stays, and no paid month is lost, for months hang on the person.
import path from 'node:path';
import type { Actor } from '../kernel/actor.ts';
import type { CivilDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import { hideLongNumbers, holdsLongNumber } from '../kernel/long-number.ts';
import { readNik } from '../kernel/nik.ts';
import { recordAct } from '../platform/act.ts';
import { copyTemp } from '../platform/copy.ts';
import { readCsvTable } from '../platform/csv.ts';
import type { Database } from '../platform/database.ts';
import { digestOfFile } from '../platform/file-digest.ts';
import type { NikSealer } from '../platform/nik-token.ts';
import { currentPolicy } from '../programme/programme-steps.ts';
import { gatherKnownKeys } from '../registry/one-person-store.ts';
import { saveMergers, wrongMergers } from './kpj-merger-store.ts';
import { takeTurn } from './registration-store.ts';

const columns = { required: ['nik', 'kpj_digabung', 'kpj_tetap', 'keterangan'] } as const;

/**
 * Records the mergers of a file `nik,kpj_digabung,kpj_tetap,keterangan`. The same file again changes nothing. Faults: bad-input `merger-not-understood`,
 * `number-not-his`, `number-of-another-person`, naming file and row.
 */
export async function readMergers(
  port: { readonly database: Database; readonly niks: NikSealer },
  actor: Actor,
  of: { readonly programme: string; readonly file: string; readonly answeredOn: CivilDate },
): Promise<{ readonly rows: number; readonly merged: number }> {
  return port.database.transact(actor, async (tx) => {
    const { sponsor, area } = await currentPolicy(tx, of.programme);
    const rows = await copyTemp(tx, 'merger_staging', 'file_row integer, token uuid, merged text, kept text, evidence text', mergers(port.niks, of.file));
    await takeTurn(tx, { programme: of.programme, sponsor, area });
    await gatherKnownKeys(tx, 'merger_staging');
    const [wrong] = await wrongMergers(tx);
    if (wrong !== undefined) throw wrongMerger(path.basename(of.file), wrong.row, wrong.wrong);
    const merged = await saveMergers(tx, { sponsor, answeredOn: of.answeredOn });
    if (merged > 0) await recordAct(tx, { kind: 'numbers-merged', subject: of.programme, digest: await digestOfFile(of.file), sponsor, area });
    return { rows, merged };
  });
}

const wrongMerger = (file: string, row: number, wrong: 'not-his' | 'of-another'): Fault =>
  wrong === 'not-his'
    ? new Fault(
        'bad-input',
        'number-not-his',
        {
          id: `${file} baris ${row}: orang itu tidak pernah terdaftar dengan KPJ yang digabung. Periksa dengan cabang.`,
          en: `${file} row ${row}: that person was never registered under the number merged. Ask the branch.`,
        },
        { file, row },
      )
    : new Fault(
        'bad-input',
        'number-of-another-person',
        {
          id: `${file} baris ${row}: KPJ yang tetap milik orang lain. Jangan digabung; periksa dengan cabang.`,
          en: `${file} row ${row}: the number that stays is another person's. Do not merge; ask the branch.`,
        },
        { file, row },
      );

async function* mergers(niks: NikSealer, file: string): AsyncGenerator<readonly (string | number)[], void, undefined> {
  const name = path.basename(file);
  for await (const batch of readCsvTable(file, columns)) {
    for (const [index, [identity = '', merged = '', kept = '', evidence = '']] of batch.rows.entries()) {
      const row = batch.lines[index] ?? 0;
      const { nik } = readNik(identity);
      const [one, other] = [merged.trim(), kept.trim()];
      if (nik === null || one === '' || other === '' || one === other || holdsLongNumber(one) || holdsLongNumber(other)) {
        throw new Fault(
          'bad-input',
          'merger-not-understood',
          {
            id: `${name} baris ${row}: tulis NIK 16 angka dan dua KPJ yang berbeda.`,
            en: `${name} row ${row}: write a NIK of 16 digits and two different numbers.`,
          },
          { file: name, row },
        );
      }
      yield [row, niks.seal(nik), one, other, hideLongNumbers(evidence)];
    }
  }
}
