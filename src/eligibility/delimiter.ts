// Decides by which sign the cells of a CSV file were divided, from how its reader understood the file.
import type { SheetRow } from '../intake/sheet-row.ts';

const signs = [';', ',', '\t', '|'] as const;
export type Delimiter = (typeof signs)[number];

/** The sign by which the first lines divide into as many cells as were read; the comma where nothing tells. */
export function delimiterOf(bytes: Buffer, rows: readonly SheetRow[]): Delimiter {
  const lines = bytes
    .subarray(0, 64 * 1024)
    .toString('latin1')
    .split(/\r\n|\n|\r/);
  const fits = (sign: Delimiter): number =>
    rows.slice(0, 20).filter((row) => {
      const line = lines[row.rowNumber - 1]?.replace(/"[^"]*"/g, '') ?? '';
      const parts = line.split(sign).length;
      return row.cells.length > 1 && parts >= row.cells.length && line.includes(sign);
    }).length;
  const [best] = signs.map((sign) => ({ sign, fits: fits(sign) })).sort((a, b) => b.fits - a.fits);
  return best === undefined || best.fits === 0 ? ',' : best.sign;
}
