// Decides what bytes may be read as comma-separated text: UTF-8 with whole lines, and what to tell people when they are something else.
import { isAscii, isUtf8 } from 'node:buffer';
import { open } from 'node:fs/promises';
import { Fault } from '../kernel/fault.ts';

/** The fault for a file that is not there, and the passing on of every other error. */
export const missingFile = (error: unknown, file: string): unknown =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'
    ? new Fault(
        'not-found',
        'file-missing',
        { id: `Berkas ${file} tidak ditemukan. Periksa nama dan foldernya.`, en: `File ${file} was not found. Check its name and folder.` },
        { file },
      )
    : error;

/** The fault for a file of no bytes. */
export const emptyFile = (file: string): Fault =>
  new Fault(
    'bad-input',
    'file-empty',
    { id: `Berkas ${file} kosong. Kirim ulang berkas yang berisi data.`, en: `File ${file} is empty. Send the file with its content.` },
    { file },
  );

const newline = 0x0a;

const lineOf = (bytes: Buffer, at: number, firstLine: number): number => {
  let line = firstLine;
  for (let i = bytes.indexOf(newline); i !== -1 && i < at; i = bytes.indexOf(newline, i + 1)) line += 1;
  return line;
};

const firstBadLine = (bytes: Buffer, firstLine: number): number => {
  let start = 0;
  for (let line = firstLine; ; line += 1) {
    const end = bytes.indexOf(newline, start);
    if (end === -1 || !isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
  }
};

/** Refuses, by its first bytes, what people rename to .csv: workbooks, old workbooks, PDF, web pages, UTF-16. */
export const refuseOtherFormats = (head: Buffer, file: string): void => {
  const refuse = (code: string, id: string, en: string): never => {
    throw new Fault('bad-input', code, { id, en }, { file });
  };
  const magic = head.toString('latin1', 0, 4);
  if (magic.startsWith('PK\u0003\u0004') || magic === '\u00d0\u00cf\u0011\u00e0') {
    refuse(
      'workbook-named-csv',
      `Berkas ${file} adalah buku kerja Excel, bukan CSV. Kirim sebagai .xlsx atau simpan sebagai "CSV UTF-8".`,
      `File ${file} is an Excel workbook, not CSV. Send it as .xlsx or save it as "CSV UTF-8".`,
    );
  }
  if (magic === '%PDF') refuse('not-a-table', `Berkas ${file} adalah PDF, bukan daftar CSV.`, `File ${file} is a PDF, not a CSV list.`);
  if (magic.startsWith('\u00ff\u00fe') || magic.startsWith('\u00fe\u00ff')) {
    refuse(
      'not-utf8',
      `Berkas ${file} memakai pengodean UTF-16. Simpan ulang sebagai "CSV UTF-8".`,
      `File ${file} is encoded as UTF-16. Save it as "CSV UTF-8".`,
    );
  }
  if (/^\s*<(!doctype|html|table|\?xml)/i.test(head.toString('latin1', 0, 64).replace(/^\u00ef\u00bb\u00bf/, ''))) {
    refuse(
      'not-a-table',
      `Berkas ${file} adalah halaman web, bukan CSV. Buka di Excel lalu simpan sebagai "CSV UTF-8".`,
      `File ${file} is a web page, not CSV. Open it in Excel and save it as "CSV UTF-8".`,
    );
  }
};

/** Text of bytes that hold whole lines, the first of them numbered `firstLine`. Faults: `not-utf8` and `nul-character`, with their line. */
export const decodeLines = (bytes: Buffer, firstLine: number, file: string): string => {
  const nul = bytes.indexOf(0);
  if (nul !== -1) {
    const row = lineOf(bytes, nul, firstLine);
    throw new Fault(
      'bad-input',
      'nul-character',
      {
        id: `Baris ${row} berisi karakter NUL; berkas rusak. Ekspor ulang berkasnya.`,
        en: `Line ${row} holds a NUL character; the file is damaged. Export it again.`,
      },
      { file, row },
    );
  }
  if (isAscii(bytes)) return bytes.toString('latin1');
  if (isUtf8(bytes)) return bytes.toString('utf8');
  const row = firstBadLine(bytes, firstLine);
  throw new Fault(
    'bad-input',
    'not-utf8',
    { id: `Baris ${row} bukan teks UTF-8. Simpan ulang sebagai "CSV UTF-8".`, en: `Line ${row} is not UTF-8 text. Save the file as "CSV UTF-8".` },
    { file, row },
  );
};

/**
 * The bytes of a file cut behind a line end, about `blockBytes` at a time; only the last block may lack its line end. A block is valid until
 * the next is asked for (the memory is used again). A line longer than a block makes that block longer, up to `maxLine`, then faults.
 */
export async function* lineBlocks(path: string, file: string, blockBytes: number, maxLine = 8 * 1024 * 1024): AsyncGenerator<Buffer, void, undefined> {
  const handle = await open(path, 'r').catch((error: unknown) => {
    throw missingFile(error, file);
  });
  try {
    let memory = Buffer.allocUnsafeSlow(blockBytes);
    let kept = 0;
    for (;;) {
      if (kept === memory.length) {
        if (kept > maxLine)
          throw new Fault(
            'bad-input',
            'line-too-long',
            {
              id: `Berkas ${file} memuat baris yang terlalu panjang; ini bukan tabel CSV.`,
              en: `File ${file} has a line that is too long; this is not a CSV table.`,
            },
            { file },
          );
        const larger = Buffer.allocUnsafeSlow(memory.length * 2);
        memory.copy(larger, 0, 0, kept);
        memory = larger;
      }
      const { bytesRead } = await handle.read(memory, kept, memory.length - kept);
      if (bytesRead === 0) break;
      const end = kept + bytesRead;
      const cut = memory.subarray(0, end).lastIndexOf(newline) + 1;
      if (cut > 0) {
        yield memory.subarray(0, cut);
        memory.copy(memory, 0, cut, end);
      }
      kept = end - cut;
    }
    if (kept > 0) yield memory.subarray(0, kept);
  } finally {
    await handle.close();
  }
}
