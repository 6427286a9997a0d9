// Hands the list of a hand-over into the next payer's intake, and watches the seam: for everybody in it whether the first month after the end is held, registered and posted.
import path from 'node:path';
import { submitLists } from '../intake/intake-steps.ts';
import type { Actor } from '../kernel/actor.ts';
import { dateIn } from '../kernel/clock.ts';
import type { CivilDate } from '../kernel/date.ts';
import { sha256 } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import { type Month, addMonths, firstDayOf, lastDayOf } from '../kernel/month.ts';
import { dueDate } from '../law/due-date.ts';
import type { Law } from '../law/law.ts';
import { recordAct } from '../platform/act.ts';
import type { Tx } from '../platform/database.ts';
import { digestOfFile } from '../platform/file-digest.ts';
import { outboxFolder } from '../platform/outbox-files.ts';
import type { Workplace } from '../platform/workplace.ts';
import { type CurrentPolicy, currentPolicy, programmesKnown } from '../programme/programme-steps.ts';
import { latestSnapshots } from '../registry/registry-steps.ts';
import { type SeamCounts, type SeamStage, type SeamTask, noCounts, seamStage, seamTask } from './seam.ts';
import { type GivenList, type HandedRow, countHanded, givenLists, handedPeople, saveHandOver } from './seam-store.ts';
import { type ChoiceRow, standingChoices } from './year-end-store.ts';

/** A list given into a next payer's intake. */
export interface HandedList {
  readonly area: string;
  readonly to: string;
  readonly file: string;
  readonly persons: number;
  /** Rows of the file as the next payer's intake read them; null where it was there before. */
  readonly rows: { readonly accepted: number; readonly rejected: number; readonly review: number } | null;
}

/**
 * Gives the list of every hand-over carried out (or of one kabupaten's) into the intake of the next payer's programme, as the file that was written: nobody types
 * anything, and whether the people are taken is decided there as of any list. `to` names the programme where the choice named a payer in other words. Again it changes
 * nothing. Faults: not-found `programme-unknown`, `no-hand-over-carried`; bad-input `next-payer-not-here`; conflict `next-payer-pays-other-months`,
 * `next-payer-of-another-area`, `handed-over-to-another`, `hand-over-file-changed`; those of handing a list in.
 */
export async function handOver(
  workplace: Workplace,
  actor: Actor,
  of: { readonly programme: string; readonly to?: string; readonly area?: string },
): Promise<readonly HandedList[]> {
  const { database, dataDir, clock } = workplace;
  const { current, ready } = await database.read(actor, (tx) => readyLists(tx, of));
  const handed: HandedList[] = [];
  for (const { choice, to } of ready) {
    const file = path.join(outboxFolder(dataDir, of.programme, 'year-end'), choice.fileName ?? '');
    const digest = await digestOfFile(file).catch(() => null);
    if (digest === null || digest !== choice.fileDigest) throw fileChanged(choice.fileName ?? '');
    await database.transact(actor, async (tx) => {
      const row = { choiceId: choice.choiceId, to: to.programme, fileDigest: digest, sponsor: current.sponsor, area: choice.area };
      const before = await saveHandOver(tx, row);
      if (before !== null && before !== to.programme) throw handedToAnother(choice.area, before);
      if (before === null)
        await recordAct(tx, {
          kind: 'members-handed-over',
          subject: choice.choiceId,
          digest: sha256(`${digest} ${to.programme}`),
          sponsor: row.sponsor,
          area: row.area,
        });
    });
    const submission = await submitLists(workplace, carrierTo(actor, to, choice.area), {
      programme: to.programme,
      sponsor: to.sponsor,
      sender: senderOf(of.programme),
      receivedAt: clock.now(),
      files: [{ path: file, area: choice.area }],
    });
    const [refused] = submission.refusedFiles;
    if (refused !== undefined) throw refused.fault;
    const [list] = submission.lists;
    handed.push({
      area: choice.area,
      to: to.programme,
      file: choice.fileName ?? '',
      persons: choice.persons ?? 0,
      rows: list === undefined ? null : { accepted: list.accepted, rejected: list.rejected, review: list.review },
    });
  }
  return handed;
}

/** Who brought the list, as the next payer reads it. */
const senderOf = (programme: string): string => `Serah terima ${programme}`;

/** Whoever hands over, at the next payer's counter: he brings this area's list there, and is shown nothing of what else is there. */
const carrierTo = ({ id }: Actor, to: CurrentPolicy, area: string): Actor => ({ id, roles: [], sponsor: to.sponsor, area });

interface ReadyList {
  readonly choice: ChoiceRow;
  readonly to: CurrentPolicy;
}

async function readyLists(
  tx: Tx,
  of: { readonly programme: string; readonly to?: string; readonly area?: string },
): Promise<{ readonly current: CurrentPolicy; readonly ready: readonly ReadyList[] }> {
  const current = await currentPolicy(tx, of.programme);
  const { last } = current.policy.term;
  const choices = (await standingChoices(tx, of.programme, last)).filter(
    ({ choice, area, fileName }) => choice === 'hand-over' && fileName !== null && (of.area === undefined || of.area === area),
  );
  if (choices.length === 0)
    throw new Fault('not-found', 'no-hand-over-carried', {
      id: `Belum ada serah terima yang dijalankan pada program ${of.programme}; pilih dan jalankan dulu (term choose, term carry).`,
      en: `No hand-over of programme ${of.programme} was carried out yet; choose and carry it out first (term choose, term carry).`,
    });
  const known = new Set((await programmesKnown(tx)).map(({ programme }) => programme));
  const ready: ReadyList[] = [];
  for (const choice of choices) {
    const name = of.to ?? (known.has(choice.nextPayer ?? '') ? choice.nextPayer : null);
    // Of several, one whose payer is elsewhere is carried there as a file.
    if (name === null && of.area === undefined && choices.length > 1) continue;
    if (name === null) throw notHere(choice);
    const to = await currentPolicy(tx, name);
    refuseOther(to, choice.area, addMonths(last, 1));
    ready.push({ choice, to });
  }
  return { current, ready };
}

function refuseOther(to: CurrentPolicy, area: string, next: Month): void {
  const { first, last } = to.policy.term;
  if (next < first || next > last)
    throw new Fault('conflict', 'next-payer-pays-other-months', {
      id: `Program ${to.programme} membayar ${first} sampai ${last}, bukan ${next}; perlindungan akan terputus.`,
      en: `Programme ${to.programme} pays ${first} to ${last}, not ${next}; cover would be broken.`,
    });
  if (area.startsWith(to.area)) return;
  throw new Fault('conflict', 'next-payer-of-another-area', {
    id: `Program ${to.programme} untuk wilayah ${to.area}, bukan ${area}.`,
    en: `Programme ${to.programme} is for the area ${to.area}, not ${area}.`,
  });
}

const notHere = ({ area, nextPayer }: ChoiceRow): Fault =>
  new Fault(
    'bad-input',
    'next-payer-not-here',
    {
      id: `Pembayar berikutnya untuk ${area} ("${nextPayer ?? ''}") bukan program di sini. Serahkan berkasnya, atau sebutkan programnya.`,
      en: `The next payer of ${area} ("${nextPayer ?? ''}") is no programme here. Hand the file over, or name its programme.`,
    },
    { column: 'to' },
  );

const handedToAnother = (area: string, to: string): Fault =>
  new Fault('conflict', 'handed-over-to-another', {
    id: `Daftar ${area} sudah diserahkan kepada program ${to}.`,
    en: `The list of ${area} was handed over to programme ${to} already.`,
  });

const fileChanged = (file: string): Fault =>
  new Fault(
    'conflict',
    'hand-over-file-changed',
    {
      id: `Berkas ${file} tidak ada atau bukan lagi yang ditulis saat pilihan dijalankan; ambil dari cadangan.`,
      en: `The file ${file} is missing or no longer the one written when the choice was carried out; take it from a backup.`,
    },
    { file },
  );

/** One kabupaten's hand-over and where its people stand. */
export interface SeamGroup {
  readonly area: string;
  readonly nextPayer: string;
  /** The next payer's programme in this installation, or null. */
  readonly to: string | null;
  readonly handedOn: CivilDate | null;
  readonly people: number;
  readonly counts: SeamCounts;
  readonly task: SeamTask | null;
}

export interface Seam {
  readonly programme: string;
  readonly endsOn: CivilDate;
  readonly next: Month;
  readonly dueOn: CivilDate;
  readonly today: CivilDate;
  readonly people: number;
  readonly counts: SeamCounts;
  readonly groups: readonly SeamGroup[];
}

interface Watched extends Pick<Seam, 'programme' | 'endsOn' | 'next' | 'dueOn' | 'today'> {
  readonly giver: string;
  readonly memberships: readonly string[];
  readonly groups: ReadonlyMap<string, { readonly choice: ChoiceRow; readonly to: string | null; readonly taker: string; readonly given: GivenList | null }>;
  readonly zone: string;
}

async function watched(tx: Tx, { law, programme }: { readonly law: Law; readonly programme: string }): Promise<Watched> {
  const { policy, sponsor, timeZone } = await currentPolicy(tx, programme);
  const { last } = policy.term;
  const next = addMonths(last, 1);
  const today = dateIn(timeZone, tx.at);
  const choices = (await standingChoices(tx, programme, last)).filter(({ choice, persons }) => choice === 'hand-over' && persons !== null);
  const given = new Map(
    (
      await givenLists(
        tx,
        choices.map(({ choiceId }) => choiceId),
      )
    ).map((one) => [one.choiceId, one]),
  );
  const known = new Set((await programmesKnown(tx)).map((one) => one.programme));
  const groups = new Map<string, { choice: ChoiceRow; to: string | null; taker: string; given: GivenList | null }>();
  for (const choice of choices) {
    const list = given.get(choice.choiceId) ?? null;
    const to = list?.to ?? (known.has(choice.nextPayer ?? '') ? choice.nextPayer : null);
    const taker = to === null ? (choice.nextPayer ?? '') : (await currentPolicy(tx, to)).policy.sponsor.name;
    groups.set(choice.choiceId, { choice, to, taker, given: list });
  }
  const memberships = (await latestSnapshots(tx, sponsor, today)).membership.filter(({ asOf }) => asOf >= firstDayOf(next)).map(({ snapshotId }) => snapshotId);
  return {
    programme,
    endsOn: lastDayOf(last),
    next,
    dueOn: dueDate({ law, month: next }).due,
    today,
    giver: policy.sponsor.name,
    memberships,
    groups,
    zone: timeZone,
  };
}

const stageOf = (of: Watched, row: Pick<HandedRow, 'choiceId' | 'heldBy' | 'registered' | 'posted' | 'register'>): SeamStage => {
  const group = of.groups.get(row.choiceId);
  return seamStage({ ...row, held: row.heldBy !== null, here: (group?.to ?? null) !== null, arrived: group?.given?.arrived === true }, of);
};

/** Where everybody who was handed over stands, by kabupaten, with the task while anybody would fall into the gap. Fault: not-found `programme-unknown`. */
export async function seam(tx: Tx, asked: { readonly law: Law; readonly programme: string }): Promise<Seam> {
  const of = await watched(tx, asked);
  const [whole, byChoice] = [noCounts(), new Map([...of.groups.keys()].map((choiceId) => [choiceId, noCounts()]))];
  for (const row of await countHanded(tx, of)) {
    const stage = stageOf(of, row);
    whole[stage] += row.people;
    const counts = byChoice.get(row.choiceId);
    if (counts !== undefined) counts[stage] += row.people;
  }
  const sum = (counts: SeamCounts): number => Object.values(counts).reduce((total, people) => total + people, 0);
  const groups = [...of.groups.values()].map(({ choice, to, taker, given }): SeamGroup => {
    const counts = byChoice.get(choice.choiceId) ?? noCounts();
    return {
      area: choice.area,
      nextPayer: taker,
      to,
      handedOn: given === null ? null : dateIn(of.zone, given.recordedAt as typeof tx.at),
      people: sum(counts),
      counts,
      task: seamTask(counts, { ...of, taker }),
    };
  });
  const { programme, endsOn, next, dueOn, today } = of;
  return { programme, endsOn, next, dueOn, today, people: sum(whole), counts: whole, groups };
}

/** One person handed over, and where he stands. */
export interface HandedPerson extends Pick<HandedRow, 'area' | 'kpj' | 'name'> {
  readonly stage: SeamStage;
  readonly nextPayer: string;
}

/** People handed over by name, those not paid for first; a page of them. Fault: not-found `programme-unknown`. */
export async function seamPeople(
  tx: Tx,
  asked: { readonly law: Law; readonly programme: string; readonly offset: number; readonly limit: number },
): Promise<readonly HandedPerson[]> {
  const of = await watched(tx, asked);
  const rows = await handedPeople(tx, { ...of, offset: asked.offset, limit: asked.limit });
  return rows.map((row) => ({ area: row.area, kpj: row.kpj, name: row.name, stage: stageOf(of, row), nextPayer: of.groups.get(row.choiceId)?.taker ?? '' }));
}
