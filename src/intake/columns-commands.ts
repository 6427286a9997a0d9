// Shows from a terminal how columns were understood, says what labels mean, writes the template, and tells rows to machines: payung list columns, teach, template.
import type { Command } from 'commander';
import type { CommandContext } from '../platform/command-context.ts';
import { commandGroup } from '../platform/command-context.ts';
import { correctColumns, listColumns, objectsOfFile, taughtFrom } from './columns-steps.ts';
import { type SignedListCheck, listNamed } from './intake-steps.ts';
import type { SheetReading } from './list.ts';
import { readingNotes } from './reading-notes.ts';
import { columnNames, tableSchema } from './table-schema.ts';
import { writeTemplate } from './template-steps.ts';

const sheetText = ({ sheet, headerRow, columns, passedOver, rows, hiddenRows }: SheetReading): string =>
  (hiddenRows === undefined
    ? [
        `${sheet === '' ? '' : `${sheet}: `}judul kolom di baris ${headerRow || '-'}, ${rows} baris orang / titles in row ${headerRow || '-'}, ${rows} rows of people`,
        ...columns.map(
          ({ letter, label, column, how, hidden }) =>
            `  ${letter.padEnd(3)} ${(label ?? '-').padEnd(40)} ${column === null ? '-' : `${column} (${columnNames.get(column) ?? column})`}${how === null || how === 'label' ? '' : `  [${how}]`}${hidden === true ? '  [tersembunyi / hidden]' : ''}`,
        ),
        ...(passedOver.length === 0 ? [] : [`  bukan orang / no people: ${passedOver.map(({ row, why }) => `${row} ${why}`).join(', ')}`]),
      ]
    : []
  ).join('\n');

/** The commands about columns. `isSigned` is answered by the stage that signs. */
export function registerColumnsCommands(program: Command, context: CommandContext, isSigned: SignedListCheck): void {
  const list = commandGroup(program, 'list', '');

  list
    .command('columns')
    .argument('<list-or-file>', 'nomor daftar atau berkasnya / a list id or its file')
    .description('arti setiap kolom sebagaimana dipahami / how each column was understood')
    .action(async (reference: string) => {
      const port = await context.open();
      const shown = await port.database.read(context.actor(), async (tx) => listColumns(tx, (await listNamed(tx, reference)).listId));
      context.result(
        shown,
        [...shown.sheets.map(sheetText), ...readingNotes(shown.sheets).flatMap(({ id, en }) => [id, `    ${en}`])].filter((line) => line !== '').join('\n') ||
          'Pembacaan daftar ini tidak tersimpan. / The reading of this list was not kept.',
      );
    });

  list
    .command('teach')
    .argument('<list-or-file>', 'nomor daftar atau berkasnya / a list id or its file')
    .argument('<label=column...>', 'misalnya "NOMOR PENDUDUK=nik", "kolom C=name", "UMUR=-" / for example')
    .description(
      'mengajarkan arti judul kolom, diingat untuk pengirimnya; daftar dibaca ulang / say what labels mean, remembered for the sender; the list is read again',
    )
    .action(async (reference: string, words: string[]) => {
      const port = await context.open();
      const taught = taughtFrom(words);
      const { listId } = await port.database.read(context.actor(), (tx) => listNamed(tx, reference));
      const again = await correctColumns(port, context.actor(), { listId, taught, isSigned });
      context.result(
        again,
        `${again.listId ?? '-'}  ${again.rows} baris = ${again.accepted} terima + ${again.rejected} tolak + ${again.review} periksa (bentuknya; belum dicocokkan dengan register) / rows = accept + reject + review (form only; not yet compared with the registers)`,
      );
    });

  list
    .command('template')
    .argument('[file]', 'berkas .xlsx yang ditulis / the .xlsx to write')
    .description('templat daftar, dibuat dari Table Schema-nya / the template of a list, made from its Table Schema')
    .action(async (file: string | undefined) => {
      await context.open();
      if (file === undefined) {
        context.result({ schema: tableSchema }, JSON.stringify(tableSchema, null, 2));
        return;
      }
      const written = await writeTemplate(file);
      context.result({ file, ...written, schema: tableSchema }, `${file}: templat ditulis / template written`);
    });
}

/** Tells what the form of a file says that was not handed in, one JSON object a row. A refused file is one object with the fault. */
export async function tellFile(context: CommandContext, file: string): Promise<void> {
  const { clock } = await context.open();
  const objects = await objectsOfFile(file, clock.now());
  for (const object of objects) context.print(JSON.stringify(object));
  if (objects.some((object) => 'refused' in object)) process.exitCode = 1;
}
