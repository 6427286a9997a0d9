// Decides how the end of a programme's term is shown, decided and carried out at the command line.
import type { Command } from 'commander';
import { civilDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import { areaName } from '../kernel/area-name.ts';
import { type Rupiah, rupiahText } from '../kernel/money.ts';
import { type CommandContext, columns, wholeNumber } from '../platform/command-context.ts';
import { bothWords } from '../web/words.ts';
import { type YearEndChoice, choiceWords, yearEndChoices } from './year-end.ts';
import { registerSeamCommands } from './seam-commands.ts';
import { carryYearEnd } from './carry-steps.ts';
import { type YearEnd, chooseYearEnd, yearEnd } from './year-end-steps.ts';

/** Adds `term show|choose|carry|hand|seam PROGRAMME`. */
export function registerYearEndCommands(program: Command, context: CommandContext): void {
  const group = program
    .command('term')
    .description('akhir masa program: siapa berakhir, pilihan dan harganya / the end of a term: whose cover ends, choices and prices');
  group
    .command('show <programme>')
    .description('siapa berakhir dan berapa biaya melanjutkan / whose cover ends and what going on costs')
    .option('--opens-on <date>', 'kapan anggaran berikutnya membayar / when the next budget pays')
    .action(async (programme: string, options: { opensOn?: string }) => {
      const { database, law } = await context.open();
      const found = await database.read(context.actor(), (tx) =>
        yearEnd(tx, { law, programme, ...(options.opensOn === undefined ? {} : { opensOn: civilDate(options.opensOn) }) }),
      );
      context.result(found, told(found));
    });
  group
    .command('choose <programme> <choice>')
    .description(
      `catat bagaimana tiap kabupaten dilanjutkan / record how each kabupaten goes on: ${yearEndChoices.map((one) => `${one} (${bothWords(choiceWords[one])})`).join(', ')}`,
    )
    .option('--area <code>', 'kode kabupaten; tanpa ini semua / kabupaten; all without it')
    .option('--months <number>', 'bayar di muka berapa bulan / months in advance', wholeNumber({ from: 1, to: 60 }))
    .option('--next-payer <name>', 'pembayar berikutnya: nama program di sini, atau lain / the next payer: a programme here by its name, or another')
    .requiredOption('--reason <text>', 'alasan / reason')
    .action(async (programme: string, choice: string, options: { area?: string; months?: number; nextPayer?: string; reason: string }) => {
      const { database, law } = await context.open();
      const chosen = await database.transact(context.actor(), (tx) => chooseYearEnd(tx, { law, programme, choice: choiceFrom(choice), ...options }));
      context.result(
        { choices: chosen },
        [
          `${bothWords(choiceWords[choiceFrom(choice)])}: ${chosen.length} kabupaten`,
          columns(
            ['kabupaten/kota', 'kode', 'orang', 'harga'],
            chosen.map(({ area, name, people, price }) => [areaName(name), area, people, priceText(price)]),
          ),
        ].join('\n'),
      );
    });
  group
    .command('carry <programme>')
    .description('jalankan pilihan: tanggung bulan di muka, ikat uang, tulis daftar / carry the choices out: hold months in advance, commit money, write lists')
    .action(async (programme: string) => {
      const done = await carryYearEnd(await context.open(), context.actor(), { programme });
      context.result(
        done,
        [
          columns(
            ['kabupaten/kota', 'kode', 'pilihan', 'orang', 'harga', 'berkas'],
            done.carried.map(({ area, name, choice, persons, price, file }) => [
              areaName(name),
              area,
              choiceWords[choice].id,
              persons,
              priceText(price),
              file?.path ?? null,
            ]),
          ),
          ...(done.open.length === 0 ? [] : [`belum dipilih / nothing chosen: ${done.open.map(({ name }) => areaName(name)).join(', ')}`]),
        ].join('\n'),
      );
    });
  registerSeamCommands(group, context);
}

/** The price of a choice; where each pays for himself `term show` tells what. */
const priceText = (price: Rupiah | null): string => (price === null ? 'masing-masing / each pays' : rupiahText(price));

function choiceFrom(text: string): YearEndChoice {
  const choice = yearEndChoices.find((one) => one === text);
  if (choice !== undefined) return choice;
  throw new Fault(
    'bad-input',
    'year-end-choice-unknown',
    { id: `Pilihan: ${yearEndChoices.join(', ')}.`, en: `Choices: ${yearEndChoices.join(', ')}.` },
    { column: 'choice' },
  );
}

function told(found: YearEnd): string {
  return [
    `${found.fallsOff} orang berakhir perlindungannya ${found.endsOn} / ${found.fallsOff} people's cover ends on ${found.endsOn}`,
    `iuran ${found.next} jatuh tempo ${found.dueOn}: ${rupiahText(found.perMonth)} sebulan, ${rupiahText(found.perYear)} setahun (${rupiahText(found.perPerson)} seorang)`,
    `pagu belum terikat / uncommitted: ${rupiahText(found.uncommitted)}`,
    ...found.prepay.map(
      ({ months, amount, affordable }) =>
        `  ${choiceWords.prepay.id} ${months} bulan: ${rupiahText(amount)}${affordable ? '' : ' (melebihi sisa / beyond what is left)'}`,
    ),
    ...Object.entries(found.selfPayment).map(
      ([sector, ranges]) =>
        `  bayar sendiri / self, ${sector}: ${ranges.map(({ first, last, amount }) => `${first}–${last} ${rupiahText(amount)}`).join(', ')}`,
    ),
    `  ingatkan / remind: ${found.reminders.join(', ')}`,
    columns(
      ['anggaran buka', 'belum jatuh tempo', 'hari menunggak', 'hari tidak terlindungi', 'nonaktif', 'bulan dibayar'],
      found.openings.map((one) => [one.opensOn, one.daysNotDue, one.daysInArrears, one.daysUnprotected, one.lapsed ? 'ya / yes' : '', one.months]),
    ),
    `bila masa tunggu mulai lagi / if the wait begins anew: ${rupiahText(found.perDeathIfWaitBegins)} tiap kematian / a death`,
    columns(
      ['kabupaten/kota', 'kode', 'orang', 'sudah lanjut', 'berakhir', 'sebulan', 'setahun', 'pilihan', 'dijalankan'],
      found.groups.map((one) => [
        areaName(one.name),
        one.area,
        one.people,
        one.goesOn,
        one.fallsOff,
        rupiahText(one.perMonth),
        rupiahText(one.perYear),
        one.choice === null ? null : choiceWords[one.choice.choice].id,
        one.choice?.persons ?? null,
      ]),
    ),
  ].join('\n');
}
