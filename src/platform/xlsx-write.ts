// Decides how Excel workbooks are written.
import type { WrittenFile } from './sheet.ts';
export type XlsxRow = readonly (string | null)[];
export interface XlsxSheet { readonly name: string; readonly header: readonly string[]; readonly widths?: readonly number[]; readonly rows: Iterable<XlsxRow> | AsyncIterable<XlsxRow> }
export interface XlsxWriteOptions { readonly durable?: boolean }
export async function writeXlsx(_path: string, _sheets: readonly XlsxSheet[], _options: XlsxWriteOptions = {}): Promise<WrittenFile> { throw new Error('being written'); }
