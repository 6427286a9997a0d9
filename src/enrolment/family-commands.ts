// Decides how the family of instruments is reached at the command line: grounds, review, withdrawal, errata, revocations, minutes, annexes.
import type { Command } from 'commander';
import { civilDate } from '../kernel/date.ts';
import { type CommandContext, columns, dateOption } from '../platform/command-context.ts';
import { bothWords, wordsOf } from '../web/words.ts';
import { type AnnexForm, writeAnnex } from './annex-steps.ts';
import { enrolmentWords } from './enrolment-words.ts';
import { proposeErratum, proposeMinutes, proposeRevocation } from './family-steps.ts';
import { type BasisKind, kindsIn } from './grounds.ts';
import { recordBasis, recordDelegation, reviewInstrument, withdrawInstrument } from './grounds-steps.ts';
import { instrumentNamed } from './instrument-steps.ts';
import { tellInstrument } from './instrument-told-steps.ts';
import { instrumentWords } from './instrument-words.ts';
import { lateLines } from './late-words.ts';
import { approveLateAdditions } from './second-approval-steps.ts';

interface Days {
  readonly dated: string;
  readonly from: string;
  readonly to?: string;
}

/** Adds `determine tell|annex|basis|delegate|review|approve|withdraw|correct|revoke|minutes`. */
export function registerFamilyCommands(determine: Command, context: CommandContext): void {
  determine
    .command('tell <instrument>')
    .description(
      'satu keputusan lengkap, dengan nomor atau idnya: dasar, telaah, tanda tangan, yang masih kurang (daftar semuanya: determine show) / one instrument whole, by its number or id: grounds, reviews, signature, what it lacks (the list of all: determine show)',
    )
    .action(async (named: string) => {
      const { database, law } = await context.open();
      const told = await database.read(context.actor(), (tx) => tellInstrument(tx, law, named));
      context.result(
        told,
        [
          `${told.number}  ${bothWords(wordsOf(enrolmentWords.kinds, told.kind))}  ${told.programme}`,
          `+${told.additions} -${told.removals}, berlaku / effective ${told.effectiveOn}, hash ${told.listDigest}`,
          `diusulkan / proposed ${told.proposedBy} ${told.proposedAt}`,
          told.withdrawal !== null
            ? `ditarik / withdrawn ${told.withdrawal.withdrawnBy}: ${told.withdrawal.reason}`
            : told.signedOn === null
              ? 'belum ditandatangani / not signed'
              : `ditandatangani / signed ${told.signedBy ?? ''} ${told.signedOn}${told.delegation === null ? '' : `, ${told.delegation.office} (${told.delegation.number})`}`,
          ...(told.text === null ? [] : [`tentang / of ${told.text.ofNumber ?? '-'}: ${told.text.words}`]),
          ...told.bases.map(
            (basis) => `dasar / basis ${bothWords(instrumentWords[basis.kind])} ${basis.number} (${basis.validFrom} – ${basis.validTo ?? '…'})`,
          ),
          ...told.reviews.map(
            (review) =>
              `telaah / review ${review.reviewedOn} ${review.reviewedBy}: ${bothWords(review.verdict === 'objection' ? instrumentWords.objection : instrumentWords.noObjection)}, ${review.remark}`,
          ),
          ...lateLines(told.late),
          ...(told.secondApproval === null
            ? []
            : [`persetujuan kedua / second approval ${told.secondApproval.approvedBy} ${told.secondApproval.approvedAt}: ${told.secondApproval.remark}`]),
          ...told.lacks.map((lack) => `${lack.stops ? 'MENGHALANGI / STOPS' : 'catatan / note'}: ${lack.id}`),
        ].join('\n'),
      );
    });
  determine
    .command('annex <instrument>')
    .description('tulis lampiran daftar (nomor atau id keputusan) / write the annex of a list')
    .requiredOption('--out <folder>', 'folder tujuan / target folder')
    .option('--public', 'nama disamarkan, untuk umum / names masked, for the public', false)
    .option('--form <form>', 'pdf atau xlsx / pdf or xlsx', 'pdf')
    .option('--reason <words>', 'untuk apa salinan lengkap dibuat / what a full copy is for')
    .action(async (named: string, options: { out: string; public: boolean; form: string; reason?: string }) => {
      const workplace = await context.open();
      const instrumentId = await workplace.database.read(context.actor(), (tx) => instrumentNamed(tx, named));
      context.progress.step('Menulis lampiran / writing');
      const written = await writeAnnex(workplace, context.actor(), {
        instrumentId,
        kind: options.public ? 'public' : 'full',
        form: (options.form === 'xlsx' ? 'xlsx' : 'pdf') satisfies AnnexForm,
        folder: options.out,
        reason: options.reason,
        through: 'command',
        at: workplace.clock.now(),
      });
      context.progress.end();
      context.result(
        written,
        `${written.path}\n${written.people} orang${written.pages === null ? '' : `, ${written.pages} halaman`}, SHA-256 ${written.digest}`,
      );
    });
  determine
    .command('basis <programme>')
    .description('catat peraturan (Pergub) atau perjanjian (PKS) yang mendasari keputusan / record what instruments rest on')
    .requiredOption('--kind <kind>', 'regulation atau agreement')
    .requiredOption('--number <number>', 'nomor / number')
    .requiredOption('--title <title>', 'tentang / title')
    .requiredOption('--dated <date>', 'tanggal ditetapkan / day it was made')
    .requiredOption('--from <date>', 'berlaku mulai / in force from')
    .option('--to <date>', 'berlaku sampai / in force until')
    .action(async (programme: string, options: Days & { kind: string; number: string; title: string }) => {
      const { database } = await context.open();
      await database.transact(context.actor(), (tx) =>
        recordBasis(tx, {
          programme,
          kind: (options.kind === 'agreement' ? 'agreement' : 'regulation') satisfies BasisKind,
          number: options.number,
          title: options.title,
          datedOn: civilDate(options.dated),
          validFrom: civilDate(options.from),
          validTo: options.to === undefined ? null : civilDate(options.to),
        }),
      );
      context.result({ number: options.number }, `${options.number} dicatat / recorded`);
    });
  determine
    .command('delegate <programme>')
    .description('catat pelimpahan wewenang tanda tangan / record who may sign in the signatory’s place')
    .requiredOption('--number <number>', 'nomor pelimpahan / number')
    .requiredOption('--office <office>', 'jabatan / office')
    .requiredOption('--holder <account>', 'akun yang menandatangani / account of who signs')
    .option('--kinds <kinds>', 'jenis keputusan / kinds', 'amendment erratum')
    .requiredOption('--dated <date>', 'tanggal / day it was made')
    .requiredOption('--from <date>', 'berlaku mulai / in force from')
    .requiredOption('--to <date>', 'berlaku sampai / in force until')
    .action(async (programme: string, options: Days & { number: string; office: string; holder: string; kinds: string }) => {
      const { database } = await context.open();
      await database.transact(context.actor(), (tx) =>
        recordDelegation(tx, {
          programme,
          number: options.number,
          office: options.office,
          holder: options.holder,
          kinds: kindsIn(options.kinds),
          datedOn: civilDate(options.dated),
          validFrom: civilDate(options.from),
          validTo: civilDate(options.to ?? options.from),
        }),
      );
      context.result({ number: options.number }, `${options.number} dicatat / recorded`);
    });
  determine
    .command('review <instrument>')
    .description('catat telaah biro hukum atas usulan / record the legal review of a proposal')
    .requiredOption('--remark <words>', 'hasil telaah / what was found')
    .option('--objection', 'berkeberatan / objects', false)
    .option('--on <date>', 'tanggal telaah / day of the review')
    .action(async (named: string, options: { remark: string; objection: boolean; on?: string }) => {
      const workplace = await context.open();
      const reviewed = await workplace.database.transact(context.actor(), async (tx) =>
        reviewInstrument(tx, {
          instrumentId: await instrumentNamed(tx, named),
          verdict: options.objection ? 'objection' : 'no-objection',
          remark: options.remark,
          reviewedOn: dateOption(options.on, workplace),
        }),
      );
      context.result(
        { number: reviewed.number },
        `${reviewed.number}: ${options.objection ? 'berkeberatan / objection' : 'tidak ada keberatan / no objection'}`,
      );
    });
  determine
    .command('approve <instrument>')
    .description(
      'persetujuan kedua atas tambahan yang terlambat, oleh pejabat yang tidak mengusulkan dan tidak menandatangani / second approval of late additions, by who neither proposes nor signs',
    )
    .requiredOption('--remark <words>', 'mengapa tambahan yang terlambat disetujui / why the late additions are approved')
    .action(async (named: string, options: { remark: string }) => {
      const { database } = await context.open();
      const { instrumentId, number, lateAdditions } = await database.transact(context.actor(), async (tx) =>
        approveLateAdditions(tx, { instrumentId: await instrumentNamed(tx, named), remark: options.remark }),
      );
      context.result({ instrumentId, number, lateAdditions }, `${number}: ${lateAdditions} tambahan terlambat disetujui / late additions approved`);
    });
  determine
    .command('withdraw <instrument>')
    .description('tarik usulan sebelum ditandatangani / withdraw a proposal before it is signed')
    .requiredOption('--reason <words>', 'sebab / reason')
    .action(async (named: string, options: { reason: string }) => {
      const { database } = await context.open();
      const withdrawn = await database.transact(context.actor(), async (tx) =>
        withdrawInstrument(tx, { instrumentId: await instrumentNamed(tx, named), reason: options.reason }),
      );
      context.result({ number: withdrawn.number }, `${withdrawn.number} ditarik / withdrawn`);
    });
  for (const [name, description] of [
    ['correct', 'usulkan ralat dari berkas nik,isian,menjadi / propose an erratum from a file nik,isian,menjadi'],
    ['revoke', 'usulkan pencabutan sebuah keputusan / propose revoking an instrument'],
    ['minutes', 'usulkan berita acara / propose minutes'],
  ] as const) {
    const command = determine.command(`${name} <programme>${name === 'correct' ? ' <file>' : ''}`).description(description);
    command
      .requiredOption('--number <number>', 'nomor / number')
      .requiredOption('--words <words>', 'isi dan alasan / what it says')
      .option('--effective <date>', 'tanggal berlaku / effective date');
    if (name === 'minutes') command.option('--of <instrument>', 'keputusan yang dimaksud / the instrument it is of');
    else command.requiredOption('--of <instrument>', 'keputusan yang dimaksud / the instrument it is of');
    command.action(async (programme: string, ...rest: unknown[]) => {
      const workplace = await context.open();
      const { effective, ...options } = (name === 'correct' ? rest[1] : rest[0]) as { number: string; words: string; of: string; effective?: string };
      const given = { programme, ...options, effectiveOn: dateOption(effective, workplace) };
      const proposal =
        name === 'correct'
          ? await proposeErratum(workplace, context.actor(), { ...given, file: String(rest[0]) })
          : await (name === 'revoke' ? proposeRevocation : proposeMinutes)(workplace, context.actor(), given);
      context.result(proposal, columns(['nomor', 'tambah', 'keluar', 'hash'], [[proposal.number, proposal.additions, proposal.removals, proposal.listDigest]]));
    });
  }
}
