// Decides how the cells of a long table are written into a PDF page: each character shaped once, cells cut to their room, one text object a page.

/** One text in a page, from its left and from the top, in points; cut with … where it is wider than its room. */
export interface PdfCell {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly room: number;
}

/** What pdfkit keeps of a font and a page beside what its types tell. */
interface Inside {
  readonly _font: { readonly id: string; readonly ascender: number; encode(text: string): [string[], { readonly advanceWidth: number }[]]; ref(): unknown };
  readonly page: { readonly height: number; readonly fonts: Record<string, unknown> };
  addContent(operators: string): unknown;
}

interface Shaped {
  readonly glyph: string;
  /** In thousandths of the font's size. */
  readonly width: number;
}

/**
 * Cells in one font and size. `text()` of pdfkit shapes and wraps every cell and keeps every word it ever saw, which for 100,000 people takes most of a
 * minute and half a gigabyte; here a character is shaped once, alone: no ligatures and no kerning, which tables do without.
 */
export class PdfCells {
  readonly #doc: PDFKit.PDFDocument;
  readonly #font: string;
  readonly #size: number;
  readonly #shaped = new Map<string, Shaped>();

  constructor(doc: PDFKit.PDFDocument, font: string, size: number) {
    this.#doc = doc;
    this.#font = font;
    this.#size = size;
  }

  /** Writes the cells onto the page there is, in the colour there is. */
  write(cells: readonly PdfCell[]): void {
    const doc = this.#doc.font(this.#font, this.#size);
    const inside = doc as unknown as Inside;
    const { _font: font, page } = inside;
    page.fonts[font.id] ??= font.ref();
    const down = (font.ascender * this.#size) / 1000;
    const operators = ['q', `1 0 0 -1 0 ${page.height} cm`, 'BT', `/${font.id} ${this.#size} Tf`];
    for (const { x, y, text, room } of cells) {
      if (text !== '') operators.push(`1 0 0 1 ${x.toFixed(2)} ${(page.height - y - down).toFixed(2)} Tm <${this.#hex(text, room)}> Tj`);
    }
    operators.push('ET', 'Q');
    inside.addContent(operators.join('\n'));
  }

  #hex(text: string, room: number): string {
    const most = (room * 1000) / this.#size;
    const more = this.#shape('…');
    let [used, hex, short] = [0, '', ''];
    for (const character of text.normalize('NFC')) {
      const { glyph, width } = this.#shape(character);
      used += width;
      if (used > most) return short + more.glyph;
      hex += glyph;
      if (used + more.width <= most) short = hex;
    }
    return hex;
  }

  #shape(character: string): Shaped {
    const known = this.#shaped.get(character);
    if (known !== undefined) return known;
    const [glyphs, positions] = (this.#doc as unknown as Inside)._font.encode(character);
    const shaped = { glyph: glyphs.join(''), width: positions.reduce((sum, { advanceWidth }) => sum + advanceWidth, 0) };
    this.#shaped.set(character, shaped);
    return shaped;
  }
}
