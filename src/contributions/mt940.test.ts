// Tests MT940 against statements as banks write them: lines, references, structured descriptions, reversals, balances that do not add up.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { looksLikeMt940, readMt940 } from './mt940.ts';

const statement = (lines: readonly string[], closing: string, opening = 'C250701IDR1000000,00'): string =>
  [
    '{1:F01BANKIDJAXXXX0000000000}{2:I940BANKIDJAXXXXN}{4:',
    ':20:STMT250709',
    ':25:0001234567',
    ':28C:00009/001',
    `:60F:${opening}`,
    ...lines,
    `:62F:${closing}`,
    '-}',
  ].join('\r\n');

test('a debit with its references and description', () => {
  const [read] = readMt940(
    statement(
      [':61:2507090709D84000,00NTRFSP2D0012//TRF20250709', ':86:SP2D 0012/LS/2025 KODE IURAN 250712345678', 'BPJS KETENAGAKERJAAN'],
      'C250709IDR916000,00',
    ),
  );
  expect(read).toMatchObject({ account: '0001234567', number: '00009/001', opening: 1_000_000n, closing: 916_000n, problems: [] });
  expect(read?.lines).toEqual([
    {
      line: 6,
      on: '2025-07-09',
      direction: 'debit',
      amount: 84_000n,
      reference: 'SP2D0012',
      description: 'SP2D 0012/LS/2025 KODE IURAN 250712345678 BPJS KETENAGAKERJAAN',
    },
  ]);
});

// :61: | day | direction | amount | reference
test.each([
  ['100802C3152600,00NTRFNONREF', '2010-08-02', 'credit', 3_152_600n, ''],
  ['2507090709D84000,NTRFNONREF//B-1', '2025-07-09', 'debit', 84_000n, 'B-1'],
  ['250709DR84000,00NMSCREF-1', '2025-07-09', 'debit', 84_000n, 'REF-1'],
  ['250709RC500,0NTRFREF-2', '2025-07-09', 'debit', 500n, 'REF-2'],
  ['250709RD500,00NTRFREF-3', '2025-07-09', 'credit', 500n, 'REF-3'],
  ['250709D84000,50NTRFREF-4', '2025-07-09', 'debit', null, 'REF-4'],
  ['250231D84000,00NTRFREF-5', null, 'debit', 84_000n, 'REF-5'],
] as const)('%s', (field, on, direction, amount, reference) => {
  expect(readMt940(statement([`:61:${field}`], 'C250709IDR0,00'))[0]?.lines[0]).toMatchObject({ on, direction, amount, reference });
});

test('a structured description loses its codes, a missing one is empty, further lines of :61: are kept', () => {
  const [read] = readMt940(
    statement(
      [':61:250709D1,00NTRFA', ':86:?20SP2D 0012?21/LS/2025?32BPJS', ':61:250709D1,00NTRFB', 'KETERANGAN TAMBAHAN', ':61:250710D1,00NTRFC'],
      'C250710IDR999997,00',
    ),
  );
  expect(read?.lines.map(({ description }) => description)).toEqual(['SP2D 0012 /LS/2025 BPJS', 'KETERANGAN TAMBAHAN', '']);
  expect(read?.problems).toEqual([]);
});

test('a description cut after 65 characters goes on in the middle of its word', () => {
  const words = `SP2D/ntt-2025/2025-07/kupang KODE IURAN 250712345678 BPJS KETENAGAKERJAAN CABANG NUSA TENGGARA TIMUR`;
  const [read] = readMt940(statement([':61:250709D1,00NTRFA', `:86:${words.slice(0, 65)}`, words.slice(65)], 'C250709IDR999999,00'));
  expect(read?.lines[0]?.description).toBe(words);
});

test('what does not add up, another currency, and a line that cannot be read are told, and no line is lost', () => {
  const problems = (text: string) => readMt940(text)[0]?.problems.map(({ problem }) => problem);
  expect(problems(statement([':61:250709D1,00NTRFA'], 'C250709IDR1,00'))).toEqual(['balances-do-not-add-up']);
  expect(problems(statement([], 'C250709USD1,00'))).toEqual(['currency-not-rupiah']);
  const unread = statement([':61:RUSAK', ':86:SP2D 1'], 'C250709IDR1000000,00');
  expect(problems(unread)).toEqual(['line-unreadable']);
  expect(readMt940(unread)[0]?.lines).toHaveLength(1);
});

test('several statements of one file, with any line ends; what is none is not taken for one', () => {
  const two = `${statement([':61:250709D1,00NTRFA'], 'C250709IDR999999,00')}\r\n${statement([':61:250710D1,00NTRFB'], 'C250710IDR999998,00', 'C250709IDR999999,00')}`;
  for (const text of [two, two.replaceAll('\r\n', '\n')]) expect(readMt940(text).map(({ lines }) => lines[0]?.reference)).toEqual(['A', 'B']);
  expect(looksLikeMt940(two)).toBe(true);
  expect(looksLikeMt940('tanggal,uraian,debit,kredit\n2025-07-09,:20: SP2D,1,0')).toBe(false);
});

test('every amount and day written is read again, exactly', () => {
  const amount = fc.bigInt({ min: 1n, max: 999_999_999_999_999n });
  fc.assert(
    fc.property(fc.array(fc.tuple(amount, fc.boolean(), fc.integer({ min: 1, max: 28 })), { maxLength: 20 }), (moves) => {
      const lines = moves.map(([sum, debit, on]) => `:61:2507${String(on).padStart(2, '0')}${debit ? 'D' : 'C'}${sum},00NTRFR`);
      const closing = moves.reduce((sum, [one, debit]) => sum + (debit ? -one : one), 10n ** 17n);
      const [read] = readMt940(statement(lines, `C250731IDR${closing},00`, `C250701IDR${10n ** 17n},00`));
      expect(read?.lines.map((line) => [line.amount, line.direction === 'debit', Number(line.on?.slice(8))])).toEqual(moves);
    }),
  );
});
