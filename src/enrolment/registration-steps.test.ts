// Registration on a real database: files out as the administrator takes them, answers in once, the refused off the list.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SmallProgramme, actors, faultOf, programme, smallProgramme, together, villagers } from '../../test/fixtures/small-programme.ts';
import { answerEnrolment } from '../../simulator/bpjs-branch.ts';
import { readSheet } from '../../simulator/workbook-read.ts';
import { civilDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import type { Proposal } from './instrument-steps.ts';
import { readLeavers } from './leavers-steps.ts';
import { type WrittenEnrolment, departuresOf, enrolmentCounts, exportEnrolment, readEnrolmentAnswers, registrationsOf } from './registration-steps.ts';
import { exportProfiles } from './profile-client.ts';

let small: SmallProgramme;
let proposal: Proposal;
let files: readonly WrittenEnrolment[];
let lines: string[];

beforeAll(async () => {
  small = await smallProgramme({ villagers: [...villagers('timur', 1, 2, 3), ...villagers('utara', 1, 2)], places: { timur: 3, utara: 2 } });
  await small.allocated();
  proposal = await small.propose();
});
afterAll(() => small.drop());

const exported = () =>
  exportEnrolment(small.workplace, actors.office, { instrumentId: proposal.instrumentId, folder: path.join(small.folder, 'out'), on: civilDate('2025-07-02') });
const answer = async (name: string, rows: readonly string[]) =>
  readEnrolmentAnswers(small.workplace, actors.office, { programme, file: await small.write(name, rows), answeredOn: civilDate('2025-07-04') });
const nothingRead = async (): Promise<void> => {
  for (const table of ['enrolment.registration', 'enrolment.departure']) expect(await small.count(table), table).toBe(0);
};

describe('the files', () => {
  test('are not written before the list is signed', async () => {
    expect(await faultOf(exported())).toBe('instrument-not-signed');
    expect(await small.count('enrolment.enrolment_file')).toBe(0);
  });

  test('hold every person added, per branch, as the register writes him, every cell text', async () => {
    await small.sign(proposal);
    files = await exported();
    expect(files.map(({ branch, rows }) => [branch, rows])).toEqual([
      ['atambua', 2],
      ['kupang', 3],
    ]);
    const seen: string[] = [];
    const header = (await exportProfiles()).find(({ profile }) => profile === 'data_tk_baru')?.columns.map((column) => column.header);
    for (const file of files) {
      let allText = true;
      expect(
        readSheet(file.path, 'data_tk_baru', (row) => {
          allText &&= row.allText;
          if (row.number === 1) expect(row.texts.slice(0, 30)).toEqual(header);
          else seen.push(`${row.texts[14]} ${row.texts[1]} ${row.texts[11]} ${row.texts[23]}`);
        }),
      ).toBe(true);
      expect(allText).toBe(true);
    }
    expect(seen.sort()).toEqual(small.people.map(({ nik, name }) => `${nik} ${name} 14-03-1985 1000000`).sort());
    expect(await small.count('enrolment.submission')).toBe(5);
  });
});

describe('an answer that is not understood or fits nobody names its row, and nothing of its file is read', () => {
  beforeAll(async () => {
    const answerPath = path.join(small.folder, 'answers.csv');
    answerEnrolment({ seed: 'small', files: files.map((file) => file.path), answerPath });
    lines = (await readFile(answerPath, 'utf8')).trim().split(/\r?\n/);
  });

  const changed =
    (column: number, value: (row: string[]) => string) =>
    (row: string): string => {
      const cells = row.split(',');
      cells[column] = value(cells);
      return cells.join(',');
    };
  test.each<[string, string, (row: string) => string]>([
    ['another row of the sheet', 'answer-fits-nobody', changed(1, (row) => String(Number(row[1]) === 2 ? 3 : 2))],
    ['a row past the sheet', 'answer-fits-nobody', changed(1, () => '77')],
    ['a file we never sent', 'answer-fits-nobody', changed(0, () => 'lain.xlsx')],
    ['another person', 'answer-fits-nobody', changed(2, () => '5371011203700009')],
    ['no NIK', 'answer-not-understood', changed(2, () => '53110114')],
    ['no row number', 'answer-not-understood', changed(1, () => '')],
    ['another word', 'answer-not-understood', changed(4, () => 'OK')],
    ['a file refused whole that we never sent', 'answer-fits-nobody', () => 'lain.xlsx,,,,TIDAK VALID,,BERKAS DITOLAK: X'],
    ['the person of the row before', 'answered-twice', () => lines[2] ?? ''],
    ['valid without a number', 'answer-not-understood', (row) => changed(5, () => '')(changed(4, () => 'VALID')(row))],
  ])('%s', async (name, code, change) => {
    const wrong = lines.map((row, index) => (index === 3 ? change(row) : row));
    const fault = await answer(`wrong-${name.replaceAll(' ', '-')}.csv`, wrong).then(
      () => null,
      (error: unknown) => error,
    );
    expect(fault).toBeInstanceOf(Fault);
    expect(fault).toMatchObject({ code, place: { file: `wrong-${name.replaceAll(' ', '-')}.csv`, row: 4 } });
    expect((fault as Fault).message + (fault as Fault).text.id).not.toMatch(/\d{16}/);
    await nothingRead();
  });
});

const nothingNew = { registered: 0, refused: 0, corrected: 0, filesRefused: 0, departed: 0, returned: 0, replacedAlready: 0 };

describe('answers', () => {
  /** The third line's person is refused, the others are registered. */
  const mixed = (): string[] =>
    lines.map((row, index) => {
      if (index === 0) return row;
      const [file, sheetRow, nik, name] = row.split(',');
      return index === 3
        ? `${file},${sheetRow},${nik},${name},TIDAK VALID,,NAMA TIDAK SESUAI ADMINDUK`
        : `${file},${sheetRow},${nik},${name},VALID,2500000000${index},`;
    });

  test("register people under their number; the refused leave the list with the administrator's words", async () => {
    expect(await answer('answers-1.csv', mixed())).toMatchObject({ registered: 4, refused: 1, corrected: 0, departed: 1, filesRefused: 0 });
    const refused = small.people.findIndex(({ nik }) => lines[3]?.includes(nik));
    await small.database.read(actors.office, async (tx) => {
      expect(await registrationsOf(tx, await small.keyOf(refused))).toMatchObject([{ outcome: 'refused', kpj: null, reason: 'NAMA TIDAK SESUAI ADMINDUK' }]);
      expect(await departuresOf(tx, await small.keyOf(refused))).toMatchObject([
        { cause: 'registration-refused', happenedOn: '2025-07-04', evidence: 'NAMA TIDAK SESUAI ADMINDUK' },
      ]);
      expect(await enrolmentCounts(tx, programme)).toEqual({ determined: 5, registered: 4, refused: 1, departed: 1 });
    });
    expect(await small.count('enrolment.registration', `kpj like '2500000000%'`)).toBe(4);
  });

  test('read twice change nothing, also under another name', async () => {
    const before = await small.owner('select * from enrolment.registration order by person_key');
    for (const name of ['answers-1.csv', 'answers-2.csv']) expect(await answer(name, mixed())).toEqual(nothingNew);
    expect(await small.owner('select * from enrolment.registration order by person_key')).toEqual(before);
  });

  test('belong to the files as they were sent: asked again, these are answered and not written over', async () => {
    const before = await Promise.all(files.map((file) => readFile(file.path)));
    expect(await exported()).toEqual(files);
    expect(await Promise.all(files.map((file) => readFile(file.path)))).toEqual(before);
    expect(await small.count('enrolment.submission')).toBe(5);
    expect(await small.count('platform.act', `kind = 'enrolment-exported'`)).toBe(1);
  });

  test('are not to be had for files that are not where they are asked for', async () => {
    const elsewhere = exportEnrolment(small.workplace, actors.office, {
      instrumentId: proposal.instrumentId,
      folder: path.join(small.folder, 'elsewhere'),
      on: civilDate('2025-07-02'),
    });
    expect(await faultOf(elsewhere)).toBe('enrolment-already-exported');
  });
});

describe('leavers villages report', () => {
  const report = async (name: string, rows: readonly string[]) =>
    readLeavers(small.workplace, actors.villages, { programme, file: await small.write(name, ['nik,kode_desa,perbuatan,tanggal,alasan', ...rows]) });

  test('leave once, by their earliest act; who is not on the list is counted and passed over', async () => {
    const nik = small.people[1]?.nik ?? '';
    const rows = [
      `${nik},5311012001,MENGUNDURKAN DIRI,2025-08-09,kerja tetap`,
      `${nik},5311012001,PINDAH,2025-08-03,ke Kupang`,
      '5371011203700009,5371012001,PINDAH,2025-08-03,lain',
    ];
    expect(await report('leavers.csv', rows)).toEqual({ rows: 3, left: 1 });
    expect(await report('leavers.csv', rows)).toEqual({ rows: 3, left: 0 });
    expect(await small.database.read(actors.office, async (tx) => departuresOf(tx, await small.keyOf(1)))).toEqual([
      { programme, cause: 'moved', happenedOn: '2025-08-03', evidence: '5311012001: ke Kupang' },
    ]);
  });

  test.each([
    ['another act', '5311011403850002,5311012001,HILANG,2025-08-03,x', 'perbuatan', '"HILANG" tidak dikenal; tulis PINDAH atau MENGUNDURKAN DIRI'],
    ['no date', '5311011403850002,5311012001,PINDAH,3 Agustus,x', 'tanggal', 'TTTT-BB-HH'],
    ['no NIK', '5311,5311012001,PINDAH,2025-08-03,x', 'nik', '16 angka'],
  ])('%s names its row and column, and what may stand there', async (_, row, column, allowed) => {
    const fault = await report('wrong.csv', [`${small.people[2]?.nik},5311012001,PINDAH,2025-08-03,x`, row]).then(
      () => null,
      (error: unknown) => error,
    );
    expect(fault).toMatchObject({ code: 'leaver-not-understood', place: { file: 'wrong.csv', row: 3, column } });
    expect((fault as Fault).text.id).toContain(allowed);
    expect(await small.count('enrolment.departure')).toBe(2);
  });
});

describe('two exports at the same moment', () => {
  let other: SmallProgramme;
  let instrumentId: string;
  beforeAll(async () => {
    other = await smallProgramme({ villagers: [...villagers('timur', 1, 2), ...villagers('utara', 1)], places: { timur: 2, utara: 1 } });
    await other.allocated();
    ({ instrumentId } = await other.propose());
    await other.sign({ instrumentId });
  });
  afterAll(() => other.drop());
  const send = () => exportEnrolment(other.workplace, actors.office, { instrumentId, folder: path.join(other.folder, 'out'), on: civilDate('2025-07-02') });

  test('the second waits, and both answer the same files', async () => {
    const [one, two] = await together(other, 'enrolment.enrolment_file', [send, send]);
    expect(one).toMatchObject({ status: 'fulfilled' });
    expect(two).toEqual(one);
    expect(await other.count('enrolment.enrolment_file')).toBe(2);
    expect(await other.count('enrolment.submission')).toBe(3);
    expect(await other.count('platform.act', `kind = 'enrolment-exported'`)).toBe(1);
  });

  test('two who read the same answers at the same moment register everybody once', async () => {
    const files = await send();
    const answerPath = path.join(other.folder, 'answers.csv');
    answerEnrolment({ seed: 'small', files: files.map((file) => file.path), answerPath });
    const read = () => readEnrolmentAnswers(other.workplace, actors.office, { programme, file: answerPath, answeredOn: civilDate('2025-07-04') });
    const both = await together(other, 'enrolment.registration_answer', [read, read]);
    expect(both.map((settled) => (settled.status === 'fulfilled' ? settled.value.registered : settled.reason)).sort()).toEqual([0, 3]);
    expect(await other.count('enrolment.registration_answer')).toBe(3);
  });
});
