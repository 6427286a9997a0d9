// Every look-up by NIK, once two NIKs were found to be one person's: either NIK leads to the person, and to what stands under the key he was known by before.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { searchReported } from '../../src/claims/report-search-steps.ts';
import { decideReport, publicReporter, takeReport } from '../../src/claims/report-steps.ts';
import { coverageOf } from '../../src/coverage/coverage-steps.ts';
import { readCardDeliveries } from '../../src/enrolment/card-delivery-steps.ts';
import { readMergers } from '../../src/enrolment/kpj-merger-steps.ts';
import { readLeavers } from '../../src/enrolment/leavers-steps.ts';
import { civilDate } from '../../src/kernel/date.ts';
import { monthFrom } from '../../src/kernel/month.ts';
import type { Nik } from '../../src/kernel/nik.ts';
import { tokensOf } from '../../src/matching/linkage-store.ts';
import { newKey } from '../../src/platform/key.ts';
import { beginMeaning, formerKeys, keysOfPerson } from '../../src/registry/one-person-store.ts';
import { personKeysFor } from '../../src/registry/person-store.ts';
import { findPersonByNik } from '../../src/registry/registry-steps.ts';
import { askAbout, askedTokens } from '../../src/registry/verification-store.ts';
import { tokensOfKeys } from '../../src/reporting/disclosure-store.ts';
import { type SmallProgramme, actors, faultOf, programme, smallProgramme, villages, villagers } from '../fixtures/small-programme.ts';

let small: SmallProgramme;
const { office } = actors;
const seal = (nik: string): string => small.workplace.niks.seal(nik as Nik);
/** The NIK villager n was listed, registered and paid for under; from the merger on it means the key of his other NIK, which nothing stands under. */
const listed = (n: number): string => small.people[n]?.nik ?? '';
const other = (n: number): string => `531201140385${String(n + 1).padStart(4, '0')}`;
/** The key everything stands under, and the one that means him today. */
const held: string[] = [];
const kept: string[] = [];
const stranger = '5371011203700009';

beforeAll(async () => {
  small = await smallProgramme({ villagers: villagers('timur', 1, 1, 1, 1, 1, 1, 1, 1), places: { timur: 8 } });
  await small.allocated();
  await small.established();
  await small.pay(monthFrom('2025-07'));
  small.day('2025-08-20');
  await small.database.transact(office, async (tx) => {
    for (const [n] of small.people.entries()) {
      held.push((await personKeysFor(tx, [seal(listed(n))], 'intake')).get(seal(listed(n))) ?? '');
      kept.push((await personKeysFor(tx, [seal(other(n))], 'population')).get(seal(other(n))) ?? '');
      await beginMeaning(tx, 'ntt', [{ token: seal(listed(n)), personKey: kept[n] ?? '', source: 'same-person' }]);
    }
  });
});
afterAll(() => small.drop());

/** Which of the two NIKs is asked first; the second then finds that it was done. */
const orders = [
  ['his own NIK, then the merged one', other, listed],
  ['the merged NIK, then his own', listed, other],
] as const;

describe.each([
  ['his own NIK', other],
  ['the merged NIK', listed],
] as const)('asked by %s', (_, nik) => {
  test('the person is the one who was kept, and all his keys are known', async () => {
    await small.database.read(office, async (tx) => {
      expect(await findPersonByNik(tx, small.workplace.niks, nik(0) as Nik)).toBe(kept[0]);
      expect(await keysOfPerson(tx, seal(nik(0)))).toEqual([kept[0], held[0]]);
      const tokens = await tokensOfKeys(tx, await keysOfPerson(tx, seal(nik(0))));
      expect(tokens.toSorted()).toEqual([seal(listed(0)), seal(other(0))].toSorted());
    });
  });

  test('he is protected by what was paid for under the key before', async () => {
    const covered = await coverageOf((statement) => small.database.look(office, statement), {
      token: seal(nik(0)),
      law: small.workplace.law,
      on: civilDate('2025-07-31'),
    });
    expect(covered).toMatchObject({ jkk: { state: 'protected' }, jkm: { state: 'protected' } });
  });
});

describe.each(orders)('%s', (name, first, second) => {
  const n = name === orders[0][0] ? 1 : 2;
  const twice = async <T>(work: (nik: string) => Promise<T>): Promise<readonly T[]> => [await work(first(n)), await work(second(n))];

  test('a card is delivered once', async () => {
    const deliver = async (nik: string) =>
      readCardDeliveries(small.workplace, office, {
        programme,
        file: await small.write(`kartu-${nik}.csv`, ['nik,tanggal,hasil,penerima,bukti,alasan', `${nik},2025-08-01,DITERIMA,ia,foto,`]),
      });
    expect(await twice(deliver)).toEqual([
      { rows: 1, recorded: 1 },
      { rows: 1, recorded: 0 },
    ]);
    expect(await small.count('enrolment.card_event', `person_key = '${held[n] ?? ''}'`)).toBe(1);
    expect(await faultOf(deliver(stranger))).toBe('card-of-nobody');
  });

  test('a number is merged once', async () => {
    const [registration] = await small.owner<{ kpj: string }>('select kpj from enrolment.registration where person_key = $1', [held[n]]);
    const merge = async (nik: string, kpj = registration?.kpj ?? '') =>
      readMergers(small.workplace, office, {
        programme,
        answeredOn: civilDate('2025-08-10'),
        file: await small.write(`gabung-${nik}.csv`, ['nik,kpj_digabung,kpj_tetap,keterangan', `${nik},${kpj},9900000${n},surat cabang`]),
      });
    expect(await twice(merge)).toEqual([
      { rows: 1, merged: 1 },
      { rows: 1, merged: 0 },
    ]);
    const [fourth] = await small.owner<{ kpj: string }>('select kpj from enrolment.registration where person_key = $1', [held[4]]);
    expect(await faultOf(merge(first(3), fourth?.kpj ?? ''))).toBe('number-not-his');
    const [third] = await small.owner<{ kpj: string }>('select kpj from enrolment.registration where person_key = $1', [held[3]]);
    expect(await faultOf(merge(first(3), third?.kpj ?? ''))).toBe('number-of-another-person');
  });

  test('he leaves once', async () => {
    const leave = async (nik: string) =>
      readLeavers(small.workplace, office, {
        programme,
        file: await small.write(`keluar-${nik}.csv`, ['nik,kode_desa,perbuatan,tanggal,alasan', `${nik},${villages.timur},PINDAH,2025-08-05,surat pindah`]),
      });
    expect((await twice(leave)).map(({ left }) => left)).toEqual([1, 0]);
    expect(await small.count('enrolment.departure', `person_key = '${held[n] ?? ''}'`)).toBe(1);
  });

  test('a death reported means who stands on the list', async () => {
    const report = (nik: string) =>
      small.database.transact(actors.cases, (tx) =>
        takeReport(tx, small.workplace, {
          ...{ programme, source: 'village-report', event: 'death', happenedOn: civilDate('2025-07-20'), area: villages.timur, token: seal(nik) },
          ...{ name: 'SIAPA', birth: null, words: null, reporter: null, phone: null },
        }),
      );
    const [one, again] = [await report(first(n + 3)), await report(second(n + 3))];
    expect(one.claimId).not.toBeNull();
    expect(again.claimId).toBe(one.claimId);
    expect(await small.count('claims.report_decision', `person_key = '${held[n + 3] ?? ''}'`)).toBe(2);
  });

  test('searched for a report, he is found once, and decided for him it means who stands on the list', async () => {
    const told = await small.database.transact(publicReporter('ntt'), (tx) =>
      takeReport(tx, small.workplace, {
        ...{ programme, source: 'public-page', event: 'death', happenedOn: civilDate('2025-07-20'), area: villages.timur, token: null },
        ...{ name: 'SIAPA', birth: null, words: null, reporter: null, phone: null },
      }),
    );
    const search = (nik: string) =>
      small.database.transact(actors.cases, (tx) =>
        searchReported(tx, small.workplace, {
          ...{ reportId: told.reportId, name: null, birthYear: null, area: null, place: null, reason: null, through: 'api' },
          nik: nik as Nik,
        }),
      );
    const [one, again] = [await search(first(n + 5)), await search(second(n + 5))];
    expect([one, again].map(({ people }) => people.filter(({ personKey }) => personKey === kept[n + 5]).length)).toEqual([1, 1]);
    const decided = await small.database.transact(actors.cases, (tx) =>
      decideReport(tx, small.workplace, { programme, reportId: told.reportId, personKey: kept[n + 5] ?? '', evidence: 'KK dilihat', outcome: null }),
    );
    expect(decided.claimId).not.toBeNull();
    expect(await small.count('claims.probable_claim', `claim_id = '${decided.claimId}' and person_key = '${held[n + 5] ?? ''}'`)).toBe(1);
  });
});

test('whoever asks about a person asks by the NIK of the key itself, never by the one merged into it', async () => {
  await small.database.transact(office, async (tx) => {
    expect((await tokensOf(tx, [kept[0] ?? ''])).get(kept[0] ?? '')).toBe(seal(other(0)));
    const request = newKey();
    await askAbout(tx, request, 'ntt', [[kept[0] ?? '', villages.timur, 1]]);
    const asked: string[] = [];
    for await (const [, token] of askedTokens(tx, request)) asked.push(token);
    expect(asked).toEqual([seal(other(0))]);
  });
});

test('taken back, each NIK means its own key again and nothing of the other', async () => {
  await small.database.transact(office, (tx) => beginMeaning(tx, 'ntt', [{ token: seal(listed(6)), personKey: held[6] ?? '', source: 'different-person' }]));
  await small.database.read(office, async (tx) => {
    expect(await keysOfPerson(tx, seal(listed(6)))).toEqual([held[6]]);
    expect(await keysOfPerson(tx, seal(other(6)))).toEqual([kept[6]]);
  });
  const file = await small.write('keluar-6.csv', ['nik,kode_desa,perbuatan,tanggal,alasan', `${other(6)},${villages.timur},PINDAH,2025-08-05,surat`]);
  expect(await readLeavers(small.workplace, office, { programme, file })).toMatchObject({ left: 0 });
});

test('taken back and then found to be somebody else, he has nothing of the one he was taken for first', async () => {
  await small.database.transact(office, async (tx) => {
    const third = (await personKeysFor(tx, [seal(stranger)], 'population')).get(seal(stranger)) ?? '';
    await beginMeaning(tx, 'ntt', [{ token: seal(listed(7)), personKey: held[7] ?? '', source: 'different-person' }]);
    await beginMeaning(tx, 'ntt', [{ token: seal(listed(7)), personKey: third, source: 'same-person' }]);
    expect(await keysOfPerson(tx, seal(listed(7)))).toEqual([third, held[7]]);
    expect((await formerKeys(tx)).find(({ formerKey }) => formerKey === kept[7])).toBeUndefined();
  });
});
