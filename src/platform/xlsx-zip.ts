// Decides whether a file may be opened as an Excel workbook at all, and hands out its parts as text, never more than the limits allow.
import { isAscii, isUtf8 } from 'node:buffer';
import { open, readFile } from 'node:fs/promises';
import { constants, crc32, createInflateRaw, inflateRawSync } from 'node:zlib';
import { type Entry, fromBufferPromise, openPromise, type ZipFile } from 'yauzl';
import { Fault } from '../kernel/fault.ts';
import { emptyFile, missingFile } from './csv-bytes.ts';
import { fileTooLarge, type SheetLimits } from './sheet.ts';

/** Limits of a workbook: those of a sheet, entries in the zip, bytes of all parts read once inflated, and how many times larger one part may grow. */
export interface XlsxLimits extends SheetLimits {
  readonly entries: number;
  readonly inflatedBytes: number;
  readonly ratio: number;
}

/** The parts of an open workbook, by name without leading slash, compared without case. */
export interface Parts {
  has(name: string): boolean;
  /** The text of a part in pieces that end behind a `>`; nothing at all when the part is missing. */
  read(name: string): AsyncIterable<string>;
  /** Inflates every part and keeps none, so that what another program will unpack is known to be within the limits. */
  admit(): Promise<void>;
  close(): void;
}

const wholeInMemory = 8 * 1024 * 1024;
const inflateAtOnce = 1024 * 1024;
const ratioMattersFrom = 8 * 1024 * 1024;
const pieceBytes = 256 * 1024;
/** A few pieces are inflated in another thread while one is parsed. */
const inflateAhead = { chunkSize: pieceBytes, readableHighWaterMark: 4 * pieceBytes };
const greaterThan = 0x3e;

const refusal = (file: string, code: string, id: string, en: string): Fault => new Fault('bad-input', code, { id, en }, { file });

/** The fault for a workbook that is damaged or not what it says it is. `what` says which part, for support, and holds nothing of the content. */
export const corrupt = (file: string, what: string): Fault =>
  refusal(
    file,
    'workbook-damaged',
    `Berkas ${file} rusak atau tidak lengkap (${what}). Buka di Excel, simpan ulang sebagai .xlsx, lalu kirim lagi.`,
    `File ${file} is damaged or incomplete (${what}). Open it in Excel, save it as .xlsx and send it again.`,
  );

/** The fault for a workbook whose content is too large to be a list. */
export const tooBig = (file: string): Fault =>
  refusal(
    file,
    'workbook-too-large',
    `Isi berkas ${file} setelah dibuka terlalu besar untuk sebuah daftar. Salin hanya datanya ke buku kerja baru.`,
    `The content of file ${file} is too large for a list once unpacked. Copy only the data into a new workbook.`,
  );

/** The fault for a workbook under a password. */
export const xlsxEncrypted = (file: string): Fault =>
  refusal(
    file,
    'workbook-encrypted',
    `Berkas ${file} dilindungi kata sandi. Hapus kata sandinya lalu kirim ulang.`,
    `File ${file} is protected by a password. Remove the password and send it again.`,
  );

/** What people send under the name .xlsx, told apart by the first bytes. */
const otherFormat = (head: Buffer, file: string, whole: Buffer | null): Fault => {
  if (head.readUInt32BE(0) === 0xd0cf11e0) {
    if (whole?.includes(Buffer.from('EncryptedPackage', 'utf16le'))) {
      return xlsxEncrypted(file);
    }
    return refusal(
      file,
      'workbook-encrypted-or-old',
      `Berkas ${file} dilindungi kata sandi atau berformat Excel lama (.xls). Hapus kata sandinya atau simpan sebagai .xlsx.`,
      `File ${file} is protected by a password or in the old Excel format (.xls). Remove the password or save it as .xlsx.`,
    );
  }
  const start = head.toString('latin1').trimStart();
  const [id, en] = start.startsWith('%PDF')
    ? ['PDF', 'a PDF']
    : /^(\u00ef\u00bb\u00bf)?<(!doctype|html|table|\?xml)/i.test(start)
      ? ['halaman web', 'a web page']
      : head.every((byte) => byte >= 32 || (byte >= 9 && byte <= 13))
        ? ['berkas teks atau CSV', 'a text or CSV file']
        : ['berkas jenis lain', 'a file of another kind'];
  return refusal(
    file,
    'not-a-workbook',
    `Berkas ${file} bukan buku kerja Excel melainkan ${id}. Simpan sebagai .xlsx lalu kirim ulang.`,
    `File ${file} is not an Excel workbook but ${en}. Save it as .xlsx and send it again.`,
  );
};

const otherZip = (names: ReadonlyMap<string, Entry>, file: string): Fault | null => {
  if (names.has('xl/workbook.xml') || names.has('_rels/.rels')) {
    if (names.has('xl/workbook.bin'))
      return refusal(
        file,
        'not-a-workbook',
        `Berkas ${file} adalah buku kerja biner (.xlsb). Simpan sebagai .xlsx.`,
        `File ${file} is a binary workbook (.xlsb). Save it as .xlsx.`,
      );
    if (!names.has('word/document.xml') && !names.has('ppt/presentation.xml')) return null;
  }
  return refusal(
    file,
    'not-a-workbook',
    `Berkas ${file} bukan buku kerja Excel (.xlsx). Simpan daftarnya sebagai .xlsx lalu kirim ulang.`,
    `File ${file} is not an Excel workbook (.xlsx). Save the list as .xlsx and send it again.`,
  );
};

const load = async (path: string, file: string, limit: number): Promise<{ head: Buffer; whole: Buffer | null }> => {
  const handle = await open(path, 'r').catch((error: unknown) => {
    throw missingFile(error, file);
  });
  try {
    const { size } = await handle.stat();
    if (size > limit) throw fileTooLarge(file, limit);
    if (size <= wholeInMemory) {
      const whole = await readFile(handle);
      return { head: whole.subarray(0, 512), whole };
    }
    const { buffer } = await handle.read(Buffer.alloc(512), 0, 512, 0);
    return { head: buffer, whole: null };
  } finally {
    await handle.close();
  }
};

const decode = (bytes: Buffer, file: string, name: string): string => {
  if (isAscii(bytes)) return bytes.toString('latin1');
  if (isUtf8(bytes)) return bytes.toString('utf8');
  throw corrupt(file, `${name}: UTF-8`);
};

class ZipParts implements Parts {
  readonly #zip: ZipFile;
  readonly #whole: Buffer | null;
  readonly #file: string;
  readonly #limits: XlsxLimits;
  readonly #entries: ReadonlyMap<string, Entry>;
  #inflated = 0;

  constructor(zip: ZipFile, whole: Buffer | null, file: string, limits: XlsxLimits, entries: ReadonlyMap<string, Entry>) {
    this.#zip = zip;
    this.#whole = whole;
    this.#file = file;
    this.#limits = limits;
    this.#entries = entries;
  }

  has(name: string): boolean {
    return this.#entries.has(name.toLowerCase());
  }

  close(): void {
    this.#zip.close();
  }

  async *read(name: string): AsyncGenerator<string, void, undefined> {
    const entry = this.#entries.get(name.toLowerCase());
    if (entry === undefined) return;
    this.#admit(entry);
    if (this.#whole !== null && entry.uncompressedSize <= inflateAtOnce) {
      yield decode(await this.#atOnce(entry, this.#whole), this.#file, name);
      return;
    }
    let kept: Buffer = Buffer.alloc(0);
    for await (const piece of this.#pieces(entry)) {
      const bytes = kept.length === 0 ? piece : Buffer.concat([kept, piece]);
      const cut = bytes.lastIndexOf(greaterThan) + 1;
      if (cut > 0) yield decode(bytes.subarray(0, cut), this.#file, name);
      kept = bytes.subarray(cut);
    }
    if (kept.length > 0) yield decode(kept, this.#file, name);
  }

  async admit(): Promise<void> {
    for (const entry of this.#entries.values()) {
      this.#admit(entry);
      for await (const _ of this.#pieces(entry));
    }
  }

  /** By the sizes the file itself declares; that it keeps to them is checked while inflating. */
  #admit(entry: Entry): void {
    const { compressedSize, uncompressedSize, compressionMethod, fileName } = entry;
    if (entry.isEncrypted()) throw xlsxEncrypted(this.#file);
    if (compressionMethod !== 0 && compressionMethod !== 8) throw corrupt(this.#file, fileName);
    this.#inflated += uncompressedSize;
    if (this.#inflated > this.#limits.inflatedBytes) throw tooBig(this.#file);
    if (uncompressedSize > ratioMattersFrom && uncompressedSize > compressedSize * this.#limits.ratio) throw tooBig(this.#file);
  }

  /** The everyday case, a small part of a small file: no stream, no thread. */
  async #atOnce(entry: Entry, whole: Buffer): Promise<Buffer> {
    const { fileDataStart } = await this.#guard(entry, this.#zip.readLocalFileHeaderPromise(entry, { minimal: true }));
    const packed = whole.subarray(fileDataStart, fileDataStart + entry.compressedSize);
    let bytes = packed;
    try {
      if (entry.compressionMethod === 8)
        bytes = inflateRawSync(packed, {
          maxOutputLength: Math.max(1, entry.uncompressedSize),
          chunkSize: Math.max(constants.Z_MIN_CHUNK, entry.uncompressedSize),
        });
    } catch {
      throw corrupt(this.#file, entry.fileName);
    }
    if (bytes.length !== entry.uncompressedSize || crc32(bytes) !== entry.crc32) throw corrupt(this.#file, entry.fileName);
    return bytes;
  }

  async *#pieces(entry: Entry): AsyncGenerator<Buffer, void, undefined> {
    const packed = await this.#guard(entry, this.#zip.openReadStreamPromise(entry, { decodeFileData: false }));
    const inflate = createInflateRaw(inflateAhead);
    packed.on('error', (error) => inflate.destroy(error));
    let size = 0;
    let crc = 0;
    try {
      for await (const piece of entry.compressionMethod === 8 ? packed.pipe(inflate) : packed) {
        size += (piece as Buffer).length;
        if (size > entry.uncompressedSize) throw corrupt(this.#file, entry.fileName);
        crc = crc32(piece as Buffer, crc);
        yield piece as Buffer;
      }
    } catch (error) {
      throw error instanceof Fault ? error : corrupt(this.#file, entry.fileName);
    } finally {
      packed.destroy();
      inflate.destroy();
    }
    if (size !== entry.uncompressedSize || crc !== entry.crc32) throw corrupt(this.#file, entry.fileName);
  }

  async #guard<T>(entry: Entry, work: Promise<T>): Promise<T> {
    return work.catch(() => {
      throw corrupt(this.#file, entry.fileName);
    });
  }
}

/**
 * Opens a workbook from a path or from bytes. Small files are read whole, large ones by their parts. Faults, all before anything is
 * inflated: `file-missing`, `file-empty`, `file-too-large`, `workbook-encrypted`, `workbook-encrypted-or-old`, `not-a-workbook`,
 * `workbook-damaged`, `workbook-too-large`; the last two also while a part is read.
 */
export const openParts = async (source: string | Buffer, file: string, limits: XlsxLimits, as: 'workbook' | 'any' = 'workbook'): Promise<Parts> => {
  const { head, whole } = typeof source === 'string' ? await load(source, file, limits.fileBytes) : { head: source.subarray(0, 512), whole: source };
  if (head.length === 0) throw emptyFile(file);
  if (whole !== null && whole.length > limits.fileBytes) throw fileTooLarge(file, limits.fileBytes);
  if (head.length < 4 || head.toString('latin1', 0, 2) !== 'PK')
    throw otherFormat(head.length < 4 ? Buffer.concat([head, Buffer.from('    ')]) : head, file, whole);
  const options = { lazyEntries: true, autoClose: false };
  const zip = await (whole === null ? openPromise(source as string, options) : fromBufferPromise(whole, options)).catch(() => {
    throw corrupt(file, 'zip');
  });
  zip.on('error', () => undefined); // a listener must stay: yauzl may still report on closing
  try {
    if (zip.entryCount > limits.entries) throw tooBig(file);
    const entries = new Map<string, Entry>();
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName.toLowerCase(), entry);
    const other = as === 'any' ? null : otherZip(entries, file);
    if (other !== null) throw other;
    return new ZipParts(zip, whole, file, limits, entries);
  } catch (error) {
    zip.close();
    throw error instanceof Fault ? error : corrupt(file, 'zip');
  }
};
