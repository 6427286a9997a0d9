// A paper is looked at before it rests: by its bytes, and by a scanner that speaks clamd's protocol; a scanner that does not answer lets nothing through.
import { type AddressInfo, type Server, createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultOf } from '../../test/fixtures/small-programme.ts';
import { scanByBytes, scannerAt } from './virus-scan-client.ts';

/** Answers as clamd does: reads chunks until an empty one, then says what it found. */
const clamd: Server = createServer((socket) => {
  let read = Buffer.alloc(0);
  socket.on('data', (part: Buffer) => {
    read = Buffer.concat([read, part]);
    if (!read.subarray(-4).equals(Buffer.alloc(4))) return;
    const asked = read.subarray(0, 10).toString('latin1');
    socket.end(asked !== 'zINSTREAM\0' ? 'UNKNOWN COMMAND\0' : read.includes('BAD') ? 'stream: Win.Test.Bad FOUND\0' : 'stream: OK\0');
  });
});
beforeAll(() => new Promise<void>((resolve) => void clamd.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise<void>((resolve) => void clamd.close(() => resolve())));

const jpeg = (text: string) => Buffer.from(`\u00ff\u00d8\u00ff${text}`, 'latin1');
const address = () => `127.0.0.1:${(clamd.address() as AddressInfo).port}`;

test('a scanner says what it found, and who looked is kept', async () => {
  expect(await scannerAt(address())(jpeg('foto'), 'image/jpeg')).toEqual({ found: null, by: 'clamd' });
  expect(await scannerAt(address())(jpeg('BAD'), 'image/jpeg')).toEqual({ found: 'Win.Test.Bad', by: 'clamd' });
});

test('without a scanner the bytes themselves are looked at', async () => {
  expect(scannerAt(undefined)).toBe(scanByBytes);
  expect(await scanByBytes(Buffer.from('%PDF-1.7 /Launch'), 'application/pdf')).toEqual({ found: 'active-content', by: 'bytes-only' });
  expect(await scanByBytes(Buffer.from('%PDF-1.7 isi'), 'application/pdf')).toEqual({ found: null, by: 'bytes-only' });
});

test('a scanner that cannot be reached, or is written wrongly, is told', async () => {
  expect(await faultOf(scannerAt('127.0.0.1:1')(jpeg('foto'), 'image/jpeg'))).toBe('scanner-not-reachable');
  expect(() => scannerAt('scanner')).toThrow(expect.objectContaining({ code: 'scanner-address-wrong' }));
});
