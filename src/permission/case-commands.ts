// Decides how cases are assigned, and assignments ended, at the command line.
import { type Command, Option } from 'commander';
import { type CommandContext, columns } from '../platform/command-context.ts';
import { type CaseKind, type CaseOf, type OfficerCalled, assignCase, assignments, caseKinds, endAssignment } from './case-steps.ts';
import { caseKindWords } from './permission-words.ts';

/** Adds `case assign|end|show`. */
export function registerCaseCommands(program: Command, context: CommandContext, caseOf: CaseOf, officerCalled: OfficerCalled): void {
  const cases = program.command('case').description('kasus dan petugasnya / cases and their officers');
  cases
    .command('assign <case>')
    .description('tugaskan kasus kepada seorang petugas / assign a case to an officer')
    .addOption(new Option('--kind <kind>', 'jenis / kind').choices(caseKinds).makeOptionMandatory())
    .requiredOption('--to <account>', 'nama masuk petugas / sign-in name of the officer')
    .action(async (caseId: string, { kind, to }: { kind: CaseKind; to: string }) => {
      const workplace = await context.open();
      const officer = await officerCalled(workplace, to);
      const { assigned } = await workplace.database.transact(context.actor(), (tx) => assignCase(tx, { kind, caseId, to: officer, caseOf }));
      context.result({ case: caseId, kind, to: officer, assigned }, `kasus / case ${caseId}: ${to}`);
    });
  cases
    .command('end <case>')
    .description('akhiri penugasan seorang petugas / end the assignment of an officer')
    .requiredOption('--from <account>', 'nama masuk petugas / sign-in name of the officer')
    .requiredOption('--reason <text>', 'alasan / why')
    .action(async (caseId: string, { from, reason }: { from: string; reason: string }) => {
      const workplace = await context.open();
      const officer = await officerCalled(workplace, from);
      const { ended } = await workplace.database.transact(context.actor(), (tx) => endAssignment(tx, { caseId, from: officer, reason }));
      context.result({ case: caseId, from: officer, ended }, `kasus / case ${caseId}: ${from} berakhir / ended`);
    });
  cases
    .command('show')
    .description('kasus mana pada siapa, dulu dan sekarang / which case is and was with whom')
    .option('--case <case>', 'satu kasus saja / one case only')
    .action(async (of: { case?: string }) => {
      const { database } = await context.open();
      const rows = await database.read(context.actor(), (tx) => assignments(tx, 500, of.case));
      context.result(
        { cases: rows },
        columns(
          ['kasus', 'jenis', 'petugas', 'oleh', 'sejak', 'berakhir', 'alasan'],
          rows.map((row) => [
            row.caseId,
            caseKindWords[row.kind].id,
            row.assignedTo,
            row.assignedBy,
            row.recordedAt,
            row.ended?.at ?? null,
            row.ended?.reason ?? null,
          ]),
        ),
      );
    });
}
