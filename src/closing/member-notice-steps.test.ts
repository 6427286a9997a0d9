// Messages to members on a small programme: by which number somebody wants to be told, who is told what on which day, each once for its reason, whoever left or gave no number is not.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SmallProgramme, actors, faultOf, programme, smallProgramme, villagers } from '../../test/fixtures/small-programme.ts';
import { readCardArrivals, readCardDeliveries } from '../enrolment/card-delivery-steps.ts';
import { recordDepartures } from '../enrolment/registration-steps.ts';
import type { Actor } from '../kernel/actor.ts';
import { civilDate } from '../kernel/date.ts';
import { monthFrom } from '../kernel/month.ts';
import type { Nik } from '../kernel/nik.ts';
import { placeOfPerson } from '../notice-people.ts';
import { recordContact } from '../notice/contact-steps.ts';
import { longestNotice } from '../notice/notice.ts';
import { noticesShown } from '../notice/notice-steps.ts';
import { prepareNotices } from './member-notice-steps.ts';
import { chooseYearEnd } from './year-end-steps.ts';

let small: SmallProgramme;
const { office, secretary } = actors;
const [reached, changed, quiet, gone, elsewhere] = [0, 1, 2, 3, 4];

beforeAll(async () => {
  small = await smallProgramme({ villagers: [...villagers('timur', 1, 1, 1, 1), ...villagers('barat', 1)], places: { timur: 4, barat: 1 } });
  await small.allocated();
  await small.established();
  small.day('2025-07-10');
});
afterAll(() => small.drop());

const nikOf = (who: number): Nik => small.people[who]?.nik ?? ('' as Nik);
const contact = (who: number | Nik, phone: string | null, actor: Actor = office) =>
  small.database.transact(actor, (tx) =>
    recordContact(tx, { ...small.workplace, placeOf: placeOfPerson }, { nik: typeof who === 'number' ? nikOf(who) : who, phone }),
  );
const prepared = (on: string, actor: Actor = office) => {
  small.day(on);
  return small.database.transact(actor, (tx) => prepareNotices(tx, small.workplace, { programme }));
};
const prepare = async (on: string, actor: Actor = office) => {
  const { reminder, told } = await prepared(on, actor);
  return [
    reminder,
    ...told.map(
      ({ kind, people, withoutContact, toldBefore, queued }) => `${kind} ${people} people, ${withoutContact} without, ${toldBefore} before, ${queued} queued`,
    ),
  ];
};
const texts = async () => (await small.database.read(office, (tx) => noticesShown(tx, small.workplace.vault, 100))).map(({ text, to }) => `${to} ${text}`);

test('a number is kept for whoever is on a signed list, sealed; what is none, or of nobody, is refused', async () => {
  expect(await contact(reached, '0812 3456 7890')).toEqual({ nik: expect.stringMatching(/^\d{2}\*{10}\d{4}$/) as string, to: '+6281****890' });
  expect(await faultOf(contact(reached, 'Ibu Maria'))).toBe('phone-not-mobile');
  expect(await faultOf(contact(reached, ''))).toBe('phone-not-mobile');
  expect(await faultOf(contact('5371011203700009' as Nik, '081234567890'))).toBe('person-not-on-list');
  expect(await faultOf(contact(elsewhere, '081234567890', { ...office, area: '5311' }))).toBe('person-not-on-list');
  const rows = await small.owner<{ recipient: Buffer; area: string }>('select recipient, area from notice.contact');
  expect(rows.map(({ area }) => area)).toEqual(['5311012001']);
  expect(rows[0]?.recipient.toString('latin1')).not.toMatch(/3456|7890/);
});

test('the registered are told once, those with a number only; the latest number counts, an ended one and a leaver get nothing', async () => {
  await contact(changed, '081211112222');
  await contact(changed, '081233334444');
  await contact(quiet, '081255556666');
  await contact(quiet, null);
  await contact(gone, '081277778888');
  await small.database.transact(office, async (tx) =>
    recordDepartures(tx, programme, [{ personKey: await small.keyOf(gone), cause: 'moved', happenedOn: civilDate('2025-07-05'), evidence: 'desa' }]),
  );
  expect((await prepare('2025-07-10'))[1]).toBe('enrolled 4 people, 2 without, 0 before, 2 queued');
  expect((await prepare('2025-07-11'))[1]).toBe('enrolled 4 people, 2 without, 2 before, 0 queued');
  expect((await texts()).map((text) => text.slice(0, 12)).sort()).toEqual(['+6281****444', '+6281****890']);
  await contact(elsewhere, '081299990000');
  const here = { ...office, area: '5311' };
  expect((await prepare('2025-07-12', here))[1]).toBe('enrolled 3 people, 1 without, 2 before, 0 queued'); // own area only
  expect((await prepare('2025-07-12'))[1]).toBe('enrolled 4 people, 1 without, 2 before, 1 queued');
});

test('two that prepare at once queue each message once', async () => {
  await contact(quiet, '081255556666');
  const before = await small.count('notice.message');
  await Promise.all([prepare('2025-07-13'), prepare('2025-07-13')]);
  expect(await small.count('notice.message')).toBe(before + 1);
});

test('whose card came to the village is told where it is, once for each card, whoever received it is not', async () => {
  const ready = async (on: string) => (await prepared(on)).told.find(({ kind }) => kind === 'card-ready');
  const came = async (rows: readonly string[]) =>
    readCardArrivals(small.workplace, office, { programme, file: await small.write('tiba.csv', ['nik,tanggal,penerima,tempat', ...rows]) });
  const row = (who: number, on: string) => `${nikOf(who)},${on},Kepala Dusun,Kantor Desa Timur`;
  expect(await ready('2025-07-14')).toMatchObject({ people: 0, queued: 0 });
  await came([row(reached, '2025-07-14'), row(gone, '2025-07-14'), row(changed, '2025-07-14')]);
  const file = await small.write('kartu.csv', ['nik,tanggal,hasil,penerima,bukti,alasan', `${nikOf(changed)},2025-07-14,DITERIMA,ia,foto,`]);
  await readCardDeliveries(small.workplace, office, { programme, file });
  expect(await ready('2025-07-15')).toEqual({ kind: 'card-ready', people: 1, withoutContact: 0, toldBefore: 0, queued: 1 });
  expect((await texts())[0]).toBe('+6281****890 Kartu BPJS Ketenagakerjaan Anda ada di Kantor Desa Timur. Ambil dengan KTP. Gratis, tanpa pungutan.');
  await came([row(reached, '2025-07-15')]); // it was reported again
  expect(await ready('2025-07-16')).toMatchObject({ people: 1, toldBefore: 1, queued: 0 });
});

test('a month that is late is told with its name, once; a month told before is not told again', async () => {
  await small.pay(monthFrom('2025-07'));
  expect((await prepare('2025-08-10'))[3]).toBe('contribution-late 0 people, 0 without, 0 before, 0 queued'); // not due yet
  expect((await prepare('2025-08-20'))[3]).toBe('contribution-late 4 people, 0 without, 0 before, 4 queued');
  expect((await prepare('2025-09-20'))[3]).toBe('contribution-late 4 people, 0 without, 4 before, 0 queued');
  expect((await texts()).filter((text) => text.includes('bulan Agustus 2025 belum tercatat'))).toHaveLength(4);
  for (const month of ['2025-08', '2025-09', '2025-10', '2025-11']) await small.pay(monthFrom(month));
});

test('the end of the term is told 60, 30 and 7 days before, once each, but not where it was decided to go on', async () => {
  const ending = async (on: string) => (await prepare(on)).filter((line) => line === null || typeof line === 'number' || line.startsWith('protection'));
  expect(await ending('2025-10-31')).toEqual([null]);
  expect(await ending('2025-11-05')).toEqual([60, 'protection-ending 4 people, 0 without, 0 before, 4 queued']);
  expect(await ending('2025-11-06')).toEqual([60, 'protection-ending 4 people, 0 without, 4 before, 0 queued']);
  await small.database.transact(secretary, (tx) =>
    chooseYearEnd(tx, { law: small.workplace.law, programme, choice: 'hand-over', nextPayer: 'Pemkab', area: '5315', reason: 'keputusan rapat' }),
  );
  expect(await ending('2025-12-05')).toEqual([30, 'protection-ending 3 people, 0 without, 0 before, 3 queued']);
  expect(await ending('2025-12-30')).toEqual([7, 'protection-ending 3 people, 0 without, 0 before, 3 queued']);
  expect(await prepare('2026-01-02')).toEqual([null]);
  const all = await texts();
  expect(all.filter((text) => text.includes('berakhir 31 Desember 2025'))).toHaveLength(10);
  for (const text of all) expect(text.length - '+6281****890 '.length).toBeLessThanOrEqual(longestNotice);
});

test('an unknown programme is told', async () => {
  expect(await faultOf(small.database.transact(office, (tx) => prepareNotices(tx, small.workplace, { programme: 'tidak-ada' })))).toBe('programme-unknown');
});
