// Instruments on a real database: proposed by one, signed by another, unchanged in between, all or nothing, once.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPublicKey, verify } from 'node:crypto';
import { type SmallProgramme, actors, faultOf, line, programme, sixMonths, smallProgramme, together, villagers } from '../../test/fixtures/small-programme.ts';
import { civilDate } from '../kernel/date.ts';
import { monthFrom } from '../kernel/month.ts';
import { newKey } from '../platform/key.ts';
import { lockMonth } from '../roster/roster-steps.ts';
import { type Proposal, determinationsOf, instrumentsOf, listIsSigned, proposeReplacements, reserveLeft } from './instrument-steps.ts';
import { recordDepartures } from './registration-steps.ts';

// Three places and a reserve of three in one kabupaten, one place and nobody waiting in the other.
const world = { villagers: [...villagers('timur', 1, 1, 2, 3, 4, 4), ...villagers('utara', 2)], places: { timur: 3, utara: 1 } } as const;
let small: SmallProgramme;
const start = async (limit?: bigint): Promise<void> => {
  small = await smallProgramme(limit === undefined ? world : { ...world, limit });
  await small.allocated();
};
afterEach(() => small.drop());

const approver = { ...actors.secretary, id: 'test:another-approver' };
const committed = async (): Promise<bigint> =>
  BigInt((await small.owner<{ committed: string }>('select committed from programme.budget_line where line = $1', [line]))[0]?.committed ?? '-1');
const nothingHeld = async (): Promise<void> => {
  for (const table of ['enrolment.signature', 'roster.person_month', 'roster.hold_share', 'programme.commitment'])
    expect(await small.count(table), table).toBe(0);
  expect(await committed()).toBe(0n);
};

describe('an establishment', () => {
  beforeEach(() => start());

  test('is signed over its list by another official, and at that moment holds the months and commits the money', async () => {
    const proposal = await small.propose();
    expect(proposal).toMatchObject({ number: 'SK/1', additions: 4, removals: 0 });
    await nothingHeld();
    expect(await small.sign(proposal)).toMatchObject({ personMonths: 24, amount: 4n * sixMonths });
    expect([await small.count('roster.person_month'), await committed()]).toEqual([48, 4n * sixMonths]);
    const [signature] = await small.owner<Record<'proposed_by' | 'signed_by' | 'algorithm' | 'public_key' | 'signature' | 'list_digest', string>>(
      'select s.*, i.list_digest from enrolment.signature s join enrolment.instrument i using (instrument_id)',
    );
    expect([signature?.proposed_by, signature?.signed_by, signature?.algorithm]).toEqual([actors.office.id, actors.secretary.id, 'ed25519']);
    const key = createPublicKey({ key: Buffer.from(signature?.public_key ?? '', 'base64'), format: 'der', type: 'spki' });
    expect(verify(null, Buffer.from(signature?.list_digest ?? ''), key, Buffer.from(signature?.signature ?? '', 'base64'))).toBe(true);
    expect(signature?.list_digest).toBe(proposal.listDigest);
    await small.database.read(actors.office, async (tx) => {
      expect(await instrumentsOf(tx, programme)).toMatchObject([
        { number: 'SK/1', kind: 'establishment', proposedBy: actors.office.id, signedBy: actors.secretary.id, signedOn: '2025-06-25' },
      ]);
      expect(await determinationsOf(tx, await small.keyOf(0))).toMatchObject([{ change: 'add', firstMonth: '2025-07', lastMonth: '2025-12', cause: null }]);
      expect(await determinationsOf(tx, await small.keyOf(5))).toEqual([]);
      for (const { listId } of small.submission.lists) expect(await listIsSigned(tx, listId)).toMatchObject({ number: 'SK/1' });
    });
  });

  test('is not signed by who proposed it, in the program or past it', async () => {
    const proposal = await small.propose();
    expect(await faultOf(small.sign(proposal, actors.office))).toBe('proposer-may-not-sign');
    const past = (proposedBy: string) =>
      small.database.transact(actors.office, (tx) =>
        tx.client.query(`insert into enrolment.signature values ($1, 'ntt', '53', $2, $3, '2025-07-01', 'none', '', '', now())`, [
          proposal.instrumentId,
          proposedBy,
          actors.office.id,
        ]),
      );
    await expect(past(actors.office.id)).rejects.toMatchObject({ constraint: 'nobody_signs_his_own_proposal' });
    await expect(past('somebody-else')).rejects.toMatchObject({ code: '23503' }); // who proposed it stands with the proposal
    await nothingHeld();
  });

  test('is signed once, and never changed', async () => {
    const proposal = await small.propose();
    await small.sign(proposal);
    expect(await faultOf(small.sign(proposal, approver))).toBe('instrument-already-signed');
    expect(await faultOf(small.sign({ instrumentId: newKey() }))).toBe('instrument-unknown');
    for (const change of [
      `update enrolment.instrument set number = 'x'`,
      `update enrolment.determination set last_month = '2025-08-01'`,
      'delete from enrolment.signature',
    ]) {
      await expect(
        small.database.transact(actors.secretary, (tx) => tx.client.query(change)),
        change,
      ).rejects.toMatchObject({ code: '42501' });
    }
  });

  test('of two who sign at the same time one signs, and the money is committed once', async () => {
    const proposal = await small.propose();
    const codes = await together(
      small,
      'enrolment.signature',
      [actors.secretary, approver].map((actor) => () => faultOf(small.sign(proposal, actor))),
    );
    expect(codes.map((settled) => (settled.status === 'fulfilled' ? settled.value : settled.reason)).sort()).toEqual(['instrument-already-signed', 'none']);
    expect([await small.count('enrolment.signature'), await small.count('roster.person_month'), await committed()]).toEqual([1, 48, 4n * sixMonths]);
  });

  test.each([
    [
      'a row is added',
      `insert into enrolment.determination select gen_random_uuid(), d.instrument_id, d.sponsor, d.area, d.programme, 'add', d.first_month, d.last_month, c.list_id, c.row_no
      from (select * from enrolment.determination limit 1) d, intake.candidate c where c.row_no = 7 limit 1`,
    ],
    ['a row is taken out', 'delete from enrolment.determination where ctid = (select ctid from enrolment.determination limit 1)'],
    ['a month is added', `update enrolment.determination set first_month = '2025-06-01' where ctid = (select ctid from enrolment.determination limit 1)`],
    [
      'a row stands for another',
      `update enrolment.determination set row_no = 7 where ctid = (select d.ctid from enrolment.determination d where left(area, 4) = '5311' limit 1)`,
    ],
  ])('is not signed when its list changed since: %s', async (_, change) => {
    const proposal = await small.propose();
    await small.owner(change);
    expect(await faultOf(small.sign(proposal))).toBe('list-changed-since-proposal');
    await nothingHeld();
  });

  test('of the same people again is refused: a month is held once', async () => {
    const [first, second] = [await small.propose(), await small.propose('SK/2')];
    expect(second.listDigest).toBe(first.listDigest);
    await small.sign(first);
    expect(await faultOf(small.sign(second))).toBe('person-month-already-held');
    expect([await small.count('enrolment.signature'), await committed()]).toEqual([1, 4n * sixMonths]);
  });

  test('under a number that is taken is refused with that reason', async () => {
    await small.propose();
    expect(await faultOf(small.propose())).toBe('instrument-number-taken');
  });
});

describe('a line that cannot carry the list', () => {
  test('holds nobody, down to the last rupiah', async () => {
    await start(4n * sixMonths - 1n);
    const proposal = await small.propose();
    expect(await faultOf(small.sign(proposal))).toBe('budget-line-exceeded');
    await nothingHeld();
  });
});

describe('a replacement', () => {
  beforeEach(() => start());
  const replace = (number = 'SK/2'): Promise<Proposal | null> =>
    proposeReplacements(small.workplace, actors.office, { programme, number, effectiveOn: civilDate('2025-08-02') });
  const leave = async (...who: number[]): Promise<number> => {
    const departures = await Promise.all(
      who.map(async (index) => ({
        personKey: await small.keyOf(index),
        cause: 'moved' as const,
        happenedOn: civilDate('2025-08-01'),
        evidence: 'laporan desa',
      })),
    );
    return small.database.transact(actors.office, (tx) => recordDepartures(tx, programme, departures));
  };
  const monthsHeld = async (index: number): Promise<string[]> =>
    (
      await small.owner<{ month: string }>(
        `select to_char(month, 'YYYY-MM') as month from roster.person_month where person_key = $1 and cover = 'jkm' order by 1`,
        [await small.keyOf(index)],
      )
    ).map(({ month }) => month);
  const inOrder = async (): Promise<number[]> => {
    const rows = await small.owner<{ person_key: string }>(`select person_key from allocation.ranking where left(area, 4) = '5311' order by rank`);
    return Promise.all(rows.map(({ person_key }) => small.indexOf(person_key)));
  };

  test('is not proposed while nobody left', async () => {
    await small.sign(await small.propose());
    expect(await replace()).toBeNull();
    expect(await small.count('enrolment.instrument')).toBe(1);
  });

  test("puts the first of the reserve in the leaver's place, from the first month still open", async () => {
    await small.sign(await small.propose());
    await small.database.transact(actors.office, (tx) => lockMonth(tx, { programme, sponsor: 'ntt', month: monthFrom('2025-07'), areas: ['5311'] }));
    const [leaver = -1, , , firstWaiting = -1] = await inOrder();
    expect(await leave(leaver)).toBe(1);
    const proposal = await replace();
    expect(proposal).toMatchObject({ additions: 1, removals: 1 });
    expect(await monthsHeld(leaver)).toHaveLength(6); // proposed is not signed
    expect(await small.sign(proposal ?? { instrumentId: '' })).toMatchObject({ personMonths: 0, amount: 0n });
    expect(await monthsHeld(leaver)).toEqual(['2025-07']);
    expect(await monthsHeld(firstWaiting)).toEqual(['2025-08', '2025-09', '2025-10', '2025-11', '2025-12']);
    expect([await committed(), await small.count('roster.release'), await small.count('roster.person_month')]).toEqual([4n * sixMonths, 10, 48]);
    expect(await small.database.read(actors.office, async (tx) => determinationsOf(tx, await small.keyOf(leaver)))).toMatchObject([
      { change: 'add' },
      { change: 'remove', cause: 'moved', firstMonth: '2025-08' },
    ]);
    expect(await replace('SK/3')).toBeNull();
  });

  test('passes over the dead and the departed of the reserve, and takes nobody of another kabupaten', async () => {
    await small.sign(await small.propose());
    const [leaver = -1, , , dead = -1, alive = -1] = await inOrder();
    await small.load('deaths', civilDate('2025-08-01'), [`${small.people[dead]?.nik},2025-07-30,2025-08-01,DUKCAPIL`]);
    small.day('2025-08-02');
    await leave(leaver, 6);
    const proposal = await replace();
    expect(proposal).toMatchObject({ additions: 1, removals: 2 }); // nobody waits in the other kabupaten
    await small.sign(proposal ?? { instrumentId: '' });
    expect([(await monthsHeld(alive)).length, (await monthsHeld(dead)).length, (await monthsHeld(6)).length]).toEqual([6, 0, 0]);
    expect(await committed()).toBe(3n * sixMonths);
  });

  test('ends with the reserve', async () => {
    await small.sign(await small.propose());
    const run = (await small.owner<{ run_id: string }>('select run_id from enrolment.instrument'))[0]?.run_id ?? '';
    const left = () => small.database.read(actors.office, (tx) => reserveLeft(tx, programme, run));
    expect(await left()).toBe(3);
    const order = await inOrder();
    await leave(...order.slice(0, 3));
    await small.sign((await replace()) ?? { instrumentId: '' });
    expect(await left()).toBe(0);
    await leave(...order.slice(3, 5));
    expect(await replace('SK/3')).toMatchObject({ additions: 0, removals: 2 });
  });

  test('looks at signed lists only: a proposal nobody signed keeps nobody in, out or waiting', async () => {
    await small.propose('SK/draft'); // never signed
    await small.sign(await small.propose());
    const [leaver = -1, , , firstWaiting = -1] = await inOrder();
    await leave(leaver);
    expect(await replace('SK/2-draft')).toMatchObject({ additions: 1, removals: 1 }); // never signed either
    const proposal = await replace('SK/2');
    expect(proposal).toMatchObject({ additions: 1, removals: 1 });
    await small.sign(proposal ?? { instrumentId: '' });
    expect([(await monthsHeld(leaver)).length, (await monthsHeld(firstWaiting)).length]).toEqual([0, 6]);
  });
});

describe('before there are places', () => {
  test('nothing is proposed', async () => {
    small = await smallProgramme(world);
    expect(await faultOf(small.propose())).toBe('nothing-allocated');
  });
});
