// Tries reading any bytes at all, and real files with bytes changed, cut and repeated: always findings or a clear refusal, never a crash, and soon.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowsOf } from '../../src/intake/list-file-client.ts';
import { placeOf, readList } from '../../src/intake/list.ts';
import { isBlank } from '../../src/intake/row.ts';
import { civilDate } from '../../src/kernel/date.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { corpus } from './corpus.ts';

const on = civilDate('2025-06-20');
const patience = 20_000; // on a busy machine; a file alone takes milliseconds

/** Null for rows with an outcome each, or a fault that says in both languages what is wrong; else what is wrong with us. */
async function wrongWith(bytes: Buffer): Promise<string | null> {
  try {
    const { rows, hidden } = await rowsOf({ name: 'x', digest: '', bytes });
    const { rows: listed, sheets, accepted, rejected, inReview } = readList('x', rows, on, undefined, hidden);
    const told = new Set([
      ...listed.map(({ sheet, rowNo }) => `${sheet}!${placeOf(rowNo).row}`),
      ...sheets.flatMap(({ sheet, passedOver }) => passedOver.map(({ row }) => `${sheet}!${row}`)),
    ]);
    const named = new Set(sheets.map(({ sheet }) => sheet));
    const lost = rows.filter((row) => named.has(row.sheet ?? '') && !isBlank(row) && !told.has(`${row.sheet ?? ''}!${row.rowNumber}`));
    if (lost.length > 0 && rows.length < 1000) return `rows neither read nor told: ${lost.map(({ rowNumber }) => rowNumber).join()}`;
    return accepted + rejected + inReview === listed.length && new Set(listed.map(({ rowNo }) => rowNo)).size === listed.length
      ? null
      : 'rows in are not rows out';
  } catch (error) {
    if (!(error instanceof Fault)) return error instanceof Error ? (error.stack ?? error.message) : String(error);
    return error.text.id.length > 10 && error.text.en.length > 10 && error.kind === 'bad-input' ? null : `a refusal that says too little: ${error.code}`;
  }
}

const small = corpus.filter(({ bytes }) => bytes.length < 60_000).map(({ bytes }) => bytes);

describe('any file', () => {
  it('of random bytes is read or refused', { timeout: 120_000 }, () =>
    fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), (bytes) =>
        wrongWith(Buffer.from(bytes)).then((wrong) => {
          expect(wrong).toBeNull();
        }),
      ),
      { numRuns: 200, interruptAfterTimeLimit: patience * 3 },
    ),
  );

  it('of random text is read or refused', { timeout: 120_000 }, () => {
    const word = fc.constantFrom(
      'NIK',
      'NAMA',
      'TANGGAL LAHIR',
      'TTL',
      '5311015012850001',
      '10-12-1985',
      ';',
      ',',
      '\t',
      '\n',
      '\r',
      '"',
      '""',
      'JUMLAH',
      '=1+1',
      '\u202e',
      '\u0000',
      ' ',
      'Ma.',
    );
    return fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 80 }), (words) =>
        wrongWith(Buffer.from(words.join(''))).then((wrong) => {
          expect(wrong).toBeNull();
        }),
      ),
      { numRuns: 400, interruptAfterTimeLimit: patience * 3 },
    );
  });

  it('of the corpus with bytes changed, cut off or repeated is read or refused', { timeout: 180_000 }, () => {
    const change = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), to: fc.nat(255) });
    const damage = fc.record({
      file: fc.nat(small.length - 1),
      changes: fc.array(change, { maxLength: 12 }),
      keep: fc.double({ min: 0.3, max: 1, noNaN: true }),
      twice: fc.boolean(),
    });
    // Two flat workbooks run together are one document with two sheets of one name: found by chance once, tried always.
    const flat = small.flatMap((bytes, file): [{ file: number; changes: []; keep: number; twice: boolean }][] =>
      bytes.toString('latin1', 0, 5) === '<?xml' ? [[{ file, changes: [], keep: 0.99, twice: true }]] : [],
    );
    return fc.assert(
      fc.asyncProperty(damage, ({ file, changes, keep, twice }) => {
        const bytes = Buffer.from(small[file] as Buffer);
        for (const { at, to } of changes) if (bytes.length > 0) bytes[Math.floor(at * (bytes.length - 1))] = to;
        const cut = bytes.subarray(0, Math.ceil(bytes.length * keep));
        return wrongWith(twice ? Buffer.concat([cut, bytes]) : cut).then((wrong) => {
          expect(wrong).toBeNull();
        });
      }),
      { numRuns: 250, interruptAfterTimeLimit: patience * 5, examples: flat },
    );
  });
});
