// Measures the matcher on two lists that correspond one to one (`npm run bench -- reconcile --data LEFT RIGHT`): how many pairs it finds, and how many of them are right.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Movement, pairUp, usualAllowance } from '../src/contributions/one-to-one.ts';
import { civilDate } from '../src/kernel/date.ts';
import { readCsvSheet } from '../src/platform/csv.ts';
import { cellText } from '../src/platform/sheet.ts';

const side = z.strictObject({ id: z.string(), day: z.string(), amount: z.string(), text: z.array(z.string()), kind: z.string().optional() });
const profileSchema = z.strictObject({
  left: side,
  right: side,
  kinds: z.strictObject({ debit: z.array(z.string()), credit: z.array(z.string()) }),
  truth: z.enum(['digits-of-id', 'id']),
});
type Profile = z.output<typeof profileSchema>;

const usage = `npm run bench -- reconcile --data <left.csv> <right.csv>
  --profile <file.yaml>   which column is what (bench/reconcile-profile.yaml unless given)
  --wrong                 lists what was paired wrongly or not at all
  --json                  one object instead of words
`;

/** An amount with up to two decimals, in hundredths. */
function hundredths(text: string): bigint {
  const [, sign = '', whole = '', part = ''] = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(text.replaceAll(',', '').trim()) ?? [];
  if (whole === '') throw new Error(`not an amount: ${text}`);
  const amount = BigInt(whole) * 100n + BigInt(part.padEnd(2, '0'));
  return sign === '' ? amount : -amount;
}

async function readSide(file: string, of: Profile['left'], kinds: Profile['kinds']): Promise<readonly Movement[]> {
  let header: string[] | null = null;
  const records: Movement[] = [];
  for await (const { cells } of readCsvSheet(file)) {
    const row = Array.from({ length: cells.length }, (_, place) => cellText(cells, place).trim());
    if (header === null) {
      header = row;
      for (const name of [of.id, of.day, of.amount, ...of.text]) if (!row.includes(name)) throw new Error(`${file} has no column "${name}"`);
      continue;
    }
    const names: readonly string[] = header;
    const at = (name: string | undefined): string => (name === undefined ? '' : (row[names.indexOf(name)] ?? ''));
    const mark = at(of.kind).toUpperCase();
    const kind = kinds.debit.includes(mark) ? 'debit' : kinds.credit.includes(mark) ? 'credit' : '';
    records.push({ id: at(of.id), on: civilDate(at(of.day).slice(0, 10)), amount: hundredths(at(of.amount)), kind, text: of.text.map(at).join(' ') });
  }
  return records;
}

const percent = (part: number, whole: number): string => (whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`);

const { values, positionals } = parseArgs({
  args: process.argv.slice(2).filter((word) => word !== 'reconcile'),
  allowPositionals: true,
  options: { data: { type: 'string' }, profile: { type: 'string' }, wrong: { type: 'boolean' }, json: { type: 'boolean' } },
});
const [left, right] = [values.data, ...positionals];
if (left === undefined || right === undefined) {
  process.stderr.write(usage);
  process.exitCode = 2;
} else {
  const profile = profileSchema.parse(parse(await readFile(values.profile ?? fileURLToPath(new URL('reconcile-profile.yaml', import.meta.url)), 'utf8')));
  const [ours, theirs] = [await readSide(left, profile.left, profile.kinds), await readSide(right, profile.right, profile.kinds)];
  const truth = (id: string): string => (profile.truth === 'id' ? id : id.replace(/\D/g, ''));
  const began = performance.now();
  const pairs = pairUp(ours, theirs, usualAllowance);
  const milliseconds = Math.round(performance.now() - began);
  const same = new Set(theirs.map(({ id }) => truth(id)));
  const possible = ours.filter(({ id }) => same.has(truth(id))).length;
  const correct = pairs.filter((pair) => truth(pair.left) === truth(pair.right)).length;
  const result = { left: ours.length, right: theirs.length, possible, pairs: pairs.length, correct, milliseconds };
  const precision = percent(correct, pairs.length);
  const recall = percent(correct, possible);
  process.stdout.write(
    values.json === true
      ? `${JSON.stringify({ ...result, precision, recall })}\n`
      : `${ours.length} and ${theirs.length} records, ${possible} of them the same: ${pairs.length} pairs, ${correct} right in ${milliseconds} ms\nprecision ${precision}   recall ${recall}\n`,
  );
  if (values.wrong === true) {
    const [byLeft, byRight] = [new Map(ours.map((one) => [one.id, one])), new Map(theirs.map((one) => [one.id, one]))];
    const show = (one: Movement | undefined): string => (one === undefined ? '-' : `${one.id} ${one.on} ${one.amount} ${one.text}`);
    for (const pair of pairs)
      if (truth(pair.left) !== truth(pair.right))
        process.stdout.write(`wrong ${pair.score}: ${show(byLeft.get(pair.left))} | ${show(byRight.get(pair.right))}\n`);
    const paired = new Set(pairs.map((pair) => pair.left));
    for (const one of ours)
      if (!paired.has(one.id))
        process.stdout.write(
          `alone: ${show(one)} | ${theirs
            .filter(({ id }) => truth(id) === truth(one.id))
            .map(show)
            .join(' ')}\n`,
        );
  }
}
