// Decides how reports, the list of work, scholarships due and patterns are reached at the command line.
import type { Command } from 'commander';
import { civilDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import { rupiahText } from '../kernel/money.ts';
import { type Nik, readNik } from '../kernel/nik.ts';
import { type AccidentOutcome, accidentOutcomes } from '../law/accident-benefit.ts';
import { type CommandContext, columns, wholeNumber } from '../platform/command-context.ts';
import { bothWords, confidenceWords, wordsOf } from '../web/words.ts';
import { callBackDifferences } from './call-back-steps.ts';
import { workList } from './case-steps.ts';
import { caseWords as words } from './case-words.ts';
import { patternsOf } from './pattern-steps.ts';
import { expectedOf } from './expected-steps.ts';
import { dueScholarships } from './payee-steps.ts';
import { rightText } from './scholarship-right-words.ts';
import { placeOf } from './place-told.ts';
import { placeText } from './place-words.ts';
import { searchReported, shownFields } from './report-search-steps.ts';
import { decideReport, reportsToDecide, reportsWaiting, takeReport } from './report-steps.ts';

const mostWork = 200;

interface SearchOptions {
  readonly report: string;
  readonly name?: string;
  readonly birthYear?: number;
  readonly area?: string;
  readonly kabupaten?: string;
  readonly village?: string;
  readonly district?: string;
  readonly withNik?: boolean;
  readonly reason?: string;
}

/** The NIK typed. Fault: bad-input of the NIK. */
function nikTyped(written: string): Nik {
  const { nik, fault } = readNik(written);
  if (nik === null) throw new Fault('bad-input', fault, { id: 'NIK harus 16 angka.', en: 'A NIK has 16 digits.' });
  return nik;
}

/** Adds `claims report|reports|search|decide|work|differences|scholarships|expected|patterns`. */
export function registerReportCommands(claims: Command, context: CommandContext): void {
  claims
    .command('report <programme>')
    .description('catat laporan kematian atau kecelakaan / take a report of a death or accident')
    .requiredOption('--on <date>', 'hari peristiwa / day')
    .option('--area <village>', 'kode desa, bila diketahui / village code, if known')
    .option('--kabupaten <kabupaten>', 'kabupaten, kode atau nama; tanpa ini: tidak tahu / code or name; not known without')
    .option('--village <name>', 'desa atau kelurahan, seperti ditulis / village, as written')
    .option('--district <name>', 'kecamatan, seperti ditulis / as written')
    .requiredOption('--name <name>', 'nama yang dilaporkan / name told')
    .option('--event <event>', 'death | accident', 'death')
    .option('--source <source>', 'village-report | family-call', 'village-report')
    .option('--with-nik', 'NIK diketahui: ditanyakan / the NIK is known: asks for it')
    .option('--birth <date>', 'tanggal lahir / birth')
    .option('--words <text>', 'keterangan / words')
    .option('--reporter <name>', 'pelapor / who tells')
    .option('--phone <number>', 'telepon / telephone')
    .action(
      async (
        programme: string,
        options: {
          on: string;
          area?: string;
          kabupaten?: string;
          village?: string;
          district?: string;
          name: string;
          event: string;
          source: string;
          withNik?: boolean;
          birth?: string;
          words?: string;
          reporter?: string;
          phone?: string;
        },
      ) => {
        const workplace = await context.open();
        let token: string | null = null;
        if (options.withNik === true) token = workplace.niks.seal(nikTyped(await context.secret('NIK')));
        const taken = await workplace.database.transact(context.actor(), (tx) =>
          takeReport(tx, workplace, {
            programme,
            source: options.source === 'family-call' ? 'family-call' : 'village-report',
            event: options.event === 'accident' ? 'accident' : 'death',
            happenedOn: civilDate(options.on),
            ...placeOf(options),
            token,
            name: options.name,
            birth: options.birth ?? null,
            words: options.words ?? null,
            reporter: options.reporter ?? null,
            phone: options.phone ?? null,
          }),
        );
        context.result(
          taken,
          `laporan ${taken.receipt}: ${taken.waits ? 'menunggu keputusan petugas / waits for an officer' : `klaim ${taken.claimId ?? 'tidak ada / none'}`}`,
        );
      },
    );
  claims
    .command('reports <programme>')
    .description('laporan yang menunggu keputusan / reports to decide')
    .action(async (programme: string) => {
      const workplace = await context.open();
      const { reports, waiting } = await workplace.database.read(context.actor(), async (tx) => ({
        waiting: await reportsWaiting(tx, programme),
        reports: await reportsToDecide(tx, workplace, programme),
      }));
      const more =
        waiting > reports.length
          ? `\n${reports.length} laporan terlama dari ${waiting}; putuskan, lalu yang berikut tampil. / The oldest ${reports.length} of ${waiting}; decide them, and the next are shown.`
          : '';
      context.result(
        { waiting, reports },
        columns(
          ['laporan', 'nama', 'hari', 'tempat', 'mungkin'],
          reports.map(({ report, name, place, villages, likely }) => [
            report.reportId,
            name,
            report.happenedOn,
            [placeText(report.area, place, 'id'), ...villages.map((one) => one.code).filter((code) => code !== report.area)].join(' '),
            likely.map((one) => `${one.personKey} ${one.score}`).join('; '),
          ]),
        ) + more,
      );
    });
  claims
    .command('search <programme>')
    .description('cari orang yang dimaksud laporan pada daftar bertanda tangan / search the signed lists for whom a report means; yang ditampilkan dicatat')
    .requiredOption('--report <id>', 'laporan / report')
    .option('--name <name>', 'nama; tanpa ini: nama pada laporan / the name of the report without')
    .option('--birth-year <year>', 'tahun lahir / year of birth', wholeNumber({ from: 1900, to: 2999 })) // not law: years a person can be born in
    .option('--area <village>', 'kode desa / village code')
    .option('--kabupaten <kabupaten>', 'kode atau nama / code or name')
    .option('--village <name>', 'desa atau kelurahan / village')
    .option('--district <name>', 'kecamatan')
    .option('--with-nik', 'NIK diketahui: ditanyakan / the NIK is known: asks for it')
    .option('--reason <text>', 'untuk apa dicari; dicatat / what for; recorded')
    .action(async (programme: string, options: SearchOptions) => {
      const workplace = await context.open();
      const nik = options.withNik === true ? nikTyped(await context.secret('NIK')) : null;
      const reason = options.reason ?? null;
      if (nik !== null) await context.disclose({ kind: 'search', act: 'claims search', token: workplace.niks.seal(nik), fields: shownFields, reason });
      const found = await workplace.database.transact(context.actor(), (tx) =>
        searchReported(tx, workplace, {
          programme,
          reportId: options.report,
          name: options.name ?? null,
          birthYear: options.birthYear ?? null,
          ...placeOf(options),
          nik,
          reason,
          through: 'command',
        }),
      );
      context.result(
        found,
        [
          `laporan ${found.receipt}`,
          columns(
            ['orang', 'nama', 'NIK', 'lahir', 'desa', 'bobot'],
            found.people.map((one) => [one.personKey, one.name, one.nik, one.birthYear, `${one.area} ${one.village}`, one.bits.toFixed(1)]),
          ),
        ].join('\n'),
      );
    });
  claims
    .command('decide <programme>')
    .description('putuskan siapa yang dimaksud laporan / decide whom a report means')
    .requiredOption('--report <id>', 'laporan / report')
    .requiredOption('--evidence <text>', 'yang diperiksa / what was looked at')
    .option('--person <key>', 'orangnya; tanpa ini: tidak ada / the person; nobody without')
    .option('--outcome <outcome>', accidentOutcomes.join(' | '))
    .action(async (programme: string, options: { report: string; evidence: string; person?: string; outcome?: string }) => {
      const workplace = await context.open();
      const outcome: AccidentOutcome | null = accidentOutcomes.find((one) => one === options.outcome) ?? null;
      const decided = await workplace.database.transact(context.actor(), (tx) =>
        decideReport(tx, workplace, { programme, reportId: options.report, personKey: options.person ?? null, evidence: options.evidence, outcome }),
      );
      context.result(
        decided,
        decided.claimId === null ? 'tidak membuka klaim / opens no claim' : `klaim ${decided.claimId}${decided.opened ? ' dibuka / opened' : ''}`,
      );
    });
  claims
    .command('work <programme>')
    .description('klaim menurut keadaan, giliran siapa, yang terlambat / claims by state, who has the ball, late ones')
    .action(async (programme: string) => {
      const { database, law } = await context.open();
      const work = await database.read(context.actor(), (tx) => workList(tx, law, programme, mostWork));
      const { neverOpened: never } = work;
      context.result(
        { ...work, rows: work.rows.map(({ claim: { personKey: _, ...claim }, standing }) => ({ claim, standing })) },
        [
          `${work.claims} klaim; terlambat / late ${work.late}; denda / penalty ${rupiahText(work.penalty)}`,
          `belum dibuka siapa pun / never opened: ${never.claims} (${rupiahText(never.amount)}); < 30 hari ${never.under30}, 30-90 ${never.to90}, > 90 ${never.over90}`,
          columns(
            ['klaim', 'wilayah', 'keadaan', 'giliran', 'batas', 'umur'],
            work.rows.map(({ claim, standing }) => [
              claim.claimId,
              claim.area,
              bothWords(words.states[standing.state]),
              `${bothWords(words.holders[standing.holder])} ${standing.account ?? ''}`.trim(),
              standing.dueOn,
              standing.age,
            ]),
          ),
        ].join('\n'),
      );
    });
  claims
    .command('differences <programme>')
    .description(
      'santunan yang dibayar dan yang diterima tidak sama: siapa menjawab, sampai kapan, jawabannya / paid and arrived differ: who answers, by when, the answers',
    )
    .action(async (programme: string) => {
      const { database, law } = await context.open();
      const found = await database.read(context.actor(), (tx) => callBackDifferences(tx, law, programme));
      context.result(
        { ...found, rows: found.rows.map(({ claim: { personKey: _, ...claim }, ...rest }) => ({ claim, ...rest })) },
        [
          `belum dijawab / not answered: ${found.open}`,
          ...(found.rows.length < found.total
            ? [`${found.rows.length} yang pertama dari ${found.total} / the first ${found.rows.length} of ${found.total}`]
            : []),
          columns(
            ['klaim', 'dibayar', 'diterima', 'giliran', 'batas', 'jawaban'],
            found.rows.map(({ claim, standing, difference, reason }) => [
              claim.claimId,
              rupiahText(difference.paid),
              rupiahText(difference.arrived),
              `${bothWords(words.holders[standing.holder])} ${standing.account ?? ''}`.trim(),
              standing.dueOn,
              difference.answer === null ? null : `${bothWords(words.kinds[difference.answer])}: ${reason ?? ''}`,
            ]),
          ),
        ].join('\n'),
      );
    });
  claims
    .command('scholarships <programme>')
    .description('beasiswa yang dapat diajukan sekarang / scholarships that can be claimed now')
    .action(async (programme: string) => {
      const workplace = await context.open();
      const found = await workplace.database.read(context.actor(), (tx) => dueScholarships(tx, workplace, programme));
      context.result(
        found,
        [
          columns(
            ['klaim', 'anak', 'tahun ajaran', 'jumlah', 'gugur'],
            found.due.map((one) => [one.claimId, one.childId, one.from, rupiahText(one.amount), one.lapsesOn]),
          ),
          ...found.notEntitled.map((one) => `${one.claimId}: ${rightText(one)}`),
        ].join('\n'),
      );
    });
  claims
    .command('expected <programme>')
    .description('kematian yang dapat diperkirakan, di samping yang ditemukan / deaths to expect, beside those found')
    .option('--on <date>', 'sampai hari / up to a day')
    .action(async (programme: string, options: { on?: string }) => {
      const { database, law } = await context.open();
      const day = options.on === undefined ? undefined : civilDate(options.on);
      const { citations: _, ...found } = await database.read(context.actor(), (tx) => expectedOf(tx, law, programme, day));
      context.result(
        found,
        [
          `${found.on}: ${found.expected.toFixed(1)} kematian diperkirakan / expected, ${found.low} sampai / to ${found.high} (95%) [${bothWords(wordsOf(confidenceWords, found.confidence))}]`,
          `ditemukan / found ${found.found}; klaim / claims ${found.claims}: ${bothWords(words.verdicts[found.verdict])}`,
          `dari / from ${found.months} bulan-orang / person-months; umur atau jenis kelamin tidak diketahui / unknown ${found.unknownMonths}`,
        ].join('\n'),
      );
    });
  claims
    .command('patterns <programme>')
    .description('fakta untuk pemeriksa, bukan tuduhan / facts for an auditor, no accusation')
    .action(async (programme: string) => {
      const { database, law } = await context.open();
      const found = await database.read(context.actor(), (tx) => patternsOf(tx, law, programme));
      context.result(
        { ...found, shared: found.shared.map(({ kind, claims: of }) => ({ kind, claims: of })) },
        [
          columns(
            ['sama', 'klaim'],
            found.shared.map((one) => [bothWords(words.sharedKinds[one.kind]), one.claims.join(' ')]),
          ),
          columns(
            ['pengirim', 'orang', 'meninggal', `< ${found.earlyDays} hari`, 'terlambat masuk', `terlambat, < ${found.earlyDays} hari`],
            found.senders.map((one) => [one.sender, one.people, one.deaths, one.early, one.late, one.earlyLate]),
          ),
        ].join('\n'),
      );
    });
}
