// Decides where the chart of accounts is read from: one file of the installation, read once.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { Fault } from '../kernel/fault.ts';
import { projectRoot } from '../platform/project-root.ts';
import { type ChartOfAccounts, readChart } from './chart-of-accounts.ts';

export const chartFile: string = path.join(projectRoot, 'accounts', 'chart.yaml');

let read: ChartOfAccounts | undefined;

/** The chart of this installation. Faults: bad-input `chart-of-accounts-wrong`, not-found `chart-of-accounts-missing`. */
export const chartOfAccounts = (): ChartOfAccounts => (read ??= loadChart(chartFile));

export function loadChart(file: string): ChartOfAccounts {
  let content: unknown;
  try {
    content = parse(readFileSync(file, 'utf8'), { uniqueKeys: true });
  } catch {
    throw new Fault(
      'not-found',
      'chart-of-accounts-missing',
      { id: 'Bagan akun (accounts/chart.yaml) tidak ada atau tidak terbaca.', en: 'The chart of accounts (accounts/chart.yaml) is missing or cannot be read.' },
      { file: path.basename(file) },
    );
  }
  return readChart(path.basename(file), content);
}
