// Hands lists in from a terminal, tells their findings, shows and withdraws them: payung list …
import path from 'node:path';
import { type Command, Option } from 'commander';
import { Fault } from '../kernel/fault.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { areaOfFile } from './area-of-file.ts';
import { registerColumnsCommands } from './columns-commands.ts';
import { type ListRecord, type SignedListCheck, type Submission, filesIn, listNamed, listsIn, sponsorOf, submitLists, withdrawList } from './intake-steps.ts';

const numbers = new Intl.NumberFormat('id-ID');

/** What counts at submission is the form alone: the registers are asked when findings are told. */
const formOnlyText = [
  'Ini baru bentuk barisnya; belum dicocokkan dengan register. Hasil lengkap: payung list findings.',
  'This counts the form only; not yet compared with the registers. In full: payung list findings.',
];

const listText = (list: ListRecord): string =>
  `${list.listId}  ${list.area}  ${list.fileName}  ${numbers.format(list.rows)} baris = ${numbers.format(list.accepted)} terima + ${numbers.format(list.rejected)} tolak + ${numbers.format(list.inReview)} periksa` +
  (list.withdrawnAt === null ? '' : `  (ditarik / withdrawn ${list.withdrawnAt})`);

function submissionText({ lists, alreadyHandedIn, refusedFiles, ...counts }: Submission): string {
  const line = `${numbers.format(counts.rows)} baris = ${numbers.format(counts.accepted)} terima + ${numbers.format(counts.rejected)} tolak + ${numbers.format(counts.review)} periksa`;
  return [
    `${numbers.format(lists.length)} daftar diterima: ${line}`,
    `${numbers.format(lists.length)} lists taken in: rows = accept + reject + review`,
    ...(lists.length === 0 ? [] : formOnlyText),
    ...lists.flatMap(({ file, correction }) =>
      correction === undefined
        ? []
        : [
            `${file}: ${correction.corrected} dibetulkan, ${correction.unchanged} tidak berubah, ${correction.added} baru, ${correction.removed} dihapus, ${correction.leftOut} tidak disebut dan tetap berlaku`,
            `    ${correction.corrected} corrected, ${correction.unchanged} unchanged, ${correction.added} new, ${correction.removed} removed, ${correction.leftOut} left out and still counted`,
          ],
    ),
    ...lists.flatMap(({ file, notes }) => notes.flatMap(({ id, en }) => [`${file}: ${id}`, `    ${en}`])),
    ...(alreadyHandedIn.length === 0
      ? []
      : [`${numbers.format(alreadyHandedIn.length)} berkas sudah pernah diserahkan; tidak ada yang berubah. / files handed in before; nothing changed.`]),
    ...alreadyHandedIn.map(
      ({ file, listId }) => `${file}: ${listId === null ? 'sama dengan berkas lain / the same as another file' : `daftar / list ${listId}`}`,
    ),
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
    .option(
      '--corrects <list-or-file>',
      'daftar yang diperbaiki; berkas dari payung list marked menyebutnya sendiri / the list it corrects; a file of payung list marked says so itself',
    )
    .addOption(
      new Option('--missing <what>', 'baris yang tidak ada lagi dalam perbaikan / rows a correction leaves out').choices(['keep', 'remove']).default('keep'),
    )
    .description('menyerahkan daftar / hand lists in')
    .action(async (fileOrFolder: string, options: { programme: string; area?: string; sender: string; corrects?: string; missing: 'keep' | 'remove' }) => {
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
      const { corrects: named } = options;
      const corrects = named === undefined ? undefined : (await port.database.read(actor, (tx) => listNamed(tx, named))).listId;
      context.progress.step('list submit');
      const submission = await submitLists(port, actor, {
        programme: options.programme,
        sponsor,
        files,
        sender: options.sender,
        correction: { list: corrects, missing: options.missing },
        receivedAt: port.clock.now(),
        onProgress: ({ rows, share }) => context.progress.at(rows, share > 0 ? Math.round(rows / share) : 0),
      });
      context.progress.end();
      const refusedFiles = submission.refusedFiles.map(({ file, fault }) => ({ file, code: fault.code, ...fault.text }));
      context.result({ ...submission, refusedFiles }, submissionText(submission));
      if (refusedFiles.length > 0) process.exitCode = 1; // the others are in
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
      context.result({ list: withdrawn }, [withdrawn, ...withdrawn.alsoWithdrawn].map(listText).join('\n'));
    });
  registerColumnsCommands(program, context, isSigned);
}
