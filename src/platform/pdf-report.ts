// Decides how a report is set as PDF: A4, text that can be read and searched, tables that go on over pages with their titles, page numbers; the same bytes every time.
import path from 'node:path';
import PDFDocument from 'pdfkit';
import { projectRoot } from './project-root.ts';
import { type WrittenBytes, writeWhole } from './sheet-file.ts';

/** A column of a table: its title, its share of the width, and whether numbers stand to the right. */
export interface PdfColumn {
  readonly title: string;
  readonly share: number;
  readonly numeric?: boolean;
}

/** What a report is made of, in order. Table rows may stream: they are set as they come. */
export type PdfPart =
  | { readonly kind: 'title' | 'heading' | 'text' | 'small'; readonly text: string }
  | { readonly kind: 'table'; readonly columns: readonly PdfColumn[]; readonly rows: Iterable<readonly string[]> | AsyncIterable<readonly string[]> };

/** `author` and `madeAt` stand in the properties of the file; `footer` at the foot of every page. */
export interface PdfReport {
  readonly title: string;
  readonly author: string;
  readonly madeAt: string;
  readonly footer: string;
  readonly language: 'id-ID' | 'en-GB';
  readonly parts: Iterable<PdfPart> | AsyncIterable<PdfPart>;
}

const font = (name: string): string => path.join(projectRoot, 'node_modules/@expo-google-fonts/noto-sans', name);
const fonts = { plain: font('400Regular/NotoSans_400Regular.ttf'), bold: font('700Bold/NotoSans_700Bold.ttf') };
const margin = 42;
const sizes = { title: 18, heading: 12, text: 9.5, small: 8, cell: 7.5 } as const;

/** Writes the report; nothing is held but the page being set. What `parts` throws is passed on and leaves no file. */
export async function writePdf(file: string, report: PdfReport, options: { readonly durable?: boolean } = {}): Promise<WrittenBytes> {
  const info = { Title: report.title, Author: report.author, CreationDate: new Date(report.madeAt), ModDate: new Date(report.madeAt) };
  const doc = new PDFDocument({ size: 'A4', margin, lang: report.language, displayTitle: true, info, autoFirstPage: false });
  doc.registerFont('plain', fonts.plain).registerFont('bold', fonts.bold);
  let page = 0;
  const foot = (): void => {
    page += 1;
    const { bottom } = doc.page.margins;
    doc.page.margins.bottom = 0; // the foot stands in the margin
    doc
      .font('plain')
      .fontSize(sizes.small)
      .fillColor('#444')
      .text(`${report.footer}  ·  ${page}`, margin, doc.page.height - 30, { lineBreak: false });
    doc.page.margins.bottom = bottom;
    doc.fillColor('#000');
    doc.x = margin;
    doc.y = margin;
  };
  doc.on('pageAdded', foot);
  const set = async (): Promise<void> => {
    doc.addPage();
    for await (const part of report.parts) {
      if (part.kind === 'table') await setTable(doc, part.columns, part.rows);
      else setText(doc, part.kind, part.text);
    }
    doc.end();
  };
  const setting = set().catch((error: unknown) => void doc.destroy(error instanceof Error ? error : new Error(String(error))));
  const written = await writeWhole(file, doc, options.durable ?? true);
  await setting;
  return written;
}

type Doc = InstanceType<typeof PDFDocument>;
const widthOf = (doc: Doc): number => doc.page.width - 2 * margin;
const floorOf = (doc: Doc): number => doc.page.height - margin - 12;

function setText(doc: Doc, kind: 'title' | 'heading' | 'text' | 'small', text: string): void {
  const heading = kind === 'title' || kind === 'heading';
  doc.font(heading ? 'bold' : 'plain').fontSize(sizes[kind]);
  if (kind === 'heading') doc.y += 8;
  if (doc.y + doc.heightOfString(text, { width: widthOf(doc) }) > floorOf(doc)) doc.addPage();
  doc
    .font(heading ? 'bold' : 'plain')
    .fontSize(sizes[kind])
    .text(text, margin, doc.y, { width: widthOf(doc) });
  doc.y += heading ? 4 : 3;
}

async function setTable(doc: Doc, columns: readonly PdfColumn[], rows: Iterable<readonly string[]> | AsyncIterable<readonly string[]>): Promise<void> {
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  const widths = columns.map(({ share }) => (widthOf(doc) * share) / shares);
  const row = (cells: readonly string[], bold: boolean): void => {
    doc.font(bold ? 'bold' : 'plain').fontSize(sizes.cell);
    const options = (place: number) => ({ width: (widths[place] ?? 0) - 6, align: columns[place]?.numeric === true ? ('right' as const) : ('left' as const) });
    const height = Math.max(...cells.map((cell, place) => doc.heightOfString(cell === '' ? ' ' : cell, options(place)))) + 5;
    if (doc.y + height > floorOf(doc)) {
      doc.addPage();
      if (!bold)
        row(
          columns.map(({ title }) => title),
          true,
        );
      doc.font(bold ? 'bold' : 'plain').fontSize(sizes.cell);
    }
    const top = doc.y;
    let left = margin;
    cells.forEach((cell, place) => {
      doc.text(cell, left + 3, top + 2, options(place));
      left += widths[place] ?? 0;
    });
    doc.y = top + height;
    doc
      .moveTo(margin, doc.y)
      .lineTo(margin + widthOf(doc), doc.y)
      .lineWidth(bold ? 0.8 : 0.25)
      .strokeColor('#888')
      .stroke();
    doc.x = margin;
  };
  row(
    columns.map(({ title }) => title),
    true,
  );
  for await (const cells of rows) row(cells, false);
  doc.y += 6;
}
