// Tries the way of a row whose NIK fails: persons are proposed, somebody decides, and the next assessment judges the row as that person's.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { actors, programme, smallProgramme, villages, villagers } from '../../test/fixtures/small-programme.ts';
import { assess } from '../eligibility/eligibility-steps.ts';
import { submitLists } from '../intake/intake-steps.ts';
import { instant } from '../kernel/clock.ts';
import { civilDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import { proposalsShown } from './linkage-page-steps.ts';
import { proposeForProgramme, proposePersons } from './linkage-steps.ts';
import { confirmIdentity } from './matching-steps.ts';

let small: Awaited<ReturnType<typeof smallProgramme>>;
let listId = '';

beforeAll(async () => {
  small = await smallProgramme({ villagers: villagers('timur', 1, 2, 3, 1), places: { timur: 3, barat: 0 } });
  const [one, two, three] = small.people.map(({ nik, name }) => ({ nik: nik as string, name }));
  const rows = [
    `1,${(one?.nik ?? '').slice(0, 15)},${one?.name ?? ''},14-03-1985`, // the last digit lost
    `2,${(two?.nik ?? '').slice(0, 10)}99${(two?.nik ?? '').slice(12)},${two?.name ?? ''},14-03-1985`, // two digits wrong: found by birth date and village
    `3,${(three?.nik ?? '').slice(0, 14)}${(three?.nik ?? '')[15] ?? ''}${(three?.nik ?? '')[14] ?? ''},${three?.name ?? ''},14-03-1985`, // the last two exchanged
  ];
  const submitted = await submitLists(small.workplace, actors.villages, {
    programme,
    sponsor: 'ntt',
    sender: 'kabupaten',
    receivedAt: instant('2025-06-22T09:00:00+08:00'),
    files: [{ path: await small.write('rusak.csv', ['NO,NIK,NAMA,TANGGAL LAHIR', ...rows]), area: villages.timur }],
  });
  listId = submitted.lists[0]?.listId ?? '';
  await assess(small.workplace, actors.office, programme);
});
afterAll(() => small.drop());

const shown = (open = true) => small.database.read(actors.office, (tx) => proposalsShown(tx, small.workplace.niks, programme, { open, limit: 20, offset: 0 }));

it('proposes the right person first for a lost digit, two wrong digits and two digits exchanged', async () => {
  const done = await small.database.transact(actors.office, (tx) => proposeForProgramme(tx, small.workplace.niks, programme));
  expect(done).toMatchObject({ rows: 3, proposed: 3 });
  const { rows } = await shown();
  const first = new Map(rows.map((row) => [row.rowNo, row.persons[0]]));
  for (const [at, rowNo] of [2, 3, 4].entries()) expect(first.get(rowNo)?.personKey).toBe(await small.keyOf(at));
  expect(first.get(2)?.weights.find(({ comparison }) => comparison === 'nik')).toMatchObject({ level: 'one-slip' });
  expect(JSON.stringify(rows)).not.toMatch(/\d{14}/); // no NIK in clear
});

it('decides nothing by itself', async () => {
  expect((await assess(small.workplace, actors.office, programme)).repeated).toBe(true);
});

it('judges a confirmed row as that person, by his own NIK; a person who was not proposed is refused', async () => {
  const [first, second] = [await small.keyOf(0), await small.keyOf(1)];
  const decide = (rowNo: number, personKey: string, verdict: 'same-person' | 'different-person') =>
    small.database.transact(actors.office, (tx) => confirmIdentity(tx, { listId, rowNo, personKey, verdict, evidence: 'KTP dilihat' }));
  await decide(2, first, 'same-person');
  await decide(3, second, 'different-person');
  const stranger = await decide(2, '01990000-0000-7000-8000-000000000000', 'same-person').catch((error: unknown) => error);
  expect(stranger).toBeInstanceOf(Fault);
  const run = await assess(small.workplace, actors.office, programme);
  const rows = await small.owner<{ row_no: number; outcome: string; reasons: string[]; notes: string[]; person_key: string | null }>(
    'select row_no, outcome, reasons, notes, person_key from eligibility.verdict where run_id = $1 and list_id = $2 order by row_no',
    [run.runId, listId],
  );
  // Row 2 was received before the village's own list, so it counts, and the same person's row there repeats it.
  expect(rows[0]).toMatchObject({ outcome: 'accept', reasons: [], person_key: first });
  expect(rows[0]?.notes).toContain('identity-confirmed');
  expect(rows[1]).toMatchObject({ outcome: 'reject', reasons: ['nik-not-in-population'], person_key: null });
  const { open, withPersons } = await shown();
  expect([open, withPersons]).toEqual([2, 3]);
});

it('proposes for a person described without a NIK', async () => {
  const { name } = small.people[3] ?? { name: '' };
  const described = {
    ref: 7,
    name,
    birthDate: civilDate('1985-03-14'),
    sex: 'L',
    area: villages.timur,
    motherName: null,
    birthPlace: null,
    household: null,
    written: null,
  };
  const found = await small.database.transact(actors.office, (tx) =>
    proposePersons(tx, small.workplace.niks, [described], { sponsor: 'ntt', on: civilDate('2025-07-01') }),
  );
  expect(found.get(7)?.[0]?.personKey).toBe(await small.keyOf(3));
});
