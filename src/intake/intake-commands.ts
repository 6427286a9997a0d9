// Hands lists in from a terminal, tells their findings, shows and withdraws them: payung list …
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { Fault } from '../kernel/fault.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { areaOfFile } from './area-of-file.ts';
import { registerColumnsCommands, tellRows } from './columns-commands.ts';
import {
  type ListRecord,
  type SignedListCheck,
  type Submission,
  filesIn,
  listFindings,
  listNamed,
  listsIn,
  sponsorOf,
  submitLists,
  withdrawList,
} from './intake-steps.ts';
import { findingsText } from './list-report.ts';

const numbers = new Intl.NumberFormat('id-ID');

const listText = (list: ListRecord): string =>
  `${list.listId}  ${list.area}  ${list.fileName}  ${numbers.format(list.rows)} baris = ${numbers.format(list.accepted)} terima + ${numbers.format(list.rejected)} tolak + ${numbers.format(list.inReview)} periksa` +
  (list.withdrawnAt === null ? '' : `  (ditarik / withdrawn ${list.withdrawnAt})`);

function submissionText({ lists, alreadyHandedIn, refusedFiles, ...counts }: Submission): string {
  const line = `${numbers.format(counts.rows)} baris = ${numbers.format(counts.accepted)} terima + ${numbers.format(counts.rejected)} tolak + ${numbers.format(counts.review)} periksa`;
  return [
    `${numbers.format(lists.length)} daftar diterima: ${line}`,
    `${numbers.format(lists.length)} lists taken in: rows = accept + reject + review`,
    ...(alreadyHandedIn.length === 0
      ? []
      : [`${numbers.format(alreadyHandedIn.length)} berkas sudah pernah diserahkan; tidak ada yang berubah. / files handed in before; nothing changed.`]),
    ...refusedFiles.flatMap(({ file, fault }) => [`${file}: ${fault.text.id}`, `    ${fault.text.en} (${fault.code})`]),
  ].join('\n');
}

/** The commands of intake. `isSigned` is answered by the stage that signs. */
export function registerIntakeCommands(program: Command, context: CommandContext, isSigned: SignedListCheck): void {
  const list = program.command('list').description('daftar calon peserta dari desa / candidate lists from villages');

  list
    .command('submit')
    .argument('<file-or-folder>', 'berkas .xlsx/.csv, atau folder / a file or a folder')
    .requiredOption('--programme <code>', 'program / programme')
    .option('--area <code>', 'kode Kemendagri wilayah; tanpa ini dari awal nama berkas / area code; without it from the beginning of the file name')
    .requiredOption('--sender <office>', 'kantor pengirim / the office that sends it')
    .description('menyerahkan daftar / hand lists in')
    .action(async (fileOrFolder: string, options: { programme: string; area?: string; sender: string }) => {
      const port = await context.open();
      const actor = context.actor();
      const sponsor = await port.database.read(actor, (tx) => sponsorOf(tx, options.programme));
      const files = (await filesIn(fileOrFolder)).map((file) => ({ path: file, area: options.area ?? areaOfFile(path.basename(file)) ?? '' }));
      if (files.length === 0) {
        throw new Fault('bad-input', 'folder-without-lists', {
          id: `Folder ${fileOrFolder} tidak berisi daftar.`,
          en: `The folder ${fileOrFolder} holds no lists.`,
        });
      }
      context.progress.step('list submit', files.length);
      const submission = await submitLists(port, actor, {
        programme: options.programme,
        sponsor,
        files,
        sender: options.sender,
        receivedAt: port.clock.now(),
        onProgress: ({ files: done }) => context.progress.at(done),
      });
      context.progress.end();
      const refusedFiles = submission.refusedFiles.map(({ file, fault }) => ({ file, code: fault.code, ...fault.text }));
      context.result({ ...submission, refusedFiles }, submissionText(submission));
      if (refusedFiles.length > 0) process.exitCode = 1; // the others are in
    });

  list
    .command('findings')
    .argument('<list-or-file>', 'nomor daftar atau berkasnya / a list id or its file')
    .description(
      'apa yang ditemukan di setiap baris, dan apa yang harus dilakukan; --json: satu objek tiap baris; berkas yang belum diserahkan hanya diperiksa / what was found in each row, and what to do; --json: one object a row; a file not handed in is only checked',
    )
    .action(async (reference: string) => {
      const port = await context.open();
      if (context.json() || existsSync(reference)) {
        const list = await port.database
          .read(context.actor(), (tx) => listNamed(tx, reference))
          .catch((error: unknown) => {
            if (error instanceof Fault && error.code === 'list-not-found' && existsSync(reference)) return null;
            throw error;
          });
        if (context.json() || list === null) return tellRows(context, list, reference);
      }
      const { found, lines } = await port.database.read(context.actor(), async (tx) => {
        const named = await listNamed(tx, reference);
        return { found: named, lines: await listFindings(tx, named.listId, port.niks) };
      });
      context.result({ list: found, findings: lines }, `${listText(found)}\n${findingsText(lines)}`);
    });

  list
    .command('show')
    .argument('[list-or-file]', 'nomor daftar atau berkasnya / a list id or its file')
    .option('--programme <code>', 'semua daftar sebuah program / every list of a programme')
    .description('menampilkan daftar / show lists')
    .action(async (reference: string | undefined, options: { programme?: string }) => {
      const port = await context.open();
      const { programme } = options;
      if ((reference === undefined) === (programme === undefined)) {
        throw new Fault('bad-input', 'list-or-programme', { id: 'Sebut satu daftar, atau --programme.', en: 'Name one list, or --programme.' });
      }
      const lists = await port.database.read(context.actor(), async (tx) =>
        reference === undefined ? listsIn(tx, programme as string) : [await listNamed(tx, reference)],
      );
      context.result({ lists }, lists.length === 0 ? 'Belum ada daftar. / No lists yet.' : lists.map(listText).join('\n'));
    });

  list
    .command('withdraw')
    .argument('<list-or-file>', 'nomor daftar atau berkasnya / a list id or its file')
    .requiredOption('--reason <text>', 'mengapa ditarik / why')
    .description('menarik daftar yang belum menjadi dasar keputusan / withdraw a list nothing signed rests on')
    .action(async (reference: string, options: { reason: string }) => {
      const port = await context.open();
      const withdrawn = await port.database.transact(context.actor(), async (tx) => {
        const { listId } = await listNamed(tx, reference);
        return withdrawList(tx, { listId, reason: options.reason, isSigned });
      });
      context.result({ list: withdrawn }, listText(withdrawn));
    });
  registerColumnsCommands(program, context, isSigned);
}
