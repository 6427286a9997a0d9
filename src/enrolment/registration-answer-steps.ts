// Reads what the administrator answers to enrolment files: who is registered under which number, who is refused and leaves the list, which file was refused whole.
import path from 'node:path';
import type { Actor } from '../kernel/actor.ts';
import type { CivilDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import { hideLongNumbers, holdsLongNumber } from '../kernel/long-number.ts';
import { readNik } from '../kernel/nik.ts';
import { recordAct } from '../platform/act.ts';
import { copyTemp } from '../platform/copy.ts';
import { readCsvTable } from '../platform/csv.ts';
import type { Database, Tx } from '../platform/database.ts';
import { digestOfFile } from '../platform/file-digest.ts';
import type { NikSealer } from '../platform/nik-token.ts';
import { bulkRows, refreshStatistics } from '../platform/statistics.ts';
import { currentPolicy } from '../programme/programme-steps.ts';
import {
  type RefusedFile,
  answeredTwice,
  answeredListSignedOn,
  answersThatFitNobody,
  gatherSent,
  departRefused,
  filesNamed,
  returnRegistered,
  saveAnswerFile,
  saveAnswers,
  saveFileRefusals,
} from './registration-answer-store.ts';
import { originalName } from './registration-files.ts';
import { takeTurn } from './registration-store.ts';

const answerColumns = { required: ['berkas', 'baris', 'nomor_identitas', 'nama', 'hasil', 'kpj', 'keterangan'] } as const;

/** What an answer file changed. */
export interface ReadAnswers {
  readonly registered: number;
  readonly refused: number;
  /** Of the registered and refused, how many had been answered otherwise before. */
  readonly corrected: number;
  /** Enrolment files refused whole; their people wait to be exported again. */
  readonly filesRefused: number;
  readonly departed: number;
  /** People whose departure by a refusal was taken back. */
  readonly returned: number;
  /** People registered after all whom an instrument has taken off the list meanwhile: they stay off. */
  readonly replacedAlready: number;
}

interface WholeRefusal {
  readonly row: number;
  readonly name: string;
  readonly reason: string;
}

/**
 * Reads the administrator's answers: who is registered under which membership number, who is refused and why (the refused leave the list),
 * which file was refused whole. A later answer corrects an earlier one: both stay, the latest counts. The same file again changes nothing.
 * Faults: bad-input `answer-fits-nobody`, `answer-not-understood`, `answered-twice`, naming file and row, `answer-before-the-list`; conflict `file-answered-already`.
 */
export async function readEnrolmentAnswers(
  port: { readonly database: Database; readonly niks: NikSealer },
  actor: Actor,
  of: { programme: string; file: string; answeredOn: CivilDate },
): Promise<ReadAnswers> {
  const name = path.basename(of.file);
  return port.database.transact(actor, async (tx) => {
    const { sponsor, area } = await currentPolicy(tx, of.programme);
    const scope = { programme: of.programme, sponsor, area, answeredOn: of.answeredOn };
    const whole: WholeRefusal[] = [];
    await copyTemp(
      tx,
      'answer_staging',
      'answer_row integer, file_name text, sheet_row integer, token uuid, outcome text, kpj text, reason text',
      answers(port.niks, of.file, whole),
    );
    const digest = await digestOfFile(of.file);
    await takeTurn(tx, scope); // only now: what others read meanwhile need not wait for our reading
    if (!(await saveAnswerFile(tx, { ...scope, name, digest }))) return nothing;
    const signedOn = await answeredListSignedOn(
      tx,
      of.programme,
      whole.map((one) => one.name),
    );
    if (signedOn !== null && of.answeredOn < signedOn) throw beforeTheList(name, of.answeredOn, signedOn);
    await gatherSent(tx, of.programme);
    const [wrong] = await answersThatFitNobody(tx);
    if (wrong !== undefined) throw fitsNobody(name, wrong.rowNo, wrong.fileName, wrong.sheetRow);
    const twice = await answeredTwice(tx);
    if (twice !== null) throw answeredTwiceFault(name, twice);
    const saved = await saveAnswers(tx, scope);
    if (saved.registered >= bulkRows) await refreshStatistics(tx, 'enrolment.registration_answer');
    const filesRefused = await saveFileRefusals(tx, scope, await refusedFiles(tx, of.programme, name, whole));
    await recordAct(tx, { kind: 'enrolment-answered', subject: of.programme, digest, sponsor, area });
    const departed = await departRefused(tx, of.programme);
    return { ...saved, filesRefused, departed, ...(await returnRegistered(tx, scope)) };
  });
}

const beforeTheList = (file: string, answeredOn: CivilDate, signedOn: string): Fault =>
  new Fault(
    'bad-input',
    'answer-before-the-list',
    {
      id: `Tanggal jawaban ${answeredOn} mendahului penandatanganan daftarnya (${signedOn}). Tulis tanggal cabang menjawab.`,
      en: `The answer's date ${answeredOn} comes before its list was signed (${signedOn}). Write the day the branch answered.`,
    },
    { file },
  );

const nothing: ReadAnswers = { registered: 0, refused: 0, corrected: 0, filesRefused: 0, departed: 0, returned: 0, replacedAlready: 0 };

/** The files of ours that whole refusals mean: by their name, or by the one they had before somebody changed it. */
async function refusedFiles(tx: Tx, programme: string, answerFile: string, whole: readonly WholeRefusal[]): Promise<readonly RefusedFile[]> {
  const known = await filesNamed(
    tx,
    programme,
    whole.flatMap(({ name }) => [name, originalName(name)]),
  );
  return whole.map(({ row, name, reason }) => {
    const file = known.get(name) ?? known.get(originalName(name));
    if (file === undefined) throw fitsNobody(answerFile, row, name, null);
    if (!file.answered) return { fileId: file.fileId, reason };
    throw new Fault(
      'conflict',
      'file-answered-already',
      {
        id: `${answerFile} baris ${row}: berkas "${name}" ditolak seluruhnya, padahal orang di dalamnya sudah dijawab. Tanyakan kepada cabang jawaban mana yang berlaku.`,
        en: `${answerFile} row ${row}: the file "${name}" is refused whole, but people in it were answered. Ask the branch which answer holds.`,
      },
      { file: answerFile, row },
    );
  });
}

const fitsNobody = (file: string, row: number, sent: string, sheetRow: number | null): Fault =>
  new Fault(
    'bad-input',
    'answer-fits-nobody',
    sheetRow === null
      ? {
          id: `${file} baris ${row}: kami tidak pernah mengirim berkas "${sent}". Mintalah jawaban untuk berkas yang benar.`,
          en: `${file} row ${row}: we never sent a file "${sent}". Ask for the answer to the right file.`,
        }
      : {
          id: `${file} baris ${row}: tidak ada orang itu pada baris ${sheetRow} berkas "${sent}" yang kami kirim. Mintalah jawaban untuk berkas yang benar.`,
          en: `${file} row ${row}: nobody we sent stands in row ${sheetRow} of the file "${sent}" with that NIK. Ask for the answer to the right file.`,
        },
    { file, row },
  );

const answeredTwiceFault = (file: string, row: number): Fault =>
  new Fault(
    'bad-input',
    'answered-twice',
    {
      id: `${file} baris ${row}: orang ini sudah dijawab pada baris sebelumnya dari berkas yang sama. Hapus yang tidak berlaku.`,
      en: `${file} row ${row}: this person is answered in an earlier row of the same file. Remove the one that does not hold.`,
    },
    { file, row },
  );

async function* answers(niks: NikSealer, file: string, whole: WholeRefusal[]): AsyncGenerator<readonly (string | number | null)[], void, undefined> {
  const name = path.basename(file);
  for await (const batch of readCsvTable(file, answerColumns)) {
    for (const [index, [fileName = '', sheetRow = '', identity = '', , result, kpj = '', written = '']] of batch.rows.entries()) {
      const row = batch.lines[index] ?? 0;
      const reason = hideLongNumbers(written);
      if (sheetRow === '' && identity === '' && kpj === '' && result === 'TIDAK VALID' && fileName !== '' && reason !== '') {
        whole.push({ row, name: fileName, reason });
        continue;
      }
      const { nik } = readNik(identity);
      const understood = nik !== null && /^\d+$/.test(sheetRow) && (result === 'VALID' ? kpj !== '' && !holdsLongNumber(kpj) : result === 'TIDAK VALID');
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
      const registered = result === 'VALID';
      yield [row, fileName, Number(sheetRow), niks.seal(nik), registered ? 'registered' : 'refused', registered ? kpj : null, reason === '' ? null : reason];
    }
  }
}
