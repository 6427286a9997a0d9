// Tries how an officer sees and corrects the columns of a list, that the correction is remembered for its sender alone, and that any file is told to machines row by row.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, anyone, testDatabase } from '../../test/database.ts';
import { instant } from '../kernel/clock.ts';
import { Fault } from '../kernel/fault.ts';
import { ownerSession } from '../platform/database.ts';
import { createVault } from '../platform/vault.ts';
import { readXlsx } from '../platform/xlsx-read.ts';
import { correctColumns, listColumns, objectsOfFile, taughtFrom } from './columns-steps.ts';
import { type IntakePort, type Submission, listOf, submitLists } from './intake-steps.ts';
import { findList, rowsOf } from './list-file-client.ts';
import { readList } from './list.ts';
import { listFields } from './table-schema.ts';
import { writeTemplate } from './template-steps.ts';

let db: TestDatabase;
let port: IntakePort;
let folder: string;
const at = instant('2025-06-20T01:00:00Z');

beforeAll(async () => {
  db = await testDatabase();
  port = { database: db.database, niks: db.niks, vault: createVault(Buffer.alloc(32, 9)) };
  folder = await mkdtemp(path.join(tmpdir(), 'payung-columns-test-'));
  await ownerSession(db.url, async (client) => {
    await client.query(`insert into programme.sponsor values ('ntt', 'Provinsi Nusa Tenggara Timur', 'province', 'kemendagri', '53', 'Asia/Makassar', now())`);
    await client.query(`insert into programme.programme values ('ntt-2025', 'ntt', 'Program', 'Programme', '2025-07-01', '2025-12-01', now(), 'test')`);
  });
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await db.drop();
});

const handIn = async (name: string, content: string, sender: string): Promise<Submission> => {
  const file = path.join(folder, name);
  await writeFile(file, content);
  return submitLists(port, anyone, { programme: 'ntt-2025', sponsor: 'ntt', files: [{ path: file, area: '5311012001' }], sender, receivedAt: at });
};
const columnsOf = async (listId: string): Promise<readonly string[]> =>
  (await db.database.read(anyone, (tx) => listColumns(tx, listId))).sheets.flatMap(({ columns }) =>
    columns.map(({ letter, label, column, how }) => [letter, label, column ?? '-', how ?? '-'].join(' ')),
  );

describe('the columns of a list', () => {
  // NAMA is what the family calls him, NAMA RESMI what the card says: only the office knows.
  const content = (nik: string) => `NAMA;NAMA RESMI;NIK;TGL LAHIR\nMia;Maria Bere;${nik};10-12-1985\nJUMLAH;1;;\n`;

  it('are shown, corrected for their sender, and remembered for his next list and nobody else’s', async () => {
    const first = await handIn('one.csv', content('5311015012850001'), 'Desa Hambala');
    const { listId } = first.lists[0] as { listId: string };
    expect(await columnsOf(listId)).toEqual(['A NAMA name label', 'B NAMA RESMI - -', 'C NIK nik label', 'D TGL LAHIR birth-date label']);

    const again = await correctColumns(port, anyone, { listId, taught: taughtFrom(['NAMA RESMI=name', 'NAMA=-']), isSigned: async () => null });
    expect([again.rows, again.accepted, again.listId === listId]).toEqual([1, 1, false]);
    expect(await columnsOf(again.listId as string)).toEqual([
      'A NAMA - remembered',
      'B NAMA RESMI name remembered',
      'C NIK nik label',
      'D TGL LAHIR birth-date label',
    ]);
    expect((await db.database.read(anyone, (tx) => listOf(tx, listId))).withdrawnAt).not.toBeNull();

    const next = await handIn('two.csv', content('5311015012850002'), 'desa hambala');
    expect((await columnsOf((next.lists[0] as { listId: string }).listId))[1]).toBe('B NAMA RESMI name remembered');
    const other = await handIn('three.csv', content('5311015012850003'), 'Desa Lain');
    expect((await columnsOf((other.lists[0] as { listId: string }).listId))[1]).toBe('B NAMA RESMI - -');
  });

  it('stay as they are when the correction cannot be read, or something signed rests on the list', async () => {
    const submission = await handIn('four.csv', content('5311015012850004'), 'Desa Empat');
    const { listId } = submission.lists[0] as { listId: string };
    const attempt = (words: string[], signed: boolean): Promise<string> =>
      Promise.resolve()
        .then(() =>
          correctColumns(port, anyone, {
            listId,
            taught: taughtFrom(words),
            isSigned: async () => (signed ? { number: 'SK/1', signedOn: '2025-06-30' } : null),
          }),
        )
        .then(
          () => 'done',
          (error: unknown) => (error instanceof Fault ? error.code : String(error)),
        );
    expect(await attempt(['NIK=umur'], false)).toBe('column-unknown');
    expect(await attempt(['TGL LAHIR=note'], false)).not.toBe('done');
    expect(await attempt(['NAMA RESMI=name'], true)).toBe('list-is-signed');
    expect((await db.database.read(anyone, (tx) => listOf(tx, listId))).withdrawnAt).toBeNull();
    expect((await columnsOf(listId))[1]).toBe('B NAMA RESMI - -');
  });
});

describe('to a machine', () => {
  it('a file that was not handed in is read and not kept, and one that is refused is one object', async () => {
    const file = path.join(folder, 'six.csv');
    await writeFile(file, 'NIK;NAMA;TGL LAHIR\n5311015012850006;Maria;10-12-1985\n');
    expect(await objectsOfFile(file, at)).toMatchObject([{ file: 'six.csv', row: 2, outcome: 'accept', codes: [] }]);
    await writeFile(file, '');
    expect(await objectsOfFile(file, at)).toMatchObject([{ file: 'six.csv', row: null, refused: true, codes: ['file-empty'] }]);
  });
});

describe('the template', () => {
  it('has every column of the Table Schema as text, help and an example, and comes back as a list', async () => {
    const file = path.join(folder, 'template.xlsx');
    await writeTemplate(file);
    const sheets = new Map<string, string[][]>();
    for await (const { sheet, cells } of readXlsx(file))
      sheets.set(sheet as string, [...(sheets.get(sheet as string) ?? []), cells.map((cell) => cell?.text ?? '')]);
    expect([...sheets.keys()]).toEqual(['DAFTAR', 'PETUNJUK', 'CONTOH']);
    expect(sheets.get('DAFTAR')).toEqual([listFields.map(({ title }) => title)]);
    const read = async (): Promise<string> => {
      const found = await findList(file);
      return readList('template.xlsx', (await rowsOf(found)).rows, '2025-06-20' as never).sheets.length.toString();
    };
    await expect(read()).rejects.toMatchObject({ code: 'list-has-no-rows' });
    // The example, as a list of its own, is accepted without a word.
    const example = sheets.get('CONTOH') as string[][];
    const rows = example.map((texts, place) => ({
      rowNumber: place + 1,
      sheet: null,
      cells: texts.map((text) => (text === '' ? null : { text, kind: 'text' as const })),
    }));
    expect(readList('example', rows, '2025-06-20' as never)).toMatchObject({ accepted: 1, rows: [{ findings: [] }] });
  });
});
