// Writes a letter as one A4 page of PDF; the same letter is the same bytes.
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import type { Letter } from './letter.ts';

const require = createRequire(import.meta.url);
const font = (weight: string): string => require.resolve(`@expo-google-fonts/noto-sans/${weight}/NotoSans_${weight}.ttf`);
const [ink, soft, deep, line] = ['#14282d', '#4a5d63', '#0b3b46', '#d3dedd'];
const [width, margin] = [595.28, 56];

/** The letter as PDF. Long letters are set smaller until they fit on the page. */
export async function letterPdf(letter: Letter): Promise<Buffer> {
  const many = letter.reasons.length;
  for (const size of many <= 4 ? [10.5, 9, 7.5] : many <= 8 ? [9, 7.5] : [7.5]) {
    const { pages, bytes } = await set(letter, size);
    if (pages === 1 || size === 7.5) return bytes;
  }
  throw new Error('a letter is set in one of the sizes');
}

async function set(letter: Letter, size: number): Promise<{ readonly pages: number; readonly bytes: Buffer }> {
  const document = new PDFDocument({
    size: 'A4',
    margin,
    lang: 'id',
    tagged: true,
    info: { Title: `${letter.title}: ${letter.programme}`, Author: letter.sponsor, CreationDate: new Date('2025-01-01T00:00:00Z') },
  });
  document.registerFont('text', font('400Regular'));
  document.registerFont('strong', font('700Bold'));
  const chunks: Buffer[] = [];
  let pages = 1;
  document.on('pageAdded', () => (pages += 1));
  const ended = new Promise<void>((resolve, reject) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve());
    document.on('error', reject);
  });
  const space = (lines: number): unknown => document.moveDown(lines);
  const rule = (): void =>
    void document
      .moveTo(margin, document.y)
      .lineTo(width - margin, document.y)
      .lineWidth(0.8)
      .strokeColor(line)
      .stroke();
  const say = (text: string, of: { strong?: boolean; size?: number; color?: string; gap?: number; indent?: number } = {}): unknown =>
    document
      .font(of.strong === true ? 'strong' : 'text')
      .fontSize(of.size ?? size)
      .fillColor(of.color ?? ink)
      .text(text, margin + (of.indent ?? 0), document.y, { width: width - 2 * margin - (of.indent ?? 0), lineGap: of.gap ?? 2 });

  say(letter.sponsor.toUpperCase(), { strong: true, size: size + 1.5, color: deep });
  say(letter.programme, { color: soft });
  space(0.5);
  rule();
  space(0.8);
  say(letter.title, { strong: true, size: size + 4, color: deep });
  space(0.5);
  for (const [name, value] of [
    ['Nama', letter.name],
    ['NIK', letter.nik],
    ['Desa/kelurahan', letter.village],
    ['Per tanggal', letter.on],
  ] as const)
    say(`${name}: ${value}`);
  space(0.9);
  say(letter.heading, { strong: true, size: size + 3, color: deep });
  space(0.4);
  for (const paragraph of letter.paragraphs) {
    say(paragraph);
    space(0.35);
  }
  if (letter.reasons.length > 0) {
    space(0.4);
    say(letter.reasons.length === 1 ? 'Alasan' : `Alasan (${letter.reasons.length})`, { strong: true, size: size + 1.5, color: deep });
    space(0.2);
    // Many reasons stand close, each remedy once.
    const close = letter.reasons.length > 4;
    const told = new Set<string>();
    for (const [index, reason] of letter.reasons.entries()) {
      say(close ? `${index + 1}. ${reason.text} (Dasar: ${reason.article})` : `${index + 1}. ${reason.text}`, { strong: !close });
      if (!close) say(`Dasar: ${reason.article}`, { indent: 14, color: soft });
      if (reason.remedy !== '' && !told.has(reason.remedy)) say(`Yang dapat dilakukan: ${reason.remedy}`, { indent: 14 });
      told.add(reason.remedy);
      space(close ? 0.15 : 0.35);
    }
  }
  space(0.6);
  rule();
  space(0.6);
  say('Bila Saudara keberatan', { strong: true, size: size + 1.5, color: deep });
  space(0.2);
  for (const paragraph of letter.objection) {
    say(paragraph);
    space(0.35);
  }
  space(0.5);
  say([letter.reference, 'Surat ini dibuat dari catatan Payung dan hanya untuk yang bersangkutan.'].filter((text) => text !== '').join('. '), {
    size: size - 2,
    color: soft,
  });
  document.end();
  await ended;
  return { pages, bytes: Buffer.concat(chunks) };
}
