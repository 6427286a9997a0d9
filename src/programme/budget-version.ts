// Decides what a version of a programme's budget may say: which lines get how much for JKK and for JKM, in whole rupiah.
import { Fault } from '../kernel/fault.ts';
import { type Rupiah, total } from '../kernel/money.ts';
import type { Bilingual } from '../law/parameter.ts';

/** The budget as passed (APBD), a shift among lines, or the changed budget (APBD-P). */
export const budgetKinds = ['apbd', 'shift', 'apbd-p'] as const;
export type BudgetKind = (typeof budgetKinds)[number];
export const budgetKindWords: Readonly<Record<BudgetKind, Bilingual>> = {
  apbd: { id: 'APBD', en: 'Budget (APBD)' },
  shift: { id: 'Pergeseran', en: 'Shift among lines' },
  'apbd-p': { id: 'APBD-P', en: 'Changed budget (APBD-P)' },
};

/** What a version gives a line. */
export interface VersionLine {
  readonly line: string;
  readonly jkk: Rupiah;
  readonly jkm: Rupiah;
}

const unreadable = (text: string): Fault =>
  new Fault(
    'bad-input',
    'budget-lines-unreadable',
    {
      id: `"${text}" tidak dapat dibaca. Tulis: mata-anggaran:JKK:JKM, rupiah bulat, satu baris satu mata anggaran.`,
      en: `"${text}" cannot be read. Write: line:JKK:JKM, whole rupiah, one line each.`,
    },
    { column: 'lines' },
  );

/** Reads `line:jkk:jkm`, one a line (or between semicolons). Faults: bad-input `budget-lines-unreadable`, `budget-line-twice`. */
export function readVersionLines(text: string): readonly VersionLine[] {
  const lines = text
    .split(/[;\r\n]+/)
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((one): VersionLine => {
      const [, line = '', jkk = '', jkm = ''] = /^([A-Za-z0-9._-]+)\s*:\s*([\d.]+)\s*:\s*([\d.]+)$/.exec(one) ?? [];
      const [first, second] = [jkk, jkm].map((part) => part.replaceAll('.', ''));
      if (line === '' || !/^\d{1,15}$/.test(first ?? '') || !/^\d{1,15}$/.test(second ?? '')) throw unreadable(one);
      return { line, jkk: BigInt(first ?? ''), jkm: BigInt(second ?? '') };
    });
  if (lines.length === 0) throw unreadable(text);
  const twice = lines.find(({ line }, place) => lines.findIndex((other) => other.line === line) !== place);
  if (twice !== undefined)
    throw new Fault(
      'bad-input',
      'budget-line-twice',
      { id: `Mata anggaran ${twice.line} tertulis dua kali.`, en: `The line ${twice.line} stands twice.` },
      { column: 'lines' },
    );
  return lines;
}

/** A shift moves money among lines and changes no sum. Conflict fault: `shift-changes-the-sum`. */
export function refuseUnevenShift(kind: BudgetKind, lines: readonly VersionLine[], limits: ReadonlyMap<string, Rupiah>): void {
  if (kind !== 'shift') return;
  const [before, now] = [total(lines.map(({ line }) => limits.get(line) ?? 0n)), total(lines.map(({ jkk, jkm }) => jkk + jkm))];
  if (before === now) return;
  throw new Fault('conflict', 'shift-changes-the-sum', {
    id: 'Pergeseran tidak mengubah jumlah: sebutkan semua mata anggaran yang bergeser, atau pilih APBD-P.',
    en: 'A shift does not change the sum: name every line it touches, or choose APBD-P.',
  });
}
