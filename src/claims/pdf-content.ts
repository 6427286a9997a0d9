// Decides whether a PDF holds what acts or cannot be looked into: names written plainly, with #xx escapes (ISO 32000-1, 7.3.5), or inside compressed object streams (7.5.7).

/** What raw deflate bytes (RFC 1951) become, or null when they are broken or become more than `most` bytes. A checksum behind them is nobody's concern. */
export type Inflate = (compressed: Uint8Array, most: number) => Uint8Array | null;

export type PdfDanger = 'active-content' | 'encrypted' | 'unreadable-content';

/** Names of actions and parts that run, send or carry something. A short name counts among printable text only: chance writes four bytes into any large picture. */
const active =
  /\/(?:JavaScript|Launch|EmbeddedFiles?|OpenAction|RichMedia|Rendition|SubmitForm|ImportData|FileAttachment|GoTo[ER])(?![\w-])|[\t\n\r -~]{6}\/(?:JS\s{0,9}[(<\d]|EF\s{0,9}[<\d]|XFA(?![\w-]))/;
const locked = /\/Encrypt(?![\w-])/;

const mebibyte = 1 << 20;
/** Far more than a scanned paper has; looking into each costs time, so a file of more is refused. */
const mostStreams = 5_000; // not law: streams of one PDF
const [head, largest, together] = [64, 16 * mebibyte, 64 * mebibyte];

/** What a PDF must not hold; null when nothing of it is there. Reads as leniently as programs that show PDFs do; its work is bounded whatever the bytes are. */
export function pdfDanger(bytes: Uint8Array, inflate: Inflate): PdfDanger | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = unescaped(textOf(file));
  if (active.test(text)) return 'active-content';
  if (locked.test(text)) return 'encrypted';
  const holdsObjects = labelled.test(text);
  let [left, seen, behind] = [together, 0, 0];
  for (const { keyword, at } of streamStarts(file)) {
    seen += 1;
    const label = holdsObjects ? labelOf(file.subarray(behind, keyword)) : 'none';
    behind = keyword;
    if (seen > mostStreams || label === 'strange') return 'unreadable-content';
    const plain = beginsAsObjects(file.subarray(at, at + head)); // not compressed: its names stand in the text
    const compressed = !plain && isZlib(file, at) && headsObjects(file.subarray(at + 2, at + 2 + head), inflate);
    if ((label === 'plain' && !plain) || (label === 'deflated' && !compressed)) return 'unreadable-content';
    if (!compressed) continue;
    const inside = left <= 0 ? null : inflate(file.subarray(at + 2), Math.min(left, largest));
    if (inside === null) return 'unreadable-content';
    left -= inside.length;
    if (active.test(unescaped(textOf(inside)))) return 'active-content';
  }
  return holdsObjects && labelled.test(unescaped(textOf(file.subarray(behind)))) ? 'unreadable-content' : null;
}

const labelled = /\/ObjStm(?![\w-])/;
/** Only on a line of its own is it the beginning of an object, and no part of a comment. */
const objectBegins = /[\r\n][\0\s]{0,9}\d{1,10}[\0\s]{1,9}\d{1,5}[\0\s]{0,9}obj[\0\s]{0,9}$/;
/** The key of a filter, or of a file that stands elsewhere. */
const filterKey = /\/F(?:ilter)?(?=[\0\s/[\]]|$)/;
const deflateOnly = /^[\0\s]*(?:\/Fl(?:ateDecode)?|\[[\0\s]*\/Fl(?:ateDecode)?[\0\s]*\])[\0\s]*(?:\/|$)/;

/**
 * What stands between two keywords says of the stream behind it: that it is an object stream, not compressed or deflated once, or nothing. Strange is a label
 * outside a dictionary that begins and ends within reach, or in one that holds a string, a comment or another dictionary (in which a beginning or an end could be
 * feigned), and a stream that is to be read otherwise: nobody here reads it.
 */
function labelOf(between: Uint8Array): 'none' | 'plain' | 'deflated' | 'strange' {
  const written = textOf(between);
  if (!labelled.test(unescaped(written))) return 'none';
  const reach = 1_000; // not law: characters of a dictionary
  const from = written.lastIndexOf('<<');
  if (from < written.length - reach || !objectBegins.test(written.slice(Math.max(0, from - 60), from))) return 'strange';
  const inside = /^([^<>()%]*)>>[\0\s]*$/.exec(written.slice(from + 2))?.[1];
  if (inside === undefined || labelled.test(unescaped(written.slice(0, from)))) return 'strange';
  const dictionary = unescaped(inside);
  const [, filter = null, ...more] = dictionary.split(filterKey);
  if (more.length > 0 || /\/(?:DecodeParms|DP)/.test(dictionary)) return 'strange';
  if (filter === null) return 'plain';
  return deflateOnly.test(filter) ? 'deflated' : 'strange';
}

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');

/** As names are meant: #xx is one character. Written piece by piece: a replacement for each of millions would take a minute. */
function unescaped(text: string): string {
  if (!text.includes('#')) return text;
  const bytes = Buffer.from(text, 'latin1');
  let to = 0;
  for (let from = 0; from < bytes.length; from += 1, to += 1) {
    const byte = bytes[from] ?? 0;
    const value = byte === hash ? (hexDigit(bytes[from + 1]) << 4) | hexDigit(bytes[from + 2]) : -1;
    bytes[to] = value < 0 ? byte : value;
    if (value >= 0) from += 2;
  }
  return bytes.subarray(0, to).toString('latin1');
}

const hash = 0x23;
/** The value of a hexadecimal digit; negative for anything else. */
function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x61 + 10 : -1;
}

/** Where the keyword of each stream stands, and where its bytes begin: behind it, whatever its dictionary says. */
function* streamStarts(file: Buffer): Generator<{ readonly keyword: number; readonly at: number }> {
  const word = 'stream';
  for (let keyword = file.indexOf(word); keyword !== -1; keyword = file.indexOf(word, keyword + word.length)) {
    let at = keyword + word.length;
    while (at < file.length && [0, 9, 10, 12, 13, 32].includes(file[at] ?? -1)) at += 1;
    yield { keyword, at };
  }
}

/** The two bytes zlib begins with (RFC 1950). */
const isZlib = (file: Buffer, at: number): boolean => {
  const [method, flags] = [file[at] ?? 0, file[at + 1] ?? 0];
  return (method & 0x0f) === 8 && ((method << 8) | flags) % 31 === 0;
};

/** An object stream begins with pairs of whole numbers (or a comment); a picture or font hardly ever does. */
const beginsAsObjects = (start: Uint8Array): boolean => /^[\0\s]*(?:%|\d+[\0\s]+\d)/.test(textOf(start));

/** Whether what a compressed stream begins with is objects; of a beginning that is broken, as much as can be read. */
function headsObjects(start: Buffer, inflate: Inflate): boolean {
  for (let size = start.length; size > 0; size = Math.floor(size / 2)) {
    const part = inflate(start.subarray(0, size), mebibyte);
    if (part !== null) return beginsAsObjects(part);
  }
  return false;
}
