// Decides how a register is asked where no copy of it may be held: a list goes out, dated answers come back, and who is not answered stays unknown.
import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Actor } from '../kernel/actor.ts';
import type { CivilDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import { recordAct } from '../platform/act.ts';
import { writeCsv } from '../platform/csv-write.ts';
import type { Tx } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';
import type { NikSealer } from '../platform/nik-token.ts';
import { answerOffset, answerReader, contradictionFault, notAskedFault, requestColumns } from './answers.ts';
import type { LoadTarget } from './load-store.ts';
import { type FoundFile, expectUnchanged, findFile, readBatches } from './register-file-client.ts';
import { type Register, registerForms } from './registers.ts';
import { type Loaded, PublishedMeanwhile, type RegistryPort, agreementFor, isUniqueViolation, repeatedRows } from './registry-steps.ts';
import { insertSnapshot, snapshotOfFile } from './snapshot-store.ts';
import {
  type VerificationProgress,
  type VerificationRequest,
  askAbout,
  askAboutUnanswered,
  askedTokens,
  contradictions,
  insertAnswers,
  insertRequest,
  progressOf,
  requests,
} from './verification-store.ts';

export { type VerificationProgress, type VerificationRequest, requests } from './verification-store.ts';

/** Somebody to ask about, and the finest area known of him. */
export interface PersonToVerify {
  readonly personKey: string;
  readonly area: string;
}

/** A list to send. Without `people`, everyone known whom the register has not spoken of yet is asked about. `on` is the day of asking. */
export interface VerificationList {
  readonly register: Register;
  readonly sponsor: string;
  readonly area: string;
  readonly agreement: string;
  readonly on: CivilDate;
  readonly file: string;
  readonly people?: Iterable<PersonToVerify> | AsyncIterable<PersonToVerify>;
}

/** Writes the list `permintaan,baris,nik` and records who was asked about. The file holds NIKs in clear: it goes to the register's holder and nowhere else. */
export async function requestVerification(
  port: RegistryPort,
  actor: Actor,
  list: VerificationList,
): Promise<{ readonly requestId: string; readonly asked: number; readonly file: string }> {
  const file = path.resolve(list.file);
  if (
    await stat(file).then(
      () => true,
      () => false,
    )
  ) {
    throw new Fault(
      'conflict',
      'file-exists',
      {
        id: `Berkas ${path.basename(file)} sudah ada. Pilih nama lain, supaya daftar yang sudah dikirim tidak hilang.`,
        en: `File ${path.basename(file)} exists. Choose another name, so that a list already sent is not lost.`,
      },
      { file: path.basename(file) },
    );
  }
  try {
    return await port.database.transact(actor, (tx) => ask(tx, port.niks, file, list));
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
}

async function ask(tx: Tx, niks: NikSealer, file: string, list: VerificationList): Promise<{ requestId: string; asked: number; file: string }> {
  const { register, sponsor, area, people } = list;
  const agreement = await agreementFor(tx, list.agreement, { register, sponsor, basis: 'exchange', on: list.on });
  const requestId = newKey();
  const asked =
    people === undefined
      ? await askAboutUnanswered(tx, registerForms[register], requestId, sponsor, area)
      : await askAbout(tx, requestId, sponsor, numbered(people));
  if (asked === 0) {
    throw new Fault('conflict', 'nobody-to-ask-about', {
      id: 'Tidak ada orang yang perlu ditanyakan: semua sudah terjawab. Siapa yang baru ada dalam daftar desa ditanyakan dengan --programme.',
      en: 'There is nobody to ask about: everybody is answered. Whom only village lists name is asked about with --programme.',
    });
  }
  async function* rows(): AsyncGenerator<readonly string[], void, undefined> {
    for await (const [rowNo, token] of askedTokens(tx, requestId)) yield [requestId, rowNo, niks.open(token)];
  }
  const written = await writeCsv(file, requestColumns, rows());
  await insertRequest(tx, {
    requestId,
    register,
    sponsor,
    area,
    agreement: agreement.agreement,
    purpose: agreement.purpose,
    asked,
    fileDigest: written.sha256,
  });
  await recordAct(tx, { kind: 'verification-requested', subject: requestId, digest: written.sha256, sponsor, area });
  return { requestId, asked, file };
}

async function* numbered(people: Iterable<PersonToVerify> | AsyncIterable<PersonToVerify>): AsyncGenerator<readonly [string, string, number], void, undefined> {
  let place = 0;
  for await (const { personKey, area } of people) yield [personKey, area, (place += 1)];
}

/** An answer file: `permintaan,baris,nik,ditemukan` and the register's permitted columns. Part of the answers is enough; more may follow. */
export interface Answers {
  readonly register: Register;
  readonly request: string;
  readonly file: string;
  readonly asOf: CivilDate;
  readonly maxBadRows?: number;
}

const batchRows = 20_000; // not law: rows sent at a time

/** Loads answers in one transaction, under the request's agreement. The same file is loaded once; an answer about somebody not asked refuses it whole. */
export async function loadAnswers(port: RegistryPort, actor: Actor, answers: Answers): Promise<Loaded> {
  const form = registerForms[answers.register];
  const file = await findFile(answers.file);
  try {
    return await port.database.transact(actor, async (tx) => {
      const request = await requestOf(tx, answers.request);
      if (request.register !== answers.register) throw notThatRegister(request);
      const { sponsor } = request;
      const agreement = await agreementFor(tx, request.agreement, { register: answers.register, sponsor, basis: 'exchange', on: answers.asOf });
      const published = await snapshotOfFile(tx, { register: answers.register, sponsor, asOf: answers.asOf, digest: file.digest });
      if (published !== undefined) return { ...published, alreadyLoaded: true };
      return publish(tx, port.niks, file, new Set(agreement.permittedFields), request, answers);
    });
  } catch (error) {
    if (error instanceof PublishedMeanwhile) return loadAnswers(port, actor, answers);
    if (isUniqueViolation(error)) throw (await repeatedRows(port, actor, form, file)) ?? error;
    throw error;
  }
}

async function publish(
  tx: Tx,
  niks: NikSealer,
  file: FoundFile,
  permitted: ReadonlySet<string>,
  request: VerificationRequest,
  answers: Answers,
): Promise<Loaded> {
  const form = registerForms[answers.register];
  const { requestId, sponsor, area } = request;
  const reader = answerReader(form, permitted, { asOf: answers.asOf, area }, requestId);
  const target: LoadTarget = { form, columns: reader.forms, snapshotId: newKey(), sponsor, area };
  const sealed = reader.forms.flatMap(({ sqlType }, place) => (sqlType === 'uuid' ? [place + answerOffset] : []));
  let rows = 0;
  for await (const batch of readBatches(file.path, { ...reader, sealed }, { niks, batchRows, maxBadRows: answers.maxBadRows ?? 20 })) {
    for (let i = 0; i < batch.rows.length; i += 1) (batch.rows[i] ?? [])[2] = batch.lines[i] ?? 0;
    const saved = await insertAnswers(tx, target, requestId, batch.rows);
    if ('notAsked' in saved) throw notAskedFault(saved.notAsked, file.name);
    rows += saved.inserted;
  }
  await expectUnchanged(file);
  const both = form.unique.length > 1 ? await contradictions(tx, form, target.snapshotId, requestId) : [];
  if (both.length > 0) throw contradictionFault(both, file.name);
  const published = await insertSnapshot(tx, {
    snapshotId: target.snapshotId,
    register: form.register,
    sponsor,
    area,
    basis: 'exchange',
    agreement: request.agreement,
    asOf: answers.asOf,
    fileName: file.name,
    fileDigest: file.digest,
    rows,
    requestId,
  });
  if (!published) throw new PublishedMeanwhile();
  await recordAct(tx, { kind: 'verification-answered', subject: requestId, digest: file.digest, sponsor, area });
  return { snapshotId: target.snapshotId, rows, alreadyLoaded: false };
}

async function requestOf(tx: Tx, requestId: string): Promise<VerificationRequest> {
  const [request] = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(requestId) ? await requests(tx, requestId) : [];
  if (request !== undefined) return request;
  throw new Fault('not-found', 'request-unknown', {
    id: `Tidak ada permintaan ${requestId}. Nomornya tertulis di kolom "permintaan" pada daftar yang dikirim.`,
    en: `There is no request ${requestId}. Its number stands in the column "permintaan" of the list that was sent.`,
  });
}

const notThatRegister = ({ requestId, register }: VerificationRequest): Fault =>
  new Fault('bad-input', 'request-for-another-register', {
    id: `Permintaan ${requestId} menanyakan ${registerForms[register].name.id}. Pakai register ${register}.`,
    en: `Request ${requestId} asked ${registerForms[register].name.en}. Use the register ${register}.`,
  });

/** How far a request is answered; who is not answered is unknown. */
export async function verificationProgress(tx: Tx, request: string): Promise<VerificationProgress & VerificationRequest> {
  const found = await requestOf(tx, request);
  return { ...found, ...(await progressOf(tx, found)) };
}
