// After registration on a real database: cards delivered and late by village, leavers told to the administrator once, numbers merged without losing a paid month, exports that were cut off.
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as XLSX from '@e965/xlsx';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type SmallProgramme, actors, faultOf, programme, smallProgramme, villagers, waiting } from '../../test/fixtures/small-programme.ts';
import { coverageOf } from '../coverage/coverage-steps.ts';
import { civilDate } from '../kernel/date.ts';
import { monthFrom } from '../kernel/month.ts';
import type { Fault } from '../kernel/fault.ts';
import { ownerSession } from '../platform/database.ts';
import { arriveInVillage, readCardArrivals, readCardDeliveries, tellCards } from './card-delivery-steps.ts';
import { exportDeactivation } from './deactivation-steps.ts';
import { proposeReplacements } from './instrument-steps.ts';
import { readMergers } from './kpj-merger-steps.ts';
import { profilesFolder } from './profile-client.ts';
import { exportEnrolment, recordDepartures, registrationsOf } from './registration-steps.ts';

const { office } = actors;
let small: SmallProgramme;
beforeEach(async () => {
  small = await smallProgramme({ villagers: [...villagers('timur', 1, 1, 2, 3, 4), ...villagers('utara', 2)], places: { timur: 3, utara: 1 } });
  await small.allocated();
});
afterEach(() => small.drop());

/** NIKs of who is registered, by village. */
const registered = async (area: string): Promise<string[]> =>
  (
    await small.owner<{ token: string }>(
      `select i.token from enrolment.registration r join registry.identifier i using (person_key) where r.outcome = 'registered' and left(r.area, 4) = $1 order by i.token`,
      [area],
    )
  ).map(({ token }) => small.workplace.niks.open(token));
const rowsOf = async (file: string, sheet: string): Promise<string[][]> =>
  XLSX.utils.sheet_to_json<string[]>(XLSX.read(await readFile(file)).Sheets[sheet] as XLSX.WorkSheet, { header: 1, defval: '' });

describe('cards', () => {
  const deliver = async (rows: readonly string[], name = 'kartu.csv') =>
    readCardDeliveries(small.workplace, office, { programme, file: await small.write(name, ['nik,tanggal,hasil,penerima,bukti,alasan', ...rows]) });
  const told = (on: string) => small.database.read(office, (tx) => tellCards(tx, small.workplace.law, { programme, on: civilDate(on) }));

  test('are delivered by events, each recorded once, and late by village against the target', async () => {
    await small.established(); // registered on 2025-07-04
    small.day('2025-08-05');
    const [first = '', second = ''] = await registered('5311');
    expect(await told('2025-08-03')).toMatchObject({ targetDays: 30, registered: 4, delivered: 0, late: 0 });
    expect(await told('2025-08-04')).toMatchObject({
      late: 4,
      lateVillages: 2,
      villages: [{ area: '5311012001', late: 3, oldest: '2025-07-04' }, { late: 1 }],
    });
    const rows = [
      `${first},2025-07-20,TIDAK DITERIMA,,,sedang melaut`,
      `${first},2025-08-01,DITERIMA,yang bersangkutan,foto 1,`,
      `${second},2025-08-02,TIDAK DITERIMA,,,alamat tidak ditemukan`,
    ];
    expect(await deliver(rows)).toEqual({ rows: 3, recorded: 3 });
    expect(await deliver(rows, 'lagi.csv')).toEqual({ rows: 3, recorded: 0 });
    expect(await told('2025-08-04')).toMatchObject({ delivered: 1, undelivered: 1, late: 3, reasons: [{ reason: 'alamat tidak ditemukan', people: 1 }] });
  });

  test('of a file with one row that is none, no row is recorded, and the fault says so with the words allowed; file and row are told by its place', async () => {
    await small.established();
    small.day('2025-08-05');
    const [first = ''] = await registered('5311');
    const rows = [`${first},2025-08-01,DITERIMA,ia,foto,`, `${first},2025-08-02,SUDAH,ia,foto,`];
    const fault = await deliver(rows).catch((error: unknown) => error);
    expect(fault).toMatchObject({ code: 'card-not-understood', place: { file: 'kartu.csv', row: 3 } });
    const { id, en } = (fault as Fault).text;
    expect(id).toMatch(/hasil.*DITERIMA.*TIDAK DITERIMA.*Tidak satu baris pun dicatat/);
    expect(en).toMatch(/hasil.*DITERIMA.*TIDAK DITERIMA.*No row was recorded/);
    const nobody = await deliver([rows[0] ?? '', `${first},2025-07-01,DITERIMA,ia,foto,`]).catch((error: unknown) => error);
    expect(nobody).toMatchObject({ code: 'card-of-nobody', place: { row: 3 }, text: { id: expect.stringContaining('Tidak satu baris pun dicatat') } });
    for (const told_ of [id, en, (nobody as Fault).text.id]) expect(told_).not.toContain('kartu.csv');
    expect(await told('2025-08-04')).toMatchObject({ delivered: 0 });
  });

  const arrive = async (rows: readonly string[], name = 'tiba.csv') =>
    readCardArrivals(small.workplace, office, { programme, file: await small.write(name, ['nik,tanggal,penerima,tempat', ...rows]) });
  const whole = (of: { cards: number; village?: string; place?: string; on?: string }) =>
    arriveInVillage(small.workplace, office, {
      ...{ programme, village: of.village ?? '5311012001', on: civilDate(of.on ?? '2025-07-20'), cards: of.cards },
      ...{ receivedBy: 'Kepala Dusun I', place: of.place ?? 'Kantor Desa Timur' },
    });

  test('come to the village person by person or for a whole village, are counted there, and are received afterwards', async () => {
    await small.established();
    small.day('2025-08-05');
    const [first = '', second = ''] = await registered('5311');
    const row = `${first},2025-07-18,Sekretaris desa,Kantor Desa Timur`;
    expect(await arrive([row])).toEqual({ rows: 1, recorded: 1 });
    expect(await arrive([row], 'lagi.csv')).toEqual({ rows: 1, recorded: 0 });
    await deliver([`${second},2025-07-19,DITERIMA,ia,foto,`]);
    expect(await faultOf(whole({ cards: 3 }))).toBe('card-count-differs'); // one came, one was received: one is awaited
    expect(await whole({ cards: 1 })).toEqual({ recorded: 1 });
    expect(await faultOf(whole({ cards: 1 }))).toBe('card-count-differs'); // none is awaited any more
    expect(await told('2025-08-05')).toMatchObject({ registered: 4, arrived: 3, delivered: 1, undelivered: 0, late: 3 });
    expect((await told('2025-08-05')).villages).toMatchObject([
      { area: '5311012001', registered: 3, arrived: 3, delivered: 1, late: 2 },
      { arrived: 0, late: 1 },
    ]);
    await deliver([`${first},2025-08-01,TIDAK DITERIMA,,,sedang melaut`], 'kedua.csv');
    expect(await told('2025-08-05')).toMatchObject({ arrived: 3, undelivered: 1, reasons: [{ reason: 'sedang melaut', people: 1 }] });
    await arrive([`${first},2025-08-02,Sekretaris desa,Kantor Desa Timur`], 'kembali.csv'); // back in the village; why it was not received still stands
    expect(await told('2025-08-05')).toMatchObject({ undelivered: 1, reasons: [{ reason: 'sedang melaut', people: 1 }] });
  });

  test.each([
    ['of a village that waits for none', { cards: 1, village: '5371012001' }, 'card-count-differs'],
    ['before anybody was registered', { cards: 3, on: '2025-07-01' }, 'card-count-differs'],
    ['on a day to come', { cards: 3, on: '2025-09-01' }, 'card-not-understood'],
    ['in a place that is an address of the internet', { cards: 3, place: 'Kantor Desa, lihat bit.ly/kartu' }, 'card-not-understood'],
    ['in a place too long for a message', { cards: 3, place: 'Kantor Desa Timur di belakang pasar lama, sebelah gereja dan sekolah' }, 'card-not-understood'],
  ])('of a whole village %s are refused', async (_, of, code) => {
    await small.established();
    small.day('2025-08-05');
    expect(await faultOf(whole(of))).toBe(code);
    expect(await small.count('enrolment.card_event')).toBe(0);
  });

  test.each([
    ['a place no telephone shows', '{nik},2025-08-01,ia,Kantor Desa “Timur”'],
    ['nobody who took it', '{nik},2025-08-01,,Kantor Desa'],
    ['a number as long as a NIK for a place', '{nik},2025-08-01,ia,5311011403850002'],
  ])('that came with %s are refused, and nothing of the file is kept', async (_, row) => {
    await small.established();
    small.day('2025-08-05');
    const [nik = ''] = await registered('5311');
    expect(await faultOf(arrive([`${nik},2025-08-01,ia,Kantor Desa`, row.replace('{nik}', nik)]))).toBe('card-not-understood');
    expect(await small.count('enrolment.card_event')).toBe(0);
  });

  test.each([
    ['of somebody who is not registered', '5371011203700009,2025-08-01,DITERIMA,ia,foto,', 'card-of-nobody'],
    ['before he was registered', '{nik},2025-07-01,DITERIMA,ia,foto,', 'card-of-nobody'],
    ['on a day to come', '{nik},2025-09-01,DITERIMA,ia,foto,', 'card-not-understood'],
    ['received without proof', '{nik},2025-08-01,DITERIMA,ia,,', 'card-not-understood'],
    ['not received without a reason', '{nik},2025-08-01,TIDAK DITERIMA,,,', 'card-not-understood'],
  ])('%s are refused, and nothing of the file is kept', async (_, row, code) => {
    await small.established();
    small.day('2025-08-05');
    const [nik = ''] = await registered('5311');
    expect(await faultOf(deliver([`${nik},2025-08-01,DITERIMA,ia,foto,`, row.replace('{nik}', nik)]))).toBe(code);
    expect(await small.count('enrolment.card_event')).toBe(0);
  });
});

test('whom an amendment takes off goes to the administrator once, the dead never', async () => {
  await small.established();
  small.day('2025-08-01');
  const people = await small.owner<{ person_key: string }>(`select person_key from enrolment.determination where left(area, 4) = '5311' order by 1`);
  await small.database.transact(office, (tx) =>
    recordDepartures(tx, programme, [
      { personKey: people[0]?.person_key ?? '', cause: 'moved', happenedOn: civilDate('2025-07-20'), evidence: 'desa' },
      { personKey: people[1]?.person_key ?? '', cause: 'death', happenedOn: civilDate('2025-07-21'), evidence: 'dukcapil' },
    ]),
  );
  const replaced = await proposeReplacements(small.workplace, office, { programme, number: 'SK/2', effectiveOn: civilDate('2025-08-02') });
  const folder = path.join(small.folder, 'na');
  const send = () => exportDeactivation(small.workplace, office, { instrumentId: replaced?.instrumentId ?? '', folder, on: civilDate('2025-08-03') });
  expect(await faultOf(send())).toBe('instrument-not-signed');
  await small.sign(replaced ?? { instrumentId: '' });
  const files = await send();
  expect(files.map(({ path: file, rows }) => [path.basename(file), rows])).toEqual([['kecil-2025_kupang_SK-2_na_001.xlsx', 1]]);
  const [header, row] = await rowsOf(files[0]?.path ?? '', 'data_tk_na');
  expect(header).toEqual(['KPJ', 'NAMA_LENGKAP', 'TANGGAL_LAHIR', 'SEBAB_NA', 'TANGGAL_KEJADIAN', 'KETERANGAN']);
  expect(row?.slice(2)).toEqual(['14-03-1985', 'PINDAH', '20-07-2025', 'SK/2']);
  expect(await send()).toEqual(files); // again: the same file, nobody twice
  expect(await small.count('enrolment.deactivation')).toBe(1);
});

describe('an export', () => {
  const signed = async () => {
    const proposal = await small.propose();
    await small.sign(proposal);
    return proposal.instrumentId;
  };

  test('by a form that was changed needs no code, and keeps the version it was written by', async () => {
    const profiles = path.join(small.folder, 'profiles');
    await mkdir(profiles);
    for (const name of await readdir(profilesFolder)) await copyFile(path.join(profilesFolder, name), path.join(profiles, name));
    const file = path.join(profiles, 'bpu.yaml');
    await writeFile(file, (await readFile(file, 'utf8')).replace('header: NO,', 'header: NOMOR URUT,'));
    const files = await exportEnrolment(small.workplace, office, {
      instrumentId: await signed(),
      folder: path.join(small.folder, 'bpu'),
      on: civilDate('2025-07-02'),
      form: 'bpu',
      profiles,
    });
    expect(files.map(({ rows }) => rows).reduce((sum, rows) => sum + rows, 0)).toBe(4);
    const [header, row] = await rowsOf(files[0]?.path ?? '', 'bpu');
    expect([header?.[0], row?.[13]]).toEqual(['NOMOR URUT', 'JKK-JKM']);
    expect(
      await small.owner(
        `select count(*)::int as n from enrolment.enrolment_file f join enrolment.export_profile p on p.profile = f.profile and p.digest = f.profile_digest`,
      ),
    ).toEqual([{ n: files.length }]);
  });

  test('killed after its files were written and before it was recorded sends nobody twice when it is asked again', async () => {
    const instrumentId = await signed();
    const folder = path.join(small.folder, 'killed');
    const send = () => exportEnrolment(small.workplace, office, { instrumentId, folder, on: civilDate('2025-07-02') });
    await ownerSession(small.workplace.url, async (client) => {
      await client.query('begin');
      await client.query('lock table enrolment.submission in share mode');
      const cut = faultOf(send());
      const [pid] = await waiting(client, 1);
      expect((await readdir(folder)).length).toBeGreaterThan(0); // files are there, nothing is recorded
      await client.query('select pg_terminate_backend($1)', [pid]);
      expect(await cut).not.toBe('none');
      await client.query('commit');
    });
    expect([await small.count('enrolment.enrolment_file'), await small.count('enrolment.submission')]).toEqual([0, 0]);
    const files = await send();
    expect(await small.count('enrolment.submission')).toBe(4);
    expect(await send()).toEqual(files);
    expect((await readdir(folder)).sort()).toEqual(files.map((file) => path.basename(file.path)).sort());
    expect(await small.count('enrolment.submission')).toBe(4);
  });
});

describe('merged numbers', () => {
  const merge = async (rows: readonly string[], name = 'gabung.csv') =>
    readMergers(small.workplace, office, {
      programme,
      file: await small.write(name, ['nik,kpj_digabung,kpj_tetap,keterangan', ...rows]),
      answeredOn: civilDate('2025-08-01'),
    });

  test('stay in the history, the number that stays goes into the next month, and every paid month still protects', async () => {
    await small.established();
    await small.pay(monthFrom('2025-07'));
    const [nik = ''] = await registered('5311');
    const token = small.workplace.niks.seal(nik as never);
    const [had] = await small.owner<{ person_key: string; kpj: string }>(
      `select r.person_key, r.kpj from enrolment.registration r join registry.identifier i using (person_key) where i.token = $1`,
      [token],
    );
    small.day('2025-08-02');
    expect(await merge([`${nik},${had?.kpj ?? ''},99000000001,ganda di cabang`])).toEqual({ rows: 1, merged: 1 });
    expect(await merge([`${nik},${had?.kpj ?? ''},99000000001,ganda di cabang`], 'lagi.csv')).toEqual({ rows: 1, merged: 0 });
    const history = await small.database.read(office, (tx) => registrationsOf(tx, had?.person_key ?? ''));
    expect(history.map(({ kpj }) => kpj)).toEqual([had?.kpj, '99000000001']);
    const { law } = small.workplace;
    const covered = await coverageOf((statement) => small.database.look(office, statement), { law, token, on: civilDate('2025-07-28') });
    expect([covered.jkk.state, covered.jkm.state, covered.posted.map(({ month }) => month)]).toEqual(['protected', 'protected', ['2025-07']]);
    await small.pay(monthFrom('2025-08'));
    expect(
      await small.owner(`select to_char(month, 'YYYY-MM') as month, kpj from contributions.charge where person_key = $1 order by 1`, [had?.person_key]),
    ).toEqual([
      { month: '2025-07', kpj: had?.kpj },
      { month: '2025-08', kpj: '99000000001' },
    ]);
  });

  test('of a number he never had, or into somebody else’s, are refused', async () => {
    await small.established();
    const [first = '', second = ''] = await registered('5311');
    const numbers = new Map(
      (
        await small.owner<{ token: string; kpj: string }>(`select i.token, r.kpj from enrolment.registration r join registry.identifier i using (person_key)`)
      ).map(({ token, kpj }) => [small.workplace.niks.open(token) as string, kpj]),
    );
    expect(await faultOf(merge([`${first},77777777777,99000000001,x`]))).toBe('number-not-his');
    expect(await faultOf(merge([`${first},${numbers.get(first) ?? ''},${numbers.get(second) ?? ''},x`]))).toBe('number-of-another-person');
    expect(await faultOf(merge([`${first},${numbers.get(first) ?? ''},${numbers.get(first) ?? ''},x`]))).toBe('merger-not-understood');
    expect(await small.count('enrolment.kpj_merger')).toBe(0);
  });
});
