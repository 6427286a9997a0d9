// Decides what a line of a bank statement is, whatever file it came in, and by which mark the same line in another file is known again.
import { sha256 } from '../kernel/digest.ts';
import type { CivilDate } from '../kernel/date.ts';
import type { Rupiah } from '../kernel/money.ts';
import { readRupiah } from './month-files.ts';

/** A line as read; a null day or amount could not be read. `line` is the line of the file. */
export interface StatementLine {
  readonly line: number;
  readonly on: CivilDate | null;
  readonly direction: 'debit' | 'credit';
  readonly amount: Rupiah | null;
  readonly reference: string;
  readonly description: string;
}

/** A line that was read whole. */
export interface ReadLine extends StatementLine {
  readonly on: CivilDate;
  readonly amount: Rupiah;
}

export const isRead = (line: StatementLine): line is ReadLine => line.on !== null && line.amount !== null && line.amount > 0n;

/** Whole rupiah with an optional sign; nothing and `-` are zero; null when it cannot be read. */
export function readSignedRupiah(text: string): Rupiah | null {
  const bare = text.trim();
  if (bare === '' || bare === '-') return 0n;
  if (/^[.,]0{1,2}$/.test(bare)) return 0n; // ".00", as one bank writes nothing
  const amount = readRupiah(bare.replace(/^[-+]/, ''));
  return amount === null ? null : bare.startsWith('-') ? -amount : amount;
}

/**
 * The marks of a file's lines: digest of day, direction, amount, reference and text, and which of the equal ones of that day it is. So the same line
 * in a daily and in a monthly statement, in whatever order, is one line; two equal transfers of a day are two.
 */
export function marksOf(lines: readonly ReadLine[]): readonly string[] {
  const seen = new Map<string, number>();
  return lines.map((line) => {
    const bare = sha256(JSON.stringify([line.on, line.direction, line.amount.toString(), tidy(line.reference), tidy(line.description)]));
    const place = (seen.get(bare) ?? 0) + 1;
    seen.set(bare, place);
    return `${bare}.${place}`;
  });
}

const tidy = (text: string): string => text.replace(/\s+/g, ' ').trim().toUpperCase();
