// Decides what the command line offers and how it ends: 0 done, 1 refused with reasons, 2 wrong use. One of the readers of the environment.
import { realpathSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import { Command, CommanderError } from 'commander';
import { actorOfSystemUser } from './access/system-user-steps.ts';
import { permissions } from './permission/permission-client.ts';
import { disclosures } from './permission/reveal-steps.ts';
import { type Asked, permit } from './permission/reach-steps.ts';
import { readConfig } from './config.ts';
import type { Actor } from './kernel/actor.ts';
import { assert } from './kernel/fault.ts';
import { type CommandContext, mayMakeInstallation } from './platform/command-context.ts';
import type { Database } from './platform/database.ts';
import { showProgress } from './platform/progress.ts';
import { faultToExit } from './platform/rendering.ts';
import { refuseTypedWords } from './platform/typed-words.ts';
import { helpTitle, usageText } from './platform/usage-text.ts';
import { type Workplace, openWorkplace } from './platform/workplace.ts';
import { regionOf } from './programme/programme-steps.ts';
import { actOfCommand, registerCommands } from './commands.ts';
import { oneSpelling, systemUser } from './system-user.ts';

const jsonOf = (value: unknown): string => JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? Number(part) : part), 2);

/** While there is no account, whoever keeps the data folder acts, under his own name or as `--as` says: two people are needed to sign a list. */
const actorNamed = (name: string): Actor => ({
  id: `local:${oneSpelling(name)}`,
  roles: ['sender', 'verifier', 'selector', 'approver', 'finance', 'branch-officer', 'case-worker', 'auditor', 'data-protection-officer', 'administrator'],
  sponsor: '*',
  area: '*',
  posts: { branch: '*', sender: '*' },
});

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

/** Acts on the installation itself, for whoever can open it: he holds its keys, and there may be no account yet. Two ask besides whose its folder is. */
const upkeepActs: ReadonlySet<string> = new Set(['migrate', 'stop', 'serve', 'account map-os', 'account first-link']);

/** `help list submit` asks what `list submit --help` does; the parser's own knows one word. */
const helpLast = (words: readonly string[]): readonly string[] => (words[0] === 'help' ? [...words.slice(1), '--help'] : words);

/** The first word of a question for help that names no command, or null. Elsewhere the parser tells it itself. */
function unknownInHelp(program: Command, words: readonly string[]): string | null {
  if (!words.some((word) => word === '--help' || word === '-h')) return null;
  let command = program;
  for (const word of words) {
    if (word.startsWith('-') || word === 'help' || command.commands.length === 0) return null;
    const next = command.commands.find((one) => one.name() === word || one.aliases().includes(word));
    if (next === undefined) return word;
    command = next;
  }
  return null;
}

/** Runs one command; answers the exit code. */
export async function main(typed: readonly string[], { environment = process.env, actorOf }: Surroundings = {}): Promise<number> {
  const words = helpLast(typed);
  const program = new Command('payung')
    .description('Payung: perlindungan pekerja rentan, dari daftar desa sampai santunan / from a village list to a family protected')
    .option('--json', 'jawab satu objek JSON / answer one JSON object')
    .option('--data <folder>', 'folder data (juga PAYUNG_DATA) / data folder')
    .option('--as <name>', 'bertindak sebagai akun / act as the account')
    .option('--duty <scope>', 'dengan wewenang, misalnya ntt/53 / under the duty, for example ntt/53')
    .option('--glass <id>', 'akses darurat yang dipakai / the broken glass this is done by')
    .configureOutput({ outputError: (said, write) => write(usageText(said)) })
    .showHelpAfterError('Cara memakainya: perintah yang sama dengan --help. / How it is used: the same command with --help.')
    .configureHelp({ styleTitle: helpTitle })
    .helpOption('-h, --help', 'cara memakainya / how it is used')
    .helpCommand('help [command]', 'cara memakai suatu perintah / how a command is used')
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
    const unknown = unknownInHelp(program, words);
    if (unknown !== null) program.error(`error: unknown command '${unknown}'`);
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

// Imported by a test, this file runs nothing.
if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === realpathSync(fileURLToPath(import.meta.url))) {
  process.exitCode = await main(process.argv.slice(2));
}
