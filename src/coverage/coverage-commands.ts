// Decides how coverage is asked at the command line: one person by NIK (best by prompt or standard input, not in the shell's history), or a programme's count.
import type { Command } from 'commander';
import { instant, type Instant } from '../kernel/clock.ts';
import { civilDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import { refuseLongNumber } from '../kernel/long-number.ts';
import { type Nik, readNik } from '../kernel/nik.ts';
import { type CommandContext, columns, dateOption } from '../platform/command-context.ts';
import { confidenceWords, wordsOf } from '../web/words.ts';
import { type CoverAnswer, type Coverage, coverStates, stateWords } from './coverage.ts';
import { type CoverPeriod, coverageOf, coveredCount } from './coverage-steps.ts';

/** Adds `coverage [NIK]` and `coverage --programme NAME`. */
export function registerCoverageCommands(program: Command, context: CommandContext): void {
  program
    .command('coverage [nik]')
    .description('apakah seseorang terlindungi pada suatu hari / is a person protected on a day; tanpa NIK ditanyakan / asks for the NIK')
    .option('--on <date>', 'tanggal YYYY-MM-DD; tanpa ini hari ini / date; today without it')
    .option('--from <date>', 'sebut juga masa perlindungan sejak tanggal ini / tell the periods since this date')
    .option('--known-at <instant>', 'menurut catatan sampai saat itu (ISO 8601) / as recorded by then')
    .option('--reason <text>', 'untuk apa dicari; dicatat / what for; recorded')
    .option('--programme <name>', 'hitung seluruh program / count a whole programme')
    .action(async (given: string | undefined, options: { on?: string; from?: string; knownAt?: string; programme?: string; reason?: string }) => {
      const workplace = await context.open();
      const on = dateOption(options.on, workplace);
      const known = options.knownAt === undefined ? {} : { knownAt: instantOption(options.knownAt) };
      const { database, law, niks } = workplace;
      if (options.programme !== undefined) {
        const { programme } = options;
        const count = await database.read(context.actor(), (tx) => coveredCount(tx, { law, programme, on, ...known }));
        context.result(
          { on, ...count },
          columns(
            [on, 'JKK', 'JKM'],
            coverStates.map((state) => [stateWords[state].id, count.jkk[state], count.jkm[state]]),
          ),
        );
        return;
      }
      const token = niks.seal(nikFrom(given ?? (await context.secret('NIK'))));
      if (options.reason !== undefined) refuseLongNumber(options.reason, 'reason');
      await context.disclose({ kind: 'search', act: 'coverage', token, fields: ['coverage'], reason: options.reason ?? null });
      const answer = await coverageOf((statement) => database.look(context.actor(), statement), {
        law,
        token,
        on,
        ...known,
        ...(options.from === undefined ? {} : { from: civilDate(options.from) }),
      });
      context.result(answer, coverageText(answer));
    });
}

function nikFrom(text: string): Nik {
  const { nik, fault } = readNik(text);
  if (nik !== null) return nik;
  throw new Fault('bad-input', fault, { id: 'NIK harus 16 angka.', en: 'A NIK has 16 digits.' });
}

function instantOption(text: string): Instant {
  if (!Number.isNaN(Date.parse(text)) && /T.*(Z|[+-]\d{2}:?\d{2})$/.test(text)) return instant(text);
  throw new Fault('bad-input', 'instant-not-real', {
    id: `"${text}" bukan waktu yang lengkap; tulis misalnya 2025-08-01T12:00:00+08:00.`,
    en: `"${text}" is not a complete instant; write for example 2025-08-01T12:00:00+08:00.`,
  });
}

/** The answer for people, Indonesian first. */
export function coverageText(answer: Coverage & { readonly periods: readonly CoverPeriod[] }): string {
  const line = (cover: CoverAnswer): string => {
    const words = stateWords[cover.state];
    const since = cover.since === null ? '' : ` sejak / since ${cover.since}`;
    const reasons = cover.reasons.flatMap((reason) => [
      `      ${reason.id}`,
      `      ${reason.en}`,
      ...reason.citations.map((cited) => `      [${wordsOf(confidenceWords, cited.confidence).id}] ${cited.parameter}: ${cited.article}`),
      ...reason.unsettled.flatMap(({ title, note }) => [`      belum pasti / unsettled: ${title.id}${note === null ? '' : ` (${note.id})`}`]),
    ]);
    return [`  ${cover.cover.toUpperCase()}: ${words.id}${since} / ${words.en}`, ...reasons].join('\n');
  };
  const months = answer.posted.map((posting) => `${posting.month} (${posting.bankValueOn}${posting.counts ? '' : ', sesudah hari ini / after this day'})`);
  const minimum = answer.fullBenefit.readings.map(
    (reading) => `    ${reading.isDefault ? '*' : ' '} ${reading.counting}: ${reading.fullBenefitFrom ?? `kurang / missing ${reading.missing}`}`,
  );
  return [
    `${answer.on}, menurut catatan sampai / as recorded by ${answer.knownAt}`,
    line(answer.jkk),
    line(answer.jkm),
    `  Bulan diposting / months posted: ${months.length === 0 ? '-' : months.join(', ')}`,
    ...(answer.gaps.length === 0 ? [] : [`  Bulan kosong / gaps: ${answer.gaps.join(', ')}`]),
    ...answer.periods.map(({ from, to, jkk, jkm }) => `  ${from} – ${to}: JKK ${stateWords[jkk].id}, JKM ${stateWords[jkm].id}`),
    '  Santunan JKM penuh sejak / full JKM from (cara hitung belum pasti / counting unsettled):',
    ...minimum,
  ].join('\n');
}
