// Decides which pages a programme has, in the order of the chain, and what each is called.
import type { Bilingual } from './words.ts';

/** A page of a programme; its key is the end of its address. */
export const programmePages = {
  '': { id: 'Ringkasan', en: 'Overview' },
  policy: { id: 'Kebijakan', en: 'Policy' },
  budget: { id: 'Anggaran', en: 'Budget' },
  lists: { id: 'Daftar desa', en: 'Village lists' },
  villages: { id: 'Desa', en: 'Villages' },
  rounds: { id: 'Musyawarah desa', en: 'Village meetings' },
  assessment: { id: 'Penilaian', en: 'Assessment' },
  'what-if': { id: 'Seandainya', en: 'What if' },
  identity: { id: 'Siapa orangnya', en: 'Who it is' },
  allocation: { id: 'Pembagian tempat', en: 'Places' },
  instruments: { id: 'SK', en: 'Decrees' },
  enrolment: { id: 'Pendaftaran', en: 'Registration' },
  cards: { id: 'Kartu', en: 'Cards' },
  months: { id: 'Bulan iuran', en: 'Months' },
  books: { id: 'Buku besar', en: 'Books' },
  watch: { id: 'Pantauan', en: 'Watch' },
  'year-end': { id: 'Akhir tahun', en: "Year's end" },
  closing: { id: 'Penutupan', en: 'Closing' },
  calendar: { id: 'Kalender', en: 'Calendar' },
  claims: { id: 'Klaim', en: 'Claims' },
  letter: { id: 'Surat jawaban', en: 'Letter' },
  objections: { id: 'Keberatan', en: 'Objections' },
  complaints: { id: 'Pengaduan', en: 'Complaints' },
  notices: { id: 'Pesan', en: 'Messages' },
  files: { id: 'Berkas', en: 'Files' },
  runs: { id: 'Run', en: 'Runs' },
  account: { id: 'Akun publik', en: 'Public account' },
} as const satisfies Record<string, Bilingual>;

export type ProgrammePage = keyof typeof programmePages;
