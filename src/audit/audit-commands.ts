// Decides how the files of a past programme are audited at the command line: one folder, one report.
import path from 'node:path';
import type { Command } from 'commander';
import { rupiahText } from '../kernel/money.ts';
import { type CommandContext, columns } from '../platform/command-context.ts';
import { auditClassWords, auditClasses } from './audit-classes.ts';
import { type Audit, auditFiles, auditFilesIn } from './audit-steps.ts';

/** Adds `audit FOLDER`. */
export function registerAuditCommands(program: Command, context: CommandContext): void {
  program
    .command('audit <folder>')
    .description(
      'bandingkan berkas program yang lalu (SK, BPJS, SP2D, bukti terima, kematian) tanpa mengubahnya / compare the files of a past programme with each other',
    )
    .option('--out <folder>', 'tulis audit.xlsx dan audit.pdf di sini / write the report here')
    .action(async (folder: string, { out }: { out?: string }) => {
      const workplace = await context.open();
      const files = await auditFilesIn(folder);
      context.progress.step('Membaca berkas / reading files', files.length);
      const audit = await auditFiles(workplace, context.actor(), {
        files,
        ...(out === undefined ? {} : { out: path.resolve(out) }),
        progress: (done) => context.progress.at(done),
      });
      context.progress.end();
      context.result(answerOf(audit), told(audit));
    });
}

/** What an audit answers as JSON. */
export const answerOf = ({ auditId, on, rows, used, people, sums, sources, xlsx, pdf }: Audit) => ({
  auditId,
  on,
  rows,
  used,
  people,
  classes: auditClasses.map((of) => {
    const sum = sums.find((one) => one.class === of && one.code === null);
    return {
      class: of,
      id: auditClassWords[of].id,
      en: auditClassWords[of].en,
      lines: sum?.lines ?? 0,
      persons: sum?.persons ?? 0,
      personMonths: sum?.personMonths ?? 0,
      amount: sum?.amount ?? 0n,
      codes: sums
        .filter((one) => one.class === of && one.code !== null)
        .map(({ code, lines, persons, amount }) => ({ code: code ?? '', lines, persons, amount })),
    };
  }),
  sources: sources.map(({ number, file, sheet, kind, rows: read, used: taken, unread, passed, fault, copyOf }) => ({
    number,
    file,
    sheet,
    kind,
    rows: read,
    used: taken,
    unread,
    passed,
    fault,
    copyOf,
  })),
  files: [xlsx, pdf],
});

function told({ rows, used, people, sums, sources, xlsx, pdf }: Audit): string {
  const figures = auditClasses.map((of) => {
    const sum = sums.find((one) => one.class === of && one.code === null);
    return [auditClassWords[of].id, auditClassWords[of].en, sum?.lines ?? 0, sum?.persons ?? 0, sum?.personMonths ?? 0, rupiahText(sum?.amount ?? 0n)] as const;
  });
  const unread = sources.filter(({ kind, fault, copyOf, rows: read }) => fault !== null || copyOf !== null || (kind === 'not-understood' && read > 0));
  return [
    `${sources.length} lembar, ${rows} baris (${used} terpakai), ${people} orang / ${sources.length} sheets, ${rows} rows (${used} used), ${people} people`,
    columns(['temuan', 'finding', 'baris', 'orang', 'bulan-orang', 'rupiah'], figures),
    ...unread.map(({ file, fault, copyOf }) =>
      fault !== null
        ? `  ! ${file}: ${fault.id} / ${fault.en}`
        : copyOf !== null
          ? `  = ${file}: salinan / a copy of ${sources[copyOf - 1]?.file ?? ''}`
          : `  ? ${file}: isinya tidak dikenali / not understood`,
    ),
    xlsx.path,
    pdf.path,
  ].join('\n');
}
