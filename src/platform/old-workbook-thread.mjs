// Decides nothing: reads an old or foreign workbook with SheetJS in a thread of its own, whose memory is bounded, and hands its cells over as they stand.
import { parentPort, workerData } from 'node:worker_threads';
import * as xlsx from '@e965/xlsx';

const { bytes, rows, columns, hidden: readHidden } = workerData;
const kinds = { s: 'text', n: 'number', b: 'boolean', e: 'error', d: 'date' };

const cellOf = (cell) => {
  if (cell === undefined || cell.t === 'z') return null;
  const kind = cell.f === undefined ? kinds[cell.t] : 'formula';
  if (cell.t === 'e') return { kind, text: cell.w ?? '#ERROR', serial: null, number: false };
  const serial = cell.t === 'n' && typeof cell.z === 'string' && xlsx.SSF.is_date(cell.z) ? cell.v : null;
  const text =
    cell.v instanceof Date ? cell.v.toISOString().replace(/T00:00:00.*|\.\d+Z$/, '') : cell.t === 'b' ? (cell.v ? 'TRUE' : 'FALSE') : String(cell.v ?? '');
  return text === '' && kind !== 'formula' ? null : { kind, text, serial, number: kind === 'formula' && cell.t === 'n' };
};

const rowsOf = (sheet) => {
  const dense = sheet['!data'] ?? [];
  const found = [];
  for (let at = 0; at < dense.length; at += 1) {
    const cells = (dense[at] ?? []).slice(0, columns + 1);
    const read = Array.from(cells, cellOf);
    while (read.length > 0 && read.at(-1) === null) read.pop();
    if (read.length > 0) found.push({ row: at + 1, hidden: sheet['!rows']?.[at]?.hidden === true, cells: read });
  }
  return found;
};

try {
  const book = xlsx.read(bytes, {
    type: 'buffer',
    dense: true,
    raw: true,
    cellNF: true,
    cellText: false,
    cellHTML: false,
    cellStyles: true,
    sheetRows: rows + 1,
  });
  parentPort.postMessage({
    from1904: book.Workbook?.WBProps?.date1904 === true,
    sheets: book.SheetNames.map((name, at) => {
      const hidden = (book.Workbook?.Sheets?.[at]?.Hidden ?? 0) !== 0;
      if (hidden && !readHidden) return { name, hidden, hiddenColumns: [], rows: [] };
      const hiddenColumns = (book.Sheets[name]['!cols'] ?? []).slice(0, columns).flatMap((column, index) => (column?.hidden === true ? [index] : []));
      return { name, hidden, hiddenColumns, rows: rowsOf(book.Sheets[name]) };
    }),
  });
} catch (error) {
  parentPort.postMessage({ fault: /password|encrypt/i.test(String(error?.message)) ? 'encrypted' : 'damaged' });
}
