// Decides how accounts are published and a person's story told at the command line.
import type { Command } from 'commander';
import { isReason } from '../permission/reveal-steps.ts';
import { Fault } from '../kernel/fault.ts';
import { refuseLongNumber } from '../kernel/long-number.ts';
import { rupiahText } from '../kernel/money.ts';
import { readNik } from '../kernel/nik.ts';
import { type CommandContext, columns, commandGroup, dateOption } from '../platform/command-context.ts';
import type { PublicAccount } from './account.ts';
import type { PublicCount } from './disclosure.ts';
import { accountOf, publishAccount, publishedAccount } from './reporting-steps.ts';
import { storyText } from './story.ts';
import { storyOf } from './story-steps.ts';

/** Adds `account show|publish|read PROGRAMME` and `explain [NIK]`. */
export function registerReportingCommands(program: Command, context: CommandContext): void {
  const account = commandGroup(program, 'account', 'pertanggungjawaban kepada publik, dan akun petugas / the public account, and accounts of officers');
  for (const [name, words] of [
    ['show', 'susun tanpa menerbitkan / make without publishing'],
    ['publish', 'susun dan terbitkan / make and publish'],
  ] as const) {
    account
      .command(`${name} <programme>`)
      .description(words)
      .option('--on <date>', 'per tanggal / as of')
      .action(async (programme: string, options: { on?: string }) => {
        const workplace = await context.open();
        const on = dateOption(options.on, workplace);
        const made =
          name === 'publish'
            ? (await publishAccount(workplace, context.actor(), programme, on)).account
            : await accountOf(workplace, context.actor(), programme, on);
        context.result(made, accountText(made));
      });
  }
  account
    .command('read <programme>')
    .description('akun terbit yang terbaru, data terbuka yang sama dengan /v1/publik / the newest published account, the same open data as under /v1/publik')
    .action(async (programme: string) => {
      const workplace = await context.open();
      const published = await publishedAccount(workplace, context.actor(), programme);
      context.result(published, accountText(published));
    });
  program
    .command('explain [nik]')
    .description("seluruh riwayat satu orang; tanpa NIK: ditanyakan atau dari masukan standar / one person's whole story")
    .option('--reason <text>', 'untuk apa dicari; dicatat, dan KPJ dibuka / what for; recorded, and KPJs are shown')
    .action(async (given: string | undefined, { reason }: { reason?: string }) => {
      const { nik, fault } = readNik(given ?? (await context.secret('NIK')));
      if (nik === null) throw new Fault('bad-input', fault, { id: 'NIK harus 16 angka.', en: 'A NIK has 16 digits.' });
      const workplace = await context.open();
      const shown = isReason(reason);
      if (reason !== undefined) refuseLongNumber(reason, 'reason');
      const story = await storyOf(workplace, context.actor(), nik, { shown });
      await context.disclose({
        kind: shown ? 'reveal' : 'search',
        act: 'explain',
        token: workplace.niks.seal(nik),
        fields: shown ? ['story', 'kpj'] : ['story'],
        reason: reason ?? null,
      });
      context.result(story, storyText(story));
    });
}

const rupiahTold = (amount: PublicCount): string => (amount === 'withheld' ? 'disembunyikan' : rupiahText(BigInt(amount)));
const told = (count: PublicCount): string => (count === 'withheld' ? 'disembunyikan' : String(count));

/** An account as text: a row a kabupaten, then the sums. */
function accountText({ title, asOf, areas, totals }: PublicAccount): string {
  const rows = areas.map((row) => [
    row.area,
    row.name,
    ...[row.places, row.listed, row.registered, row.protectedPeople, row.personMonths].map(told),
    rupiahTold(row.posted),
    told(row.claims),
  ]);
  return [
    `${title.id} per ${asOf}`,
    columns(['kode', 'kabupaten/kota', 'tempat', 'ditetapkan', 'terdaftar', 'terlindungi', 'bulan-orang', 'diposting', 'klaim'], rows),
    `Jumlah: ${totals.places} tempat, ${told(totals.protectedPeople)} terlindungi, ${rupiahTold(totals.posted)} diposting dari ${rupiahTold(totals.budget)}, ${told(totals.claims)} keluarga (${rupiahTold(totals.claimAmount)})`,
  ].join('\n');
}
