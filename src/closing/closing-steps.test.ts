// Tests closing a whole small programme: refused while something stands in the way, done once under a race, with an annex that says what the records say.
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SmallProgramme, actors, faultOf, programme, sixMonths, smallProgramme, villagers } from '../../test/fixtures/small-programme.ts';
import { monthFrom, monthsFrom } from '../kernel/month.ts';
import { outboxFolder } from '../platform/outbox-files.ts';
import { readXlsx } from '../platform/xlsx-read.ts';
import { closeProgramme, closingShown } from './closing-steps.ts';
import { chooseYearEnd } from './year-end-steps.ts';

let small: SmallProgramme;
const months = monthsFrom(monthFrom('2025-07'), monthFrom('2025-12'));

beforeAll(async () => {
  small = await smallProgramme({ villagers: villagers('timur', 1, 1, 2), places: { timur: 3 }, limit: 3n * sixMonths + 1_000n });
  await small.allocated();
  await small.established();
  for (const month of months) await small.pay(month);
});
afterAll(() => small.drop());

const show = () => small.database.read(actors.secretary, (tx) => closingShown(tx, { law: small.workplace.law, programme }));
const close = () => closeProgramme(small.workplace, actors.secretary, { programme });

test('before the term is over, and while nobody decided how members go on, it is not closed', async () => {
  small.day('2025-12-30');
  expect((await show()).closing.obstacles.map(({ code, subject }) => [code, subject])).toEqual([
    ['term-not-over', '2025-12'],
    ['cover-undecided', '5311'],
  ]);
  expect(await faultOf(close())).toBe('programme-not-ready-to-close');
});

test('closed twice at once it is closed once; the annex says what the records say', async () => {
  small.day('2026-01-05');
  await small.database.transact(actors.secretary, (tx) =>
    chooseYearEnd(tx, { law: small.workplace.law, programme, choice: 'announce-self-payment', reason: 'tidak ada anggaran' }),
  );
  const { closing } = await show();
  expect(closing).toMatchObject({ mayClose: true, debited: 3n * sixMonths, posted: 3n * sixMonths, unspent: 1_000n, committedUnpaid: 0n, refundable: 0n });
  expect(closing.months.map(({ month, charged, posted, square }) => [month, charged, posted, square])).toEqual(months.map((month) => [month, 3, 3, true]));

  const ends = await Promise.allSettled([close(), close()]);
  expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect((await show()).closed).toMatchObject({ unspent: 1_000n, openClaims: 0, despite: null });
  expect(await faultOf(close())).toBe('programme-closed-already');

  const cells: string[] = [];
  for await (const row of readXlsx(path.join(outboxFolder(small.workplace.dataDir, programme, 'closing'), `lampiran-lkpj-${programme}.xlsx`)))
    cells.push(`${row.sheet ?? ''}: ${row.cells.map((cell) => cell?.text ?? '').join(' | ')}`);
  expect(cells).toContain('Ringkasan: Sisa pagu yang tidak terpakai | Rp1.000');
  expect(cells).toContain('Bulan: 2025-07 | 3 | 3 | Rp50.400 | Rp50.400 | Rp50.400 | ya');
  expect(cells.filter((cell) => cell.startsWith('Arsip: instrument | SK/1'))).toHaveLength(1);
  expect(cells.filter((cell) => /\d{16}/.test(cell.replace(/[0-9a-f]{64}/g, '')))).toEqual([]);
});
