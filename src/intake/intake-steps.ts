// Carries lists through intake: hands them in, tells what was found, takes them back.
import { sha256 } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import { refuseLongNumber } from '../kernel/long-number.ts';
import { maskNik } from '../kernel/nik.ts';
import { recordAct } from '../platform/act.ts';
import type { Tx } from '../platform/database.ts';
import type { NikSealer } from '../platform/nik-token.ts';
import { followersOf } from './correction-store.ts';
import { type ListRecord, insertWithdrawal, listById, listsOfFile, listsOfProgramme, programmeOf, rowsWithFindings } from './intake-store.ts';
import { findList, nameOf } from './list-file-client.ts';
import { type FindingLine, findingLines } from './list-report.ts';

export { filesIn } from './list-file-client.ts';
export type { ListRecord } from './intake-store.ts';
export { peopleListed } from './intake-store.ts';
export { type IntakePort, type Submission, type SubmissionRequest, type SubmittedList, submitLists } from './submission-steps.ts';

/** The signed instrument that rests on a list, or null. Answered by the stage that signs, which intake does not know; wired in the composition root. */
export type SignedListCheck = (tx: Tx, listId: string) => Promise<SigningInstrument | null>;

/** A signed instrument, by the number people know it by and the day it was signed. */
export interface SigningInstrument {
  readonly number: string;
  readonly signedOn: string;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The list with an id. Fault `list-not-found`, also for a list outside the actor's scope. */
export async function listOf(tx: Tx, listId: string): Promise<ListRecord> {
  const list = uuid.test(listId) ? await listById(tx, listId) : null;
  if (list !== null) return list;
  throw new Fault('not-found', 'list-not-found', { id: `Daftar ${listId} tidak ditemukan.`, en: `List ${listId} was not found.` });
}

/** The list named by its id, by the very file on disk, or by the name of its file (the last received of several). Fault `list-not-found`. */
export async function listNamed(tx: Tx, reference: string): Promise<ListRecord> {
  if (uuid.test(reference)) return listOf(tx, reference);
  const digest = await findList(reference).then(
    (found) => found.digest,
    () => null,
  );
  const name = nameOf(reference);
  const [last] = await listsOfFile(tx, { digest, name });
  if (last !== undefined) return last;
  if ((await programmeOf(tx, name)) === null) return listOf(tx, name);
  throw new Fault('not-found', 'list-not-found', {
    id: `Tidak ada daftar bernama ${name}; itu sebuah program. Semua daftarnya: payung list show --programme ${name}.`,
    en: `There is no list called ${name}; that is a programme. All its lists: payung list show --programme ${name}.`,
  });
}

/** Every list of a programme the actor may see, in the order they were received. */
export const listsIn = (tx: Tx, programme: string): Promise<readonly ListRecord[]> => listsOfProgramme(tx, programme);

/** The sponsor of a programme. Fault `programme-unknown`. */
export async function sponsorOf(tx: Tx, programme: string): Promise<string> {
  const known = await programmeOf(tx, programme);
  if (known !== null) return known.sponsor;
  throw new Fault('not-found', 'programme-unknown', { id: `Program "${programme}" belum dicatat.`, en: `The programme "${programme}" is not recorded.` });
}

/** What there is to say of a list's rows, in row order; with `niks` each line carries the masked NIK. Fault `list-not-found`. */
export async function listFindings(tx: Tx, listId: string, niks?: Pick<NikSealer, 'open'>): Promise<readonly FindingLine[]> {
  await listOf(tx, listId);
  const rows = await rowsWithFindings(tx, listId);
  return rows.flatMap((row) => findingLines({ ...row, nik: row.token === null || niks === undefined ? null : maskNik(niks.open(row.token)) }));
}

/**
 * Takes a list back, and with it every later list that corrects it: their rows count nowhere from then on, and rows of earlier lists that they replaced
 * count again. All or nothing. Faults (conflict): `list-already-withdrawn`, `list-is-signed` (names the instrument); bad-input
 * `withdrawal-without-reason`; not-found `list-not-found`.
 */
export async function withdrawList(
  tx: Tx,
  withdrawal: { readonly listId: string; readonly reason: string; readonly isSigned: SignedListCheck },
): Promise<WithdrawnList> {
  const reason = withdrawal.reason.trim();
  refuseLongNumber(reason, 'reason');
  if (reason === '') throw new Fault('bad-input', 'withdrawal-without-reason', { id: 'Tulis mengapa daftar ditarik.', en: 'Write why the list is withdrawn.' });
  const list = await listOf(tx, withdrawal.listId);
  const also: ListRecord[] = [];
  for (const listId of await followersOf(tx, list.listId)) {
    const follower = await listOf(tx, listId);
    await takeBack(tx, follower, { ...withdrawal, reason: `${reason} (memperbaiki ${list.fileName})` });
    also.push({ ...follower, withdrawnAt: tx.at });
  }
  await takeBack(tx, list, { ...withdrawal, reason });
  return { ...list, withdrawnAt: tx.at, alsoWithdrawn: also };
}

/** A list taken back, and the corrections of it that went with it. */
export interface WithdrawnList extends ListRecord {
  readonly alsoWithdrawn: readonly ListRecord[];
}

async function takeBack(tx: Tx, list: ListRecord, { reason, isSigned }: { readonly reason: string; readonly isSigned: SignedListCheck }): Promise<void> {
  const signed = await isSigned(tx, list.listId);
  if (signed !== null) {
    throw new Fault('conflict', 'list-is-signed', {
      id: `Daftar ${list.fileName} sudah menjadi dasar ${signed.number} yang ditandatangani pada ${signed.signedOn}, jadi tidak dapat ditarik. Perubahan dibuat dengan keputusan perubahan.`,
      en: `List ${list.fileName} is the ground of ${signed.number}, signed on ${signed.signedOn}, and cannot be withdrawn. Make the change by an amendment.`,
    });
  }
  if (!(await insertWithdrawal(tx, list, reason))) {
    throw new Fault('conflict', 'list-already-withdrawn', { id: `Daftar ${list.fileName} sudah ditarik.`, en: `List ${list.fileName} is already withdrawn.` });
  }
  await recordAct(tx, {
    kind: 'list-withdrawn',
    subject: list.listId,
    digest: sha256(`${list.listId}\n${list.fileDigest}\n${sha256(reason)}`),
    sponsor: list.sponsor,
    area: list.area,
  });
}
