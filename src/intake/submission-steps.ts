// Hands lists in: many files at once, each read whole, sealed and kept with every row counted; a bad file is told and never stops the others.
import type { Actor } from '../kernel/actor.ts';
import { type Instant, dateIn } from '../kernel/clock.ts';
import { RowDigest } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import { refuseLongNumber } from '../kernel/long-number.ts';
import { recordAct } from '../platform/act.ts';
import { madeAhead } from '../platform/copy-ahead.ts';
import type { Database, Tx } from '../platform/database.ts';
import type { NikSealer } from '../platform/nik-token.ts';
import { refreshStatistics } from '../platform/statistics.ts';
import type { Vault } from '../platform/vault.ts';
import { personKeysFor } from '../registry/person-store.ts';
import { type CorrectionRequest, type PlannedCorrection, planCorrection, saveCorrection } from './correction-steps.ts';
import { type Handover, type SealedList, insertCandidates, insertLists, programmeOf, regionOf } from './intake-store.ts';
import { insertReadings, taughtBy } from './list-reading-store.ts';
import { areaFrom } from './area-of-file.ts';
import { KnownFiles } from './known-files-steps.ts';
import { nameOf } from './list-file-client.ts';
import { type ReadingNote, readingNotes } from './reading-notes.ts';
import { insertRefusedFiles } from './refused-file-store.ts';
import { type RefusedFile, chunksOf, readChunk } from './list-reading-steps.ts';

/** What intake needs of an installation. */
export interface IntakePort {
  readonly database: Database;
  readonly niks: NikSealer;
  readonly vault: Vault;
}

/** What is handed in. `area` of a file is the Kemendagri code of the village (or wider area) it is for. */
export interface SubmissionRequest {
  readonly programme: string;
  readonly sponsor: string;
  readonly files: readonly { readonly path: string; readonly area: string }[];
  /** Who brought it: an office, never a person's name. */
  readonly sender: string;
  readonly receivedAt: Instant;
  /** When its files correct a list handed in before; a file that Payung gave back says so itself. */
  readonly correction?: CorrectionRequest;
  /** Hears how far it is: files, rows of people, and the share of all bytes (0 to 1). What it throws stops the work: a list under way is undone, lists that are in stand. */
  readonly onProgress?: (progress: SubmissionProgress) => void;
}

/** How far a submission is. */
export interface SubmissionProgress {
  readonly files: number;
  readonly of: number;
  readonly rows: number;
  readonly share: number;
}

/** A list that was taken in. rows = accepted + rejected + review. */
export interface SubmittedList {
  readonly listId: string;
  readonly file: string;
  readonly area: string;
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly review: number;
  /** How it was read, as far as no row tells. */
  readonly notes: readonly ReadingNote[];
  /** What it changes of an earlier list; its own rows are then those that are corrected or new. */
  readonly correction?: SubmittedCorrection;
}

/** A correction that was taken in. file rows = corrected + unchanged + added; `leftOut` rows are not in the file and go on counting. */
export interface SubmittedCorrection {
  readonly root: string;
  readonly corrected: number;
  readonly unchanged: number;
  readonly added: number;
  readonly removed: number;
  readonly leftOut: number;
}

/** What became of every file: in `lists`, in `alreadyHandedIn` (the same file before; `listId` null where somebody else handed it in the same moment or it lies outside the actor's area) or in `refusedFiles`. */
export interface Submission {
  readonly lists: readonly SubmittedList[];
  readonly alreadyHandedIn: readonly { readonly file: string; readonly listId: string | null }[];
  readonly refusedFiles: readonly RefusedFile[];
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly review: number;
}

interface Outcomes {
  readonly lists: SubmittedList[];
  readonly alreadyHandedIn: { file: string; listId: string | null }[];
  readonly refusedFiles: RefusedFile[];
  /** The lists made in this submission, by the digest of their file. */
  readonly listOf: Map<string, string>;
}

/**
 * Hands lists in, a chunk of files a transaction; the next ones are read while PostgreSQL writes the last. Interrupted and repeated, it goes on where it
 * stopped: files that are in are `alreadyHandedIn`. Faults: `programme-unknown` (not-found), `programme-of-another-sponsor` (conflict); what is wrong
 * with one file is in `refusedFiles`.
 */
export async function submitLists(port: IntakePort, actor: Actor, request: SubmissionRequest): Promise<Submission> {
  refuseLongNumber(request.sender, 'sender');
  const of = await port.database.read(actor, (tx) => programmeOf(tx, request.programme));
  if (of === null) throw programmeUnknown(request.programme);
  if (of.sponsor !== request.sponsor) throw otherSponsor(request);
  const region = await port.database.read(actor, (tx) => regionOf(tx, request.sponsor));
  const { programme, sponsor, sender, receivedAt } = request;
  const taught = await port.database.read(actor, (tx) => taughtBy(tx, sponsor, sender));
  const handover: Handover = { programme, sponsor, sender, receivedAt };
  const on = dateIn(of.timeZone, receivedAt);

  const outcomes: Outcomes = { lists: [], alreadyHandedIn: [], refusedFiles: [], listOf: new Map() };
  const known = new KnownFiles(port.database, actor, programme);
  let done = 0;
  async function* reading(
    files: SubmissionRequest['files'],
  ): AsyncGenerator<{ readonly lists: readonly SealedList[]; readonly taken: number }, void, undefined> {
    for await (const chunk of chunksOf(files, actor, region, outcomes.refusedFiles)) {
      const fresh = await known.without(chunk.files, outcomes.alreadyHandedIn);
      yield { lists: await readChunk(port, fresh, on, outcomes.refusedFiles, taught), taken: chunk.taken };
    }
  }
  const takeIn = async (files: SubmissionRequest['files']): Promise<void> => {
    let writing: Promise<void> = Promise.resolve();
    try {
      for await (const { lists, taken } of madeAhead(reading(files), rowsAhead, ({ lists }) => Math.max(rowsOf(lists), rowsAhead / chunksAhead))) {
        await writing;
        const before = done;
        done += taken;
        const tell = tellingOf(request, { before, taken, lists, outcomes });
        writing = writeChunk(port, actor, { handover, lists, correction: request.correction ?? {}, tell }, outcomes).then(() => tell(Infinity));
        writing.catch(() => {}); // awaited, and thrown, in the next round or below
      }
    } finally {
      await writing; // also where reading failed: nothing goes on behind
    }
  };
  await takeIn(request.files);
  // The same bytes twice in one submission: told with the list made of them, or read by themselves where none was.
  const again = known.repeated(outcomes.listOf, outcomes.alreadyHandedIn);
  done -= again.length;
  if (again.length > 0) await takeIn(again);
  await recordRefused(port, actor, request, region.code, outcomes.refusedFiles);
  if (outcomes.lists.length > 0) await port.database.transact(actor, (tx) => refreshStatistics(tx, 'intake.list', 'intake.candidate', 'registry.identifier'));

  const { lists, alreadyHandedIn, refusedFiles } = outcomes;
  const sum = (count: (list: SubmittedList) => number): number => lists.reduce((total, list) => total + count(list), 0);
  return {
    lists,
    alreadyHandedIn,
    refusedFiles,
    rows: sum(({ rows }) => rows),
    accepted: sum(({ accepted }) => accepted),
    rejected: sum(({ rejected }) => rejected),
    review: sum(({ review }) => review),
  };
}

/** So many rows, of so many chunks, are read before they can be written, no more: while a register is loaded nobody else adds identities, and lists wait. */
const rowsAhead = 40_000; // not law: rows in memory
const chunksAhead = 8;

const rowsOf = (lists: readonly SealedList[]): number => lists.reduce((sum, { rows }) => sum + rows.length, 0);

/** Tells how far a chunk is once so many of its rows are written. */
function tellingOf(
  request: SubmissionRequest,
  { before, taken, lists, outcomes }: { readonly before: number; readonly taken: number; readonly lists: readonly SealedList[]; readonly outcomes: Outcomes },
): (written: number) => void {
  const total = rowsOf(lists);
  return (written) => {
    if (request.onProgress === undefined) return;
    const finished = written === Infinity;
    const part = finished ? 1 : total === 0 ? 0 : Math.min(1, written / total);
    const rows = outcomes.lists.reduce((sum, list) => sum + list.rows, 0) + (finished ? 0 : written);
    request.onProgress({
      files: before + (finished ? taken : 0),
      of: request.files.length,
      rows,
      share: (before + taken * part) / Math.max(1, request.files.length),
    });
  };
}

/** Keeps what was told of the refused files, in the area each was for, so that whoever sent them can ask again. */
async function recordRefused(port: IntakePort, actor: Actor, request: SubmissionRequest, region: string, files: readonly RefusedFile[]): Promise<void> {
  if (files.length === 0) return;
  const areas = new Map(request.files.map(({ path, area }) => [nameOf(path), areaFrom(area)]));
  const within = actor.area === '*' ? region : actor.area;
  const areaOf = (file: string): string => {
    const area = areas.get(file) ?? within;
    return area.startsWith(within) ? area : within;
  };
  const rows = files.map(({ file, fault }) => ({ file, area: areaOf(file), code: fault.code, ...fault.text, row: fault.place.row ?? null }));
  await port.database.transact(actor, (tx) => insertRefusedFiles(tx, request, rows));
}

/** Corrections one after the other, each compared with what stands then; lists of their own together. */
async function writeChunk(
  port: IntakePort,
  actor: Actor,
  {
    handover,
    lists,
    correction,
    tell,
  }: { readonly handover: Handover; readonly lists: readonly SealedList[]; readonly correction: CorrectionRequest; readonly tell: (written: number) => void },
  outcomes: Outcomes,
): Promise<void> {
  const own = correction.list === undefined ? lists.filter(({ references }) => references === undefined) : [];
  await writeTogether(port, actor, { handover, lists: own, tell }, outcomes);
  for (const list of lists) {
    if (own.includes(list)) continue;
    try {
      const planned = await port.database.read(actor, (tx) => planCorrection(tx, handover, list, correction));
      await writeTogether(port, actor, { handover, lists: [planned?.list ?? list], tell: () => tell(0) }, outcomes, planned);
    } catch (error) {
      if (!(error instanceof Fault) || error.code === 'work-stopped') throw error;
      outcomes.refusedFiles.push({ file: list.fileName, fault: error });
    }
  }
}

async function writeTogether(
  port: IntakePort,
  actor: Actor,
  { handover, lists, tell }: { readonly handover: Handover; readonly lists: readonly SealedList[]; readonly tell: (written: number) => void },
  outcomes: Outcomes,
  planned: PlannedCorrection | null = null,
): Promise<void> {
  if (lists.length === 0) return;
  const inserted = await port.database.transact(actor, (tx) => writeLists(tx, { handover, lists, tell }, planned));
  for (const { listId, area, fileName, fileDigest, rows, sheets, accepted, rejected, inReview } of lists) {
    // Somebody else handed the same file in meanwhile.
    if (!inserted.has(listId)) outcomes.alreadyHandedIn.push({ file: fileName, listId: null });
    else {
      outcomes.listOf.set(fileDigest, listId);
      const correction = planned === null ? {} : { correction: { ...planned.correction, leftOut: planned.leftOut } };
      const counts = { rows: rows.length, accepted, rejected, review: inReview };
      outcomes.lists.push({ listId, file: fileName, area, ...counts, notes: readingNotes(sheets), ...correction });
    }
  }
}

async function writeLists(
  tx: Tx,
  { handover, lists, tell }: { readonly handover: Handover; readonly lists: readonly SealedList[]; readonly tell: (written: number) => void },
  planned: PlannedCorrection | null,
): Promise<ReadonlySet<string>> {
  const inserted = await insertLists(tx, handover, lists);
  const fresh = lists.filter(({ listId }) => inserted.has(listId));
  if (fresh.length === 0) return inserted;
  const tokens = new Set<string>();
  for (const { rows } of fresh) for (const { token } of rows) if (token !== null) tokens.add(token);
  await personKeysFor(tx, tokens, 'intake');
  await insertCandidates(tx, handover, fresh, tell);
  await insertReadings(tx, fresh, handover.sponsor);
  if (planned !== null) await saveCorrection(tx, handover, planned);
  const digest = new RowDigest();
  for (const { listId, fileDigest, rows, accepted, rejected, inReview } of fresh) digest.add([listId, fileDigest, rows.length, accepted, rejected, inReview]);
  if (planned !== null) for (const { listId, rowNo, byRow, kind } of planned.rows) digest.add([listId, rowNo, byRow, kind]);
  await recordAct(tx, {
    kind: 'lists-handed-in',
    subject: handover.programme,
    digest: digest.finish(),
    sponsor: handover.sponsor,
    area: commonArea(fresh.map(({ area }) => area)),
  });
  return inserted;
}

/** The smallest area that holds all of them: a village, kecamatan, kabupaten, province, or the empty text. */
function commonArea(areas: readonly string[]): string {
  const holds = (area: string): boolean => areas.every((other) => other.startsWith(area));
  return [10, 6, 4, 2].map((length) => (areas[0] ?? '').slice(0, length)).find(holds) ?? '';
}

const programmeUnknown = (programme: string): Fault =>
  new Fault('not-found', 'programme-unknown', { id: `Program "${programme}" belum dicatat.`, en: `The programme "${programme}" is not recorded.` });

const otherSponsor = ({ programme, sponsor }: SubmissionRequest): Fault =>
  new Fault('conflict', 'programme-of-another-sponsor', {
    id: `Program "${programme}" bukan program ${sponsor}.`,
    en: `The programme "${programme}" is not one of ${sponsor}.`,
  });
