// Decides how accounts, grants, links, sessions and programs are looked after at the command line.
import type { Command } from 'commander';
import { Fault, type FaultMessage } from '../kernel/fault.ts';
import type { Actor, Role } from '../kernel/actor.ts';
import type { ScopeKnownOf } from '../permission/reach-steps.ts';
import { type CommandContext, columns, commandGroup } from '../platform/command-context.ts';
import { accountsShown, addAccount, cautionsOn, grantRole, linkFor, lockAccount, revokeGrant, unlockAccount } from './account-steps.ts';
import { rolesIn } from './access-routes.ts';
import { scopeKey } from './grant.ts';
import { firstLink, linkAddress } from './link-steps.ts';
import { addClient, clientsShown, endClientNamed } from './machine-steps.ts';
import { linkSubject, subjectsShown } from './openid-steps.ts';
import { endOneSession, sessionsOf } from './session-steps.ts';
import { mapSystemUser } from './system-user-steps.ts';

/** What only the composition root knows. */
export interface Upkeep {
  /** Where the server answers. */
  origin(): string;
  /** What is known of the words of a scope. */
  readonly scopeKnown: ScopeKnownOf;
  /** Whoever keeps the installation, whether he has an account or not. */
  keeper(): Promise<Actor>;
}

interface Scoped {
  readonly role: string;
  readonly sponsor: string;
  readonly area: string;
  readonly branch?: string;
  readonly sender?: string;
}

/** The one role a grant is of. Faults: bad-input `role-unknown`, `one-role-each`. */
function oneRole(text: string): Role {
  const [role, another] = rolesIn(text) as readonly [Role, ...Role[]];
  if (another === undefined) return role;
  throw new Fault('bad-input', 'one-role-each', {
    id: 'Satu wewenang memberi satu peran. Beri peran lain dengan perintah sendiri.',
    en: 'One grant gives one role. Give another role by a command of its own.',
  });
}

const cautionsText = (cautions: readonly FaultMessage[]): string => cautions.map(({ id, en }) => `\nperhatikan / caution: ${id}\n  ${en}`).join('');

/** Adds `account add|list|grant|revoke|lock|unlock|link|sessions|end-session|openid|openid-link|map-os|first-link` and `client add|list|end`. */
export function registerAccessCommands(program: Command, context: CommandContext, upkeep: Upkeep): void {
  const account = commandGroup(program, 'account', 'akun petugas / accounts of officers');
  const linkText = (name: string, token: string): string =>
    `tautan sekali pakai untuk ${name}, 24 jam / one-time link, 24 hours:\n${linkAddress(upkeep.origin(), token)}`;
  account
    .command('add <name>')
    .description('tambah akun petugas; cetak tautan sekali pakai / add an officer’s account; print a one-time link')
    .option('--display-name <text>', 'nama atau jabatan / name or office', '')
    .option('--language <id|en>', 'bahasa / language', 'id')
    .action(async (name: string, options: { displayName: string; language: string }) => {
      const workplace = await context.open();
      const added = await addAccount(workplace, context.actor(), { name, displayName: options.displayName, language: options.language === 'en' ? 'en' : 'id' });
      const first = added.first ? '\nakun pertama: administrator atas semuanya / the first account: administrator of everything' : '';
      context.result(
        { accountId: added.accountId, name: added.name, first: added.first, link: linkAddress(upkeep.origin(), added.token) },
        `${linkText(added.name, added.token)}${first}`,
      );
    });
  account
    .command('list')
    .description('akun petugas dengan wewenangnya / officers’ accounts with their grants')
    .action(async () => {
      const accounts = await accountsShown(await context.open(), context.actor());
      const grantText = ({ grants }: (typeof accounts)[number]): string => grants.map((one) => `${one.role} ${scopeKey(one)} (${one.grantId})`).join('; ');
      context.result(
        { accounts },
        columns(
          ['nama', 'jabatan', 'keadaan', 'wewenang'],
          accounts.map((one) => [one.signInName, one.displayName, one.locked ? 'dikunci' : one.hasPassword ? 'siap' : 'baru', grantText(one)]),
        ),
      );
    });
  account
    .command('grant <name>')
    .description('beri wewenang / grant a role')
    .requiredOption('--role <role>', 'peran / role')
    .requiredOption('--sponsor <code>', 'pemerintah, atau * / sponsor, or *')
    .requiredOption('--area <code>', 'awal kode wilayah, atau * / beginning of the region code, or *')
    .option('--branch <code>', 'kantor cabang, atau * / branch office, or *')
    .option('--sender <name>', 'pengirim daftar, atau * / sender of lists, or *')
    .action(async (name: string, options: Scoped) => {
      const role = oneRole(options.role);
      const { sponsor, area, branch = null, sender = null } = options;
      const [workplace, actor] = [await context.open(), context.actor()];
      const grantId = await grantRole(workplace, actor, { account: name, role, sponsor, area, branch, sender });
      const cautions = await cautionsOn(workplace, actor, [role], { sponsor, area, branch, sender }, upkeep.scopeKnown);
      context.result({ grantId, cautions }, `wewenang ${grantId} diberikan / granted${cautionsText(cautions)}`);
    });
  account
    .command('revoke <grant>')
    .description('akhiri wewenang / end a grant')
    .action(async (grantId: string) => {
      await revokeGrant(await context.open(), context.actor(), grantId);
      context.result({ grantId }, `wewenang ${grantId} diakhiri / ended`);
    });
  account
    .command('lock <name>')
    .description('kunci akun dan akhiri sesinya / lock an account and end its sessions')
    .requiredOption('--reason <text>', 'alasan / reason')
    .action(async (name: string, options: { reason: string }) => {
      await lockAccount(await context.open(), context.actor(), { account: name, reason: options.reason });
      context.result({ name, locked: true }, `${name} dikunci / locked`);
    });
  account
    .command('unlock <name>')
    .description('buka kunci akun / lift the lock')
    .action(async (name: string) => {
      await unlockAccount(await context.open(), context.actor(), name);
      context.result({ name, locked: false }, `${name} tidak dikunci lagi / unlocked`);
    });
  account
    .command('link <name>')
    .description('tautan untuk menetapkan kata sandi dan aplikasi kode lagi / a link to set password and authenticator anew')
    .action(async (named: string) => {
      const { name, token } = await linkFor(await context.open(), context.actor(), named);
      context.result({ name, link: linkAddress(upkeep.origin(), token) }, linkText(name, token));
    });
  account
    .command('sessions <name>')
    .description('sesi terbuka / open sessions')
    .action(async (name: string) => {
      const sessions = await sessionsOf(await context.open(), context.actor(), name);
      context.result(
        { sessions },
        columns(
          ['mulai', 'terakhir', 'cara', 'peramban', 'id'],
          sessions.map((one) => [one.beganAt, one.seenAt, one.way, one.userAgent, one.sessionId]),
        ),
      );
    });
  account
    .command('end-session <session>')
    .description('akhiri satu sesi / end a session')
    .action(async (sessionId: string) => {
      await endOneSession(await context.open(), context.actor(), sessionId);
      context.result({ sessionId }, `sesi ${sessionId} diakhiri / ended`);
    });
  account
    .command('openid')
    .description('yang datang dari layanan masuk instansi / who came from the office sign-in')
    .action(async () => {
      const subjects = await subjectsShown(await context.open(), context.actor());
      context.result(
        { subjects },
        columns(
          ['dikenal sebagai', 'subjek', 'penerbit', 'akun'],
          subjects.map((one) => [one.knownAs, one.subject, one.issuer, one.accountId ?? 'menunggu']),
        ),
      );
    });
  account
    .command('openid-link <name>')
    .description('hubungkan akun dengan orang dari layanan instansi / link an account to somebody from the office sign-in')
    .requiredOption('--issuer <address>', 'penerbit / issuer')
    .requiredOption('--subject <text>', 'subjek / subject')
    .action(async (name: string, options: { issuer: string; subject: string }) => {
      await linkSubject(await context.open(), context.actor(), { account: name, ...options });
      context.result({ name, linked: true }, `${name} terhubung / linked`);
    });
  account
    .command('map-os <user> <name>')
    .description('pengguna sistem operasi boleh bertindak sebagai akun / an operating-system user may act as an account')
    .option('--remove', 'tidak boleh lagi / no longer', false)
    .action(async (user: string, name: string, { remove }: { remove: boolean }) => {
      const workplace = await context.open();
      const mapped = await mapSystemUser(workplace, await upkeep.keeper(), { user, account: name, remove });
      context.result({ user, account: mapped.account, removed: remove }, `${user} ${remove ? 'bukan lagi / no longer' : '='} ${mapped.account}`);
    });
  account
    .command('first-link')
    .description('tautan untuk administrator pertama, selama belum ada akun / the link for the first administrator, while there is no account')
    .action(async () => {
      const workplace = await context.open();
      const token = await firstLink(workplace, await upkeep.keeper());
      if (token === null) {
        throw new Fault('conflict', 'account-exists', {
          id: 'Sudah ada akun. Tautan untuk akun yang ada dibuat oleh administrator: payung account link NAMA.',
          en: 'There is an account already. An administrator makes the link of one that exists: payung account link NAME.',
        });
      }
      const link = linkAddress(upkeep.origin(), token);
      context.result({ link }, link);
    });
  registerClientCommands(program, context, upkeep);
}

function registerClientCommands(program: Command, context: CommandContext, { scopeKnown }: Pick<Upkeep, 'scopeKnown'>): void {
  const client = program.command('client').description('program yang masuk sendiri / programs that sign in');
  client
    .command('add <name>')
    .description('tambah program; cetak rahasianya sekali / add a program; print its secret once')
    .requiredOption('--roles <roles>', 'peran, dipisah koma / roles, separated by commas')
    .requiredOption('--sponsor <code>', 'pemerintah, atau * / sponsor, or *')
    .requiredOption('--area <code>', 'awal kode wilayah, atau * / beginning of the region code, or *')
    .option('--branch <code>', 'kantor cabang, atau * / branch office, or *')
    .option('--sender <name>', 'pengirim daftar, atau * / sender of lists, or *')
    .option('--acts <names>', 'hanya operationId ini, dipisah koma / these operationIds only')
    .action(async (name: string, options: { roles: string; sponsor: string; area: string; branch?: string; sender?: string; acts?: string }) => {
      const { sponsor, area, branch = null, sender = null } = options;
      const acts = options.acts === undefined ? null : options.acts.split(/[\s,]+/).filter((one) => one !== '');
      const [workplace, actor, held] = [await context.open(), context.actor(), rolesIn(options.roles)];
      const added = await addClient(workplace, actor, { name, roles: held, sponsor, area, branch, sender, acts });
      const cautions = await cautionsOn(workplace, actor, held, { sponsor, area, branch, sender }, scopeKnown);
      context.result({ ...added, cautions }, `client_id     ${added.clientId}\nclient_secret ${added.secret}\n${added.expiresAt}${cautionsText(cautions)}`);
    });
  client
    .command('list')
    .description('program yang boleh masuk / programs that may sign in')
    .action(async () => {
      const clients = await clientsShown(await context.open(), context.actor());
      context.result(
        { clients },
        columns(
          ['nama', 'wewenang', 'perbuatan', 'sampai', 'id'],
          clients.map((one) => [
            one.name,
            `${one.roles.join(',')} ${one.scope}`,
            one.acts?.join(',') ?? 'semua',
            one.ended ? 'berakhir' : one.expiresAt,
            one.clientId,
          ]),
        ),
      );
    });
  client
    .command('end <name>')
    .description('akhiri program / end a program')
    .action(async (name: string) => {
      await endClientNamed(await context.open(), context.actor(), name);
      context.result({ name, ended: true }, `${name} berakhir / ended`);
    });
}
