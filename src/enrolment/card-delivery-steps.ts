// Reads what villages report of cards (come to the village; received, by whom and by which proof, or why not), and tells where they are late.
import path from 'node:path';
import type { Actor } from '../kernel/actor.ts';
import { dateIn } from '../kernel/clock.ts';
import type { CivilDate } from '../kernel/date.ts';
import { sha256 } from '../kernel/digest.ts';
import { Fault, type FaultMessage } from '../kernel/fault.ts';
import { hideLongNumbers } from '../kernel/long-number.ts';
import { readNik } from '../kernel/nik.ts';
import { type Law, LawReading } from '../law/law.ts';
import { recordAct } from '../platform/act.ts';
import { copyTemp } from '../platform/copy.ts';
import { type CsvColumns, readCsvTable } from '../platform/csv.ts';
import type { Database, Tx } from '../platform/database.ts';
import { digestOfFile } from '../platform/file-digest.ts';
import type { NikSealer } from '../platform/nik-token.ts';
import { currentPolicy, regionNames } from '../programme/programme-steps.ts';
import { gatherKnownKeys } from '../registry/one-person-store.ts';
import { arrivalColumns, cardArrival, cardAttempt, cardColumns, lateBefore } from './card-delivery.ts';
import {
  type VillageCards,
  cardStaging,
  cardsAwaited,
  cardsByVillage,
  cardsOfNobody,
  saveCardEvents,
  saveVillageArrival,
  undeliveredReasons,
} from './card-delivery-store.ts';
import { takeTurn } from './registration-store.ts';

/** What reading reports of cards needs. */
export interface CardPort {
  readonly database: Database;
  readonly niks: NikSealer;
}

/** A file of reports as read: its rows, and how many of them were not recorded before. */
export interface CardsRead {
  readonly rows: number;
  readonly recorded: number;
}

/** Columns of a row of a file for `card_staging`, behind row number and token; null when it cannot be understood. */
type StagedEvent = (cells: readonly string[], today: CivilDate) => readonly [outcome: string, ...others: (string | null)[]] | null;

const delivery: StagedEvent = ([day = '', outcome = '', receivedBy = '', proof = '', reason = ''], today) => {
  const attempt = cardAttempt({ day, outcome, receivedBy: hideLongNumbers(receivedBy), proof: hideLongNumbers(proof), reason: hideLongNumbers(reason) }, today);
  return attempt === null ? null : [attempt.outcome, attempt.happenedOn, attempt.receivedBy, attempt.proof, attempt.reason, null];
};
const arrival: StagedEvent = ([day = '', receivedBy = '', place = ''], today) => {
  const read = cardArrival({ day, receivedBy: hideLongNumbers(receivedBy), place }, today);
  return read === null ? null : ['arrived', read.happenedOn, read.receivedBy, null, null, read.place];
};

/**
 * Records the attempts of a file `nik,tanggal,hasil,penerima,bukti,alasan`. The same attempt again changes nothing. Faults: bad-input
 * `card-not-understood`, `card-of-nobody`, naming file and row.
 */
export const readCardDeliveries = (port: CardPort, actor: Actor, of: { readonly programme: string; readonly file: string }): Promise<CardsRead> =>
  readCards(port, actor, {
    ...of,
    columns: cardColumns,
    staged: delivery,
    wanted: {
      id: 'dan hasil: DITERIMA (dengan penerima dan bukti, tanpa alasan) atau TIDAK DITERIMA (dengan alasan, tanpa penerima dan bukti)',
      en: 'and as hasil DITERIMA (with penerima and bukti, no alasan) or TIDAK DITERIMA (with alasan, no penerima nor bukti)',
    },
  });

const placeWanted = {
  id: 'yang menerimanya di desa, dan tempat mengambil: paling banyak 60 huruf Latin, angka dan tanda baca, supaya muat dalam pesan, dan bukan alamat internet',
  en: 'who took it in the village, and where it can be fetched: at most 60 Latin letters, digits and punctuation, so that it fits a message, and no address of the internet',
};

/**
 * Records the cards of a file `nik,tanggal,penerima,tempat` that came to their villages. The same arrival again changes nothing. Faults: bad-input
 * `card-not-understood`, `card-of-nobody`, naming file and row.
 */
export const readCardArrivals = (port: CardPort, actor: Actor, of: { readonly programme: string; readonly file: string }): Promise<CardsRead> =>
  readCards(port, actor, { ...of, columns: arrivalColumns, staged: arrival, wanted: placeWanted });

/**
 * Records that the cards of a whole village came: so many as it waits for (members registered by that day whose card neither came nor was received).
 * Another number is refused, since nobody knows whose they are. Faults: bad-input `card-not-understood`, `card-count-differs`.
 */
export async function arriveInVillage(
  { database }: Pick<CardPort, 'database'>,
  actor: Actor,
  of: {
    readonly programme: string;
    readonly village: string;
    readonly on: CivilDate;
    readonly cards: number;
    readonly receivedBy: string;
    readonly place: string;
  },
): Promise<{ readonly recorded: number }> {
  const { programme, village, on, cards } = of;
  return database.transact(actor, async (tx) => {
    const policy = await currentPolicy(tx, programme);
    const came = cardArrival({ day: on, receivedBy: hideLongNumbers(of.receivedBy), place: of.place }, dateIn(policy.timeZone, tx.at));
    if (came === null) {
      throw new Fault('bad-input', 'card-not-understood', {
        id: `Tulis tanggal yang sudah lewat, ${placeWanted.id}.`,
        en: `Write a date that is past, ${placeWanted.en}.`,
      });
    }
    await takeTurn(tx, policy);
    const awaited = await cardsAwaited(tx, { programme, village, on });
    if (awaited !== cards || cards === 0) {
      throw new Fault(
        'bad-input',
        'card-count-differs',
        {
          id: `Desa ${village} menunggu ${awaited} kartu per ${on}, bukan ${cards}. Periksa kode desa dan jumlahnya; bila hanya sebagian yang tiba, laporkan dengan berkas menurut orang.`,
          en: `Village ${village} waits for ${awaited} cards as of ${on}, not ${cards}. Look at its code and the number; where only some came, report them by a file of people.`,
        },
        { column: 'cards' },
      );
    }
    const digest = sha256(JSON.stringify([programme, village, came.happenedOn, cards, came.receivedBy, came.place]));
    const { sponsor } = policy;
    const recorded = await saveVillageArrival(tx, { programme, village, sponsor, on, receivedBy: came.receivedBy, place: came.place, digest });
    await recordAct(tx, { kind: 'cards-recorded', subject: programme, digest, sponsor, area: village });
    return { recorded };
  });
}

async function readCards(
  port: CardPort,
  actor: Actor,
  of: { readonly programme: string; readonly file: string; readonly columns: CsvColumns; readonly staged: StagedEvent; readonly wanted: FaultMessage },
): Promise<CardsRead> {
  return port.database.transact(actor, async (tx) => {
    const policy = await currentPolicy(tx, of.programme);
    const name = path.basename(of.file);
    const rows = await copyTemp(tx, 'card_staging', cardStaging, stagedRows(port.niks, { ...of, today: dateIn(policy.timeZone, tx.at) }));
    await gatherKnownKeys(tx, 'card_staging');
    const [nobody] = await cardsOfNobody(tx, of.programme);
    if (nobody !== undefined) {
      throw new Fault(
        'bad-input',
        'card-of-nobody',
        {
          id: 'Orang itu tidak terdaftar dalam program ini pada tanggal tersebut. Periksa NIK dan tanggalnya. Tidak satu baris pun dicatat.',
          en: 'That person was not registered in this programme on that day. Look at NIK and date. No row was recorded.',
        },
        { file: name, row: nobody },
      );
    }
    await takeTurn(tx, policy);
    const digest = await digestOfFile(of.file);
    const recorded = await saveCardEvents(tx, { programme: of.programme, sponsor: policy.sponsor, fileDigest: digest });
    if (recorded > 0) await recordAct(tx, { kind: 'cards-recorded', subject: of.programme, digest, sponsor: policy.sponsor, area: policy.area });
    return { rows, recorded };
  });
}

async function* stagedRows(
  niks: NikSealer,
  of: { readonly file: string; readonly columns: CsvColumns; readonly staged: StagedEvent; readonly wanted: FaultMessage; readonly today: CivilDate },
): AsyncGenerator<readonly (string | number | null)[], void, undefined> {
  const name = path.basename(of.file);
  for await (const batch of readCsvTable(of.file, of.columns)) {
    for (const [index, [identity = '', ...cells]] of batch.rows.entries()) {
      const row = batch.lines[index] ?? 0;
      const { nik } = readNik(identity);
      const event = of.staged(
        cells.map((cell) => cell ?? ''),
        of.today,
      );
      if (nik === null || event === null) {
        throw new Fault(
          'bad-input',
          'card-not-understood',
          {
            id: `Tulis NIK 16 angka, tanggal TTTT-BB-HH yang sudah lewat, ${of.wanted.id}. Tidak satu baris pun dicatat; perbaiki, lalu baca berkasnya lagi.`,
            en: `Write a NIK of 16 digits, a date YYYY-MM-DD that is past, ${of.wanted.en}. No row was recorded; mend it and read the file again.`,
          },
          { file: name, row },
        );
      }
      yield [row, niks.seal(nik), ...event];
    }
  }
}

/** How the cards of a programme stand. `late` villages come first; `lateBefore` is the day their members were registered before. */
export interface CardsTold {
  readonly on: CivilDate;
  readonly targetDays: number;
  readonly registered: number;
  readonly arrived: number;
  readonly delivered: number;
  readonly undelivered: number;
  readonly late: number;
  readonly lateVillages: number;
  readonly villages: readonly (VillageCards & { readonly name: string })[];
  readonly reasons: readonly { readonly reason: string; readonly people: number }[];
}

/** Tells how cards stand on a day, by village, against the target (`card-delivery-target-days`). Fault: not-found `programme-unknown`. */
export async function tellCards(tx: Tx, law: Law, of: { readonly programme: string; readonly on: CivilDate }): Promise<CardsTold> {
  const { area } = await currentPolicy(tx, of.programme);
  const targetDays = new LawReading(law, of.on).take('card-delivery-target-days', 'days');
  const villages = await cardsByVillage(tx, of.programme, lateBefore(of.on, targetDays));
  const names = await regionNames(tx, 'village', area.slice(0, 2));
  const sum = (of_: (village: VillageCards) => number): number => villages.reduce((total, village) => total + of_(village), 0);
  return {
    on: of.on,
    targetDays,
    registered: sum((village) => village.registered),
    arrived: sum((village) => village.arrived),
    delivered: sum((village) => village.delivered),
    undelivered: sum((village) => village.undelivered),
    late: sum((village) => village.late),
    lateVillages: villages.filter(({ late }) => late > 0).length,
    villages: villages.map((village) => ({ ...village, name: names.get(village.area) ?? village.area })),
    reasons: await undeliveredReasons(tx, of.programme),
  };
}
