// Writes the PDF a branch gets with a claim: the data of form F4 or F3, the checklist, photographs as pages, PDFs attached as they came.
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import { rupiahText } from '../kernel/money.ts';
import type { ChecklistPaper } from './checklist.ts';
import type { PayeeWords } from './family-words.ts';
import type { Media } from './paper.ts';

/** What stands in the file. */
export interface Bundle {
  readonly claim: {
    readonly claimId: string;
    readonly programme: string;
    readonly event: 'death' | 'accident';
    readonly happenedOn: string;
    readonly area: string;
    readonly amount: string;
  };
  readonly papers: readonly ChecklistPaper[];
  readonly payees: readonly (PayeeWords & { readonly relation: string })[];
  readonly attached: readonly { readonly codes: readonly string[]; readonly media: Media; readonly content: Buffer }[];
  readonly at: string;
  /** Who took this copy and when: on every page. */
  readonly mark: string;
}

const font = createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf');
const margin = 50; // points

/** The bytes of the PDF. */
export async function bundlePdf(bundle: Bundle): Promise<Buffer> {
  const { claim } = bundle;
  const document = new PDFDocument({ size: 'A4', margin, info: { Title: `Klaim ${claim.claimId}`, CreationDate: new Date(bundle.at) } });
  const parts: Buffer[] = [];
  document.on('data', (part: Buffer) => parts.push(part));
  const ended = new Promise<void>((resolve, reject) => {
    document.on('end', () => resolve());
    document.on('error', reject);
  });
  document.registerFont('text', font).font('text');
  const line = (text: string, size = 10) => document.fontSize(size).text(text, { paragraphGap: 3 });
  line(claim.event === 'death' ? 'Data untuk formulir F4 (JKM)' : 'Data untuk formulir F3 (JKK)', 16);
  line(`Klaim ${claim.claimId}, program ${claim.programme}, desa ${claim.area}`);
  line(`${claim.event === 'death' ? 'Meninggal' : 'Kecelakaan kerja'}: ${claim.happenedOn}`);
  line(`Perkiraan santunan: ${rupiahText(BigInt(claim.amount))} (yang memutuskan adalah BPJS Ketenagakerjaan)`);
  document.moveDown();
  line('Yang menerima', 13);
  for (const payee of bundle.payees) {
    line(`${payee.name} (${payee.relation}${payee.guardianOf === null ? '' : `, wali dari ${payee.guardianOf}`})`);
    line(`   ${payee.bank} ${payee.account} atas nama ${payee.accountName}`);
  }
  document.moveDown();
  line('Daftar dokumen', 13);
  for (const paper of bundle.papers) line(`${paper.there ? '[x]' : '[ ]'} ${paper.id}${paper.needed ? '' : ' (bila diminta)'}`);
  for (const { codes, media, content } of bundle.attached) {
    if (media === 'application/pdf') {
      document.file(content, { name: `${codes.join('+')}.pdf`, type: media });
      continue;
    }
    document.addPage();
    line(codes.join(', '), 12);
    document.image(content, { fit: [document.page.width - 2 * margin, document.page.height - 3 * margin] });
  }
  document.fontSize(7).text(`Salinan untuk ${bundle.mark}`, margin, document.page.height - margin - 10, { lineBreak: false });
  document.end();
  await ended;
  return Buffer.concat(parts);
}
