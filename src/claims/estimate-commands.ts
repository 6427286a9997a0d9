// Decides how an estimate is asked at the command line: a NIK by prompt or standard input, or supposed months; amounts as options.
import type { Command } from 'commander';
import { Fault } from '../kernel/fault.ts';
import { refuseLongNumber } from '../kernel/long-number.ts';
import { readNik } from '../kernel/nik.ts';
import { accidentOutcomes } from '../law/accident-benefit.ts';
import { type CommandContext, wholeNumber } from '../platform/command-context.ts';
import { type EstimateFields, estimateFor } from './estimate-steps.ts';
import { estimateText } from './estimate-text.ts';

const amounts = [
  ['--base <rupiah>', 'dasar penghasilan / income base'],
  ['--land <rupiah>', 'angkutan darat / transport by land'],
  ['--sea <rupiah>', 'angkutan laut / by sea'],
  ['--air <rupiah>', 'angkutan udara / by air'],
  ['--medical <rupiah>', 'perawatan / treatment'],
  ['--incapacity-months <n>', 'bulan tidak mampu bekerja / months unable to work'],
  ['--home-care <rupiah>', 'perawatan di rumah / home care'],
  ['--dentures <rupiah>', 'gigi tiruan / dentures'],
  ['--hearing-aid <rupiah>', 'alat bantu dengar / hearing aid'],
  ['--glasses <rupiah>', 'kacamata / glasses'],
  ['--prosthesis <rupiah>', 'harga patokan prostese / reference price'],
  ['--disability-percent <n>', 'persen cacat menurut dokter / percent by the doctor'],
  ['--function-loss-percent <n>', 'persen fungsi hilang / percent of function lost'],
  ['--months <n>', 'jumlah bulan yang diandaikan dibayar / months supposed paid'],
] as const;

/** Adds `claims estimate` to the group of claims. */
export function registerEstimateCommand(claims: Command, context: CommandContext): void {
  const command = claims
    .command('estimate')
    .description('santunan menurut hukum untuk siapa pun, peristiwa dan hari apa pun / what the law gives for any person, event and day')
    .requiredOption('--event <event>', 'death | accident')
    .requiredOption('--on <date>', 'hari peristiwa YYYY-MM-DD / day of the event')
    .option('--person', 'untuk satu orang: NIK ditanyakan / for a person: asks for the NIK')
    .option('--reason <text>', 'untuk apa dicari; dicatat / what for; recorded')
    .option('--first-month <month>', 'tanpa NIK: bulan pertama YYYY-MM / first month')
    .option('--outcome <outcome>', accidentOutcomes.join(' | '))
    .option('--family <text>', 'misalnya / such as "spouse; child 2015-03-02"')
    .option('--children <text>', 'misalnya / such as "sd 2 2018-05-01"');
  const whole = wholeNumber({ from: 0 });
  for (const [flags, words] of amounts) command.option(flags, words, whole);
  command.action(async (options: Omit<EstimateFields, 'event' | 'outcome'> & { event: string; outcome?: string; person?: boolean; reason?: string }) => {
    const { database, law, niks } = await context.open();
    const { person = false, reason, ...given } = options;
    const event = given.event === 'death' || given.event === 'accident' ? given.event : refuse('event', 'death, accident');
    const outcome =
      given.outcome === undefined ? undefined : (accidentOutcomes.find((one) => one === given.outcome) ?? refuse('outcome', accidentOutcomes.join(', ')));
    let token: string | null = null;
    if (person) {
      const { nik, fault } = readNik(await context.secret('NIK'));
      if (nik === null) throw new Fault('bad-input', fault, { id: 'NIK harus 16 angka.', en: 'A NIK has 16 digits.' });
      token = niks.seal(nik);
      if (reason !== undefined) refuseLongNumber(reason, 'reason');
      await context.disclose({ kind: 'search', act: 'claims estimate', token, fields: ['coverage', 'estimate'], reason: reason ?? null });
    }
    const answer = await estimateFor((statement) => database.look(context.actor(), statement), { law, token, fields: { ...given, event, outcome } });
    context.result(answer, estimateText(answer));
  });
}

function refuse(option: string, known: string): never {
  throw new Fault('bad-input', `${option}-not-known`, { id: `--${option}: pilih ${known}.`, en: `--${option}: choose ${known}.` });
}
