// Decides how instruments are proposed and signed, and people registered, at the command line.
import type { Command } from 'commander';
import { rupiahText } from '../kernel/money.ts';
import { type CommandContext, columns, dateOption } from '../platform/command-context.ts';
import { wordsOf } from '../web/words.ts';
import { registerCardCommands } from './card-commands.ts';
import { registerFamilyCommands } from './family-commands.ts';
import { instrumentNamed, instrumentsShown, proposeEstablishment, proposeReplacements, signInstrument } from './instrument-steps.ts';
import { enrolmentWords } from './enrolment-words.ts';
import { lateLines } from './late-words.ts';
import { leaverFileHelp } from './leaver-file.ts';
import { readLeavers } from './leavers-steps.ts';
import { writesPerBranch } from './per-branch-commands.ts';
import { exportEnrolment, readEnrolmentAnswers } from './registration-steps.ts';

/** Adds `determine propose|replace|sign|show` and `enrol export|answer`. */
export function registerEnrolmentCommands(program: Command, context: CommandContext): void {
  const determine = program.command('determine').description('surat keputusan: usul, tanda tangan / instruments: propose, sign');
  for (const [name, propose, words] of [
    ['propose', proposeEstablishment, 'usulkan penetapan daftar dari pembagian tempat terbaru / propose the list of the newest allocation'],
    ['replace', proposeReplacements, 'usulkan perubahan: yang keluar diganti dari cadangan / propose replacing leavers from the reserve'],
  ] as const) {
    determine
      .command(`${name} <programme>`)
      .description(words)
      .requiredOption('--number <number>', 'nomor keputusan / number of the instrument')
      .option('--effective <date>', 'tanggal berlaku / effective date')
      .action(async (programme: string, options: { number: string; effective?: string }) => {
        const workplace = await context.open();
        const proposal = await propose(workplace, context.actor(), {
          programme,
          number: options.number,
          effectiveOn: dateOption(options.effective, workplace),
        });
        if (proposal === null)
          return context.result({ additions: 0, removals: 0 }, 'Tidak ada yang keluar; tidak ada yang perlu diganti. / Nobody left; nothing to replace.');
        context.result(
          proposal,
          `${proposal.number} diusulkan: ${proposal.additions} orang ditambah, ${proposal.removals} dikeluarkan\n${lateLines(proposal.late)
            .map((line) => `${line}\n`)
            .join('')}instrument ${proposal.instrumentId}\nhash ${proposal.listDigest}`,
        );
      });
  }
  determine
    .command('sign <instrument>')
    .description('tandatangani (nomor atau id keputusan); harus oleh pejabat lain dari pengusul / sign (number or id); by another official than the proposer')
    .option('--delegation <number>', 'nomor pelimpahan bila ditandatangani yang diberi wewenang / number of the delegation a delegate signs by')
    .action(async (named: string, options: { delegation?: string }) => {
      const workplace = await context.open();
      const instrumentId = await workplace.database.read(context.actor(), async (tx) => instrumentNamed(tx, named));
      const signed = await signInstrument(workplace, context.actor(), instrumentId, options);
      context.result(
        { instrumentId, number: signed.instrument.number, personMonths: signed.personMonths, amount: signed.amount },
        `${signed.instrument.number} ditandatangani: ${signed.personMonths} bulan-orang, ${rupiahText(signed.amount)} terikat`,
      );
    });
  determine
    .command('show <programme>')
    .description(
      'daftar semua keputusan sebuah program, satu baris tiap keputusan (isi satu keputusan: determine tell) / the list of a programme’s instruments, a line each (one of them whole: determine tell)',
    )
    .action(async (programme: string) => {
      const { database } = await context.open();
      const rows = await database.read(context.actor(), (tx) => instrumentsShown(tx, programme));
      if (rows.length === 0) return context.result({ instruments: rows }, 'belum ada keputusan / no instruments yet');
      const list = columns(
        ['nomor', 'jenis', 'tambah', 'terlambat', 'keluar', 'diusulkan', 'ditandatangani', 'id'],
        rows.map((row) => [
          row.number,
          wordsOf(enrolmentWords.kinds, row.kind).id,
          row.additions,
          row.lateAdditions,
          row.removals,
          row.proposedBy,
          row.signedOn === null ? 'belum' : `${row.signedOn} ${row.signedBy ?? ''}`,
          row.instrumentId,
        ]),
      );
      context.result({ instruments: rows }, `${list}\nsatu keputusan lengkap / one of them whole: payung determine tell ${rows.at(-1)?.number ?? 'NOMOR'}`);
    });
  registerFamilyCommands(determine, context);

  const enrol = program.command('enrol').description('pendaftaran ke BPJS Ketenagakerjaan / registration with the administrator');
  const files = enrol.command('export <instrument>').option('--form <form>', 'formulir (profil ekspor) / form (export profiles)', 'sipp');
  writesPerBranch(
    files.description(
      '(nomor atau id keputusan) tulis berkas data_tk_baru dan data_tk_lanjutan per cabang / write the files for new and continuing members per branch',
    ),
    context,
    exportEnrolment,
  );
  enrol
    .command('leavers <programme> <file>')
    .description('baca laporan desa: siapa pindah atau mengundurkan diri / read village reports of who moved or withdrew')
    .addHelpText('after', `\n${leaverFileHelp.id}\n${leaverFileHelp.en}`)
    .action(async (programme: string, file: string) => {
      const read = await readLeavers(await context.open(), context.actor(), { programme, file });
      context.result(read, `${read.rows} laporan, ${read.left} orang dari daftar keluar`);
    });
  enrol
    .command('answer <programme> <file>')
    .description("baca jawaban cabang / read a branch's answers")
    .option('--on <date>', 'tanggal jawaban / date of the answer')
    .action(async (programme: string, file: string, options: { on?: string }) => {
      const workplace = await context.open();
      const read = await readEnrolmentAnswers(workplace, context.actor(), { programme, file, answeredOn: dateOption(options.on, workplace) });
      const said = [
        `${read.registered} terdaftar, ${read.refused} ditolak BPJS (dikeluarkan: ${read.departed}) / registered, refused (left the list)`,
        ...(read.corrected > 0
          ? [`${read.corrected} jawaban mengoreksi jawaban sebelumnya; ${read.returned} orang kembali ke daftar / corrected; back on the list`]
          : []),
        ...(read.replacedAlready > 0
          ? [
              `${read.replacedAlready} orang kini terdaftar tetapi sudah digantikan; mereka tetap di luar daftar / registered now but replaced before: they stay off the list`,
            ]
          : []),
        ...(read.filesRefused > 0
          ? [`${read.filesRefused} berkas ditolak seluruhnya; kirim lagi dengan: payung enrol export / files refused whole: export their people again`]
          : []),
      ];
      context.result(read, said.join('\n'));
    });
  registerCardCommands(program, enrol, context);
}
