// Decides what the command line offers and how it ends: 0 done, 1 refused with reasons, 2 wrong use. One of the readers of the environment.
import { realpathSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import { Command, CommanderError } from 'commander';
import { registerAccessCommands } from './access/access-commands.ts';
import { firstLink, linkAddress } from './access/link-steps.ts';
import { actorOfSystemUser } from './access/system-user-steps.ts';
import { officerCalled } from './access/account-steps.ts';
import { registerCaseCommands } from './permission/case-commands.ts';
import { registerGlassCommands } from './permission/glass-commands.ts';
import { permissions } from './permission/permission-client.ts';
import { disclosures } from './permission/reveal-steps.ts';
import { type Asked, permit } from './permission/reach-steps.ts';
import { registerAllocationCommands } from './allocation/allocation-commands.ts';
import { registerWhatIfCommands } from './allocation/what-if-commands.ts';
import { registerAuditCommands } from './audit/audit-commands.ts';
import { caseOf } from './case-places.ts';
import { registerClaimsCommands } from './claims/claims-commands.ts';
import { readConfig, readDoorConfig } from './config.ts';
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
import { Fault, assert } from './kernel/fault.ts';
import { registerLawCommands } from './law/law-commands.ts';
import { type CommandContext, mayMakeInstallation, wholeNumber } from './platform/command-context.ts';
import { registerBooksCommands } from './ledger/books-commands.ts';
import { gatewayOf } from './notice-gateway.ts';
import { placeOfPerson } from './notice-people.ts';
import { registerNoticeCommands } from './notice/notice-commands.ts';
import { registerLogCommands } from './log/log-commands.ts';
import { registerMatchingCommands } from './matching/matching-commands.ts';
import { dataFolderClosed } from './platform/closed-folder.ts';
import type { Database } from './platform/database.ts';
import { distribute } from './platform/distribute.ts';
import { stopEmbeddedPostgres } from './platform/embedded-postgres.ts';
import { migrate } from './platform/migrate.ts';
import { shardCount } from './platform/placement.ts';
import { showProgress } from './platform/progress.ts';
import { defaultDataDir, migrationsFolder } from './platform/project-root.ts';
import { faultToExit } from './platform/rendering.ts';
import { refuseTypedWords } from './platform/typed-words.ts';
import { type Workplace, lawFolder, openWorkplace } from './platform/workplace.ts';
import { registerProgrammeCommands } from './programme/programme-commands.ts';
import { regionOf } from './programme/programme-steps.ts';
import { type PeopleToAsk, registerRegistryCommands } from './registry/registry-commands.ts';
import { registerCheckCommands } from './reporting/check-commands.ts';
import { registerDisclosureCommands } from './reporting/disclosure-commands.ts';
import { registerLetterCommands } from './reporting/letter-commands.ts';
import { registerWorksCommands } from './web/works-commands.ts';
import { registerChangeCommands } from './reporting/register-change-commands.ts';
import { registerReportingCommands } from './reporting/reporting-commands.ts';
import { registerListVerificationCommands } from './reporting/list-verification-commands.ts';
import { registerRunCommands } from './reporting/run-commands.ts';

const jsonOf = (value: unknown): string => JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? Number(part) : part), 2);

/** One person is one name, however he writes it: small letters, and a dash for what a name has no place for. */
const oneSpelling = (name: string): string =>
  name
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '');

/** While there is no account, whoever keeps the data folder acts, under his own name or as `--as` says: two people are needed to sign a list. */
const actorNamed = (name: string): Actor => ({
  id: `local:${oneSpelling(name)}`,
  roles: ['sender', 'verifier', 'selector', 'approver', 'finance', 'branch-officer', 'case-worker', 'auditor', 'data-protection-officer', 'administrator'],
  sponsor: '*',
  area: '*',
  posts: { branch: '*', sender: '*' },
});

/** Where a server answers unless told otherwise. */
const localOrigin = 'http://127.0.0.1:8080';

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

async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, ...(process.stdin.isTTY ? { output: process.stderr } : {}) });
  try {
    if (process.stdin.isTTY) return (await lines.question(`${question}: `)).trim();
    for await (const line of lines) return line.trim();
    return '';
  } finally {
    lines.close();
  }
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
    keeper: async () => keeperOf(await context.open(), systemUser()),
  });
  registerDisclosureCommands(program, context);
  registerCaseCommands(program, context, caseOf, officerCalled);
  registerGlassCommands(program, context, permissions);
  registerWorksCommands(program, context);
  registerUpkeepCommands(program, context, settings);
}

/** The words of a command: its act in the permission table. */
export const actOfCommand = (command: Command): string =>
  command.parent === null || command.parent.parent === null ? command.name() : `${actOfCommand(command.parent)} ${command.name()}`;

/** What a command names by its arguments and options. */
function askedBy(command: Command): Asked {
  const given: Record<string, unknown> = command.opts();
  for (const [place, argument] of command.registeredArguments.entries()) given[argument.name()] ??= command.processedArgs[place] as unknown;
  return Object.fromEntries(
    (['programme', 'sponsor', 'area', 'branch', 'sender'] as const).flatMap((name) => (typeof given[name] === 'string' ? [[name, given[name]]] : [])),
  );
}

/** What the command line is run with besides its words. `actorOf` says in code who acts, for tests; no setting and no word does. */
export interface Surroundings {
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly actorOf?: (name: string) => Actor;
}

const systemUser = (): string => os.userInfo().username;

/** Acts on the installation itself, for whoever can open it: he holds its keys, and there may be no account yet. Two ask besides whose its folder is. */
const upkeepActs: ReadonlySet<string> = new Set(['migrate', 'stop', 'serve', 'account map-os', 'account first-link']);

/** Runs one command; answers the exit code. */
export async function main(words: readonly string[], { environment = process.env, actorOf }: Surroundings = {}): Promise<number> {
  const program = new Command('payung')
    .description('Payung: perlindungan pekerja rentan, dari daftar desa sampai santunan / from a village list to a family protected')
    .option('--json', 'jawab satu objek JSON / answer one JSON object')
    .option('--data <folder>', 'folder data (juga PAYUNG_DATA) / data folder')
    .option('--as <name>', 'bertindak sebagai akun / act as the account')
    .option('--duty <scope>', 'dengan wewenang, misalnya ntt/53 / under the duty, for example ntt/53')
    .option('--glass <id>', 'akses darurat yang dipakai / the broken glass this is done by')
    .exitOverride();

  const options = (): { json?: boolean; data?: string; as?: string; duty?: string; glass?: string } => program.opts();
  const settings = () => readConfig(environment, { dataDir: options().data });
  let workplace: Workplace | null = null;
  let permitted: Actor | null = null;
  let make = false;
  const open = async (): Promise<Workplace> => (workplace ??= await openWorkplace({ ...settings(), make }));
  const progress = showProgress();
  const context: CommandContext = {
    open,
    actor: () => {
      assert(permitted !== null, 'a command acts only after its act was permitted');
      return permitted;
    },
    print: (text) => void process.stdout.write(`${text}\n`),
    json: () => options().json === true,
    result: (value, human) => context.print(context.json() ? jsonOf(value) : human),
    disclose: async (of) => disclosures((await open()).recording)({ ...of, through: 'command', subject: null, author: context.actor().id }),
    progress,
    secret: ask,
  };

  registerCommands(program, context, settings);
  /** Who acts; `law` asks nobody, so that it needs no database. */
  const asking = async (act: string): Promise<Actor | null> => {
    const { as, duty } = options();
    const user = systemUser();
    if (actorOf !== undefined) return actorOf(as ?? user);
    if (upkeepActs.has(act)) return { id: `os:${oneSpelling(user)}`, roles: ['administrator'], sponsor: '*', area: '*' };
    if (act.startsWith('law ')) return null;
    // Files of one's own are compared and nothing of the installation is shown: whoever can open it may, without an account.
    if (act === 'audit' && as === undefined && duty === undefined) return { id: `os:${oneSpelling(user)}`, roles: ['auditor'], sponsor: '*', area: '*' };
    return (await actorOfSystemUser(await open(), { user, as, duty })) ?? actorNamed(as ?? user);
  };
  program.hook('preAction', async (_, command) => {
    const { glass } = options();
    const act = actOfCommand(command);
    refuseTypedWords(command);
    make = mayMakeInstallation(act);
    const actor = await asking(act);
    if (actor === null) return;
    const database = {
      read: async (who: Actor, work) => (await open()).database.read(who, work),
      transact: async (who: Actor, work) => (await open()).database.transact(who, work),
    } as Pick<Database, 'read' | 'transact'>;
    permitted = await permit({ database, permissions: permissions(), regionOf }, glass === undefined ? actor : { ...actor, glass }, act, askedBy(command));
  });

  try {
    await program.parseAsync([...words], { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    progress.end();
    const { code, text } = faultToExit(error);
    process.stderr.write(`${text}\n`);
    return code;
  } finally {
    await (workplace as Workplace | null)?.close();
  }
}

/** Makes no keys: whoever first works with the database does, in his own folder. */
async function distributedAnswer(context: CommandContext, url: string | undefined, shards: string): Promise<void> {
  if (url === undefined) {
    throw new Fault('bad-input', 'no-cluster-named', {
      id: 'Basis data bawaan tidak dapat disebar. Sebut koordinator Citus dalam DATABASE_URL.',
      en: 'The built-in database cannot be spread. Name the Citus coordinator in DATABASE_URL.',
    });
  }
  await migrate(url, migrationsFolder);
  const done = await distribute(url, { shards: shardCount(shards) });
  context.result(
    done,
    `${done.distributed.length} tabel disebar, ${done.copied.length} disalin ke tiap node, ${done.standing} sudah berdiri; ${done.nodes} node / ` +
      `${done.distributed.length} tables distributed, ${done.copied.length} copied to every node, ${done.standing} stood already; ${done.nodes} nodes`,
  );
}

function registerUpkeepCommands(program: Command, context: CommandContext, settings: () => ReturnType<typeof readConfig>): void {
  program
    .command('migrate')
    .description('siapkan atau mutakhirkan basis data / make or update the database')
    .option('--distributed', 'sebar tabel ke kluster Citus / spread the tables over a Citus cluster', false)
    .option('--shards <number>', 'jumlah pecahan tiap tabel besar / shards of each bulk table', '32')
    .action(async ({ distributed, shards }: { distributed: boolean; shards: string }) => {
      if (distributed) return distributedAnswer(context, settings().databaseUrl, shards);
      const { dataDir } = await context.open();
      context.result({ migrated: true, dataDir }, `basis data siap / database ready (${dataDir})`);
    });
  program
    .command('stop')
    .description('hentikan basis data bawaan / stop the built-in database')
    .action(async () => {
      const stopped = await stopEmbeddedPostgres(settings().dataDir ?? defaultDataDir);
      context.result({ stopped }, stopped ? 'basis data bawaan berhenti / the built-in database stopped' : 'tidak sedang berjalan / not running');
    });
  program
    .command('serve')
    .description('jalankan halaman dan /v1 di 127.0.0.1 / serve the pages and /v1 on 127.0.0.1')
    .option('--port <number>', 'porta / port', wholeNumber({ from: 0, to: 65_535 }), 8080)
    .action(async (options: { port: number }) => {
      const { startServer } = await import('./server.ts');
      const door = readDoorConfig(settings());
      const opened = await context.open();
      const server = await startServer({ workplace: opened, port: options.port, host: '127.0.0.1', ...door });
      context.print(`Payung: ${door.origin ?? server.url}  (${server.notice.id} / ${server.notice.en})`);
      for (const { key, id, en } of (await dataFolderClosed(opened.dataDir)).rows) process.stderr.write(`${path.join(opened.dataDir, key)}: ${id}\n  ${en}\n`);
      const first = await firstLink(opened, { id: 'local:server', roles: [], sponsor: '*', area: '*' });
      if (first !== null) {
        context.print(
          `Belum ada akun. Administrator pertama membuka tautan ini, sekali, dalam 24 jam / No account yet; the first administrator opens this link, once, within 24 hours:\n${linkAddress(door.origin ?? server.url, first)}`,
        );
      }
      await new Promise<void>((resolve) => {
        process.once('SIGINT', resolve);
        process.once('SIGTERM', resolve);
      });
      await server.close();
    });
}

// Imported by a test, this file runs nothing.
if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === realpathSync(fileURLToPath(import.meta.url))) {
  process.exitCode = await main(process.argv.slice(2));
}
