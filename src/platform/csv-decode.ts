// Decides in which encoding a village saved its list: UTF-8, UTF-16, or the Windows-1252 of older spreadsheets; and what is no text at all.
import { isUtf8 } from 'node:buffer';
import { Fault } from '../kernel/fault.ts';
import { decodeLines, refuseOtherFormats } from './csv-bytes.ts';

/** How much of a file is looked at to tell text from anything else, and UTF-16 without its mark from damage. */
const lookedAt = 4096;

/** Counts of NUL bytes on even and odd places: in UTF-16 of Latin text every second byte is NUL. */
const nulPlaces = (bytes: Buffer): { readonly even: number; readonly odd: number; readonly of: number } => {
  const of = Math.min(bytes.length, lookedAt) >> 1;
  let [even, odd] = [0, 0];
  for (let at = 0; at < of * 2; at += 2) {
    if (bytes[at] === 0) even += 1;
    if (bytes[at + 1] === 0) odd += 1;
  }
  return { even, odd, of };
};

const littleEndian = (bytes: Buffer): string => new TextDecoder('utf-16le').decode(bytes);

function bigEndian(bytes: Buffer): string {
  const swapped = Buffer.from(bytes.subarray(0, bytes.length & ~1));
  return littleEndian(swapped.swap16());
}

/** The text of UTF-16, with or without its mark; null when it is none. */
function fromUtf16(bytes: Buffer): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return littleEndian(bytes.subarray(2));
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return bigEndian(bytes.subarray(2));
  const { even, odd, of } = nulPlaces(bytes);
  if (of < 8) return null;
  if (odd * 10 > of * 6 && even * 10 < of) return littleEndian(bytes);
  return even * 10 > of * 6 && odd * 10 < of ? bigEndian(bytes) : null;
}

const windows1252 = new TextDecoder('windows-1252');

/** Node 20 takes a whole buffer for Latin-1; read as part of a stream, the signs of 80 to 9F come out right. */
const fromWindows1252 = (bytes: Buffer): string => windows1252.decode(bytes, { stream: true });

/** Bytes no text holds, but for tab, line ends, form feed and the end-of-file sign of old programs; NUL is told by its line. */
const isControl = (byte: number): boolean => byte > 0 && byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 26;

function refuseBinary(bytes: Buffer, file: string): void {
  let controls = 0;
  const of = Math.min(bytes.length, lookedAt);
  for (let at = 0; at < of; at += 1) if (isControl(bytes[at] as number)) controls += 1;
  if (controls * 50 <= of) return;
  throw new Fault(
    'bad-input',
    'not-a-table',
    {
      id: `Berkas ${file} bukan tabel teks. Kirim daftar sebagai lembar kerja .xlsx atau "CSV UTF-8".`,
      en: `File ${file} is no table of text. Send the list as a workbook (.xlsx) or as "CSV UTF-8".`,
    },
    { file },
  );
}

/** Each line by itself: a file stuck together from two others may hold both encodings. */
function lineByLine(bytes: Buffer): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const newline = bytes.indexOf(10, at);
    const end = newline === -1 ? bytes.length : newline + 1;
    const line = bytes.subarray(at, end);
    lines.push(isUtf8(line) ? line.toString('utf8') : fromWindows1252(line));
    at = end;
  }
  return lines.join('');
}

/**
 * The text of a list saved as CSV, without a byte order mark. Faults: those of `refuseOtherFormats` but for UTF-16, `nul-character`, and `not-a-table`
 * for bytes that are no text.
 */
export function decodeList(bytes: Buffer, file: string): string {
  const wide = fromUtf16(bytes);
  if (wide !== null) return wide.replace(/^\ufeff/, '');
  refuseOtherFormats(bytes, file);
  refuseBinary(bytes, file);
  const text = isUtf8(bytes) || bytes.includes(0) ? decodeLines(bytes, 1, file) : lineByLine(bytes);
  return text.replace(/^\ufeff/, '');
}
