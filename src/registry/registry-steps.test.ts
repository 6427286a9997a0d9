// Proves loading: whole or not at all, once, under an agreement, with every wrong row named and no NIK left behind in clear.
import { utimesSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, anyone, testDatabase } from '../../test/database.ts';
import type { Instant } from '../kernel/clock.ts';
import type { CivilDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import type { Nik } from '../kernel/nik.ts';
import { ownerSession } from '../platform/database.ts';
import type { Agreement } from './agreement.ts';
import { type Register, registers } from './registers.ts';
import {
  type RegisterLoad,
  deathsKnown,
  findPersonByNik,
  latestSnapshots,
  listSnapshots,
  loadRegister,
  personKeysFor,
  recordAgreement,
  registerFacts,
} from './registry-steps.ts';

let db: TestDatabase;
let folder: string;
let files = 0;

const heads: Readonly<Record<Register, string>> = {
  population: 'nik,no_kk,nama,tempat_lahir,tanggal_lahir,jenis_kelamin,status_kawin,nama_ibu,alamat,kode_desa,pekerjaan,status',
  'social-register': 'nik,desil,disabilitas,perempuan_kepala_keluarga,tanggungan',
  membership: 'nik,kpj,segmen,status,pembayar,nama_pembayar,mulai,sampai',
  'public-servants': 'nik,jenis',
  deaths: 'nik,tanggal_meninggal,tanggal_lapor,sumber',
};
const nik = (number: number): string => `5311015012850${String(number).padStart(3, '0')}`;
const manyNik = (number: number): string => `5311010150${10 + Math.floor(number / 9000)}${String(1 + (number % 9000)).padStart(4, '0')}`;
const resident = (number: number): string =>
  `${nik(number)},5311010101200001,Maria Rambu Kahi,WAINGAPU,1985-12-10,P,KAWIN,"Ibu, Anastasia",RT 01,5311012001,PETANI,AKTIF`;

async function file(register: Register, lines: readonly string[], name = `register-${(files += 1)}.csv`): Promise<string> {
  const target = path.join(folder, name);
  await writeFile(target, `${[heads[register], ...lines].join('\n')}\n`);
  return target;
}
const load = (register: Register, target: string, more: Partial<RegisterLoad> = {}) =>
  loadRegister(db, anyone, { register, file: target, sponsor: 'ntt', area: '53', agreement: `pks-${register}`, asOf: '2025-07-01' as CivilDate, ...more });
const owner = <Row extends object>(query: string, values: unknown[] = []): Promise<Row[]> =>
  ownerSession(db.url, async (client) => (await client.query<Row>(query, values)).rows);
const faultOf = async (work: Promise<unknown>): Promise<Fault> => {
  const fault = await work.then(
    () => null,
    (error: unknown) => error,
  );
  expect(fault).toBeInstanceOf(Fault);
  return fault as Fault;
};
const counts = async (): Promise<Record<string, number>> =>
  (
    await owner<
      Record<string, number>
    >(`select (select count(*)::int from registry.identifier) as identifier, (select count(*)::int from registry.population) as population,
    (select count(*)::int from registry.snapshot) as snapshot, (select count(*)::int from platform.act where kind = 'register-loaded') as act`)
  )[0] ?? {};

beforeAll(async () => {
  db = await testDatabase();
  folder = await mkdtemp(path.join(tmpdir(), 'registers-'));
  await owner(`insert into programme.sponsor values ('ntt', 'Provinsi NTT', 'province', 'kemendagri', '53', 'Asia/Makassar', now())`);
  for (const register of registers) await db.database.transact(anyone, (tx) => recordAgreement(tx, agreement(register)));
});
beforeEach(() =>
  owner(
    `truncate registry.identifier, registry.population, registry.social_register, registry.membership, registry.public_servant, registry.death, registry.snapshot_application, registry.snapshot_hold, registry.snapshot, platform.act`,
  ),
);
afterAll(async () => {
  await db.drop();
  await rm(folder, { recursive: true });
});

const agreement = (register: Register, more: Partial<Agreement> = {}): Omit<Agreement, 'permittedFields'> => ({
  agreement: `pks-${register}`,
  register,
  sponsor: 'ntt',
  counterpart: 'Dukcapil',
  purpose: 'verifikasi',
  basis: 'snapshot',
  validFrom: '2025-01-01' as CivilDate,
  validTo: '2025-12-31' as CivilDate,
  ...more,
});

describe('loading', () => {
  it('loads all five registers and says of one person what each of them says', async () => {
    await load('population', await file('population', [resident(1), resident(2)]));
    await load('social-register', await file('social-register', [`${nik(1)},2,TIDAK,YA,3`, `${nik(9)},1,YA,TIDAK,`]));
    await load(
      'membership',
      await file('membership', [
        `${nik(1)},00123456789,BPU,NONAKTIF,,,2020-01-01,2021-01-01`,
        `${nik(1)},00123456790,PU,AKTIF,PERUSAHAAN,PT Contoh,2024-01-01,`,
      ]),
    );
    await load('public-servants', await file('public-servants', [`${nik(2)},PENSIUN`]));
    await load('deaths', await file('deaths', [`${nik(2)},10-06-2025,,DESA`]));
    const sealer = db.niks;
    await db.database.read(anyone, async (tx) => {
      const [first, second] = [await findPersonByNik(tx, sealer, nik(1) as Nik), await findPersonByNik(tx, sealer, nik(2) as Nik)];
      expect(await findPersonByNik(tx, sealer, nik(5) as Nik)).toBeNull();
      const facts = await registerFacts(tx, first ?? '', 'ntt', '2025-07-31' as CivilDate);
      expect(facts.population.rows).toEqual([
        {
          name: 'Maria Rambu Kahi',
          birth_place: 'WAINGAPU',
          birth_date: '1985-12-10',
          sex: 'P',
          marital_status: 'KAWIN',
          mother_name: 'Ibu, Anastasia',
          address: 'RT 01',
          area: '5311012001',
          occupation: 'PETANI',
          status: 'resident',
        },
      ]);
      expect(facts['social-register'].rows).toEqual([{ decile: 2, disabled: false, woman_headed: true, dependants: 3 }]);
      expect(facts.membership.rows.map(({ kpj, active, payer_kind }) => [kpj, active, payer_kind])).toEqual([
        ['00123456789', false, null],
        ['00123456790', true, 'employer'],
      ]);
      expect(facts['public-servants']).toMatchObject({ state: 'not-found', rows: [] });
      expect((await registerFacts(tx, second ?? '', 'ntt', '2025-07-31' as CivilDate)).deaths.rows).toEqual([
        { died_on: '2025-06-10', reported_on: null, source: 'village' },
      ]);
      expect((await registerFacts(tx, first ?? '', 'ntt', '2025-06-30' as CivilDate)).population.state).toBe('unknown');
      expect((await tx.client.query(`select person_key from ${await deathsKnown(tx, 'ntt', '2025-07-31' as CivilDate)} d`)).rows).toEqual([
        { person_key: second },
      ]);
      expect((await listSnapshots(tx)).map(({ register, rows, validTo }) => [register, rows, validTo])).toContainEqual(['membership', 2, '2025-12-31']);
    });
    // A row without a village of its own stands where the population register says the person lives; an unknown person in the whole area.
    expect(await owner('select area from registry.social_register order by area')).toEqual([{ area: '53' }, { area: '5311012001' }]);
    expect(await owner('select count(*)::int from registry.identifier')).toEqual([{ count: 3 }]);
  });

  it('gives a person one key for ever: through later snapshots and through lists', async () => {
    await load('population', await file('population', [resident(1)]));
    await load('population', await file('population', [resident(3), resident(1)]), { asOf: '2025-07-15' as CivilDate });
    expect(await owner('select count(distinct person_key)::int as people, count(*)::int as rows from registry.population')).toEqual([{ people: 2, rows: 3 }]);
    const tokens = [1, 3, 4, 4].map((number) => db.niks.seal(nik(number) as Nik));
    const keys = await db.database.transact(anyone, (tx) => personKeysFor(tx, tokens, 'intake'));
    expect(keys.size).toBe(3);
    expect(await owner('select source from registry.identifier where person_key = $1', [keys.get(tokens[2] ?? '')])).toEqual([{ source: 'intake' }]);
    db.clock.set('2025-08-20T00:00:00Z');
    await load('deaths', await file('deaths', [`${nik(1)},2025-06-01,,DESA`, `${nik(5)},2025-06-01,,DESA`]));
    db.clock.set('2025-08-01T00:00:00Z');
    expect(await owner('select source, recorded_at, count(*)::int from registry.identifier group by source, recorded_at order by 2, 1')).toEqual([
      { source: 'intake', recorded_at: '2025-08-01T00:00:00Z', count: 1 },
      { source: 'population', recorded_at: '2025-08-01T00:00:00Z', count: 2 },
      { source: 'deaths', recorded_at: '2025-08-20T00:00:00Z', count: 1 },
    ]);
    expect(await db.database.transact(anyone, (tx) => personKeysFor(tx, new Set(tokens), 'intake'))).toEqual(keys);
    expect(await db.database.read(anyone, (tx) => findPersonByNik(tx, db.niks, nik(3) as Nik))).toBe(keys.get(tokens[1] ?? ''));
  });

  it('gives a person of several memberships one key, when he was never seen before', async () => {
    await load(
      'membership',
      await file(
        'membership',
        [1, 2, 1].map((number, place) => `${nik(number)},0012345678${place},BPU,AKTIF,,,,`),
      ),
    );
    expect(await owner('select count(distinct person_key)::int as people, count(*)::int as memberships from registry.membership')).toEqual([
      { people: 2, memberships: 3 },
    ]);
    expect((await counts())['identifier']).toBe(2);
  });

  it('takes the very same agreement again and refuses another one under its name', async () => {
    const acts = "select count(*)::int as acts from platform.act where kind = 'agreement-recorded'";
    const count = () => db.database.read(anyone, async (tx) => (await tx.client.query<{ acts: number }>(acts)).rows[0]?.acts);
    const before = await count();
    await db.database.transact(anyone, (tx) => recordAgreement(tx, agreement('population')));
    expect(await count()).toBe(before);
    const other = db.database.transact(anyone, (tx) => recordAgreement(tx, agreement('population', { purpose: 'tujuan lain' })));
    await expect(other).rejects.toMatchObject({ code: 'agreement-name-taken' });
  });

  it('keeps out what the agreement does not permit', async () => {
    await db.database.transact(anyone, (tx) =>
      recordAgreement(tx, {
        ...agreement('population', { agreement: 'pks-sempit' }),
        permittedFields: ['nik', 'nama', 'tanggal_lahir', 'jenis_kelamin', 'kode_desa', 'status'],
      }),
    );
    await load('population', await file('population', [resident(1)]), { agreement: 'pks-sempit' });
    expect(await owner('select name, mother_name, address, household from registry.population')).toEqual([
      { name: 'Maria Rambu Kahi', mother_name: null, address: null, household: null },
    ]);
  });

  it('is shown to an officer of a part of the area, without the people of other parts', async () => {
    await load('population', await file('population', [resident(1), resident(2).replace('5311012001', '5301012001')]));
    const officer = { ...anyone, sponsor: 'ntt', area: '5311' };
    await db.database.read(officer, async (tx) => {
      expect((await latestSnapshots(tx, 'ntt', '2025-07-31' as CivilDate)).population).toHaveLength(1);
      expect((await tx.client.query('select from registry.population')).rowCount).toBe(1);
    });
    await db.database.read({ ...officer, sponsor: 'other' }, async (tx) => expect(await listSnapshots(tx)).toEqual([]));
  });

  it('answers by what was known then', async () => {
    const first = await load('population', await file('population', [resident(1)]));
    db.clock.set('2025-08-20T00:00:00Z');
    const second = await load('population', await file('population', [resident(2)]), { asOf: '2025-07-15' as CivilDate });
    const ids = (on: string, known: string | null) =>
      db.database.read(anyone, async (tx) =>
        (await latestSnapshots(tx, 'ntt', on as CivilDate, known as Instant | null)).population.map(({ snapshotId }) => snapshotId),
      );
    expect(await ids('2025-07-31', null)).toEqual([second.snapshotId]);
    expect(await ids('2025-07-14', null)).toEqual([first.snapshotId]);
    expect(await ids('2025-07-31', '2025-08-10T00:00:00Z')).toEqual([first.snapshotId]);
    expect(await ids('2025-06-30', null)).toEqual([]);
    db.clock.set('2025-08-01T00:00:00Z');
  });
});

describe('once', () => {
  it('does not load the same file twice, and loads it for another day', async () => {
    const target = await file('population', [resident(1)]);
    const first = await load('population', target);
    expect(await load('population', target)).toEqual({ snapshotId: first.snapshotId, rows: 1, alreadyLoaded: true });
    expect(await counts()).toEqual({ identifier: 1, population: 1, snapshot: 1, act: 1 });
    expect((await load('population', target, { asOf: '2025-07-02' as CivilDate })).alreadyLoaded).toBe(false);
    expect((await counts())['population']).toBe(2);
  });

  it('lets one of several concurrent identical loads win', async () => {
    const target = await file(
      'population',
      Array.from({ length: 500 }, (_, number) => resident(number + 1)),
    );
    const loads = await Promise.all(Array.from({ length: 4 }, () => load('population', target)));
    expect(loads.filter(({ alreadyLoaded }) => !alreadyLoaded)).toHaveLength(1);
    expect(new Set(loads.map(({ snapshotId }) => snapshotId)).size).toBe(1);
    expect(await counts()).toEqual({ identifier: 500, population: 500, snapshot: 1, act: 1 });
  });

  it('loads different registers of the same people at the same time, while lists come in', async () => {
    const numbers = Array.from({ length: 400 }, (_, number) => number + 1);
    const tokens = numbers.map((number) => db.niks.seal(nik(number) as Nik));
    await Promise.all([
      load('population', await file('population', numbers.map(resident))),
      load(
        'social-register',
        await file(
          'social-register',
          [...numbers].reverse().map((number) => `${nik(number)},2,TIDAK,YA,3`),
        ),
      ),
      load(
        'public-servants',
        await file(
          'public-servants',
          numbers.map((number) => `${nik((number * 7) % 401)},ASN`).filter((line) => !line.startsWith(nik(0))),
        ),
      ),
      ...Array.from({ length: 4 }, (_, part) => db.database.transact(anyone, (tx) => personKeysFor(tx, tokens.slice(part * 50, part * 50 + 120), 'intake'))),
    ]);
    expect((await counts())['identifier']).toBe(400);
    expect(await owner('select count(*)::int from registry.population p join registry.social_register s using (person_key)')).toEqual([{ count: 400 }]);
  });
});

describe('a wrong file leaves nothing', () => {
  const cases: readonly (readonly [string, Register, () => Promise<string>, string, RegExp])[] = [
    ['another register', 'population', () => file('deaths', [`${nik(1)},2025-06-01,,DESA`]), 'wrong-file', /kematian/],
    [
      'a missing column',
      'population',
      async () => {
        const target = path.join(folder, 'missing.csv');
        await writeFile(target, `${heads.population.replace(',status_kawin', '')}\n`);
        return target;
      },
      'missing-columns',
      /status_kawin/,
    ],
    ['no rows', 'population', () => file('population', []), 'register-empty', /lengkap/],
    ['no file', 'population', async () => path.join(folder, 'nowhere.csv'), 'file-missing', /nowhere/],
    ['the same person twice', 'population', () => file('population', [resident(1), resident(2), resident(1)]), 'person-repeated-in-register', /baris 2 dan 4/],
    [
      'the same person twice in another register',
      'deaths',
      () =>
        file(
          'deaths',
          [1, 2, 2].map((number) => `${nik(number)},2025-06-01,,DESA`),
        ),
      'person-repeated-in-register',
      /baris 3 dan 4/,
    ],
    [
      'the same membership twice',
      'membership',
      () =>
        file(
          'membership',
          [1, 1].map((number) => `${nik(number)},00123456789,BPU,AKTIF,,,,`),
        ),
      'person-repeated-in-register',
      /nik \+ kpj/,
    ],
    [
      'bad rows',
      'population',
      () => file('population', [resident(1), resident(2).replace('1985-12-10', '1985-02-30'), resident(3).replace('53110150', '5.31E+15')]),
      'bad-rows',
      /baris 3, kolom tanggal_lahir.*\n.*baris 4, kolom nik/,
    ],
    ['a resident of another province', 'population', () => file('population', [resident(1).replace('5311012001', '3374012001')]), 'bad-rows', /kode_desa/],
  ];
  for (const [name, register, target, code, says] of cases) {
    for (const someoneKnown of [false, true]) {
      it(`${name}${someoneKnown ? ' (people known)' : ''}`, async () => {
        if (someoneKnown) await load('population', await file('population', [resident(700), resident(1)]));
        const before = await counts();
        const fault = await faultOf(load(register, await target(), { asOf: '2025-07-10' as CivilDate }));
        expect(fault.code).toBe(code);
        expect(fault.text.id).toMatch(says);
        expect(`${fault.text.id}${fault.text.en}`).not.toContain('531101501285');
        expect(await counts()).toEqual(before);
      });
    }
  }

  it('names twenty bad rows and says that there are more', async () => {
    const fault = await faultOf(
      load(
        'deaths',
        await file(
          'deaths',
          Array.from({ length: 30 }, (_, number) => `${nik(number + 1)},,,DESA`),
        ),
      ),
    );
    expect(fault.place).toEqual({ file: expect.any(String) as string, row: 2, column: 'tanggal_meninggal' });
    expect(fault.text.en.match(/^- row/gm)).toHaveLength(20);
    expect(fault.text.en).toContain('20+ bad rows');
  });

  it('a large file whose last row is bad', async () => {
    const lines = Array.from({ length: 45_000 }, (_, number) => `${manyNik(number)},2,TIDAK,YA,3`);
    const fault = await faultOf(load('social-register', await file('social-register', [...lines, `${nik(1)},11,,,`])));
    expect([fault.code, fault.place.row, fault.place.column]).toEqual(['bad-rows', 45_002, 'desil']);
    expect((await counts())['identifier']).toBe(0);
    expect((await faultOf(load('social-register', await file('social-register', [...lines, lines[7] ?? ''])))).text.en).toContain('rows 9 and 45002');
    expect((await counts())['identifier']).toBe(0);
    await load(
      'population',
      await file(
        'population',
        lines.slice(0, 300).map((line) => `${line.slice(0, 16)}${resident(1).slice(16)}`),
      ),
    );
    expect((await load('social-register', await file('social-register', lines))).rows).toBe(45_000);
    expect(
      (
        await load(
          'membership',
          await file(
            'membership',
            lines.flatMap((line, number) => [1, 2].map((more) => `${line.slice(0, 16)},${String(number * 2 + more).padStart(11, '0')},BPU,AKTIF,,,,`)),
          ),
        )
      ).rows,
    ).toBe(90_000);
    expect(await owner('select area, count(*)::int from registry.social_register group by area order by area')).toEqual([
      { area: '53', count: 44_700 },
      { area: '5311012001', count: 300 },
    ]);
    expect(await owner('select count(*)::int as identities, count(distinct token)::int as people from registry.identifier')).toEqual([
      { identities: 45_000, people: 45_000 },
    ]);
    expect(await owner('select count(distinct person_key)::int as people, count(*)::int as memberships from registry.membership')).toEqual([
      { people: 45_000, memberships: 90_000 },
    ]);
  });

  it('a file that changes while it is read', async () => {
    const target = await file('population', [resident(1)]);
    const fault = await faultOf(load('population', target, { onProgress: () => utimesSync(target, 1, 1) }));
    expect(fault.code).toBe('file-changed-while-reading');
    expect(await counts()).toEqual({ identifier: 0, population: 0, snapshot: 0, act: 0 });
  });

  it.each([
    ['agreement-unknown', { agreement: 'pks-tidak-ada' }],
    ['agreement-for-another-register', { agreement: 'pks-deaths' }],
    ['agreement-expired', { asOf: '2026-01-01' as CivilDate }],
    ['agreement-not-yet-valid', { asOf: '2024-12-31' as CivilDate }],
    ['agreement-of-another-sponsor', { sponsor: 'other' }],
  ])('%s', async (code, more) => {
    expect((await faultOf(load('population', await file('population', [resident(1)]), more))).code).toBe(code);
  });
});

describe('a load that is killed', () => {
  it('shows nothing while it runs and leaves nothing behind', async () => {
    const target = await file(
      'population',
      Array.from({ length: 60_000 }, (_, number) => `${manyNik(number)}${resident(1).slice(16)}`),
    );
    let seen: Record<string, number> = {};
    let killed: Promise<unknown> | null = null;
    const fault = await ownerSession(db.url, async (holder) => {
      await holder.query('begin');
      await holder.query('lock table registry.snapshot in share mode'); // so that the load cannot be published before it is killed
      const { rows } = await holder.query<{ pid: number }>('select pg_backend_pid() as pid');
      const kill = async (): Promise<void> => {
        seen = await counts();
        await owner(
          `select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and pid not in (pg_backend_pid(), $1) and state <> 'idle'`,
          [rows[0]?.pid],
        );
      };
      const died = await faultOf(load('population', target, { onProgress: (read) => void (read > 50_000 && (killed ??= kill())) }));
      await Promise.resolve(killed);
      return died;
    });
    expect(fault.code).toBe('database-unreachable');
    expect(seen).toEqual({ identifier: 0, population: 0, snapshot: 0, act: 0 });
    await pause(50);
    expect(await counts()).toEqual({ identifier: 0, population: 0, snapshot: 0, act: 0 });
    expect((await load('population', target)).rows).toBe(60_000);
  });
});

it('no column of the database holds a NIK or household number in clear', async () => {
  await load('population', await file('population', [resident(1)]));
  await load('membership', await file('membership', [`${nik(1)},00123456789,BPU,AKTIF,,,,`]));
  const tables = await owner<{ name: string }>(`select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`);
  expect(tables.length).toBeGreaterThan(40);
  for (const planted of [nik(1), '5311010101200001']) {
    const holding = await owner<{ name: string }>(
      tables.map(({ name }) => `select '${name}' as name from ${name} t where replace(t::text, '-', '') like '%${planted}%'`).join(' union all '),
    );
    expect(holding).toEqual([]);
  }
});
