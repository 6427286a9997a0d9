// Decides how objections are filed and answered at the command line.
import type { Command } from 'commander';
import { type CommandContext, columns, dateOption } from '../platform/command-context.ts';
import { bothWords, wordsOf } from '../web/words.ts';
import type { Channel } from './complaint.ts';
import { registerComplaintCommands } from './complaint-commands.ts';
import { complaintWords, resolutionWords } from './complaint-words.ts';
import { fileObjection, objectionsIn, resolveObjection } from './grievance-steps.ts';

/** Adds `grievance file|resolve|show`. */
export function registerGrievanceCommands(program: Command, context: CommandContext): void {
  const grievance = program.command('grievance').description('keberatan atas keputusan / objections to decisions');
  grievance
    .command('file')
    .description('catat keberatan atas satu baris / record an objection to a row')
    .requiredOption('--list <id>', 'daftar / list')
    .requiredOption('--row <number>', 'baris / row', Number)
    .option('--run <id>', 'run penilaian; bila kosong: yang terakhir menilai baris itu / assessment run; by default the latest that judged the row')
    .requiredOption('--statement <text>', 'isi keberatan / what it says')
    .option('--channel <channel>', 'web, phone, paper, village', 'village')
    .option('--on <date>', 'tanggal diterima / date received')
    .action(async (options: { list: string; row: number; run?: string; statement: string; channel: Channel; on?: string }) => {
      const workplace = await context.open();
      const filed = await workplace.database.transact(context.actor(), async (tx) =>
        fileObjection(tx, {
          law: workplace.law,
          listId: options.list,
          rowNo: options.row,
          runId: options.run,
          channel: options.channel,
          statement: options.statement,
          receivedOn: dateOption(options.on, workplace),
        }),
      );
      context.result(filed, `keberatan ${filed.objectionId} dicatat; tanda terima ${filed.receipt}, dijawab paling lambat ${filed.dueOn}`);
    });
  grievance
    .command('resolve <objection>')
    .description('jawab keberatan; oleh petugas lain dari penerima / answer; by another officer than the receiver')
    .requiredOption('--explanation <text>', 'penjelasan / explanation')
    .option('--same-person <key>', 'buka kembali: baris ini memang orang itu / reopen: the row is that person')
    .option('--evidence <text>', 'yang diperiksa / what was looked at')
    .option('--on <date>', 'tanggal / date')
    .action(async (objectionId: string, options: { explanation: string; samePerson?: string; evidence?: string; on?: string }) => {
      const workplace = await context.open();
      const answer =
        options.samePerson === undefined
          ? ({ outcome: 'dismissed', explanation: options.explanation } as const)
          : ({ outcome: 'reopened', explanation: options.explanation, personKey: options.samePerson, evidence: options.evidence ?? '' } as const);
      await workplace.database.transact(context.actor(), async (tx) =>
        resolveObjection(tx, { objectionId, answer, resolvedOn: dateOption(options.on, workplace) }),
      );
      context.result({ objectionId, outcome: answer.outcome }, `keberatan / objection ${objectionId}: ${bothWords(resolutionWords[answer.outcome])}`);
    });
  grievance
    .command('show <programme>')
    .description('semua keberatan / all objections')
    .action(async (programme: string) => {
      const { database } = await context.open();
      const rows = await database.read(context.actor(), async (tx) => objectionsIn(tx, programme));
      context.result(
        { objections: rows },
        columns(
          ['diterima', 'saluran', 'baris', 'hasil', 'id'],
          rows.map((row) => [
            row.receivedOn,
            wordsOf(complaintWords.channels, row.channel).id,
            row.rowNo,
            row.outcome === null ? complaintWords.states.waiting.id : wordsOf(resolutionWords, row.outcome).id,
            row.objectionId,
          ]),
        ),
      );
    });
  registerComplaintCommands(grievance, context);
}
