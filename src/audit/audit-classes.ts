// Decides in which classes an audit of a past programme tells what it found, each with its codes, words and what to do about it.
import { classWords } from '../contributions/reconciliation.ts';
import type { Rupiah } from '../kernel/money.ts';
import type { Month } from '../kernel/month.ts';
import type { Bilingual } from '../law/parameter.ts';

/** In the order of the report. */
export const auditClasses = [
  'paid-twice',
  'paid-by-two-payers',
  'paid-not-posted',
  'posted-not-paid',
  'paid-for-the-dead',
  'death-without-claim',
  'promised-not-protected',
  'evidence-missing',
] as const;
export type AuditClass = (typeof auditClasses)[number];

interface ClassWords extends Bilingual {
  readonly remedy: Bilingual;
}

export const auditClassWords: Readonly<Record<AuditClass, ClassWords>> = {
  'paid-twice': {
    id: 'dibayar dua kali',
    en: 'paid twice',
    remedy: {
      id: 'Minta cabang memindahkan bulan yang lebih ke bulan berikutnya, atau mengembalikannya menurut PKS.',
      en: 'Ask the branch to carry the month over, or to pay it back as the agreement says.',
    },
  },
  'paid-by-two-payers': {
    id: 'dibayar dua pembayar',
    en: 'paid by two payers',
    remedy: {
      id: 'Kedua pembayar menentukan siapa yang menanggung orang ini; yang lain menghentikan dan meminta kembali.',
      en: 'The two payers settle who carries this person; the other stops and claims the money back.',
    },
  },
  'paid-not-posted': {
    ...classWords['paid-not-posted'],
    remedy: {
      id: 'Kirim baris ini ke cabang dan minta diposting; sampai diposting orang ini tidak terlindungi.',
      en: 'Send the row to the branch to be posted; until then the person is not protected.',
    },
  },
  'posted-not-paid': {
    id: 'diposting, tidak ada bukti bayar',
    en: 'posted, no proof of payment',
    remedy: {
      id: 'Cari siapa yang membayar: peserta sendiri, pembayar lain, atau lampiran yang hilang.',
      en: 'Find out who paid: the person, another payer, or a roster that is lost.',
    },
  },
  'paid-for-the-dead': {
    id: 'dibayar setelah meninggal',
    en: 'paid for the dead',
    remedy: {
      id: 'Keluarkan dari daftar, ganti orangnya, minta bulan sesudah kematian kembali; periksa hak keluarganya.',
      en: 'Take off the list, replace, claim back the months after the death; look into what the family is owed.',
    },
  },
  'death-without-claim': {
    id: 'meninggal tanpa klaim',
    en: 'death without a claim',
    remedy: {
      id: 'Datangi keluarganya dan bantu mengurus klaim JKM. Apakah kematian karena kecelakaan kerja (JKK) juga perlu ditanyakan.',
      en: 'Visit the family and help it claim JKM. Ask as well whether it was an accident at work (JKK).',
    },
  },
  'promised-not-protected': {
    id: 'dijanjikan, tidak terlindungi',
    en: 'promised, not protected',
    remedy: {
      id: 'Tanyakan ke cabang mengapa: ditolak, belum didaftarkan, atau belum dibayar; lalu daftarkan atau ganti orangnya.',
      en: 'Ask the branch why: refused, never registered or never paid; then register or replace.',
    },
  },
  'evidence-missing': {
    id: 'bukti tidak ada',
    en: 'evidence missing',
    remedy: {
      id: 'Cari berkas yang disebut; tanpa itu pemeriksa tidak dapat menerima angka ini.',
      en: 'Find the file named; without it no auditor can accept the figure.',
    },
  },
};

/** What exactly was found; each belongs to one class. */
export const auditCodes = {
  'paid-twice-by-payer': { id: 'bulan yang sama dibayar lagi oleh pembayar yang sama', en: 'the same month paid again by the same payer' },
  'posted-twice': { id: 'bulan yang sama diposting lagi', en: 'the same month posted again' },
  'two-payers-paid': { id: 'dua pembayar membayar bulan yang sama', en: 'two payers paid the same month' },
  'two-payers-posted': { id: 'dua pembayar diposting untuk bulan yang sama', en: 'two payers posted for the same month' },
  'paid-not-posted': {
    id: 'dibayar menurut lampiran, tidak ada di daftar posting bulan itu',
    en: 'paid by the roster, absent from the posting list of the month',
  },
  'assumed-paid-not-posted': {
    id: 'ada di SK yang dibayar SP2D (lampiran nama tidak ada), tidak ada di daftar posting bulan itu',
    en: 'on the decree an SP2D paid for (no roster of names), absent from the posting list of the month',
  },
  'posted-not-paid': { id: 'diposting, tidak ada di lampiran pembayaran bulan itu', en: 'posted, absent from the payment rosters of the month' },
  'paid-after-death': { id: 'bulan sesudah bulan kematian dibayar', en: 'a month after the month of death was paid' },
  'posted-after-death': { id: 'bulan sesudah bulan kematian diposting', en: 'a month after the month of death was posted' },
  'protected-at-death': { id: 'terlindungi pada hari meninggal; santunan diperkirakan', en: 'protected on the day of death; benefit estimated' },
  'in-arrears-at-death': {
    id: 'menunggak pada hari meninggal: apakah dijamin belum dipastikan aturan mana pun; jumlah bila dijamin',
    en: 'in arrears on the day of death: whether that is covered no confirmed rule says; the amount if it is',
  },
  'promised-at-death': {
    id: 'dijanjikan SK pada bulan itu, tetapi tidak terlindungi pada hari meninggal',
    en: 'promised by a decree for the month, but not protected on the day of death',
  },
  'never-protected': { id: 'tidak pernah diposting pada bulan yang dijanjikan', en: 'never posted in the months promised' },
  'partly-protected': { id: 'diposting lebih sedikit bulan daripada yang dijanjikan', en: 'posted for fewer months than promised' },
  'not-on-any-decree': { id: 'dibayar atau diposting tanpa ada di SK mana pun', en: 'paid or posted without being on any decree' },
  'sp2d-without-roster': { id: 'SP2D tanpa lampiran nama dan tanpa SK untuk bulan itu', en: 'SP2D with neither a roster of names nor a decree for the month' },
  'sp2d-roster-assumed': {
    id: 'SP2D tanpa lampiran nama; nama dianggap sama dengan SK',
    en: 'SP2D without a roster of names; the names of the decree are taken',
  },
  'sp2d-without-receipt': { id: 'SP2D tanpa bukti terima dari BPJS', en: 'SP2D without a receipt of the administrator' },
  'sp2d-differs-from-roster': { id: 'nilai SP2D tidak sama dengan jumlah lampirannya', en: 'the SP2D and its roster differ in amount' },
  'receipt-without-sp2d': { id: 'bukti terima tanpa SP2D', en: 'receipt without an SP2D' },
  'roster-without-sp2d': { id: 'lampiran pembayaran tanpa SP2D', en: 'payment roster without an SP2D' },
  'month-without-postings': { id: 'tidak ada daftar posting untuk bulan yang dibayar atau dijanjikan', en: 'no posting list for a month paid or promised' },
  'list-without-decree-number': { id: 'daftar penerima tanpa nomor SK', en: 'a list of people without the number of a decree' },
} as const satisfies Readonly<Record<string, Bilingual>>;
export type AuditCode = keyof typeof auditCodes;

/** A place in the files: which sheet (by its number in the report) and row. */
export interface Trace {
  readonly source: number;
  readonly row: number;
}

/** One line of the report. `personMonths` it stands for; `amount` in rupiah or null where no file says; `other` a second place it hangs on. */
export interface AuditFinding {
  readonly class: AuditClass;
  readonly code: AuditCode;
  readonly token: string | null;
  readonly payer: string | null;
  readonly first: Month | null;
  readonly last: Month | null;
  readonly personMonths: number;
  readonly amount: Rupiah | null;
  readonly at: Trace;
  readonly other: Trace | null;
}
