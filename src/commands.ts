// Decides which commands the command line has, and what connects one stage's to another's: a composition root.
import { stat } from 'node:fs/promises';
import type { Command } from 'commander';
import { registerAccessCommands } from './access/access-commands.ts';
import { namesOf, officerCalled } from './access/account-steps.ts';
import { registerCaseCommands } from './permission/case-commands.ts';
import { registerGlassCommands } from './permission/glass-commands.ts';
import { permissions } from './permission/permission-client.ts';
import { registerAllocationCommands } from './allocation/allocation-commands.ts';
import { registerWhatIfCommands } from './allocation/what-if-commands.ts';
import { registerAuditCommands } from './audit/audit-commands.ts';
import { caseOf } from './case-places.ts';
import { registerClaimsCommands } from './claims/claims-commands.ts';
import { type readConfig, readDoorConfig } from './config.ts';
import { registerContributionsCommands } from './contributions/contributions-commands.ts';
import { ledgerCauses } from './contributions/ledger-cause-steps.ts';
import { registerCoverageCommands } from './coverage/coverage-commands.ts';
import { registerListFindingsCommand } from './eligibility/list-findings-commands.ts';
import { registerMarkedListCommand } from './eligibility/marked-list-commands.ts';
import { registerWatchCommands } from './coverage/watch-commands.ts';
import { registerClosingCommands } from './closing/closing-commands.ts';
import { registerMemberNoticeCommand } from './closing/member-notice-commands.ts';
import { registerYearEndCommands } from './closing/year-end-commands.ts';
import { registerEligibilityCommands } from './eligibility/eligibility-commands.ts';
import { registerEnrolmentCommands } from './enrolment/enrolment-commands.ts';
import { listIsSigned, listedDraw } from './enrolment/instrument-steps.ts';
import { loggedLists } from './enrolment/logged-lists-steps.ts';
import { registerGrievanceCommands } from './grievance/grievance-commands.ts';
import { registerTrackerCommands } from './intake/tracker-commands.ts';
import { registerVillageRoundCommands } from './intake/village-round-commands.ts';
import { registerIntakeCommands } from './intake/intake-commands.ts';
import { peopleListed } from './intake/intake-steps.ts';
import type { Actor } from './kernel/actor.ts';
import { Fault } from './kernel/fault.ts';
import { registerLawCommands } from './law/law-commands.ts';
import type { CommandContext } from './platform/command-context.ts';
import { registerBooksCommands } from './ledger/books-commands.ts';
import { gatewayOf } from './notice-gateway.ts';
import { placeOfPerson } from './notice-people.ts';
import { registerNoticeCommands } from './notice/notice-commands.ts';
import { registerLogCommands } from './log/log-commands.ts';
import { registerMatchingCommands } from './matching/matching-commands.ts';
import { type Workplace, lawFolder } from './platform/workplace.ts';
import { registerProgrammeCommands } from './programme/programme-commands.ts';
import { scopeKnown } from './programme/programme-steps.ts';
import { type PeopleToAsk, registerRegistryCommands } from './registry/registry-commands.ts';
import { registerCheckCommands } from './reporting/check-commands.ts';
import { registerDisclosureCommands } from './reporting/disclosure-commands.ts';
import { registerLetterCommands } from './reporting/letter-commands.ts';
import { registerWorksCommands } from './web/works-commands.ts';
import { registerChangeCommands } from './reporting/register-change-commands.ts';
import { registerReportingCommands } from './reporting/reporting-commands.ts';
import { registerListVerificationCommands } from './reporting/list-verification-commands.ts';
import { registerRunCommands } from './reporting/run-commands.ts';
import { oneSpelling, systemUser } from './system-user.ts';
import { localOrigin, registerUpkeepCommands } from './upkeep-commands.ts';

/** Whoever keeps the installation: the owner of its data folder, who holds its keys anyway. Fault: forbidden `not-the-keeper`. */
async function keeperOf({ dataDir }: Workplace, user: string): Promise<Actor> {
  const mine = process.getuid?.();
  if (mine === undefined || mine === 0 || (await stat(dataDir)).uid === mine)
    return { id: `os:${oneSpelling(user)}`, roles: ['administrator'], sponsor: '*', area: '*' };
  throw new Fault('forbidden', 'not-the-keeper', {
    id: 'Perintah ini hanya untuk pemilik folder data pemasangan ini.',
    en: 'This command is for the owner of this installation’s data folder only.',
  });
}

/** Whom a register is asked about for a programme: everybody its lists name, which the registry, earlier in the chain, does not know. */
const peopleToAsk: PeopleToAsk = {
  async *peopleOf(tx, programme) {
    yield* await peopleListed(tx, programme);
  },
};

/** Every command there is, added to the program. */
export function registerCommands(program: Command, context: CommandContext, settings: () => ReturnType<typeof readConfig>): void {
  registerProgrammeCommands(program, context);
  registerRegistryCommands(program, context, peopleToAsk);
  registerIntakeCommands(program, context, listIsSigned);
  registerTrackerCommands(program, context);
  registerVillageRoundCommands(program, context);
  registerMatchingCommands(program, context);
  registerEligibilityCommands(program, context);
  registerListFindingsCommand(program, context);
  registerMarkedListCommand(program, context);
  registerAllocationCommands(program, context, listedDraw);
  registerWhatIfCommands(program, context);
  registerEnrolmentCommands(program, context);
  registerContributionsCommands(program, context);
  registerBooksCommands(program, context, ledgerCauses);
  registerCoverageCommands(program, context);
  registerWatchCommands(program, context);
  registerYearEndCommands(program, context);
  registerClosingCommands(program, context);
  registerClaimsCommands(program, context);
  registerGrievanceCommands(program, context);
  const notice = registerNoticeCommands(program, context, { gatewayOf, placeOf: placeOfPerson });
  registerMemberNoticeCommand(notice, context);
  registerReportingCommands(program, context);
  registerLetterCommands(program, context);
  registerRunCommands(program, context);
  registerListVerificationCommands(program, context);
  registerAuditCommands(program, context);
  registerChangeCommands(program, context);
  registerCheckCommands(program, context);
  registerLogCommands(program, context, loggedLists);
  registerLawCommands(program, { lawDir: lawFolder, print: (text) => context.print(text), json: () => context.json() });
  registerAccessCommands(program, context, {
    origin: () => readDoorConfig(settings()).origin ?? localOrigin,
    scopeKnown,
    keeper: async () => keeperOf(await context.open(), systemUser()),
  });
  registerDisclosureCommands(program, context, namesOf);
  registerCaseCommands(program, context, caseOf, officerCalled);
  registerGlassCommands(program, context, permissions);
  registerWorksCommands(program, context);
  registerUpkeepCommands(program, context, settings);
}

/** The words of a command: its act in the permission table. */
export const actOfCommand = (command: Command): string =>
  command.parent === null || command.parent.parent === null ? command.name() : `${actOfCommand(command.parent)} ${command.name()}`;
