// Decides how the log is numbered, shown, proven and verified at the command line.
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { Fault } from '../kernel/fault.ts';
import type { CommandContext } from '../platform/command-context.ts';
import type { LoggedSubjects } from './log-routes.ts';
import { consistencyOf, inclusionOf, newestOf } from './log-steps.ts';
import { proveInstrument, writeMissingProofs } from './proof-files-steps.ts';
import { sequence } from './sequence-steps.ts';
import { type LogVerified, verifyLog } from './verify-steps.ts';

/** Adds `log sequence|checkpoint|verify|prove|inclusion|consistency`. */
export function registerLogCommands(program: Command, context: CommandContext, subjects: LoggedSubjects): void {
  const log = program.command('log').description('catatan transparansi: setiap tindakan bernomor dan dapat dibuktikan / every act numbered and provable');
  log
    .command('sequence')
    .description('nomori tindakan yang menunggu (server melakukannya tiap detik) / number the acts that wait (a server does so each second)')
    .action(async () => {
      const workplace = await context.open();
      const { numbered, size } = await sequence(workplace, context.actor());
      const proofs = await writeMissingProofs(workplace, context.actor(), subjects.instruments);
      context.result(
        { numbered, size, proofs },
        `${numbered} tindakan dinomori; catatan berisi ${size} entri; ${proofs} berkas bukti ditulis / acts numbered, entries, proof files written`,
      );
    });
  log
    .command('checkpoint')
    .description('titik periksa terbaru, bertanda tangan / the newest checkpoint, signed')
    .option('--key', 'kunci pemeriksa saja / only the verifier key', false)
    .action(async ({ key }: { key: boolean }) => {
      const newest = await (await context.open()).database.read(context.actor(), newestOf);
      const answer = { ...newest, root: newest.root.toString('base64') };
      context.result(answer, key ? newest.verifierKey : newest.note.replace(/\n$/, ''));
    });
  log
    .command('verify')
    .description('hitung ulang seluruh catatan dan sebut baris yang berbeda / make the whole log again and name the rows that differ')
    .option('--checkpoint <file>', 'titik periksa yang Anda simpan / a checkpoint that you kept')
    .action(async ({ checkpoint }: { checkpoint?: string }) => {
      const workplace = await context.open();
      const kept = checkpoint === undefined ? undefined : await checkpointIn(checkpoint);
      context.progress.step('Memverifikasi / verifying');
      const found = await verifyLog(workplace, context.actor(), { ...subjects, kept, onProgress: (done) => context.progress.at(done) });
      context.progress.end();
      context.result(found, told(found));
      if (!found.holds) process.exitCode = 1;
    });
  log
    .command('prove <instrument>')
    .description('tulis berkas bukti sebuah daftar yang ditandatangani (nomor atau id) / write the proof file of a signed list (number or id)')
    .action(async (instrument: string) => {
      const proof = await proveInstrument(await context.open(), context.actor(), subjects.instruments, instrument);
      context.result({ file: proof.file, proof: proof.text }, `${proof.file}\n${proof.text}`);
    });
  log
    .command('inclusion <act>')
    .description('bukti bahwa sebuah tindakan ada dalam catatan / that an act stands in the log')
    .action(async (act: string) => {
      const found = await (await context.open()).database.read(context.actor(), async (tx) => inclusionOf(tx, uuidIn(act)));
      const proof = found.proof.map((hash) => hash.toString('base64'));
      context.result(
        { ...found, leaf: found.leaf.toString('hex'), proof },
        [`index ${found.index}`, found.entry, found.opening, ...proof, '', found.checkpoint].join('\n'),
      );
    });
  log
    .command('consistency <old> [now]')
    .description('bukti bahwa catatan hanya bertambah antara dua ukuran / that the log only grew between two sizes')
    .action(async (old: string, now: string | undefined) => {
      const sizes = { old: wholeIn(old), now: now === undefined ? undefined : wholeIn(now) };
      const found = await (await context.open()).database.read(context.actor(), async (tx) => consistencyOf(tx, sizes));
      const proof = found.proof.map((hash) => hash.toString('base64'));
      context.result({ old: found.old.note, now: found.now.note, proof }, [found.old.note, found.now.note, ...proof].join('\n'));
    });
}

async function checkpointIn(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).replaceAll('\r\n', '\n');
  } catch {
    throw new Fault(
      'bad-input',
      'file-not-readable',
      { id: 'Berkas titik periksa tidak dapat dibaca.', en: 'The file of the checkpoint cannot be read.' },
      { file },
    );
  }
}

function uuidIn(text: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return text.toLowerCase();
  throw new Fault('bad-input', 'act-id-wrong', {
    id: 'Tulis id tindakan: 32 angka heksadesimal dengan tanda hubung.',
    en: 'Write the id of the act: 32 hexadecimal digits with dashes.',
  });
}

function wholeIn(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new Fault('bad-input', 'size-wrong', {
    id: 'Ukuran adalah jumlah entri pada sebuah titik periksa.',
    en: 'A size is the number of entries in a checkpoint.',
  });
}

function told({ holds, origin, size, checkpoints, waiting, kept, invariants }: LogVerified): string {
  return [
    ...invariants.flatMap(({ code, id, en, broken, rows }) => [
      `${broken === 0 ? 'ya   ' : 'TIDAK'}  ${code}: ${id} / ${en}${broken === 0 ? '' : `: ${broken} baris / rows`}`,
      ...rows.flatMap((row) => [`         ${row.table} ${row.key}`, `           ${row.id}`, `           ${row.en}`]),
      ...(broken > rows.length ? [`         … +${broken - rows.length}`] : []),
    ]),
    `${origin ?? '-'}: ${size} entri / entries, ${checkpoints} titik periksa / checkpoints, ${waiting} tindakan menunggu nomor / acts wait`,
    ...(kept === null
      ? []
      : [`dibandingkan dengan titik periksa yang Anda simpan, ${kept} entri / held against the checkpoint that you kept, of ${kept} entries`]),
    holds ? 'COCOK / HOLDS' : 'TIDAK COCOK / DOES NOT HOLD',
  ].join('\n');
}
