// Decides how a run's evidence is kept: one sealed file a run beside the database, told in the run's own transaction, and found again by its digest.
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { CivilDate } from '../kernel/date.ts';
import { Fault, assert } from '../kernel/fault.ts';
import { type Breach, type InvariantChecked, checked } from '../kernel/invariant.ts';
import { recordAct } from './act.ts';
import { errorCode } from './connection.ts';
import { type KeepBytes, rowChunks } from './copy.ts';
import type { Tx } from './database.ts';
import { type EvidenceWriter, measureEvidence, readEvidence, writeEvidence } from './evidence-file.ts';
import type { RunPlan } from './run.ts';
import type { Vault } from './vault.ts';

/** What evidence needs of the installation. */
export interface EvidencePort {
  readonly vault: Vault;
  readonly dataDir: string;
}

/** Evidence as recorded. `keepUntil` null: as long as the run itself. */
export interface RecordedEvidence {
  readonly fileName: string;
  readonly digest: string;
  readonly size: number;
  readonly rows: number;
  readonly keepUntil: string | null;
}

/** Evidence of the run that one transaction makes; made anew when the transaction is repeated. */
export interface EvidenceInHand {
  /** Begins the file of a run; what is given to the answer goes into it. */
  begin(runId: string): Promise<KeepBytes>;
  /** Ends the file and records it; it is seen once the run is. */
  record(tx: Tx, plan: RunPlan, rows: number, keepUntil: CivilDate | null): Promise<RecordedEvidence>;
  /** Removes the file of a run that came to nothing, and throws what it failed with. */
  readonly discard: (error: unknown) => Promise<never>;
}

/** A file nobody has written to for so long was left by a run that was killed. */
const abandonedAfterMs = 60 * 60 * 1000;
const unfinished = '.part';
const suffix = '.evidence';

const folderOf = (port: Pick<EvidencePort, 'dataDir'>): string => path.join(port.dataDir, 'evidence');
const fileOf = (port: Pick<EvidencePort, 'dataDir'>, name: string): string => path.join(folderOf(port), name);
const nameOf = (runId: string): string => `${runId}${suffix}`;

/** Evidence for a run about to be made. Nothing is written before `begin`, which also sweeps what killed runs left half written. */
export function evidenceInHand(port: EvidencePort): EvidenceInHand {
  let writer: EvidenceWriter | undefined;
  let runId = '';
  const drop = async (): Promise<void> => {
    await writer?.abandon();
    writer = undefined;
    if (runId === '') return;
    await rm(fileOf(port, nameOf(runId) + unfinished), { force: true });
    await rm(fileOf(port, nameOf(runId)), { force: true });
  };
  return {
    async begin(of) {
      await drop();
      runId = of;
      await mkdir(folderOf(port), { recursive: true, mode: 0o700 });
      await sweepUnfinished(port);
      const begun = await writeEvidence(fileOf(port, nameOf(runId) + unfinished), port.vault, runId);
      writer = begun;
      return (bytes) => begun.write(bytes);
    },
    async record(tx, plan, rows, keepUntil) {
      assert(writer !== undefined, 'evidence is begun before it is recorded');
      const { digest, size } = await writer.finish();
      writer = undefined;
      const fileName = nameOf(runId);
      await rename(fileOf(port, fileName + unfinished), fileOf(port, fileName));
      const { sponsor, area } = plan;
      await tx.db
        .insertInto('platform.run_evidence')
        .values({ run_id: runId, sponsor, area, file_name: fileName, digest, size, row_count: rows, keep_until: keepUntil, recorded_at: tx.at })
        .execute();
      await recordAct(tx, { kind: 'evidence-kept', subject: runId, digest, sponsor, area });
      return { fileName, digest, size, rows, keepUntil };
    },
    discard: async (error) => {
      await drop();
      throw error;
    },
  };
}

/** The evidence recorded for a published run, or undefined. */
export async function recordedEvidence(tx: Tx, runId: string): Promise<RecordedEvidence | undefined> {
  const row = await tx.db.selectFrom('platform.run_evidence').selectAll().where('run_id', '=', runId).executeTakeFirst();
  if (row === undefined) return undefined;
  return { fileName: row.file_name, digest: row.digest, size: Number(row.size), rows: Number(row.row_count), keepUntil: row.keep_until };
}

/** A file as it rests against what was recorded of it: null when it is the same. */
async function evidenceFault(port: Pick<EvidencePort, 'dataDir'>, recorded: RecordedEvidence): Promise<Fault | null> {
  const { fileName, digest, size, keepUntil } = recorded;
  const found = await measureEvidence(fileOf(port, fileName));
  const at = { file: path.join('evidence', fileName) };
  if (found === null) {
    const kept = keepUntil === null ? { id: '', en: '' } : { id: ` Disimpan sampai ${keepUntil}.`, en: ` It was to be kept until ${keepUntil}.` };
    return new Fault(
      'not-found',
      'evidence-missing',
      { id: `Berkas bukti tidak ada.${kept.id} Pulihkan dari cadangan.`, en: `The evidence file is missing.${kept.en} Restore it from a backup.` },
      at,
    );
  }
  if (found.size < size) {
    return new Fault(
      'conflict',
      'evidence-truncated',
      {
        id: `Berkas bukti terpotong: ${found.size} dari ${size} byte. Pulihkan dari cadangan.`,
        en: `The evidence file is cut short: ${found.size} of ${size} bytes. Restore it from a backup.`,
      },
      at,
    );
  }
  if (found.digest === digest) return null;
  return new Fault(
    'conflict',
    'evidence-changed',
    {
      id: `Isi berkas bukti berubah: SHA-256 sekarang ${found.digest}, tercatat ${digest}. Pulihkan dari cadangan.`,
      en: `The evidence file was changed: its SHA-256 is ${found.digest}, recorded was ${digest}. Restore it from a backup.`,
    },
    at,
  );
}

/** The rows a run was decided from, in their order. Faults: those of `evidenceFault`, `evidence-does-not-open`; conflict `evidence-rows-differ`. */
export async function* evidenceRows(
  port: EvidencePort,
  runId: string,
  recorded: RecordedEvidence,
): AsyncGenerator<ReadonlyArray<ReadonlyArray<string | null>>, void, undefined> {
  const fault = await evidenceFault(port, recorded);
  if (fault !== null) throw fault;
  let rows = 0;
  for await (const chunk of rowChunks(readEvidence(fileOf(port, recorded.fileName), port.vault, runId))) {
    rows += chunk.length;
    yield chunk;
  }
  if (rows === recorded.rows) return;
  throw new Fault('conflict', 'evidence-rows-differ', {
    id: `Berkas bukti berisi ${rows} baris, tercatat ${recorded.rows}.`,
    en: `The evidence file holds ${rows} rows, recorded were ${recorded.rows}.`,
  });
}

/** Files in the folder of evidence that nobody has written to lately, by name. */
async function restingFiles(port: Pick<EvidencePort, 'dataDir'>): Promise<readonly string[]> {
  let names: string[];
  try {
    names = await readdir(folderOf(port));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
  const resting: string[] = [];
  for (const name of names.sort()) {
    const found = await stat(fileOf(port, name)).catch(() => null); // gone meanwhile: its run came to an end
    if (found !== null && Date.now() - found.mtimeMs > abandonedAfterMs) resting.push(name);
  }
  return resting;
}

async function sweepUnfinished(port: EvidencePort): Promise<void> {
  for (const name of await restingFiles(port)) if (name.endsWith(unfinished)) await rm(fileOf(port, name), { force: true });
}

/** Files of evidence that belong to no published run: what a killed run left. They are named, not removed: another database may share the folder. */
async function strayEvidence(port: Pick<EvidencePort, 'dataDir'>, known: ReadonlySet<string>): Promise<readonly string[]> {
  return (await restingFiles(port)).filter((name) => !known.has(name));
}

/** Every evidence recorded, by run. */
async function allEvidence(tx: Tx): Promise<ReadonlyMap<string, RecordedEvidence>> {
  const rows = await tx.db.selectFrom('platform.run_evidence').selectAll().orderBy('run_id').execute();
  return new Map(
    rows.map((row) => [
      row.run_id,
      { fileName: row.file_name, digest: row.digest, size: Number(row.size), rows: Number(row.row_count), keepUntil: row.keep_until },
    ]),
  );
}

/** Evidence that is not there as recorded, and files that belong to no published run. After its day evidence may be gone. */
export async function checkEvidence(tx: Tx, port: Pick<EvidencePort, 'dataDir'>, today: CivilDate): Promise<InvariantChecked> {
  const breaches: Breach[] = [];
  const names = new Set<string>();
  for (const [runId, recorded] of await allEvidence(tx)) {
    names.add(recorded.fileName);
    const fault = await evidenceFault(port, recorded);
    if (fault === null || (fault.code === 'evidence-missing' && recorded.keepUntil !== null && recorded.keepUntil < today)) continue;
    breaches.push({ table: 'platform.run_evidence', key: runId, ...fault.text });
  }
  for (const name of await strayEvidence(port, names)) {
    breaches.push({
      table: 'platform.run_evidence',
      key: `evidence/${name}`,
      id: 'berkas bukti tanpa run terbit: sisa run yang terputus. Hapus bila folder ini hanya milik basis data ini.',
      en: 'a file of evidence without a published run: left by a run that was killed. Remove it if this folder belongs to this database alone.',
    });
  }
  return checked(
    { code: 'evidence-as-recorded', id: 'Bukti setiap run ada dan tidak berubah', en: 'The evidence of every run is there and unchanged' },
    breaches,
  );
}
