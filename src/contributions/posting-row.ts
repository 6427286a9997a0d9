// Decides what a row of the administrator's posting file says, and why a row that fits nobody in the roster does not.
import { holdsLongNumber } from '../kernel/long-number.ts';
import { type Instant, dateIn, timeAhead, timeIn } from '../kernel/clock.ts';
import { type CivilDate, parseDate, yearOf } from '../kernel/date.ts';
import type { Rupiah } from '../kernel/money.ts';
import { type Month, parseMonth } from '../kernel/month.ts';
import type { Bilingual } from '../law/parameter.ts';
import { readRupiah } from './month-files.ts';

/** Columns of a posting file. */
export const postingColumns = ['kpj', 'nama', 'bulan', 'jkk', 'jkm', 'kode_iuran', 'tanggal_nilai_bank', 'waktu_posting'] as const;

/** A row as read; amounts below zero take back what was posted; `postedAt` carries its own offset, or none when it is the sponsor's local time. */
export interface PostingRow {
  readonly kpj: string;
  /** As the administrator has it; empty where the file leaves it out. */
  readonly name: string;
  readonly month: Month;
  readonly jkk: Rupiah;
  readonly jkm: Rupiah;
  readonly code: string;
  readonly bankValueOn: CivilDate;
  readonly postedAt: string;
}

const moment = /^\d{4}-\d{2}-\d{2}[T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?(Z|[+-](0\d|1[0-4])(:?[0-5]\d)?)?$/;

/** An amount, or what is taken back: `-16800`, `-Rp16.800`, `(16.800)`; null for anything else. */
export function readSignedRupiah(text: string): Rupiah | null {
  const bare = text.trim();
  const back = /^[-\u2212]\s*(.+)$/.exec(bare) ?? /^\((.+)\)$/.exec(bare);
  const amount = readRupiah(back?.[1] ?? bare);
  return back === null || amount === null ? amount : -amount;
}

/** The row, or null when a cell cannot be read or one cover is posted where the other is taken back. */
export function readPostingRow(cells: readonly string[]): PostingRow | null {
  const [kpj = '', name = '', month = '', jkk = '', jkm = '', code = '', bankValue = '', postedAt = ''] = cells.map((cell) => cell.trim());
  const read = { month: parseMonth(month), jkk: readSignedRupiah(jkk), jkm: readSignedRupiah(jkm), bankValueOn: parseDate(bankValue) };
  if (kpj === '' || code === '' || holdsLongNumber(kpj) || holdsLongNumber(code) || !moment.test(postedAt) || parseDate(postedAt.slice(0, 10)) === null)
    return null;
  if (read.month === null || read.jkk === null || read.jkm === null || read.bankValueOn === null) return null;
  if ((read.jkk < 0n && read.jkm > 0n) || (read.jkk > 0n && read.jkm < 0n)) return null;
  return { kpj, name, month: read.month, jkk: read.jkk, jkm: read.jkm, code, bankValueOn: read.bankValueOn, postedAt };
}

/** Whether an instant's text says its own offset from UTC. */
export const saysOffset = (text: string): boolean => /(Z|[+-]\d{2}(:?\d{2})?)$/.test(text.slice(10));

/** When a programme's postings can have happened: from a year before its first day until the moment the file is read. */
export interface PostingTimes {
  readonly earliest: CivilDate;
  /** The clock on the wall so many minutes ahead of UTC, for a time that says its offset. */
  readonly clockAhead: (minutes: number) => string;
  /** The day, and the clock on the wall, where the sponsor is: for a day and for a time without an offset. */
  readonly today: CivilDate;
  readonly clock: string;
}

/** The times for a programme that begins with a month. */
export const postingTimes = (of: { readonly first: Month; readonly now: Instant; readonly timeZone: string }): PostingTimes => {
  const first = `${of.first}-01` as CivilDate;
  const earliest = `${String(yearOf(first) - 1)}${first.slice(4)}` as CivilDate;
  const clocks = new Map<number, string>(); // a file has a few offsets and many rows
  const clockAhead = (minutes: number): string => {
    const known = clocks.get(minutes) ?? timeAhead(minutes, of.now);
    clocks.set(minutes, known);
    return known;
  };
  return { earliest, clockAhead, today: dateIn(of.timeZone, of.now), clock: timeIn(of.timeZone, of.now) };
};

/** Whether the bank's value date and the posting instant of a row can have been: neither to come nor long before the programme. */
export function happened(
  { bankValueOn, postedAt }: Pick<PostingRow, 'bankValueOn' | 'postedAt'>,
  { earliest, clockAhead, today, clock }: PostingTimes,
): boolean {
  if (bankValueOn < earliest || postedAt.slice(0, 10) < earliest || bankValueOn > today) return false;
  const [, sign = '', hours = '0', minutes = '0'] = /([+-])(\d{2}):?(\d{2})?$/.exec(postedAt.slice(10)) ?? [];
  const ahead = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  const clockThere = saysOffset(postedAt) ? clockAhead(ahead) : clock;
  return (
    postedAt
      .replace(' ', 'T')
      .replace(/(Z|[+-]\d{2}:?(\d{2})?)?$/, '')
      .slice(0, 19) <= clockThere
  );
}

/** The closed set of reasons, in the order they are looked for. */
export const postingFindings = {
  'row-unreadable': {
    id: 'Baris tidak dapat dibaca: KPJ, bulan, jumlah, tanggal, atau waktu salah tulis.',
    en: 'The row cannot be read: KPJ, month, amount, date or time is miswritten.',
  },
  'posting-time-impossible': {
    id: 'Tanggal nilai bank atau waktu posting belum terjadi, atau lebih dari setahun sebelum program dimulai.',
    en: 'The bank value date or the posting instant is yet to come, or lies more than a year before the programme began.',
  },
  'wrong-contribution-code': { id: 'Kode iuran baris ini bukan kode berkas ini.', en: 'The row has another contribution code than the file.' },
  'wrong-month': { id: 'Bulan baris ini bukan bulan yang ditagih dengan kode ini.', en: 'The row is for another month than this code was invoiced for.' },
  'posted-twice': { id: 'KPJ ini sudah ada di baris sebelumnya dalam berkas yang sama.', en: 'The same KPJ stands in an earlier row of this file.' },
  'already-posted': {
    id: 'Bulan ini sudah diposting untuk orang ini oleh berkas sebelumnya.',
    en: 'This month is already posted for this person by an earlier file.',
  },
  'taken-back-before': {
    id: 'BPJS Ketenagakerjaan sudah menarik kembali posting ini; baris lama tidak berlaku lagi.',
    en: 'The administrator has already taken this posting back; the earlier row no longer counts.',
  },
  'amount-differs': {
    id: 'Jumlah yang diposting berbeda dari yang ditagih; orang ini belum dihitung terlindungi.',
    en: 'The posted amount differs from the charge; the person does not yet count as protected.',
  },
  'not-in-roster': {
    id: 'KPJ dikenal, tetapi orangnya tidak ada dalam daftar final bulan ini.',
    en: 'The KPJ is known, but the person is not in the final roster of this month.',
  },
  'kpj-unknown': { id: 'KPJ tidak dikenal dalam pendaftaran program mana pun.', en: 'The KPJ is in no registration.' },
  'unposted-taken-back': {
    id: 'Baris ini menarik kembali baris yang di sini memang tidak diposting; selisihnya selesai.',
    en: 'The row takes back a row that was not posted here anyway; that difference is settled.',
  },
  'repeated-posting-taken-back': {
    id: 'Baris ini menarik kembali satu dari beberapa posting bulan ini; satu posting tetap berlaku.',
    en: 'The row takes back one of several postings of this month; one still stands.',
  },
  'reversal-read-before': {
    id: 'Penarikan ini sudah dibaca dari berkas sebelumnya; tidak ada yang berubah.',
    en: 'This reversal was read from an earlier file; nothing changed.',
  },
  'reversal-amounts-differ': {
    id: 'Baris ini menarik kembali jumlah JKK atau JKM yang bukan jumlah yang ditagih; tidak ada yang berubah.',
    en: 'The row takes back other amounts of JKK or JKM than were charged; nothing changed.',
  },
  'reversal-fits-nothing': {
    id: 'Baris ini menarik kembali posting yang tidak ada di sini: tidak ada posting yang berlaku dengan KPJ, bulan, kode, dan jumlah JKK dan JKM yang sama.',
    en: 'The row takes back what is not posted here: no posting stands with the same KPJ, month, code and amounts of JKK and JKM.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>;
export type PostingFinding = keyof typeof postingFindings;

/** What was found of a row that was not simply posted. */
export interface PostingFacts {
  readonly readable: boolean;
  readonly happened: boolean;
  readonly codeAgrees: boolean;
  readonly monthAgrees: boolean;
  readonly firstOfKpj: boolean;
  readonly postedBefore: boolean;
  readonly charged: boolean;
  readonly registered: boolean;
  /** The amounts are below zero: the row takes back. */
  readonly back: boolean;
  /** The amounts are those charged. */
  readonly fits: boolean;
  /** A posting: as many as there were are taken back. A reversal: one that was read before. */
  readonly undone: boolean;
  /** A reversal of one of several postings, of which one still stands. */
  readonly repeated: boolean;
  /** A reversal of a row that was a finding. */
  readonly unposted: boolean;
}

/** Why the row was not posted. */
export function findingOf(facts: PostingFacts): PostingFinding {
  if (!facts.readable) return 'row-unreadable';
  if (!facts.happened) return 'posting-time-impossible';
  if (!facts.codeAgrees) return 'wrong-contribution-code';
  if (!facts.monthAgrees) return 'wrong-month';
  if (facts.back) return reversalFinding(facts);
  if (!facts.charged) return facts.registered ? 'not-in-roster' : 'kpj-unknown';
  if (!facts.firstOfKpj) return 'posted-twice';
  if (facts.postedBefore) return 'already-posted';
  return facts.fits && facts.undone ? 'taken-back-before' : 'amount-differs';
}

function reversalFinding({ undone, repeated, unposted, charged, fits }: PostingFacts): PostingFinding {
  if (undone) return 'reversal-read-before';
  if (repeated) return 'repeated-posting-taken-back';
  if (unposted) return 'unposted-taken-back';
  return charged && !fits ? 'reversal-amounts-differ' : 'reversal-fits-nothing';
}
