// Decides how the installation itself is looked after at the command line: its database made or spread, the built-in one stopped, the server started.
import path from 'node:path';
import type { Command } from 'commander';
import { firstLink, linkAddress } from './access/link-steps.ts';
import { type readConfig, readDoorConfig } from './config.ts';
import { Fault } from './kernel/fault.ts';
import { type CommandContext, wholeNumber } from './platform/command-context.ts';
import { dataFolderClosed } from './platform/closed-folder.ts';
import { distribute } from './platform/distribute.ts';
import { stopEmbeddedPostgres } from './platform/embedded-postgres.ts';
import { migrate } from './platform/migrate.ts';
import { shardCount } from './platform/placement.ts';
import { defaultDataDir, migrationsFolder } from './platform/project-root.ts';

/** Where a server answers unless told otherwise. */
export const localOrigin = 'http://127.0.0.1:8080';

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

/** Adds `migrate|stop|serve`. */
export function registerUpkeepCommands(program: Command, context: CommandContext, settings: () => ReturnType<typeof readConfig>): void {
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
