// The public account on a real database: what was promised, listed, paid and posted, with the few withheld; published under its digest.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SmallProgramme, actors, faultOf, programme, sixMonths, smallProgramme, villagers } from '../../test/fixtures/small-programme.ts';
import { civilDate } from '../kernel/date.ts';
import { sha256 } from '../kernel/digest.ts';
import { monthFrom } from '../kernel/month.ts';
import type { Nik } from '../kernel/nik.ts';
import { accountOf, newestAccount, publishAccount } from './reporting-steps.ts';
import { storyText } from './story.ts';
import { storyOf } from './story-steps.ts';

let small: SmallProgramme;
beforeAll(async () => {
  small = await smallProgramme({
    villagers: [...villagers('timur', 1, 1, 1, 1, 1, 1, 1), ...villagers('utara', 1, 1), ...villagers('barat', 1, 1, 1, 1, 1, 1, 9)],
    places: { timur: 7, utara: 2, barat: 6 },
  });
  await small.allocated();
});
afterAll(() => small.drop());

const account = (on?: string) => accountOf(small.workplace, actors.office, programme, on === undefined ? undefined : civilDate(on));
const areaOf = (of: Awaited<ReturnType<typeof account>>, area: string) => of.areas.find((row) => row.area === area);

test('before anything is signed it promises and says nothing more', async () => {
  const { totals, sources } = await account();
  expect(totals).toEqual({
    places: 15,
    listed: 0,
    registered: 0,
    protectedPeople: 0,
    personMonths: 0,
    posted: 0,
    budget: Number(15n * sixMonths),
    claims: 0,
    claimAmount: 0,
    deaths: 0,
    deathsWithoutClaim: 0,
    expectedDeaths: { expected: 0, low: 0, high: 0, confidence: 'unverified' },
  });
  expect(sources).toEqual({ lists: 3, rows: 16, instruments: [] });
});

test('signed, registered and paid it counts each step by itself; counts of few, and the one they would follow from, are withheld', async () => {
  const { proposal } = await small.established();
  expect((await account()).totals).toMatchObject({ listed: 15, protectedPeople: 0, personMonths: 0, posted: 0 }); // a decree protects nobody
  await small.pay(monthFrom('2025-07'));
  await small.pay(monthFrom('2025-08'));
  const made = await account('2025-08-31');
  expect(made.totals).toMatchObject({ places: 15, listed: 15, registered: 15, protectedPeople: 15, personMonths: 30, posted: 30 * 16_800 });
  expect(areaOf(made, '5303')).toMatchObject({
    places: 'withheld', // of the 15 promised 15 are protected: the places would tell the people
    listed: 'withheld',
    registered: 'withheld',
    protectedPeople: 'withheld',
    personMonths: 'withheld',
    posted: 'withheld',
    claims: 0,
  });
  expect(areaOf(made, '5315')).toMatchObject({ places: 'withheld', listed: 'withheld', registered: 'withheld', protectedPeople: 'withheld' });
  expect(areaOf(made, '5311')).toMatchObject({ places: 7, listed: 7, registered: 7, protectedPeople: 7, personMonths: 14, posted: 14 * 16_800 });
  expect(made.areas).toHaveLength(22);
  expect(made.areas.filter(({ places }) => places === 0).every(({ listed, personMonths, posted }) => listed === 0 && personMonths === 0 && posted === 0)).toBe(
    true,
  );
  expect(made.sources.instruments).toEqual([{ number: 'SK/1', listDigest: proposal.listDigest, signedOn: expect.any(String) }]);
});

test('as of an earlier day it says what had happened by then', async () => {
  const july = await account('2025-07-31');
  expect(july.totals).toMatchObject({ personMonths: 15, posted: 15 * 16_800, protectedPeople: 15 });
  expect((await account('2025-06-01')).totals).toMatchObject({ listed: 0, registered: 0, personMonths: 0 });
});

test('amounts of an area are no way back to a count that is withheld', async () => {
  const made = await account('2025-08-31');
  for (const row of made.areas) if (row.personMonths === 'withheld') expect(row.posted).toBe('withheld');
  expect(JSON.stringify(made).replaceAll(/\b[0-9a-f]{64}\b/g, '')).not.toMatch(/\d{16}/);
});

test('is published under its digest, once; the newest day is the one shown', async () => {
  expect(await newestAccount(small.workplace, actors.office, programme)).toBeUndefined();
  const august = await publishAccount(small.workplace, actors.office, programme, civilDate('2025-08-31'));
  expect(august.digest).toBe(sha256(JSON.stringify(august.account)));
  await publishAccount(small.workplace, actors.office, programme, civilDate('2025-08-31'));
  await publishAccount(small.workplace, actors.office, programme, civilDate('2025-07-31'));
  expect(await small.count('reporting.publication')).toBe(2);
  expect(await newestAccount(small.workplace, actors.office, programme)).toEqual(JSON.parse(JSON.stringify(august.account)));
  await expect(small.database.transact(actors.office, (tx) => tx.client.query('delete from reporting.publication'))).rejects.toMatchObject({ code: '42501' });
  expect(await faultOf(publishAccount(small.workplace, actors.office, 'tiada', civilDate('2025-08-31')))).toBe('programme-unknown');
});

test('a story tells the whole way of one person in order, with the NIK masked', async () => {
  const nik = small.people[0]?.nik ?? ('' as Nik);
  const story = await storyOf(small.workplace, actors.cases, nik);
  expect(story).toMatchObject({ known: true, nik: `53**********${nik.slice(12)}` });
  const stages = story.lines.map(({ stage }) => stage);
  for (const stage of ['registry', 'eligibility', 'allocation', 'enrolment', 'contributions']) expect(stages).toContain(stage);
  expect(story.lines.map(({ when }) => when.slice(0, 10))).toEqual(story.lines.map(({ when }) => when.slice(0, 10)).sort());
  expect(story.payers).toHaveLength(12);
  expect(story.periods.at(-1)).toMatchObject({ jkk: expect.any(String), jkm: expect.any(String) });
  const text = JSON.stringify(story) + storyText(story);
  for (const { nik: other } of small.people) expect(text).not.toContain(other);
  // Told in words: no code of a register, an outcome or a cause stands in a line.
  for (const line of story.lines)
    for (const said of [line.id, line.en]) expect(said).not.toMatch(/\b(social-register|public-servants|not-found|accept|reject|unverified)\b/);
  expect(story.lines.some(({ id }) => id.startsWith('Menurut data kependudukan (penduduk): nama'))).toBe(true);
  expect(text).not.toContain('5311010101200001'); // nor the family card
});

test('an officer of another kabupaten is told nothing of a person', async () => {
  const nik = small.people[0]?.nik ?? ('' as Nik);
  const story = await storyOf(small.workplace, { ...actors.cases, area: '5315' }, nik);
  expect([story.lines.filter(({ stage }) => stage !== 'registry'), story.payers, story.periods]).toEqual([[], [], []]);
  expect(JSON.stringify(story)).not.toContain(small.people[0]?.name);
  // Nor is it said of a person who stands elsewhere that he stands nowhere.
  const register = story.lines.find(({ id }) => id.startsWith('Menurut data kependudukan'));
  expect([story.area, register?.id, register?.en]).toEqual([
    '5315',
    'Menurut data kependudukan (penduduk): tidak tercatat di wilayah 5315',
    'By the population register (penduduk): not recorded in area 5315',
  ]);
  expect(storyText(story)).toContain('Di wilayah lain orang ini bisa saja tercatat, dibayari, atau terlindungi.');
});

test('of somebody nobody knows there is no story', async () => {
  expect(await storyOf(small.workplace, actors.cases, '5311010101700099' as Nik)).toEqual({
    nik: '53**********0099',
    known: false,
    timeZone: 'Asia/Makassar',
    area: null,
    lines: [],
    periods: [],
    payers: [],
  });
});
