// Proves the verification exchange: NIKs leave only in the list, answers count only for who was asked, and who is not answered stays unknown.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, anyone, testDatabase } from '../../test/database.ts';
import type { CivilDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import type { Nik } from '../kernel/nik.ts';
import { ownerSession } from '../platform/database.ts';
import type { Register } from './registers.ts';
import { latestSnapshots, personKeysFor, recordAgreement, registerFacts } from './registry-steps.ts';
import { loadAnswers, requestVerification, verificationProgress } from './verification-steps.ts';

let db: TestDatabase;
let folder: string;
let files = 0;
let keys: string[] = [];
const day = '2025-07-01' as CivilDate;
const nik = (number: number): string => `5311015012850${String(number).padStart(3, '0')}`;
const heads = {
  population: 'permintaan,baris,nik,ditemukan,no_kk,nama,tempat_lahir,tanggal_lahir,jenis_kelamin,status_kawin,nama_ibu,alamat,kode_desa,pekerjaan,status',
  membership: 'permintaan,baris,nik,ditemukan,kpj,segmen,status,pembayar,nama_pembayar,mulai,sampai',
};
const resident = '5311010101200001,Maria Rambu Kahi,WAINGAPU,1985-12-10,P,KAWIN,Anastasia,RT 01,5311012001,PETANI,AKTIF';
const owner = <Row extends object>(query: string): Promise<Row[]> => ownerSession(db.url, async (client) => (await client.query<Row>(query)).rows);

beforeAll(async () => {
  db = await testDatabase();
  folder = await mkdtemp(path.join(tmpdir(), 'exchange-'));
  await owner(`insert into programme.sponsor values ('ntt', 'Provinsi NTT', 'province', 'kemendagri', '53', 'Asia/Makassar', now())`);
  for (const register of ['population', 'membership'] as const) {
    for (const basis of ['exchange', 'snapshot'] as const) {
      await db.database.transact(anyone, (tx) =>
        recordAgreement(tx, {
          agreement: `${register}-${basis}`,
          register,
          sponsor: 'ntt',
          counterpart: 'pemegang',
          purpose: 'verifikasi',
          basis,
          validFrom: '2025-01-01' as CivilDate,
          validTo: '2025-12-31' as CivilDate,
        }),
      );
    }
  }
});
beforeEach(async () => {
  await owner(
    'truncate registry.identifier, registry.population, registry.membership, registry.snapshot, registry.verification_request, registry.verification_asked, platform.act cascade',
  );
  const tokens = [1, 2, 3].map((number) => db.niks.seal(nik(number) as Nik));
  const known = await db.database.transact(anyone, (tx) => personKeysFor(tx, tokens, 'intake'));
  keys = tokens.map((token) => known.get(token) ?? '');
});
afterAll(async () => {
  await db.drop();
  await rm(folder, { recursive: true });
});

const target = (): string => path.join(folder, `exchange-${(files += 1)}.csv`);
const ask = (register: Register = 'population', more = {}) =>
  requestVerification(db, anyone, {
    register,
    sponsor: 'ntt',
    area: '53',
    agreement: `${register}-exchange`,
    on: day,
    file: target(),
    people: people(1, 2, 3),
    ...more,
  });
const people = (...numbers: number[]) => numbers.map((number) => ({ personKey: keys[number - 1] ?? '', area: '5311012001' }));
async function answer(register: 'population' | 'membership', request: string, lines: readonly string[], asOf: string = day) {
  const file = target();
  await writeFile(file, `${[heads[register], ...lines].join('\n')}\n`);
  return { file, load: () => loadAnswers(db, anyone, { register, request, file, asOf: asOf as CivilDate }) };
}
const states = (register: Register = 'population') =>
  db.database.read(anyone, async (tx) => {
    const found = [];
    for (const key of keys) found.push((await registerFacts(tx, key, 'ntt', '2025-07-31' as CivilDate))[register].state);
    return found;
  });
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (error: unknown) => (error instanceof Fault ? `${error.code} ${error.place.row ?? ''}`.trim() : String(error)),
  );

describe('asking and answering', () => {
  it('writes the list in clear, takes partial answers, and says unknown until answered', async () => {
    const { requestId, asked, file } = await ask('population', { people: people(3, 1, 2, 1) });
    expect(asked).toBe(3);
    expect((await readFile(file, 'utf8')).split('\r\n')).toEqual([
      'permintaan,baris,nik',
      `${requestId},1,${nik(3)}`,
      `${requestId},2,${nik(1)}`,
      `${requestId},3,${nik(2)}`,
      '',
    ]);
    expect(await states()).toEqual(['unknown', 'unknown', 'unknown']);

    const first = await answer('population', requestId, [`${requestId},2,${nik(1)},YA,${resident}`]);
    expect(await first.load()).toMatchObject({ rows: 1, alreadyLoaded: false });
    expect(await states()).toEqual(['found', 'unknown', 'unknown']);
    expect(await first.load()).toMatchObject({ rows: 1, alreadyLoaded: true });

    await (await answer('population', requestId, [`${requestId},3,${nik(2)},TIDAK,,,,,,,,,,,`], '2025-07-02')).load();
    expect(await states()).toEqual(['found', 'not-found', 'unknown']);
    expect(await db.database.read(anyone, (tx) => verificationProgress(tx, requestId))).toMatchObject({
      asked: 3,
      found: 1,
      notFound: 1,
      unanswered: 1,
      asOf: '2025-07-02',
    });

    // A later answer replaces an earlier one of the same person, and nobody else's.
    await (await answer('population', requestId, [`${requestId},2,${nik(1)},TIDAK,,,,,,,,,,,`], '2025-07-10')).load();
    expect(await states()).toEqual(['not-found', 'not-found', 'unknown']);
    expect(
      await db.database.read(anyone, async (tx) =>
        (await latestSnapshots(tx, 'ntt', '2025-07-05' as CivilDate)).population.map(({ asOf, basis }) => [asOf, basis]),
      ),
    ).toEqual([
      ['2025-07-02', 'exchange'],
      ['2025-07-01', 'exchange'],
    ]);
    expect(await owner('select area, count(*)::int from registry.population group by area')).toEqual([{ area: '5311012001', count: 3 }]);
  });

  it('asks about everyone not answered yet when no people are named', async () => {
    const { requestId } = await ask();
    await (await answer('population', requestId, [`${requestId},1,${nik(1)},YA,${resident}`])).load();
    expect((await ask('population', { people: undefined })).asked).toBe(2);
  });

  it('never asks about people whom only another sponsor knows', async () => {
    await ask('population', { people: people(1) });
    const own = await ask('membership', { people: undefined });
    expect(own.asked).toBe(1);
    const written = await readFile(own.file, 'utf8');
    expect([1, 2, 3].map((number) => written.includes(nik(number)))).toEqual([true, false, false]);
  });

  it('takes several memberships of one person', async () => {
    const { requestId } = await ask('membership');
    await (
      await answer('membership', requestId, [
        `${requestId},1,${nik(1)},YA,00123456789,BPU,NONAKTIF,,,,`,
        `${requestId},1,${nik(1)},YA,00123456790,PU,AKTIF,PERUSAHAAN,PT Contoh,,`,
        `${requestId},2,${nik(2)},TIDAK,,,,,,,`,
      ])
    ).load();
    expect(await states('membership')).toEqual(['found', 'not-found', 'unknown']);
    expect(await db.database.read(anyone, (tx) => verificationProgress(tx, requestId))).toMatchObject({ asked: 3, found: 1, notFound: 1, unanswered: 1 });
  });
});

describe('what is refused', () => {
  const population = (lines: (request: string) => string[], asOf?: string) => async () => {
    const { requestId } = await ask();
    return codeOf((await answer('population', requestId, lines(requestId), asOf)).load());
  };
  it.each<readonly [string, () => Promise<string>]>([
    ['answer-for-someone-not-asked 3', population((r) => [`${r},1,${nik(1)},YA,${resident}`, `${r},2,${nik(9)},YA,${resident}`])],
    ['answer-for-someone-not-asked 2', population((r) => [`${r},1,${nik(2)},YA,${resident}`])],
    ['person-repeated-in-register 3', population((r) => [1, 1].map(() => `${r},1,${nik(1)},YA,${resident}`))],
    ['bad-rows 2', population((r) => [`${r},1,${nik(1)},MUNGKIN,${resident}`])],
    ['bad-rows 2', population(() => [`lain,1,${nik(1)},YA,${resident}`])],
    ['bad-rows 2', population((r) => [`${r},satu,${nik(1)},YA,${resident}`])],
    ['bad-rows 2', population((r) => [`${r},1,123,TIDAK,${resident}`])],
    ['agreement-expired', population((r) => [`${r},1,${nik(1)},YA,${resident}`], '2026-01-01')],
    ['request-unknown', async () => codeOf((await answer('population', 'x', [])).load())],
    ['agreement-for-another-use', () => codeOf(ask('population', { agreement: 'population-snapshot' }))],
    ['nobody-to-ask-about', () => codeOf(ask('population', { people: [] }))],
    [
      'answer-contradicts-itself',
      async () => {
        const { requestId } = await ask('membership');
        return codeOf(
          (await answer('membership', requestId, [`${requestId},1,${nik(1)},YA,00123456789,BPU,AKTIF,,,,`, `${requestId},1,${nik(1)},TIDAK,,,,,,,`])).load(),
        );
      },
    ],
    ['request-for-another-register', async () => codeOf((await answer('population', (await ask('membership')).requestId, [])).load())],
  ])('%s', async (code, attempt) => {
    expect(await attempt()).toBe(code);
    expect(await owner('select from registry.population')).toHaveLength(0);
    expect(await owner('select from registry.snapshot')).toHaveLength(0);
  });

  it('never overwrites a list, and leaves none behind when it fails', async () => {
    const { file } = await ask();
    expect(await codeOf(ask('population', { file }))).toBe('file-exists');
    const failing = target();
    expect(await codeOf(ask('population', { file: failing, on: '2026-02-01' as CivilDate }))).toBe('agreement-expired');
    await expect(readFile(failing)).rejects.toThrow('ENOENT');
  });
});

it('no column of the database holds a NIK in clear after an exchange', async () => {
  const { requestId } = await ask();
  await (await answer('population', requestId, [`${requestId},1,${nik(1)},YA,${resident}`])).load();
  const tables = await owner<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  for (const planted of [nik(1), '5311010101200001']) {
    expect(
      await owner(tables.map(({ name }) => `select '${name}' as name from ${name} t where replace(t::text, '-', '') like '%${planted}%'`).join(' union all ')),
    ).toEqual([]);
  }
});
