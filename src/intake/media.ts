// Decides what kind of file was handed in, by its first bytes and never by its name.
import { Fault } from '../kernel/fault.ts';

export type Media = 'csv' | 'xlsx';

const begins = (bytes: Uint8Array, ...signature: readonly number[]): boolean => signature.every((byte, at) => bytes[at] === byte);

/** XLSX by its signature (old and encrypted Excel too: its reader says so), else CSV. A picture, document or archive is a fault `list-as-picture-or-document`. */
export function mediaOf(file: string, bytes: Uint8Array): Media {
  if (begins(bytes, 0x50, 0x4b, 0x03, 0x04) || begins(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return 'xlsx';
  const refused =
    begins(bytes, 0x25, 0x50, 0x44, 0x46) ||
    begins(bytes, 0xff, 0xd8, 0xff) ||
    begins(bytes, 0x89, 0x50, 0x4e, 0x47) ||
    begins(bytes, 0x52, 0x61, 0x72, 0x21) ||
    begins(bytes, 0x7b, 0x5c, 0x72, 0x74);
  if (!refused) return 'csv';
  throw new Fault(
    'bad-input',
    'list-as-picture-or-document',
    {
      id: `Berkas ${file} adalah PDF, gambar, dokumen atau arsip. Kirim daftar sebagai lembar kerja .xlsx atau .csv.`,
      en: `File ${file} is a PDF, picture, document or archive. Send the list as a spreadsheet, .xlsx or .csv.`,
    },
    { file },
  );
}
