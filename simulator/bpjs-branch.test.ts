// Decides that the branch answers as its software does: refuses broken files whole, answers row by row, asks and posts what the roster says.
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { writeXlsx } from '../src/platform/xlsx-write.ts';
import {
  answerEnrolment,
  contributionCodeColumns,
  enrolmentAnswerColumns,
  issueContributionCode,
  kpjOf,
  postContributions,
  postingColumns,
} from './bpjs-branch.ts';
import { readRecords } from './csv-file.ts';
import { nameOf } from './names.ts';
import { nikOf } from './people.ts';
import { storedWorkbook, type Cell } from './stored-workbook.ts';
import { createWorld } from './world.ts';

const folder = mkdtempSync(join(tmpdir(), 'simulated-branch-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const world = createWorld({ seed: 'cabang', people: 12_000 });
const header = ['NO', 'NAMA_LENGKAP', 'TANGGAL_LAHIR', 'NOMOR_IDENTITAS', 'ALAMAT'];
const row = (i: number): string[] => [String(i + 1), nameOf(world, i), '17-08-1980', nikOf(world, i), i % 2 === 0 ? '' : 'RT 01, "ATAS" & BAWAH'];
const rows = (count: number): string[][] => Array.from({ length: count }, (_, i) => row(i));
const recordsOf = (path: string): string[][] => {
  const records: string[][] = [];
  readRecords(path, (fields) => records.push(fields));
  return records;
};
const saved = (name: string, cells: readonly (readonly Cell[])[], sheet = 'data_tk_baru'): string => {
  const path = join(folder, name);
  writeFileSync(path, storedWorkbook(sheet, [header, ...cells], name.length % 2 === 0));
  return path;
};

it('reads what Payung writes and answers every row', async () => {
  const path = join(folder, 'daftar-1.xlsx');
  await writeXlsx(path, [
    { name: 'petunjuk', header: ['BACA'], rows: [] },
    { name: 'data_tk_baru', header, rows: rows(4_000) },
  ]);
  const answerPath = join(folder, 'answer-1.csv');
  const count = answerEnrolment({ seed: 'cabang', files: [path], answerPath });
  expect(count).toMatchObject({ rows: 4_000, filesRefused: 0 });
  expect(count.refused).toBeGreaterThan(4);
  expect(count.refused).toBeLessThan(40);
  const [columns, ...answers] = recordsOf(answerPath);
  expect(columns?.join()).toBe(enrolmentAnswerColumns);
  answers.forEach((answer, i) => {
    expect(answer.slice(0, 4)).toEqual(['daftar-1.xlsx', String(i + 2), nikOf(world, i), nameOf(world, i)]);
    if (answer[4] === 'VALID') expect(answer.slice(5)).toEqual([kpjOf(nikOf(world, i)), '']);
    else expect(answer.slice(4, 6).concat(answer[6] === '' ? 'no reason' : '')).toEqual(['TIDAK VALID', '', '']);
  });
  expect(new Set(answers.map((answer) => answer[5]).filter((kpj) => kpj !== '')).size).toBe(count.valid);
  expect(answers.every((answer) => answer[5] === '' || /^\d{11}$/.test(answer[5] ?? ''))).toBe(true);
});

it.each([
  ['a renamed file', () => saved('daftar (1).xlsx', rows(2)), 'NAMA BERKAS DIUBAH'],
  ['a renamed file, as some browsers do', () => saved('daftar_1.xlsx', rows(2)), 'NAMA BERKAS DIUBAH'],
  ['a continuing sheet without KPJ', () => saved('lanjut.xlsx', rows(2), 'data_tk_lanjutan'), 'KOLOM WAJIB TIDAK ADA'],
  ['a cell that is no text', () => saved('angka.xlsx', [['1', 'A B', '17-08-1980', 5301010101010001, '']]), 'SEL BUKAN TEKS PADA BARIS 2'],
  ['more than 10,000 rows', () => saved('banyak.xlsx', rows(10_001)), 'LEBIH DARI 10.000 BARIS'],
  ['another sheet', () => saved('lembar.xlsx', rows(2), 'Sheet1'), 'LEMBAR data_tk_baru TIDAK ADA'],
])('refuses whole: %s', (_, make, fault) => {
  const answerPath = join(folder, 'refused.csv');
  expect(answerEnrolment({ seed: 'cabang', files: [make()], answerPath })).toEqual({ rows: 0, valid: 0, refused: 0, filesRefused: 1 });
  expect(recordsOf(answerPath)[1]?.slice(1)).toEqual(['', '', '', 'TIDAK VALID', '', `BERKAS DITOLAK: ${fault}`]);
});

it('takes exactly 10,000 rows, and each NIK once', () => {
  const files = [saved('penuh.xlsx', rows(10_000)), saved('lagi.xlsx', rows(1))];
  const answerPath = join(folder, 'full.csv');
  expect(answerEnrolment({ seed: 'cabang', files, answerPath })).toMatchObject({ rows: 10_001, filesRefused: 0 });
  expect(recordsOf(answerPath).at(-1)?.[6]).toBe('NIK GANDA DALAM PENGAJUAN');
});

it('lets who has a number continue under it', () => {
  const path = join(folder, 'lanjutan.xlsx');
  writeFileSync(
    path,
    storedWorkbook(
      'data_tk_lanjutan',
      [
        [...header, 'KPJ'],
        [...row(1), '62300000017'],
        [...row(2), ''],
      ],
      true,
    ),
  );
  const answerPath = join(folder, 'lanjutan.csv');
  expect(answerEnrolment({ seed: 'cabang', files: [path], answerPath })).toEqual({ rows: 2, valid: 1, refused: 1, filesRefused: 0 });
  expect(recordsOf(answerPath).map((answer) => answer.slice(4))).toEqual([
    ['hasil', 'kpj', 'keterangan'],
    ['VALID', '62300000017', ''],
    ['TIDAK VALID', '', 'KPJ WAJIB DIISI'],
  ]);
});

const rosterPath = join(folder, 'roster.csv');
const roster = rows(12_000).map(([, name, , nik]) => `${kpjOf(nik ?? '') ?? ''},${name ?? ''},2025-07,10000,6800`);
writeFileSync(rosterPath, `kpj,nama,bulan,jkk,jkm\n${roster.join('\n')}\n`);

it('asks what the roster sums to', () => {
  const answerPath = join(folder, 'code.csv');
  const ask = (): unknown => issueContributionCode({ rosterPath, answerPath, npp: 'NPP-1', issuedOn: '2025-07-10' });
  const code = ask();
  expect(code).toMatchObject({ month: '2025-07', people: 12_000, jkk: 120_000_000n, jkm: 81_600_000n, amount: 201_600_000n, validUntil: '2025-08-09' });
  expect(ask()).toEqual(code);
  const [columns, answer] = recordsOf(answerPath);
  expect(columns?.join()).toBe(contributionCodeColumns);
  expect(answer?.slice(1)).toEqual(['NPP-1', '2025-07', '12000', '120000000', '81600000', '201600000', '2025-08-09']);
});

it('posts everyone once, nearly all at once', () => {
  const [firstPath, secondPath] = [join(folder, 'post-1.csv'), join(folder, 'post-2.csv')];
  const count = postContributions({ rosterPath, code: '250700000001', valueDate: '2025-07-15', firstPath, secondPath });
  expect(count.first + count.second).toBe(12_000);
  expect(count.second).toBeGreaterThan(0);
  expect(count.second).toBeLessThan(40);
  const posted = [...recordsOf(firstPath).slice(1), ...recordsOf(secondPath).slice(1)];
  expect(recordsOf(firstPath)[0]?.join()).toBe(postingColumns);
  expect(posted.map((fields) => fields.slice(0, 5).join()).sort()).toEqual([...roster].sort());
  expect(posted.every((fields) => fields[5] === '250700000001' && fields[6] === '2025-07-15' && /T\d\d:\d\d:00\+08:00$/.test(fields[7] ?? ''))).toBe(true);
});

it('makes mistakes only where asked, and corrects each: taken back by the negative amounts, posted as it should have been', () => {
  const rosterPath = join(folder, 'roster-koreksi.csv');
  const people_ = Array.from({ length: 12_000 }, (_, i) => `${kpjOf(nikOf(world, i)) ?? ''},x,2025-07,10000,6800`);
  writeFileSync(rosterPath, `kpj,nama,bulan,jkk,jkm\r\n${people_.join('\r\n')}\r\n`);
  const [firstPath, secondPath, correctionPath] = ['k1.csv', 'k2.csv', 'k3.csv'].map((name) => join(folder, name)) as [string, string, string];
  const count = postContributions({ rosterPath, code: '250700000001', valueDate: '2025-07-15', firstPath, secondPath, correctionPath });
  const [first, rest, corrected] = [firstPath, secondPath, correctionPath].map((path) => recordsOf(path).slice(1)) as [string[][], string[][], string[][]];
  expect(count.corrections).toBe(corrected.length);
  expect(corrected.length / 2).toBeGreaterThan(40);
  const sums = new Map<string, number>();
  for (const [kpj = '', , , jkk] of [...first, ...rest, ...corrected]) sums.set(kpj, (sums.get(kpj) ?? 0) + Number(jkk));
  expect(people_.every((line) => (sums.get(line.split(',')[0] ?? '') ?? 0) === 10_000)).toBe(true);
  expect(corrected.filter((fields) => fields[3] === '-10000').length).toBe(corrected.length / 2);
});

it('does not care where a file lies, only what it is called', () => {
  const path = saved('asli.xlsx', rows(3));
  const moved = join(folder, 'asli (2).xlsx');
  renameSync(path, moved);
  expect(answerEnrolment({ seed: 'cabang', files: [moved], answerPath: join(folder, 'moved.csv') }).filesRefused).toBe(1);
  expect(readFileSync(join(folder, 'moved.csv'), 'utf8')).toContain('NAMA BERKAS DIUBAH');
});
