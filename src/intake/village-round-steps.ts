// Carries a village meeting: prints the list once, takes its minutes only when they agree with the paper, and hands wrong civil data to the population office.
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Actor } from '../kernel/actor.ts';
import { type Instant, dateIn, instant } from '../kernel/clock.ts';
import { type CivilDate, addDays } from '../kernel/date.ts';
import { RowDigest, sha256 } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import { refuseLongNumber } from '../kernel/long-number.ts';
import { maskNik } from '../kernel/nik.ts';
import { type Through, markOf, recordFileCopy } from '../permission/reveal-steps.ts';
import { recordAct } from '../platform/act.ts';
import type { Database, Tx } from '../platform/database.ts';
import { digestOfFile } from '../platform/file-digest.ts';
import { newKey } from '../platform/key.ts';
import type { NikSealer } from '../platform/nik-token.ts';
import { currentPolicy } from '../programme/programme-steps.ts';
import { intakeFindings } from './findings.ts';
import { findList, rowsOf } from './list-file-client.ts';
import { type PaperLine, writeKeyForm, writePaper } from './village-round-client.ts';
import {
  type CivilTask,
  type RoundCandidate,
  type RoundRecord,
  civilTasks,
  endCivilTask,
  insertCivilTasks,
  insertMinutes,
  insertRound,
  linesOfRound,
  placeNames,
  roundNumbered,
  roundsOf,
  villageCandidates,
} from './village-round-store.ts';
import { type ControlTotals, type RoundMark, readMarks, refuseDisagreement, totalsOf } from './village-round.ts';

export type { CivilTask, RoundRecord } from './village-round-store.ts';

/** What a village meeting needs of the installation. */
export interface RoundPort {
  readonly database: Database;
  readonly niks: Pick<NikSealer, 'open'>;
}

const digestOf = (candidates: readonly RoundCandidate[]): string => {
  const digest = new RowDigest();
  for (const { listId, rowNo, token, name, birthDate, address, occupation } of candidates)
    digest.add([listId, rowNo, token, name, birthDate, address, occupation]);
  return digest.finish();
};

/** Prepares a meeting: fixes which candidates stand on which line. Faults: bad-input `not-a-village`; conflict `nobody-listed-there`, `round-number-taken`. */
export async function prepareRound(tx: Tx, of: { readonly programme: string; readonly area: string }): Promise<RoundRecord> {
  const policy = await currentPolicy(tx, of.programme);
  if (!/^\d{10}$/.test(of.area) || !of.area.startsWith(policy.area)) {
    throw new Fault(
      'bad-input',
      'not-a-village',
      { id: `${of.area} bukan kode desa (10 angka) di daerah program ini.`, en: `${of.area} is not the code of a village (10 digits) of this programme.` },
      { column: 'area' },
    );
  }
  const candidates = await villageCandidates(tx, of);
  if (candidates.length === 0) {
    throw new Fault('conflict', 'nobody-listed-there', { id: `Belum ada calon dari desa ${of.area}.`, en: `Nobody is listed for the village ${of.area} yet.` });
  }
  const before = await roundsOf(tx, of);
  const number = `MD-${of.area}-${before.length + 1}`;
  const listDigest = digestOf(candidates);
  const roundId = newKey();
  const round = { roundId, number, programme: of.programme, sponsor: policy.sponsor, area: of.area, listDigest };
  if (!(await insertRound(tx, round, candidates))) {
    throw new Fault('conflict', 'round-number-taken', {
      id: `Nomor ${number} baru saja dipakai. Ulangi.`,
      en: `The number ${number} was taken just now. Repeat.`,
    });
  }
  await recordAct(tx, { kind: 'village-list-printed', subject: roundId, digest: listDigest, sponsor: policy.sponsor, area: of.area });
  return roundOf(tx, of.programme, number);
}

/** The round of a number. Fault: not-found `round-unknown`. */
export async function roundOf(tx: Tx, programme: string, number: string): Promise<RoundRecord> {
  const round = await roundNumbered(tx, programme, number.trim());
  if (round !== undefined) return round;
  throw new Fault(
    'not-found',
    'round-unknown',
    { id: `Musyawarah ${number} tidak ada dalam program ini.`, en: `There is no meeting ${number} in this programme.` },
    { column: 'number' },
  );
}

/** The meetings of a programme under an area, and the tasks of the population office that came of them. */
export async function rounds(
  tx: Tx,
  of: { readonly programme: string; readonly area?: string | undefined },
): Promise<{ readonly rounds: readonly RoundRecord[]; readonly tasks: readonly CivilTask[] }> {
  const policy = await currentPolicy(tx, of.programme);
  const area = of.area ?? policy.area;
  return { rounds: await roundsOf(tx, { programme: of.programme, area }), tasks: await civilTasks(tx, { programme: of.programme, area }) };
}

const fields: Readonly<Record<string, string>> = {
  nik: 'NIK',
  name: 'nama',
  'birth-date': 'tanggal lahir',
  birth: 'tanggal lahir',
  household: 'nomor KK',
  sex: 'L/P',
};

function lineOf(niks: Pick<NikSealer, 'open'>, one: RoundCandidate, line: number): PaperLine {
  const wrong = one.findings.map((code) => intakeFindings.find(code)).filter((finding) => finding !== null && finding.outcome !== 'accept');
  const born = one.birthDate === null ? '' : `${one.birthDate.slice(8, 10)}-${one.birthDate.slice(5, 7)}-${one.birthDate.slice(0, 4)}`;
  return {
    line,
    nik: one.token === null ? null : maskNik(niks.open(one.token)),
    name: one.name ?? '(nama kosong)',
    born: `${one.sex ?? ''}\n${born}`.trim(),
    address: one.address ?? '',
    occupation: one.occupation ?? '',
    toMend: [...new Set(wrong.map((finding) => fields[finding?.field ?? ''] ?? ''))].filter((text) => text !== '').join(', '),
  };
}

/** Writes the paper (PDF) or the form it is keyed into (XLSX) of a round; the copy is recorded before it leaves. Fault: not-found `round-unknown`. */
export async function writeRound(
  port: RoundPort,
  actor: Actor,
  of: {
    readonly programme: string;
    readonly number: string;
    readonly what: 'paper' | 'form';
    readonly folder: string;
    readonly at: Instant;
    readonly through: Through;
  },
): Promise<{ readonly target: string; readonly fileName: string; readonly lines: number }> {
  const { round, candidates, places, title, printedOn } = await port.database.read(actor, async (tx) => {
    const found = await roundOf(tx, of.programme, of.number);
    const policy = await currentPolicy(tx, of.programme);
    return {
      round: found,
      candidates: await linesOfRound(tx, found.roundId),
      places: await placeNames(tx, found.area),
      title: policy.policy.title.id,
      printedOn: dateIn(policy.timeZone, instant(found.printedAt)),
    };
  });
  const lines = candidates.map((one, index) => lineOf(port.niks, one, index + 1));
  const fileName = of.what === 'paper' ? `${round.number}.pdf` : `${round.number}-kunci.xlsx`;
  const target = path.join(of.folder, fileName);
  const head = { programme: title, ...places, area: round.area, number: round.number, printedOn, digest: round.listDigest };
  if (of.what === 'paper') await writePaper(target, head, lines, round.printedAt);
  else await writeKeyForm(target, lines);
  const { exportId, mark } = markOf(actor.id, of.at);
  const [digest, { size }] = [await digestOfFile(target), await stat(target)];
  await port.database.transact(actor, (tx) =>
    recordFileCopy(tx, exportId, {
      act: 'village print',
      owner: of.programme,
      folder: 'musyawarah',
      fileName,
      digest,
      bytes: size,
      people: lines.length,
      reason: 'musyawarah desa / village meeting',
      mark,
      subject: round.roundId,
      through: of.through,
    }),
  );
  return { target, fileName, lines: lines.length };
}

/** Days the population office has unless told otherwise. */
const usualDays = 30;

/** What comes back from a meeting: the keyed file, the day it was held, and the totals written on the paper. */
export interface MinutesRequest extends ControlTotals {
  readonly programme: string;
  readonly number: string;
  readonly file: string;
  readonly heldOn: CivilDate;
  /** Who puts civil data right, and by when; the office of the kabupaten, thirty days after the meeting, unless told otherwise. */
  readonly owner?: string | undefined;
  readonly dueOn?: CivilDate | undefined;
}

/**
 * Takes the minutes of a meeting: all of them, or none. Faults: those of reading a list file, of `readMarks` and `refuseDisagreement`; bad-input
 * `held-before-printed`, `long-number-in-text`; conflict `minutes-stand-already`; not-found `round-unknown`.
 */
export async function takeMinutes(
  port: RoundPort,
  actor: Actor,
  of: MinutesRequest,
): Promise<{ readonly number: string; readonly marks: number; readonly tasks: number } & ControlTotals> {
  const found = await findList(of.file);
  const { rows } = await rowsOf(found);
  const marks = readMarks(found.name, rows);
  for (const mark of marks)
    for (const text of [mark.objection, mark.occupation, mark.workplace, mark.civilData]) if (text !== null) refuseLongNumber(text, `NO ${mark.line}`);
  const paper = { objections: of.objections, absent: of.absent, attested: of.attested, civilData: of.civilData, lineSum: of.lineSum };
  return port.database.transact(actor, async (tx) => {
    const round = await roundOf(tx, of.programme, of.number);
    refuseDisagreement(found.name, marks, paper, round.lines);
    const policy = await currentPolicy(tx, of.programme);
    if (of.heldOn < dateIn(policy.timeZone, instant(round.printedAt))) {
      throw new Fault(
        'bad-input',
        'held-before-printed',
        {
          id: `Musyawarah ${round.number} tidak mungkin sebelum daftarnya dicetak.`,
          en: `The meeting ${round.number} cannot have been before its list was printed.`,
        },
        { column: 'heldOn' },
      );
    }
    const digest = digestOfMarks(round, marks);
    if (!(await insertMinutes(tx, { ...round, on: of.heldOn, digest }, marks, totalsOf(marks)))) {
      throw new Fault('conflict', 'minutes-stand-already', {
        id: `Hasil musyawarah ${round.number} sudah dicatat.`,
        en: `The minutes of ${round.number} stand already.`,
      });
    }
    const wrong = marks.flatMap(({ line, civilData }) => (civilData === null ? [] : [{ line, wrong: civilData }]));
    const { kabupaten } = await placeNames(tx, round.area);
    const task = {
      ...round,
      owner: of.owner ?? `Dukcapil ${kabupaten === '' ? round.area.slice(0, 4) : kabupaten}`,
      dueOn: of.dueOn ?? addDays(of.heldOn, usualDays),
    };
    const tasks = wrong.length === 0 ? 0 : await insertCivilTasks(tx, task, wrong);
    await recordAct(tx, { kind: 'village-minutes-taken', subject: round.roundId, digest, sponsor: round.sponsor, area: round.area });
    return { number: round.number, marks: marks.length, tasks, ...paper };
  });
}

function digestOfMarks({ listDigest }: RoundRecord, marks: readonly RoundMark[]): string {
  const digest = new RowDigest();
  digest.add([listDigest]);
  for (const { line, objection, absent, occupation, workplace, civilData } of marks) digest.add([line, objection, absent, occupation, workplace, civilData]);
  return digest.finish();
}

/** Ends a task of the population office with its result. Faults: bad-input `task-without-result`, `long-number-in-text`; not-found `task-unknown` (also where it ended before). */
export async function endTask(
  tx: Tx,
  of: { readonly taskId: string; readonly result: string; readonly timeZone: string },
): Promise<{ readonly taskId: string; readonly endedOn: CivilDate }> {
  const result = of.result.trim();
  refuseLongNumber(result, 'result');
  if (result === '') throw new Fault('bad-input', 'task-without-result', { id: 'Tulis hasilnya.', en: 'Write its result.' }, { column: 'result' });
  const on = dateIn(of.timeZone, tx.at);
  const ended = /^[0-9a-f-]{36}$/i.test(of.taskId) ? await endCivilTask(tx, { taskId: of.taskId, result, on }) : undefined;
  if (ended === undefined)
    throw new Fault('not-found', 'task-unknown', { id: 'Tugas itu tidak ada, atau sudah selesai.', en: 'There is no such task, or it ended already.' });
  await recordAct(tx, { kind: 'civil-task-ended', subject: of.taskId, digest: sha256(`${of.taskId}\n${sha256(result)}`), ...ended });
  return { taskId: of.taskId, endedOn: on };
}
