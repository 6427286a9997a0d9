// Reads what villages report of cards, each attempt with who received it and by which proof or why not, and tells where they are late.
import path from 'node:path';
import type { Actor } from '../kernel/actor.ts';
import { dateIn } from '../kernel/clock.ts';
import type { CivilDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import { hideLongNumbers } from '../kernel/long-number.ts';
import { readNik } from '../kernel/nik.ts';
import { type Law, LawReading } from '../law/law.ts';
import { recordAct } from '../platform/act.ts';
import { copyTemp } from '../platform/copy.ts';
import { readCsvTable } from '../platform/csv.ts';
import type { Database, Tx } from '../platform/database.ts';
import { digestOfFile } from '../platform/file-digest.ts';
import type { NikSealer } from '../platform/nik-token.ts';
import { currentPolicy, regionNames } from '../programme/programme-steps.ts';
import { cardAttempt, cardColumns, lateBefore } from './card-delivery.ts';
import { gatherKnownKeys } from '../registry/one-person-store.ts';
import { type VillageCards, cardsByVillage, cardsOfNobody, saveCardEvents, undeliveredReasons } from './card-delivery-store.ts';
import { takeTurn } from './registration-store.ts';

/**
 * Records the attempts of a file `nik,tanggal,hasil,penerima,bukti,alasan`. The same attempt again changes nothing. Faults: bad-input
 * `card-not-understood`, `card-of-nobody`, naming file and row.
 */
export async function readCardDeliveries(
  port: { readonly database: Database; readonly niks: NikSealer },
  actor: Actor,
  of: { readonly programme: string; readonly file: string },
): Promise<{ readonly rows: number; readonly recorded: number }> {
  return port.database.transact(actor, async (tx) => {
    const policy = await currentPolicy(tx, of.programme);
    const name = path.basename(of.file);
    const rows = await copyTemp(
      tx,
      'card_staging',
      'file_row integer, token uuid, outcome text, happened_on date, received_by text, proof text, reason text',
      attempts(port.niks, of.file, dateIn(policy.timeZone, tx.at)),
    );
    await gatherKnownKeys(tx, 'card_staging');
    const [nobody] = await cardsOfNobody(tx, of.programme);
    if (nobody !== undefined) {
      throw new Fault(
        'bad-input',
        'card-of-nobody',
        {
          id: `${name} baris ${nobody}: orang itu tidak terdaftar dalam program ini pada tanggal tersebut. Periksa NIK dan tanggalnya.`,
          en: `${name} row ${nobody}: that person was not registered in this programme on that day. Look at NIK and date.`,
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

async function* attempts(niks: NikSealer, file: string, today: CivilDate): AsyncGenerator<readonly (string | number | null)[], void, undefined> {
  const name = path.basename(file);
  for await (const batch of readCsvTable(file, cardColumns)) {
    for (const [index, [identity = '', day = '', outcome = '', receivedBy = '', proof = '', reason = '']] of batch.rows.entries()) {
      const row = batch.lines[index] ?? 0;
      const { nik } = readNik(identity);
      const attempt = cardAttempt(
        { day, outcome, receivedBy: hideLongNumbers(receivedBy), proof: hideLongNumbers(proof), reason: hideLongNumbers(reason) },
        today,
      );
      if (nik === null || attempt === null) {
        throw new Fault(
          'bad-input',
          'card-not-understood',
          {
            id: `${name} baris ${row}: tulis NIK 16 angka, tanggal TTTT-BB-HH yang sudah lewat, lalu DITERIMA dengan penerima dan bukti, atau TIDAK DITERIMA dengan alasan.`,
            en: `${name} row ${row}: write a NIK of 16 digits, a date YYYY-MM-DD that is past, then DITERIMA with receiver and proof, or TIDAK DITERIMA with a reason.`,
          },
          { file: name, row },
        );
      }
      yield [row, niks.seal(nik), attempt.outcome, attempt.happenedOn, attempt.receivedBy, attempt.proof, attempt.reason];
    }
  }
}

/** How the cards of a programme stand. `late` villages come first; `lateBefore` is the day their members were registered before. */
export interface CardsTold {
  readonly on: CivilDate;
  readonly targetDays: number;
  readonly registered: number;
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
    delivered: sum((village) => village.delivered),
    undelivered: sum((village) => village.undelivered),
    late: sum((village) => village.late),
    lateVillages: villages.filter(({ late }) => late > 0).length,
    villages: villages.map((village) => ({ ...village, name: names.get(village.area) ?? village.area })),
    reasons: await undeliveredReasons(tx, of.programme),
  };
}
