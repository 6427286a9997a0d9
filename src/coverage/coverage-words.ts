// Decides how the reasons of a coverage answer are worded for people, Indonesian first.
import type { CivilDate } from '../kernel/date.ts';
import type { Month } from '../kernel/month.ts';
import type { Bilingual } from '../law/parameter.ts';

/** What is known on a day of one cover. `arrears-unsettled`: whether an event is covered depends on a rule nobody has confirmed. */
export const coverStates = ['protected', 'arrears-unsettled', 'unprotected', 'unknown'] as const;
export type CoverState = (typeof coverStates)[number];

/** The closed set of reasons. */
export const reasonCodes = [
  'month-posted',
  'paid-before-posted-after',
  'posting-taken-back',
  'month-not-due-yet',
  'month-not-posted',
  'month-paid-after-this-day',
  'arrears-beyond-limit',
  'first-contribution-paid-after-this-day',
  'first-contribution-not-posted',
  'registration-refused',
  'nothing-known-of-person',
  'day-not-reached-yet',
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

export const stateWords: Readonly<Record<CoverState, Bilingual>> = {
  protected: { id: 'terlindungi', en: 'protected' },
  'arrears-unsettled': { id: 'menunggak, belum pasti', en: 'in arrears, unsettled' },
  unprotected: { id: 'tidak terlindungi', en: 'not protected' },
  unknown: { id: 'tidak diketahui', en: 'unknown' },
};

/** What a reason may speak of. */
export interface ReasonFacts {
  readonly on: CivilDate;
  readonly month: Month;
  readonly lastMonth: Month | null;
  readonly paidOn: CivilDate | null;
  readonly overdue: number;
}

const words: Readonly<Record<ReasonCode, (of: ReasonFacts) => Bilingual>> = {
  'month-posted': ({ month, paidOn }) => ({
    id: `Iuran bulan ${month} sudah diposting BPJS Ketenagakerjaan; uang masuk ${paidOn ?? '-'}.`,
    en: `The contribution for ${month} was posted by BPJS Ketenagakerjaan; the money arrived on ${paidOn ?? '-'}.`,
  }),
  'paid-before-posted-after': ({ on }) => ({
    id: `Uang masuk paling lambat ${on}, tetapi diposting BPJS Ketenagakerjaan sesudahnya.`,
    en: `The money arrived on ${on} at the latest, but BPJS Ketenagakerjaan posted it after that day.`,
  }),
  'posting-taken-back': ({ month }) => ({
    id: `BPJS Ketenagakerjaan menarik kembali posting bulan ${month}; posting itu tidak dihitung lagi.`,
    en: `BPJS Ketenagakerjaan took a posting for ${month} back; it no longer counts.`,
  }),
  'month-not-due-yet': ({ month }) => ({
    id: `Iuran bulan ${month} belum diposting dan belum jatuh tempo.`,
    en: `The contribution for ${month} is not posted yet, and it is not yet due.`,
  }),
  'month-not-posted': ({ month, lastMonth, overdue }) => ({
    id: `Iuran bulan ${month} belum diposting; bulan terakhir diposting ${lastMonth ?? '-'}, menunggak ${overdue} bulan.`,
    en: `The contribution for ${month} is not posted yet; the last month posted is ${lastMonth ?? '-'}, and ${overdue} months are in arrears.`,
  }),
  'month-paid-after-this-day': ({ month, paidOn }) => ({
    id: `Iuran bulan ${month} baru dibayar ${paidOn ?? '-'}, setelah hari ini; pembayaran itu tidak melindungi hari sebelumnya.`,
    en: `The contribution for ${month} was paid only on ${paidOn ?? '-'}, after this day; a payment does not protect on a day before it.`,
  }),
  'arrears-beyond-limit': ({ lastMonth, overdue }) => ({
    id: `Menunggak ${overdue} bulan berturut-turut sejak ${lastMonth ?? '-'}; kepesertaan nonaktif.`,
    en: `In arrears for ${overdue} months in a row since ${lastMonth ?? '-'}; the membership is inactive.`,
  }),
  'first-contribution-paid-after-this-day': ({ paidOn }) => ({
    id: `Iuran pertama baru dibayar ${paidOn ?? '-'}; perlindungan mulai dari pembayaran itu.`,
    en: `The first contribution was paid only on ${paidOn ?? '-'}; protection begins with that payment.`,
  }),
  'first-contribution-not-posted': () => ({
    id: 'Terdaftar, tetapi belum ada iuran yang diposting. SK, peluncuran, atau SP2D tidak memberi perlindungan.',
    en: 'Registered, but no contribution has been posted. A decree (SK), a launch or a payment order of the treasury (SP2D) protects nobody.',
  }),
  'registration-refused': () => ({
    id: 'Pendaftaran ditolak BPJS Ketenagakerjaan dan tidak ada iuran yang diposting.',
    en: 'BPJS Ketenagakerjaan refused the registration, and no contribution has been posted.',
  }),
  'nothing-known-of-person': () => ({
    id: 'Tidak ada pendaftaran maupun posting untuk orang ini di wilayah yang boleh Anda lihat. Ia mungkin dilindungi di wilayah lain atau lewat jalur lain.',
    en: 'There is neither a registration nor a posting for this person in the area you may see. The person may be protected elsewhere, or in another way.',
  }),
  'day-not-reached-yet': ({ on }) => ({
    id: `Tanggal ${on} belum tiba menurut keadaan yang ditanyakan, dan iuran bulannya belum diposting.`,
    en: `The day ${on} had not come yet at the moment asked about, and the contribution for its month had not been posted.`,
  }),
};

/** The reason as a sentence in both languages. */
export const reasonText = (code: ReasonCode, of: ReasonFacts): Bilingual => words[code](of);
