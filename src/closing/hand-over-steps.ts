// Hands the list of a hand-over into the next payer's intake, as the approver decided.
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { submitLists } from '../intake/intake-steps.ts';
import type { Actor } from '../kernel/actor.ts';
import { sha256 } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import { type Month, addMonths } from '../kernel/month.ts';
import { type FileCopy, type Through, markOf, recordFileCopy } from '../permission/reveal-steps.ts';
import { recordAct } from '../platform/act.ts';
import type { Tx } from '../platform/database.ts';
import { digestOfFile } from '../platform/file-digest.ts';
import { outboxFolder } from '../platform/outbox-files.ts';
import type { Workplace } from '../platform/workplace.ts';
import { type CurrentPolicy, currentPolicy, programmesKnown } from '../programme/programme-steps.ts';
import { givenLists, saveHandOver } from './seam-store.ts';
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

interface Asked {
  readonly programme: string;
  readonly to?: string;
  readonly area?: string;
}

/**
 * Gives the list of every hand-over carried out (or of one kabupaten's) into the intake of the next payer's programme, as the file that was written: nobody types
 * anything, and whether the people are taken is decided there as of any list. The approver's choice decides the payer: `to` with its kabupaten names the programme
 * only where the choice named a payer in words. What leaves is recorded as a copy for the receiver before it does. Again it changes
 * nothing. Faults: not-found `programme-unknown`, `no-hand-over-carried`; bad-input `area-missing-with-to`, `next-payer-not-here`; conflict
 * `next-payer-decided-otherwise`, `next-payer-pays-other-months`, `next-payer-of-another-area`, `handed-over-to-another`, `hand-over-file-changed`; those of
 * handing a list in.
 */
export async function handOver(workplace: Workplace, actor: Actor, of: Asked & { readonly through: Through }): Promise<readonly HandedList[]> {
  const { database, dataDir, clock } = workplace;
  const { current, ready } = await database.read(actor, (tx) => readyLists(tx, of));
  const handed: HandedList[] = [];
  for (const { choice, to } of ready) {
    const file = path.join(outboxFolder(dataDir, of.programme, 'year-end'), choice.fileName ?? '');
    const digest = await digestOfFile(file).catch(() => null);
    if (digest === null || digest !== choice.fileDigest) throw fileChanged(choice.fileName ?? '');
    const { size } = await stat(file);
    await database.transact(actor, async (tx) => {
      const row = { choiceId: choice.choiceId, to: to.programme, fileDigest: digest, sponsor: current.sponsor, area: choice.area };
      const before = await saveHandOver(tx, row);
      if (before !== null && before !== to.programme) throw handedToAnother(choice.area, before);
      const [given] = await givenLists(tx, [choice.choiceId]);
      if (given?.arrived !== true) await recordFileCopy(tx, ...copyFor(tx, { ...of, choice, to, digest, bytes: size }));
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

/** The copy a receiver gets, as a person it names is told of it. */
function copyFor(
  tx: Tx,
  of: {
    readonly choice: ChoiceRow;
    readonly to: CurrentPolicy;
    readonly programme: string;
    readonly through: Through;
    readonly digest: string;
    readonly bytes: number;
  },
): [string, FileCopy] {
  const { exportId, mark } = markOf(tx.actor.id, tx.at);
  const receiver = `${of.to.policy.sponsor.name} (${of.to.programme})`;
  return [
    exportId,
    {
      act: 'term hand',
      owner: of.programme,
      folder: 'year-end',
      fileName: of.choice.fileName ?? '',
      digest: of.digest,
      bytes: of.bytes,
      people: of.choice.persons,
      reason: `serah terima kepada / handed over to ${receiver}`,
      mark,
      subject: of.choice.choiceId,
      through: of.through,
    },
  ];
}

/** Who brought the list, as the next payer reads it. */
const senderOf = (programme: string): string => `Serah terima ${programme}`;

/** Whoever hands over, at the next payer's counter: he brings this area's list there, and is shown nothing of what else is there. */
const carrierTo = ({ id }: Actor, to: CurrentPolicy, area: string): Actor => ({ id, roles: [], sponsor: to.sponsor, area });

interface ReadyList {
  readonly choice: ChoiceRow;
  readonly to: CurrentPolicy;
}

async function readyLists(tx: Tx, of: Asked): Promise<{ readonly current: CurrentPolicy; readonly ready: readonly ReadyList[] }> {
  if (of.to !== undefined && of.area === undefined) throw areaMissing;
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
    const decided = known.has(choice.nextPayer ?? '') ? choice.nextPayer : null;
    if (decided !== null && of.to !== undefined && of.to !== decided) throw decidedOtherwise(choice.area, decided, of.to);
    const name = decided ?? of.to ?? null;
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

const areaMissing = new Fault(
  'bad-input',
  'area-missing-with-to',
  {
    id: 'Program pembayar berikutnya disebut untuk satu kabupaten saja: tulis juga kode kabupatennya.',
    en: "The next payer's programme is named for one kabupaten at a time: write the code of the kabupaten too.",
  },
  { column: 'kabupaten' },
);

const decidedOtherwise = (area: string, decided: string, to: string): Fault =>
  new Fault(
    'conflict',
    'next-payer-decided-otherwise',
    {
      id: `Penyetuju memutuskan ${area} diserahkan kepada program ${decided}, bukan ${to}. Kosongkan programnya; pembayar lain memerlukan keputusan penyetuju.`,
      en: `The approver decided that ${area} is handed over to programme ${decided}, not ${to}. Leave the programme out; another payer needs the approver's decision.`,
    },
    { column: 'to' },
  );

const notHere = ({ area, nextPayer }: ChoiceRow): Fault =>
  new Fault(
    'bad-input',
    'next-payer-not-here',
    {
      id: `Pembayar berikutnya untuk ${area} ("${nextPayer ?? ''}") bukan program di sini. Serahkan berkasnya, atau sebutkan programnya bersama kode kabupatennya.`,
      en: `The next payer of ${area} ("${nextPayer ?? ''}") is no programme here. Hand the file over, or name its programme together with the code of the kabupaten.`,
    },
    { column: 'to' },
  );

const handedToAnother = (area: string, to: string): Fault =>
  new Fault('conflict', 'handed-over-to-another', {
    id: `Daftar ${area} sudah diserahkan kepada program ${to}. Bila ditarik di sana, serahkan lagi kepada ${to}; untuk pembayar lain mintalah keputusan penyetuju dan bawa berkasnya ke sana.`,
    en: `The list of ${area} was handed over to programme ${to} already. Where it was withdrawn there, hand it to ${to} again; for another payer ask for the approver's decision and carry the file there.`,
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
