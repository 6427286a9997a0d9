// Decides whether an uploaded paper may rest: its type told by its bytes (never its name), its size within the law's limit, nothing active or locked inside a PDF.
import { Fault } from '../kernel/fault.ts';
import type { CivilDate } from '../kernel/date.ts';
import { type Law, LawReading } from '../law/law.ts';
import { type Inflate, pdfDanger } from './pdf-content.ts';

export type Media = 'image/jpeg' | 'image/png' | 'application/pdf';

const starts: readonly (readonly [media: Media, format: string, bytes: readonly number[]])[] = [
  ['image/jpeg', 'jpg', [0xff, 0xd8, 0xff]],
  ['image/png', 'png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['application/pdf', 'pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
];
const kilobyte = 1024;

/** The type of a paper. Faults (bad-input): `paper-empty`, `paper-too-large`, `paper-type-not-accepted`, each with the remedy. */
export function mediaOf(law: Law, bytes: Uint8Array, on: CivilDate): Media {
  const reading = new LawReading(law, on);
  const megabytes = reading.take('upload-max-megabytes', 'megabytes');
  const formats = reading.take('upload-formats', 'list');
  if (bytes.length === 0)
    throw new Fault('bad-input', 'paper-empty', { id: 'Berkas itu kosong. Foto atau pindai lagi.', en: 'The file is empty. Photograph or scan it again.' });
  if (bytes.length > megabytes * kilobyte * kilobyte) {
    throw new Fault('bad-input', 'paper-too-large', {
      id: `Berkas lebih besar daripada ${megabytes} MB. Kecilkan fotonya, lalu kirim lagi.`,
      en: `The file is larger than ${megabytes} MB. Make the photograph smaller and send it again.`,
    });
  }
  const found = starts.find(([, format, start]) => formats.includes(format) && start.every((byte, place) => bytes[place] === byte));
  if (found !== undefined) return found[0];
  throw new Fault('bad-input', 'paper-type-not-accepted', {
    id: `Isi berkas bukan ${formats.join(', ')}. Foto atau pindai dokumennya.`,
    en: `The content is not ${formats.join(', ')}. Photograph or scan the paper.`,
  });
}

// A test pattern every scanner knows, in two pieces so that no scanner takes this file for it.
const testPattern = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!'].join('');
/** What makes a file dangerous that even an installation without a scanner sees; null when nothing does. */
export function dangerIn(bytes: Uint8Array, media: Media, inflate: Inflate): string | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  if (text.includes(testPattern)) return 'test-pattern';
  return media === 'application/pdf' ? pdfDanger(bytes, inflate) : null;
}
