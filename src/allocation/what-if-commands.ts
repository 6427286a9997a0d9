// Decides how what-if is asked at the command line.
import { type Command, Option } from 'commander';
import { inputOf } from '../web/operation.ts';
import { rupiahText } from '../kernel/money.ts';
import { findingOf } from '../eligibility/told-row.ts';
import { type CommandContext, columns } from '../platform/command-context.ts';
import { sharingMethods } from '../programme/sharing.ts';
import { whatIfOperations, wishesIn } from './what-if-routes.ts';
import { type Scenario, type WhatIf, whatIf } from './what-if-steps.ts';
import { whatIfBases } from './what-if.ts';

const options: readonly (readonly [flag: string, value: string, words: string, choices?: readonly string[]])[] = [
  ['budget', '<rupiah>', 'pagu / budget'],
  ['first', '<month>', 'bulan pertama / first month'],
  ['months', '<number>', 'jumlah bulan / months'],
  ['places', '<number>', 'jumlah tempat / places'],
  ['decile', '<number>', 'sampai desil / up to decile'],
  ['age-from', '<years>', 'umur dari / age from'],
  ['age-to', '<years>', 'umur sampai / age to'],
  ['method', '<method>', 'cara membagi tempat / how places are shared', sharingMethods],
  ['base', '<base>', 'dasar pembagian / shared over', whatIfBases],
  ['reallocate', '<yes-no>', 'pindahkan tempat kosong / move unused places', ['yes', 'no']],
  ['share', '<fraction>', 'bagian iuran yang ditanggung, mis. 1/2 / part of the contribution carried'],
];

/** Adds `simulate PROGRAMME`; every option once more with a 2 for the second choice. */
export function registerWhatIfCommands(program: Command, context: CommandContext): void {
  const command = program
    .command('simulate <programme>')
    .description('seandainya: hitung pilihan tanpa mengubah apa pun / what if: work out choices, change nothing');
  for (const second of ['', '2']) {
    for (const [flag, value, words, choices] of options) {
      const option = new Option(`--${flag}${second} ${value}`, second === '' ? words : `pilihan kedua: ${words}`);
      command.addOption(choices === undefined ? option : option.choices(choices));
    }
  }
  command.action(async (programme: string, given: Record<string, unknown>) => {
    const { programme: name, ...input } = inputOf(whatIfOperations.simulate, { ...given, programme });
    const workplace = await context.open();
    const made = await whatIf(workplace, context.actor(), name, wishesIn(input));
    context.result({ ...made, names: Object.fromEntries(made.names) }, made.scenarios.map((scenario, index) => textOf(made, scenario, index)).join('\n\n'));
  });
}

const words = { places: 'jumlah tempat', money: 'anggaran', people: 'jumlah orang yang memenuhi syarat' } as const;

function textOf({ names }: WhatIf, { choice, coverage, limitedBy, costs, cost, reachFull, expected }: Scenario, index: number): string {
  const tenths = (number: number): string => (number / 10).toFixed(1);
  return [
    `Pilihan ${index === 0 ? 'A' : 'B'}: ${choice.months} bulan dari ${choice.first}, pagu ${rupiahText(choice.budget)}, ${choice.places} tempat, desil s.d. ${choice.decile ?? '-'}, umur ${choice.ageFrom ?? '-'} s.d. ${choice.ageTo ?? '-'}`,
    `${coverage.covered} dari ${coverage.eligible} yang memenuhi syarat mendapat tempat (${coverage.candidates} calon); dibatasi ${words[limitedBy]}`,
    `Biaya ${rupiahText(cost)}: ${costs.map(({ month, amount }) => `${month} ${rupiahText(amount)}`).join(', ')}`,
    `Santunan kematian penuh: ${reachFull} orang, mulai ${expected.fullFrom ?? 'tidak tercapai'}`,
    `Klaim kematian yang diharapkan (belum pasti): ${expected.claimTenths.map(tenths).join(' sampai ')}, ${expected.benefits.map(rupiahText).join(' sampai ')}`,
    columns(
      ['kode', 'kabupaten/kota', 'tempat', 'memenuhi syarat', 'mendapat tempat'],
      coverage.areas.map((row) => [row.name, names.get(row.name) ?? '', row.places, row.eligible, row.covered]),
    ),
    ...(
      [
        ['umur', coverage.ages],
        ['jenis kelamin', coverage.sexes],
        ['desil', coverage.deciles],
        ['pekerjaan', coverage.occupations],
      ] as const
    ).map(([title, rows]) =>
      columns(
        [title, 'memenuhi syarat', 'mendapat tempat'],
        rows.map((row) => [row.name, row.eligible, row.covered]),
      ),
    ),
    columns(
      ['tidak terpilih karena', 'orang'],
      coverage.reasons.map((row) => [findingOf(row.code)?.id ?? row.code, row.people]),
    ),
  ].join('\n');
}
