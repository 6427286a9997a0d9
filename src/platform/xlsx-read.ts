// Decides how Excel workbooks are read.
import type { SheetLimits, SheetRow } from './sheet.ts';
export interface XlsxLimits extends SheetLimits { readonly entries: number; readonly inflatedBytes: number; readonly ratio: number }
export interface XlsxOptions { readonly file?: string; readonly limits?: Partial<XlsxLimits>; readonly hidden?: 'skip' | 'read' }
export async function* readXlsx(_source: string | Buffer, _options: XlsxOptions = {}): AsyncGenerator<SheetRow, void, undefined> { throw new Error('being written'); }
