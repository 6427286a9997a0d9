// Keeps what providers report of messages: by what they call each, each outcome of a sending once, in whatever order it comes.
import { Fault } from '../kernel/fault.ts';
import type { Tx } from '../platform/database.ts';
import { type DeliveryReport, deliveryReports, isNews, onOneLine, said } from './delivery-report.ts';
import { gatewayProfile, postedIn } from './gateway-profile-client.ts';
import { messagesReferred, saveReport } from './notice-store.ts';

/** What became of reports: `news` were kept; `unchanged` said nothing new or nothing final; of `unknown` no message is known; `notUnderstood` bear a word the profile lacks. */
export interface ReportsTaken {
  readonly reports: number;
  readonly news: number;
  readonly unchanged: number;
  readonly unknown: number;
  readonly notUnderstood: number;
}

/** Most reports of one request; providers post a few hundred at most. */
const most = 10_000;

/**
 * Takes what a provider posted, read by its profile. Unknown messages, repeated reports and those that come too late change nothing and are counted.
 * Faults: not-found `gateway-unknown`; bad-input `delivery-report-not-understood`.
 */
export async function takeDeliveryReports(tx: Tx, of: { readonly gateway: string; readonly posted: unknown; readonly folder?: string }): Promise<ReportsTaken> {
  return keepReports(tx, deliveryReports(await gatewayProfile(of.gateway, of.folder), of.posted));
}

/** The same for what was posted and rests in a file of JSON. */
export const takeReportFile = async (tx: Tx, of: { readonly gateway: string; readonly file: string }): Promise<ReportsTaken> =>
  takeDeliveryReports(tx, { gateway: of.gateway, posted: await postedIn(of.file) });

/** Keeps reports that were read. Fault: bad-input `delivery-report-not-understood` where they are too many. */
export async function keepReports(tx: Tx, reports: readonly DeliveryReport[]): Promise<ReportsTaken> {
  if (reports.length > most) {
    throw new Fault('bad-input', 'delivery-report-not-understood', {
      id: `Paling banyak ${most} laporan sekali kirim.`,
      en: `At most ${most} reports at a time.`,
    });
  }
  const count = { reports: reports.length, news: 0, unchanged: 0, unknown: 0, notUnderstood: reports.filter(({ known }) => !known).length };
  const messages = await messagesReferred(tx, [...new Set(reports.map(({ reference }) => reference))]);
  const known = new Map(messages.map((message) => [message.reference, { ...message, outcomes: [...message.outcomes], reported: [...message.reported] }]));
  for (const { reference, outcome, detail, known: understood } of reports) {
    const message = known.get(reference);
    if (message === undefined) count.unknown += 1;
    else if (outcome === null) count.unchanged += understood ? 1 : 0;
    else if (isNews(outcome, message) && (await saveReport(tx, { ...message, reference, outcome, detail }))) {
      message.outcomes.push(outcome);
      message.reported.push(outcome);
      count.news += 1;
    } else count.unchanged += 1;
  }
  return count;
}

/** A gateway's report of one message, by the name it gave. Faults: not-found `notice-unknown`; bad-input `delivery-report-not-understood`. */
export async function reportDelivery(tx: Tx, of: { readonly reference: string; readonly delivered: boolean; readonly detail?: string }): Promise<void> {
  const { delivered, detail } = of;
  const reference = onOneLine(of.reference, 'reference');
  const outcome = delivered ? 'delivered' : 'failed';
  const { unknown } = await keepReports(tx, [{ reference, outcome, known: true, detail: detail === undefined ? null : said(detail) }]);
  if (unknown > 0) throw new Fault('not-found', 'notice-unknown', { id: 'Pesan itu tidak dikenal.', en: 'That message is not known.' });
}
