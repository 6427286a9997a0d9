// Tests the audit of a whole folder: every planted fault is found, none beside, the same in any order of files, every line leads to its row, no NIK leaves.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeAuditSample } from '../../simulator/audit-sample.ts';
import { anyone } from '../../test/database.ts';
import { testWorkplace } from '../../test/workplace.ts';
import { instant } from '../kernel/clock.ts';
import type { Workplace } from '../platform/workplace.ts';
import { readXlsx } from '../platform/xlsx-read.ts';
import { auditFiles, auditFilesIn } from './audit-steps.ts';

let workplace: Workplace & { readonly drop: () => Promise<void> };
let folder: string;
beforeAll(async () => {
  // The year that is audited is over.
  workplace = { ...(await testWorkplace()), clock: { now: () => instant('2026-02-02T02:00:00Z') } };
  folder = await mkdtemp(path.join(tmpdir(), 'payung-audit-'));
});
afterAll(async () => {
  await workplace.drop();
  await rm(folder, { recursive: true, force: true });
});

const people = 2_500;

test('a folder of invented files is found to hold exactly what was planted', async () => {
  const planted = writeAuditSample(path.join(folder, 'contoh'), { people });
  const files = await auditFilesIn(path.join(folder, 'contoh'));
  const audit = await auditFiles(workplace, anyone, { files, out: path.join(folder, 'out') });
  const of = (code: string): number => audit.sums.filter((sum) => sum.code === code).reduce((sum, { lines }) => sum + lines, 0);
  expect({
    people: audit.people,
    paidTwice: of('paid-twice-by-payer'),
    paidByTwoPayers: of('two-payers-paid'),
    paidNotPosted: of('paid-not-posted'),
    postedNotPaid: of('posted-not-paid'),
    paidForTheDead: of('paid-after-death'),
    deathsWithoutClaim: of('protected-at-death') + of('in-arrears-at-death'),
    promisedNeverPosted: of('never-protected'),
    onNoDecree: of('not-on-any-decree'),
  }).toEqual(planted);
  expect(
    planted.paidTwice * planted.paidNotPosted * planted.postedNotPaid * planted.deathsWithoutClaim * planted.paidByTwoPayers * planted.onNoDecree,
  ).toBeGreaterThan(0);
  // December's and the kabupaten's SP2D have no receipt; every other paper is there.
  expect(of('sp2d-without-receipt')).toBe(2);
  expect(audit.sources.filter(({ fault, unread }) => fault !== null || unread > 0)).toEqual([]);
  expect(audit.rows).toBe(audit.used);

  const again = await auditFiles(workplace, anyone, { files: files.toReversed(), out: path.join(folder, 'again') });
  expect(again.sums).toEqual(audit.sums);

  let lines = 0;
  const texts: string[] = [];
  for await (const row of readXlsx(audit.xlsx.path)) {
    texts.push(row.cells.map((cell) => cell?.text ?? '').join(' '));
    if (row.sheet !== 'Dibayar dua kali' || row.rowNumber === 1) continue;
    lines += 1;
    const [nik, file, at] = [row.cells[0]?.text ?? '', row.cells[7]?.text ?? '', Number(row.cells[9]?.text)];
    expect(nik).toMatch(/^\d{2}\*{10}\d{4}$/);
    const line = (await readFile(path.join(folder, 'contoh', file), 'utf8')).split('\n')[at - 1] ?? '';
    expect(line.split(',')[1]?.endsWith(nik.slice(-4))).toBe(true);
  }
  expect(lines).toBe(planted.paidTwice);
  expect(texts.filter((text) => /\d{16}/.test(text.replace(/[0-9a-f]{64}/g, '')))).toEqual([]);
  expect((await readFile(audit.pdf.path)).subarray(0, 5).toString()).toBe('%PDF-');
});

test('files nobody can read are told and stop no other; a copy is read once; damaged NIKs are rows that are told', async () => {
  const at = await mkdtemp(path.join(folder, 'messy-'));
  await writeFile(path.join(at, 'SK 1 Juli 2025.csv'), 'NO,NIK,NAMA\n1,5303124107850001,MARIA\n2,5.30312E+15,YOSEF\n3,,ANA\nJUMLAH,,3\n');
  await writeFile(path.join(at, 'salinan SK 1.csv'), 'NO,NIK,NAMA\n1,5303124107850001,MARIA\n2,5.30312E+15,YOSEF\n3,,ANA\nJUMLAH,,3\n');
  await writeFile(path.join(at, 'surat.pdf'), '%PDF-1.7 …');
  await writeFile(path.join(at, 'catatan.csv'), 'apa saja\nyang lain\n');
  const audit = await auditFiles(workplace, anyone, { files: await auditFilesIn(at), out: path.join(folder, 'messy') });
  expect(
    audit.sources.map(({ file, kind, rows, used, unread, passed, fault, copyOf }) => [file, kind, rows, used, unread, passed, fault?.code ?? copyOf]),
  ).toEqual([
    ['SK 1 Juli 2025.csv', 'promise', 4, 1, 2, 1, null],
    ['catatan.csv', 'not-understood', 2, 0, 2, 0, null],
    ['salinan SK 1.csv', 'not-understood', 0, 0, 0, 0, 1],
    ['surat.pdf', 'not-understood', 0, 0, 0, 0, 'list-as-picture-or-document'],
  ]);
});
