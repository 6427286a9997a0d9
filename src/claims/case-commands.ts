// Decides how a claim is moved to its end at the command line: standing, steps, payees, children, papers, and what is shown for a reason.
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { type CivilDate, civilDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import { rupiahText } from '../kernel/money.ts';
import { relations } from '../law/heirs.ts';
import { type CommandContext, wholeNumber } from '../platform/command-context.ts';
import { writeNewFile } from '../platform/out-file.ts';
import { readRupiah } from '../contributions/month-files.ts';
import { bothWords, wordsOf } from '../web/words.ts';
import { type CaseStanding, stepKinds } from './case-state.ts';
import { paperWords } from './checklist.ts';
import { caseShown, takeStep } from './case-steps.ts';
import { caseWords as words } from './case-words.ts';
import { addPaper, bundleOf, openPaper, papersNamed } from './paper-steps.ts';
import { addChild, addPayee, claimScholarship, revealFamily } from './payee-steps.ts';
import { rightText } from './scholarship-right-words.ts';

const ball = ({ holder, account }: CaseStanding): string => `${bothWords(words.holders[holder])}${account === null ? '' : ` (${account})`}`;
const standingText = (standing: CaseStanding): string =>
  [
    `${bothWords(words.states[standing.state])} sejak / since ${standing.since}; giliran / ball: ${ball(standing)}`,
    `batas / due ${standing.dueOn ?? '-'}${standing.daysLate === 0 ? '' : `, terlambat / late ${standing.daysLate}`}`,
    ...(standing.payment === null ? [] : [`BPJS: ${standing.payment.deadline}, denda / penalty ${rupiahText(standing.payment.penalty)}`]),
    ...(standing.difference === null
      ? []
      : [
          `dibayar / paid ${rupiahText(standing.difference.paid)}, diterima / arrived ${rupiahText(standing.difference.arrived)}: ${standing.difference.answer === null ? 'belum dijawab / not answered' : bothWords(words.kinds[standing.difference.answer])}`,
        ]),
  ].join('\n');

function oneOf<T extends string>(known: readonly T[], text: string, option: string): T {
  const found = known.find((one) => one === text);
  if (found !== undefined) return found;
  throw new Fault('bad-input', `${option}-not-known`, { id: `--${option}: pilih ${known.join(', ')}.`, en: `--${option}: choose ${known.join(', ')}.` });
}

/** Whole rupiah as people write them. Fault: bad-input `amount-not-readable`. */
const amountOption = (text: string): bigint => {
  const amount = readRupiah(text);
  if (amount !== null) return amount;
  throw new Fault(
    'bad-input',
    'amount-not-readable',
    { id: 'Tulis rupiah bulat, misalnya 42000000.', en: 'Write whole rupiah, for example 42000000.' },
    { column: 'amount' },
  );
};

/** Adds `claims case|step|payee|child|scholarship-claim|paper|paper-open|bundle|reveal`. */
export function registerCaseOfClaimCommands(claims: Command, context: CommandContext): void {
  claims
    .command('case <claim>')
    .description('keadaan klaim: giliran siapa, sampai kapan, apa yang kurang / where a claim stands')
    .action(async (claimId: string) => {
      const { database, law } = await context.open();
      const shown = await database.read(context.actor(), (tx) => caseShown(tx, law, claimId));
      const { payees, ...rest } = shown;
      const told = { ...rest, payees: payees.map(({ payeeId, relation, through }) => ({ payeeId, relation, through })) };
      const missing = shown.papers.filter(({ needed, there }) => needed && !there).map(({ code, id }) => `  - ${code}: ${id}`);
      context.result(
        told,
        [
          standingText(shown.standing),
          `langkah berikut / next: ${shown.possible.map((one) => `${one} (${bothWords(words.kinds[one])})`).join(', ')}`,
          'dokumen kurang / missing papers:',
          ...missing,
        ].join('\n'),
      );
    });
  claims
    .command('step <claim>')
    .description('catat langkah / record a step')
    .requiredOption('--kind <kind>', stepKinds.join(' | '))
    .option('--on <date>', 'tanggal / date')
    .option(
      '--amount <rupiah>',
      'jumlah yang dibayar atau diterima; selisih diganti: seluruh yang kini diterima / paid or arrived; made good: all that arrived',
      amountOption,
    )
    .option('--remark <text>', 'apa yang dilihat; tanpa nama / what was seen; no names')
    .action(async (claimId: string, options: { kind: string; on?: string; amount?: bigint; remark?: string }) => {
      const { database, law, vault } = await context.open();
      const kind = oneOf(stepKinds, options.kind, 'kind');
      const happenedOn: CivilDate | null = options.on === undefined ? null : civilDate(options.on);
      const result = await database.transact(context.actor(), (tx) =>
        takeStep(tx, { law, vault }, { claimId, kind, happenedOn, amount: options.amount ?? null, remark: options.remark ?? null }),
      );
      const gap =
        result.gap === null
          ? []
          : [
              `bulan kosong / gap: ${result.gap.months}, iuran ${rupiahText(result.gap.contributions)}, yang dipertaruhkan / at stake ${rupiahText(result.gap.atStake)}`,
            ];
      context.result(
        result,
        [
          standingText(result.standing),
          ...gap,
          ...(result.back === false ? ['sudah diganti; tambahkan lewat SK / replaced already; add by an instrument'] : []),
        ].join('\n'),
      );
    });
  claims
    .command('payee <claim>')
    .description('catat penerima pada rekeningnya sendiri / record who receives, on his own account; nomor rekening ditanyakan / asks for the account')
    .requiredOption('--relation <relation>', relations.join(' | '))
    .requiredOption('--name <name>', 'nama / name')
    .requiredOption('--bank <bank>', 'bank')
    .requiredOption('--account-name <name>', 'nama pada rekening / name of the account')
    .option('--phone <number>', 'telepon / telephone')
    .option('--agent <name>', 'yang membantu / who helped')
    .option('--guardian-of <name>', 'wali dari / guardian of')
    .action(
      async (
        claimId: string,
        options: { relation: string; name: string; bank: string; accountName: string; phone?: string; agent?: string; guardianOf?: string },
      ) => {
        const workplace = await context.open();
        const relation = oneOf(relations, options.relation, 'relation');
        const account = await context.secret('Nomor rekening / account');
        const { payeeId } = await workplace.database.transact(context.actor(), (tx) =>
          addPayee(tx, workplace, {
            ...options,
            claimId,
            relation,
            account,
            phone: options.phone ?? null,
            agent: options.agent ?? null,
            guardianOf: options.guardianOf ?? null,
          }),
        );
        context.result({ payeeId }, `penerima ${payeeId} dicatat`);
      },
    );
  claims
    .command('child <claim>')
    .description('catat anak penerima beasiswa / record a child with a scholarship')
    .requiredOption('--name <name>', 'nama / name')
    .requiredOption('--birth <date>', 'tanggal lahir / birth')
    .requiredOption('--level <level>', 'tk | sd | smp | sma | perguruan-tinggi')
    .requiredOption('--year <n>', 'tahun ke- / year of the level', wholeNumber({ from: 1 }))
    .option('--school <name>', 'sekolah / school')
    .action(async (claimId: string, options: { name: string; birth: string; level: string; year: number; school?: string }) => {
      const workplace = await context.open();
      const added = await workplace.database.transact(context.actor(), (tx) =>
        addChild(tx, workplace, { ...options, claimId, school: options.school ?? null }),
      );
      context.result(added, `anak ${added.childId}: ${added.right.entitled ? `${added.years} tahun ajaran / school years` : rightText(added.right)}`);
    });
  claims
    .command('scholarship-claim <claim>')
    .description('catat beasiswa satu tahun ajaran diajukan / record a school year as claimed')
    .requiredOption('--child <id>', 'anak / child')
    .requiredOption('--from <date>', 'awal tahun ajaran / start of the school year')
    .action(async (claimId: string, options: { child: string; from: string }) => {
      const workplace = await context.open();
      const due = await workplace.database.transact(context.actor(), (tx) =>
        claimScholarship(tx, workplace, { claimId, childId: options.child, from: civilDate(options.from) }),
      );
      context.result(due, `${due.from}: ${rupiahText(due.amount)}`);
    });
  claims
    .command('paper <claim> <file>')
    .description('simpan dokumen (JPG, PNG, PDF) / keep a paper')
    .requiredOption('--paper <codes>', 'dokumen dari daftar, beberapa dengan koma / papers of the checklist, several with commas')
    .action(async (claimId: string, file: string, options: { paper: string }) => {
      const workplace = await context.open();
      const content = await readFile(file).catch(() => {
        throw new Fault('not-found', 'file-missing', { id: 'Berkas itu tidak ada.', en: 'There is no such file.' });
      });
      const added = await workplace.database.transact(context.actor(), (tx) =>
        addPaper(tx, workplace, { claimId, codes: papersNamed(options.paper), content }),
      );
      context.result(added, `disimpan / kept ${added.paperId} (${added.media}); masih kurang / missing ${added.missing}`);
    });
  const shown = (name: string, description: string) =>
    claims.command(name).description(description).requiredOption('--reason <text>', 'untuk apa; dicatat / what for; recorded');
  shown('paper-open <claim>', 'buka satu dokumen / open a paper')
    .requiredOption('--paper <id>', 'dokumen / paper')
    .requiredOption('--out <file>', 'simpan ke / write to')
    .action(async (claimId: string, options: { reason: string; paper: string; out: string }) => {
      const workplace = await context.open();
      const opened = await writeNewFile(options.out, () =>
        workplace.database.transact(context.actor(), (tx) =>
          openPaper(tx, workplace, { claimId, paperId: options.paper, reason: options.reason, through: 'command' }),
        ),
      );
      context.result(
        { codes: opened.codes, media: opened.media },
        `${opened.codes.map((code) => bothWords(paperWords(workplace.law, code) ?? { id: code, en: code })).join(', ')} (${opened.media})`,
      );
    });
  shown('bundle <claim>', 'berkas PDF untuk cabang / the PDF for the branch')
    .requiredOption('--out <file>', 'simpan ke / write to')
    .action(async (claimId: string, options: { reason: string; out: string }) => {
      const workplace = await context.open();
      const bundle = await writeNewFile(options.out, () =>
        workplace.database.transact(context.actor(), (tx) => bundleOf(tx, workplace, { claimId, reason: options.reason, through: 'command' })),
      );
      context.result({ fileName: bundle.fileName, bytes: bundle.content.length }, `${bundle.fileName}: ${bundle.content.length} byte`);
    });
  shown('reveal <claim>', 'nama dan rekening penerima / names and accounts').action(async (claimId: string, options: { reason: string }) => {
    const workplace = await context.open();
    const family = await workplace.database.transact(context.actor(), (tx) =>
      revealFamily(tx, workplace, { claimId, reason: options.reason, through: 'command' }),
    );
    context.result(
      family,
      [
        ...family.payees.map(
          (one) => `${bothWords(wordsOf(words.relations, one.relation))}: ${one.name}, ${one.bank} ${one.account} a.n. ${one.accountName}, ${one.phone ?? '-'}`,
        ),
        ...family.children.map((one) => `anak / child: ${one.name}, ${one.birth}, ${bothWords(wordsOf(words.levels, one.level))} ${one.year}`),
      ].join('\n'),
    );
  });
}
