// Draws up the minutes of a month's reconciliation: figures counted person by person, written as PDF and as XLSX that names everybody behind each figure; signed by both sides.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { dateIn } from '../kernel/clock.ts';
import { Fault } from '../kernel/fault.ts';
import { rupiahText, total } from '../kernel/money.ts';
import type { Month } from '../kernel/month.ts';
import { refuseNik } from '../kernel/plausible-nik.ts';
import { recordAct } from '../platform/act.ts';
import { errorCode } from '../platform/connection.ts';
import type { Tx } from '../platform/database.ts';
import { writePdf } from '../platform/pdf-report.ts';
import { type XlsxRow, writeXlsx } from '../platform/xlsx-write.ts';
import { currentPolicy } from '../programme/programme-steps.ts';
import { latestSnapshots } from '../registry/registry-steps.ts';
import { countedUnder, differenceWords, differencesOf, outcomeWords } from './difference.ts';
import { type DifferenceTask, differencesFound, streamCandidates, streamNamed } from './difference-store.ts';
import { type ReconciledBranch, factsOf, invoicedBranches } from './difference-steps.ts';
import { ClassCounter, type MinutesBranch, type MinutesContent, type Side, minuteClasses, minutesDigest, minutesFileName, totals } from './minutes.ts';
import { type Minutes, insertMinutes, insertMinutesSignature, minutesOf } from './minutes-store.ts';
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
    readonly signatures: readonly { readonly side: Side; readonly name: string; readonly signedOn: string }[];
  },
): Promise<void> {
  const sums = totals(content.branches);
  const sign = (side: Side, who: string): string => {
    const signed = of.signatures.find((one) => one.side === side);
    return signed === undefined ? `${who}:\n\n\n(________________________)` : `${who}:\n${signed.name}, ${signed.signedOn}`;
  };
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
      { kind: 'heading', text: 'Tanda tangan kedua pihak' },
      { kind: 'text', text: sign('sponsor', of.sponsor) },
      { kind: 'text', text: sign('administrator', 'BPJS Ketenagakerjaan') },
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

/**
 * Signs the latest minutes of a month, for the administrator's side as an officer of a branch, else for the sponsor's. Signed by that side already, it changes nothing. Faults: not-found `minutes-missing`; conflict
 * `minutes-moved-on` (other figures than those named by `digest`), `signs-for-both-sides`; bad-input `nik-in-text`.
 */
export async function signMinutes(
  tx: Tx,
  of: { readonly programme: string; readonly month: Month; readonly name: string; readonly digest: string },
): Promise<{ readonly signed: boolean; readonly side: Side; readonly minutes: Minutes }> {
  refuseNik(of.name, 'name');
  const side: Side = tx.actor.roles.includes('branch-officer') ? 'administrator' : 'sponsor';
  const { sponsor, area, timeZone } = await currentPolicy(tx, of.programme);
  const [minutes] = await minutesOf(tx, of.programme, of.month);
  if (minutes === undefined)
    throw new Fault('not-found', 'minutes-missing', { id: `Belum ada berita acara untuk ${of.month}.`, en: `There are no minutes of ${of.month} yet.` });
  if (minutes.digest !== of.digest)
    throw new Fault('conflict', 'minutes-moved-on', {
      id: 'Berita acara sudah berubah sejak dibaca. Baca yang terbaru, lalu tanda tangani.',
      en: 'The minutes have changed since they were read. Read the latest, then sign.',
    });
  const { minutesId, digest } = minutes;
  await tx.client.query('savepoint signing');
  try {
    const signed = await insertMinutesSignature(tx, { minutesId, side, name: of.name.trim(), signedOn: dateIn(timeZone, tx.at), digest, sponsor, area });
    if (signed) await recordAct(tx, { kind: 'minutes-signed', subject: minutesId, digest, sponsor, area });
    await tx.client.query('release savepoint signing');
    return { signed, side, minutes };
  } catch (error) {
    if (errorCode(error) !== '23505') throw error;
    await tx.client.query('rollback to savepoint signing');
    throw new Fault('conflict', 'signs-for-both-sides', {
      id: 'Satu akun tidak dapat menandatangani untuk kedua pihak.',
      en: 'One account cannot sign for both sides.',
    });
  }
}
