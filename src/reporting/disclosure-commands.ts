// Decides how masked fields are shown and the trail of disclosures is told at the command line.
import type { Command } from 'commander';
import { newestDisclosures, newestFileCopies } from '../permission/reveal-steps.ts';
import { Fault } from '../kernel/fault.ts';
import { readNik } from '../kernel/nik.ts';
import type { Law } from '../law/law.ts';
import { type CommandContext, columns } from '../platform/command-context.ts';
import type { Workplace } from '../platform/workplace.ts';
import { wordsOf } from '../web/words.ts';
import { revealRow, trailOf } from './disclosure-steps.ts';
import { disclosingActs, disclosureKinds, fieldWords } from './disclosure-words.ts';

/** What people call the actors of recorded acts. */
type NamesOf = (workplace: Workplace, actorIds: readonly string[]) => Promise<(actorId: string) => string>;

const table = (
  law: Law,
  nameOf: (actorId: string) => string,
  rows: readonly { recordedAt: string; author: string; kind: string; act: string; fields: readonly string[]; reason: string | null }[],
): string =>
  columns(
    ['kapan', 'siapa', 'jenis', 'perbuatan', 'isian', 'untuk apa'],
    rows.map((row) => [
      row.recordedAt,
      nameOf(row.author),
      wordsOf(disclosureKinds, row.kind).id,
      wordsOf(disclosingActs, row.act).id,
      row.fields.map((field) => fieldWords(law, field).id).join(', '),
      row.reason,
    ]),
  );
const copyTable = (nameOf: (actorId: string) => string, rows: readonly { recordedAt: string; author: string; fileName: string; reason: string }[]): string =>
  columns(
    ['kapan', 'siapa', 'berkas', 'untuk apa'],
    rows.map((row) => [row.recordedAt, nameOf(row.author), row.fileName, row.reason]),
  );

const authorsOf = (of: { readonly disclosures: readonly { author: string }[]; readonly copies: readonly { author: string }[] }): readonly string[] =>
  [...of.disclosures, ...of.copies].map(({ author }) => author);

/** Adds `reveal row|trail|list`. */
export function registerDisclosureCommands(program: Command, context: CommandContext, namesOf: NamesOf): void {
  const reveal = program.command('reveal').description('data tertutup: membuka dengan alasan, dan jejaknya / masked fields: shown for a reason, and the trail');
  reveal
    .command('row <list> <row>')
    .description('tampilkan NIK satu baris / show the NIK of one row')
    .requiredOption('--reason <text>', 'untuk apa; dicatat / what for; recorded')
    .action(async (listId: string, row: string, { reason }: { reason: string }) => {
      const workplace = await context.open();
      const rowNo = Number(row);
      if (!Number.isInteger(rowNo) || rowNo < 1)
        throw new Fault('bad-input', 'row-not-a-number', { id: 'Baris ditulis dengan angka.', en: 'A row is written as a number.' });
      const shown = await workplace.database.transact(context.actor(), (tx) => revealRow(tx, workplace.niks, { listId, rowNo, reason, through: 'command' }));
      context.result(shown, `${shown.nik}  ${shown.name ?? ''}`);
    });
  reveal
    .command('trail [nik]')
    .description('siapa yang melihat data seseorang; tanpa NIK ditanyakan / who saw a person; asks for the NIK')
    .action(async (given: string | undefined) => {
      const { nik, fault } = readNik(given ?? (await context.secret('NIK')));
      if (nik === null) throw new Fault('bad-input', fault, { id: 'NIK harus 16 angka.', en: 'A NIK has 16 digits.' });
      const workplace = await context.open();
      const { database, niks, law } = workplace;
      const trail = await database.read(context.actor(), (tx) => trailOf(tx, niks, nik));
      await context.disclose({ kind: 'search', act: 'reveal trail', token: niks.seal(nik), fields: ['trail'], reason: null });
      const nameOf = await namesOf(workplace, authorsOf(trail));
      context.result(trail, `${trail.nik}\n${table(law, nameOf, trail.disclosures)}\n\n${copyTable(nameOf, trail.copies)}`);
    });
  reveal
    .command('list')
    .description('yang terakhir dibuka, dicari dan disalin / what was last shown, searched and copied')
    .action(async () => {
      const workplace = await context.open();
      const { database, law } = workplace;
      const listed = await database.read(context.actor(), async (tx) => ({
        disclosures: await newestDisclosures(tx, 500),
        copies: await newestFileCopies(tx, 500),
      }));
      const nameOf = await namesOf(workplace, authorsOf(listed));
      context.result(listed, `${table(law, nameOf, listed.disclosures)}\n\n${copyTable(nameOf, listed.copies)}`);
    });
}
