// Decides what a message to a person says, how it stands, and when it is tried again: short plain Indonesian, no personal detail beyond need.

import type { CivilDate } from '../kernel/date.ts';
import type { Month } from '../kernel/month.ts';

const months = ['Januari', 'Februari', 'Maret', 'April', 'Mei', 'Juni', 'Juli', 'Agustus', 'September', 'Oktober', 'November', 'Desember'];
/** A month as people say it. */
export const monthInWords = (month: Month): string => `${months[Number(month.slice(5, 7)) - 1] ?? ''} ${month.slice(0, 4)}`;
/** A day as people say it. */
export const dayInWords = (day: CivilDate): string => `${Number(day.slice(8))} ${monthInWords(day.slice(0, 7) as Month)}`;

/** What people are told of. */
export const noticeKinds = [
  'enrolled',
  'card-ready',
  'contribution-late',
  'protection-ending',
  'possible-claim',
  'document-missing',
  'claim-paid',
  'complaint-answered',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** What the words of a kind need; nothing that names the person, his NIK or his KPJ. */
export interface NoticeFields {
  /** Whom to ask: an office as people call it. */
  readonly office: string;
  /** A day or month in words, where the kind tells of one. */
  readonly when?: string;
  /** A receipt or case number, where there is one to ask under. */
  readonly number?: string;
}

const texts: Readonly<Record<NoticeKind, (of: NoticeFields) => string>> = {
  enrolled: ({ office }) => `Anda terdaftar di BPJS Ketenagakerjaan (kecelakaan kerja dan kematian), iuran dibayar ${office}. Gratis, tanpa pungutan.`,
  'card-ready': ({ office }) => `Kartu BPJS Ketenagakerjaan Anda ada di ${office}. Ambil dengan KTP. Gratis, tanpa pungutan.`,
  'contribution-late': ({ office, when = '' }) => `Iuran BPJS Ketenagakerjaan Anda bulan ${when} belum tercatat. Kami sedang mengurusnya. Tanya: ${office}.`,
  'protection-ending': ({ office, when = '' }) =>
    `Iuran BPJS Ketenagakerjaan yang dibayar pemerintah berakhir ${when}. Untuk melanjutkan sendiri, tanya: ${office}.`,
  'possible-claim': ({ office }) => `Turut berduka. Keluarga mungkin berhak atas santunan BPJS Ketenagakerjaan. Hubungi ${office}. Gratis, tanpa perantara.`,
  'document-missing': ({ office, number = '' }) => `Berkas santunan ${number} belum lengkap. Tanya yang kurang di ${office}. Gratis, tanpa perantara.`,
  'claim-paid': ({ office, number = '' }) =>
    `Santunan ${number} sudah dibayar ke rekening ahli waris. Bila kurang atau ada yang meminta bagian, lapor ke ${office}.`,
  'complaint-answered': ({ office }) => `Pengaduan Anda kepada ${office} sudah dijawab. Lihat jawabannya dengan nomor tanda terima Anda.`,
};

/** Characters of one SMS of the GSM alphabet. */
export const longestNotice = 160;

/** The words of a message; cut nowhere: a test holds every kind below the length of one SMS. */
export const noticeText = (kind: NoticeKind, fields: NoticeFields): string => texts[kind](fields);

/** What a gateway says of one sending. */
export const attemptOutcomes = ['taken', 'delivered', 'failed', 'refused'] as const;
export type AttemptOutcome = (typeof attemptOutcomes)[number];

/** How a message stands. */
export type NoticeState = 'waiting' | 'sent' | 'delivered' | 'refused' | 'given-up';

/** Seconds before each next try after a failure: a minute, then longer, a day at the end. */
const pauses = [60, 300, 1800, 7200, 21_600, 86_400] as const;

/** Computed from what the gateway said, in order; what arrived has arrived, and what was refused is, whatever comes behind it. */
export function noticeState(outcomes: readonly AttemptOutcome[]): NoticeState {
  const last = outcomes.at(-1);
  if (outcomes.includes('delivered')) return 'delivered';
  if (outcomes.includes('refused')) return 'refused';
  if (last === 'taken') return 'sent';
  return outcomes.length > pauses.length ? 'given-up' : 'waiting';
}

/** When a message is tried: at once, or so many seconds after its last failure; null when it is not tried again. */
export function pauseBefore(outcomes: readonly AttemptOutcome[]): number | null {
  if (noticeState(outcomes) !== 'waiting') return null;
  return outcomes.length === 0 ? 0 : (pauses[outcomes.length - 1] ?? null);
}
