// Decides what kind of file was handed in, by its first bytes and never by its name.
import { Fault } from '../kernel/fault.ts';

/** `xls` is every workbook of the past and each rare kind: BIFF, XLSB, SpreadsheetML 2003, a flat OpenDocument, and the tables web applications export under that name. */
export type Media = 'csv' | 'xlsx' | 'xls' | 'ods';

const begins = (bytes: Uint8Array, ...signature: readonly number[]): boolean => signature.every((byte, at) => bytes[at] === byte);
const text = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));

/** The names of streams in a compound file stand in its directory as UTF-16. */
const holdsStream = (bytes: Uint8Array, name: string): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from(name, 'utf16le'));

const isPicture = (bytes: Uint8Array): boolean =>
  begins(bytes, 0x25, 0x50, 0x44, 0x46) || // PDF
  begins(bytes, 0xff, 0xd8, 0xff) || // JPEG
  begins(bytes, 0x89, 0x50, 0x4e, 0x47) || // PNG
  begins(bytes, 0x47, 0x49, 0x46, 0x38) || // GIF
  begins(bytes, 0x52, 0x61, 0x72, 0x21) || // RAR
  begins(bytes, 0x37, 0x7a, 0xbc, 0xaf) || // 7z
  begins(bytes, 0x1f, 0x8b) || // gzip
  begins(bytes, 0x7b, 0x5c, 0x72, 0x74) || // RTF
  begins(bytes, 0x52, 0x49, 0x46, 0x46); // WebP and other RIFF

/**
 * The kind of a file. A compound file is `xls` (one that is encrypted goes to the reader of XLSX, which says so); a table of a web page too. A picture, document or archive is a fault `list-as-picture-or-document`.
 */
export function mediaOf(file: string, bytes: Uint8Array): Media {
  if (begins(bytes, 0x50, 0x4b, 0x03, 0x04)) {
    const first = text(bytes, 30, 90);
    const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (whole.includes('xl/workbook.bin')) return 'xls';
    if (!first.startsWith('mimetype')) return first.startsWith('META-INF/') && whole.includes('content.xml') && whole.includes('mimetype') ? 'ods' : 'xlsx';
    if (/^mimetypeapplication\/(?!vnd\.oasis\.opendocument\.spreadsheet)/.test(first)) throw pictureOrDocument(file);
    return 'ods';
  }
  if (begins(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
    if (holdsStream(bytes, 'WordDocument') || holdsStream(bytes, 'PowerPoint Document')) throw pictureOrDocument(file);
    return holdsStream(bytes, 'EncryptedPackage') ? 'xlsx' : 'xls';
  }
  if (isPicture(bytes)) throw pictureOrDocument(file);
  const head = text(bytes, 0, 4096).replace(/^\u00ef\u00bb\u00bf/, ''); // not law: where a web page names its first table
  if (/^\s*<\?xml[^>]*>[\s\S]*(urn:schemas-microsoft-com:office:spreadsheet|urn:oasis:names:tc:opendocument:xmlns:office)/i.test(head)) return 'xls';
  return /^\s*<(!doctype|html|head|meta|style|table)/i.test(head) && /<(table|tr)\b/i.test(head) ? 'xls' : 'csv';
}

const pictureOrDocument = (file: string): Fault =>
  new Fault(
    'bad-input',
    'list-as-picture-or-document',
    {
      id: `Berkas ${file} adalah PDF, gambar, dokumen atau arsip. Kirim daftar sebagai lembar kerja .xlsx atau .csv.`,
      en: `File ${file} is a PDF, picture, document or archive. Send the list as a spreadsheet, .xlsx or .csv.`,
    },
    { file },
  );
