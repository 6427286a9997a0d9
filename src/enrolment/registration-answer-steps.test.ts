// Answers on a real database: corrected either way, files refused whole and sent again, people who continue under a number they have.
import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SmallProgramme, actors, faultOf, programme, smallPolicy, smallProgramme, villagers } from '../../test/fixtures/small-programme.ts';
import { answerEnrolment, kpjOf } from '../../simulator/bpjs-branch.ts';
import { storedWorkbook } from '../../simulator/stored-workbook.ts';
import { readSheet } from '../../simulator/workbook-read.ts';
import { civilDate } from '../kernel/date.ts';
import { recordProgramme } from '../programme/programme-steps.ts';
import { proposeReplacements } from './instrument-steps.ts';
import { type WrittenEnrolment, departuresOf, exportEnrolment, readEnrolmentAnswers, recordDepartures, registrationsOf } from './registration-steps.ts';
import { exportProfiles } from './profile-client.ts';

/** The first three have a place, the last two wait. The second was a member before, of his own. */
let small: SmallProgramme;
let instrumentId: string;
let files: readonly WrittenEnrolment[];
const [first, former, third] = [0, 1, 2];
const formerNumber = '62300000017';

beforeAll(async () => {
  small = await smallProgramme({ villagers: [...villagers('timur', 1, 2, 3), ...villagers('timur', 4, 4)], places: { timur: 3 } });
  await small.load('membership', civilDate('2025-06-16'), [`${small.people[former]?.nik},${formerNumber},BPU,NONAKTIF,SENDIRI,,2020-01-01,2021-01-01`]);
  await small.allocated();
  ({ instrumentId } = await small.propose());
  await small.sign({ instrumentId });
});
afterAll(() => small.drop());

const folder = () => path.join(small.folder, 'out');
const send = (on = '2025-07-02') => exportEnrolment(small.workplace, actors.office, { instrumentId, folder: folder(), on: civilDate(on) });
const head = 'berkas,baris,nomor_identitas,nama,hasil,kpj,keterangan';
const read = async (name: string, rows: readonly string[], day = '2025-07-04') =>
  readEnrolmentAnswers(small.workplace, actors.office, { programme, file: await small.write(name, [head, ...rows]), answeredOn: civilDate(day) });
/** What the branch's software writes about workbooks, without the header. */
const branchSays = async (paths: readonly string[]): Promise<string[]> => {
  const answerPath = path.join(small.folder, 'branch.csv');
  answerEnrolment({ seed: 'small', files: paths, answerPath });
  return (await readFile(answerPath, 'utf8')).trim().split(/\r?\n/).slice(1);
};
/** The name of the file and the row a villager was sent in. */
const sentIn = async (who: number): Promise<string> => {
  const [row] = await small.owner<{ name: string; row_no: number }>(
    `select f.name, s.row_no from enrolment.submission s join enrolment.enrolment_file f using (file_id)
     where s.person_key = $1 and not exists (select from enrolment.file_refusal r where r.file_id = s.file_id) order by f.recorded_at desc limit 1`,
    [await small.keyOf(who)],
  );
  return `${row?.name},${row?.row_no}`;
};
const valid = async (who: number, kpj: string) => `${await sentIn(who)},${small.people[who]?.nik},X,VALID,${kpj},`;
const refused = async (who: number, why: string) => `${await sentIn(who)},${small.people[who]?.nik},X,TIDAK VALID,,${why}`;
const standing = async (who: number) =>
  small.owner<{ outcome: string; kpj: string | null }>('select outcome, kpj from enrolment.registration where person_key = $1', [await small.keyOf(who)]);
const history = (who: number) => small.database.read(actors.office, async (tx) => registrationsOf(tx, await small.keyOf(who)));
const departures = (who: number) => small.database.read(actors.office, async (tx) => departuresOf(tx, await small.keyOf(who)));
const rowsOf = (file: string, sheet: string): (readonly string[])[] => {
  const rows: (readonly string[])[] = [];
  expect(readSheet(file, sheet, ({ texts }) => rows.push(texts))).toBe(true);
  return rows;
};

test('no branch answers before the list was signed', async () => {
  await send();
  expect(await faultOf(read('terlalu-awal.csv', [await valid(first, 'K0000000001')], '2025-06-24'))).toBe('answer-before-the-list');
  expect(await small.count('enrolment.answer_file')).toBe(0);
});

test('a number as long as a NIK is no KPJ, and none stays in what the branch explains', async () => {
  expect(await faultOf(read('nik-sebagai-kpj.csv', [await valid(first, '5311014107900001')]))).toBe('answer-not-understood');
});

describe('who has a number already', () => {
  test('goes out in a file of his own, with that number; the others as new', async () => {
    files = await send();
    expect(files.map(({ path: file, rows }) => [path.basename(file), rows])).toEqual([
      ['kecil-2025_kupang_SK-1_001.xlsx', 2],
      ['kecil-2025_kupang_SK-1_lanjutan_001.xlsx', 1],
    ]);
    const [header, row, ...more] = rowsOf(files[1]?.path ?? '', 'data_tk_lanjutan');
    expect(header?.slice(0, 31)).toEqual((await exportProfiles()).find(({ profile }) => profile === 'data_tk_lanjutan')?.columns.map(({ header }) => header));
    expect([row?.[1], row?.[2], row?.[15], more.length]).toEqual([formerNumber, small.people[former]?.name, small.people[former]?.nik, 0]);
    expect(await small.count('enrolment.enrolment_file', `profile = 'data_tk_lanjutan' and row_count = 1`)).toBe(1);
  });
});

describe('a file refused whole', () => {
  test('under another name: its people wait, and go out again in a new file; nobody leaves the list', async () => {
    const [original = ''] = files.map((file) => file.path);
    const renamed = path.join(folder(), 'kecil-2025_kupang_SK-1_001 (1).xlsx');
    await rename(original, renamed);
    const said = await branchSays([renamed]);
    expect(said).toEqual(['kecil-2025_kupang_SK-1_001 (1).xlsx,,,,TIDAK VALID,,BERKAS DITOLAK: NAMA BERKAS DIUBAH']);
    expect(await read('ditolak.csv', said)).toMatchObject({ registered: 0, refused: 0, filesRefused: 1, departed: 0 });
    expect(await small.count('enrolment.departure')).toBe(0);

    const again = await send('2025-07-05');
    expect(again.map(({ path: file, rows }) => [path.basename(file), rows])).toEqual([['kecil-2025_kupang_SK-1_002.xlsx', 2]]);
    expect(await send('2025-07-05')).toEqual([files[1], ...again].sort((one, other) => ((one?.path ?? '') < (other?.path ?? '') ? -1 : 1)));
  });

  test('for a cell that is no text', async () => {
    const file = path.join(folder(), 'kecil-2025_kupang_SK-1_002.xlsx');
    const rows = rowsOf(file, 'data_tk_baru');
    await writeFile(file, storedWorkbook('data_tk_baru', [rows[0] ?? [], [1, ...(rows[1] ?? []).slice(1)]], true));
    const said = await branchSays([file]);
    expect(said[0]).toContain('BERKAS DITOLAK: SEL BUKAN TEKS PADA BARIS 2');
    expect(await read('ditolak-2.csv', said, '2025-07-06')).toMatchObject({ filesRefused: 1, departed: 0 });
    expect((await send('2025-07-07')).map(({ path: one }) => path.basename(one))).toEqual(['kecil-2025_kupang_SK-1_003.xlsx']);
    files = await send('2025-07-07');
  });

  test('that was answered person by person is a contradiction, and nothing of it is read', async () => {
    const said = await branchSays(files.map((file) => file.path));
    expect(await read('jawaban.csv', said, '2025-07-08')).toMatchObject({ registered: 3, refused: 0, corrected: 0 });
    expect(await standing(former)).toEqual([{ outcome: 'registered', kpj: formerNumber }]);
    expect(await standing(first)).toEqual([{ outcome: 'registered', kpj: kpjOf(small.people[first]?.nik ?? '') }]);
    const late = read('ditolak-3.csv', ['kecil-2025_kupang_SK-1_003.xlsx,,,,TIDAK VALID,,BERKAS DITOLAK: X'], '2025-07-08');
    expect(await faultOf(late)).toBe('file-answered-already');
    expect(await small.count('enrolment.file_refusal')).toBe(2);
  });
});

describe('an answer corrected', () => {
  test('from registered to refused: he leaves the list, and both answers stay', async () => {
    small.day('2025-07-09');
    expect(await read('koreksi-1.csv', [await refused(third, 'NAMA TIDAK SESUAI ADMINDUK')], '2025-07-09')).toMatchObject({
      registered: 0,
      refused: 1,
      corrected: 1,
      departed: 1,
    });
    expect(await standing(third)).toEqual([{ outcome: 'refused', kpj: null }]);
    expect((await history(third)).map(({ outcome }) => outcome)).toEqual(['registered', 'refused']);
    expect(await departures(third)).toMatchObject([{ cause: 'registration-refused', evidence: 'NAMA TIDAK SESUAI ADMINDUK' }]);
    // A roster made now charges nobody for him, whatever the first answer was.
    expect(await small.count('enrolment.registration', `outcome = 'registered'`)).toBe(2);
  });

  test('from refused to registered, before anybody replaced him: he has not left', async () => {
    small.day('2025-07-10');
    expect(await read('koreksi-2.csv', [await valid(third, '25000000001')], '2025-07-10')).toMatchObject({ registered: 1, corrected: 1, returned: 1 });
    expect(await standing(third)).toEqual([{ outcome: 'registered', kpj: '25000000001' }]);
    expect(await departures(third)).toEqual([]);
    expect(await small.count('enrolment.departure_event')).toBe(1);
    expect(
      await proposeReplacements(small.workplace, actors.office, { programme, number: 'SK/0', effectiveOn: civilDate('2025-07-10') }),
      'nobody left, so nobody is replaced',
    ).toBeNull();
  });

  test('stays corrected when the old answer is read again, under whatever name', async () => {
    const before = await small.owner('select * from enrolment.registration_answer order by 1, 2, sequence');
    const old = (await readFile(path.join(small.folder, 'koreksi-1.csv'), 'utf8')).trim().split(/\r?\n/).slice(1);
    for (const name of ['koreksi-1.csv', 'lagi.csv']) expect(await read(name, old, '2025-07-11')).toMatchObject({ registered: 0, refused: 0, departed: 0 });
    expect(await small.owner('select * from enrolment.registration_answer order by 1, 2, sequence')).toEqual(before);
  });

  test('to another number is a correction too', async () => {
    small.day('2025-07-11');
    expect(await read('koreksi-3.csv', [await valid(third, '25000000002')], '2025-07-11')).toMatchObject({ registered: 1, corrected: 1, returned: 0 });
    expect(await standing(third)).toEqual([{ outcome: 'registered', kpj: '25000000002' }]);
  });

  test('from refused to registered, after an instrument took him off: he stays off, and it is said', async () => {
    small.day('2025-07-12');
    await read('koreksi-4.csv', [await refused(third, 'TANGGAL LAHIR TIDAK SESUAI ADMINDUK')], '2025-07-12');
    const replaced = await proposeReplacements(small.workplace, actors.office, { programme, number: 'SK/2', effectiveOn: civilDate('2025-07-12') });
    expect(replaced).toMatchObject({ removals: 1, additions: 1 });
    await small.sign({ instrumentId: replaced?.instrumentId ?? '' });
    small.day('2025-07-13');
    expect(await read('koreksi-5.csv', [await valid(third, '25000000003')], '2025-07-13')).toMatchObject({ registered: 1, returned: 0, replacedAlready: 1 });
    expect(await departures(third)).toMatchObject([{ cause: 'registration-refused' }]);
  });

  test('leaves room to leave again, for another cause', async () => {
    small.day('2025-07-14');
    await read('koreksi-6.csv', [await refused(first, 'NIK SUDAH TERDAFTAR')], '2025-07-14');
    await read('koreksi-7.csv', [await valid(first, '25000000004')], '2025-07-15');
    const death = [{ personKey: await small.keyOf(first), cause: 'death' as const, happenedOn: civilDate('2025-07-16'), evidence: 'dukcapil' }];
    const record = () => small.database.transact(actors.cases, (tx) => recordDepartures(tx, programme, death));
    expect([await record(), await record()]).toEqual([1, 0]);
    expect(await departures(first)).toMatchObject([{ cause: 'death' }]);
  });

  test('without a reason is still evidence', async () => {
    expect(await read('koreksi-8.csv', [await refused(former, '')], '2025-07-17')).toMatchObject({ refused: 1, departed: 1 });
    expect(await departures(former)).toMatchObject([{ evidence: 'TIDAK VALID' }]);
    await read('koreksi-9.csv', [await valid(former, formerNumber)], '2025-07-18');
  });
});

test('under a new NPP of the branch the registered who have not left continue with their numbers', async () => {
  small.day('2025-07-20');
  const policy = smallPolicy({ places: { timur: 3 } });
  const changed = { ...policy, branches: policy.branches.map((one) => (one.branch === 'kupang' ? { ...one, npp: 'NTT25-BARU' } : one)) };
  await small.database.transact(actors.office, (tx) => recordProgramme(tx, changed));
  const sent = await send('2025-07-21');
  expect(sent.map(({ path: file, rows }) => [path.basename(file), rows])).toEqual([['kecil-2025_kupang_SK-1_lanjutan_002.xlsx', 1]]);
  expect(rowsOf(sent[0]?.path ?? '', 'data_tk_lanjutan')[1]?.[1]).toBe(formerNumber);
});
