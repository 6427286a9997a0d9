// Measures how long large lists take from file to judged rows, and the largest memory of Node: each in a fresh process that does nothing else.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeCsv } from '../../src/platform/csv-write.ts';
import { writeXlsx } from '../../src/platform/xlsx-write.ts';
import { person } from './people.ts';

/** One large list as read. */
export interface ListSpeed {
  readonly file: string;
  readonly rows: number;
  readonly seconds: number;
  /** Processor time: what to believe on a machine others use. */
  readonly cpuSeconds: number;
  readonly peakMb: number;
}

const header = ['NO', 'NIK', 'NO KK', 'NAMA', 'TEMPAT LAHIR', 'TANGGAL LAHIR', 'L/P', 'ALAMAT', 'DUSUN', 'RT/RW', 'PEKERJAAN', 'KET'];

function* rowsOf(count: number): Generator<readonly string[]> {
  for (let n = 1; n <= count; n += 1) {
    const { nik, kk, name, place, birth, sex } = person(n);
    yield [String(n), nik, kk, name, place, birth, sex, `Jl. Ade Irma ${n % 90}`, `Dusun ${n % 7}`, '003/001', 'Petani', ''];
  }
}

/** Reads one file in a process of its own. */
function readAlone(file: string): Promise<ListSpeed> {
  const program = fileURLToPath(new URL('./read-one.ts', import.meta.url));
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', program, file], { stdio: ['ignore', 'pipe', 'inherit'] });
    let answer = '';
    child.stdout.on('data', (text: Buffer) => (answer += text.toString()));
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve(JSON.parse(answer) as ListSpeed) : reject(new Error(`reading ${path.basename(file)} ended with ${code ?? 'a signal'}`)),
    );
  });
}

/** A workbook of 100,000 rows and a CSV of 300,000 (or `rows` of each): written, read, forgotten. */
export async function measureLists(rows?: number): Promise<readonly ListSpeed[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'payung-large-lists-'));
  try {
    const [xlsx, csv] = [path.join(folder, 'large.xlsx'), path.join(folder, 'large.csv')];
    await writeXlsx(xlsx, [{ name: 'Daftar', header, rows: rowsOf(rows ?? 100_000) }], { durable: false });
    await writeCsv(csv, header, rowsOf(rows ?? 300_000), { durable: false });
    return [await readAlone(xlsx), await readAlone(csv)];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The figures for people, beside what they are held against. */
export const speedText = (speeds: readonly ListSpeed[]): string =>
  [
    '',
    'large lists, file to judged rows (aim: 100,000 rows of a workbook within 15 s and 512 MB)',
    ...speeds.map(
      ({ file, rows, seconds, cpuSeconds, peakMb }) =>
        `${file.padEnd(14)} ${String(rows).padStart(8)} rows  ${seconds.toFixed(2).padStart(7)} s  ${cpuSeconds.toFixed(2).padStart(7)} s cpu  ${String(peakMb).padStart(5)} MB`,
    ),
    '',
  ].join('\n');
