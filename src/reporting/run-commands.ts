// Decides how runs are listed, shown and verified at the command line.
import type { Command } from 'commander';
import { type CommandContext, columns, wholeNumber } from '../platform/command-context.ts';
import { bothWords } from '../web/words.ts';
import { type RecordedRun, type RunVerification, recordedRun, recordedRuns, verifyRun } from './run-steps.ts';
import { countWord, kindWord } from './run-words.ts';

/** Adds `run list|show|verify`. */
export function registerRunCommands(program: Command, context: CommandContext): void {
  const run = program.command('run').description('run tercatat dan buktinya / recorded runs and their evidence');
  run
    .command('list')
    .description('run yang terbit, terbaru dahulu / published runs, newest first')
    .option('--programme <name>', 'program / programme')
    .option('--limit <number>', 'banyaknya / how many', wholeNumber({ from: 1 }), 20)
    .action(async (options: { programme?: string; limit: number }) => {
      const workplace = await context.open();
      const runs = await recordedRuns(workplace, context.actor(), { programme: options.programme, limit: options.limit });
      context.result(
        { runs },
        columns(
          ['run', 'jenis', 'program', 'selesai', 'baris bukti', 'byte', 'disimpan sampai', 'hash'],
          runs.map((row) => [
            row.runId,
            kindWord(row.kind).id,
            row.programme,
            row.recordedAt,
            row.evidence?.rows ?? null,
            row.evidence?.size ?? null,
            row.evidence?.keepUntil ?? null,
            row.runHash.slice(0, 12),
          ]),
        ),
      );
    });
  run
    .command('show <id>')
    .description('apa yang masuk dan keluar dari satu run / what went into a run and what came out')
    .action(async (id: string) => {
      const found = await recordedRun(await context.open(), context.actor(), id);
      context.result(found, shown(found));
    });
  run
    .command('verify <id>')
    .description('putuskan ulang dari buktinya dan bandingkan / decide again from its evidence and compare')
    .action(async (id: string) => {
      const workplace = await context.open();
      context.progress.step('Memeriksa run / verifying');
      const verification = await verifyRun(workplace, context.actor(), id);
      context.progress.end();
      context.result(verification, verified(verification));
      if (!verification.holds) process.exitCode = 1;
    });
}

const shown = (run: RecordedRun): string =>
  [
    `${bothWords(kindWord(run.kind))}, ${run.programme}  ${run.recordedAt}  oleh / by ${run.author}`,
    `hash ${run.runHash}`,
    `kebijakan / policy versi ${run.policyVersion}, hukum / law ${run.lawVersion}${run.seed === null ? '' : `, benih / seed ${run.seed}`}`,
    Object.entries(run.counts)
      .map(([name, count]) => `${countWord(name).id} ${count}`)
      .join(', '),
    run.evidence === null
      ? 'tanpa bukti / without evidence'
      : `bukti / evidence ${run.evidence.fileName}  ${run.evidence.rows} baris, ${run.evidence.size} byte, SHA-256 ${run.evidence.digest}, disimpan sampai / kept until ${run.evidence.keepUntil ?? '-'}`,
    JSON.stringify(run.inputs, null, 2),
  ].join('\n');

/** Entries of one difference told on a terminal; the whole is in `--json`. */
const told = 5;
const few = (entries: readonly string[]): string =>
  entries.length === 0 ? '-' : [...entries.slice(0, told), ...(entries.length > told ? [`… +${entries.length - told}`] : [])].join('; ');

function verified({ kind, programme, recordedAt, holds, runHash, comparison, changedInputs }: RunVerification): string {
  return [
    holds
      ? `COCOK: ${comparison.rows} baris ${kindWord(kind).id} ${programme} (${recordedAt}) diputuskan ulang dari bukti dengan hasil yang sama. / HOLDS: decided again from the evidence with the same result.`
      : `TIDAK COCOK: ${comparison.differing} baris berbeda. / DOES NOT HOLD: ${comparison.differing} rows differ.`,
    `hash tercatat / recorded   ${runHash}`,
    `hash dari bukti / decided  ${comparison.decided}`,
    `hash tersimpan / stored    ${comparison.stored}`,
    ...comparison.first.map(
      (row) =>
        `  ${row.fileDigest.slice(0, 12)} ${row.sheet} baris ${row.rowNo}, ${row.field}: dari bukti / decided "${row.decided ?? '-'}", tersimpan / stored "${row.stored ?? '-'}"`,
    ),
    ...(changedInputs.length === 0
      ? ['Masukan hari ini sama. / Today’s inputs are the same.']
      : ['Sejak itu berubah (tidak mengubah run ini) / changed since (the run stands):']),
    ...changedInputs.map((one) => `  ${one.input}: dahulu / then ${few(one.recorded)}  →  kini / now ${few(one.current)}`),
  ].join('\n');
}
