// Registers a signed list with the administrator: files out (all text, never more rows than its software takes), answers in, leavers recorded.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Actor } from '../kernel/actor.ts';
import { type CivilDate, civilDate } from '../kernel/date.ts';
import { Fault, assert } from '../kernel/fault.ts';
import { lastDayOf, monthFrom } from '../kernel/month.ts';
import { readNik } from '../kernel/nik.ts';
import { type Law, LawReading } from '../law/law.ts';
import { recordAct } from '../platform/act.ts';
import { copyTemp } from '../platform/copy.ts';
import { readCsvTable } from '../platform/csv.ts';
import type { Database, Tx } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';
import type { NikSealer } from '../platform/nik-token.ts';
import { writeXlsx } from '../platform/xlsx-write.ts';
import { bulkRows, refreshStatistics } from '../platform/statistics.ts';
import { type BranchArea, type CurrentPolicy, branchesIn, currentPolicy } from '../programme/programme-steps.ts';
import { latestSnapshots } from '../registry/registry-steps.ts';
import { instrumentOf } from './instrument-store.ts';
import {
  type Submission,
  answersThatFitNobody,
  countToRegister,
  departRefused,
  filesNamed,
  registerColumns,
  saveAnswers,
  saveDepartures,
  saveEnrolmentFile,
  saveSubmissions,
  streamToRegister,
} from './registration-store.ts';
import { type Enrollee, sippProfile, sippRow } from './sipp-profile.ts';

export { type DepartureRow, type EnrolmentCounts, type RegistrationRow, departuresOf, enrolmentCounts, registrationsOf } from './registration-store.ts';

/** What registration needs of the installation. */
export interface RegistrationPort {
  readonly database: Database;
  readonly niks: NikSealer;
  readonly law: Law;
}

export interface WrittenEnrolment {
  readonly path: string;
  readonly branch: string;
  readonly rows: number;
}

/**
 * Writes the enrolment files of a signed instrument, per branch, of at most the administrator's number of rows, and records who stands
 * in which row. Faults: not-found `instrument-unknown`, conflict `instrument-not-signed`, `enrolment-already-exported`.
 */
export async function exportEnrolment(
  port: RegistrationPort,
  actor: Actor,
  of: { instrumentId: string; folder: string; on: CivilDate },
): Promise<readonly WrittenEnrolment[]> {
  await mkdir(of.folder, { recursive: true });
  return port.database.transact(actor, async (tx) => {
    const instrument = await instrumentOf(tx, of.instrumentId);
    if (instrument === undefined) throw new Fault('not-found', 'instrument-unknown', { id: 'Keputusan itu tidak ada.', en: 'There is no such instrument.' });
    if (instrument.signedBy === null) {
      throw new Fault('conflict', 'instrument-not-signed', { id: `${instrument.number} belum ditandatangani.`, en: `${instrument.number} is not signed yet.` });
    }
    const policy = await currentPolicy(tx, instrument.programme);
    const limit = new LawReading(port.law, of.on).take('bulk-file-max-rows', 'rows');
    const snapshots = (await latestSnapshots(tx, policy.sponsor, of.on)).population.map(({ snapshotId }) => snapshotId);
    const written: WrittenEnrolment[] = [];
    for (const branch of await branchesIn(tx, policy.area, policy.policy.term.first)) {
      const people = await countToRegister(tx, of.instrumentId, branch.areas);
      if (people === 0) continue;
      const submissions: Submission[] = [];
      const rows = port.database.read(actor, async (reader) => {
        const enrollees = oneByOne(streamToRegister(reader, { instrumentId: of.instrumentId, areas: branch.areas, snapshots }));
        for (let part = 1; submissions.length < people; part += 1) {
          const name = `${instrument.programme}_${branch.branch}_${safe(instrument.number)}_${String(part).padStart(3, '0')}.xlsx`;
          written.push(await writePart({ tx, port, policy, branch, instrumentId: of.instrumentId, folder: of.folder, name, limit, enrollees, submissions }));
        }
      });
      await rows;
      assert(submissions.length === people, `${submissions.length} of ${people} people are in the enrolment files`);
      await saveSubmissions(tx, submissions);
    }
    await recordAct(tx, { kind: 'enrolment-exported', subject: of.instrumentId, digest: instrument.listDigest, sponsor: policy.sponsor, area: policy.area });
    return written;
  });
}

type Row = ReadonlyArray<string | null>;

const safe = (text: string): string => text.replace(/[^A-Za-z0-9-]+/g, '-');

async function* oneByOne(chunks: AsyncIterable<ReadonlyArray<Row>>): AsyncGenerator<Row, void, undefined> {
  for await (const chunk of chunks) yield* chunk;
}

interface Part {
  readonly tx: Tx;
  readonly port: RegistrationPort;
  readonly policy: CurrentPolicy;
  readonly branch: BranchArea;
  readonly instrumentId: string;
  readonly folder: string;
  readonly name: string;
  readonly limit: number;
  readonly enrollees: AsyncGenerator<Row, void, undefined>;
  readonly submissions: Submission[];
}

async function writePart(part: Part): Promise<WrittenEnrolment> {
  const fileId = newKey();
  const { port, policy, limit, enrollees, submissions } = part;
  if ((await filesNamed(part.tx, policy.programme, [part.name])).size > 0) {
    throw new Fault(
      'conflict',
      'enrolment-already-exported',
      {
        id: `Berkas ${part.name} sudah pernah dibuat dan tidak ditimpa. Bacalah jawaban cabang untuk berkas itu.`,
        en: `The file ${part.name} was made before and is not overwritten. Read the branch's answers to it.`,
      },
      { file: part.name },
    );
  }
  async function* rows(): AsyncGenerator<readonly string[], void, undefined> {
    for (let number = 1; number <= limit; number += 1) {
      const next = await enrollees.next();
      if (next.done === true) return;
      const person = enrolleeOf(port, policy, next.value);
      // The sheet's header is row 1.
      submissions.push([next.value[0] ?? '', fileId, number + 1, policy.sponsor, next.value[registerColumns.indexOf('area')] ?? '']);
      yield sippRow(person, number);
    }
  }
  const file = path.join(part.folder, part.name);
  const { rows: count, sha256 } = await writeXlsx(file, [{ name: sippProfile.sheet, header: sippProfile.header, rows: rows() }]);
  await saveEnrolmentFile(part.tx, {
    fileId,
    programme: policy.programme,
    sponsor: policy.sponsor,
    area: policy.area,
    branch: part.branch.branch,
    npp: part.branch.npp,
    profile: sippProfile.profile,
    name: part.name,
    rows: count,
    digest: sha256,
    instrumentId: part.instrumentId,
  });
  return { path: file, branch: part.branch.branch, rows: count };
}

function enrolleeOf(port: RegistrationPort, policy: CurrentPolicy, row: Row): Enrollee {
  const field = (column: (typeof registerColumns)[number]): string => row[registerColumns.indexOf(column)] ?? '';
  return {
    nik: port.niks.open(field('token')),
    name: field('name'),
    birthPlace: field('birth_place'),
    birthDate: civilDate(field('birth_date')),
    motherName: field('mother_name'),
    sex: field('sex'),
    married: field('marital_status') === 'KAWIN',
    phone: field('phone'),
    address: field('address'),
    workArea: field('area').slice(0, 4),
    income: policy.policy.contribution.income,
    starts: civilDate(field('first_month')),
    ends: lastDayOf(monthFrom(field('last_month').slice(0, 7))),
  };
}

const answerColumns = { required: ['berkas', 'baris', 'nomor_identitas', 'nama', 'hasil', 'kpj', 'keterangan'] } as const;

/**
 * Reads the administrator's answers: who is registered under which membership number, who is refused and why; the refused leave the list.
 * The same file again changes nothing. Faults: bad-input `answer-fits-nobody`, `answer-not-understood`, naming file and row.
 */
export async function readEnrolmentAnswers(
  port: RegistrationPort,
  actor: Actor,
  of: { programme: string; file: string; answeredOn: CivilDate },
): Promise<{ readonly registered: number; readonly refused: number; readonly departed: number }> {
  const name = path.basename(of.file);
  return port.database.transact(actor, async (tx) => {
    const policy = await currentPolicy(tx, of.programme);
    await copyTemp(
      tx,
      'answer_staging',
      'answer_row integer, file_name text, sheet_row integer, token uuid, outcome text, kpj text, reason text',
      answers(port.niks, of.file, name),
    );
    const [wrong] = await answersThatFitNobody(tx, of.programme);
    if (wrong !== undefined) {
      throw new Fault(
        'bad-input',
        'answer-fits-nobody',
        {
          id: `${name} baris ${wrong.rowNo}: tidak ada orang itu pada baris ${wrong.sheetRow} berkas "${wrong.fileName}" yang kami kirim. Mintalah jawaban untuk berkas yang benar.`,
          en: `${name} row ${wrong.rowNo}: nobody we sent stands in row ${wrong.sheetRow} of the file "${wrong.fileName}" with that NIK. Ask for the answer to the right file.`,
        },
        { file: name, row: wrong.rowNo },
      );
    }
    const saved = await saveAnswers(tx, { programme: of.programme, sponsor: policy.sponsor, answeredOn: of.answeredOn });
    if (saved.registered >= bulkRows) await refreshStatistics(tx, 'enrolment.registration');
    return { ...saved, departed: await departRefused(tx, of.programme) };
  });
}

async function* answers(niks: NikSealer, file: string, name: string): AsyncGenerator<readonly (string | number | null)[], void, undefined> {
  for await (const batch of readCsvTable(file, answerColumns)) {
    for (const [index, [fileName, sheetRow, identity, , result, kpj, reason]] of batch.rows.entries()) {
      const row = batch.lines[index] ?? 0;
      const { nik } = readNik(identity ?? null);
      const understood = nik !== null && /^\d+$/.test(sheetRow ?? '') && (result === 'VALID' ? kpj !== '' : result === 'TIDAK VALID');
      if (!understood) {
        throw new Fault(
          'bad-input',
          'answer-not-understood',
          {
            id: `${name} baris ${row}: jawaban tidak dipahami (hasil harus VALID dengan KPJ, atau TIDAK VALID).`,
            en: `${name} row ${row}: the answer is not understood (VALID with a KPJ, or TIDAK VALID).`,
          },
          { file: name, row },
        );
      }
      yield [
        row,
        fileName ?? '',
        Number(sheetRow),
        niks.seal(nik),
        result === 'VALID' ? 'registered' : 'refused',
        result === 'VALID' ? (kpj ?? '') : null,
        reason === '' ? null : (reason ?? null),
      ];
    }
  }
}

export interface Departure {
  readonly personKey: string;
  readonly cause: 'death' | 'moved' | 'withdrawn';
  readonly happenedOn: CivilDate;
  readonly evidence: string;
}

/** Records confirmed leavers of a programme (a person who is not on its list is passed over); returns how many were new. */
export async function recordDepartures(tx: Tx, programme: string, departures: readonly Departure[]): Promise<number> {
  if (departures.length === 0) return 0;
  await copyTemp(
    tx,
    'departure_staging',
    'person_key uuid, cause text, happened_on date, evidence text',
    departures.map((one) => [one.personKey, one.cause, one.happenedOn, one.evidence]),
  );
  const saved = await saveDepartures(tx, programme);
  return saved;
}
