// Cells of a PDF table: whole where they fit, cut with … where they do not, and a NIK always fits its column of an annex.
import { createRequire } from 'node:module';
import path from 'node:path';
import PDFDocument from 'pdfkit';
import { expect, test } from 'vitest';
import { PdfCells } from './pdf-cells.ts';

const font = path.join(
  path.dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans/package.json')),
  '400Regular',
  'NotoSans_400Regular.ttf',
);

/** How many glyphs each cell got on the page. */
async function glyphs(cells: readonly (readonly [text: string, room: number])[]): Promise<number[]> {
  const doc = new PDFDocument({ compress: false });
  doc.registerFont('regular', font);
  const parts: Buffer[] = [];
  doc.on('data', (part: Buffer) => parts.push(part));
  const ended = new Promise((resolve) => doc.on('end', resolve));
  new PdfCells(doc, 'regular', 8).write(cells.map(([text, room], row) => ({ x: 10, y: 10 + row * 12, text, room })));
  doc.end();
  await ended;
  return [
    ...Buffer.concat(parts)
      .toString('latin1')
      .matchAll(/<([0-9a-f]*)> Tj/g),
  ].map(([, hex = '']) => hex.length / 4);
}

test('texts are whole where they fit and cut where they do not', async () => {
  const [nik, name, cut, accented] = await glyphs([
    ['5311014107900001', 78],
    ['MARIA', 60],
    ['MARIA LAWALU NAHAK', 40],
    ["SUŁKOWSKI KA'AT", 200],
  ]);
  expect([nik, name, accented]).toEqual([16, 5, 15]);
  expect(cut).toBeGreaterThan(2);
  expect(cut).toBeLessThan(10);
});
