// Decides in which words a contribution month refuses to go on, and what to do.
import type { CivilDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import type { Month } from '../kernel/month.ts';
import type { ContributionCode, Figures } from './month-files.ts';

/** Nobody opened the month for the branch (or for the NPP a code names). */
export const monthNotOpen = (branch: string, month: Month): Fault =>
  new Fault('not-found', 'month-not-open', {
    id: `Bulan ${month} belum dibuka untuk ${branch}; jalankan: payung month open.`,
    en: `Month ${month} is not open for ${branch}; run: payung month open.`,
  });

/** The roster is not final, so nothing is owed yet. */
export const notFinalised = (branch: string, month: Month): Fault =>
  new Fault('conflict', 'month-not-finalised', {
    id: `Daftar ${month} cabang ${branch} belum final; jalankan: payung month finalise.`,
    en: `The roster of ${month} at branch ${branch} is not final; run: payung month finalise.`,
  });

/** A roster of nobody is not charged. */
export const nobodyRegistered = (branch: string, month: Month): Fault =>
  new Fault('conflict', 'nobody-registered', {
    id: `Belum ada peserta terdaftar di cabang ${branch} untuk ${month}; muat dahulu jawaban pendaftaran.`,
    en: `Nobody is registered at branch ${branch} for ${month} yet; load the registration answers first.`,
  });

/** People who stand under another's membership number. */
export const numberShared = (branch: string, count: number): Fault =>
  new Fault('conflict', 'membership-number-shared', {
    id: `${count} peserta cabang ${branch} memakai nomor KPJ milik orang lain. Minta cabang memperbaikinya sebelum daftar difinalkan.`,
    en: `${count} members of branch ${branch} stand under somebody else's membership number (KPJ). Have the branch correct it before the roster is final.`,
  });

/** What an invoice was made for does not move. */
export const alreadyInvoiced = (branch: string, month: Month, before: Figures, now: Figures): Fault =>
  new Fault('conflict', 'month-already-invoiced', {
    id: `Daftar ${month} cabang ${branch} sudah ditagih untuk ${before.persons} orang; kini ${now.persons} orang. Yang menyusul ditagih mulai bulan berikutnya.`,
    en: `The roster of ${month} at branch ${branch} is invoiced for ${before.persons} people; it now has ${now.persons}. Latecomers are charged from the next month.`,
  });

/** A roster stands under one code. */
export const anotherCode = ({ branch, month }: { readonly branch: string; readonly month: Month }, code: string): Fault =>
  new Fault('conflict', 'month-has-another-code', {
    id: `Daftar final ${month} cabang ${branch} sudah memakai kode iuran ${code}.`,
    en: `The final roster of ${month} at branch ${branch} already has contribution code ${code}.`,
  });

/** A code stands for one roster. */
export const codeUsedElsewhere = ({ code }: ContributionCode): Fault =>
  new Fault('conflict', 'code-used-elsewhere', {
    id: `Kode iuran ${code} sudah dipakai untuk daftar final lain. Minta cabang membuat kode baru.`,
    en: `Contribution code ${code} already stands for another final roster. Ask the branch for a new one.`,
  });

/** The code was not valid on the day it was received. */
export const codeExpired = ({ code, expiresOn }: ContributionCode): Fault =>
  new Fault('conflict', 'code-expired', {
    id: `Kode iuran ${code} berlaku sampai ${expiresOn}. Bila sudah diterima sebelum itu, sebutkan tanggal diterimanya; bila tidak, minta cabang membuat kode baru.`,
    en: `Contribution code ${code} was valid until ${expiresOn}. If it was received by then, name the day; if not, ask the branch for a new one.`,
  });

/** A code cannot have been received on a day to come. */
export const notReached = (on: CivilDate): Fault =>
  new Fault(
    'bad-input',
    'day-not-reached-yet',
    { id: `Tanggal ${on} belum tiba; sebutkan hari kode itu diterima.`, en: `The day ${on} has not come yet; name the day the code was received.` },
    { column: 'on' },
  );
