// Decides how deaths are searched for and probable claims shown at the command line.
import type { Command } from 'commander';
import { rupiahText } from '../kernel/money.ts';
import { type CommandContext, columns } from '../platform/command-context.ts';
import { currentPolicy } from '../programme/programme-steps.ts';
import { bothWords, confidenceWords } from '../web/words.ts';
import { claimsOf, findDeaths } from './claims-steps.ts';
import { claimWords, conditionText } from './claims-words.ts';
import { registerCaseOfClaimCommands } from './case-commands.ts';
import { registerEstimateCommand } from './estimate-commands.ts';
import { registerReportCommands } from './report-commands.ts';

/** Adds `claims find PROGRAMME`, `claims show PROGRAMME`, `claims estimate`. */
export function registerClaimsCommands(program: Command, context: CommandContext): void {
  const claims = program.command('claims').description('manfaat yang mungkin menjadi hak keluarga / benefits families may have a right to');
  claims
    .command('find <programme>')
    .description('cocokkan kematian dengan perlindungan, buka klaim yang mungkin / match deaths with cover, open probable claims')
    .action(async (programme: string) => {
      const found = await findDeaths(await context.open(), context.actor(), programme);
      context.result(
        found,
        `${found.deaths} kematian baru diketahui, ${found.known} sudah diketahui dan belum membuka klaim; ${found.covered} terlindungi (${found.unsettled} belum pasti); ${found.opened} klaim dibuka`,
      );
    });
  claims
    .command('show <programme>')
    .description('klaim yang mungkin / probable claims')
    .action(async (programme: string) => {
      const { database } = await context.open();
      const rows = await database.read(context.actor(), async (tx) => {
        await currentPolicy(tx, programme);
        return claimsOf(tx, { programme });
      });
      context.result(
        // exact: shown only, far below 2^53
        { claims: rows.map(({ personKey: _, amount, ...row }) => ({ ...row, amount: Number(amount) })) },
        columns(
          ['klaim', 'meninggal', 'diketahui', 'wilayah', 'manfaat', 'jumlah', 'keyakinan', 'syarat'],
          rows.map((row) => [
            row.claimId,
            row.happenedOn,
            row.knownOn,
            row.area,
            bothWords(claimWords.benefits[row.benefit as keyof typeof claimWords.benefits]),
            rupiahText(BigInt(row.amount)),
            bothWords(confidenceWords[row.confidence] ?? { id: row.confidence, en: row.confidence }),
            row.conditions.map((code) => bothWords(conditionText(code))).join(' '),
          ]),
        ),
      );
    });
  registerEstimateCommand(claims, context);
  registerReportCommands(claims, context);
  registerCaseOfClaimCommands(claims, context);
}
