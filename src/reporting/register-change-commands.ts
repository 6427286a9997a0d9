// Decides how the change a snapshot would bring is told at the command line.
import type { Command } from 'commander';
import { changeWords } from '../registry/compare.ts';
import { findingOf } from '../eligibility/told-row.ts';
import { type CommandContext, columns, commandGroup } from '../platform/command-context.ts';
import { registerForms } from '../registry/registers.ts';
import { bothWords, outcomeWords, wordsOf } from '../web/words.ts';
import { type RegisterChange, registerChange } from './register-change-steps.ts';

/** Adds `register compare`. */
export function registerChangeCommands(program: Command, context: CommandContext): void {
  commandGroup(program, 'register', '')
    .command('compare <before> <after>')
    .description('apa yang berubah bila salinan kedua berlaku / what changes when the second snapshot counts')
    .option('--programme <name>', 'nilai calon program ini menurut keduanya / judge the candidates of this programme under both')
    .action(async (before: string, after: string, options: { readonly programme?: string }) => {
      const workplace = await context.open();
      context.progress.step('Membandingkan / comparing');
      const change = await registerChange(workplace, context.actor(), { before, after, programme: options.programme }, (rows) => context.progress.at(rows));
      context.progress.end();
      context.result(change, changeText(change));
    });
}

/** Rows told at a terminal. */
const rowsTold = 20;

function changeText({ before, after, changes, programme }: RegisterChange): string {
  const all = new Map<string, number>();
  for (const { change, people } of changes) all.set(change, (all.get(change) ?? 0) + people);
  const text = [
    `${bothWords(registerForms[before.register].name)}: ${before.asOf} (${before.rows}) -> ${after.asOf} (${after.rows})${after.held ? ', ditahan / held' : ''}`,
    columns(
      ['perubahan', 'change', 'orang / people'],
      [...all].map(([change, people]) => [changeWords(before.register, change).id, changeWords(before.register, change).en, people]),
    ),
  ];
  if (programme !== null) {
    text.push(
      `${programme.programme}: ${programme.changed} dari / of ${programme.rows} baris dinilai lain / rows judged otherwise`,
      columns(
        ['sebelum', 'sesudah', 'calon', 'di SK', 'terdaftar'],
        programme.outcomes.map((one) => [
          wordsOf(outcomeWords, one.before).id,
          wordsOf(outcomeWords, one.after).id,
          one.candidates,
          one.listed,
          one.registered,
        ]),
      ),
      columns(
        ['alasan baru', 'calon', 'di SK', 'terdaftar'],
        programme.gained.map((one) => [findingOf(one.reason)?.id ?? one.reason, one.candidates, one.listed, one.registered]),
      ),
      columns(
        ['kabupaten', 'tidak lagi diterima', 'menjadi diterima'],
        programme.kabupaten.map((one) => [one.area, one.lostAccept, one.gainedAccept]),
      ),
      columns(
        ['berkas', 'baris', '', 'sebelum', 'sesudah', 'alasan baru'],
        programme.people
          .slice(0, rowsTold)
          .map((one) => [one.fileName, one.rowNo, one.standing, one.before, one.after, one.gained.map((code) => findingOf(code)?.id ?? code).join(' ')]),
      ),
      ...(programme.changed > rowsTold
        ? [`… dan ${programme.changed - rowsTold} baris lagi (--json: 200 yang pertama) / more rows (--json: the first 200)`]
        : []),
    );
  }
  return text.join('\n\n');
}
