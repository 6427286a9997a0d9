// Decides how the law is asked at the command line: parameters with their sources, a month's contribution, a month's due date.
import type { Command } from 'commander';
import { civilDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import { rupiahText } from '../kernel/money.ts';
import { monthFrom } from '../kernel/month.ts';
import { contribution, payers, sectors } from './contribution.ts';
import { dueDate, segments } from './due-date.ts';
import { type Citation, citationJson, jsonValue, parameterOf } from './law.ts';
import { loadLaw } from './law-store.ts';
import { alternativeLines, labelled, table, valueLines } from './law-text.ts';
import { type DatedValue, type Parameter, valueOn } from './parameter.ts';

/** Where the law files are and how to answer; `json()` is the program-wide option. */
export interface LawCommandContext {
  readonly lawDir: string;
  print(text: string): void;
  json(): boolean;
}

interface Json {
  readonly json?: boolean;
}

/** Adds `law show`, `law list`, `law contribution` and `law due`. Faults are thrown, for the command line to turn into exit codes. */
export function registerLawCommands(program: Command, context: LawCommandContext): void {
  const law = program.command('law').description('aturan hukum bertanggal dan sumbernya / the dated law and its sources');
  const answer = (options: Json, json: () => unknown, text: () => string) =>
    context.print(options.json === true || context.json() ? JSON.stringify(json(), null, 2) : text());

  law
    .command('show <name>')
    .description('satu parameter pada satu tanggal / one parameter on a date')
    .option('--on <date>', 'tanggal YYYY-MM-DD; tanpa ini semua nilainya / date; without it, all its values')
    .option('--json', 'JSON')
    .action((name: string, options: Json & { on?: string }) => {
      const loaded = loadLaw(context.lawDir);
      const parameter = parameterOf(loaded, name);
      const on = options.on === undefined ? null : civilDate(options.on);
      const held = on === null ? parameter.values : [valueOn(parameter, on)];
      answer(
        options,
        () => ({
          ...heading(parameter),
          on,
          ...(on === null ? {} : valueJson(held[0])),
          values: parameter.values.map(valueJson),
          alternatives: parameter.alternatives,
          version: loaded.version,
        }),
        () => labelled([...headingRows(parameter), ...held.flatMap((dated) => valueRows(parameter, dated)), ...questionRows(parameter)]),
      );
    });

  law
    .command('list')
    .description('semua parameter / every parameter')
    .option('--json', 'JSON')
    .action((options: Json) => {
      const loaded = loadLaw(context.lawDir);
      const parameters = [...loaded.parameters.values()];
      answer(
        options,
        () => ({
          version: loaded.version,
          parameters: parameters.map((parameter) => ({ ...heading(parameter), ...valueJson(parameter.values.at(-1)), open: parameter.alternatives !== null })),
        }),
        () =>
          table([
            ['parameter', 'nilai terakhir / last value', 'sejak / from', 'keyakinan / confidence', 'judul / title'],
            ...parameters.map((parameter) => {
              const last = parameter.values.at(-1);
              return [parameter.name, shortValue(parameter), last?.from ?? '', last?.confidence ?? '', `${parameter.title.id} / ${parameter.title.en}`];
            }),
          ]),
      );
    });

  law
    .command('contribution')
    .description("iuran satu orang satu bulan / one person's contribution for a month")
    .requiredOption('--income <rupiah>', 'penghasilan sebulan / income a month')
    .requiredOption('--month <month>', 'bulan YYYY-MM / month')
    .requiredOption('--payer <payer>', payers.join(' | '))
    .option('--sector <sector>', sectors.join(' | '), 'other')
    .option('--json', 'JSON')
    .action((options: Json & { income: string; month: string; payer: string; sector: string }) => {
      const owed = contribution({
        law: loadLaw(context.lawDir),
        income: wholeRupiah(options.income),
        month: monthFrom(options.month),
        payer: wordOf(payers, options.payer, 'payer'),
        sector: wordOf(sectors, options.sector, 'sector'),
      });
      const { base, jkk, jkm, total, relief, citations } = owed;
      answer(
        options,
        () => ({ ...(jsonValue({ base, jkk, jkm, total, relief }) as object), parameters: citations.map(citationJson) }),
        () =>
          [
            labelled([
              ['Dasar penghasilan / base', [rupiahText(base)]],
              ['JKK', [rupiahText(jkk)]],
              ['JKM', [rupiahText(jkm)]],
              ['Jumlah / total', [rupiahText(total)]],
              [
                'Keringanan / relief',
                [
                  relief === null
                    ? owed.excluded === null
                      ? 'tidak ada / none'
                      : 'tidak, dibayar pemerintah / no, paid by government'
                    : `${relief.percent}% (${rupiahText(relief.saved)})`,
                ],
              ],
            ]),
            '',
            citationTable(citations),
          ].join('\n'),
      );
    });

  law
    .command('due')
    .description('jatuh tempo iuran satu bulan / due date of a month')
    .requiredOption('--month <month>', 'bulan YYYY-MM / month')
    .option('--segment <segment>', segments.join(' | '), 'bpu')
    .option('--json', 'JSON')
    .action((options: Json & { month: string; segment: string }) => {
      const month = monthFrom(options.month);
      const segment = wordOf(segments, options.segment, 'segment');
      const { citations, unsettled: _, ...dates } = dueDate({ law: loadLaw(context.lawDir), month, segment });
      answer(
        options,
        () => ({ month, segment, ...dates, parameters: citations.map(citationJson) }),
        () =>
          [
            labelled([
              ['Jatuh tempo / due', [dates.due]],
              ['Tanggal asal / nominal', [dates.nominal]],
              ...(dates.skipped.length === 0
                ? []
                : [['Dilewati / skipped', dates.skipped.map((day) => `${day.date} ${day.name.id} / ${day.name.en}`)] as const]),
              ...(dates.dueIfCollectiveLeaveIsOff === dates.due
                ? []
                : [['Bila cuti bersama libur / if collective leave is off', [dates.dueIfCollectiveLeaveIsOff]] as const]),
            ]),
            '',
            citationTable(citations),
          ].join('\n'),
      );
    });
}

const heading = ({ name, title, unit, article }: Parameter) => ({ name, title, unit, article });

const valueJson = (dated: DatedValue | undefined) =>
  dated === undefined
    ? {}
    : { value: jsonValue(dated.value), from: dated.from, to: dated.to, source: dated.source, confidence: dated.confidence, note: dated.note };

type Row = readonly [string, readonly string[]];

const headingRows = ({ name, title, unit, article }: Parameter): readonly Row[] => [
  ['Parameter', [name]],
  ['Judul / title', [title.id, title.en]],
  ['Satuan / unit', [unit]],
  ['Pasal / article', [article]],
];

const valueRows = ({ unit }: Parameter, dated: DatedValue): readonly Row[] => [
  ['Berlaku / in force', [`${dated.from} .. ${dated.to ?? ''}`]],
  ['Nilai / value', valueLines(dated.value, unit)],
  ['Sumber / source', [dated.source]],
  ['Keyakinan / confidence', [dated.confidence]],
  ...(dated.note === null ? [] : [['Catatan / note', [dated.note.id, dated.note.en]] as const]),
];

const questionRows = (parameter: Parameter): readonly Row[] =>
  parameter.alternatives === null ? [] : [['Belum pasti / unsettled', alternativeLines(parameter)]];

const shortValue = (parameter: Parameter): string => {
  const last = parameter.values.at(-1);
  const lines = last === undefined ? [] : valueLines(last.value, parameter.unit);
  return lines.length === 1 ? (lines[0] ?? '') : `(${lines.length} baris / rows)`;
};

const citationTable = (citations: readonly Citation[]): string =>
  table([
    ['parameter', 'nilai / value', 'pasal / article', 'sejak / from', 'keyakinan / confidence'],
    ...citations.map((cited) => [cited.parameter, citedText(cited), cited.article, cited.from, cited.confidence]),
  ]);

const citedText = ({ value, unit }: Citation): string => {
  if (typeof value === 'object' && 'base' in value && typeof value.base === 'bigint') return rupiahText(value.base);
  const lines = valueLines(value as DatedValue['value'], unit);
  return lines.length === 0 ? '-' : lines.join('; ');
};

function wholeRupiah(text: string): bigint {
  if (/^\d{1,15}$/.test(text)) return BigInt(text);
  throw new Fault('bad-input', 'income-not-whole-rupiah', {
    id: `Penghasilan "${text}" harus rupiah bulat tanpa titik, misalnya 1250000.`,
    en: `The income "${text}" must be whole rupiah without dots, for example 1250000.`,
  });
}

function wordOf<T extends string>(words: readonly T[], text: string, what: string): T {
  const word = words.find((known) => known === text);
  if (word !== undefined) return word;
  throw new Fault('bad-input', `${what}-not-known`, {
    id: `"${text}" tidak dikenal; pilih ${words.join(', ')}.`,
    en: `"${text}" is not known; choose ${words.join(', ')}.`,
  });
}
