// What acts in a PDF is found however its name is written; a PDF that cannot be looked into is refused; any bytes at all are answered, and soon.
import { deflateRawSync, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pdfDanger as pdfDangerBy } from './pdf-content.ts';
import { inflated } from './virus-scan-client.ts';

const pdfDanger = (bytes: Buffer) => pdfDangerBy(bytes, inflated);

const pdf = (...parts: readonly (string | Buffer)[]): Buffer =>
  Buffer.concat([Buffer.from('%PDF-1.7\n'), ...parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)), Buffer.from('\n%%EOF')]);
const stream = (dictionary: string, body: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`7 0 obj <<${dictionary} /Length ${body.length}>> stream\r\n`), body, Buffer.from('\nendstream endobj\n')]);
const objects = (inside: string): string => `1 0 2 40 ${inside}`;
const action = '<</Type /Catalog /S /JavaScript /JS (app.alert\\(1\\))>>';
const flate = '/Type /ObjStm /N 2 /First 9 /Filter /FlateDecode';
/** Bytes that look like a picture and never repeat. */
const noise = (length: number, seed = 1): Buffer => {
  const bytes = Buffer.alloc(length);
  let state = seed;
  for (let place = 0; place < length; place += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[place] = state >>> 24;
  }
  return bytes;
};
const broken = (bytes: Buffer, from: number): Buffer => {
  const changed = Buffer.from(bytes);
  changed.fill(0xff, from < 0 ? changed.length + from : from);
  return changed;
};

describe('found', () => {
  test.each([
    ['in clear', pdf('1 0 obj <</OpenAction 2 0 R>>')],
    ['with an escape', pdf('1 0 obj <</S /Java#53cript>>')],
    ['with every letter an escape', pdf('1 0 obj <</#4f#70#65#6E#41#63#74#69#6f#6e 2 0 R>>')],
    ['as the short name alone', pdf('1 0 obj <</S /X /JS (app.alert)>>')],
    ['as the short name with an escape', pdf('1 0 obj <</S /X /#4aS 5 0 R>>')],
    ['as an attached file', pdf('1 0 obj <</Names <</EmbeddedFiles 3 0 R>>>>')],
    ['in an object stream', pdf(stream(flate, deflateSync(objects(action))))],
    ['in an object stream, with an escape', pdf(stream(flate, deflateSync(objects('<</S /L#61unch>>'))))],
    ['in an object stream whose filter is written with an escape', pdf(stream('/Type /ObjStm /Filter /Fl#61teDecode', deflateSync(objects(action))))],
    ['in an object stream that is called a picture', pdf(stream('/Subtype /Image /Filter /FlateDecode', deflateSync(objects(action))))],
    ['in an object stream without compression', pdf(stream('/Type /ObjStm', Buffer.from(objects(action))))],
    ['in an object stream whose checksum is wrong', pdf(stream(flate, broken(deflateSync(objects(action)), -4)))],
    ['behind a comment', pdf(stream(flate, deflateSync(`%x\n${objects(action)}`)))],
    ['in the second of two streams', pdf(stream(flate, deflateSync(objects('<<>>'))), stream(flate, deflateSync(objects(action))))],
    ['as a paper clip', pdf('1 0 obj <</Subtype /FileAttachment /FS 3 0 R>>')],
    ['as a file in a specification', pdf('1 0 obj <</Type /F /EF <</F 3 0 R>>>>')],
    ['as a file in a specification, elsewhere', pdf('1 0 obj <</Type /F /#45F 3 0 R>>')],
    ['as a way to another file', pdf('1 0 obj <</S /GoToR /F (a.pdf)>>')],
    ['as a way into a file it carries', pdf('1 0 obj <</S /GoToE /T 3 0 R>>')],
    ['in what only looks like a stream', pdf('(stream\n) 1 0 obj <</S /JavaScript>> (endstream)')],
  ])('%s', (_, bytes) => {
    expect(pdfDanger(bytes)).toBe('active-content');
  });
});

describe('refused because nobody can look into it', () => {
  const grows = stream(flate, deflateSync(`1 0 ${' '.repeat(12_000_000)}`));
  const page = stream('', Buffer.from('1 0 0 1 0 0 cm'));
  const plain = Buffer.from(objects('<<>>'));
  const twice = stream('/Type /ObjStm /N 2 /First 9 /Filter [/FlateDecode /FlateDecode]', deflateSync(deflateSync(objects(action))));
  const long = deflateSync(objects(`<<${'/A 1 '.repeat(2000)}>>${noise(4000).toString('latin1')}`));
  test.each([
    ['a password', pdf('trailer <</Encrypt 9 0 R>>'), 'encrypted'],
    ['a password, the name escaped', pdf('trailer <</Encr#79pt 9 0 R>>'), 'encrypted'],
    ['an object stream compressed otherwise', pdf(stream('/Type /ObjStm /Filter /LZWDecode', noise(300))), 'unreadable-content'],
    ['an object stream in two filters', pdf(stream('/Type /Obj#53tm /Filter [/ASCIIHexDecode /FlateDecode]', Buffer.from('789c'))), 'unreadable-content'],
    [
      'an object stream compressed otherwise, beside one that reads well',
      pdf(stream('/Type /ObjStm /Filter /LZWDecode', noise(300)), stream('', Buffer.from('1 0 2 40 <<>>'))),
      'unreadable-content',
    ],
    ['an object stream under a predictor', pdf(stream(`${flate} /DecodeParms <</Predictor 12>>`, deflateSync(objects('<<>>')))), 'unreadable-content'],
    ['an object stream whose filter stands elsewhere', pdf(stream('/Type /ObjStm /Filter 9 0 R', deflateSync(objects('<<>>')))), 'unreadable-content'],
    ['an object stream deflated twice, beside a page that begins with numbers', pdf(twice, page), 'unreadable-content'],
    ['an object stream deflated twice that says once', pdf(stream(flate, deflateSync(deflateSync(objects(action)))), page), 'unreadable-content'],
    ['an object stream that is not compressed as it says', pdf(stream(flate, Buffer.from(objects('<<>>')))), 'unreadable-content'],
    ['an object stream of two filters, said twice', pdf(stream(`${flate} /Filter /ASCII85Decode`, deflateSync(objects('<<>>')))), 'unreadable-content'],
    ['a filter far from its label', pdf(stream(`/Filter /ASCII85Decode /X (${'x'.repeat(2000)}) /Type /ObjStm`, plain)), 'unreadable-content'],
    ['a filter far behind its label', pdf(stream(`/Type /ObjStm /X /${'x'.repeat(2000)} /Filter /ASCII85Decode`, plain)), 'unreadable-content'],
    ['a filter before what only looks like a beginning', pdf(stream('/Filter /ASCII85Decode /X (\n1 0 obj <<) /Type /ObjStm', plain)), 'unreadable-content'],
    ['a filter before a beginning in a comment', pdf(stream('/Filter /ASCII85Decode % 1 0 obj <<\n/Type /ObjStm', plain)), 'unreadable-content'],
    ['a filter before a beginning in a name', pdf(stream('/Filter /A85 /X#0a1#200#20obj#3c#3c /Type /ObjStm', plain)), 'unreadable-content'],
    ['a filter behind a stream in a string', pdf(stream('/Type /ObjStm /X (>>stream\n1 0 2 4) /Filter /A85', plain)), 'unreadable-content'],
    ['a filter behind a stream in a comment', pdf(stream('/Type /ObjStm % >>stream 1 0 2 4\n/Filter /A85', plain)), 'unreadable-content'],
    ['a label that stands elsewhere', pdf('3 0 obj /ObjStm endobj\n', stream('/Type 3 0 R /Filter /LZWDecode', noise(300)), page), 'unreadable-content'],
    ['a label behind the last stream', pdf(page, '3 0 obj /ObjStm endobj\n'), 'unreadable-content'],
    ['an object stream broken on its way', pdf(stream(flate, broken(long, long.length - 1000))), 'unreadable-content'],
    ['an object stream that grows without end', pdf(stream(flate, deflateSync(`1 0 ${' '.repeat(40_000_000)}`))), 'unreadable-content'],
    ['many that grow', pdf(...Array.from({ length: 9 }, () => grows)), 'unreadable-content'],
    ['more streams than a paper has', pdf(...Array.from({ length: 6000 }, () => 'stream\nx endstream ')), 'unreadable-content'],
  ])(
    '%s',
    (_, bytes, code) => {
      expect(pdfDanger(bytes)).toBe(code);
    },
    60_000,
  );
});

describe('passed', () => {
  const ordinary = Buffer.concat([
    Buffer.from('12 0 obj\r<</Filter/FlateDecode/First 9/Length 41/N 2/Type/ObjStm>>stream\r\n'),
    deflateSync(objects('<</Type /Page>> [/Fit]')),
    Buffer.from('\r\nendstream\rendobj\r'),
  ]);
  const places = stream('/Type /XRef /W [1 2 1] /Filter /FlateDecode /DecodeParms <</Columns 4 /Predictor 12>>', deflateSync(noise(400)));
  test.each([
    ['a plain page', pdf('1 0 obj <</Type /Catalog /Pages 2 0 R>>')],
    ['objects in a stream', pdf(stream(flate, deflateSync(objects('<</Type /Page /Contents 4 0 R>> [/Fit]'))))],
    ['objects in a stream, as others write it', pdf(stream('/First 9/Filter[/Fl]/N 2/Extends 4 0 R/Type/ObjStm', deflateSync(objects('<</Type /Page>>'))))],
    ['objects in two streams, and the table of places', pdf(ordinary, ordinary, places)],
    ['names that only begin alike', pdf('1 0 obj <</JavaScripts 1 /LaunchDate 2 /EncryptMetadata false /JSON (x) >>')],
    ['a photograph of ten megabytes', pdf(stream('/Subtype /Image /Filter /DCTDecode', noise(10_000_000)))],
    ['a picture in which /JS stands by chance', pdf(stream('/Subtype /Image', Buffer.concat([noise(999), Buffer.from('/JS('), noise(999)])))],
    ['a compressed picture', pdf(stream('/Subtype /Image /Filter /FlateDecode', deflateSync(noise(2_000_000))))],
  ])(
    '%s',
    (_, bytes) => {
      expect(pdfDanger(bytes)).toBeNull();
    },
    60_000,
  );
});

test('whatever the bytes, there is an answer', () => {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    fc
      .constantFrom('stream\n', 'endstream', 'x\u009c', 'obj <<', '/ObjStm', '#', '#4', '/J#53', '1 0 ', '\u0078\u00da')
      .map((text) => Buffer.from(text, 'latin1')),
    fc.string({ maxLength: 80 }).map((text) => deflateSync(objects(text))),
    fc.string({ maxLength: 80 }).map((text) => deflateRawSync(objects(text))),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      expect([null, 'active-content', 'encrypted', 'unreadable-content']).toContain(pdfDanger(Buffer.concat([Buffer.from('%PDF-'), ...pieces])));
    }),
    { numRuns: 200 },
  );
}, 120_000);

test('an action in an object stream is found wherever the stream lies and however it was compressed', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 300 }),
      fc.uint8Array({ maxLength: 300 }),
      fc.integer({ min: 0, max: 9 }),
      fc.nat(200),
      (before, after, level, pad) => {
        const body = deflateSync(objects(`${'/A 1 '.repeat(pad)}${action}`), { level });
        expect(pdfDanger(pdf(Buffer.from(before), stream(flate, body), Buffer.from(after)))).not.toBeNull();
      },
    ),
    { numRuns: 100 },
  );
}, 120_000);

test.each([
  ['streams that begin again and again', 'stream\nx\u009c'],
  ['escapes only', '#41'],
  ['the beginnings of names', '/JS'],
  ['blanks behind a stream', 'stream                                     '],
  ['labels of object streams', '/ObjStm '],
])(
  'ten megabytes of %s come to an end', // within three seconds on a free processor
  (_, text) => {
    expect([null, 'unreadable-content']).toContain(pdfDanger(Buffer.alloc(10_000_000, Buffer.from(text, 'latin1'))));
  },
  120_000,
);
