// Decides how the answer to a person is written at the command line.
import type { Command } from 'commander';
import { Fault } from '../kernel/fault.ts';
import { refuseLongNumber } from '../kernel/long-number.ts';
import { readNik } from '../kernel/nik.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { writeNewFile } from '../platform/out-file.ts';
import { printedLetterTo } from './letter-steps.ts';

/** Adds `letter PROGRAMME [NIK] --out FILE`. */
export function registerLetterCommands(program: Command, context: CommandContext): void {
  program
    .command('letter <programme> [nik]')
    .description('surat jawaban satu halaman untuk satu orang; tanpa NIK: ditanyakan / the answer to one person on one page')
    .option('--out <file>', 'tulis PDF ke berkas baru / write the PDF to a new file')
    .option('--reason <text>', 'untuk apa dicari; dicatat / what for; recorded')
    .action(async (programme: string, given: string | undefined, { out, reason }: { out?: string; reason?: string }) => {
      const { nik, fault } = readNik(given ?? (await context.secret('NIK')));
      if (nik === null) throw new Fault('bad-input', fault, { id: 'NIK harus 16 angka.', en: 'A NIK has 16 digits.' });
      if (reason !== undefined) refuseLongNumber(reason, 'reason');
      const workplace = await context.open();
      const written = async () => {
        const { letter: told, pdf } = await printedLetterTo(workplace, context.actor(), { programme, nik });
        await context.disclose({ kind: 'search', act: 'letter', token: workplace.niks.seal(nik), fields: ['letter'], reason: reason ?? null });
        return { letter: told, content: pdf };
      };
      const { letter } = await (out === undefined ? written() : writeNewFile(out, written));
      context.result(
        { ...letter, out: out ?? null },
        [
          `${letter.title} · ${letter.programme}`,
          `${letter.name} (${letter.nik}), ${letter.village}`,
          letter.heading,
          ...letter.paragraphs,
          ...letter.reasons.flatMap(({ text, article, remedy }, index) => [
            `${index + 1}. ${text}`,
            `   Dasar: ${article}`,
            ...(remedy === '' ? [] : [`   ${remedy}`]),
          ]),
          ...letter.objection,
          ...(out === undefined ? [] : [`ditulis / written: ${out}`]),
        ].join('\n'),
      );
    });
}
