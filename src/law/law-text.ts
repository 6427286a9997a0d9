// Decides how a value of the law is written for people: rupiah with dots, percent signs, lists and tables as lines; Indonesian first.
import { rupiahText } from '../kernel/money.ts';
import type { Bilingual, Parameter, ParameterValue, Unit } from './parameter.ts';

const unitWords: Partial<Record<Unit, string>> = {
  months: 'bulan / months',
  days: 'hari / days',
  'working-days': 'hari kerja / working days',
  hours: 'jam / hours',
  years: 'tahun / years',
  people: 'orang / people',
  jobs: 'pekerjaan / jobs',
  rows: 'baris / rows',
  megabytes: 'MB',
  'times-base': '× dasar penghasilan / income base',
};

const unitPair = new RegExp(
  Object.values(unitWords)
    .filter((pair) => pair.includes(' / '))
    .join('|'),
);

/** A value as lines of text; one line unless it is a list or a table. */
export function valueLines(value: ParameterValue, unit: Unit): readonly string[] {
  if (typeof value === 'bigint') return [rupiahText(value)];
  if (typeof value === 'number') return [unit === 'percent' ? `${value}%` : `${value} ${unitWords[unit] ?? ''}`.trim()];
  if (typeof value === 'string') return [value];
  const cells = (row: object) => Object.values(row).map((part) => (typeof part === 'bigint' ? rupiahText(part) : String(part)));
  if (unit === 'list') return [cells(value).join(', ')];
  if (unit === 'record') return Object.entries(value).map(([key, part]) => `${key}: ${String(part)}`);
  return Object.values(value).map((row) => cells(row as object).join(' | '));
}

/** What the codes of rules say (parameters of unit `rule`); a code that is missing is shown as it is. */
const ruleWords: Readonly<Record<string, Bilingual>> = {
  'when-treatment-ends': { id: 'sesudah pengobatan selesai', en: 'when treatment has ended' },
  'not-charged': { id: 'tidak ditagih', en: 'not charged' },
  'by-medical-need-without-ceiling': { id: 'menurut kebutuhan medis, tanpa batas biaya', en: 'by medical need, without a ceiling' },
  'each-up-to-its-maximum-added': { id: 'tiap jenis sampai batasnya, lalu dijumlahkan', en: 'each up to its maximum, added up' },
  'at-the-branch': { id: 'di kantor cabang', en: 'at the branch' },
  'set-by-the-programme': { id: 'ditetapkan program', en: 'set by the programme' },
  'first-contribution-posted': { id: 'sejak iuran pertama diposting', en: 'once the first contribution is posted' },
  'paid-in-full': { id: 'dibayar penuh', en: 'paid in full' },
  'carried-to-following-months': { id: 'diperhitungkan ke bulan berikutnya', en: 'carried to the following months' },
  'every-year': { id: 'setiap tahun', en: 'every year' },
  'paid-once': { id: 'dibayar satu kali', en: 'paid once' },
};

const isItem = (row: unknown): row is Bilingual => typeof row === 'object' && row !== null && 'id' in row && 'en' in row;

/** A value as lines in one language, for pages: an item of a list by its words and not its code, a chosen reading by what it says. */
export function valueWords(parameter: Pick<Parameter, 'unit' | 'alternatives'>, value: ParameterValue, locale: 'id' | 'en'): readonly string[] {
  const chosen = parameter.alternatives?.choices.find(({ name }) => name === value);
  if (chosen !== undefined) return [chosen[locale]];
  if (parameter.unit === 'rule' && typeof value === 'string') return [ruleWords[value]?.[locale] ?? value];
  if (Array.isArray(value) && value.every(isItem)) {
    return (value as readonly Bilingual[]).map((item) =>
      [item[locale], ...Object.values(item).flatMap((part: unknown) => (typeof part === 'bigint' ? [rupiahText(part)] : []))].join(', '),
    );
  }
  const place = locale === 'id' ? 0 : 1;
  return valueLines(value, parameter.unit).map((line) =>
    line.split(' ').length > 1 ? line.replace(unitPair, (pair) => pair.split(' / ')[place] ?? pair) : line,
  );
}

/** Two columns of label and lines, later lines indented under the first. */
export function labelled(rows: readonly (readonly [label: string, lines: readonly string[]])[]): string {
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows.flatMap(([label, lines]) => lines.map((line, place) => `${(place === 0 ? label : '').padEnd(width)}  ${line}`)).join('\n');
}

/** A table with columns as wide as their longest cell. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** The alternatives of an unsettled question as lines, the default marked with `*`. */
export function alternativeLines({ alternatives }: Pick<Parameter, 'alternatives'>): readonly string[] {
  if (alternatives === null) return [];
  const { choices, why } = alternatives;
  return [
    ...choices.map((choice) => `${choice.name === alternatives.default ? '*' : ' '} ${choice.name}: ${choice.id} / ${choice.en}`),
    `* ${why.id} / ${why.en}`,
  ];
}
