// Decides how the budget and the calendar are read and changed at the command line.
import type { Command } from 'commander';
import { civilDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import { rupiahText, total } from '../kernel/money.ts';
import { monthFrom } from '../kernel/month.ts';
import { type CommandContext, columns } from '../platform/command-context.ts';
import { budgetKinds, readVersionLines } from '../programme/budget-version.ts';
import { proposeBudget } from '../programme/budget-version-steps.ts';
import { type LineEffect, alternativeWords, forecastWarnings, remainder, sumOf } from './budget.ts';
import { approveBudget, budgetEffects, budgetOf } from './budget-steps.ts';
import { calendarOf } from './calendar-steps.ts';
import { stepWords } from './payment-calendar.ts';

const effectsText = (effects: readonly LineEffect[], digest: string): string =>
  [
    columns(
      ['mata anggaran', 'dari', 'menjadi', 'terikat', 'kurang', 'orang terdampak'],
      effects.map((one) => [one.line, rupiahText(one.before), rupiahText(one.after), rupiahText(one.committed), rupiahText(one.missing), one.peopleAtRisk]),
    ),
    ...effects.flatMap(({ line, alternatives }) =>
      alternatives.map(
        (one) =>
          `${line}: ${alternativeWords[one.code].id}: ${one.people} orang, ${one.personMonths} bulan-orang, hemat ${rupiahText(one.saved)}${one.lastMonth === null ? '' : `, terakhir ${one.lastMonth}`}`,
      ),
    ),
    `sidik dampak / digest of effects: ${digest}`,
  ].join('\n');

/** Adds `budget show|propose|effects|approve`. */
export function registerBudgetCommands(program: Command, context: CommandContext): void {
  const budget = program.command('budget').description('anggaran program / budget of a programme');
  budget
    .command('show')
    .description('pagu, terikat, ditagih, dibayar, sisa, perkiraan serapan / limit, commitments, invoices, payments, remainder, forecast')
    .requiredOption('--programme <name>', 'program / programme')
    .action(async (of: { programme: string }) => {
      const { database, law } = await context.open();
      const found = await database.read(context.actor(), (tx) => budgetOf(tx, { law, programme: of.programme }));
      const { expected, unused, absorption, emptyPlaces, warnings } = found.forecast;
      context.result(
        found,
        [
          columns(
            ['mata anggaran', 'sumber', 'akun JKK', 'akun JKM', 'pagu', 'terikat', 'ditagih', 'dibayar', 'sisa'],
            found.lines.map((line) => [
              line.line,
              line.fund,
              line.accountJkk,
              line.accountJkm,
              rupiahText(line.limit),
              rupiahText(line.committed),
              rupiahText(sumOf(line.invoiced)),
              rupiahText(line.paid),
              rupiahText(remainder(line)),
            ]),
          ),
          `perkiraan: ${rupiahText(expected)} terserap (${Math.floor(absorption / 10)},${absorption % 10} %), ${rupiahText(unused)} tidak terserap, ${emptyPlaces} tempat kosong`,
          ...warnings.map((one) => `! ${forecastWarnings[one].id} / ${forecastWarnings[one].en}`),
          ...found.versions.map(
            (one) =>
              `versi ${one.versionId} ${one.kind} ${one.effectiveOn}: ${rupiahText(total(one.lines.map(sumOf)))} ${one.approvedOn === null ? 'belum disetujui' : `disetujui ${one.approvedOn}`}`,
          ),
        ].join('\n'),
      );
    });
  budget
    .command('propose')
    .description('usulkan versi anggaran (APBD, pergeseran, APBD-P) / propose a version of the budget')
    .requiredOption('--programme <name>', 'program / programme')
    .requiredOption('--kind <kind>', budgetKinds.join(' | '))
    .requiredOption('--on <date>', 'berlaku mulai / effective on')
    .requiredOption('--basis <text>', 'dasar hukum / legal basis')
    .requiredOption('--line <line:jkk:jkm...>', 'mata anggaran dengan rupiah JKK dan JKM / line with rupiah for JKK and JKM')
    .action(async (of: { programme: string; kind: string; on: string; basis: string; line: string[] }) => {
      const kind = budgetKinds.find((one) => one === of.kind);
      if (kind === undefined)
        throw new Fault('bad-input', 'budget-kind-unknown', {
          id: `Jenis versi: ${budgetKinds.join(', ')}.`,
          en: `The kind of version is one of ${budgetKinds.join(', ')}.`,
        });
      const { database } = await context.open();
      const made = await database.transact(context.actor(), async (tx) => {
        const versionId = await proposeBudget(tx, {
          programme: of.programme,
          kind,
          effectiveOn: civilDate(of.on),
          basis: of.basis,
          lines: readVersionLines([of.line].flat().join(';')),
        });
        return { versionId, ...(await budgetEffects(tx, versionId)) };
      });
      context.result(
        { versionId: made.versionId, digest: made.digest, effects: made.effects },
        `versi ${made.versionId}\n${effectsText(made.effects, made.digest)}`,
      );
    });
  budget
    .command('effects <version>')
    .description('dampak sebuah versi: siapa terkena, apa pilihannya / effects of a version: whom it touches, the alternatives')
    .action(async (version: string) => {
      const { database } = await context.open();
      const found = await database.read(context.actor(), (tx) => budgetEffects(tx, version));
      context.result({ digest: found.digest, effects: found.effects }, effectsText(found.effects, found.digest));
    });
  budget
    .command('approve <version>')
    .description('setujui versi anggaran setelah membaca dampaknya / approve a version after reading its effects')
    .requiredOption('--effects <digest>', 'sidik dampak yang dibaca / digest of the effects read')
    .action(async (versionId: string, of: { effects: string }) => {
      const { database } = await context.open();
      const { approved } = await database.transact(context.actor(), (tx) => approveBudget(tx, { versionId, effects: of.effects }));
      context.result({ versionId, approved }, approved ? 'disetujui / approved' : 'sudah disetujui / approved before');
    });
}

/** Adds `month calendar`. */
export function registerCalendarCommand(month: Command, context: CommandContext): void {
  month
    .command('calendar')
    .description('kapan setiap langkah harus selesai sebelum jatuh tempo / by when each step must be done before the due date')
    .requiredOption('--programme <name>', 'program / programme')
    .option('--month <month>', 'YYYY-MM')
    .action(async (of: { programme: string; month?: string }) => {
      const { database, law } = await context.open();
      const months = await database.read(context.actor(), (tx) =>
        calendarOf(tx, { law, programme: of.programme, ...(of.month === undefined ? {} : { month: monthFrom(of.month) }) }),
      );
      const states = { done: 'selesai', late: 'TERLAMBAT', remind: 'segera', 'to-come': '' } as const;
      context.result(
        { months },
        columns(
          ['bulan', 'jatuh tempo', 'langkah', 'oleh', 'paling lambat', 'ingatkan mulai', 'keadaan'],
          months.flatMap(({ month: name, due, steps }) =>
            steps.map((one) => [name, due, stepWords[one.step].id, one.owner, one.by, one.remindFrom, states[one.state]]),
          ),
        ),
      );
    });
}
