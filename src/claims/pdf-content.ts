// Decides whether a PDF holds what acts or cannot be looked into: names written plainly, with #xx escapes (ISO 32000-1, 7.3.5), or inside compressed object streams (7.5.7).

/** What raw deflate bytes (RFC 1951) become, or null when they are broken or become more than `most` bytes. A checksum behind them is nobody's concern. */
export type Inflate = (compressed: Uint8Array, most: number) => Uint8Array | null;

export type PdfDanger = 'active-content' | 'encrypted' | 'unreadable-content';

/** Names of actions and parts that run, send or carry something. A short name counts among printable text only: chance writes four bytes into any large picture. */
const active =
  /\/(?:JavaScript|Launch|EmbeddedFiles?|OpenAction|RichMedia|Rendition|SubmitForm|ImportData|GoToE)(?![\w-])|[\t\n\r -~]{6}\/(?:JS\s{0,9}[(<\d]|XFA(?![\w-]))/;
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
  let labels = 0;
  for (const { index } of text.matchAll(/\/ObjStm(?![\w-])/g)) {
    labels += 1;
    if (labels > mostStreams || hidden.test(dictionaryAround(text, index))) return 'unreadable-content';
  }
  let [read, left, seen] = [0, together, 0];
  for (const at of streamStarts(file)) {
    seen += 1;
    if (seen > mostStreams) return 'unreadable-content';
    if (beginsAsObjects(file.subarray(at, at + head))) read += 1; // not compressed: its names stand in the text
    else if (isZlib(file, at) && headsObjects(file.subarray(at + 2, at + 2 + head), inflate)) {
      const inside = left <= 0 ? null : inflate(file.subarray(at + 2), Math.min(left, largest));
      if (inside === null) return 'unreadable-content';
      left -= inside.length;
      read += 1;
      if (active.test(unescaped(textOf(inside)))) return 'active-content';
    }
  }
  return labels > read ? 'unreadable-content' : null;
}

/** An object stream under a predictor, compressed otherwise than by deflate, or by what stands elsewhere: nobody here reads it. */
const hidden = /\/(?:DecodeParms|DP|Predictor|LZW|ASCII|AHx|A85|RunLength|RL|Crypt)|\/F(?:ilter)?[\0\s]*\[?[\0\s]*\d/;

/** What stands around a name in its dictionary: from the beginning of the object to that of its stream, no more than a thousand characters either way. */
function dictionaryAround(text: string, index: number): string {
  const reach = 1_000; // not law: characters of a dictionary
  const before = text.slice(Math.max(0, index - reach), index);
  const after = text.slice(index, index + reach);
  return before.slice(before.lastIndexOf('obj') + 1) + (after.split('stream', 1)[0] ?? '');
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

/** Where the bytes of each stream begin: behind the keyword, whatever its dictionary says. */
function* streamStarts(file: Buffer): Generator<number> {
  const keyword = 'stream';
  for (let found = file.indexOf(keyword); found !== -1; found = file.indexOf(keyword, found + keyword.length)) {
    let at = found + keyword.length;
    while (at < file.length && [0, 9, 10, 12, 13, 32].includes(file[at] ?? -1)) at += 1;
    yield at;
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
