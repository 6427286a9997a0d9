// Decides how an estimate is told on a terminal: each sum with its working, then what hangs on open questions, who receives, until when, with which papers.
import { rupiahText } from '../kernel/money.ts';
import { stateWords } from '../coverage/coverage-words.ts';
import type { EstimateAnswer } from './estimate-question.ts';

/** The estimate in Indonesian, English beside it. */
export function estimateText({ on, covered, estimate }: EstimateAnswer): string {
  const head = covered === null ? `${on}: bulan iuran diandaikan / months supposed` : `${on}: ${stateWords[covered].id} / ${stateWords[covered].en}`;
  if (estimate === null) return `${head}\nTidak ada santunan untuk hari itu / no benefit for that day`;
  const width = Math.max(...estimate.lines.map(({ title }) => title.id.length), 6);
  const amounts = estimate.lines.map(({ title, working, amount }) => `  ${title.id.padEnd(width)}  ${rupiahText(amount).padStart(14)}  = ${working}`);
  const { heirs, children, scholarship } = estimate;
  return [
    head,
    ...amounts,
    `  ${'JUMLAH'.padEnd(width)}  ${rupiahText(estimate.total).padStart(14)}  [${estimate.confidence}]`,
    ...estimate.otherReadings.map(({ text, total }) => `  bila / if: ${text.id} ${rupiahText(total)}`),
    ...(scholarship === null ? [] : [`Beasiswa: ${scholarship.text.id}`]),
    ...(children?.children.map(
      ({ child, working, total, counted, reason }) =>
        `  anak ke-${child + 1}: ${rupiahText(total)}${working === '' ? '' : ` = ${working}`}${counted ? '' : ` (tidak dihitung / not counted${reason === null ? '' : `: ${reason}`})`}`,
    ) ?? []),
    ...(heirs === null ? [] : [`Yang menerima / who receives: ${heirs.rank === null ? heirs.order.map(({ id }) => id).join(' → ') : heirs.rank.id}`]),
    ...(heirs?.payees.map(
      ({ relative, through, only }) =>
        `  keluarga ke-${relative + 1}: ${through === 'guardian' ? 'melalui wali / through the guardian' : 'rekening sendiri / own account'}${only === null ? '' : ', hanya biaya pemakaman / funeral money only'}`,
    ) ?? []),
    `Gugur / lapses: ${estimate.timeBar.lapsesOn ?? 'tidak / never'}${estimate.timeBar.settled ? '' : ' (belum pasti / unsettled)'}`,
    `BPJS Ketenagakerjaan membayar dalam ${estimate.paymentDays} hari kerja sejak lengkap / pays within ${estimate.paymentDays} working days`,
    `Dokumen: ${estimate.documents.map(({ id }) => id).join('; ')}${estimate.npwpNeeded ? '' : ' (NPWP tidak perlu)'}`,
    'Dasar / sources:',
    ...estimate.citations.map(({ parameter, article, confidence }) => `  [${confidence}] ${parameter}: ${article}`),
    ...(estimate.unsettled.length === 0 ? [] : ['Belum pasti / unsettled:', ...estimate.unsettled.map(({ title }) => `  ${title.id} / ${title.en}`)]),
  ].join('\n');
}
