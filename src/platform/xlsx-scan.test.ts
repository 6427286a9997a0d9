// Decides whether the fast reader of sheets and strings sees what the general XML parser sees, in every spelling and however the text is cut.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sheetLimits } from './sheet.ts';
import { RowGathering } from './xlsx-row.ts';
import { saxSink, sharedElements, sheetElements, type XmlSink } from './xlsx-sax.ts';
import { sharedSink, sheetSink } from './xlsx-scan.ts';
import { unescapeCell } from './xlsx-text.ts';

const words = fc.constantFrom('Ani', 'D&apos;Rosari', 'A &amp; B', '&#x41;&#66;', 'é😀', ' x ', '', 'a\r\nb', '_x000D_', '1', '&lt;/row&gt;');
const reference = fc.constantFrom('', ' r="A1"', ' r="C1"', ' cm="1" r="E1"', ' x14ac:dy="&gt;" r="F1"', " r='B1'", '\n r="D1"');
const cells = fc
  .tuple(reference, words, words)
  .chain(([r, a, b]) =>
    fc.constantFrom(
      `<c${r} t="inlineStr"><is><t>${a}</t></is></c>`,
      `<c${r} t="inlineStr"><is><t xml:space="preserve">${a}</t></is></c>`,
      `<c${r} t="inlineStr"><is><r><rPr><b/></rPr><t>${a}</t></r><r><t>${b}</t></r><rPh sb="0" eb="1"><t>x</t></rPh></is></c>`,
      `<c${r} t="str"><f>A1&amp;B1</f><v>${a}</v></c>`,
      `<c${r} t="str"><f t="shared" si="0"/><v><![CDATA[${a}</row>]]></v></c>`,
      `<c${r} t="s"><v>1</v></c>`,
      `<c${r} s="1"><v>45322</v></c>`,
      `<c${r}><v>5301010101000001</v><!-- </row> --></c>`,
      `<c${r} t="b"><v>1</v></c>`,
      `<c${r} t="e"><f>1/0</f><v>#DIV/0!</v></c>`,
      `<c${r}><f>1+1</f></c>`,
      `<c${r}/>`,
      `<c${r}><v/></c>`,
      `<c${r}></c>`,
    ),
  );
// Plain spellings far more often, so that the fast reader gets some way before it hands over.
const rowXml = fc
  .tuple(fc.constantFrom('', ' r="7"', ' r="9" spans="1:3" x14ac:dyDescent="0.25"', " r='12'"), fc.array(cells, { maxLength: 4 }), fc.boolean())
  .map(([attributes, content, blank]) =>
    content.length === 0 && blank ? `<row${attributes}/>` : `<row${attributes}>${blank ? '\n ' : ''}${content.join(blank ? '\n' : '')}</row>`,
  );
const heads = fc.constantFrom(
  '<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="m"><cols/><sheetData>',
  '\ufeff<?xml version="1.0"?><worksheet><sheetData>',
  '<worksheet><!-- <sheetData> --><sheetData>',
  '<worksheet><sheetData x="1">',
);

const gather = (make: (rows: RowGathering) => XmlSink, texts: readonly string[]): unknown => {
  const rows = new RowGathering('x', sheetLimits, { shared: (index) => ['nol', 'satu'][index] ?? null, isDate: (style) => style === 1, from1904: false });
  rows.beginSheet('S');
  try {
    const sink = make(rows);
    for (const text of texts) sink.write(text);
    sink.end();
    return rows.take();
  } catch {
    return 'refused';
  }
};

const cut = (text: string, at: readonly number[]): string[] => {
  const pieces: string[] = [];
  let from = 0;
  for (const place of [...at].sort((a, b) => a - b)) {
    const to = text.indexOf('>', place) + 1;
    if (to <= from) continue;
    pieces.push(text.slice(from, to));
    from = to;
  }
  return [...pieces, text.slice(from)];
};

const cuts = fc.array(fc.nat(900), { maxLength: 5 });

test('sheets', () => {
  let filled = 0;
  fc.assert(
    fc.property(
      heads,
      fc.array(rowXml, { maxLength: 6 }),
      fc.constantFrom('</sheetData><x a="&gt;"/></worksheet>', '\n</sheetData></worksheet>', '<row r="3"', ''),
      cuts,
      (head, rows, tail, at) => {
        const text = head + rows.join('\n') + tail;
        const plain = gather((into) => saxSink(sheetElements(into)), [text]);
        if (Array.isArray(plain) && plain.length > 0) filled += 1;
        expect(gather(sheetSink, cut(text, at))).toEqual(plain);
      },
    ),
    { numRuns: 3000 },
  );
  expect(filled).toBeGreaterThan(500);
});

test('a prefixed sheet', () => {
  const text =
    '<x:worksheet xmlns:x="m"><x:sheetData><x:row r="2"><x:c r="B2" t="inlineStr"><x:is><x:t>Ani</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>';
  expect(gather(sheetSink, [text])).toEqual([{ rowNumber: 2, sheet: 'S', cells: [null, { text: 'Ani', kind: 'text' }] }]);
});

test('a document type is refused', () => {
  expect(gather(sheetSink, ['<!DOCTYPE worksheet [<!ENTITY a "b">]><worksheet><sheetData><row><c t="str"><v>&a;</v></c></row></sheetData></worksheet>'])).toBe(
    'refused',
  );
});

test('shared strings', () => {
  const item = fc
    .tuple(words, words)
    .chain(([a, b]) =>
      fc.constantFrom(
        `<si><t>${a}</t></si>`,
        `<si><t xml:space="preserve">${a}</t></si>`,
        '<si><t/></si>',
        '<si/>',
        `<si><r><t>${a}</t></r><r><rPr/><t>${b}</t></r><phoneticPr/></si>`,
        `<si><t>${a}</t><rPh><t>${b}</t></rPh></si>`,
        `<si><t><![CDATA[</si>${a}]]></t></si>`,
      ),
    );
  const read = (make: (add: (text: string) => void) => XmlSink, texts: readonly string[]): unknown => {
    const strings: string[] = [];
    try {
      const sink = make((text) => strings.push(text));
      for (const text of texts) sink.write(text);
      sink.end();
      return strings;
    } catch {
      return 'refused';
    }
  };
  fc.assert(
    fc.property(
      fc.constantFrom('<?xml version="1.0"?><sst xmlns="m" count="3">', '<sst>', '<!-- --><sst>'),
      fc.array(item, { maxLength: 8 }),
      fc.constantFrom('</sst>', ''),
      cuts,
      (head, items, tail, at) => {
        const text = head + items.join('') + tail;
        expect(read(sharedSink, cut(text, at))).toEqual(read((add) => saxSink(sharedElements((content) => add(unescapeCell(content)))), [text]));
      },
    ),
    { numRuns: 2000 },
  );
});
