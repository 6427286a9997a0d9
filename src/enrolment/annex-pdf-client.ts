// Writes an annex as PDF, page by page as its people stream in: number, date and title of the decree, digest of the list and page number stand on every page.
import { createRequire } from 'node:module';
import path from 'node:path';
import PDFDocument from 'pdfkit';
import { assert } from '../kernel/fault.ts';
import { type PdfCell, PdfCells } from '../platform/pdf-cells.ts';
import type { WrittenFile } from '../platform/sheet.ts';
import { writeWhole } from '../platform/sheet-file.ts';
import { type AnnexGroup, type AnnexKind, type PlaceNames, annexColumns, annexPage, kabupatenText, placements, villageText } from './annex.ts';

/** What an annex says beside its people; every text as it is printed. */
export interface AnnexHead {
  readonly kind: AnnexKind;
  readonly title: readonly string[];
  /** `KEPUTUSAN GUBERNUR … NOMOR …, 28 Juni 2025`: above every page. */
  readonly running: string;
  readonly facts: ReadonlyArray<readonly [name: string, value: string]>;
  /** Kabupaten, added, removed; the last row is the total. */
  readonly recap: ReadonlyArray<readonly [place: string, added: string, removed: string, late: string]>;
  readonly listDigest: string;
  /** Below every page of a copy that names people: whose copy it is. */
  readonly mark: string;
  /** Printed across every page until the list is signed. */
  readonly draft: string | null;
  readonly closing: readonly string[];
  /** The instant the file says it was made: a fixed one makes the same bytes again. */
  readonly madeAt: Date;
}

const fonts = path.dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans/package.json'));
const regular = path.join(fonts, '400Regular', 'NotoSans_400Regular.ttf');
const bold = path.join(fonts, '700Bold', 'NotoSans_700Bold.ttf');

const { width, margin } = annexPage;
const inner = width - 2 * margin;
const ink = '#1a1a1a';
const quiet = '#555555';
const rule = '#b8b8b8';
const shade = '#eef1f4';

const columnWidths: Readonly<Record<AnnexKind, readonly number[]>> = { full: [33, 84, 142, 20, inner - 338, 59], public: [44, inner - 134, 90] };
const size = 8;
const rowsPerTurn = 40;

/**
 * Writes the annex to `target` and returns its digest, bytes and pages. `rows` gives the cells of `annexColumns` in the order of `groups`; fewer or
 * more of them than the groups count is a bug.
 */
export async function writeAnnexPdf(
  target: string,
  head: AnnexHead,
  groups: readonly AnnexGroup[],
  names: PlaceNames,
  rows: AsyncIterator<readonly string[]>,
): Promise<WrittenFile & { readonly pages: number }> {
  const doc = new PDFDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    lang: 'id-ID',
    info: { Title: head.title.join(' '), Author: 'Payung', CreationDate: head.madeAt },
  });
  doc.registerFont('regular', regular).registerFont('bold', bold);
  const recapRows = head.recap.some((row) => row[3] !== '0') ? 28 : 34; // late additions take lines above it
  const front = 1 + Math.max(0, Math.ceil((head.recap.length - recapRows) / 50));
  let pages = front;
  for (const { page } of placements(groups, front + 1)) pages = page;
  const filled = fill(doc, { head, groups, names, rows, front, pages, recapRows });
  filled.catch((error: unknown) => doc.destroy(error as Error));
  const written = await writeWhole(target, doc, true);
  return { rows: await filled, ...written, pages };
}

interface Filling {
  readonly head: AnnexHead;
  readonly groups: readonly AnnexGroup[];
  readonly names: PlaceNames;
  readonly rows: AsyncIterator<readonly string[]>;
  readonly front: number;
  readonly pages: number;
  readonly recapRows: number;
}

async function fill(doc: PDFKit.PDFDocument, of: Filling): Promise<number> {
  const { head, groups, names, rows } = of;
  const table = new PdfCells(doc, 'regular', size);
  let at = 0;
  const turnTo = (page: number): void => {
    while (at < page) {
      at += 1;
      newPage(doc, of, at);
    }
  };
  frontPages(doc, of, turnTo);
  let written = 0;
  for (const placed of placements(groups, of.front + 1)) {
    if (placed.page > at) {
      turnTo(placed.page);
      if (placed.kind !== 'closing') columnHeads(doc, head.kind);
      if (at % rowsPerTurn === 0) await new Promise((resolve) => setImmediate(resolve));
      await roomIn(doc);
    }
    const group = groups[placed.group];
    if (placed.kind === 'closing') closing(doc, head, placed.y);
    else if (group === undefined) continue;
    else if (placed.kind === 'kabupaten') {
      const change = groups.some((one) => one.change === 'remove') ? (group.change === 'add' ? 'DITAMBAHKAN: ' : 'DIKELUARKAN: ') : '';
      doc
        .font('bold')
        .fontSize(11)
        .fillColor(ink)
        .text(`${change}${kabupatenText(names, group.area).toUpperCase()}`, margin, placed.y + 3, { lineBreak: false });
    } else if (placed.kind === 'village') {
      doc.rect(margin, placed.y + 1, inner, annexPage.village - 2).fill(shade);
      const people = `${group.people.toLocaleString('id-ID')} orang${placed.from > 1 ? ', lanjutan' : ''}`;
      doc
        .font('bold')
        .fontSize(size)
        .fillColor(ink)
        .text(villageText(names, group.area), margin + 4, placed.y + 2.5, { lineBreak: false });
      doc
        .font('regular')
        .fillColor(quiet)
        .text(people, width - margin - 4 - doc.widthOfString(people), placed.y + 2.5, { lineBreak: false });
    } else {
      const cells: PdfCell[] = [];
      for (let number = placed.from, y = placed.y; number <= placed.to; number += 1, y += annexPage.row) {
        const next = await rows.next();
        assert(next.done !== true, 'a list has as many people as its villages');
        addCells(cells, head.kind, next.value, y);
        written += 1;
      }
      doc.fillColor(ink);
      table.write(cells);
    }
  }
  assert((await rows.next()).done === true, 'a list has no more people than its villages');
  doc.end();
  return written;
}

/** Waits until what is written has been taken, so that no page waits in memory. */
async function roomIn(doc: PDFKit.PDFDocument): Promise<void> {
  const stream = doc as unknown as { readableLength: number };
  while (stream.readableLength > 1 << 22) await new Promise((resolve) => setTimeout(resolve, 2));
}

function addCells(cells: PdfCell[], kind: AnnexKind, row: readonly string[], y: number): void {
  let x = margin + 4;
  const widths = columnWidths[kind];
  for (let column = 0; column < row.length; column += 1) {
    const room = widths[column] ?? 0;
    cells.push({ x, y: y + 1, text: row[column] ?? '', room: room - 6 });
    x += room;
  }
}

function columnHeads(doc: PDFKit.PDFDocument, kind: AnnexKind): void {
  const y = annexPage.top - 18;
  doc.font('bold').fontSize(7).fillColor(quiet);
  let x = margin + 4;
  for (const [column, title] of annexColumns[kind].entries()) {
    doc.text(title, x, y, { lineBreak: false });
    x += columnWidths[kind][column] ?? 0;
  }
  doc
    .moveTo(margin, y + 13)
    .lineTo(width - margin, y + 13)
    .lineWidth(0.6)
    .strokeColor(ink)
    .stroke();
}

function newPage(doc: PDFKit.PDFDocument, { head, pages }: Filling, page: number): void {
  doc.addPage({ size: 'A4', margin: 0 });
  if (head.draft !== null) {
    doc.save().rotate(-50, { origin: [width / 2, annexPage.height / 2] });
    doc
      .font('bold')
      .fontSize(44)
      .fillColor('#e3e3e3')
      .text(head.draft, 0, annexPage.height / 2 - 30, { width, align: 'center', lineBreak: false });
    doc.restore();
  }
  if (page > 1) {
    doc
      .font('regular')
      .fontSize(7.5)
      .fillColor(quiet)
      .text(head.running, margin, margin - 6, { width: inner, height: 22, ellipsis: true });
    doc
      .moveTo(margin, margin + 20)
      .lineTo(width - margin, margin + 20)
      .lineWidth(0.4)
      .strokeColor(rule)
      .stroke();
  }
  const foot = annexPage.height - annexPage.bottom + 16;
  doc
    .moveTo(margin, foot)
    .lineTo(width - margin, foot)
    .lineWidth(0.4)
    .strokeColor(rule)
    .stroke();
  doc
    .font('regular')
    .fontSize(6.5)
    .fillColor(quiet)
    .text(`Sidik daftar (SHA-256): ${head.listDigest}`, margin, foot + 5, { lineBreak: false });
  doc.text(head.mark, margin, foot + 15, { lineBreak: false });
  const number = `Halaman ${page.toLocaleString('id-ID')} dari ${pages.toLocaleString('id-ID')}`;
  doc
    .fontSize(7.5)
    .fillColor(ink)
    .text(number, width - margin - doc.widthOfString(number), foot + 5, { lineBreak: false });
}

/** The first page: what the annex belongs to, its facts, and how many people of each kabupaten. */
function frontPages(doc: PDFKit.PDFDocument, { head, recapRows }: Filling, turnTo: (page: number) => void): void {
  turnTo(1);
  let y: number = margin;
  doc.font('bold').fontSize(11.5).fillColor(ink);
  for (const line of head.title) {
    doc.text(line, margin, y, { width: inner, align: 'center' });
    y = doc.y + 1;
  }
  y += 10;
  for (const [name, value] of head.facts) {
    doc.font('regular').fontSize(8.5).fillColor(quiet).text(name, margin, y, { width: 120 });
    doc.fillColor(ink).text(value, margin + 128, y, { width: inner - 128 });
    y = doc.y + 3;
  }
  y += 10;
  const removed = head.recap.some((row) => row[2] !== '0');
  const late = head.recap.some((row) => row[3] !== '0');
  const heads = ['KABUPATEN/KOTA', removed ? 'DITAMBAHKAN' : 'ORANG', ...(removed ? ['DIKELUARKAN'] : []), ...(late ? ['TERLAMBAT'] : [])];
  const line = (texts: readonly string[], strong: boolean): void => {
    doc
      .font(strong ? 'bold' : 'regular')
      .fontSize(8.5)
      .fillColor(ink);
    for (const [column, text] of texts.entries()) {
      if (column === 0) doc.text(text, margin + 4, y, { lineBreak: false });
      else doc.text(text, width - margin - 4 - (texts.length - 1 - column) * 90 - doc.widthOfString(text), y, { lineBreak: false });
    }
    y += 12.6;
  };
  line(heads, true);
  doc
    .moveTo(margin, y)
    .lineTo(width - margin, y)
    .lineWidth(0.6)
    .strokeColor(ink)
    .stroke();
  y += 2;
  let page = 1;
  for (const [index, row] of head.recap.entries()) {
    if (index >= recapRows && (index - recapRows) % 50 === 0) {
      turnTo((page += 1));
      y = annexPage.top;
    }
    const total = index === head.recap.length - 1;
    if (total) {
      doc
        .moveTo(margin, y)
        .lineTo(width - margin, y)
        .lineWidth(0.6)
        .strokeColor(ink)
        .stroke();
      y += 2;
    }
    line([row[0], row[1], ...(removed ? [row[2]] : []), ...(late ? [row[3]] : [])], total);
  }
}

function closing(doc: PDFKit.PDFDocument, head: AnnexHead, top: number): void {
  let y = top + 14;
  const left = margin + inner * 0.42;
  doc.font('regular').fontSize(9).fillColor(ink);
  for (const text of head.closing) {
    doc.text(text, left, y, { width: inner * 0.58 });
    y = doc.y + 2;
  }
}
