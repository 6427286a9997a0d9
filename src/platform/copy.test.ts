// Rows in and out by COPY, whatever stands in them.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, anyone, testDatabase } from '../../test/database.ts';
import type { Actor } from '../kernel/actor.ts';
import { arrayText, rowText } from './copy-text.ts';
import { type CopyField, copyIn, copyOut, copyTemp, literal, parseArray } from './copy.ts';
import { type Tx, ownerSession } from './database.ts';

let it: TestDatabase;
const inArea = (area: string): Actor => ({ ...anyone, id: `verifier-${area}`, area });

beforeAll(async () => {
  it = await testDatabase();
  await ownerSession(it.url, (client) =>
    client.query(`create table platform.worker (
        worker integer primary key, name text collate "C" not null, born date, sponsor text not null default 'ntt', area text not null);
      call platform.declare_table('platform.worker', 'bulk', 'scope', 'test', 'A table of this test.')`),
  );
});
afterAll(() => it.drop());

async function all(tx: Tx, query: string, chunkRows?: number): Promise<(readonly (string | null)[])[]> {
  const rows: (readonly (string | null)[])[] = [];
  for await (const chunk of copyOut(tx, query, chunkRows === undefined ? {} : { chunkRows })) rows.push(...chunk);
  return rows;
}

const text = fc.string({ unit: 'binary', maxLength: 40 }).map((value) => value.replaceAll('\0', ''));
const awkward = fc.constantFrom('', '\\N', '\\', '\\.', '\t', '\n', '\r\n', '{}', '"', ' ', 'NULL', "O'Nala", 'Nguyễn Thị', '𝔑𝔱𝔱', ',', '\\t', '\u2028');

describe('text as COPY writes it', () => {
  test('any rows come back as they went in, in order, whatever the chunks', async () => {
    const field = fc.option(fc.oneof(text, awkward), { nil: null });
    const row = fc.tuple(
      field,
      fc.array(fc.oneof(text, awkward), { maxLength: 4 }),
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      fc.boolean(),
      field,
    );
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 30 }), fc.integer({ min: 1, max: 7 }), fc.boolean(), async (rows, chunkRows, streamed) => {
        const back = await it.database.transact(anyone, async (tx) => {
          const given = rows.map(([a, b, c, d, e], place): CopyField[] => [place, a, b, c, d, e]);
          const source = streamed
            ? (async function* () {
                yield* given;
              })()
            : given;
          expect(await copyTemp(tx, 'kept', 'place integer, a text, b text[], c bigint, d boolean, e text', source)).toBe(rows.length);
          return all(tx, 'select a, b, c, d, e from kept order by place', chunkRows);
        });
        expect(back.map(([a, b, c, d, e]) => [a, parseArray(b as string), BigInt(c as string), d === 't', e])).toEqual(rows);
      }),
      { numRuns: 150 },
    );
  });

  test('a field larger than any network chunk survives', async () => {
    const long = 'Ḿaria\\\t'.repeat(60_000);
    const rows = await it.database.transact(anyone, async (tx) => {
      await copyTemp(tx, 'kept', 'place integer, a text', [
        [1, long],
        [2, 'x'],
        [3, long],
      ]);
      return all(tx, 'select a from kept order by place');
    });
    expect(rows.map(([a]) => a)).toEqual([long, 'x', long]);
  });

  test('an array is read as PostgreSQL writes it', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(text, awkward)), (items) => {
        expect(parseArray(arrayText(items))).toEqual(items);
      }),
    );
    expect(parseArray('{a,"b c","q\\"x",Rp1.000}')).toEqual(['a', 'b c', 'q"x', 'Rp1.000']);
    expect(() => parseArray('{a,NULL}')).toThrow('assertion failed');
    expect(() => parseArray('{a}b')).toThrow('assertion failed');
  });

  test.each([
    ['a NUL character', ['a\0b'], 'nul-character'],
    ['a NUL character in an array', [['a\0']], 'nul-character'],
    ['half a character', ['a\ud800b'], 'text-not-unicode'],
    ['a number that is none', [Number.NaN], 'assertion failed'],
    ['too many fields', ['a', 'b'], 'assertion failed'],
  ] as [string, CopyField[], string][])('%s is refused and the connection lives on', async (_, row, code) => {
    await expect(it.database.transact(anyone, (tx) => copyTemp(tx, 'kept', 'a text', [['before'], row]))).rejects.toThrow(code);
    await expect(it.database.read(anyone, (tx) => all(tx, 'select 1'))).resolves.toEqual([['1']]);
  });

  test('rowText writes null, booleans and numbers', () => {
    expect(rowText([null, true, false, 3, -4n, 'a\tb', ['x', '\\']], 7)).toBe('\\N\tt\tf\t3\t-4\ta\\tb\t{"x","\\\\\\\\"}\n');
  });

  test('a literal can be nothing but a value', async () => {
    await it.database.read(anyone, async (tx) => {
      for (const value of ["'; drop table x; --", '\\', "\\'", '$1', '']) expect(await all(tx, `select ${literal(value)}::text`)).toEqual([[value]]);
      expect(await all(tx, `select 1 -${literal(-1)}, ${literal(5n)}, ${literal(null)}::text`)).toEqual([['2', '5', null]]);
    });
    expect(() => literal('a\0')).toThrow('nul-character');
  });
});

describe('copyOut', () => {
  const many = 'select n, repeat(n::text, 20) from generate_series(1, 200000) n';

  test('cuts chunks of the asked size, the last one shorter', async () => {
    const sizes: number[] = [];
    await it.database.read(anyone, async (tx) => {
      for await (const chunk of copyOut(tx, 'select n from generate_series(1, 12001) n')) sizes.push(chunk.length);
    });
    expect(sizes).toEqual([5000, 5000, 2001]);
  });

  test('an empty result is no chunk, and a row of one empty text is a row', async () => {
    await it.database.read(anyone, async (tx) => {
      expect(await all(tx, 'select 1 where false')).toEqual([]);
      expect(await all(tx, "select '' union all select ''")).toEqual([[''], ['']]);
    });
  });

  test('left early, the transaction goes on', async () => {
    await it.database.read(anyone, async (tx) => {
      for await (const chunk of copyOut(tx, many)) {
        expect(chunk).toHaveLength(5000);
        break;
      }
      expect(await all(tx, 'select 1')).toEqual([['1']]);
    });
  });

  test('what the reader throws arrives, and the pool lives on', async () => {
    const reading = it.database.read(anyone, async (tx) => {
      for await (const chunk of copyOut(tx, many)) throw new Error(`stopped at ${chunk.length}`);
    });
    await expect(reading).rejects.toThrow('stopped at 5000');
    expect(await it.database.read(anyone, (tx) => all(tx, 'select 1'))).toEqual([['1']]);
  });

  test('an error half way through arrives', async () => {
    const query = 'select 1 / (150000 - n) from generate_series(1, 200000) n';
    await expect(it.database.read(anyone, (tx) => all(tx, query))).rejects.toThrow('division by zero');
    await expect(it.database.read(anyone, (tx) => all(tx, 'select nonsense'))).rejects.toThrow('nonsense');
    expect(await it.database.read(anyone, (tx) => all(tx, 'select 1'))).toEqual([['1']]);
  });

  test('a query that would wait for ever is refused', async () => {
    const reading = it.database.read(anyone, async (tx) => {
      for await (const _ of copyOut(tx, many)) await tx.client.query('select 1');
    });
    await expect(reading).rejects.toThrow('COPY is still open');
    const withKysely = it.database.read(anyone, async (tx) => {
      for await (const _ of copyOut(tx, many)) await tx.db.selectFrom('platform.run').selectAll().execute();
    });
    await expect(withKysely).rejects.toThrow('COPY is still open');
  });

  test('a reader that walks away without closing does not block the pool', async () => {
    const started = it.database.read(anyone, async (tx) => void (await copyOut(tx, many)[Symbol.asyncIterator]().next()));
    await expect(started).rejects.toThrow('COPY is still open');
    expect(await it.database.read(anyone, (tx) => all(tx, 'select 1'))).toEqual([['1']]);
  });
});

describe('copyIn', () => {
  const rows = (from: number, to: number, area: string): CopyField[][] =>
    Array.from({ length: to - from }, (_, place) => [from + place, `Pekerja ${from + place}`, place % 2 === 0 ? null : '1980-02-29', area]);
  const target = { table: 'platform.worker', columns: ['worker', 'name', 'born', 'area'] };

  test('inserts under the row policies, counts what went in, and leaves what is there alone when asked', async () => {
    const inserted = await it.database.transact(inArea('53'), async (tx) => [
      await copyIn(tx, { ...target, orderBy: 'worker' }, rows(0, 300, '5311')),
      await copyIn(tx, { ...target, onConflictDoNothing: true }, rows(200, 450, '5312')),
      await copyIn(tx, target, []),
    ]);
    expect(inserted).toEqual([300, 150, 0]);
    const areas = await it.database.read(inArea('5312'), (tx) => all(tx, 'select area, count(*), max(sponsor) from platform.worker group by 1'));
    expect(areas).toEqual([['5312', '150', 'ntt']]);
  });

  test.each([
    ['a row outside the scope', rows(900, 901, '3171'), 'outside-reach'],
    ['a row that breaks a constraint', [[901, null, null, '5311']], 'null value in column "name"'],
    ['a value the column does not take', [[902, 'x', '2025-02-30', '5311']], 'date/time field value out of range'],
    ['a key that is there', rows(100, 101, '5311'), 'duplicate key'],
  ] as [string, CopyField[][], string][])('%s is refused, and nothing of its transaction stays', async (_, bad, message) => {
    const writing = it.database.transact(inArea('53'), async (tx) => {
      await copyIn(tx, target, rows(800, 810, '5311'));
      await copyIn(tx, target, bad);
    });
    await expect(writing).rejects.toThrow(message);
    expect(await it.database.read(anyone, (tx) => all(tx, 'select count(*) from platform.worker where worker >= 800'))).toEqual([['0']]);
  });

  test('what the source throws arrives', async () => {
    const source = async function* (): AsyncGenerator<CopyField[]> {
      yield* rows(1000, 60_000, '5311');
      throw new Error('the file broke off');
    };
    await expect(it.database.transact(anyone, (tx) => copyIn(tx, target, source()))).rejects.toThrow('the file broke off');
    expect(await it.database.read(anyone, (tx) => all(tx, 'select count(*) from platform.worker where worker >= 800'))).toEqual([['0']]);
  });

  test('one transaction streams out while another takes in', async () => {
    const copied = await it.database.read(anyone, (from) =>
      it.database.transact(anyone, (to) => {
        const verdicts = async function* (): AsyncGenerator<CopyField[]> {
          for await (const chunk of copyOut(from, 'select n from generate_series(2000, 31999) n')) {
            for (const [n] of chunk) yield [n as string, 'Maria', null, '5311'];
          }
        };
        return copyIn(to, target, verdicts());
      }),
    );
    expect(copied).toBe(30_000);
  });

  test('a column that is not there is a bug', async () => {
    await expect(it.database.transact(anyone, (tx) => copyIn(tx, { ...target, columns: ['worker', 'nonsense'] }, []))).rejects.toThrow('has the columns');
  });
});
