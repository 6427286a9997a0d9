// Draws up the minutes of a month's reconciliation: figures counted person by person, written as PDF and as XLSX that names everybody behind each figure.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { dateIn } from '../kernel/clock.ts';
import { Fault } from '../kernel/fault.ts';
import { rupiahText, total } from '../kernel/money.ts';
import type { Month } from '../kernel/month.ts';
import { recordAct } from '../platform/act.ts';
import type { Tx } from '../platform/database.ts';
import { writePdf } from '../platform/pdf-report.ts';
import { type XlsxRow, writeXlsx } from '../platform/xlsx-write.ts';
import { currentPolicy } from '../programme/programme-steps.ts';
import { latestSnapshots } from '../registry/registry-steps.ts';
import { countedUnder, differenceWords, differencesOf, outcomeWords } from './difference.ts';
import { type DifferenceTask, differencesFound, streamCandidates, streamNamed } from './difference-store.ts';
import { type ReconciledBranch, factsOf, invoicedBranches } from './difference-steps.ts';
import {
  ClassCounter,
  type MinutesBranch,
  type MinutesContent,
  type Signature,
  minuteClasses,
  minutesDigest,
  minutesFileName,
  signingsOf,
  totals,
} from './minutes.ts';
import { insertMinutes, minutesOf } from './minutes-store.ts';
import { reconcileMonth } from './reconciliation-steps.ts';
import { monthFigures } from './reconciliation-store.ts';

export { type Minutes, minutesOf } from './minutes-store.ts';

export interface DrawnMinutes {
  readonly minutesId: string;
  readonly sequence: number;
  readonly digest: string;
  readonly content: MinutesContent;
  readonly pdf: string;
  readonly xlsx: string;
  /** False when nothing had changed since the last minutes. */
  readonly drawn: boolean;
}

/**
 * Draws up the minutes of a month as it stands and writes both files into `directory`. The same figures again are the same minutes. Conflict fault:
 * `month-not-invoiced` when no branch has an invoice.
 */
export async function drawMinutes(tx: Tx, of: { readonly programme: string; readonly month: Month; readonly directory: string }): Promise<DrawnMinutes> {
  const { sponsor, area, policy } = await currentPolicy(tx, of.programme);
  const branches = await invoicedBranches(tx, of.programme, of.month);
  if (branches.length === 0)
    throw new Fault('conflict', 'month-not-invoiced', {
      id: `Bulan ${of.month} belum ditagih di cabang mana pun; belum ada yang dicocokkan.`,
      en: `Month ${of.month} is invoiced at no branch yet; there is nothing to reconcile.`,
    });
  const tasks = await differencesFound(tx, { programme: of.programme, month: of.month });
  const content = await countMonth(tx, of, branches, tasks);
  const digest = minutesDigest(content);
  const [last] = await minutesOf(tx, of.programme, of.month);
  const drawn = last?.digest !== digest;
  const sequence = (last?.sequence ?? 0) + (drawn ? 1 : 0);
  const minutesId = last === undefined || drawn ? await insertMinutes(tx, { content, sequence, digest, sponsor, area }) : last.minutesId;
  if (drawn) await recordAct(tx, { kind: 'minutes-drawn', subject: minutesId, digest, sponsor, area });
  await mkdir(of.directory, { recursive: true });
  const [pdf, xlsx] = (['pdf', 'xlsx'] as const).map((kind) => path.join(of.directory, minutesFileName(of.programme, of.month, sequence, kind))) as [
    string,
    string,
  ];
  await writeMinutesPdf(pdf, content, digest, {
    title: policy.title.id,
    sponsor: policy.sponsor.name,
    at: tx.at,
    signatures: drawn ? [] : (last?.signatures ?? []),
  });
  await writeMinutesXlsx(tx, xlsx, { ...of, content, branches, tasks });
  return { minutesId, sequence, digest, content, pdf, xlsx, drawn };
}

/** Counts everybody charged under one class, and the books beside them. */
async function countMonth(
  tx: Tx,
  of: { readonly programme: string; readonly month: Month },
  branches: readonly ReconciledBranch[],
  tasks: readonly DifferenceTask[],
): Promise<MinutesContent> {
  const figures = new Map((await monthFigures(tx, of.programme, of.month)).map((one) => [one.branch, one]));
  const digests = new Map((await reconcileMonth(tx, of)).map((one) => [one.branch, one]));
  const counted: MinutesBranch[] = [];
  for (const branch of branches) {
    const counter = new ClassCounter();
    const posted = { people: 0, amount: 0n };
    for await (const chunk of streamCandidates(tx, branch, 'all'))
      for (const row of chunk) {
        counter.add(countedUnder(factsOf(row, branch), of.month), row.amount);
        if (row.posted) Object.assign(posted, { people: posted.people + 1, amount: posted.amount + row.amount });
      }
    // What was posted for nobody charged stands in no roster, so it is counted from its tasks.
    for (const task of tasks) if (task.branch === branch.branch && task.personKey === null) counter.add(task.class, task.amount);
    const [month, reconciled] = [figures.get(branch.branch), digests.get(branch.branch)];
    const own = tasks.filter((task) => task.branch === branch.branch);
    counted.push({
      branch: branch.branch,
      invoice: month?.invoiceNumber ?? '',
      finalisation: branch.finalisationId,
      held: reconciled?.held ?? 0,
      charged: { people: month?.charged.persons ?? 0, amount: month?.charged.amount ?? 0n },
      ordered: month?.ordered ?? 0n,
      debited: month?.debited ?? 0n,
      credited: month?.credited ?? 0n,
      received: month?.received ?? 0n,
      posted,
      classes: counter.figures,
      open: own.filter(({ outcome }) => outcome === null).length,
      settled: own.filter(({ outcome }) => outcome !== null).length,
    });
  }
  return { programme: of.programme, month: of.month, branches: counted };
}

const number = (count: number): string => count.toString().replace(/\B(?=(\d{3})+$)/g, '.');

async function writeMinutesPdf(
  file: string,
  content: MinutesContent,
  digest: string,
  of: {
    readonly title: string;
    readonly sponsor: string;
    readonly at: string;
    readonly signatures: readonly Signature[];
  },
): Promise<void> {
  const sums = totals(content.branches);
  const signings = signingsOf(content, of.signatures);
  const missing = signings.filter(({ signed }) => signed === null).length;
  const who = (branch: string | null): string => (branch === null ? of.sponsor : `BPJS Ketenagakerjaan, cabang ${branch}`);
  await writePdf(file, {
    title: `Berita Acara Rekonsiliasi Iuran ${content.month}`,
    author: of.sponsor,
    madeAt: of.at,
    language: 'id-ID',
    footer: `${content.programme} ${content.month} · ${digest.slice(0, 16)}`,
    parts: [
      { kind: 'title', text: `Berita Acara Rekonsiliasi Iuran ${content.month}` },
      {
        kind: 'text',
        text: `${of.title}\n${of.sponsor} dan BPJS Ketenagakerjaan mencocokkan, orang demi orang, daftar final, pembayaran, dan posting bulan ini.`,
      },
      { kind: 'heading', text: 'Uang menurut cabang' },
      {
        kind: 'table',
        columns: [
          { title: 'Cabang', share: 2 },
          ...['Ditanggung', 'Ditagih', 'Tagihan', 'SP2D', 'Didebit', 'Dari kredit', 'Diterima', 'Diposting', 'Terbuka'].map((title) => ({
            title,
            share: 1.6,
            numeric: true,
          })),
        ],
        rows: content.branches.map((one) => [
          one.branch,
          number(one.held),
          number(one.charged.people),
          rupiahText(one.charged.amount),
          rupiahText(one.ordered),
          rupiahText(one.debited),
          rupiahText(one.credited),
          rupiahText(one.received),
          rupiahText(one.posted.amount),
          number(one.open),
        ]),
      },
      { kind: 'heading', text: 'Orang dan rupiah menurut hasil pencocokan' },
      {
        kind: 'table',
        columns: [
          { title: 'Hasil', share: 4 },
          { title: 'Orang', share: 1.5, numeric: true },
          { title: 'Jumlah', share: 2, numeric: true },
        ],
        rows: [
          ...minuteClasses.map((one) => [differenceWords[one].id, number(sums[one].people), rupiahText(sums[one].amount)]),
          ['Jumlah', number(minuteClasses.reduce((sum, one) => sum + sums[one].people, 0)), rupiahText(total(minuteClasses.map((one) => sums[one].amount)))],
        ],
      },
      {
        kind: 'text',
        text: 'Setiap angka dirinci orang demi orang dalam lampiran XLSX dengan nama berkas yang sama. Koreksi dilakukan dengan pembalikan; tidak ada catatan yang dihapus.',
      },
      { kind: 'heading', text: 'Tanda tangan pemerintah dan setiap cabang' },
      ...signings.map(({ branch, signed }) => ({
        kind: 'text' as const,
        text: `${who(branch)}:\n${signed === null ? '\n\n(________________________)' : `${signed.name}, ${signed.signedOn}`}`,
      })),
      {
        kind: 'text',
        text: missing === 0 ? 'Semua pihak sudah menandatangani.' : `Belum lengkap: ${missing} dari ${signings.length} tanda tangan masih ditunggu.`,
      },
      { kind: 'small', text: `Sidik isi (SHA-256): ${digest}` },
    ],
  });
}

async function writeMinutesXlsx(
  tx: Tx,
  file: string,
  of: {
    readonly programme: string;
    readonly month: Month;
    readonly content: MinutesContent;
    readonly branches: readonly ReconciledBranch[];
    readonly tasks: readonly DifferenceTask[];
  },
): Promise<void> {
  const { sponsor, timeZone } = await currentPolicy(tx, of.programme);
  const population = (await latestSnapshots(tx, sponsor, dateIn(timeZone, tx.at))).population.map(({ snapshotId }) => snapshotId);
  const sums = totals(of.content.branches);
  async function* people(): AsyncGenerator<XlsxRow> {
    for (const branch of of.branches)
      for await (const chunk of streamNamed(tx, branch, population))
        for (const row of chunk) {
          const facts = factsOf(row, branch);
          const every = differencesOf(facts, of.month).map((one) => differenceWords[one].id);
          yield [
            branch.branch,
            row.kpj,
            row.name,
            of.month,
            row.amount.toString(),
            differenceWords[countedUnder(facts, of.month)].id,
            every.join('; '),
            row.diedOn,
            row.otherPayer,
          ];
        }
    for (const task of of.tasks)
      if (task.personKey === null)
        yield [task.branch, task.kpj, '', of.month, task.amount.toString(), differenceWords[task.class].id, differenceWords[task.class].id, null, null];
  }
  await writeXlsx(file, [
    {
      name: 'Ringkasan',
      header: ['hasil', 'orang', 'rupiah'],
      rows: minuteClasses.map((one) => [differenceWords[one].id, String(sums[one].people), sums[one].amount.toString()]),
    },
    {
      name: 'Cabang',
      header: ['cabang', 'tagihan', 'ditanggung', 'ditagih', 'rupiah ditagih', 'SP2D', 'didebit', 'dari kredit', 'diterima', 'diposting', 'rupiah diposting'],
      rows: of.content.branches.map((one) => [
        one.branch,
        one.invoice,
        ...[one.held, one.charged.people, one.charged.amount, one.ordered, one.debited, one.credited, one.received, one.posted.people, one.posted.amount].map(
          String,
        ),
      ]),
    },
    { name: 'Orang', header: ['cabang', 'kpj', 'nama', 'bulan', 'rupiah', 'hasil', 'semua selisih', 'meninggal', 'pembayar lain'], rows: people() },
    {
      name: 'Tugas',
      header: ['cabang', 'selisih', 'kpj', 'rupiah', 'keterangan', 'penanggung jawab', 'paling lambat', 'diselesaikan', 'catatan'],
      rows: of.tasks.map((task) => [
        task.branch,
        differenceWords[task.class].id,
        task.kpj,
        task.amount.toString(),
        task.detail,
        task.owner,
        task.dueOn,
        task.outcome === null ? '' : outcomeWords[task.outcome].id,
        task.remark,
      ]),
    },
  ]);
}
