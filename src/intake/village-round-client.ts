// Decides how the list of a village meeting looks on paper: A4 across, lines to write on by hand, totals and signatures at the end; and the form it is keyed into.
import { createRequire } from 'node:module';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import PDFDocument from 'pdfkit';
import { writeXlsx } from '../platform/xlsx-write.ts';
import { keyedTitles } from './village-round.ts';

/** What the paper says above its lines. */
export interface PaperHead {
  readonly programme: string;
  readonly village: string;
  readonly district: string;
  readonly kabupaten: string;
  readonly area: string;
  readonly number: string;
  readonly printedOn: string;
  readonly digest: string;
}

/** One line: a candidate with the NIK masked. */
export interface PaperLine {
  readonly line: number;
  readonly nik: string | null;
  readonly name: string;
  readonly born: string;
  readonly address: string;
  readonly occupation: string;
  /** What is to be mended, or the empty text. */
  readonly toMend: string;
}

const font = (weight: '400Regular' | '700Bold'): string =>
  createRequire(import.meta.url).resolve(`@expo-google-fonts/noto-sans/${weight}/NotoSans_${weight}.ttf`);

const page = { width: 841.89, height: 595.28, margin: 28 } as const; // not law: points of A4
const ink = { text: '#111111', faint: '#555555', line: '#777777', band: '#eef2f6' } as const;
const titleHeight = 46;
const rowHeight = 31;
const headHeight = 34;

const columns = [
  { title: 'No', width: 24 },
  { title: 'Nama · NIK (disamarkan)', width: 150 },
  { title: 'L/P, lahir', width: 58 },
  { title: 'Alamat', width: 96 },
  { title: 'Tidak hadir', width: 38 },
  { title: 'Keberatan warga (tulis alasannya)', width: 124 },
  { title: 'Pekerjaan yang dinyatakan', width: 86 },
  { title: 'Tempat kerja', width: 82 },
  { title: 'Data kependudukan salah (apa)', width: 70 },
  { title: 'Tanda tangan', width: 57 },
] as const;

type Pdf = InstanceType<typeof PDFDocument>;

const offsets = columns.reduce<number[]>((at, { width }) => [...at, (at.at(-1) ?? 0) + width], [page.margin]);

function text(
  pdf: Pdf,
  said: string,
  at: { x: number; y: number; width: number; size?: number; bold?: boolean; color?: string; align?: 'left' | 'center' | 'right'; lines?: number },
): void {
  const { x, y, width, size = 8, bold = false, color = ink.text, align = 'left', lines = 1 } = at;
  pdf
    .font(bold ? 'bold' : 'plain')
    .fontSize(size)
    .fillColor(color);
  const height = lines * size * 1.36 + 0.5;
  pdf.text(said, x, y, { width, align, height, ellipsis: true, lineBreak: lines > 1 || said.length > 0 });
}

function frame(pdf: Pdf, head: PaperHead, number: number, of: number): number {
  const { margin, width } = page;
  const inner = width - 2 * margin;
  text(pdf, 'MUSYAWARAH DESA / KELURAHAN: DAFTAR CALON PESERTA', { x: margin, y: margin - 4, width: inner * 0.7, size: 13, bold: true });
  text(pdf, `Halaman ${number} dari ${of}`, { x: margin + inner * 0.7, y: margin - 2, width: inner * 0.3, size: 9, align: 'right', color: ink.faint });
  text(pdf, `${head.village === '' ? head.area : `${head.village} (${head.area})`}, Kecamatan ${head.district}, ${head.kabupaten}`, {
    x: margin,
    y: margin + 15,
    width: inner * 0.62,
    size: 10,
    bold: true,
  });
  text(pdf, `Nomor ${head.number} · dicetak ${head.printedOn}`, { x: margin + inner * 0.62, y: margin + 16, width: inner * 0.38, size: 9, align: 'right' });
  text(pdf, `${head.programme}. Dibacakan di hadapan warga. Yang tidak ada catatan dibiarkan kosong. Jangan menulis NIK di kertas ini.`, {
    x: margin,
    y: margin + 31,
    width: inner,
    size: 8,
    color: ink.faint,
  });
  const top = margin + titleHeight;
  pdf.rect(margin, top, inner, headHeight).fill(ink.band);
  columns.forEach(({ title, width: wide }, index) =>
    text(pdf, title, { x: (offsets[index] ?? 0) + 3, y: top + 4, width: wide - 6, size: 7, bold: true, lines: 3 }),
  );
  return top + headHeight;
}

function foot(pdf: Pdf, head: PaperHead): void {
  const { margin, width, height } = page;
  text(pdf, `Sidik daftar ${head.digest.slice(0, 16)} · NIK disamarkan menurut UU 27/2022 · Payung`, {
    x: margin,
    y: height - margin + 4,
    width: width - 2 * margin,
    size: 7,
    color: ink.faint,
  });
}

function grid(pdf: Pdf, top: number, rows: number): void {
  const [left, right] = [page.margin, page.width - page.margin];
  pdf.lineWidth(0.5).strokeColor(ink.line);
  const bottom = top + rows * rowHeight;
  for (let row = 0; row <= rows; row += 1) pdf.moveTo(left, top + row * rowHeight).lineTo(right, top + row * rowHeight);
  for (const x of offsets) pdf.moveTo(x, top - headHeight).lineTo(x, bottom);
  pdf
    .moveTo(left, top - headHeight)
    .lineTo(right, top - headHeight)
    .stroke();
}

/** The largest size a name stands in on one line; null where it needs two. */
function sizeFor(pdf: Pdf, name: string, width: number): number | null {
  return [9, 8, 7.2].find((size) => pdf.font('bold').fontSize(size).widthOfString(name) <= width) ?? null;
}

function lineOf(pdf: Pdf, one: PaperLine, y: number): void {
  const at = (index: number) => ({ x: (offsets[index] ?? 0) + 3, width: (columns[index]?.width ?? 0) - 6 });
  text(pdf, String(one.line), { ...at(0), y: y + 9, size: 9, align: 'center' });
  const size = sizeFor(pdf, one.name, at(1).width);
  text(pdf, one.name, { ...at(1), y: y + (size === null ? 1 : 2), size: size ?? 6.5, bold: true, lines: size === null ? 2 : 1 });
  text(pdf, one.nik ?? 'NIK tidak terbaca', { ...at(1), y: y + (size === null ? 18 : 13.5), size: 7, color: ink.faint });
  if (one.toMend !== '') text(pdf, `betulkan: ${one.toMend}`, { ...at(1), y: y + 22, size: 6, color: ink.faint });
  text(pdf, one.born, { ...at(2), y: y + 4, size: 7.5, lines: 2 });
  text(pdf, one.address, { ...at(3), y: y + 3, size: 7, lines: 2 });
  const box = at(4);
  pdf
    .lineWidth(0.8)
    .strokeColor(ink.line)
    .rect(box.x + box.width / 2 - 6, y + 9, 12, 12)
    .stroke();
  if (one.occupation !== '') text(pdf, `tertulis: ${one.occupation}`, { ...at(6), y: y + 20, size: 6.5, color: ink.faint });
}

function closing(pdf: Pdf, top: number): void {
  const { margin } = page;
  const inner = page.width - 2 * margin;
  text(pdf, 'JUMLAH (diisi ketua, lalu diketik bersama daftarnya; bila tidak cocok, tidak ada yang dicatat)', {
    x: margin,
    y: top,
    width: inner,
    size: 9,
    bold: true,
  });
  const totals = ['Keberatan', 'Tidak hadir', 'Dinyatakan bekerja', 'Data kependudukan salah', 'Jumlah nomor baris yang ditandai'];
  const wide = inner / totals.length;
  totals.forEach((title, index) => {
    const x = margin + index * wide;
    text(pdf, title, { x, y: top + 17, width: wide - 8, size: 8 });
    pdf
      .lineWidth(0.8)
      .strokeColor(ink.line)
      .rect(x, top + 30, wide - 12, 24)
      .stroke();
  });
  const names = top + 68;
  text(pdf, 'Tempat dan tanggal musyawarah: ............................................................', {
    x: margin,
    y: names,
    width: inner * 0.5,
    size: 9,
  });
  const people = ['Ketua musyawarah', 'Kepala desa / lurah', 'Wakil BPD / RT', 'Wakil warga pekerja'];
  const part = inner / people.length;
  people.forEach((title, index) => {
    const x = margin + index * part;
    text(pdf, title, { x, y: names + 20, width: part - 10, size: 8, align: 'center' });
    pdf
      .moveTo(x + 8, names + 72)
      .lineTo(x + part - 18, names + 72)
      .stroke();
    text(pdf, 'nama dan tanda tangan', { x, y: names + 75, width: part - 10, size: 7, align: 'center', color: ink.faint });
  });
}

const closingHeight = 160;

/** Writes the paper. `at` is the instant it says it was made at, so that the same list makes the same paper. */
export async function writePaper(target: string, head: PaperHead, lines: readonly PaperLine[], at: string): Promise<{ readonly pages: number }> {
  const pdf = new PDFDocument({
    size: [page.width, page.height],
    margin: 0,
    autoFirstPage: false,
    info: { Title: `Musyawarah ${head.number}`, Producer: 'Payung', Creator: 'Payung', CreationDate: new Date(at) },
    lang: 'id-ID',
  });
  pdf.registerFont('plain', font('400Regular'));
  pdf.registerFont('bold', font('700Bold'));
  const out = createWriteStream(target, { mode: 0o600 });
  pdf.pipe(out);
  const bottom = page.height - page.margin - 2;
  const linesTop = page.margin + titleHeight + headHeight;
  const fit = Math.floor((bottom - linesTop) / rowHeight);
  const full = Math.ceil(lines.length / fit);
  const lastEnds = linesTop + (lines.length - (full - 1) * fit) * rowHeight;
  const of = full + (lastEnds + closingHeight > bottom ? 1 : 0);
  let pages = 0;
  let left = [...lines];
  let end = 0;
  while (left.length > 0) {
    pdf.addPage();
    pages += 1;
    const top = frame(pdf, head, pages, of);
    const now = left.slice(0, fit);
    left = left.slice(fit);
    now.forEach((one, index) => lineOf(pdf, one, top + index * rowHeight));
    grid(pdf, top, now.length);
    foot(pdf, head);
    end = top + now.length * rowHeight;
  }
  if (pages < of) {
    pdf.addPage();
    pages += 1;
    end = frame(pdf, head, pages, of) - headHeight;
    pdf.rect(page.margin - 1, end - 1, page.width - 2 * page.margin + 2, headHeight + 2).fill('#ffffff');
    foot(pdf, head);
  }
  closing(pdf, end + 14);
  pdf.end();
  await finished(out);
  return { pages };
}

/** Writes the workbook the paper is keyed into: its lines, with cells to fill in where something was written. */
export const writeKeyForm = (target: string, lines: readonly PaperLine[]): Promise<unknown> =>
  writeXlsx(
    target,
    [{ name: 'Musyawarah', header: keyedTitles, widths: [6, 32, 36, 14, 26, 26, 36], rows: lines.map(({ line, name }) => [String(line), name]) }],
    { durable: false },
  );
