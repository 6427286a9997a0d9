// Decides that Dukcapil, the bank and the villages answer what they are asked, in full and no more.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { monthFrom } from '../src/kernel/month.ts';
import { payOrder, receiptColumns, statementColumns } from './bank.ts';
import { dayOf } from './calendar.ts';
import { readRecords } from './csv-file.ts';
import { answerMembership, answerPopulation, membershipAnswerColumns, populationAnswerColumns } from './dukcapil.ts';
import { actColumns, actOf, villageActs, writeVillageActs } from './events.ts';
import { nikOf } from './people.ts';
import { populationRest, writeDeaths, writePopulation } from './registers.ts';
import { createWorld } from './world.ts';

const folder = mkdtempSync(join(tmpdir(), 'simulated-exchange-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const world = createWorld({ seed: 'tukar', people: 60_000 });
const path = (name: string): string => join(folder, name);
const recordsOf = (name: string): string[][] => {
  const records: string[][] = [];
  readRecords(path(name), (fields) => records.push(fields));
  return records;
};

const people = 5_000;
const niks = [...Array.from({ length: people }, (_, i) => nikOf(world, i)), '5301010101019999', 'bukan nik'];
writeFileSync(path('request.csv'), `permintaan,baris,nik\n${niks.map((nik, at) => `P1,${at + 1},${nik}`).join('\n')}\n`);

it.each([
  ['population', answerPopulation, populationAnswerColumns],
  ['membership', answerMembership, membershipAnswerColumns],
] as const)('answers %s in two rounds, everyone once', (_, answer, columns) => {
  const first = answer(world, path('request.csv'), path('first.csv'), { asOf: '2025-06-30', round: 1 });
  const second = answer(world, path('request.csv'), path('second.csv'), { asOf: '2025-06-30', round: 2 });
  expect(first.asked).toBe(niks.length);
  expect(first.unanswered / niks.length).toBeGreaterThan(0.01);
  expect(first.unanswered / niks.length).toBeLessThan(0.03);
  expect(first.unanswered).toBe(second.answered);
  const [header, ...answers] = [...recordsOf('first.csv'), ...recordsOf('second.csv').slice(1)];
  expect(header?.join()).toBe(columns);
  expect(answers.every((fields) => fields.length === header?.length)).toBe(true);
  expect(answers.map((fields) => fields[2] ?? '').sort()).toEqual([...niks].sort());
  expect(answers.find((fields) => fields[2] === '5301010101019999')?.[3]).toBe('TIDAK');
});

it('says of a person what the register says', () => {
  answerPopulation(world, path('request.csv'), path('first.csv'), { asOf: '2025-06-30', round: 1 });
  const found = recordsOf('first.csv').find((fields) => fields[1] === '11');
  expect(found?.slice(3).join()).toBe(`YA,${populationRest(world, 10, dayOf('2025-06-30'))}`);
});

it('debits on the next working day and gives a receipt of that day', () => {
  const paid = payOrder({
    sp2d: '00123/SP2D/LS/2025',
    code: '250700000001',
    npp: 'NPP-1',
    amount: 1_680_000_000n,
    orderedOn: '2025-08-15',
    balance: 5_000_000_000n,
    statementPath: path('bank.csv'),
    receiptPath: path('receipt.csv'),
  });
  expect(paid).toMatchObject({ valueDate: '2025-08-18', balance: 3_320_000_000n });
  const [columns, opening, debit] = recordsOf('bank.csv');
  expect(columns?.join()).toBe(statementColumns);
  expect(opening?.[4]).toBe('5000000000');
  expect(debit?.slice(0, 1).concat(debit.slice(2))).toEqual(['2025-08-18', '1680000000', '0', '3320000000', paid.reference]);
  expect(debit?.[1]).toContain('00123/SP2D/LS/2025');
  expect(recordsOf('receipt.csv')).toEqual([receiptColumns.split(','), [paid.receipt, '250700000001', 'NPP-1', '1680000000', '2025-08-18', paid.reference]]);
});

it('has about one adult in a thousand leave a month, and the register then says so', () => {
  let leaving = 0;
  for (const text of ['2025-07', '2025-08', '2025-09', '2025-10', '2025-11', '2025-12']) {
    const month = monthFrom(text);
    const acts = villageActs(world, month);
    leaving += acts.length;
    expect(acts.every((act) => act.on.startsWith(text))).toBe(true);
  }
  expect(leaving / 6 / world.people).toBeGreaterThan(0.0005);
  expect(leaving / 6 / world.people).toBeLessThan(0.0013);
  const july = monthFrom('2025-07');
  const acts = villageActs(world, july);
  expect(Array.from({ length: world.people }, (_, i) => actOf(world, i, july)).filter((act) => act !== null)).toEqual(acts);
  const wanted = new Set(acts.slice(0, 5).map((act) => act.nik));
  expect(writeVillageActs(world, path('acts.csv'), july, wanted)).toBe(5);
  expect(recordsOf('acts.csv')[0]?.join()).toBe(actColumns);
  writePopulation(world, path('july.csv'), '2025-07-31');
  const status = new Map(recordsOf('july.csv').map((fields) => [fields[0], fields[11]]));
  const movers = acts.filter((act) => act.kind === 'moves-out');
  expect(movers.length).toBeGreaterThan(10);
  expect(movers.every((act) => status.get(act.nik) === 'PINDAH')).toBe(true);
});

it('learns of more deaths as time passes, and never unlearns one', () => {
  const known = (asOf: string): Set<string> => {
    writeDeaths(world, path('deaths.csv'), asOf);
    return new Set(
      recordsOf('deaths.csv')
        .slice(1)
        .map((fields) => fields.join()),
    );
  };
  const [june, december] = [known('2025-06-30'), known('2025-12-31')];
  expect(june.size).toBeGreaterThan(100);
  expect(december.size).toBeGreaterThan(june.size);
  expect([...june].every((line) => december.has(line))).toBe(true);
  expect([...december].every((line) => (line.split(',')[1] ?? '') < (line.split(',')[2] ?? ''))).toBe(true);
});
