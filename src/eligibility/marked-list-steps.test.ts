// The correction loop as an officer walks it: findings of every row, his own file back with its cells marked, mended and handed in again, and taken back whole.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as xlsx from '@e965/xlsx';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SmallProgramme, actors, faultOf, programme, smallProgramme, villagers, villages } from '../../test/fixtures/small-programme.ts';
import { listIsSigned } from '../enrolment/instrument-steps.ts';
import { handedIn } from '../intake/handed-in-steps.ts';
import { submitLists, withdrawList } from '../intake/intake-steps.ts';
import { instant } from '../kernel/clock.ts';
import { ownerSession } from '../platform/database.ts';
import { assess } from './eligibility-steps.ts';
import { checkList } from './list-check-steps.ts';
import { writeMarkedList } from './marked-list-steps.ts';
import { refusedTold } from './refused-file.ts';

let small: SmallProgramme;
let folder: string;
beforeAll(async () => {
  small = await smallProgramme({ villagers: [...villagers('timur', 1, 2, 3, 9), ...villagers('barat', 1)], places: { timur: 3, barat: 1 } });
  folder = await mkdtemp(path.join(tmpdir(), 'payung-loop-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await small.drop();
});

const submit = (file: string, more: { sender?: string; list?: string; missing?: 'keep' | 'remove' } = {}) =>
  submitLists(small.workplace, actors.villages, {
    programme,
    sponsor: 'ntt',
    sender: more.sender ?? 'Desa Hambala',
    receivedAt: instant('2025-06-25T09:00:00+08:00'),
    files: [{ path: file, area: villages.timur }],
    correction: { list: more.list, missing: more.missing },
  });
const check = (listId: string) => checkList(small.workplace, actors.villages, listId);
const told = async (listId: string) =>
  (await check(listId)).rows.map(({ row, outcome, codes, change, person }) => [
    row,
    outcome,
    codes.filter((code) => !code.startsWith('nik-carries')).join(' '),
    change,
    person !== null,
  ]);
const marked = async (listId: string): Promise<string> => {
  const { target, fileName } = await writeMarkedList(small.workplace, actors.villages, {
    listId,
    folder,
    at: instant('2025-06-25T10:00:00+08:00'),
    through: 'command',
  });
  const kept = path.join(folder, `${Date.now()}-${fileName}`);
  await writeFile(kept, await readFile(target));
  return kept;
};
const withdraw = (listId: string) =>
  small.database.transact(actors.villages, (tx) => withdrawList(tx, { listId, reason: 'salah desa', isSigned: listIsSigned }));
const rowsAssessed = async () => (await assess(small.workplace, actors.office, programme)).counts;
const standing = async () => Number((await small.owner<{ n: string }>(`select count(*) as n from intake.candidate`))[0]?.n);

const niks = () => small.people.map(({ nik }) => nik);
const names = () => small.people.map(({ name }) => name);

test('CSV: the file comes back with its delimiter and lines, and what is mended replaces what was wrong', async () => {
  // The four of Hambala stand in the fixture's list already: these are the same people, handed in by another office, and two more rows that are wrong.
  const [a, b] = niks();
  const lines = [
    'DAFTAR PEKERJA RENTAN;;;;;',
    '',
    'NO;NIK;NAMA;TANGGAL LAHIR;L/P;ALAMAT',
    `1;12;${names()[0]};14-03-1985;L;"RT 01; Dusun =Satu"`,
    `2;5311012345678901;ORANG LAIN;32-13-1985;L;-`,
    `3;${b};${names()[1]};14-03-1985;L;=1+1`,
  ];
  const sent = await small.write('hambala-dua.csv', lines);
  const first = await submit(sent);
  expect(first).toMatchObject({ rows: 3, rejected: 2, refusedFiles: [] });
  const listId = first.lists[0]?.listId ?? '';
  const rows = await told(listId);
  expect(rows.map(([row, outcome]) => [row, outcome])).toEqual([
    [4, 'reject'],
    [5, 'reject'],
    [6, 'reject'],
  ]);
  expect(rows[0]?.[2]).toContain('nik-not-16-digits');
  expect(rows[2]?.[2]).toContain('twice-across-lists');

  const back = await marked(listId);
  const text = await readFile(back, 'utf8');
  const written = text.replace('\ufeff', '').split('\r\n');
  expect(written[0]).toBe('DAFTAR PEKERJA RENTAN');
  expect(written[1]).toBe('""');
  expect(written[2]).toMatch(
    /^NO;NIK;NAMA;TANGGAL LAHIR;L\/P;ALAMAT;HASIL PAYUNG;KODE TEMUAN;TEMUAN;YANG HARUS DILAKUKAN;SEL YANG SALAH;RUJUKAN PAYUNG;Salinan /,
  );
  expect(written[3]).toContain('"RT 01; Dusun =Satu";DITOLAK;');
  expect(written[3]).toMatch(/;NIK;P[0-9a-z]+-4$/);
  expect(written[4]).toMatch(/;-;DITOLAK;.*;"?(NIK, )?TANGGAL LAHIR/);
  expect(written[5]).toContain(";'=1+1;");

  // The same file once more changes nothing; mended, one row is corrected, one is not; the text like a formula came back guarded, and is one no more.
  expect(await submit(sent)).toMatchObject({ lists: [], alreadyHandedIn: [{ listId }] });
  const before = await rowsAssessed();
  const candidates = await standing();
  const mended = path.join(folder, 'hambala-dua-diperbaiki.csv');
  await writeFile(mended, text.replace(';12;', `;${a};`).replace(/\r\n$/, `\r\n4;${niks()[4]};${names()[4]};14-03-1985;L;RT 9\r\n`));
  const second = await submit(mended);
  expect(second).toMatchObject({ refusedFiles: [], lists: [{ rows: 3, correction: { corrected: 2, unchanged: 1, added: 1, removed: 0, leftOut: 0 } }] });
  expect(await standing()).toBe(candidates + 3); // unchanged rows are no candidates of their own
  expect((await rowsAssessed())['rows']).toBe((before['rows'] ?? 0) + 1); // one new; the corrected one counts once
  const correction = second.lists[0]?.listId ?? '';
  expect((await told(correction)).map(([row, , , change]) => [row, change])).toEqual([
    [4, 'corrected'],
    [5, 'unchanged'],
    [6, 'corrected'],
    [7, 'new'],
  ]);
  expect((await told(listId))[0]).toEqual([4, 'reject', 'replaced-by-correction nik-not-16-digits', null, false]);

  // A second round from the file given back for the correction: the columns are written over, not added again.
  const again = await readFile(await marked(correction), 'utf8');
  expect(again.match(/HASIL PAYUNG/g)).toHaveLength(1);
  const third = path.join(folder, 'ketiga.csv');
  await writeFile(third, again.replace('32-13-1985', '14-03-1985'));
  expect((await submit(third)).lists[0]).toMatchObject({ rows: 1, correction: { corrected: 1, unchanged: 3, added: 0, leftOut: 0 } });

  // Another office may not correct it, and nothing of what it sent stays.
  const foreign = path.join(folder, 'kantor-lain.csv');
  await writeFile(foreign, again.replace('ORANG LAIN', 'ORANG LAIN SAJA'));
  expect(await submit(foreign, { sender: 'Desa Lain' })).toMatchObject({ lists: [], refusedFiles: [{ fault: { code: 'correction-by-another-sender' } }] });

  // Taken back whole: the corrections go with it, and what counted before counts again.
  const withdrawn = await withdraw(listId);
  expect(withdrawn.alsoWithdrawn).toHaveLength(2);
  expect((await rowsAssessed())['rows']).toBe((before['rows'] ?? 0) - 3);
  expect((await told(correction)).every(([, outcome, codes]) => outcome === 'reject' && String(codes).startsWith('list-withdrawn'))).toBe(true);
});

test('a correction taken back leaves the list as it was, and rows left out are removed only when said so', async () => {
  const [a, b, c] = niks();
  const head = 'NO,NIK,NAMA,TANGGAL LAHIR,L/P,ALAMAT';
  const row = (no: number, nik: string | undefined, name: string | undefined) => `${no},${nik},${name},14-03-1985,L,RT 1`;
  const first = await submit(await small.write('tiga.csv', [head, row(1, a, names()[0]), row(2, b, names()[1]), row(3, c, names()[2])]));
  const list = first.lists[0]?.listId ?? '';
  const base = (await rowsAssessed())['rows'] ?? 0;
  const kept = await submit(await small.write('satu.csv', [head, row(1, a, 'NAMA BARU')]), { list });
  expect(kept.lists[0]?.correction).toMatchObject({ corrected: 1, unchanged: 0, added: 0, removed: 0, leftOut: 2 });
  expect((await rowsAssessed())['rows']).toBe(base);
  const removed = await submit(await small.write('satu-lagi.csv', [head, row(1, a, 'NAMA LAGI')]), { list, missing: 'remove' });
  expect(removed.lists[0]?.correction).toMatchObject({ corrected: 1, removed: 2, leftOut: 0 });
  expect((await rowsAssessed())['rows']).toBe(base - 2);
  expect((await told(list)).map(([, , codes]) => String(codes).split(' ')[0])).toEqual([
    'replaced-by-correction',
    'removed-by-correction',
    'removed-by-correction',
  ]);
  await withdraw(removed.lists[0]?.listId ?? '');
  expect((await rowsAssessed())['rows']).toBe(base);
  await withdraw(kept.lists[0]?.listId ?? '');
  expect((await told(list)).map(([, , codes]) => String(codes).includes('by-correction'))).toEqual([false, false, false]);
  await withdraw(list);
});

test('XLSX: sheets, widths and merged cells stay, wrong cells are coloured, and no cell is a formula', async () => {
  const [a] = niks();
  const book = xlsx.utils.book_new();
  const sheet = xlsx.utils.aoa_to_sheet([
    ['DAFTAR CALON PESERTA DESA HAMBALA'],
    [],
    ['NO', 'NIK', 'NAMA', 'TANGGAL LAHIR', 'L/P', 'ALAMAT'],
    [1, a, names()[0], '14-03-1985', 'L', 'RT 1'],
    [2, '12', 'ANA <b>', '14-03-1985', 'L', 'RT 2'],
  ]);
  sheet['!merges'] = [xlsx.utils.decode_range('A1:F1')];
  sheet['!cols'] = [{ wch: 5 }, { wch: 33 }];
  sheet['F4'] = { t: 's', v: 'RT 1', f: '"RT "&1' };
  xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet([['Petunjuk: isi lembar kedua']]), 'Petunjuk');
  xlsx.utils.book_append_sheet(book, sheet, 'Daftar');
  const sent = path.join(folder, 'hambala.xlsx');
  await writeFile(sent, xlsx.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
  const { lists } = await submit(sent);
  const back = await marked(lists[0]?.listId ?? '');
  const read = xlsx.read(await readFile(back), { cellStyles: true, cellFormula: true });
  expect(read.SheetNames).toEqual(['Petunjuk', 'Daftar', 'SALINAN PAYUNG']);
  const daftar = read.Sheets['Daftar'] as xlsx.WorkSheet;
  expect(daftar['!merges']).toHaveLength(1);
  expect(Math.round(daftar['!cols']?.[1]?.wch ?? 0)).toBe(33);
  expect(daftar['G3']?.v).toBe('HASIL PAYUNG');
  expect(daftar['G5']?.v).toBe('DITOLAK');
  expect(daftar['H5']?.v).toContain('nik-not-16-digits');
  expect(daftar['K5']?.v).toBe('NIK, NAMA');
  expect(daftar['B5']?.s?.fgColor?.rgb).toBe('FFC7CE');
  expect(daftar['C4']?.s?.fgColor?.rgb).toBeUndefined();
  expect(Object.values(daftar).filter((cell) => typeof cell === 'object' && 'f' in cell)).toEqual([]);
  expect(daftar['F4']?.v).toBe('RT 1');
  // Handed in as it came back: nothing changed but the formula, which is now its value, so that its finding is gone.
  const same = await submit(back);
  expect(same).toMatchObject({ refusedFiles: [], lists: [{ correction: { corrected: 1, unchanged: 1, added: 0 } }] });
  await withdraw(lists[0]?.listId ?? '');
});

/** A book of three whose NIKs are numbers; of the second kind it cannot be changed in place, and comes back written anew. */
const numberBook = (bookType: 'xlsx' | 'biff8'): Buffer => {
  const book = xlsx.utils.book_new();
  const sheet = xlsx.utils.aoa_to_sheet([
    ['NO', 'NIK', 'NAMA', 'TANGGAL LAHIR', 'L/P', 'ALAMAT'],
    [1, niks()[2], names()[2], '14-03-1985', 'L', 'RT 1'],
    [2, Math.floor(Number(niks()[3]) / 10) * 10, names()[3], '14-03-1985', 'L', 'RT 2'],
    [3, 'x', 'BUDI', '14-03-1985', 'L', 'RT 3'],
  ]);
  xlsx.utils.book_append_sheet(book, sheet, 'Daftar');
  return xlsx.write(book, { type: 'buffer', bookType }) as Buffer;
};

test.each(['xlsx', 'biff8'] as const)(
  '%s: a NIK that stood in a number cell is not mended by being given back; the true one typed into its cell is',
  async (bookType) => {
    const sent = path.join(folder, `angka-${bookType}.${bookType === 'xlsx' ? 'xlsx' : 'xls'}`);
    await writeFile(sent, numberBook(bookType));
    const list = (await submit(sent)).lists[0]?.listId ?? '';
    expect((await told(list))[1]?.[2]).toContain('nik-damaged-by-spreadsheet');
    const back = await marked(list);
    const read = xlsx.read(await readFile(back), { cellStyles: true, cellNF: true });
    const cell = read.Sheets['Daftar']?.['B3'] as xlsx.CellObject;
    expect(cell).toMatchObject({ t: 'n', v: Math.floor(Number(niks()[3]) / 10) * 10, z: '@' }); // what is typed over it is text
    expect(read.Sheets['Daftar']?.['I3']?.v).toContain(String(cell.v)); // Excel shows the number of such a cell as 5,3E+15: its digits stand in the finding
    const same = await submit(back);
    expect(same).toMatchObject({ refusedFiles: [], lists: [{ correction: { corrected: 0, unchanged: 3, added: 0 } }] });
    const again = await marked(same.lists[0]?.listId ?? '');
    const typed = xlsx.read(await readFile(again));
    (typed.Sheets['Daftar'] as xlsx.WorkSheet)['B3'] = { t: 's', v: niks()[3] };
    const mended = path.join(folder, `angka-${bookType}-diperbaiki.xlsx`);
    await writeFile(mended, xlsx.write(typed, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
    const corrected = await submit(mended);
    expect(corrected.lists).toMatchObject([{ correction: { corrected: 1, unchanged: 2, added: 0 } }]);
    expect((await told(corrected.lists[0]?.listId ?? ''))[1]?.[2]).not.toContain('nik-damaged');
    await withdraw(list);
  },
);

test('CSV: a NIK written as 5,3E+15 stays so, unchanged, until the true one is typed', async () => {
  const lines = ['NO;NIK;NAMA;TANGGAL LAHIR', `1;5,31101E+15;${names()[3]};14-03-1985`, `2;${niks()[3]}.0;ORANG LAIN;14-03-1985`];
  const list = (await submit(await small.write('eksponen.csv', lines))).lists[0]?.listId ?? '';
  expect((await told(list)).map(([, , codes]) => String(codes).includes('nik-damaged-by-spreadsheet'))).toEqual([true, true]);
  const back = await marked(list);
  expect((await submit(back)).lists).toMatchObject([{ correction: { corrected: 0, unchanged: 2, added: 0 } }]);
  const mended = path.join(folder, 'eksponen-diperbaiki.csv');
  await writeFile(mended, (await readFile(back, 'utf8')).replace('5,31101E+15', niks()[2] ?? ''));
  expect((await submit(mended)).lists).toMatchObject([{ correction: { corrected: 1, unchanged: 1, added: 0 } }]);
  await withdraw(list);
});

test('tables side by side come back with what was found of each, and are corrected each by its own reference', async () => {
  const [, , c, d] = niks();
  const sent = await small.write('berdampingan.csv', [
    'NO;NIK;NAMA;TANGGAL LAHIR;;NO;NIK;NAMA;TANGGAL LAHIR',
    `1;${c};${names()[2]};14-03-1985;;2;12;${names()[3]};14-03-1985`,
    `;;;;;3;13;ORANG LAIN;14-03-1985`,
  ]);
  const { lists } = await submit(sent);
  expect(lists[0]).toMatchObject({ rows: 3, rejected: 2 });
  const text = await readFile(await marked(lists[0]?.listId ?? ''), 'utf8');
  const written = text.replace('\ufeff', '').split('\r\n');
  expect(written[0]?.match(/HASIL PAYUNG/g)).toHaveLength(2);
  expect(written[1]).toMatch(/;P[0-9a-z]+-2;DITOLAK;.*;NIK;P[0-9a-z]+-2000002$/);
  expect(written[2]).toMatch(/;;;;;;DITOLAK;.*;P[0-9a-z]+-2000003$/);
  const mended = path.join(folder, 'berdampingan-diperbaiki.csv');
  await writeFile(mended, text.replace(';2;12;', `;2;${d};`));
  expect((await submit(mended)).lists).toMatchObject([{ correction: { corrected: 1, unchanged: 2, added: 0, leftOut: 0 } }]);
  await withdraw(lists[0]?.listId ?? '');
});

test('a refused file is one object with its fault, asked for by its name', async () => {
  const broken = path.join(folder, 'rusak.xlsx');
  await writeFile(broken, Buffer.from('PK\u0003\u0004 bukan buku kerja'));
  const { refusedFiles } = await submit(broken);
  expect(refusedFiles).toHaveLength(1);
  const found = await small.database.read(actors.villages, (tx) => handedIn(tx, broken));
  expect('refused' in found && refusedTold(found.refused)).toMatchObject({
    file: 'rusak.xlsx',
    sheet: null,
    outcome: 'reject',
    person: null,
    codes: [refusedFiles[0]?.fault.code],
    fault: { id: refusedFiles[0]?.fault.text.id },
  });
});

test('a village that sees only itself may not take back what the province signed', async () => {
  const { proposal } = await small.allocated().then(() => small.established());
  expect(proposal.additions).toBeGreaterThan(0);
  const list = small.submission.lists.find(({ area }) => area === villages.timur)?.listId ?? '';
  const village = { ...actors.villages, area: villages.timur };
  const refusal = small.database.transact(village, (tx) => withdrawList(tx, { listId: list, reason: 'salah', isSigned: listIsSigned }));
  await expect(refusal).rejects.toMatchObject({ code: 'list-is-signed', text: { id: expect.stringContaining('SK/1') } });
});

test('people of a list withdrawn after they got a place are not signed for', async () => {
  const other = await smallProgramme({ villagers: villagers('timur', 1, 2), places: { timur: 2 } });
  try {
    await other.allocated();
    const proposal = await other.propose();
    const list = other.submission.lists[0]?.listId ?? '';
    await other.database.transact(actors.villages, (tx) => withdrawList(tx, { listId: list, reason: 'salah', isSigned: listIsSigned }));
    expect(await faultOf(other.sign(proposal))).toBe('lists-changed-since-allocation');
    expect(await faultOf(other.propose('SK/2'))).toBe('lists-changed-since-allocation');
    const [acts] = await ownerSession(other.workplace.url, async (client) => (await client.query(`select count(*)::int as n from roster.person_month`)).rows);
    expect(acts?.n).toBe(0);
  } finally {
    await other.drop();
  }
});
