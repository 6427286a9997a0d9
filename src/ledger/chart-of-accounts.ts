// Decides what a chart of accounts may say (numbers, kinds and titles of the sorts of accounts, titles of transfers), and whether it covers what is booked on.
import { z } from 'zod';
import { Fault } from '../kernel/fault.ts';
import type { Bilingual } from '../law/parameter.ts';
import type { AccountKind } from './chart.ts';

const text = z.string().trim().min(1);
const shape = z.strictObject({
  sorts: z
    .array(
      z.strictObject({
        sort: z.string().regex(/^[a-z0-9-]+$/),
        number: text,
        kind: z.enum(['asset', 'liability', 'expense', 'memorandum']),
        id: text,
        en: text,
      }),
    )
    .min(1),
  transfers: z.array(z.strictObject({ kind: z.string().regex(/^[a-z0-9-]+$/), id: text, en: text })).min(1),
});

/** A sort of account as the chart has it. */
export interface AccountSort extends Bilingual {
  readonly sort: string;
  readonly number: string;
  readonly kind: AccountKind;
}

export interface ChartOfAccounts {
  /** In the order of the file, which is the order of reports. */
  readonly sorts: readonly AccountSort[];
  readonly transfers: ReadonlyMap<string, Bilingual>;
}

/** Reads the chart from a parsed file. Fault: bad-input `chart-of-accounts-wrong`, naming the field. */
export function readChart(file: string, content: unknown): ChartOfAccounts {
  const wrong = (column: string): Fault =>
    new Fault(
      'bad-input',
      'chart-of-accounts-wrong',
      { id: `Bagan akun salah pada "${column}".`, en: `The chart of accounts is wrong at "${column}".` },
      { file, column },
    );
  const read = shape.safeParse(content);
  if (!read.success) throw wrong(read.error.issues[0]?.path.join('.') ?? '');
  const { sorts, transfers } = read.data;
  for (const column of ['sort', 'number'] as const) {
    const twice = sorts.findIndex((one, place) => sorts.findIndex((other) => other[column] === one[column]) < place);
    if (twice !== -1) throw wrong(`sorts.${twice}.${column}`);
  }
  return { sorts, transfers: new Map(transfers.map(({ kind, id, en }) => [kind, { id, en }])) };
}

/** The row of an account's sort. Fault: bad-input `account-not-in-chart`: something was booked that the chart does not know. */
export function sortIn(chart: ChartOfAccounts, account: string): AccountSort {
  const sort = account.slice(0, account.indexOf(':'));
  const found = chart.sorts.find((one) => one.sort === sort);
  if (found !== undefined) return found;
  throw new Fault('bad-input', 'account-not-in-chart', {
    id: `Golongan akun "${sort}" belum ada di bagan akun; tambahkan di accounts/chart.yaml.`,
    en: `The sort of account "${sort}" is not in the chart of accounts; add it to accounts/chart.yaml.`,
  });
}
