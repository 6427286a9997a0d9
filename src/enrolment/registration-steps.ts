// Sends a signed list to the administrator: files per branch and sheet, every cell text, never more rows than its software takes.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Actor } from '../kernel/actor.ts';
import { type CivilDate, civilDate } from '../kernel/date.ts';
import { Fault, assert } from '../kernel/fault.ts';
import { lastDayOf, monthFrom, monthOf } from '../kernel/month.ts';
import { type Law, LawReading } from '../law/law.ts';
import { recordAct } from '../platform/act.ts';
import { copyTemp } from '../platform/copy.ts';
import type { Database, Tx } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';
import type { NikSealer } from '../platform/nik-token.ts';
import { bulkRows, refreshStatistics } from '../platform/statistics.ts';
import { writeXlsx } from '../platform/xlsx-write.ts';
import { type CurrentPolicy, branchesIn, currentPolicy } from '../programme/programme-steps.ts';
import { latestSnapshots } from '../registry/registry-steps.ts';
import { type InstrumentRow, instrumentOf } from './instrument-store.ts';
import { digestOfFile } from '../platform/file-digest.ts';
import { returnUndead, saveDepartures } from './registration-departure-store.ts';
import { type PlannedFile, filesFor } from './registration-files.ts';
import {
  type EnrolmentFile,
  fileNames,
  filesOf,
  gatherToSend,
  saveFiles,
  saveProfiles,
  sentColumns,
  streamToSend,
  takeTurn,
  withoutRegister,
} from './registration-store.ts';
import { type Enrollee, type ExportProfile, formOf, profileRow } from './export-profile.ts';
import { exportProfiles, profileDigest } from './profile-client.ts';

export { type EnrolmentCounts, type RegistrationRow, enrolmentCounts, registrationsOf } from './registration-answer-store.ts';
export { type ReadAnswers, readEnrolmentAnswers } from './registration-answer-steps.ts';
export { type DepartureRow, departuresOf } from './registration-departure-store.ts';

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
 * Writes the enrolment files of a signed instrument and records who stands in which row: whoever has a membership number already goes out
 * as continuing, others as new. Asked again it writes only people of files that were refused whole, under new names; with nobody to send it
 * answers the files as they were sent. Faults: not-found `instrument-unknown`, conflict `instrument-not-signed`, `enrolment-already-exported`,
 * `not-in-population-register`.
 */
export async function exportEnrolment(
  port: RegistrationPort,
  actor: Actor,
  of: { instrumentId: string; folder: string; on: CivilDate; form?: string | undefined; profiles?: string | undefined },
): Promise<readonly WrittenEnrolment[]> {
  const profiles = await exportProfiles(of.profiles);
  const form = formOf(profiles, of.form ?? 'sipp');
  await mkdir(of.folder, { recursive: true });
  return port.database.transact(actor, async (tx) => {
    const instrument = await signedInstrument(tx, of.instrumentId);
    const policy = await currentPolicy(tx, instrument.programme);
    await takeTurn(tx, policy);
    const snapshots = await latestSnapshots(tx, policy.sponsor, of.on);
    const { first, last } = policy.policy.term;
    const month = monthOf(of.on);
    const toSend = await gatherToSend(tx, {
      instrumentId: of.instrumentId,
      branches: await branchesIn(tx, policy.area, month < first ? first : month > last ? last : month),
      population: snapshots.population.map(({ snapshotId }) => snapshotId),
      membership: snapshots.membership.map(({ snapshotId }) => snapshotId),
      sheets: { new: form.new.profile, continuing: form.continuing.profile },
    });
    if (toSend.length === 0) return sentBefore(tx, of, leavingProfiles(profiles));
    const lost = await withoutRegister(tx);
    if (lost > 0) throw notInRegister(instrument, lost);
    const planned = filesFor({
      programme: policy.programme,
      instrument: instrument.number,
      toSend,
      limit: new LawReading(port.law, of.on).take('bulk-file-max-rows', 'rows'),
      taken: await fileNames(tx, policy.programme),
      marks: { [form.new.profile]: form.new.mark, [form.continuing.profile]: form.continuing.mark },
    });
    const files = await writeFiles(
      planned,
      (file) => streamToSend(tx, file),
      async (file, people) => {
        const profile = file.sheet === form.new.profile ? form.new : form.continuing;
        return writeSheet(
          path.join(of.folder, file.name),
          profile,
          people.map((row) => enrolleeOf(port, policy, row)),
        );
      },
    );
    const versions = await keepProfiles(tx, [form.new, form.continuing]);
    const people = await saveFiles(tx, { ...policy, instrumentId: of.instrumentId }, files, versions);
    const wanted = toSend.reduce((sum, group) => sum + group.people, 0);
    assert(people === wanted, `${people} of ${wanted} people are in the enrolment files`);
    if (people >= bulkRows) await refreshStatistics(tx, 'enrolment.submission');
    await recordAct(tx, { kind: 'enrolment-exported', subject: of.instrumentId, digest: instrument.listDigest, sponsor: policy.sponsor, area: policy.area });
    return files.map((file) => ({ path: path.join(of.folder, file.name), branch: file.branch, rows: file.last - file.first + 1 }));
  });
}

/** An instrument that is signed. Faults: not-found `instrument-unknown`, conflict `instrument-not-signed`. */
export async function signedInstrument(tx: Tx, instrumentId: string): Promise<InstrumentRow> {
  const instrument = await instrumentOf(tx, instrumentId);
  if (instrument === undefined) throw new Fault('not-found', 'instrument-unknown', { id: 'Keputusan itu tidak ada.', en: 'There is no such instrument.' });
  if (instrument.signedBy !== null) return instrument;
  throw new Fault('conflict', 'instrument-not-signed', { id: `${instrument.number} belum ditandatangani.`, en: `${instrument.number} is not signed yet.` });
}

const notInRegister = ({ number }: InstrumentRow, people: number): Fault =>
  new Fault('conflict', 'not-in-population-register', {
    id: `${people} orang dari ${number} tidak ada dalam register penduduk yang berlaku, sehingga formulir cabang tidak dapat diisi. Muat salinan register yang memuat mereka.`,
    en: `${people} people of ${number} are not in the population register in force, so the branch's form cannot be filled in. Load a copy of the register that holds them.`,
  });

/** The instrument's files that were not refused, if the folder holds them as they were sent. */
export async function sentBefore(tx: Tx, of: { instrumentId: string; folder: string }, without: readonly string[]): Promise<readonly WrittenEnrolment[]> {
  const sent = (await filesOf(tx, of.instrumentId, without)).filter(({ refused }) => !refused);
  return Promise.all(
    sent.map(async ({ name, branch, rows, digest }) => {
      const file = path.join(of.folder, name);
      if ((await digestOfFile(file).catch(() => null)) === digest) return { path: file, branch, rows };
      throw new Fault(
        'conflict',
        'enrolment-already-exported',
        {
          id: `Berkas ${name} sudah pernah dibuat, dan di folder ini tidak ada berkas yang sama. Pakai berkas yang dibuat waktu itu dan bacalah jawaban cabang untuknya.`,
          en: `The file ${name} was made before, and this folder does not hold the same file. Use the one made then and read the branch's answers to it.`,
        },
        { file: name },
      );
    }),
  );
}

export type Row = ReadonlyArray<string | null>;

/** The profiles whose files take people off the administrator's books. */
export const leavingProfiles = (profiles: readonly ExportProfile[]): readonly string[] =>
  profiles.filter((one) => one.for === 'leaving').map(({ profile }) => profile);

/** Keeps the versions of profiles; answers them by profile. */
export async function keepProfiles(tx: Tx, profiles: readonly ExportProfile[]): Promise<Readonly<Record<string, string>>> {
  const kept = [...new Set(profiles)].map((content) => ({ profile: content.profile, digest: profileDigest(content), content }));
  await saveProfiles(tx, kept);
  return Object.fromEntries(kept.map(({ profile, digest }) => [profile, digest]));
}

/** Writes one sheet of people by its profile; answers the digest of the file. */
export async function writeSheet(target: string, profile: ExportProfile, people: readonly Enrollee[]): Promise<string> {
  function* rows(): Generator<readonly string[]> {
    let number = 0;
    for (const person of people) yield profileRow(profile, person, (number += 1));
  }
  const { sha256 } = await writeXlsx(target, [{ name: profile.profile, header: profile.columns.map(({ header }) => header), rows: rows() }]);
  return sha256;
}

/** Writes one file while the next one's people are read: never more than two files' people are in memory. */
export async function writeFiles(
  planned: readonly PlannedFile[],
  read: (file: PlannedFile) => AsyncIterable<readonly Row[]>,
  writeOne: (file: PlannedFile, people: readonly Row[]) => Promise<string>,
): Promise<EnrolmentFile[]> {
  const written: EnrolmentFile[] = [];
  let writing: Promise<void> = Promise.resolve();
  const write = async (file: PlannedFile, people: readonly Row[]): Promise<void> => {
    assert(people.length === file.last - file.first + 1, `${people.length} people for ${file.name}`);
    written.push({ ...file, fileId: newKey(), digest: await writeOne(file, people) });
  };
  try {
    for (const file of planned) {
      const people: Row[] = [];
      for await (const chunk of read(file)) for (const row of chunk) people.push(row);
      await writing;
      writing = write(file, people);
      writing.catch(() => {}); // thrown where it is awaited
    }
  } finally {
    await writing;
  }
  return written;
}

function enrolleeOf(port: RegistrationPort, policy: CurrentPolicy, row: Row): Enrollee {
  const field = (column: (typeof sentColumns)[number]): string => row[place[column]] ?? '';
  return {
    nik: port.niks.open(field('token')),
    kpj: row[place.kpj] ?? null,
    name: field('name'),
    birthPlace: field('birth_place'),
    birthDate: civilDate(field('birth_date')),
    motherName: field('mother_name'),
    sex: field('sex'),
    married: field('marital_status') === 'KAWIN',
    phone: field('phone'),
    address: field('address'),
    occupation: field('occupation'),
    workArea: field('area').slice(0, 4),
    income: policy.policy.contribution.income,
    starts: civilDate(field('first_month')),
    ends: lastDayOf(monthFrom(field('last_month').slice(0, 7))),
  };
}

const place = Object.fromEntries(sentColumns.map((column, index) => [column, index])) as Record<(typeof sentColumns)[number], number>;

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
  return saveDepartures(tx, programme);
}

/** Takes back the departure of somebody whose death proved false. Whoever was replaced meanwhile stays off until an instrument adds him: `replacedAlready`. */
export const reverseDeath = (
  tx: Tx,
  of: { readonly programme: string; readonly personKey: string; readonly happenedOn: CivilDate; readonly evidence: string },
): Promise<{ readonly returned: number; readonly replacedAlready: number }> => returnUndead(tx, of);
