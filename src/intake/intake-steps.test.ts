// Hands real files in against a real database, as villages do: twice, broken, from several people at once, from the wrong office.
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as xlsx from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, anyone, testDatabase } from '../../test/database.ts';
import type { Actor } from '../kernel/actor.ts';
import { instant } from '../kernel/clock.ts';
import { Fault } from '../kernel/fault.ts';
import type { Nik } from '../kernel/nik.ts';
import { ownerSession } from '../platform/database.ts';
import { createVault } from '../platform/vault.ts';
import { type IntakePort, type Submission, filesIn, listFindings, listNamed, listOf, listsIn, sponsorOf, submitLists, withdrawList } from './intake-steps.ts';
import { sealedFile } from './intake-store.ts';

const header = 'NO,NIK,NO KK,NAMA,TANGGAL LAHIR,L/P,ALAMAT,PEKERJAAN';
const village = '5311012001';

let db: TestDatabase;
let port: IntakePort;
let folder: string;

beforeAll(async () => {
  db = await testDatabase();
  port = { database: db.database, niks: db.niks, vault: createVault(Buffer.alloc(32, 9)) };
  folder = await mkdtemp(path.join(tmpdir(), 'payung-lists-'));
  await ownerSession(db.url, async (client) => {
    await client.query(`insert into programme.sponsor values ('ntt', 'Provinsi Nusa Tenggara Timur', 'province', 'kemendagri', '53', 'Asia/Makassar', now())`);
    await client.query(`insert into programme.programme values ('ntt-2025', 'ntt', 'Program', 'Programme', '2025-07-01', '2025-12-01', now(), 'test')`);
  });
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await db.drop();
});

const file = async (name: string, content: string | Buffer): Promise<string> => {
  const target = path.join(folder, name);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, content);
  return target;
};
const handIn = (files: readonly string[], area = village, actor: Actor = anyone): Promise<Submission> =>
  submitLists(port, actor, {
    programme: 'ntt-2025',
    sponsor: 'ntt',
    files: files.map((name) => ({ path: name, area })),
    sender: 'Desa Hambala',
    receivedAt: instant('2025-06-20T01:00:00Z'),
  });
const rowsOf = (query: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
  ownerSession(db.url, async (client) => (await client.query(query, values)).rows);
const faultOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (error: unknown) => (error instanceof Fault ? error.code : String(error)),
  );

describe('a list', () => {
  it('is taken in with every row counted, its numbers sealed and its file kept', async () => {
    const content = [
      header,
      '1,5311015012850001,5311010101200001,Maria Bere,10-12-1985,P,Jl. Ade,Petani',
      '2,531101,,Ana,1-1-1980,P,,',
      '3,5311014101800002,,Ana 2,1-1-1980,P,,',
    ].join('\r\n');
    const list = await file('first/hambala.csv', content);
    const submission = await handIn([list]);
    expect(submission).toMatchObject({ rows: 3, accepted: 1, rejected: 1, review: 1, alreadyHandedIn: [], refusedFiles: [] });
    const { listId } = submission.lists[0] as { listId: string };

    const token = db.niks.seal('5311015012850001' as Nik);
    expect(
      await rowsOf('select row_no, token, name, birth_date, sex, household, area, outcome, findings from intake.candidate where list_id = $1 order by row_no', [
        listId,
      ]),
    ).toEqual([
      {
        row_no: 2,
        token,
        name: 'Maria Bere',
        birth_date: '1985-12-10',
        sex: 'P',
        household: db.niks.seal('5311010101200001' as Nik),
        area: village,
        outcome: 'accept',
        findings: [],
      },
      {
        row_no: 3,
        token: null,
        name: 'Ana',
        birth_date: '1980-01-01',
        sex: 'P',
        household: null,
        area: village,
        outcome: 'reject',
        findings: ['nik-not-16-digits'],
      },
      {
        row_no: 4,
        token: db.niks.seal('5311014101800002' as Nik),
        name: 'Ana 2',
        birth_date: '1980-01-01',
        sex: 'P',
        household: null,
        area: village,
        outcome: 'review',
        findings: ['name-has-digits'],
      },
    ]);
    expect(await rowsOf('select count(*)::int as people from registry.identifier where token = $1', [token])).toEqual([{ people: 1 }]);
    expect(await rowsOf('select kind, subject, area from platform.act')).toEqual([{ kind: 'lists-handed-in', subject: 'ntt-2025', area: village }]);

    const sealed = await db.database.read(anyone, (tx) => sealedFile(tx, listId));
    expect(port.vault.open(sealed as Buffer).toString()).toBe(content);
    const everything = await ownerSession(db.url, async (client) =>
      (await client.query(`select l::text || c::text as row from intake.list l, intake.candidate c`)).rows.map(({ row }) => row).join(),
    );
    expect(everything).not.toContain('5311015012850001');
    expect((sealed as Buffer).includes('5311015012850001')).toBe(false);
  });

  it('that was handed in before changes nothing, under any name, also twice in one submission', async () => {
    const content = `${header}\n1,5311015012850011,,Rosa Bere,10-12-1985,P,,`;
    const [one, other] = [await file('again/a.csv', content), await file('again/b.csv', content)];
    const first = await handIn([one, other]);
    expect(first.lists).toHaveLength(1);
    expect(first.alreadyHandedIn).toEqual([{ file: 'b.csv', listId: first.lists[0]?.listId }]);
    const second = await handIn([other]);
    expect(second).toMatchObject({ lists: [], rows: 0, alreadyHandedIn: [{ file: 'b.csv', listId: first.lists[0]?.listId }] });
    expect(await rowsOf(`select count(*)::int as rows from intake.candidate where name = 'Rosa Bere'`)).toEqual([{ rows: 1 }]);
  });

  it('that was refused is read anew as often as it comes, and each file with the same bytes is refused by its own name', async () => {
    const content = `${header}\n1,5311015012850012,,Rosa Taek,10-12-1985,P,,`;
    const broken = content.replace('NIK', 'XX').replace('5311015012850012', 'x');
    const [one, other] = [await file('refused/a.csv', broken), await file('refused/b.csv', broken)];
    for (const submission of [await handIn([one, other]), await handIn([other, one])]) {
      expect(submission).toMatchObject({ lists: [], alreadyHandedIn: [] });
      expect(submission.refusedFiles.map((refused) => [refused.file, refused.fault.code, refused.fault.text.id.includes(refused.file)]).sort()).toEqual([
        ['a.csv', 'list-columns-missing', true],
        ['b.csv', 'list-columns-missing', true],
      ]);
    }
    const mended = await file('refused/a.csv', content);
    expect((await handIn([mended])).lists).toHaveLength(1);
  });

  it('is told with what no row says: hidden sheets and columns, rows that are nobody’s', async () => {
    const book = xlsx.utils.book_new();
    const sheet = (nik: string) =>
      xlsx.utils.aoa_to_sheet([
        ['NO', 'NIK', 'NAMA', 'TANGGAL LAHIR', 'ALAMAT'],
        [1, nik, 'Rosa Seran', '10-12-1985', 'Jl. Ade'],
        ['', '', '', '', 'Kepala Desa'],
        ['', '', '', '', 'DOMINGGUS TAEK'],
      ]);
    xlsx.utils.book_append_sheet(book, sheet('5311015012850099'), 'Lama');
    xlsx.utils.book_append_sheet(book, { ...sheet('5311015012850013'), '!cols': [{}, { hidden: true }] }, 'Daftar');
    book.Workbook = { Sheets: [{ Hidden: 2 }, { Hidden: 0 }] };
    const { lists } = await handIn([await file('hidden/a.xlsx', xlsx.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer)]);
    expect(lists[0]).toMatchObject({ rows: 1, accepted: 1 });
    expect(lists[0]?.notes.map(({ id }) => id)).toEqual([
      'Kolom tersembunyi B (NIK) di lembar "Daftar" ikut dibaca.',
      'Baris 3–4 di lembar "Daftar" tidak dihitung: jumlah, judul kelompok, tanda tangan, atau tidak memuat orang.',
      'Lembar tersembunyi "Lama" tidak dibaca; di dalamnya ada 1 baris orang. Bila mereka diusulkan, tampilkan lembar itu lalu kirim lagi.',
    ]);
  });

  it('handed in by several at once is taken in once', async () => {
    const lists = await Promise.all([1, 2, 3, 4].map((n) => file(`race/${n}.csv`, `${header}\n1,531101501285002${n},,Dewi ${'ABCD'[n]},10-12-1985,P,,`)));
    const submissions = await Promise.all([handIn(lists), handIn([...lists].reverse()), handIn(lists), handIn(lists)]);
    expect(submissions.reduce((sum, { lists: taken }) => sum + taken.length, 0)).toBe(4);
    expect(submissions.reduce((sum, { alreadyHandedIn }) => sum + alreadyHandedIn.length, 0)).toBe(12);
    expect(await rowsOf(`select count(*)::int as rows from intake.candidate c join intake.list l using (list_id) where l.file_name ~ '^[1-4].csv$'`)).toEqual([
      { rows: 4 },
    ]);
  });

  it('may be a workbook whatever its name, and a NIK kept as a number is told', async () => {
    const sheet = xlsx.utils.aoa_to_sheet(
      [
        ['DAFTAR PEKERJA RENTAN'],
        ['NO', 'N I K', 'NAMA LENGKAP', 'Tgl. Lahir', 'JENIS KELAMIN'],
        [1, '5311015012850031', 'Yuliana Taek', new Date(Date.UTC(1985, 11, 10)), 'P'],
        [2, 5311015012850032, 'Petrus Bria', '10-12-1985', 'L'],
        [3, null, null, null, null],
      ],
      { cellDates: true, UTC: true },
    );
    const book = xlsx.utils.book_new();
    xlsx.utils.book_append_sheet(book, sheet, 'Dusun 1');
    const name = await file('books/named-wrongly.csv', xlsx.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
    const submission = await handIn([name]);
    expect(submission).toMatchObject({ rows: 3, accepted: 1, rejected: 2, refusedFiles: [] });
    const lines = await db.database.read(anyone, (tx) => listFindings(tx, submission.lists[0]?.listId as string, db.niks));
    expect(lines.map(({ sheet: where, row, code }) => [where, row, code])).toEqual([
      ['Dusun 1', 4, 'nik-damaged-by-spreadsheet'],
      ['Dusun 1', 5, 'row-has-only-a-number'],
    ]);
    expect(await rowsOf('select name, birth_date, sheet from intake.candidate where name = $1', ['Yuliana Taek'])).toEqual([
      { name: 'Yuliana Taek', birth_date: '1985-12-10', sheet: 'Dusun 1' },
    ]);
  });
});

describe('a folder of lists', () => {
  it('is taken in without its broken files, each of which is told', async () => {
    const good = `${header}\n1,5311015012850041,,Yovita Abuk,10-12-1985,P,,`;
    await file('many/5311012001-good.csv', good);
    await file('many/a-no-nik.csv', 'NO,NAMA,ALAMAT\n1,Ana,x');
    await file('many/b-empty.csv', '');
    await file('many/c-picture.xlsx', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]));
    await file('many/d-damaged.xlsx', Buffer.from('PK\u0003\u0004 no workbook'));
    await file('many/e-only-header.csv', header);
    await file(
      'many/sub/f-broken-text.csv',
      Buffer.concat([Buffer.from(`${header}\n1,5311015012850042,,`), Buffer.from([0xe9, 0x00]), Buffer.from(',10-12-1985,P,,')]),
    );
    await file('many/~$5311012001-good.xlsx', 'lock');
    await symlink(path.join(folder, 'nowhere.csv'), path.join(folder, 'many/g-link-to-nothing.csv'));
    await symlink(path.join(folder, 'many/sub'), path.join(folder, 'many/i-link-to-a-folder.csv'));
    await symlink('/dev/zero', path.join(folder, 'many/h-link-to-a-device.csv'));
    const files = await filesIn(path.join(folder, 'many'));
    expect(files.map((name) => path.basename(name))).not.toContain('~$5311012001-good.xlsx');
    const submission = await handIn([...files, path.join(folder, 'many/missing.csv')]);
    expect(submission.lists.map((list) => list.file)).toEqual(['5311012001-good.csv']);
    expect(submission.refusedFiles.map((refused) => refused.file).sort()).toEqual([
      'a-no-nik.csv',
      'b-empty.csv',
      'c-picture.xlsx',
      'd-damaged.xlsx',
      'e-only-header.csv',
      'f-broken-text.csv',
      'g-link-to-nothing.csv',
      'i-link-to-a-folder.csv',
      'missing.csv',
    ]);
    for (const { fault, file: name } of submission.refusedFiles)
      expect([fault.text.id, fault.text.en, fault.place.file]).toEqual([expect.stringMatching(/\w/), expect.stringMatching(/\w/), name]);
  });

  it('keeps to the area of who hands it in, in the database too', async () => {
    const officer: Actor = { id: 'kabupaten-officer', roles: ['sender'], sponsor: 'ntt', area: '5311' };
    const [own, foreign] = [
      await file('area/own.csv', `${header}\n1,5311015012850051,,Own,10-12-1985,P,,`),
      await file('area/foreign.csv', `${header}\n1,5311015012850052,,Foreign,10-12-1985,P,,`),
    ];
    expect((await handIn([own], '53.11.01.2001', officer)).lists).toMatchObject([{ area: village }]);
    expect((await handIn([foreign], '5302012001', officer)).refusedFiles.map(({ fault }) => fault.code)).toEqual(['area-of-another-office']);
    expect((await handIn([foreign], 'Kupang', officer)).refusedFiles.map(({ fault }) => fault.code)).toEqual(['area-not-a-code']);
    const elsewhere: Actor = { ...officer, area: '5302' };
    const { listId } = (await handIn([foreign], '5302012001', elsewhere)).lists[0] as { listId: string };
    expect(await faultOf(db.database.read(officer, (tx) => listOf(tx, listId)))).toBe('list-not-found');
    expect((await handIn([own], '5302012001', elsewhere)).alreadyHandedIn).toEqual([{ file: 'own.csv', listId: null }]);
    expect((await db.database.read(officer, (tx) => listsIn(tx, 'ntt-2025'))).every(({ area }) => area.startsWith('5311'))).toBe(true);
  });

  it('goes on after it was interrupted', async () => {
    const files = await Promise.all(
      Array.from({ length: 450 }, (_, n) => file(`long/${n}.csv`, `${header}\n1,53110141018${String(n + 1000)}1,,Interrupted,1-1-1980,P,,`)),
    );
    const seen: number[] = [];
    const broken = submitLists(port, anyone, {
      programme: 'ntt-2025',
      sponsor: 'ntt',
      files: files.map((name) => ({ path: name, area: village })),
      sender: 'x',
      receivedAt: instant('2025-06-20T01:00:00Z'),
      onProgress: ({ files: done }) => {
        if (done === 0) return; // told while the first lists are being written
        seen.push(done);
        throw new Error('stopped');
      },
    });
    await expect(broken).rejects.toThrow('stopped');
    expect(seen).toEqual([200]);
    const count = async (): Promise<unknown> => (await rowsOf(`select count(*)::int as rows from intake.candidate where name = 'Interrupted'`))[0]?.['rows'];
    expect(await count()).toBe(200);
    const rest = await handIn(files);
    expect([rest.lists.length, rest.alreadyHandedIn.length, await count()]).toEqual([250, 200, 450]);
  });
});

describe('a list that is in', () => {
  it('is found by id, file and name, and tells its findings with the NIK masked', async () => {
    const name = await file('named/temuan.csv', `${header}\n1,5311015012850061,,,10-12-1985,P,,`);
    const { listId } = (await handIn([name])).lists[0] as { listId: string };
    await db.database.read(anyone, async (tx) => {
      for (const reference of [listId, name, 'temuan.csv']) expect((await listNamed(tx, reference)).listId).toBe(listId);
      expect(await listFindings(tx, listId, db.niks)).toMatchObject([
        { row: 2, nik: '53**********0061', code: 'name-missing', outcome: 'reject', field: 'name', id: 'Nama kosong.' },
      ]);
    });
    expect(await faultOf(db.database.read(anyone, (tx) => listNamed(tx, 'nothing.csv')))).toBe('list-not-found');
    await expect(db.database.read(anyone, (tx) => listNamed(tx, 'ntt-2025'))).rejects.toMatchObject({
      code: 'list-not-found',
      text: { en: expect.stringContaining('payung list show --programme ntt-2025') },
    });
  });

  it('may be withdrawn once, with a reason, unless something signed rests on it', async () => {
    const name = await file('withdrawn/w.csv', `${header}\n1,5311015012850071,,Bernadeta,10-12-1985,P,,`);
    const { listId } = (await handIn([name])).lists[0] as { listId: string };
    const withdraw = (reason: string, signed = false): Promise<unknown> =>
      db.database.transact(anyone, (tx) =>
        withdrawList(tx, { listId, reason, isSigned: async () => (signed ? { number: 'SK/1', signedOn: '2025-06-30' } : null) }),
      );
    expect(await faultOf(withdraw(' '))).toBe('withdrawal-without-reason');
    expect(await faultOf(withdraw('wrong village', true))).toBe('list-is-signed');
    expect(await withdraw('wrong village')).toMatchObject({ listId, withdrawnAt: db.clock.now() });
    expect(await faultOf(withdraw('again'))).toBe('list-already-withdrawn');
    expect((await db.database.read(anyone, (tx) => listOf(tx, listId))).withdrawnAt).not.toBeNull();
  });

  it('and withdrawn may be handed in again as the same file, once at a time; what was withdrawn stays', async () => {
    const name = await file('again/w.csv', `${header}\n1,5311015012850081,,Kornelia,10-12-1985,P,,`);
    const withdraw = (listId: string): Promise<unknown> =>
      db.database.transact(anyone, (tx) => withdrawList(tx, { listId, reason: 'wrong village', isSigned: async () => null }));
    const { listId: first } = (await handIn([name], '5302012001')).lists[0] as { listId: string };
    await withdraw(first);
    // Who hands it in for the right village does not see the one it was withdrawn from.
    const officer: Actor = { id: 'kabupaten-officer', roles: ['sender'], sponsor: 'ntt', area: '5311' };
    const submissions = await Promise.all([1, 2, 3, 4].map(() => handIn([name], village, officer)));
    const taken = submissions.flatMap(({ lists }) => lists);
    expect([taken.length, submissions.flatMap(({ alreadyHandedIn }) => alreadyHandedIn).length]).toEqual([1, 3]);
    expect((await handIn([name])).alreadyHandedIn).toEqual([{ file: 'w.csv', listId: taken[0]?.listId }]);
    expect((await db.database.read(anyone, (tx) => listNamed(tx, name))).listId).toBe(taken[0]?.listId);
    await withdraw(taken[0]?.listId as string);
    expect((await handIn([name])).lists).toHaveLength(1);
    expect(
      await rowsOf(
        `select l.area, l.withdrawn_before, w.list_id is not null as withdrawn, (select count(*)::int from intake.candidate c where c.list_id = l.list_id) as rows
         from intake.list l left join intake.withdrawal w using (list_id) where l.file_digest = (select file_digest from intake.list where list_id = $1) order by 2`,
        [first],
      ),
    ).toEqual([
      { area: '5302012001', withdrawn_before: 0, withdrawn: true, rows: 1 },
      { area: village, withdrawn_before: 1, withdrawn: true, rows: 1 },
      { area: village, withdrawn_before: 2, withdrawn: false, rows: 1 },
    ]);
  });

  it('belongs to a known programme of its sponsor', async () => {
    const request = { sponsor: 'ntt', files: [], sender: 'x', receivedAt: instant('2025-06-20T01:00:00Z') };
    expect(await faultOf(submitLists(port, anyone, { ...request, programme: 'nothing' }))).toBe('programme-unknown');
    expect(await faultOf(submitLists(port, anyone, { ...request, sponsor: 'ntb', programme: 'ntt-2025' }))).toBe('programme-of-another-sponsor');
    expect(await db.database.read(anyone, (tx) => sponsorOf(tx, 'ntt-2025'))).toBe('ntt');
  });
});
