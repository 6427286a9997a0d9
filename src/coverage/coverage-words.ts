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
    en: `The contribution for ${month} is posted by BPJS Ketenagakerjaan; money received ${paidOn ?? '-'}.`,
  }),
  'paid-before-posted-after': ({ on }) => ({
    id: `Uang masuk paling lambat ${on}, tetapi posting dibuat sesudahnya.`,
    en: `The money arrived by ${on}, but the posting was made later.`,
  }),
  'month-not-due-yet': ({ month }) => ({
    id: `Iuran bulan ${month} belum diposting dan belum jatuh tempo.`,
    en: `The contribution for ${month} is not posted and not yet due.`,
  }),
  'month-not-posted': ({ month, lastMonth, overdue }) => ({
    id: `Iuran bulan ${month} belum diposting; bulan terakhir diposting ${lastMonth ?? '-'}, menunggak ${overdue} bulan.`,
    en: `The contribution for ${month} is not posted; last posted month ${lastMonth ?? '-'}, ${overdue} months overdue.`,
  }),
  'month-paid-after-this-day': ({ month, paidOn }) => ({
    id: `Iuran bulan ${month} baru dibayar ${paidOn ?? '-'}, setelah hari ini; pembayaran itu tidak melindungi hari sebelumnya.`,
    en: `The contribution for ${month} was paid only on ${paidOn ?? '-'}, after this day; paying later does not cover an earlier day.`,
  }),
  'arrears-beyond-limit': ({ lastMonth, overdue }) => ({
    id: `Menunggak ${overdue} bulan berturut-turut sejak ${lastMonth ?? '-'}; kepesertaan nonaktif.`,
    en: `${overdue} months overdue in a row since ${lastMonth ?? '-'}; the membership is inactive.`,
  }),
  'first-contribution-paid-after-this-day': ({ paidOn }) => ({
    id: `Iuran pertama baru dibayar ${paidOn ?? '-'}; perlindungan mulai dari pembayaran itu.`,
    en: `The first contribution was paid only on ${paidOn ?? '-'}; protection begins with that payment.`,
  }),
  'first-contribution-not-posted': () => ({
    id: 'Terdaftar, tetapi belum ada iuran yang diposting. SK, peluncuran, atau SP2D tidak memberi perlindungan.',
    en: 'Registered, but no contribution is posted. A decree, a launch or a payment order protects nobody.',
  }),
  'registration-refused': () => ({
    id: 'Pendaftaran ditolak BPJS Ketenagakerjaan dan tidak ada iuran yang diposting.',
    en: 'BPJS Ketenagakerjaan refused the registration and no contribution is posted.',
  }),
  'nothing-known-of-person': () => ({
    id: 'Tidak ada pendaftaran maupun posting untuk orang ini. Ia mungkin dilindungi lewat jalur lain.',
    en: 'There is no registration or posting for this person, who may be protected by another way.',
  }),
  'day-not-reached-yet': ({ on }) => ({
    id: `Tanggal ${on} belum tiba menurut keadaan yang ditanyakan, dan iuran bulannya belum diposting.`,
    en: `${on} had not come at the time asked about, and its month is not posted.`,
  }),
};

/** The reason as a sentence in both languages. */
export const reasonText = (code: ReasonCode, of: ReasonFacts): Bilingual => words[code](of);
