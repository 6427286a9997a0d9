// Asks a virus scanner whether a file is clean: clamd by its INSTREAM command where the installation has one, else only what the bytes themselves give away.
import { connect } from 'node:net';
import { constants, inflateRawSync } from 'node:zlib';
import { Fault } from '../kernel/fault.ts';
import { type Media, dangerIn } from './paper.ts';
import type { Inflate } from './pdf-content.ts';

/** Answers what was found, or null, and who looked. */
export type VirusScan = (bytes: Buffer, media: Media) => Promise<{ readonly found: string | null; readonly by: string }>;

/** As zlib decompresses, also what ends in the middle. */
export const inflated: Inflate = (compressed, most) => {
  try {
    return inflateRawSync(compressed, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: most });
  } catch {
    return null;
  }
};

/** Without a scanner: known test patterns, active content of PDFs, and PDFs that cannot be looked into. */
export const scanByBytes: VirusScan = (bytes, media) => Promise.resolve({ found: dangerIn(bytes, media, inflated), by: 'bytes-only' });

/** The scanner of an installation. Fault: bad-input `scanner-address-wrong`. */
export function scannerAt(address: string | undefined): VirusScan {
  if (address === undefined) return scanByBytes;
  const [, host, port] = /^([A-Za-z0-9.-]+):(\d{1,5})$/.exec(address) ?? [];
  if (host !== undefined && port !== undefined) return scanByClamd(host, Number(port));
  throw new Fault('bad-input', 'scanner-address-wrong', {
    id: 'PAYUNG_CLAMD: tulis nama:port, misalnya localhost:3310.',
    en: 'PAYUNG_CLAMD: write name:port, for example localhost:3310.',
  });
}

const patience = 30_000; // not law: milliseconds a scanner may take

/** clamd at `host:port`. Fault: unreachable `scanner-not-reachable`: what was not scanned does not rest. */
export const scanByClamd =
  (host: string, port: number): VirusScan =>
  async (bytes, media) => {
    const own = dangerIn(bytes, media, inflated);
    if (own !== null) return { found: own, by: 'bytes-only' };
    const said = await new Promise<string>((resolve, reject) => {
      const socket = connect({ host, port });
      let answer = '';
      socket.setTimeout(patience, () => socket.destroy(new Error('the scanner is silent')));
      socket.on('error', reject);
      socket.on('data', (part: Buffer) => (answer += part.toString('latin1')));
      socket.on('end', () => resolve(answer));
      socket.on('connect', () => {
        const length = Buffer.alloc(4);
        length.writeUInt32BE(bytes.length);
        socket.write('zINSTREAM\0');
        socket.write(length);
        socket.write(bytes);
        socket.write(Buffer.alloc(4));
      });
    }).catch(() => {
      throw new Fault('unreachable', 'scanner-not-reachable', {
        id: 'Pemindai virus tidak menjawab; dokumen belum disimpan. Coba lagi nanti.',
        en: 'The virus scanner does not answer; the paper was not kept. Try again later.',
      });
    });
    const text = said.replaceAll('\0', '').trim();
    return { found: text.endsWith('OK') ? null : text.replace(/^stream: /, '').replace(/ FOUND$/, ''), by: 'clamd' };
  };
