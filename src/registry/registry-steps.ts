// Decides how registers are loaded and read: under a valid agreement, once, whole or not at all.
import type { Actor } from '../kernel/actor.ts';
import type { Instant } from '../kernel/clock.ts';
import type { CivilDate } from '../kernel/date.ts';
import { RowDigest } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import type { Nik } from '../kernel/nik.ts';
import { recordAct } from '../platform/act.ts';
import { madeAhead } from '../platform/copy-ahead.ts';
import { copyBytes, rowText } from '../platform/copy-text.ts';
import type { Database, Tx } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';
import type { NikSealer } from '../platform/nik-token.ts';
import { refreshStatistics } from '../platform/statistics.ts';
import { type Agreement, type AgreementUse, agreementFault, newAgreementFault, sameAgreement } from './agreement.ts';
import { repeatedRowsFault } from './bad-rows.ts';
import { insertHold } from './compare-store.ts';
import { type RegisterFacts, factsOf, registerRows } from './facts-store.ts';
import { type LoadTarget, addIdentities, finishLoading, insertStaged, nobodyKnown, prepareToLoad, repeatedLines, stageRows } from './load-store.ts';
import { addIdentitiesAlone, keySeries, personOfToken } from './person-store.ts';
import type { CellValue } from './register-cells.ts';
import { type FoundFile, type RowBatch, expectUnchanged, findFile, readBatches } from './register-file-client.ts';
import { type RegisterForm, type Register, registerForms, registers } from './registers.ts';
import { rowReader } from './row-reader.ts';
import { type SnapshotRef, agreementNamed, insertAgreement, insertSnapshot, regionOfSponsor, snapshotOfFile, snapshotsUpTo } from './snapshot-store.ts';

export { type RegisterFacts, registerColumns, registerRows } from './facts-store.ts';
export { personKeysFor } from './person-store.ts';
export { type SnapshotListing, type SnapshotRef, listSnapshots } from './snapshot-store.ts';

/** What the steps here work with; an installation has it all. */
export interface RegistryPort {
  readonly database: Database;
  readonly niks: NikSealer;
}

/** Records an agreement (PKS) with a register's holder; the very same one again changes nothing; `permittedFields` are headers of the register's file, every one of them when left out. */
export async function recordAgreement(
  tx: Tx,
  input: Omit<Agreement, 'permittedFields'> & { readonly permittedFields?: readonly string[] },
): Promise<Agreement> {
  const permittedFields = input.permittedFields ?? registerForms[input.register].columns.map(({ header }) => header);
  const agreement: Agreement = { ...input, permittedFields };
  const wrong = newAgreementFault(agreement);
  if (wrong !== null) throw wrong;
  if (!(await insertAgreement(tx, agreement))) {
    if (sameAgreement(agreement, await agreementNamed(tx, agreement.agreement))) return agreement;
    throw new Fault('conflict', 'agreement-name-taken', {
      id: `Perjanjian ${agreement.agreement} sudah tercatat. Perjanjian baru dicatat dengan nama baru.`,
      en: `Agreement ${agreement.agreement} is already recorded. Record a new agreement under a new name.`,
    });
  }
  const { register, sponsor, counterpart, purpose, basis, validFrom, validTo } = agreement;
  const digest = new RowDigest();
  digest.add([agreement.agreement, register, sponsor, counterpart, purpose, basis, validFrom, validTo, ...permittedFields]);
  await recordAct(tx, {
    kind: 'agreement-recorded',
    subject: agreement.agreement,
    digest: digest.finish(),
    sponsor,
    area: tx.actor.area === '*' ? '' : tx.actor.area,
  });
  return agreement;
}

/** The area (Kemendagri code without dots) a sponsor's registers cover unless told otherwise. */
export async function areaOfSponsor(tx: Tx, sponsor: string): Promise<string> {
  const area = await regionOfSponsor(tx, sponsor);
  if (area !== undefined) return area;
  throw new Fault('not-found', 'sponsor-unknown', { id: `Tidak ada sponsor "${sponsor}".`, en: `There is no sponsor "${sponsor}".` });
}

/** The agreement of a name if it allows this use; otherwise a fault (`agreement-unknown`, or why it does not). */
export async function agreementFor(tx: Tx, name: string, use: AgreementUse): Promise<Agreement> {
  const agreement = await agreementNamed(tx, name);
  if (agreement === undefined) {
    throw new Fault('not-found', 'agreement-unknown', {
      id: `Tidak ada perjanjian bernama ${name}. Catat perjanjiannya lebih dahulu.`,
      en: `There is no agreement named ${name}. Record the agreement first.`,
    });
  }
  const fault = agreementFault(agreement, use);
  if (fault !== null) throw fault;
  return agreement;
}

/** A register file to be loaded. `area` is the Kemendagri code (no dots) it covers; `asOf` the day it speaks of. */
export interface RegisterLoad {
  readonly register: Register;
  readonly file: string;
  readonly sponsor: string;
  readonly area: string;
  readonly agreement: string;
  readonly asOf: CivilDate;
  /** Loads it without letting it count, so that what it changes is seen first (`compareSnapshots`, `applySnapshot`). */
  readonly hold?: boolean;
  /** How many bad rows are named before giving up (20). */
  readonly maxBadRows?: number;
  readonly onProgress?: (rows: number) => void;
}

/** What became of a load. */
export interface Loaded {
  readonly snapshotId: string;
  readonly rows: number;
  readonly alreadyLoaded: boolean;
}

/** Rows are sealed and written as COPY text so few at a time that the database never waits long for the next, and inserted many at a time. */
const pieceRows = 125; // not law: rows at a time
const batchRows = 50_000; // not law: rows at a time
/** From so many rows on, persons are looked up all at once. */
const manyRows = 20_000; // not law: rows at a time

/** Loads a register as a dated snapshot, in one transaction. The same file for the same register, sponsor and day is loaded once. */
export async function loadRegister(port: RegistryPort, actor: Actor, load: RegisterLoad): Promise<Loaded> {
  const form = registerForms[load.register];
  const file = await findFile(load.file);
  const place = { register: load.register, sponsor: load.sponsor, asOf: load.asOf, digest: file.digest };
  try {
    return await port.database.transact(actor, async (tx) => {
      const agreement = await agreementFor(tx, load.agreement, { register: load.register, sponsor: load.sponsor, basis: 'snapshot', on: load.asOf });
      if (addsThroughout(form)) await addIdentitiesAlone(tx);
      const published = await snapshotOfFile(tx, place);
      if (published !== undefined) return { ...published, alreadyLoaded: true };
      return publish(tx, port.niks, form, file, agreement, load);
    });
  } catch (error) {
    if (error instanceof PublishedMeanwhile) {
      const published = await port.database.read(actor, (tx) => snapshotOfFile(tx, place));
      if (published !== undefined) return { ...published, alreadyLoaded: true };
    }
    if (isUniqueViolation(error)) throw (await repeatedRows(port, actor, form, file)) ?? error;
    throw error;
  }
}

/** Wide rows are loaded part by part, and persons added from the first part on. */
const addsThroughout = ({ register }: RegisterForm): boolean => register === 'population';

async function publish(tx: Tx, niks: NikSealer, form: RegisterForm, file: FoundFile, agreement: Agreement, load: RegisterLoad): Promise<Loaded> {
  const reader = rowReader(form, new Set(agreement.permittedFields), { asOf: load.asOf, area: load.area }, 1);
  const target: LoadTarget = { form, columns: reader.forms, snapshotId: newKey(), sponsor: load.sponsor, area: load.area };
  const reading = {
    headers: reader.forms.map(({ header }) => header),
    read: (cells: readonly string[]) => reader.read(cells),
    sealed: reader.forms.flatMap(({ sqlType }, place) => (sqlType === 'uuid' ? [place + 1] : [])),
  };
  await prepareToLoad(tx);
  const read = readBatches(file.path, reading, { niks, batchRows: pieceRows, maxBadRows: load.maxBadRows ?? 20 });
  const pieces = madeAhead(copyText(read, keySeries(), reader.forms.length + 1), batchRows / pieceRows);
  let rows: number;
  try {
    rows = addsThroughout(form) ? await loadInBatches(tx, target, pieces, load) : await loadWhole(tx, target, pieces, load);
  } finally {
    await pieces.return();
  }
  await expectUnchanged(file);
  await finishLoading(tx);
  await refreshStatistics(tx, form.table, 'registry.identifier');
  if (rows === 0 && form.register !== 'deaths') {
    throw new Fault(
      'bad-input',
      'register-empty',
      {
        id: `Berkas ${file.name} tidak berisi satu orang pun. Kirim berkas yang lengkap; register kosong akan membuat semua orang dianggap tidak terdaftar.`,
        en: `File ${file.name} holds nobody. Send the complete file; an empty register would make everybody count as not registered.`,
      },
      { file: file.name },
    );
  }
  const { register, sponsor, area, asOf } = load;
  const published = await insertSnapshot(tx, {
    snapshotId: target.snapshotId,
    register,
    sponsor,
    area,
    basis: 'snapshot',
    agreement: agreement.agreement,
    asOf,
    fileName: file.name,
    fileDigest: file.digest,
    rows,
    requestId: null,
  });
  if (!published) throw new PublishedMeanwhile();
  if (load.hold === true) await insertHold(tx, { snapshotId: target.snapshotId, sponsor, area });
  await recordAct(tx, { kind: 'register-loaded', subject: target.snapshotId, digest: file.digest, sponsor, area });
  return { snapshotId: target.snapshotId, rows, alreadyLoaded: false };
}

interface Piece {
  readonly text: Buffer;
  readonly rows: number;
}
type Pieces = AsyncGenerator<Piece, void, undefined>;

/** Rows with their candidate keys, as COPY text. The keys follow the file, so that they enter the indexes in order. */
async function* copyText(read: AsyncIterable<RowBatch>, key: () => string, width: number): Pieces {
  for await (const { rows } of read) {
    let lines = '';
    for (const row of rows) {
      row[0] = key();
      lines += rowText(row, width);
    }
    yield { text: copyBytes(lines), rows: rows.length };
  }
}

/** The text of the next pieces, of `most` rows and no more than a piece beyond. What follows is left for the next call. */
async function* textOf(pieces: Pieces, most: number, before: number, { onProgress }: RegisterLoad): AsyncGenerator<Buffer, void, undefined> {
  for (let rows = 0; rows < most;) {
    const next = await pieces.next();
    if (next.done === true) return;
    rows += next.value.rows;
    yield next.value.text;
    onProgress?.(before + rows);
  }
}

/** Wide rows: a part of the file after the other, however large it is. */
async function loadInBatches(tx: Tx, target: LoadTarget, pieces: Pieces, load: RegisterLoad): Promise<number> {
  const lookup = (await nobodyKnown(tx)) ? 'none' : 'each';
  for (let rows = 0; ;) {
    const staged = await stageRows(tx, target, textOf(pieces, batchRows, rows, load));
    await insertStaged(tx, target, lookup, '');
    rows += staged;
    if (staged < batchRows) {
      if (lookup === 'none') await addIdentities(tx, target);
      return rows;
    }
  }
}

/** Narrow rows: staged whole and then joined once. */
async function loadWhole(tx: Tx, target: LoadTarget, pieces: Pieces, load: RegisterLoad): Promise<number> {
  const rows = await stageRows(tx, target, textOf(pieces, Number.POSITIVE_INFINITY, 0, load));
  await addIdentitiesAlone(tx); // only now: files may be read side by side
  const residences = registerRows(tx, 'population', (await latestSnapshots(tx, load.sponsor, load.asOf)).population);
  await insertStaged(tx, target, rows < manyRows ? 'each' : 'join', residences);
  return rows;
}

/** Another transaction published the same file first. */
export class PublishedMeanwhile extends Error {}

/** PostgreSQL said that a key is there already. */
export const isUniqueViolation = (error: unknown): boolean => typeof error === 'object' && error !== null && 'code' in error && error.code === '23505';

/** The fault that names the rows of a person who stands in the file more than once; null when nobody does. */
export async function repeatedRows(port: RegistryPort, actor: Actor, form: RegisterForm, file: FoundFile): Promise<Fault | null> {
  const reader = rowReader({ ...form, conditions: [] }, new Set(form.unique), { asOf: '9999-12-31' as CivilDate, area: '' });
  const reading = { headers: form.unique, read: (cells: readonly string[]) => reader.read(cells), sealed: [0] };
  async function* rows(): AsyncGenerator<readonly CellValue[], void, undefined> {
    for await (const batch of readBatches(file.path, reading, { niks: port.niks, batchRows: manyRows, maxBadRows: 20 })) {
      for (let i = 0; i < batch.rows.length; i += 1) yield [...(batch.rows[i] ?? []), batch.lines[i] ?? 0];
    }
  }
  const groups = await port.database.transact(actor, (tx) => repeatedLines(tx, reader.forms, rows(), 20));
  return groups.length === 0 ? null : repeatedRowsFault(groups, form.unique, file.name);
}

/**
 * What a sponsor may read on a day, newest first: of each register its answer files (each speaks of those asked) down to the newest snapshot, which
 * speaks of everybody and so ends the list. `known` asks what was known at an instant. An empty list: all that register would say is unknown.
 */
export async function latestSnapshots(
  tx: Tx,
  sponsor: string,
  on: CivilDate,
  known: Instant | null = null,
): Promise<Readonly<Record<Register, readonly SnapshotRef[]>>> {
  const found = await snapshotsUpTo(tx, sponsor, on, known);
  const of = (register: Register): readonly SnapshotRef[] => {
    const ours = found.filter((ref) => ref.register === register);
    const whole = ours.findIndex(({ basis }) => basis === 'snapshot');
    return whole === -1 ? ours : ours.slice(0, whole + 1);
  };
  return Object.fromEntries(registers.map((register) => [register, of(register)])) as Record<Register, readonly SnapshotRef[]>;
}

/** The person a NIK means, or null when nobody of that NIK was ever in a list or register. */
export const findPersonByNik = async (tx: Tx, niks: NikSealer, nik: Nik): Promise<string | null> => (await personOfToken(tx, niks.seal(nik))) ?? null;

/** What each register says of one person on a day, and by which source. */
export async function registerFacts(
  tx: Tx,
  personKey: string,
  sponsor: string,
  on: CivilDate,
  known: Instant | null = null,
): Promise<Readonly<Record<Register, RegisterFacts>>> {
  const sources = await latestSnapshots(tx, sponsor, on, known);
  const facts: [Register, RegisterFacts][] = [];
  for (const register of registers) facts.push([register, await factsOf(tx, personKey, register, sources[register])]);
  return Object.fromEntries(facts) as Record<Register, RegisterFacts>;
}

/** The deaths known on a day as SQL to join: rows of `registry.death` (person_key, died_on, reported_on, source, area), one a person. */
export async function deathsKnown(tx: Tx, sponsor: string, on: CivilDate): Promise<string> {
  const { deaths } = await latestSnapshots(tx, sponsor, on);
  return `(select * from ${registerRows(tx, 'deaths', deaths)} d where found)`;
}
