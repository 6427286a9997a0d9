// Scores the reading of lists against a truth, row by row: rows in = rows out, no crash, and for each finding how often it is right (precision) and said (recall).
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { civilDate } from '../../src/kernel/date.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { findList, rowsOf } from '../../src/intake/list-file-client.ts';
import { placeOf, readList } from '../../src/intake/list.ts';

/** One line of a truth table; `outcome` is `refused` for a whole file. */
export interface TruthLine {
  readonly file: string;
  readonly sheet: string;
  readonly row: number;
  readonly outcome: string;
  readonly codes: readonly string[];
}

/** How one code fared. */
export interface CodeScore {
  readonly code: string;
  readonly expected: number;
  readonly said: number;
  readonly right: number;
  readonly precision: number;
  readonly recall: number;
}

export interface Score {
  readonly files: number;
  readonly rowsExpected: number;
  readonly rowsRead: number;
  readonly rowsLost: number;
  readonly rowsInvented: number;
  readonly outcomesRight: number;
  readonly refusalsExpected: number;
  readonly refusalsRight: number;
  readonly crashes: number;
  readonly slowestSeconds: number;
  readonly codes: readonly CodeScore[];
  readonly differences: readonly string[];
}

/** Reads a truth table: tab-separated, with the columns file, sheet, row, outcome, codes. */
export async function truthIn(file: string): Promise<readonly TruthLine[]> {
  const [, ...lines] = (await readFile(file, 'utf8')).split(/\r?\n/);
  return lines.flatMap((line) => {
    const [name = '', sheet = '', row = '', outcome = '', codes = ''] = line.split('\t');
    return name === '' ? [] : [{ file: name, sheet, row: Number(row), outcome, codes: codes.split(/[ ,;]+/).filter((code) => code !== '') }];
  });
}

const keyOf = ({ sheet, row }: { readonly sheet: string; readonly row: number }): string => `${sheet}!${row}`;
const on = civilDate('2025-06-20');

type Read = readonly { readonly sheet: string; readonly row: number; readonly outcome: string; readonly codes: readonly string[] }[];

/** What the product says of a file: its rows, the fault it is refused with, or the error it crashed with. */
async function readingOf(file: string): Promise<{ readonly rows: Read } | { readonly fault: string } | { readonly crash: string }> {
  try {
    const found = await findList(file);
    const { rows, hidden } = await rowsOf(found);
    const reading = readList(found.name, rows, on, undefined, hidden);
    return { rows: reading.rows.map(({ sheet, rowNo, outcome, findings }) => ({ sheet, row: placeOf(rowNo).row, outcome, codes: findings })) };
  } catch (error) {
    return error instanceof Fault ? { fault: error.code } : { crash: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

class Tally {
  readonly expected = new Map<string, number>();
  readonly said = new Map<string, number>();
  readonly right = new Map<string, number>();

  count(expected: readonly string[], said: readonly string[]): void {
    const add = (counts: Map<string, number>, code: string): void => void counts.set(code, (counts.get(code) ?? 0) + 1);
    for (const code of expected) add(this.expected, code);
    for (const code of said) add(this.said, code);
    for (const code of said) if (expected.includes(code)) add(this.right, code);
  }

  scores(): readonly CodeScore[] {
    const codes = [...new Set([...this.expected.keys(), ...this.said.keys()])].sort();
    return codes.map((code) => {
      const [expected, said, right] = [this.expected, this.said, this.right].map((counts) => counts.get(code) ?? 0) as [number, number, number];
      return { code, expected, said, right, precision: said === 0 ? 1 : right / said, recall: expected === 0 ? 1 : right / expected };
    });
  }
}

/** Scores every file of a folder that the truth names; files it does not name are read too, since none may crash. */
export async function scoreFolder(folder: string, truth: readonly TruthLine[]): Promise<Score> {
  const tally = new Tally();
  const differences: string[] = [];
  const sums = {
    rowsExpected: 0,
    rowsRead: 0,
    rowsLost: 0,
    rowsInvented: 0,
    outcomesRight: 0,
    refusalsExpected: 0,
    refusalsRight: 0,
    crashes: 0,
    slowestSeconds: 0,
  };
  const files = (await readdir(folder)).filter((name) => !/^(\.|truth\.)/.test(name)).sort();
  for (const file of files) {
    const lines = truth.filter((line) => line.file === file);
    const began = performance.now();
    const reading = await readingOf(path.join(folder, file));
    sums.slowestSeconds = Math.max(sums.slowestSeconds, (performance.now() - began) / 1000);
    if ('crash' in reading) {
      sums.crashes += 1;
      differences.push(`${file}: crashed: ${reading.crash}`);
      continue;
    }
    const refusal = lines.find(({ outcome }) => outcome === 'refused');
    if (refusal !== undefined || 'fault' in reading) {
      const expected = refusal?.codes ?? [];
      const said = 'fault' in reading ? [reading.fault] : [];
      tally.count(expected, said);
      if (refusal !== undefined) sums.refusalsExpected += 1;
      if (refusal !== undefined && 'fault' in reading) sums.refusalsRight += 1;
      if (refusal === undefined) sums.rowsLost += lines.length;
      if (expected.join() !== said.join())
        differences.push(`${file}: expected ${expected.join(' ') || 'to be read'}, said ${said.join(' ') || 'nothing: it was read'}`);
      if (!('rows' in reading)) {
        if (refusal === undefined) sums.rowsExpected += lines.length;
        continue;
      }
    }
    const rows = 'rows' in reading ? reading.rows : [];
    // Two tables side by side have two people in a row: the left one first.
    const known = new Map<string, Read[number][]>();
    for (const row of rows) known.set(keyOf(row), [...(known.get(keyOf(row)) ?? []), row]);
    const expectedRows = lines.filter(({ outcome }) => outcome !== 'refused');
    sums.rowsExpected += expectedRows.length;
    sums.rowsRead += rows.length;
    for (const line of expectedRows) {
      const row = known.get(keyOf(line))?.shift();
      tally.count(line.codes, row?.codes ?? []);
      if (row === undefined) sums.rowsLost += 1;
      else if (row.outcome === line.outcome) sums.outcomesRight += 1;
      const [wanted, got] = [
        `${line.outcome} ${[...line.codes].sort().join(' ')}`,
        row === undefined ? 'lost' : `${row.outcome} ${[...row.codes].sort().join(' ')}`,
      ];
      if (wanted !== got) differences.push(`${file} ${keyOf(line)}: expected ${wanted}, said ${got}`);
    }
    for (const row of [...known.values()].flat()) {
      sums.rowsInvented += 1;
      tally.count([], row.codes);
      differences.push(`${file} ${keyOf(row)}: no row of a person, said ${row.outcome} ${row.codes.join(' ')}`);
    }
  }
  return { files: files.length, ...sums, codes: tally.scores(), differences };
}

const percent = (value: number): string => `${(value * 100).toFixed(1)} %`.padStart(9);

/** The score for people. */
export function scoreText(score: Score): string {
  return [
    `${score.files} files: rows expected ${score.rowsExpected}, read ${score.rowsRead}, lost ${score.rowsLost}, invented ${score.rowsInvented}; outcomes right ${score.outcomesRight} of ${score.rowsExpected}`,
    `refused ${score.refusalsRight} of ${score.refusalsExpected} that must be; crashes ${score.crashes}; slowest file ${score.slowestSeconds.toFixed(2)} s`,
    '',
    `${'finding'.padEnd(44)} expected     said    right precision    recall`,
    ...score.codes.map(
      ({ code, expected, said, right, precision, recall }) =>
        `${code.padEnd(44)} ${String(expected).padStart(8)} ${String(said).padStart(8)} ${String(right).padStart(8)} ${percent(precision)} ${percent(recall)}`,
    ),
    ...(score.differences.length === 0 ? [] : ['', 'differences:', ...score.differences]),
    '',
  ].join('\n');
}
